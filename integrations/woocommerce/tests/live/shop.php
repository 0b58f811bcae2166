<?php

declare(strict_types=1);

/* Usage: shop.php SITE HPOS(yes|no): an Indonesian shop in WooCommerce, with our plugin. */
$_SERVER['REQUEST_URI'] = '/';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
WC_Install::install();
$options = [
    'woocommerce_currency' => 'IDR', 'woocommerce_price_num_decimals' => '0', 'woocommerce_price_thousand_sep' => '.',
    'woocommerce_price_decimal_sep' => ',', 'woocommerce_default_country' => 'ID:JK', 'woocommerce_store_address' => 'Jalan Uji 1',
    'woocommerce_store_city' => 'Jakarta', 'woocommerce_store_postcode' => '12190', 'woocommerce_coming_soon' => 'no',
    // All three: where one is missing the checkout block writes its own choice.
    'woocommerce_checkout_phone_field' => 'optional', 'woocommerce_checkout_company_field' => 'hidden', 'woocommerce_checkout_address_2_field' => 'optional',
    'woocommerce_onboarding_profile' => ['skipped' => true, 'completed' => true], 'woocommerce_task_list_hidden' => 'yes',
    'woocommerce_allow_tracking' => 'no', 'woocommerce_show_marketplace_suggestions' => 'no', 'woocommerce_enable_guest_checkout' => 'yes',
    'woocommerce_custom_orders_table_enabled' => $argv[2], 'woocommerce_custom_orders_table_data_sync_enabled' => 'no',
    'woocommerce_hold_stock_minutes' => '60', 'woocommerce_enable_coupons' => 'yes', 'woocommerce_cod_settings' => ['enabled' => 'yes', 'title' => 'COD'],
    'woocommerce_admin_install_timestamp' => (string) (time() - 864000),
];
array_walk($options, static fn ($value, $name) => update_option($name, $value));
delete_transient('_wc_activation_redirect');
foreach ([['Kaos "Merah" & Putih', 'KAOS', 45000, 1000], ['Kopi Gayo 250 g', 'KOPI', 87500, 1000], ['Stiker gratis', 'FREE', 0, null], ['Ponsel', 'PONSEL', 3499000, 5]] as [$name, $sku, $price, $stock]) {
    $product = new WC_Product_Simple();
    $product->set_name($name);
    $product->set_sku($sku);
    $product->set_regular_price((string) $price);
    if ($stock !== null) {
        $product->set_manage_stock(true);
        $product->set_stock_quantity($stock);
    }
    echo $sku, '=', $product->save(), "\n";
}
$coupon = new WC_Coupon();
$coupon->set_code('HEMAT10');
$coupon->set_discount_type('percent');
$coupon->set_amount('10');
$coupon->save();
$zone = new WC_Shipping_Zone();
$zone->set_zone_name('Indonesia');
$zone->add_location('ID', 'country');
$zone->save();
update_option('woocommerce_flat_rate_' . $zone->add_shipping_method('flat_rate') . '_settings', ['title' => 'JNE', 'tax_status' => 'none', 'cost' => '15000']);
foreach (['classic-checkout' => '[woocommerce_checkout]', 'classic-cart' => '[woocommerce_cart]'] as $slug => $code) {
    wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_name' => $slug, 'post_title' => $slug, 'post_content' => "<!-- wp:shortcode -->$code<!-- /wp:shortcode -->"]);
}
// How often an order was completed, whatever WooCommerce writes about it.
wp_mkdir_p(WPMU_PLUGIN_DIR);
file_put_contents(WPMU_PLUGIN_DIR . '/completed.php', "<?php add_action('woocommerce_payment_complete', static fn (\$id) => file_put_contents(WP_CONTENT_DIR . '/completed.log', \"\$id\\n\", FILE_APPEND | LOCK_EX));\n");
$error = activate_plugin('paylater-gateway-for-akulaku/paylater-gateway-for-akulaku.php');
if (is_wp_error($error)) {
    fwrite(STDERR, $error->get_error_message() . "\n");
    exit(1);
}
update_option('woocommerce_doku_akulaku_settings', ['enabled' => 'yes', 'debug' => 'yes']);
flush_rewrite_rules();
echo 'version=', get_option('woocommerce_version'), "\n";
echo 'hpos=', Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled() ? 'yes' : 'no', "\n";
