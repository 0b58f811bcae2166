#include "options.h"

#include <stddef.h>

#include "zend_exceptions.h"

#include "../base/similar.h"

#define PLACE(member) \
	.place = offsetof(doku_settings, member), .size = sizeof(((doku_settings *)0)->member)
#define HOUR 3600000

static const char *const environments[] = {"sandbox", "production", NULL};

static const char *const verify_modes[] = {
	[DOKU_VERIFY_REPORT] = "report",
	[DOKU_VERIFY_REQUIRE] = "require",
	[DOKU_VERIFY_OFF] = "off",
	NULL,
};

static const char *const character_sets[] = {
	[DOKU_CHARACTERS_DOCUMENTED] = "documented",
	[DOKU_CHARACTERS_SAFE] = "safe",
	NULL,
};

/* A row without an INI setting, and one with it: its default, and who may change it. */
#define OPTION(option_name) .name = #option_name, .kind = &doku_php_##option_name##_option
#define SETTING(setting_name, default_value, who) \
	.name = #setting_name, .setting = (default_value), .access = (who)
#define KIND(kind_name) .kind = &doku_php_##kind_name##_option
#define ONLY_SETTING .is_setting_only = true
#define FROM_TO(least, most) .minimum = (least), .maximum = (most)

/* In the order in which they are read: the first bad one is told. */
const doku_php_option doku_php_options[] = {
	{SETTING(client_id, "", PHP_INI_SYSTEM), KIND(client_id), ONLY_SETTING},
	{SETTING(secret_file, "", PHP_INI_SYSTEM), KIND(secret_file), ONLY_SETTING},
	{SETTING(environment, "sandbox", PHP_INI_SYSTEM), KIND(environment), .words = environments},
	{SETTING(base_url, "", PHP_INI_SYSTEM), KIND(base_url)},
	{SETTING(connect_timeout, "5.0", PHP_INI_ALL), KIND(seconds), FROM_TO(1, HOUR),
		PLACE(connect_timeout)},
	{SETTING(timeout, "30.0", PHP_INI_ALL), KIND(seconds), FROM_TO(1, HOUR), PLACE(timeout)},
	{SETTING(idle_timeout, "55.0", PHP_INI_SYSTEM), KIND(seconds), FROM_TO(1, HOUR),
		PLACE(idle_timeout)},
	{SETTING(retries, "2", PHP_INI_ALL), KIND(whole), FROM_TO(0, 10), PLACE(retries)},
	{SETTING(notification_max_age, "0", PHP_INI_SYSTEM), KIND(whole), FROM_TO(0, INT32_MAX),
		PLACE(notification_max_age)},
	/* php.ini's bare word off arrives as nothing */
	{SETTING(verify_response, "report", PHP_INI_SYSTEM), KIND(word), .words = verify_modes,
		.empty_setting = "off", PLACE(verify_response)},
	{SETTING(characters, "documented", PHP_INI_SYSTEM), KIND(word), .words = character_sets,
		PLACE(characters)},
	{SETTING(ca_file, "", PHP_INI_SYSTEM), KIND(ca_file)},
	{SETTING(proxy, "", PHP_INI_SYSTEM), KIND(proxy)},
	{OPTION(logger)},
	{OPTION(app_info)},
	{OPTION(transport)},
};

const size_t doku_php_option_count = sizeof(doku_php_options) / sizeof(doku_php_options[0]);

const doku_php_option *doku_php_find_setting(doku_slice name)
{
	for (size_t i = 0; i < doku_php_option_count; i++) {
		const doku_php_option *option = &doku_php_options[i];
		if (option->setting != NULL
			&& doku_slice_equals(name, doku_slice_from_string(option->name))) {
			return option;
		}
	}
	return NULL;
}

const char *doku_php_nearest_option(doku_slice name, bool of_settings)
{
	const char *nearest = NULL;
	unsigned least = DOKU_NAMES_UNLIKE;
	for (size_t i = 0; i < doku_php_option_count; i++) {
		const doku_php_option *option = &doku_php_options[i];
		if (of_settings ? option->setting == NULL : option->is_setting_only) {
			continue;
		}
		unsigned distance = doku_name_distance(name, doku_slice_from_string(option->name));
		if (distance < least) {
			least = distance;
			nearest = option->name;
		}
	}
	return nearest;
}

static bool is_option(const zend_string *name)
{
	for (size_t i = 0; i < doku_php_option_count; i++) {
		const doku_php_option *option = &doku_php_options[i];
		if (!option->is_setting_only
			&& zend_string_equals_cstr(name, option->name, strlen(option->name))) {
			return true;
		}
	}
	return false;
}

static void refuse_name(const zend_string *name)
{
	doku_slice text = doku_slice_make(ZSTR_VAL(name), ZSTR_LEN(name));
	const char *nearest = doku_php_nearest_option(text, false);
	const doku_php_option *setting = doku_php_find_setting(text);
	if (setting != NULL) {
		zend_value_error("DokuAkulaku: there is no option \"%s\": it is the INI setting "
						 "doku_akulaku.%s, which fromIni() reads",
			setting->name, setting->name);
	} else if (nearest != NULL) {
		zend_value_error("DokuAkulaku: there is no option \"%s\"; did you mean \"%s\"?",
			ZSTR_VAL(name), nearest);
	} else {
		zend_value_error("DokuAkulaku: there is no option \"%s\"", ZSTR_VAL(name));
	}
}

static bool check_names(HashTable *options)
{
	zend_string *name;
	ZEND_HASH_FOREACH_STR_KEY(options, name)
	{
		if (name == NULL) {
			zend_value_error("DokuAkulaku: options are given as name => value, without numbers");
			return false;
		}
		if (!is_option(name)) {
			refuse_name(name);
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool doku_php_read_options(doku_php_client *client, HashTable *options)
{
	if (!check_names(options)) {
		return false;
	}
	for (size_t i = 0; i < doku_php_option_count; i++) {
		const doku_php_option *option = &doku_php_options[i];
		if (!option->is_setting_only && !option->kind->read(option, client, options)) {
			return false;
		}
	}
	return true;
}
