#include "info.h"

#include "ext/standard/html.h"
#include "ext/standard/info.h"
#include "main/SAPI.h"
#include "main/php_ini.h"

#include "options.h"
#include "secret_file.h"

#include "../base/crypto.h"
#include "../json/json.h"
#include "../transport/transport.h"

#define PREFIX "doku_akulaku."

/* phpinfo() writes HTML for the web and plain text for a terminal. */
static void print_escaped(const char *text)
{
	if (sapi_module.phpinfo_as_text) {
		php_printf("%s", text);
		return;
	}
	zend_string *escaped = php_escape_html_entities(
		(const unsigned char *)text, strlen(text), 0, ENT_QUOTES, SG(default_charset));
	php_printf("%s", ZSTR_VAL(escaped));
	zend_string_release(escaped);
}

static void print_pair(const char *name, const char *value)
{
	bool is_text = sapi_module.phpinfo_as_text;
	php_printf("%s", is_text ? "" : "<tr><td class=\"e\">");
	print_escaped(name);
	php_printf("%s", is_text ? " => " : "</td><td class=\"v\">");
	print_escaped(value);
	php_printf("%s", is_text ? "\n" : "</td></tr>\n");
}

ZEND_INI_DISP(doku_php_display_setting)
{
	const zend_string *value = type == ZEND_INI_DISPLAY_ORIG && ini_entry->modified
		? ini_entry->orig_value
		: ini_entry->value;
	const char *text = value == NULL ? "" : ZSTR_VAL(value);
	doku_slice name = doku_slice_make(ZSTR_VAL(ini_entry->name) + sizeof(PREFIX) - 1,
		ZSTR_LEN(ini_entry->name) - (sizeof(PREFIX) - 1));
	if (text[0] == '\0') {
		php_printf("no value");
	} else {
		print_escaped(text);
	}
	const doku_php_option *option = doku_php_find_setting(name);
	if (option == NULL) {
		return;
	}
	char rule[DOKU_PHP_RULE_SIZE];
	const char *real =
		option->kind == &doku_php_proxy_option ? doku_php_setting_text(option->name) : text;
	if (option->kind->is_wrong != NULL && option->kind->is_wrong(option, real, rule)) {
		php_printf(" (invalid: must ");
		print_escaped(rule);
		php_printf(")");
	}
	if (option->kind == &doku_php_secret_file_option && text[0] != '\0') {
		char facts[DOKU_PHP_SECRET_FILE_FACTS_SIZE];
		doku_php_describe_secret_file(text, facts);
		php_printf(" (");
		print_escaped(facts);
		php_printf(")");
	}
}

/* Where requests of a client without options of its own go. */
static void print_host(void)
{
	const char *host = doku_php_settings_host();
	print_pair("Requests go to", host == NULL ? "nowhere: a setting below is invalid" : host);
}

/* A misspelt setting in php.ini is silently none. */
static void print_unknown_settings(void)
{
	zend_string *name;
	ZEND_HASH_FOREACH_STR_KEY(php_ini_get_configuration_hash(), name)
	{
		if (name == NULL
			|| zend_binary_strncasecmp(
				   ZSTR_VAL(name), ZSTR_LEN(name), PREFIX, sizeof(PREFIX) - 1, sizeof(PREFIX) - 1)
				!= 0) {
			continue;
		}
		doku_slice own = doku_slice_make(
			ZSTR_VAL(name) + sizeof(PREFIX) - 1, ZSTR_LEN(name) - (sizeof(PREFIX) - 1));
		if (doku_php_find_setting(own) != NULL && zend_string_starts_with_literal(name, PREFIX)) {
			continue;
		}
		char text[128] = "no such setting";
		const char *nearest = doku_php_nearest_option(own, true);
		if (nearest != NULL) {
			snprintf(text, sizeof(text), "no such setting; did you mean " PREFIX "%s?", nearest);
		}
		print_pair(ZSTR_VAL(name), text);
	}
	ZEND_HASH_FOREACH_END();
}

void doku_php_info(zend_module_entry *module)
{
	php_info_print_table_start();
	php_info_print_table_row(2, "DOKU Akulaku support", "enabled");
	php_info_print_table_row(2, "Version", PHP_DOKU_AKULAKU_VERSION);
	print_host();
	print_unknown_settings();
	php_info_print_table_end();

	php_info_print_table_start();
	php_info_print_table_header(3, "Used Library", "Compiled", "Linked");
	php_info_print_table_row(
		3, "OpenSSL", doku_crypto_compiled_version(), doku_crypto_linked_version());
	php_info_print_table_row(
		3, "libcurl", doku_transport_compiled_version(), doku_transport_linked_version());
	php_info_print_table_row(3, "json-c", doku_json_compiled_version(), doku_json_linked_version());
	php_info_print_table_end();

	display_ini_entries(module);
}
