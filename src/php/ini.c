#include "ini.h"

#include <stdlib.h>

#include "main/php_ini.h"

#include "info.h"
#include "options.h"

#include "../base/crypto.h"

#define SETTING_NAME_SIZE 64

/* The proxy as the server was started with; threads copy the masked setting. */
static char *startup_proxy;

/* From PHP 8.6 on an entry points to its definition for as long as it lives. */
static zend_ini_entry_def *definitions;
static char (*definition_names)[SETTING_NAME_SIZE];

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

/* Bytes of "scheme://" at the start, so that a password that holds "://" is not taken for one. */
static size_t scheme_length(const char *value)
{
	size_t letters =
		strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return letters > 0 && strncmp(value + letters, "://", 3) == 0 ? letters + 3 : 0;
}

/* "http://user:password@host" without what authenticates; NULL when nothing does. */
static zend_string *mask_proxy(const char *value)
{
	const char *at = strrchr(value, '@');
	size_t prefix = scheme_length(value);
	bool is_masked = at == value + prefix + 3 && strncmp(value + prefix, "***", 3) == 0;
	if (at == NULL || is_masked) {
		return NULL;
	}
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

/* An entry without a function of its own could not be restored at runtime. A bad value is kept,
 * and refused when a client is made. */
static ZEND_INI_MH(keep_value)
{
	return SUCCESS;
}

static void describe(zend_ini_entry_def *entry, const doku_php_option *option, char *name)
{
	int length = snprintf(name, SETTING_NAME_SIZE, "doku_akulaku.%s", option->name);
	*entry = (zend_ini_entry_def){
		.name = name,
		.name_length = (uint16_t)length,
		.value = option->setting,
		.value_length = (uint32_t)strlen(option->setting),
		.modifiable = (uint8_t)option->access,
		.displayer = doku_php_display_setting,
		.on_modify = option->kind == &doku_php_proxy_option ? update_proxy : keep_value,
	};
}

void doku_php_register_ini(int module_number)
{
	/* the last one stays empty: it ends the list */
	definitions = pecalloc(doku_php_option_count + 1, sizeof(*definitions), true);
	definition_names = pecalloc(doku_php_option_count, sizeof(*definition_names), true);
	size_t count = 0;
	for (size_t i = 0; i < doku_php_option_count; i++) {
		if (doku_php_options[i].setting != NULL) {
			describe(&definitions[count], &doku_php_options[i], definition_names[count]);
			count++;
		}
	}
	zend_register_ini_entries(definitions, module_number);
	startup_proxy = copy_text(DOKU_G(proxy) == NULL ? "" : DOKU_G(proxy));
	doku_php_mask_proxy_setting();
	mask_configuration();
}

void doku_php_unregister_ini(int module_number)
{
	zend_unregister_ini_entries(module_number);
	pefree(definitions, true);
	pefree(definition_names, true);
	definitions = NULL;
	definition_names = NULL;
	wipe_text(&startup_proxy);
}
