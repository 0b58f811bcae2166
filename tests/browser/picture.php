<?php

/**
 * Draws docs/payment-page.png, the picture of the read-me: the simulator's payment page on a phone, reached through the example
 * shop. php tests/browser/picture.php --extension PATH --chromium PATH
 */

declare(strict_types=1);

namespace BrowserTest;

use ExampleShop\Support\Servers;

$root = dirname(__DIR__, 2);
require "$root/examples/shop/src/autoload.php";
require "$root/examples/shop/bin/support/Servers.php";
require "$root/examples/shop/bin/support/Visitor.php";
require "$root/examples/shop/tests/Runner.php";
require __DIR__ . '/Chromium.php';
require __DIR__ . '/Shopper.php';

$options = getopt('', ['extension:', 'chromium:']);
$servers = new Servers((string) realpath((string) ($options['extension'] ?? '')));
$chromium = new Chromium((string) ($options['chromium'] ?? 'chromium'));
$shopper = new Shopper($chromium, $servers, "$root/build/browser");
$shopper->order('Siti Aminah');
// Its time of day and order number change with each run, so no gate compares it; it is drawn anew when the page changes.
$chromium->picture("$root/docs/payment-page.png", 390, 844);
$chromium->stop();
$servers->stop();
