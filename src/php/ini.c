#include "ini.h"

#include <stdlib.h>

#include "ext/standard/html.h"
#include "ext/standard/info.h"
#include "main/SAPI.h"
#include "main/php_ini.h"

#include "options.h"
#include "secret_file.h"

#include "../base/crypto.h"
#include "../json/json.h"
#include "../transport/transport.h"
#include "../base/url.h"

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

/* Marks a value that will be refused when a client is made. */
static ZEND_INI_DISP(display_checked)
{
	zend_string *value = type == ZEND_INI_DISPLAY_ORIG && ini_entry->modified
		? ini_entry->orig_value
		: ini_entry->value;
	const char *text = value == NULL ? "" : ZSTR_VAL(value);
	const char *name = ZSTR_VAL(ini_entry->name) + sizeof("doku_akulaku.") - 1;
	const char *real = strcmp(name, "proxy") == 0 ? DOKU_G(proxy) : text;
	const char *problem = doku_php_ini_problem(name, real);
	if (text[0] == '\0') {
		php_printf("no value");
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

/* The proxy as the server was started with; threads copy the masked setting. */
static char *startup_proxy;

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);
	return copy == NULL ? NULL : memcpy(copy, text, size);
}

static void wipe_text(char **text)
{
	if (*text != NULL) {
		doku_crypto_cleanse(*text, strlen(*text));
		free(*text);
		*text = NULL;
	}
}

/* "http://user:password@host" without what authenticates; NULL when nothing does. */
static zend_string *mask_proxy(const char *value)
{
	const char *at = strrchr(value, '@');
	if (at == NULL || strncmp(at - (at - value >= 3 ? 3 : 0), "***", 3) == 0) {
		return NULL;
	}
	const char *scheme = strstr(value, "://");
	size_t prefix = scheme == NULL || scheme > at ? 0 : (size_t)(scheme + 3 - value);
	zend_string *masked = zend_string_alloc(prefix + 3 + strlen(at), true);
	snprintf(ZSTR_VAL(masked), ZSTR_LEN(masked) + 1, "%.*s***%s", (int)prefix, value, at);
	GC_MAKE_PERSISTENT_LOCAL(masked);
	return masked;
}

/* Keeps the real value for us; what PHP can show is masked afterwards. */
static ZEND_INI_MH(update_proxy)
{
	const char *value = new_value == NULL ? "" : ZSTR_VAL(new_value);
	zend_string *masked = startup_proxy == NULL ? NULL : mask_proxy(startup_proxy);
	if (masked != NULL) {
		/* a thread's copy, or the end of a request's own setting */
		if (strcmp(ZSTR_VAL(masked), value) == 0) {
			value = startup_proxy;
		}
		zend_string_release(masked);
	}
	char *copy = copy_text(value);
	wipe_text(&DOKU_G(proxy));
	DOKU_G(proxy) = copy;
	return copy == NULL ? FAILURE : SUCCESS;
}

void doku_php_mask_proxy_setting(void)
{
	zend_ini_entry *entry =
		zend_hash_str_find_ptr(EG(ini_directives), ZEND_STRL("doku_akulaku.proxy"));
	zend_string *masked =
		entry == NULL || entry->value == NULL ? NULL : mask_proxy(ZSTR_VAL(entry->value));
	if (masked == NULL) {
		return;
	}
	if (entry->value != entry->orig_value) {
		zend_string_release(entry->value);
	}
	entry->value = masked;
}

/* get_cfg_var() shows what php.ini says. */
static void mask_configuration(void)
{
	zval *value = cfg_get_entry("doku_akulaku.proxy", sizeof("doku_akulaku.proxy") - 1);
	zend_string *masked =
		value == NULL || Z_TYPE_P(value) != IS_STRING ? NULL : mask_proxy(Z_STRVAL_P(value));
	if (masked != NULL) {
		zend_string_release(Z_STR_P(value));
		ZVAL_NEW_STR(value, masked);
	}
}

#define DOKU_PHP_INI(name, default_value, access) \
	STD_PHP_INI_ENTRY_EX("doku_akulaku." #name, default_value, access, OnUpdateString, name, \
		zend_doku_akulaku_globals, doku_akulaku_globals, display_checked)

PHP_INI_BEGIN()
	DOKU_PHP_INI(client_id, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(secret_file, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(environment, "sandbox", PHP_INI_SYSTEM)
	DOKU_PHP_INI(base_url, "", PHP_INI_SYSTEM)
	DOKU_PHP_INI(ca_file, "", PHP_INI_SYSTEM)
	PHP_INI_ENTRY_EX("doku_akulaku.proxy", "", PHP_INI_SYSTEM, update_proxy, display_checked)
	DOKU_PHP_INI(connect_timeout, "5.0", PHP_INI_ALL)
	DOKU_PHP_INI(timeout, "30.0", PHP_INI_ALL)
	DOKU_PHP_INI(retries, "2", PHP_INI_ALL)
	DOKU_PHP_INI(verify_response, "report", PHP_INI_SYSTEM)
	DOKU_PHP_INI(notification_max_age, "0", PHP_INI_SYSTEM)
PHP_INI_END()

void doku_php_register_ini(int module_number)
{
	zend_register_ini_entries(ini_entries, module_number);
	startup_proxy = copy_text(DOKU_G(proxy) == NULL ? "" : DOKU_G(proxy));
	doku_php_mask_proxy_setting();
	mask_configuration();
}

void doku_php_unregister_ini(int module_number)
{
	zend_unregister_ini_entries(module_number);
	wipe_text(&startup_proxy);
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
