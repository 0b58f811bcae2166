<?php

declare(strict_types=1);

/*
 * Usage: woocommerce.php INTEGRATIONS TARGET DATE
 * Writes TARGET/paylater-gateway-for-akulaku-VERSION.zip. The payments library goes into lib/ under a namespace of the
 * plugin's own, so that two plugins of one site may carry two versions of it. No zip extension is needed.
 */

const SLUG = 'paylater-gateway-for-akulaku';
const LEFT_OUT = '~^(?:tests/|README\.md$)~';

[, $integrations, $target, $date] = $argv + [3 => '0'];

/** @return array<string, string> name => content */
function files(string $folder): array
{
    $files = [];
    $iterator = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS));
    foreach ($iterator as $file) {
        $name = substr($file->getPathname(), strlen($folder) + 1);
        $files[$name] = (string) file_get_contents($file->getPathname());
    }
    return $files;
}

/** DokuAkulaku\Payments becomes DokuAkulakuWoo\Payments in names, comments and strings; the extension's own names stay. */
function scoped(string $php): string
{
    return (string) preg_replace('~(?<![A-Za-z0-9_])DokuAkulaku(\\\\{1,2})Payments(?![A-Za-z0-9_])~', 'DokuAkulakuWoo$1Payments', $php);
}

/** @param array<string, string> $files */
function zip(array $files, int $date): string
{
    ksort($files, SORT_STRING);
    // DOS date and time, in UTC.
    [$year, $month, $day, $hour, $minute, $second] = array_map('intval', explode(' ', gmdate('Y n j G i s', max($date, 315532800))));
    $time = pack('vv', $hour << 11 | $minute << 5 | $second >> 1, ($year - 1980) << 9 | $month << 5 | $day);
    $body = $directory = '';
    foreach ($files as $name => $content) {
        $deflated = (string) gzdeflate($content, 9);
        $common = pack('vvv', 20, 0x0800, 8) . $time . pack('VVVvv', crc32($content), strlen($deflated), strlen($content), strlen($name), 0);
        // Made on Unix: a plain file, readable by all.
        $directory .= "PK\x01\x02" . pack('v', 3 << 8 | 20) . $common . pack('vvvVV', 0, 0, 0, 0100644 << 16, strlen($body)) . $name;
        $body .= "PK\x03\x04" . $common . $name . $deflated;
    }
    return $body . $directory . "PK\x05\x06" . pack('vvvvVVv', 0, 0, count($files), count($files), strlen($directory), strlen($body), 0);
}

$plugin = array_filter(files("$integrations/woocommerce"), static fn (string $name): bool => preg_match(LEFT_OUT, $name) !== 1, ARRAY_FILTER_USE_KEY);
$packed = [];
foreach ($plugin as $name => $content) {
    $packed[SLUG . '/' . $name] = str_ends_with($name, '.php') ? scoped($content) : $content;
}
foreach (files("$integrations/payments/src") as $name => $content) {
    $packed[SLUG . '/lib/' . $name] = scoped($content);
}
$packed[SLUG . '/LICENSE'] = (string) file_get_contents("$integrations/../LICENSE");
if (preg_match('/^ \* Version: (\S+)$/m', $plugin['paylater-gateway-for-akulaku.php'] ?? '', $match) !== 1) {
    fwrite(STDERR, "package: the plugin's header has no version\n");
    exit(1);
}
$file = $target . '/' . SLUG . '-' . $match[1] . '.zip';
if (file_put_contents($file, zip($packed, (int) $date)) === false) {
    exit(1);
}
echo $file, "\n";
