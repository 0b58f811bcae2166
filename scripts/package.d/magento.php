<?php

declare(strict_types=1);

/*
 * Usage: magento.php INTEGRATIONS TARGET VERSION DATE
 * Writes TARGET/doku-akulaku-magento-VERSION.zip: to be unpacked in Magento's root, it puts the module and the payments
 * library under app/code.
 */

require __DIR__ . '/zip.inc';

const FOLDER = 'app/code/DokuAkulaku/Payment/';
// Beside the module: setup:di:compile reads every class of a module's folder, and the library's need the extension for that.
const LIBRARY = 'app/code/DokuAkulaku/library/payments/';

[, $integrations, $target, $version, $date] = $argv;

$packed = [];
foreach (files("$integrations/magento") as $name => $content) {
    if (!str_starts_with($name, 'tests/')) {
        $packed[FOLDER . $name] = $content;
    }
}
foreach (files("$integrations/payments/src") as $name => $content) {
    $packed[LIBRARY . "src/$name"] = $content;
}
$packed[FOLDER . 'LICENSE'] = (string) file_get_contents("$integrations/../LICENSE");
$file = "$target/doku-akulaku-magento-$version.zip";
if (file_put_contents($file, zip($packed, (int) $date)) === false) {
    exit(1);
}
echo $file, "\n";
