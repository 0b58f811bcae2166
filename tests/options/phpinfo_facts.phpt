--TEST--
phpinfo() tells where requests go, whether the secret file can be read, and which settings are none
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/../support/client.inc';
require __DIR__ . '/../support/process.inc';

$info = fn (array $settings, array $before = []) =>
    run_command([...$before, ...php_command($settings), '-r', 'phpinfo(INFO_MODULES);'])['output'];
$row = fn (string $name, string $text) => preg_match('/^' . preg_quote($name) . ' => (.*)$/m', $text, $match) === 1 ? $match[1] : null;

// the host
foreach ([
    ['https://api-sandbox.doku.com', []],
    ['https://api.doku.com', ['doku_akulaku.environment' => 'production']],
    ['http://127.0.0.1:8080', ['doku_akulaku.base_url' => 'http://127.0.0.1:8080', 'doku_akulaku.environment' => 'production']],
    ['nowhere: a setting below is invalid', ['doku_akulaku.environment' => 'prodution']],
    ['nowhere: a setting below is invalid', ['doku_akulaku.base_url' => 'http://example.com']],
] as [$host, $settings]) {
    same('host with ' . json_encode($settings), $host, $row('Requests go to', $info($settings)));
}

// names that are no setting
$text = $info([
    'doku_akulaku.secretfile' => '/planted/secret', 'doku_akulaku.Timeout' => '3', 'doku_akulaku.xyzzy' => '1', 'doku_akulaku.logger' => '1',
    'doku_akulaku.retries' => '1',
]);
same('a misspelt one', 'no such setting; did you mean doku_akulaku.secret_file?', $row('doku_akulaku.secretfile', $text));
same('another case', 'no such setting; did you mean doku_akulaku.timeout?', $row('doku_akulaku.Timeout', $text));
same('one like no other', 'no such setting', $row('doku_akulaku.xyzzy', $text));
same('an option that is no setting', 'no such setting', $row('doku_akulaku.logger', $text));
same('a good one', '1 => 1', $row('doku_akulaku.retries', $text));
lacks_text('its value is not told', 'planted', $text);
same('none', 0, substr_count($info([]), 'no such setting'));

// the secret file
$file = scratch('secret', SECRET);
$facts = fn (string $path, array $before = []) => $row('doku_akulaku.secret_file', $info(['doku_akulaku.secret_file' => $path], $before));
chmod($file, 0600);
$user = trim(run_command(['id', '-un'])['output']);
holds_text('readable', "readable by $user", $facts($file));
chmod($file, 0644);
holds_text('open', 'readable by every user', $facts($file));
holds_text('absent', 'errno 2', $facts('/nonexistent/secret'));
holds_text('a folder', 'not a regular file', $facts(__DIR__));
// as a user who may not read it; root without what makes root read everything (another user may not reach this folder)
chmod($file, 0000);
$before = $user === 'root' ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];
$text = $facts($file, $before) ?? '';
foreach (['cannot be read by', 'errno 13', "belongs to $user", 'mode 0000', 'chmod'] as $words) {
    holds_text('refused', $words, $text);
}
finish();
?>
--EXPECT--
done
