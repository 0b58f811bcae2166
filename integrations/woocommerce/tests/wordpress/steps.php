<?php

declare(strict_types=1);

/*
 * Usage: steps.php SITE STEP [ARGUMENT...]: one step inside a real WordPress, in a process of its own. Prints JSON.
 */

$_SERVER['REQUEST_URI'] = '/';
if (in_array($argv[2], ['settings', 'screens', 'alone'], true)) {
    define('WP_ADMIN', true);
}
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

const PLUGIN = 'paylater-gateway-for-akulaku/paylater-gateway-for-akulaku.php';

/** @return list<string> */
function tables(): array
{
    global $wpdb;
    return $wpdb->get_col("SELECT CONCAT(TABLE_NAME, ' ', ENGINE) FROM information_schema.tables WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE '%doku\\_akulaku\\_%' ORDER BY 1");
}

/** @return list<string> */
function options(): array
{
    global $wpdb;
    return $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%doku\\_akulaku%' ORDER BY 1");
}

function show(callable $what): string
{
    ob_start();
    $what();
    return (string) ob_get_clean();
}

$steps = [
    'activate' => static function (): array {
        $error = activate_plugin(PLUGIN);
        return ['error' => is_wp_error($error) ? $error->get_error_message() : null, 'tables' => tables(), 'site' => get_option('doku_akulaku_site'), 'options' => options()];
    },
    'configure' => static fn (string $json): bool => update_option('woocommerce_doku_akulaku_settings', json_decode($json, true)),
    'order' => static function (string $id, string $json = '{}'): bool {
        WC_Order::make((int) $id, json_decode($json, true));
        return true;
    },
    'pay' => static function (string $id): array {
        try {
            return DokuAkulakuWoo\Checkout::pay((int) $id);
        } catch (Exception $error) {
            return ['error' => $error->getMessage()];
        }
    },
    'state' => static fn (string $id): mixed => get_option('stand_in_order_' . $id),
    'attempts' => static function (): array {
        global $wpdb;
        return $wpdb->get_results("SELECT shop_order, invoice, status, told FROM {$wpdb->prefix}doku_akulaku_attempt ORDER BY id", ARRAY_A);
    },
    'payload' => static function (): mixed {
        global $wpdb;
        return json_decode((string) $wpdb->get_var("SELECT payload FROM {$wpdb->prefix}doku_akulaku_call ORDER BY id DESC LIMIT 1"), true);
    },
    'token' => static fn (string $id): string => DokuAkulakuWoo\OrderToken::make(wc_get_order($id)),
    'available' => static function (string $total, string $options = '{}'): bool {
        array_walk(...[json_decode($options, true), static fn ($value, $name) => update_option($name, $value)]);
        $gateway = new DokuAkulakuWoo\Gateway();
        $gateway->total = (float) $total;
        return $gateway->is_available();
    },
    'settings' => static function (string $json): array {
        wp_set_current_user(1);
        foreach (json_decode($json, true) as $key => $value) {
            $_POST['woocommerce_doku_akulaku_' . $key] = $value;
        }
        $gateway = new DokuAkulakuWoo\Gateway();
        try {
            $gateway->process_admin_options();
            $error = null;
        } catch (Exception $thrown) {
            $error = $thrown->getMessage();
        }
        $gateway = new DokuAkulakuWoo\Gateway();
        return ['error' => $error, 'stored' => get_option('woocommerce_doku_akulaku_settings'), 'object' => $gateway->settings, 'page' => show($gateway->admin_options(...)), 'said' => WC_Admin_Settings::$said];
    },
    'screens' => static function (): array {
        wp_set_current_user(1);
        require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php';
        require_once ABSPATH . 'wp-admin/includes/screen.php';
        set_current_screen('dashboard');
        return ['notices' => show(static fn () => do_action('admin_notices')), 'status' => show(static fn () => do_action('woocommerce_system_status_report')),
            'tools' => array_keys(apply_filters('woocommerce_debug_tools', [])), 'health' => array_keys(apply_filters('site_status_tests', ['direct' => []])['direct'])];
    },
    'text' => static function (string $locale, string $text): array {
        switch_to_locale($locale);
        DokuAkulakuWoo\Plugin::languages();
        return [translate($text, 'paylater-gateway-for-akulaku'), load_script_textdomain('doku-akulaku-blocks', 'paylater-gateway-for-akulaku', DokuAkulakuWoo\Plugin::path('languages'))];
    },
    'register-block' => static function (): array {
        return ['json' => (string) file_get_contents(DokuAkulakuWoo\Plugin::path('languages/paylater-gateway-for-akulaku-id_ID-doku-akulaku-blocks.json'))];
    },
    'actions' => static fn (): array => get_option('stand_in_actions', []),
    'run' => static function (string $hook, string ...$arguments): array {
        do_action($hook, ...$arguments);
        return get_option('stand_in_log', []);
    },
    'export' => static fn (): array => DokuAkulakuWoo\Privacy::export('budi@pembeli.example'),
    'erase' => static fn (): array => DokuAkulakuWoo\Privacy::erase('budi@pembeli.example'),
    'csv' => static function (string $month): string {
        $out = fopen('php://memory', 'w+');
        DokuAkulakuWoo\Admin\Export::write($out, $month);
        rewind($out);
        return (string) stream_get_contents($out);
    },
    'move' => static fn (string $address): bool => update_option('doku_akulaku_site_url', $address),
    'home' => static fn (): string => DokuAkulakuWoo\Site::address(),
    'hold' => static fn (string $id): mixed => apply_filters('woocommerce_cancel_unpaid_order', true, wc_get_order($id)),
    'status' => static function (string $id, string $status): bool {
        wc_get_order($id)->update_status($status);
        return true;
    },
    'without-extension' => static function (): array {
        wp_set_current_user(1);
        $_SERVER['REQUEST_METHOD'] = 'POST';
        $request = new WP_REST_Request('POST', '/doku-akulaku/v1/notification');
        $answer = rest_do_request($request);
        $gateway = new DokuAkulakuWoo\Gateway();
        return ['loaded' => extension_loaded('doku_akulaku'), 'notices' => show(static fn () => DokuAkulakuWoo\Admin\Notices::missing()), 'available' => $gateway->is_available(), 'status' => $answer->get_status(), 'active' => is_plugin_active(PLUGIN)];
    },
    'alone' => static function (): array {
        wp_set_current_user(1);
        require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php';
        require_once ABSPATH . 'wp-admin/includes/screen.php';
        set_current_screen('plugins');
        return ['active' => is_plugin_active(PLUGIN), 'notices' => show(static fn () => do_action('admin_notices'))];
    },
    'deactivate' => static function (): array {
        deactivate_plugins(PLUGIN);
        return get_option('stand_in_actions', []);
    },
    'uninstall' => static function (): array {
        uninstall_plugin(PLUGIN);
        return ['tables' => tables(), 'options' => options()];
    },
    'network' => static function (): array {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        global $wpdb;
        foreach ($wpdb->tables('ms_global') as $name => $table) {
            $wpdb->$name = $table;
        }
        install_network();
        $result = populate_network(1, '127.0.0.1', 'admin@shop.example', 'Network', '/', false);
        return is_wp_error($result) ? [$result->get_error_code()] : [];
    },
    'sites' => static function (): array {
        $two = wpmu_create_blog('127.0.0.1', '/two/', 'Two', 1);
        activate_plugin('woocommerce/woocommerce.php', '', true);
        $error = activate_plugin(PLUGIN, '', true);
        switch_to_blog($two);
        DokuAkulakuWoo\Plugin::upkeep();
        $token = get_option('doku_akulaku_site');
        restore_current_blog();
        return ['two' => $two, 'error' => is_wp_error($error) ? $error->get_error_message() : null, 'tables' => tables(), 'tokens' => [get_option('doku_akulaku_site'), $token]];
    },
    'delete-site' => static function (string $id): array {
        require_once ABSPATH . 'wp-admin/includes/ms.php';
        wpmu_delete_blog((int) $id, true);
        return tables();
    },
];
$result = $steps[$argv[2]](...array_slice($argv, 3));
echo "\n", json_encode($result, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
