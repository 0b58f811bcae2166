<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli;

/** Finds the command, tells what went wrong, and gives the exit status. */
final class Application
{
    /** Flags of every command. */
    private const FLAGS = ['production', 'help'];

    private const SETTINGS = <<<'TEXT'
Settings, else those of php.ini:
  --client-id ID        --secret-file FILE    --environment sandbox|production
  --base-url URL        --ca-file FILE        --proxy URL    --timeout SECONDS
  --extension FILE      the module, where php.ini does not load it
  --production          needed where the settings are those of production: real secrets, real payments

Exit status: 0 done, 1 a definite no, 2 this command line is wrong, 3 nobody knows whether DOKU did it.
TEXT;

    private readonly Output $output;

    /**
     * @param resource $out
     * @param resource $errors
     */
    public function __construct($out, $errors)
    {
        $this->output = new Output($out, $errors);
    }

    /** @return array<string, Command> */
    private static function commands(): array
    {
        return [
            'doctor' => new Command\Doctor(),
            'status' => new Command\Status(),
            'sign' => new Command\Sign(),
            'verify' => new Command\Verify(),
            'notify' => new Command\Notify(),
            'order' => new Command\Order(),
        ];
    }

    /** @param list<string> $arguments without the program's name */
    public function run(array $arguments): int
    {
        try {
            [$rest, $php] = Launcher::split($arguments);
            if ($php !== []) {
                return Launcher::again($php, $rest);
            }
            return $this->dispatch($rest);
        } catch (Usage $error) {
            $this->output->error($error->getMessage());
            return ExitStatus::USAGE;
        }
    }

    /** @param list<string> $arguments */
    private function dispatch(array $arguments): int
    {
        $name = array_shift($arguments) ?? 'help';
        if (in_array($name, ['help', '--help', '-h'], true)) {
            $this->help();
            return ExitStatus::DONE;
        }
        $command = self::commands()[$name] ?? null;
        if ($command === null) {
            throw new Usage("there is no command $name" . Arguments::nearest($name, array_keys(self::commands()))
                . ' (--help names them)');
        }
        $parsed = Arguments::parse($arguments, [...self::FLAGS, ...$command->flags()], $command->valued());
        if ($parsed->has('help')) {
            $this->output->line($command->summary());
            $this->output->line();
            $this->output->line($command->usage());
            $this->output->line();
            $this->output->line(self::SETTINGS);
            return ExitStatus::DONE;
        }
        if (!extension_loaded('doku_akulaku')) {
            $this->output->error('the extension doku_akulaku is not loaded in ' . PHP_BINARY . ' (' . PHP_VERSION . ', '
                . (php_ini_loaded_file() ?: 'no php.ini') . '): add extension=doku_akulaku there, or give --extension FILE');
            return ExitStatus::NO;
        }
        return $this->guarded($command, $parsed);
    }

    /** The exceptions of the extension say by their class whether DOKU may have acted. */
    private function guarded(Command $command, Arguments $arguments): int
    {
        try {
            return $command->run($arguments, $this->output);
        } catch (\DokuAkulaku\ValidationException $error) {
            foreach ($error->getViolations() as $path => $violation) {
                $this->output->error($path . ': ' . $violation['message']);
            }
            return ExitStatus::NO;
        } catch (\DokuAkulaku\Exception $error) {
            $this->output->error(Outcome::name($error) . ': ' . $error->getMessage());
            if ($error->getRequestId() !== null) {
                $this->output->error('Request-Id: ' . $error->getRequestId());
            }
            $advice = Outcome::advice($error);
            if ($advice !== '') {
                $this->output->error($advice);
            }
            return $error instanceof \DokuAkulaku\IndeterminateException ? ExitStatus::PERHAPS : ExitStatus::NO;
        } catch (\ValueError $error) {
            throw new Usage($error->getMessage());
        }
    }

    private function help(): void
    {
        $this->output->line('Usage: bin/doku-akulaku COMMAND [options]');
        $this->output->line();
        foreach (self::commands() as $name => $command) {
            $this->output->line('  ' . str_pad($name, 10) . $command->summary());
        }
        $this->output->line();
        $this->output->line('COMMAND --help tells its options.');
        $this->output->line();
        $this->output->line(self::SETTINGS);
    }
}
