<?php

declare(strict_types=1);

/*
 * Looks for a secret in the memory of a process that holds a client: all writable mappings, and a core dump.
 * A secret from the secret file is nowhere, not even while the client lives: only the keyed state is
 * kept. A secret that PHP passed stays where PHP had it, and nowhere else.
 */

require __DIR__ . '/support/trust.inc';

final class Holder
{
    private mixed $process;
    private array $pipes = [];
    public readonly int $pid;

    public function __construct(string $way, string $token, array $settings = [])
    {
        $command = [...php_command($settings), __DIR__ . '/support/holder.php', $way, $token];
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $this->pipes);
        $this->pid = proc_get_status($this->process)['pid'];
        stream_set_timeout($this->pipes[1], 60);
    }

    public function __destruct()
    {
        fclose($this->pipes[0]);
        proc_close($this->process);
    }

    /** Waits for a step. */
    public function at(string $name): void
    {
        same('step', $name, trim((string) fgets($this->pipes[1])));
    }

    public function go(): void
    {
        fwrite($this->pipes[0], "\n");
    }

    /** How often any of the needles stands in the memory that the process can write. */
    public function hits(array $needles): int
    {
        $memory = fopen("/proc/$this->pid/mem", 'rb');
        stream_set_read_buffer($memory, 0);
        $hits = 0;
        $read = 0;
        foreach (file("/proc/$this->pid/maps") as $line) {
            if (preg_match('~^([0-9a-f]+)-([0-9a-f]+) rw~', $line, $match) !== 1) {
                continue;
            }
            [$at, $end] = [hexdec($match[1]), hexdec($match[2])];
            $before = '';
            while ($at < $end) {
                fseek($memory, $at);
                $piece = (string) @fread($memory, (int) min(1 << 20, $end - $at));
                if ($piece === '') {
                    break;
                }
                $at += strlen($piece);
                $read += strlen($piece);
                $hits += count_needles($before . $piece, $needles, strlen($before));
                $before = substr($piece, -256);
            }
        }
        ok('megabytes of memory were read', $read > 1 << 20);
        return $hits;
    }
}

/** Occurrences that do not lie wholly within the first $known bytes. */
function count_needles(string $text, array $needles, int $known = 0): int
{
    $hits = 0;
    foreach ($needles as $needle) {
        for ($at = strpos($text, $needle); $at !== false; $at = strpos($text, $needle, $at + 1)) {
            if ($at + strlen($needle) > $known) {
                $hits++;
            }
        }
    }
    return $hits;
}

/**
 * The secret, its half, and the forms from which it can be had: HMAC's two padded keys (RFC 2104), and the hash of a
 * secret that is longer than a block.
 */
function forms(string $secret): array
{
    $key = strlen($secret) > 64 ? hash('sha256', $secret, true) : $secret;
    $forms = [
        substr($secret, 0, 24),
        substr($secret, -24),
        substr($key ^ str_repeat("\x36", strlen($key)), 0, 24),
        substr($key ^ str_repeat("\x5C", strlen($key)), 0, 24),
        substr(base64_encode($secret), 0, 24),
        substr(bin2hex($secret), 0, 24),
    ];
    if ($key !== $secret) {
        $forms[] = $key;
    }
    return $forms;
}

/** A file with the secrets, for the INI setting. */
function secret_file(string $content): string
{
    $file = tempnam(sys_get_temp_dir(), 'doku');
    file_put_contents($file, $content);
    return $file;
}

function ini(string $file): array
{
    return ['doku_akulaku.client_id' => 'MCH-TEST-0001', 'doku_akulaku.secret_file' => $file];
}

function from_file(array $secrets, string $label): void
{
    $file = secret_file(implode("\n", $secrets) . "\n");
    $needles = array_merge(...array_map(forms(...), $secrets));
    $holder = new Holder('file', 'none', ini($file));
    foreach (['start', 'made', 'used', 'freed'] as $step) {
        $holder->at($step);
        same("$label, $step: found", 0, $holder->hits($needles));
        if ($step === 'used') {
            core_dump($holder->pid, $needles, $label);
        }
        $holder->go();
    }
    unlink($file);
}

function core_dump(int $pid, array $needles, string $label): void
{
    static $has = null;
    $has ??= run_command(['sh', '-c', 'command -v gcore'])['code'] === 0;
    ok("$label: gcore is there (package gdb)", $has);
    if (!$has) {
        return;
    }
    $name = tempnam(sys_get_temp_dir(), 'doku');
    $dumped = run_command(['gcore', '-o', $name, (string) $pid]);
    $core = "$name.$pid";
    ok("$label: a core dump was made", is_file($core) && filesize($core) > 1 << 20);
    if (is_file($core)) {
        same("$label: found in the core dump", 0, count_needles((string) file_get_contents($core), $needles));
        unlink($core);
    }
    unlink($name);
}

/** What PHP itself holds before the client is made must not become more. */
function from_php(string $way): void
{
    $token = bin2hex(random_bytes(16));
    $secrets = $way === 'long' ? [hash('sha512', $token)] : [hash('sha256', $token), hash('sha256', "$token-2")];
    $secrets = $way === 'text' ? [$secrets[0]] : $secrets;
    $needles = array_merge(...array_map(forms(...), $secrets));
    $holder = new Holder($way, $token);
    $holder->at('start');
    $own = $holder->hits($needles);
    ok("$way: the search finds PHP's own copies", $own >= 2 * count($secrets));
    $holder->go();
    foreach (['made', 'used', 'freed'] as $step) {
        $holder->at($step);
        same("$way, $step: more than PHP's own", 0, max(0, $holder->hits($needles) - $own));
        $holder->go();
    }
}

/** A file that is refused after it was read. */
function refused(string $label, string $content, string $secret): void
{
    $file = secret_file($content);
    $holder = new Holder('refused', 'none', ini($file));
    foreach (['start', 'refused'] as $step) {
        $holder->at($step);
        same("$label, $step: found", 0, $holder->hits(forms($secret)));
        $holder->go();
    }
    unlink($file);
}

function proxy_password(): void
{
    $token = bin2hex(random_bytes(16));
    $needles = [substr(hash('sha256', $token), 24, 32)]; // a freed block loses its start to the allocator
    $holder = new Holder('proxy', $token);
    $holder->at('start');
    $own = $holder->hits($needles);
    $holder->go();
    $holder->at('made');
    same('proxy: one copy while the client lives', $own + 1, $holder->hits($needles));
    $holder->go();
    $holder->at('freed');
    same('proxy: none after it', $own, $holder->hits($needles));
    $holder->go();
}

$one = 'fake-secret-' . bin2hex(random_bytes(24));
from_file([$one], 'secret file');
from_file(['fake-secret-' . bin2hex(random_bytes(24)), 'fake-secret-' . bin2hex(random_bytes(24))], 'secret file of two');
from_file(['fake-secret-' . bin2hex(random_bytes(60))], 'secret file, a long one');
foreach (['text', 'array', 'long'] as $way) {
    from_php($way);
}
refused('white space around', " $one \n", $one);
refused('too large', $one . "\n" . str_repeat("x\n", 3000), $one);
proxy_password();
end_with_counts();
