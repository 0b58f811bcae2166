#include "ini.h"

#include "ext/standard/html.h"
#include "ext/standard/info.h"
#include "main/SAPI.h"
#include "main/php_ini.h"

#include "options.h"
#include "secret_file.h"

#include "../crypto.h"
#include "../json.h"
#include "../transport.h"
#include "../url.h"

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

/* "http://user:password@host" without what authenticates. */
static void print_masked_proxy(const char *value)
{
	const char *at = strrchr(value, '@');
	if (at != NULL) {
		php_printf("***");
		print_escaped(at);
	} else {
		print_escaped(value);
	}
}

/* Marks a value that will be refused when a client is made. */
static ZEND_INI_DISP(display_checked)
{
	zend_string *value =
		type == ZEND_INI_DISPLAY_ORIG && ini_entry->modified ? ini_entry->orig_value : ini_entry->value;
	const char *text = value == NULL ? "" : ZSTR_VAL(value);
	const char *name = ZSTR_VAL(ini_entry->name) + sizeof("doku_akulaku.") - 1;
	const char *problem = doku_php_ini_problem(name, text);
	if (text[0] == '\0') {
		php_printf("no value");
	} else if (problem != NULL && strcmp(name, "proxy") == 0) {
		php_printf("(not shown)");
	} else if (strcmp(name, "proxy") == 0) {
		print_masked_proxy(text);
	} else {
		print_escaped(text);
	}
	if (problem != NULL) {
		php_printf(" (invalid: must %s)", problem);
	}
	if (strcmp(name, "secret_file") == 0 && doku_php_secret_file_is_open_to_all(text)) {
		php_printf(" (readable by every user of this machine)");
	}
}

#define DOKU_PHP_INI(name, default_value, access)                                                  \
	STD_PHP_INI_ENTRY_EX("doku_akulaku." #name, default_value, access, OnUpdateString, name,       \
		zend_doku_akulaku_globals, doku_akulaku_globals, display_checked)

PHP_INI_BEGIN()
	DOKU_PHP_INI(client_id, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(secret_file, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(environment, "sandbox", PHP_INI_SYSTEM)
	DOKU_PHP_INI(base_url, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(ca_file, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(proxy, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(connect_timeout, "5.0", PHP_INI_ALL)
	DOKU_PHP_INI(timeout, "30.0", PHP_INI_ALL)
	DOKU_PHP_INI(retries, "2", PHP_INI_ALL)
	DOKU_PHP_INI(verify_response, "report", PHP_INI_SYSTEM)
	DOKU_PHP_INI(notification_max_age, "0", PHP_INI_SYSTEM)
PHP_INI_END()

void doku_php_register_ini(int module_number)
{
	zend_register_ini_entries(ini_entries, module_number);
}

void doku_php_unregister_ini(int module_number)
{
	zend_unregister_ini_entries(module_number);
}

void doku_php_info(zend_module_entry *module)
{
	php_info_print_table_start();
	php_info_print_table_row(2, "DOKU Akulaku support", "enabled");
	php_info_print_table_row(2, "Version", PHP_DOKU_AKULAKU_VERSION);
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
