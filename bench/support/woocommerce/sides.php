<?php

declare(strict_types=1);

/*
 * A must-use plugin of bench/woocommerce: one request is served with or without our plugin, as its headers ask, so that both
 * sides are measured in turns by the same processes.
 *
 *   X-Bench-Without   our plugin is not loaded
 *   X-Bench-Count     statements of WordPress's connection are written down
 */

const BENCH_PLUGIN = 'paylater-gateway-for-akulaku/paylater-gateway-for-akulaku.php';

if (isset($_SERVER['HTTP_X_BENCH_WITHOUT'])) {
    add_filter('option_active_plugins', static fn ($plugins) => array_values(array_diff((array) $plugins, [BENCH_PLUGIN])));
}

// Processor time of this request from here on: other work of the machine does not count in it. What comes before is the same.
$benchTime = static function (): float {
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e3 + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e3;
};
$benchFrom = $benchTime();
register_shutdown_function(static fn () => file_put_contents(WP_CONTENT_DIR . '/bench-processor.txt', (string) ($benchTime() - $benchFrom)));

if (isset($_SERVER['HTTP_X_BENCH_COUNT'])) {
    register_shutdown_function(static function (): void {
        global $wpdb;
        // The callers that wpdb wrote down tell whose statement it was.
        $ours = array_filter((array) $wpdb->queries, static fn (array $query): bool => preg_match('/DokuAkulaku/', $query[2]) === 1);
        $json = json_encode(['all' => count((array) $wpdb->queries), 'ours' => array_values(array_column($ours, 0))]);
        file_put_contents(WP_CONTENT_DIR . '/bench-count.json', $json);
    });
}

// The first notification as the simulator sent it: sent again, it changes nothing.
if (str_contains($_SERVER['REQUEST_URI'] ?? '', 'doku-akulaku/v1/notification') && !is_file(WP_CONTENT_DIR . '/bench-body.json')) {
    file_put_contents(WP_CONTENT_DIR . '/bench-body.json', (string) file_get_contents('php://input'));
}

// How long the payment step of a checkout takes, WooCommerce's own legacy handler in between.
$bench = (object) ['from' => 0, 'milliseconds' => null];
add_action('woocommerce_rest_checkout_process_payment_with_context', static fn () => $bench->from = hrtime(true), 998);
add_action('woocommerce_rest_checkout_process_payment_with_context', static function () use ($bench): void {
    $bench->milliseconds = (hrtime(true) - $bench->from) / 1e6;
}, 1000);
add_filter('rest_post_dispatch', static function ($response) use ($bench) {
    $bench->milliseconds === null || $response->header('X-Bench-Payment', sprintf('%.3f', $bench->milliseconds));
    return $response;
});

add_action('rest_api_init', static function (): void {
    register_rest_route('bench/v1', '/empty', [
        'methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => static fn () => new WP_REST_Response(['result' => 'ok'], 200),
    ]);
    // DOKU's time: the same kind of call, by a client of the same making, in the same process.
    register_rest_route('bench/v1', '/doku', [
        'methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => static function (): WP_REST_Response {
            $client = (new DokuAkulakuWoo\Accounts())->client((string) DokuAkulakuWoo\Services::settings()->account(), 15.0);
            $invoice = 'BENCH-' . bin2hex(random_bytes(6));
            $order = [
                'order' => [
                    'invoice_number' => $invoice, 'amount' => 60000, 'callback_url' => home_url('/'),
                    'line_items' => [
                        ['name' => 'Kaos', 'price' => 45000, 'quantity' => 1, 'sku' => 'KAOS', 'category' => 'Uncategorized'],
                        ['name' => 'JNE', 'price' => 15000, 'quantity' => 1, 'sku' => 'shipping', 'category' => 'Shipping'],
                    ],
                ],
                'payment' => ['merchant_unique_reference' => $invoice],
                'customer' => [
                    'id' => 'guest-1', 'name' => 'Budi Santoso', 'phone' => '6281234567890', 'address' => 'Jl. Melati No. 8',
                    'city' => 'Kota Bandung', 'state' => 'Jawa Barat', 'postcode' => '40115',
                ],
            ];
            $from = hrtime(true);
            $client->generateOrder($order);
            return new WP_REST_Response(['milliseconds' => (hrtime(true) - $from) / 1e6], 200);
        },
    ]);
});
