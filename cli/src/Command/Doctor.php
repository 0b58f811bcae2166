<?php

declare(strict_types=1);

namespace DokuAkulaku\Cli\Command;

use DokuAkulaku\Cli\Account;
use DokuAkulaku\Cli\Arguments;
use DokuAkulaku\Cli\Check\Credentials;
use DokuAkulaku\Cli\Check\Findings;
use DokuAkulaku\Cli\Check\Network;
use DokuAkulaku\Cli\Check\NotificationAddress;
use DokuAkulaku\Cli\Check\Settings;
use DokuAkulaku\Cli\Command;
use DokuAkulaku\Cli\ExitStatus;
use DokuAkulaku\Cli\Output;

/** Looks at everything between this machine and a payment, and says what to do. */
final class Doctor implements Command
{
    public function summary(): string
    {
        return 'looks at settings, network, clock, account and notification address, and says what to do';
    }

    public function usage(): string
    {
        return "bin/doku-akulaku doctor [options]\n"
            . "  --fpm SOCKET             php-fpm's settings and user too: the pool's \"listen\", a path or host:port\n"
            . "  --notification-url URL   the address that DOKU has for notifications\n"
            . "  --offline                settings only";
    }

    public function flags(): array
    {
        return ['offline'];
    }

    public function valued(): array
    {
        return ['fpm', 'notification-url'];
    }

    public function run(Arguments $arguments, Output $output): int
    {
        $arguments->noWords();
        $findings = new Findings($output);
        $settings = new Settings($findings);
        $settings->here();
        $settings->behind($arguments->get('fpm'));
        if (!$arguments->has('offline')) {
            // Before the secret signs anything.
            Account::demandSaid($arguments);
            (new Network($findings))->look();
            if ($findings->failed === 0) {
                (new Credentials($findings))->look();
            } else {
                $findings->section('The account');
                $findings->note('not looked at: mend what failed above first');
            }
            (new NotificationAddress($findings))->look($arguments->get('notification-url'));
        }
        $output->line();
        $output->line($findings->failed === 0
            ? "All is well, $findings->warned warnings." : "$findings->failed failed, $findings->warned warnings.");
        return $findings->failed === 0 ? ExitStatus::DONE : ExitStatus::NO;
    }
}
