/*
 * Kinds of option that are a value of a few bytes: words, times and numbers. And what all kinds
 * share: where a value comes from, and how it is refused.
 */
#include "option.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "zend_exceptions.h"
#include "zend_strtod.h"

#include "exceptions.h"

zval *doku_php_find_option(HashTable *options, const char *name)
{
	zval *value = zend_hash_str_find(options, name, strlen(name));
	if (value == NULL) {
		return NULL;
	}
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_NULL ? NULL : value;
}

const char *doku_php_setting_text(const char *name)
{
	if (strcmp(name, "proxy") == 0) {
		return DOKU_G(proxy) == NULL ? "" : DOKU_G(proxy); /* the entry's own value is masked */
	}
	char full_name[64];
	int length = snprintf(full_name, sizeof(full_name), "doku_akulaku.%s", name);
	const zend_ini_entry *entry =
		zend_hash_str_find_ptr(EG(ini_directives), full_name, (size_t)length);
	return entry == NULL || entry->value == NULL ? "" : ZSTR_VAL(entry->value);
}

bool doku_php_refuse_value(const char *name, bool is_option, const char *rule)
{
	if (is_option) {
		zend_value_error("DokuAkulaku: the option \"%s\" must %s", name, rule);
	} else {
		zend_value_error("DokuAkulaku: the INI setting doku_akulaku.%s must %s", name, rule);
	}
	return false;
}

bool doku_php_refuse_type(const char *name, const char *expected, const zval *given)
{
	zend_type_error("DokuAkulaku: the option \"%s\" must be of type %s, %s given", name, expected,
		zend_zval_type_name(given));
	return false;
}

bool doku_php_text_option(HashTable *options, const char *name, bool *is_option, const char **text)
{
	const zval *value = doku_php_find_option(options, name);
	*is_option = value != NULL;
	if (value == NULL) {
		*text = doku_php_setting_text(name);
		return true;
	}
	if (Z_TYPE_P(value) != IS_STRING) {
		return doku_php_refuse_type(name, "string", value);
	}
	if (memchr(Z_STRVAL_P(value), '\0', Z_STRLEN_P(value)) != NULL) {
		return doku_php_refuse_value(name, true, "not hold NUL bytes");
	}
	*text = Z_STRVAL_P(value);
	return true;
}

char *doku_php_copy_text(const char *text, size_t length)
{
	char *copy = malloc(length + 1);
	if (copy == NULL) {
		doku_php_throw_no_memory();
		return NULL;
	}
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

static void store_number(const doku_php_option *option, doku_php_client *client, int64_t number)
{
	void *place = (char *)&client->settings + option->place;
	if (option->size == sizeof(int)) {
		*(int *)place = (int)number;
	} else {
		*(int64_t *)place = number;
	}
}

/* ---- words ---- */

static bool find_word(const doku_php_option *option, const char *text, int *place)
{
	for (*place = 0; option->words[*place] != NULL; (*place)++) {
		if (strcmp(option->words[*place], text) == 0) {
			return true;
		}
	}
	return false;
}

/* be "one", "two" or "three" */
static void tell_words(const doku_php_option *option, char *rule)
{
	size_t used = (size_t)snprintf(rule, DOKU_PHP_RULE_SIZE, "be");
	for (size_t i = 0; option->words[i] != NULL; i++) {
		const char *before = i == 0 ? " " : option->words[i + 1] == NULL ? " or " : ", ";
		used += (size_t)snprintf(
			rule + used, DOKU_PHP_RULE_SIZE - used, "%s\"%s\"", before, option->words[i]);
	}
}

static bool word_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	int place;
	if ((text[0] == '\0' && option->empty_setting != NULL) || find_word(option, text, &place)) {
		return false;
	}
	tell_words(option, rule);
	return true;
}

static bool read_word(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	bool is_option;
	const char *text;
	if (!doku_php_text_option(options, option->name, &is_option, &text)) {
		return false;
	}
	if (!is_option && text[0] == '\0' && option->empty_setting != NULL) {
		text = option->empty_setting;
	}
	int place;
	if (find_word(option, text, &place)) {
		store_number(option, client, place);
		return true;
	}
	char rule[DOKU_PHP_RULE_SIZE];
	tell_words(option, rule);
	return doku_php_refuse_value(option->name, is_option, rule);
}

const doku_php_option_kind doku_php_word_option = {read_word, word_is_wrong};

/* ---- times ---- */

static bool check_seconds(const doku_php_option *option, double seconds, char *rule)
{
	if (isfinite(seconds) && seconds * 1000 >= (double)option->minimum
		&& seconds * 1000 <= (double)option->maximum) {
		return true;
	}
	snprintf(rule, DOKU_PHP_RULE_SIZE, "be seconds, from %g to %g", (double)option->minimum / 1000,
		(double)option->maximum / 1000);
	return false;
}

static double parse_seconds(const char *text)
{
	const char *end;
	double number = zend_strtod(text, &end);
	return end != text && *end == '\0' ? number : NAN;
}

static bool seconds_are_wrong(const doku_php_option *option, const char *text, char *rule)
{
	return !check_seconds(option, parse_seconds(text), rule);
}

static bool read_seconds(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	const zval *value = doku_php_find_option(options, option->name);
	double seconds;
	if (value == NULL) {
		seconds = parse_seconds(doku_php_setting_text(option->name));
	} else if (Z_TYPE_P(value) == IS_LONG) {
		seconds = (double)Z_LVAL_P(value);
	} else if (Z_TYPE_P(value) == IS_DOUBLE) {
		seconds = Z_DVAL_P(value);
	} else {
		return doku_php_refuse_type(option->name, "int|float", value);
	}
	char rule[DOKU_PHP_RULE_SIZE];
	if (!check_seconds(option, seconds, rule)) {
		return doku_php_refuse_value(option->name, value != NULL, rule);
	}
	store_number(option, client, (int64_t)ceil(seconds * 1000));
	return true;
}

const doku_php_option_kind doku_php_seconds_option = {read_seconds, seconds_are_wrong};

/* ---- whole numbers ---- */

static bool check_whole(const doku_php_option *option, bool is_number, int64_t number, char *rule)
{
	if (is_number && number >= option->minimum && number <= option->maximum) {
		return true;
	}
	snprintf(rule, DOKU_PHP_RULE_SIZE, "be a whole number from %lld to %lld",
		(long long)option->minimum, (long long)option->maximum);
	return false;
}

static bool parse_whole(const char *text, int64_t *number)
{
	char *end;
	errno = 0;
	*number = ZEND_STRTOL(text, &end, 10);
	return end != text && *end == '\0' && errno == 0 && text[0] >= '0' && text[0] <= '9';
}

static bool whole_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	int64_t number;
	bool is_number = parse_whole(text, &number);
	return !check_whole(option, is_number, number, rule);
}

static bool read_whole(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	const zval *value = doku_php_find_option(options, option->name);
	int64_t number;
	bool is_number = true;
	if (value == NULL) {
		is_number = parse_whole(doku_php_setting_text(option->name), &number);
	} else if (Z_TYPE_P(value) == IS_LONG) {
		number = Z_LVAL_P(value);
	} else {
		return doku_php_refuse_type(option->name, "int", value);
	}
	char rule[DOKU_PHP_RULE_SIZE];
	if (!check_whole(option, is_number, number, rule)) {
		return doku_php_refuse_value(option->name, value != NULL, rule);
	}
	store_number(option, client, number);
	return true;
}

const doku_php_option_kind doku_php_whole_option = {read_whole, whole_is_wrong};
