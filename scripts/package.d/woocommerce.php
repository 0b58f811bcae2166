<?php

declare(strict_types=1);

/*
 * Usage: woocommerce.php INTEGRATIONS TARGET DATE
 * Writes TARGET/paylater-gateway-for-akulaku-VERSION.zip. The payments library goes into lib/ under a namespace of the
 * plugin's own, so that two plugins of one site may carry two versions of it.
 */

require __DIR__ . '/zip.inc';

const SLUG = 'paylater-gateway-for-akulaku';
const LEFT_OUT = '~^(?:tests/|README\.md$)~';

[, $integrations, $target, $date] = $argv + [3 => '0'];

/** DokuAkulaku\Payments becomes DokuAkulakuWoo\Payments in names, comments and strings; the extension's own names stay. */
function scoped(string $php): string
{
    return (string) preg_replace('~(?<![A-Za-z0-9_])DokuAkulaku(\\\\{1,2})Payments(?![A-Za-z0-9_])~', 'DokuAkulakuWoo$1Payments', $php);
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
