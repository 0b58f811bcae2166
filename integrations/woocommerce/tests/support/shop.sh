# A whole shop: WordPress, WooCommerce, the plugin and the simulator. Source it after site.sh; it runs nothing by itself.
# shellcheck shell=bash

# woocommerce_shop SUITE WOOCOMMERCE HPOS MODULE PLUGIN [WORKERS]: below $site_folder, which exists. Leaves $shop_url and what
# the functions of site.sh leave. $shop_config: further lines of wp-config.php.
woocommerce_shop() {
	local suite=$1 woocommerce=$2 hpos=$3 module=$4 plugin=$5 workers=${6:-8} port
	chmod 755 "$site_folder"
	wordpress_files "$suite" "$site_folder/site"
	cp -r "$woocommerce" "$site_folder/site/wp-content/plugins/woocommerce"
	(cd "$site_folder/site/wp-content/plugins" && unzip -q "$plugin")
	php_settings "$site_folder/conf.d" "$module"
	export PHP_INI_SCAN_DIR=$site_folder/conf.d
	database_start "$site_folder/db"
	port=$(free_port)
	shop_url=http://127.0.0.1:$port
	printf '%s\n' 'secret-key-from-DOKU-back-office' >"$site_folder/secret"
	[ "$(id -u)" != 0 ] || chown www-data "$site_folder/secret"
	chmod 600 "$site_folder/secret"
	simulator_start --speed 60 --notification-url "$shop_url/wp-json/doku-akulaku/v1/notification"
	wordpress_config "$shop_url" <<-PHP
		define('DOKU_AKULAKU_CLIENT_ID', 'MCH-0001-10791114622547');
		define('DOKU_AKULAKU_SECRET_FILE', '$site_folder/secret');
		define('DOKU_AKULAKU_BASE_URL', '$simulator_http');
		${shop_config:-}
	PHP
	"$DOKU_PHP" "$DOKU_ROOT/integrations/woocommerce/tests/live/install.php" "$site_folder/site" woocommerce/woocommerce.php
	"$DOKU_PHP" "$DOKU_ROOT/integrations/woocommerce/tests/live/shop.php" "$site_folder/site" "$hpos" >"$site_folder/shop.txt" ||
		{ cat "$site_folder/shop.txt" >&2; fail "WooCommerce could not be set up"; }
	: >"$site_folder/debug.log"
	server_start "$port" "$workers"
}
