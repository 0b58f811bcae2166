<?php

declare(strict_types=1);

/*
 * The plugin in a real WordPress, from its activation to its removal. scripts/test.d/49-wordpress has built the site and names it in
 * SITE_FOLDER, SITE_URL and SITE_CONTROL (the simulator). Each step runs in a process of its own, see steps.php.
 */

require __DIR__ . '/Site.php';

$site = new Site((string) getenv('SITE_FOLDER'), (string) getenv('SITE_URL'), (string) getenv('SITE_CONTROL'));
$tables = static fn (string ...$prefixes): array => array_merge(...array_map(
    static fn (string $prefix): array => array_map(
        static fn (string $name): string => "{$prefix}doku_akulaku_$name InnoDB",
        ['attempt', 'call', 'event', 'schema'],
    ),
    $prefixes,
));
$client = 'MCH-0001-10791114622547';
$account = ['enabled' => 'yes', 'client_id' => $client, 'environment' => 'sandbox', 'secret_file' => $site->folder . '/secret'];
$configure = static fn (array $more = []): mixed => $site->step('configure', json_encode($more + $account));
$paths = [
    'REST' => '/wp-json/doku-akulaku/v1/notification',
    'REST with plain permalinks' => '/?rest_route=/doku-akulaku/v1/notification',
    'wc-api' => '/?wc-api=doku_akulaku',
];

// ---- activation ----

foreach (['once', 'again'] as $time) {
    $active = $site->step('activate');
    $site->same("activated $time", [null, $tables('wp_')], [$active['error'], $active['tables']]);
}
$site->yes('the site has a name of its own', preg_match('/^[a-z0-9]{6}$/', $active['site']) === 1);
$site->same('not offered without an account', false, $site->step('available', '60000'));

// ---- settings ----

$form = ['enabled' => '1', 'client_id' => $client, 'environment' => 'sandbox'];
$said = $site->step('settings', json_encode($form + ['secret_key' => 'SK-not-a-real-secret-1234']));
$site->same('settings are stored', [null, 'SK-not-a-real-secret-1234'], [$said['error'], $said['stored']['secret_key']]);
$site->yes('a secret is not shown', !str_contains($said['page'] . json_encode($said['object']), 'SK-not-a-real-secret-1234'));
$site->yes('the addresses to copy are shown', str_contains($said['page'], $site->url . $paths['REST']) && str_contains($said['page'], $site->url . $paths['wc-api']));
$said = $site->step('settings', json_encode($form + ['secret_key' => '']));
$site->same('an empty secret keeps the stored one', 'SK-not-a-real-secret-1234', $said['stored']['secret_key']);

$configure(['min_amount' => '50000', 'max_amount' => '70000']);
foreach (['49999' => false, '50000' => true, '70000' => true, '70001' => false] as $total => $isOffered) {
    $site->same("offered for a total of $total", $isOffered, $site->step('available', (string) $total));
}
$site->same('offered in another currency', false, $site->step('available', '60000', '{"woocommerce_currency":"USD"}'));
$site->same('offered for rupiah with decimals', false, $site->step('available', '60000', '{"woocommerce_currency":"IDR","woocommerce_price_num_decimals":2}'));
$site->yes('decimals are told to the staff', str_contains($site->step('screens')['notices'], 'notice-error'));
$site->same('offered for whole rupiah', true, $site->step('available', '60000', '{"woocommerce_price_num_decimals":0}'));
file_put_contents($site->folder . '/constants.php', "<?php define('DOKU_AKULAKU_CLIENT_ID', 'MCH-0001-99999999999999');");
$site->yes('a constant wins over the database', str_contains($site->step('screens')['status'], 'MCH-0001-99999999999999'));
unlink($site->folder . '/constants.php');

// ---- a payment ----

$site->step('order', '1');
$pressed = $site->step('pay', '1');
$site->yes('the buyer is sent to the page', ($pressed['result'] ?? '') === 'success' && str_contains($pressed['redirect'], '/pay/'));
$site->same('a second press leads to the same page', $pressed, $site->step('pay', '1'));
$sent = $site->step('payload');
$sum = array_sum(array_map(static fn (array $line): int => $line['price'] * $line['quantity'], $sent['order']['line_items']));
$site->same('amount and sum of the lines', [60000, 60000], [$sent['order']['amount'], $sum]);
$site->same('the buyer as DOKU wants it', ['6281234567890', 'Jl. Melati 8, Kec. Coblong', 'Jawa Barat'], [$sent['customer']['phone'], $sent['customer']['address'], $sent['customer']['state']]);
$invoice = $sent['order']['invoice_number'];
$site->same('an invoice of order, try and site', "1-1-{$active['site']}", $invoice);
$site->same('may hold-stock cancel it', false, $site->step('hold', '1'));
$token = $site->step('token', '1');
$state = static fn (): mixed => $site->http("/wp-json/doku-akulaku/v1/attempts/$token")[1]['state'] ?? null;
$site->same('the page asks: still waiting', 'waiting', $state());
$site->same('another token', 404, $site->http('/wp-json/doku-akulaku/v1/attempts/1-' . str_repeat('0', 24))[0]);

// ---- notifications ----

foreach ($paths as $name => $path) {
    $site->same("$name, unsigned", 401, $site->http($path, '{}')[0]);
    $site->same("$name, another secret", 401, $site->notify($path, ['invoice_number' => $invoice, 'amount' => 60000], '', 'SK-another-secret')[0]);
    $site->same("$name, another path", 401, $site->notify($path, ['invoice_number' => $invoice, 'amount' => 60000], '/elsewhere')[0]);
    $site->same("$name, an invoice of nobody", 404, $site->notify($path, ['invoice_number' => 'NOBODY-1', 'amount' => 1])[0]);
}
$site->same('nothing of these was believed', 'pending', $site->step('state', '1')['status']);
$site->control("orders/$invoice/pay", ['wait' => true]);
$order = $site->step('state', '1');
$site->same('paid by the simulator\'s notification', ['processing', $invoice, 1], [$order['status'], $order['transaction'], $order['completed']]);
$site->same('the page asks: paid', 'paid', $state());
foreach ($paths as $name => $path) {
    $site->same("$name, the same again", 200, $site->notify($path, ['invoice_number' => $invoice, 'amount' => 60000])[0]);
}
$site->same('still paid once', [1, $order['notes']], [$site->step('state', '1')['completed'], $site->step('state', '1')['notes']]);

file_put_contents($site->folder . '/site/.maintenance', '<?php $upgrading = ' . time() . ';');
$site->same('in maintenance DOKU shall come again', 503, $site->notify($paths['REST'], ['invoice_number' => $invoice, 'amount' => 60000])[0]);
unlink($site->folder . '/site/.maintenance');

mkdir($site->folder . '/site/wp-content/mu-plugins');
$extra = $site->folder . '/site/wp-content/mu-plugins/extra.php';
file_put_contents($extra, "<?php add_filter('rest_authentication_errors', fn () => new WP_Error('closed', 'closed', ['status' => 401]));");
$site->same('a closed REST interface', 401, $site->notify($paths['REST'], ['invoice_number' => $invoice, 'amount' => 60000])[0]);
$site->same('the other address where REST is closed', 200, $site->notify($paths['wc-api'], ['invoice_number' => $invoice, 'amount' => 60000])[0]);
// A proxy in front takes the shop's folder off the path: DOKU signs what it was given, the site sees another path.
file_put_contents($extra, "<?php add_filter('option_home', fn (\$home) => 'https://shop.example/toko'); add_filter('rest_url', fn (\$url) => str_replace('{$site->url}', 'https://shop.example/toko', \$url));");
$site->same('behind a proxy, as configured', 200, $site->notify($paths['REST'], ['invoice_number' => $invoice, 'amount' => 60000], '/toko' . $paths['REST'])[0]);
unlink($extra);

// ---- cancelled by the staff ----

$site->step('order', '2');
$site->step('pay', '2');
$site->step('status', '2', 'cancelled');
$site->yes('a cancel at Akulaku is queued', in_array(['doku_akulaku_cancel', [2], 'doku-akulaku'], $site->step('actions'), true));
$site->step('run', 'doku_akulaku_cancel', '2');
$site->same('and done', 'CANCELLED', $site->ledger()["2-1-{$active['site']}"]);

// ---- texts ----

$site->same('a text in Bahasa Indonesia', 'Pembayaran berhasil', $site->step('text', 'id_ID', 'Payment successful')[0]);
$site->yes('the block has its texts', isset(json_decode($site->step('register-block')['json'], true)['locale_data']['messages']['Akulaku PayLater']));

// ---- screens, bookkeeping, privacy ----

$screens = $site->step('screens');
$site->yes('system status', str_contains($screens['status'], $client) && !str_contains($screens['status'], 'back-office'));
$site->same('tools', ['doku_akulaku_reconcile', 'doku_akulaku_forget_secret'], $screens['tools']);
$site->yes('site health', count($screens['health']) > 0);
$csv = array_map(static fn (string $line): array => str_getcsv($line, ',', '"', ''), explode("\n", trim($site->step('csv', gmdate('Y-m', time() + 7 * 3600)))));
$site->same('bookkeeping', ['1', $invoice, '60000', 'SUCCESS'], [$csv[1][0], $csv[1][1], $csv[1][3], $csv[1][4]]);
$exported = json_encode($site->step('export'), JSON_UNESCAPED_SLASHES);
$site->yes('the exporter gives what was sent', str_contains($exported, 'Budi Santoso') && str_contains($exported, '6281234567890'));
$site->step('order', '3');
$site->step('pay', '3');
$erased = $site->step('erase');
$site->same('the eraser keeps an open payment and says so', [true, true, true], [$erased['items_removed'], $erased['items_retained'], $erased['messages'] !== []]);
$site->yes('what was sent is gone', !str_contains((string) json_encode($site->step('export')), 'Jl. Melati 8, Kec. Coblong","group') && $site->step('export')['data'] !== []);

// ---- a copy of the site; without the extension ----

$site->step('move', 'https://copy.example/');
$site->same('a copied site offers nothing', false, $site->step('available', '60000'));
$site->yes('and asks', str_contains($site->step('screens')['notices'], 'copied'));
$site->step('move', $site->step('home'));
$site->same('back home', true, $site->step('available', '60000'));
$without = $site->stepWith('conf.without', 'without-extension');
$site->same('without the extension: off, and DOKU shall come again', [false, false, 503, true], [$without['loaded'], $without['available'], $without['status'], $without['active']]);
$site->yes('and the staff is told', str_contains($without['notices'], 'doku_akulaku'));

file_put_contents($site->folder . '/constants.php', "<?php define('DOKU_TEST_NO_WOOCOMMERCE', true);");
$alone = $site->step('alone');
$site->same('without WooCommerce: the site works', [true, 200], [$alone['active'], $site->http('/')[0]]);
$site->yes('and the staff is told', str_contains($alone['notices'], 'needs WooCommerce'));
unlink($site->folder . '/constants.php');

// ---- the end ----

$site->same('deactivated: nothing stays scheduled', [], $site->step('deactivate'));
$gone = $site->step('uninstall');
$site->same('uninstalled: payments stay, settings go', [$tables('wp_'), false], [$gone['tables'], in_array('woocommerce_doku_akulaku_settings', $gone['options'], true)]);
$site->step('activate');
$configure(['remove_data' => 'yes']);
$site->step('deactivate');
$site->same('uninstalled with its payments', ['tables' => [], 'options' => []], $site->step('uninstall'));

// ---- a network of sites ----

file_put_contents($site->folder . '/constants.php', "<?php define('WP_ALLOW_MULTISITE', true);");
$site->same('a network', [], $site->step('network'));
file_put_contents($site->folder . '/constants.php', "<?php define('MULTISITE', true); define('SUBDOMAIN_INSTALL', false); define('DOMAIN_CURRENT_SITE', '127.0.0.1');"
    . " define('PATH_CURRENT_SITE', '/'); define('SITE_ID_CURRENT_SITE', 1); define('BLOG_ID_CURRENT_SITE', 1);");
$sites = $site->step('sites');
$site->same('each site has its tables', [null, $tables('wp_2_', 'wp_')], [$sites['error'], $sites['tables']]);
$site->yes('and its name', count(array_unique(array_filter($sites['tokens']))) === 2);
$site->same('a deleted site takes its tables along', $tables('wp_'), $site->step('delete-site', (string) $sites['two']));

$said = array_filter(file($site->folder . '/debug.log') ?: [], static fn (string $line): bool => str_contains($line, 'paylater-gateway-for-akulaku') && !str_contains($line, 'is not in the stand-in'));
$site->same('PHP has nothing to say about the plugin', [], array_values($said));
exit($site->end());
