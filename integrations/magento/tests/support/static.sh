# What can be said of the module before anybody visits the shop. Source it after shop.sh, into a script that has `wanted` and
# `verdict`; the module's files are in place and it is enabled.
# shellcheck shell=bash

# The schema that setup:upgrade has made of etc/db_schema.xml, as the database tells it.
magento_schema() {
	local table
	for table in doku_akulaku_attempt doku_akulaku_call doku_akulaku_event; do
		mariadb --no-defaults -u root -S "$database_socket" shop -Ne "SHOW CREATE TABLE $table" | sed 's/ AUTO_INCREMENT=[0-9]*//'
	done
	mariadb --no-defaults -u root -S "$database_socket" shop -e 'SHOW COLUMNS FROM sales_order LIKE "doku%"; SHOW COLUMNS FROM sales_order_grid LIKE "doku%"'
}

magento_upgrade_case() {
	local before after log=$site_folder/site/var/log/dry-run-installation.log status=0
	magento_quietly setup:upgrade
	before=$(magento_schema)
	magento_quietly setup:upgrade --dry-run=1
	# The dry run writes down what a second one would do; of other modules it may be something, on a newer MariaDB.
	if [ -f "$log" ] && grep -i 'doku_akulaku' "$log" >&2; then status=1; fi
	magento_quietly setup:upgrade
	after=$(magento_schema)
	[ -n "$before" ] && [ "$before" = "$after" ] || status=1
	! wanted upgrade || verdict upgrade "$status"
}

# What may be dropped again: as Magento itself would list it.
magento_whitelist_case() {
	local file=$site_folder/site/app/code/DokuAkulaku/Payment/etc/db_schema_whitelist.json
	magento_quietly setup:db-declaration:generate-whitelist --module-name=DokuAkulaku_Payment
	if "$DOKU_PHP" -r '[$one, $two] = array_map(fn ($file) => json_decode(file_get_contents($file), true), [$argv[1], $argv[2]]); exit($one == $two ? 0 : 1);' -- \
		"$file" "$DOKU_ROOT/integrations/magento/etc/db_schema_whitelist.json"; then
		verdict whitelist 0
	else
		verdict whitelist 1
	fi
}

magento_compile_case() {
	local status=0
	magento setup:di:compile >>"$site_folder/magento.log" 2>&1 || { status=1; tail -n 20 "$site_folder/magento.log" >&2; }
	[ -f "$site_folder/site/generated/metadata/global.php" ] || status=1
	! wanted compile || verdict compile "$status"
}

magento_static() {
	magento_upgrade_case
	! wanted whitelist || magento_whitelist_case
	magento_compile_case
	if wanted xsd; then
		"$DOKU_PHP" "$magento_tests/support/xsd.php" "$site_folder/site" "$site_folder/site/app/code/DokuAkulaku/Payment" && verdict xsd 0 || verdict xsd 1
	fi
	if wanted phpcs; then
		magento_phpcs_case
	fi
}

magento_phpcs_case() {
	local site=$site_folder/site
	if [ ! -f "$site/vendor/bin/phpcs" ] || [ ! -d "$site/vendor/magento/magento-coding-standard" ]; then
		say "*** NOT CHECKED: this Magento has no magento-coding-standard (a development dependency); phpcs did not run."
		return 0
	fi
	if (cd "$site" && "$DOKU_PHP" vendor/bin/phpcs --standard="$magento_tests/phpcs.xml" --ignore='*/tests/*' -s "$DOKU_ROOT/integrations/magento"); then
		verdict phpcs 0
	else
		verdict phpcs 1
	fi
}
