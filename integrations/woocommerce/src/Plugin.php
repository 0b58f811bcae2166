<?php

declare(strict_types=1);

namespace DokuAkulakuWoo;

/** The only place with lists of hooks. Everything behind them is loaded when its hook runs. */
final class Plugin
{
    public const VERSION = '1.0.0';
    private static string $file = '';

    public static function boot(string $file): void
    {
        self::$file = $file;
        register_activation_hook($file, [self::class, 'activate']);
        register_deactivation_hook($file, [self::class, 'deactivate']);
        add_action('before_woocommerce_init', [self::class, 'declareCompatibility']);
        add_action('init', [self::class, 'languages'], 1);
        add_action('plugins_loaded', [self::class, 'hooks']);
    }

    public static function hooks(): void
    {
        add_filter('pre_update_option_' . Settings::OPTION, [self::class, 'keepSecret'], 10, 2);
        add_action('update_option_' . Settings::OPTION, static fn () => Services::reset());
        add_action('switch_blog', static fn () => class_exists(Services::class, false) ? Services::reset() : null);
        add_filter('wpmu_drop_tables', static fn ($tables) => self::dropWithSite($tables));
        if (!class_exists('WooCommerce', false)) {
            is_admin() && add_action('admin_notices', static fn () => Admin\Notices::noWooCommerce());
            return;
        }
        add_filter('woocommerce_payment_gateways', static fn ($gateways) => array_merge(is_array($gateways) ? $gateways : [], [Gateway::class]));
        add_action('woocommerce_blocks_payment_method_type_registration', static fn ($registry) => $registry->register(new BlockMethod()));
        add_action('rest_api_init', static function (): void {
            NotificationEndpoint::register();
            AttemptEndpoint::register();
        });
        add_action('woocommerce_api_' . NotificationEndpoint::API, static fn () => NotificationEndpoint::api());
        self::cart();
        self::orders();
        self::schedule();
        self::pages();
        Privacy::hooks();
        is_admin() && Admin\Screens::hooks();
        if (defined('WP_CLI') && constant('WP_CLI') === true) {
            Cli::register();
        }
    }

    private static function cart(): void
    {
        add_action('woocommerce_add_to_cart', static fn () => CartKey::begin());
        add_action('woocommerce_cart_emptied', static fn () => CartKey::end());
    }

    private static function orders(): void
    {
        add_filter('woocommerce_cancel_unpaid_order', static fn ($cancel, $order) => HoldStock::filter($cancel, $order), 100, 2);
        add_action('woocommerce_order_status_changed', static fn ($id, $from, $to, $order = null) => OrderEvents::statusChanged($to, $order), 10, 4);
        $chosen = static fn ($order) => OrderEvents::methodChosen($order);
        add_action('woocommerce_checkout_order_created', $chosen);
        add_action('woocommerce_store_api_checkout_order_processed', $chosen);
        add_action('woocommerce_after_pay_action', $chosen);
        add_action('woocommerce_checkout_order_processed', static fn ($id, $data = null, $order = null) => OrderEvents::methodChosen($order), 10, 3);
        foreach (['woocommerce_trash_order', 'woocommerce_before_delete_order', 'wp_trash_post', 'before_delete_post'] as $hook) {
            add_action($hook, static fn ($id) => OrderEvents::removed($id));
        }
    }

    private static function schedule(): void
    {
        add_action(Schedule::RECONCILE, static fn () => Schedule::reconcile());
        add_action(Schedule::CANCEL, static fn ($order = 0) => Schedule::runCancel($order));
        add_action(Schedule::TELL, static fn ($order = 0) => Schedule::runTell($order));
        add_action('doku_akulaku_forget', static fn () => Privacy::forget());
        if (is_admin() || wp_doing_cron()) {
            add_action('init', static fn () => self::upkeep(), 20);
        }
    }

    private static function pages(): void
    {
        add_action('woocommerce_before_thankyou', static fn ($id) => ReturnPage::box($id), 5);
        add_filter('woocommerce_thankyou_order_received_text', static fn ($text, $order = null) => ReturnPage::text($text, $order), 20, 2);
        add_filter('woocommerce_thankyou_order_received_title', static fn ($title, $order = null) => ReturnPage::title($title, $order), 20, 2);
        add_action('woocommerce_view_order', static fn ($id) => ReturnPage::account($id), 5);
        add_filter('woocommerce_my_account_my_orders_actions', static fn ($actions, $order) => ContinueLink::accountActions($actions, $order), 20, 2);
        add_action('woocommerce_email_before_order_table', static fn ($order, $admin = false, $plain = false) => ContinueLink::inMail($order, $admin, $plain), 20, 3);
    }

    /** Tables and the recurring job, also after an update, which runs no activation. */
    public static function upkeep(): void
    {
        if (!Requirements::met()) {
            return;
        }
        if (!Database\Tables::installed()) {
            self::install();
        }
        add_action('admin_init', static fn () => Schedule::ensure());
        wp_doing_cron() && add_action('wp_loaded', static fn () => Schedule::ensure());
    }

    private static function install(): void
    {
        // A site of a network runs no activation of its own.
        Site::install();
        try {
            Database\Tables::install();
        } catch (\Throwable $error) {
            function_exists('wc_get_logger') && Services::log()->exception('the tables could not be made', $error);
        }
    }

    public static function activate(): void
    {
        // Present in the autoloaded options from the start, so that no page asks the database for them.
        foreach ([Outage::OPTION => [], Schedule::SEEN => 0, Database\Tables::OPTION => '0', Settings::OPTION => ['enabled' => 'no']] as $name => $value) {
            add_option($name, $value, '', true);
        }
        Site::install();
        if (Requirements::met()) {
            self::install();
        }
    }

    public static function deactivate(): void
    {
        Schedule::clear();
        wp_clear_scheduled_hook('doku_akulaku_forget');
    }

    public static function declareCompatibility(): void
    {
        if (class_exists(\Automattic\WooCommerce\Utilities\FeaturesUtil::class)) {
            \Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('custom_order_tables', self::$file, true);
            \Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('cart_checkout_blocks', self::$file, true);
        }
    }

    public static function languages(): void
    {
        load_plugin_textdomain('paylater-gateway-for-akulaku', false, dirname(plugin_basename(self::$file)) . '/languages');
    }

    /**
     * @param mixed $new
     * @param mixed $old
     * @return mixed
     */
    public static function keepSecret(#[\SensitiveParameter] mixed $new, #[\SensitiveParameter] mixed $old): mixed
    {
        return is_array($new) ? Settings::merge($new, is_array($old) ? $old : []) : $new;
    }

    public static function url(string $path): string
    {
        return plugins_url($path, self::$file);
    }

    public static function path(string $path): string
    {
        return dirname(self::$file) . '/' . $path;
    }

    public static function basename(): string
    {
        return plugin_basename(self::$file);
    }

    /**
     * @param mixed $tables
     * @return mixed
     */
    private static function dropWithSite(mixed $tables): mixed
    {
        global $wpdb;
        return is_array($tables) ? array_merge($tables, Database\Tables::names($wpdb->prefix)) : $tables;
    }
}
