--TEST--
fromIni(): every case of doku_akulaku.secret_file
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$code = <<<'PHP'
<?php
try {
    $client = DokuAkulaku::fromIni();
    echo $client->sign('/x', null, 'r', 't'), "\n";
    foreach (array_slice($argv, 1) as $signature) {
        echo $client->verify($signature, '/x', null, 'r', 't') ? "verified\n" : "not verified\n";
    }
} catch (Throwable $thrown) {
    echo $thrown::class, ': ', $thrown->getMessage(), "\n";
}
PHP;
$file = scratch('secret');
$settings = ['doku_akulaku.client_id' => CLIENT_ID, 'doku_akulaku.secret_file' => $file];
$signed = fn (string $secret) => signature('/x', null, 'r', 't', false, $secret);

$run = function (string $content, string ...$signatures) use ($code, $settings, $file): array {
    file_put_contents($file, $content);
    chmod($file, 0600);
    return explode("\n", rtrim(run_php($code, $settings, $signatures)['output']));
};

foreach ([SECRET, SECRET . "\n", SECRET . "\r\n", SECRET . "\r"] as $content) {
    same('one secret: ' . json_encode($content), [$signed(SECRET)], $run($content));
}
same(
    'two secrets: the first signs, both verify',
    [$signed('first-secret'), 'verified', 'verified', 'not verified'],
    $run("first-secret\r\nsecond-secret\n", $signed('first-secret'), $signed('second-secret'), $signed('third-secret'))
);
same('white space inside a secret is the secret', [$signed('two words')], $run("two words\n"));
same('no UTF-8 needed', [$signed("\xff\xfe")], $run("\xff\xfe\n"));
same('4 KiB is allowed', [$signed(str_repeat('a', 4096))], $run(str_repeat('a', 4096)));

$refused = [
    'empty' => '',
    'only line ends' => "\r\n\n",
    'leading blank' => ' ' . SECRET . "\n",
    'trailing blank' => SECRET . " \n",
    'tab' => SECRET . "\t\n",
    'white space around the second' => SECRET . "\n other-secret\n",
    'only blanks' => "   \n",
    'byte order mark' => "\xEF\xBB\xBF" . SECRET . "\n",
    'no-break space' => SECRET . "\u{A0}\n",
    'zero-width space' => "\u{200B}" . SECRET . "\n",
    'over 4 KiB' => str_repeat(SECRET . "\n", 200),
];
foreach ($refused as $label => $content) {
    [$line] = $run($content);
    ok("$label: $line", str_starts_with($line, 'DokuAkulaku\ConfigurationException: '));
    holds_text("$label names the path", $file, $line);
    lacks_text("$label does not tell the content", 'secret-key', $line);
    lacks_text("$label does not tell the second", 'other-secret', $line);
}

unlink($file);
[$line] = explode("\n", run_php($code, $settings)['output']);
ok("missing: $line", str_starts_with($line, 'DokuAkulaku\ConfigurationException: ') && str_contains($line, $file));
[$line] = explode("\n", run_php($code, ['doku_akulaku.secret_file' => __DIR__] + $settings)['output']);
ok("a folder: $line", str_starts_with($line, 'DokuAkulaku\ConfigurationException: ') && str_contains($line, __DIR__));
[$line] = explode("\n", run_php($code, ['doku_akulaku.client_id' => CLIENT_ID])['output']);
ok("not set: $line", str_starts_with($line, 'DokuAkulaku\ConfigurationException: ') && str_contains($line, 'secret_file'));
file_put_contents($file, SECRET);
[$line] = explode("\n", run_php($code, ['doku_akulaku.secret_file' => $file])['output']);
ok("no client_id: $line", str_starts_with($line, 'ValueError: ') && str_contains($line, 'doku_akulaku.client_id'));

// read at first use, so making the object with the constructor needs no file
$line = run_php('<?php new DokuAkulaku("MCH-TEST-0001", "fake-secret"); echo "made";', ['doku_akulaku.secret_file' => '/nonexistent'])['output'];
same('the constructor does not look at the file', 'made', $line);

// usual for mounted secrets: works, and phpinfo() says so
chmod($file, 0644);
same('readable by all', $signed(SECRET), rtrim(run_php($code, $settings)['output']));
$mark = fn () => preg_match('/^doku_akulaku\.secret_file => .*(every|all|world|others)/mi', run_php('<?php phpinfo(INFO_MODULES);', $settings)['output']);
same('phpinfo() tells of a file for all', 1, $mark());
chmod($file, 0600);
same('and not of a private one', 0, $mark());
lacks_text('phpinfo() never shows the secret', SECRET, run_php('<?php phpinfo();', $settings)['output']);

// what is no file is refused at once; a pipe without a writer would hold the request
foreach (['/dev/null', sys_get_temp_dir()] as $path) {
    $output = run_php($code, ['doku_akulaku.secret_file' => $path] + $settings)['output'];
    ok("$path: $output", str_starts_with($output, 'DokuAkulaku\ConfigurationException: ') && str_contains($output, $path));
}
if (PHP_OS_FAMILY !== 'Windows') {
    $pipe = scratch('pipe');
    run_command(['mkfifo', $pipe]);
    $output = run_php($code, ['doku_akulaku.secret_file' => $pipe] + $settings)['output'];
    ok("a pipe: $output", str_starts_with($output, 'DokuAkulaku\ConfigurationException: '));
    unlink($pipe);
}

// options of fromIni are those of the constructor
file_put_contents($file, SECRET);
$code = '<?php echo DokuAkulaku::fromIni(["environment" => "production"])->prepareOrder(json_decode($argv[1], true))->url;';
same('options', 'https://api.doku.com' . GENERATE, run_php($code, $settings, [json_encode(order())])['output']);
// open_basedir concerns what PHP code names; the operator named this file
same('outside open_basedir', $signed(SECRET), rtrim(run_php('<?php echo DokuAkulaku::fromIni()->sign("/x", null, "r", "t");', $settings + ['open_basedir' => '/nonexistent:' . sys_get_temp_dir()])['output']));
finish();
?>
--EXPECT--
done
