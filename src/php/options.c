#include "options.h"

#include <math.h>
#include <stdlib.h>

#include "zend_exceptions.h"
#include "main/php_open_temporary_file.h"
#include "main/fopen_wrappers.h"
#include "main/php_version.h"
#include "zend_strtod.h"
#include "zend_smart_str.h"

#include "logger.h"

#include "../base/caps.h"
#include "../request/request.h"
#include "../base/url.h"

#define SANDBOX_URL "https://api-sandbox.doku.com"
#define PRODUCTION_URL "https://api.doku.com"
#define MAXIMUM_SECONDS 3600.0
#define MAXIMUM_RETRIES 10

/* Where a value came from, for messages: an option or an INI setting. */
typedef struct source {
	const char *name;
	bool is_option;
} source;

static void bad_value(source from, const char *rule)
{
	if (from.is_option) {
		zend_value_error("DokuAkulaku: the option \"%s\" must %s", from.name, rule);
	} else {
		zend_value_error("DokuAkulaku: the INI setting doku_akulaku.%s must %s", from.name, rule);
	}
}

static bool wrong_type(source from, const char *expected, const zval *given)
{
	zend_type_error("DokuAkulaku: the option \"%s\" must be of type %s, %s given", from.name,
		expected, zend_zval_type_name(given));
	return false;
}

static char *copy_text(const char *text, size_t length)
{
	char *copy = malloc(length + 1);
	if (copy == NULL) {
		zend_throw_error(NULL, "DokuAkulaku: out of memory");
		return NULL;
	}
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

/* ---- rules, shared by options, INI settings and phpinfo() ---- */

static const char *environment_rule(const char *text)
{
	return strcmp(text, "sandbox") == 0 || strcmp(text, "production") == 0
		? NULL
		: "be \"sandbox\" or \"production\"";
}

static const char *base_url_rule(const char *text, doku_slice *origin)
{
	const char *reason;
	return doku_url_check_base(doku_slice_from_string(text), origin, &reason) ? NULL : reason;
}

static const char *seconds_rule(double seconds)
{
	return isfinite(seconds) && seconds >= 0.001 && seconds <= MAXIMUM_SECONDS
		? NULL
		: "be seconds, from 0.001 to 3600";
}

static const char *retries_rule(zend_long retries)
{
	return retries >= 0 && retries <= MAXIMUM_RETRIES ? NULL : "be a whole number from 0 to 10";
}

static const char *max_age_rule(zend_long seconds)
{
	return seconds >= 0 && seconds <= INT32_MAX ? NULL : "be a whole number of seconds, 0 for off";
}

static const char *verify_rule(const char *text, doku_verify_mode *mode)
{
	static const char *const words[] = {"report", "require", "off"};
	static const doku_verify_mode modes[] = {
		DOKU_VERIFY_REPORT, DOKU_VERIFY_REQUIRE, DOKU_VERIFY_OFF};
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(text, words[i]) == 0) {
			*mode = modes[i];
			return NULL;
		}
	}
	return "be \"report\", \"require\" or \"off\"";
}

static const char *proxy_rule(const char *text)
{
	return text[0] == '\0' || strcmp(text, "env") == 0
			|| doku_url_is_proxy(doku_slice_from_string(text))
		? NULL
		: "be \"env\" or [scheme://][user:password@]host[:port]";
}

static bool parse_double(const char *text, double *number)
{
	const char *end;
	*number = zend_strtod(text, &end);
	return end != text && *end == '\0';
}

static bool parse_whole(const char *text, zend_long *number)
{
	char *end;
	errno = 0;
	*number = ZEND_STRTOL(text, &end, 10);
	return end != text && *end == '\0' && errno == 0 && text[0] >= '0' && text[0] <= '9';
}

bool doku_php_client_id_is_valid(doku_slice client_id)
{
	return doku_request_id_is_valid(client_id); /* the same rule and length */
}

const char *doku_php_ini_problem(const char *name, const char *value)
{
	const char *text = value == NULL ? "" : value;
	doku_slice origin;
	doku_verify_mode mode;
	double seconds;
	zend_long whole;
	if (strcmp(name, "environment") == 0) {
		return environment_rule(text);
	}
	if (strcmp(name, "base_url") == 0) {
		return text[0] == '\0' ? NULL : base_url_rule(text, &origin);
	}
	if (strcmp(name, "connect_timeout") == 0 || strcmp(name, "timeout") == 0) {
		return seconds_rule(parse_double(text, &seconds) ? seconds : -1);
	}
	if (strcmp(name, "retries") == 0) {
		return retries_rule(parse_whole(text, &whole) ? whole : -1);
	}
	if (strcmp(name, "verify_response") == 0) {
		return text[0] == '\0' ? NULL : verify_rule(text, &mode);
	}
	if (strcmp(name, "notification_max_age") == 0) {
		return max_age_rule(parse_whole(text, &whole) ? whole : -1);
	}
	if (strcmp(name, "proxy") == 0) {
		return proxy_rule(text);
	}
	if (strcmp(name, "client_id") == 0) {
		return text[0] == '\0' || doku_php_client_id_is_valid(doku_slice_from_string(text))
			? NULL
			: "be 1 to 128 visible ASCII characters";
	}
	if (strcmp(name, "ca_file") == 0) {
		return text[0] == '\0' || VCWD_ACCESS(text, R_OK) == 0 ? NULL : "name a readable file";
	}
	return NULL;
}

/* ---- one reader an option ---- */

/* The option's value, dereferenced; NULL when it was not passed or is null. */
static zval *find_option(HashTable *options, const char *name)
{
	zval *value = zend_hash_str_find(options, name, strlen(name));
	if (value == NULL) {
		return NULL;
	}
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_NULL ? NULL : value;
}

/* A text from the option or the INI value; false when an exception was thrown. */
static bool text_option(
	HashTable *options, const char *name, const char *ini, source *from, const char **text)
{
	zval *value = find_option(options, name);
	*from = (source){name, value != NULL};
	*text = ini == NULL ? "" : ini;
	if (value == NULL) {
		return true;
	}
	if (Z_TYPE_P(value) != IS_STRING) {
		return wrong_type(*from, "string", value);
	}
	if (memchr(Z_STRVAL_P(value), '\0', Z_STRLEN_P(value)) != NULL) {
		bad_value(*from, "not hold NUL bytes");
		return false;
	}
	*text = Z_STRVAL_P(value);
	return true;
}

static bool check(source from, const char *problem)
{
	if (problem != NULL) {
		bad_value(from, problem);
		return false;
	}
	return true;
}

static bool read_base_url(doku_settings *settings, HashTable *options)
{
	source from;
	const char *environment;
	if (!text_option(options, "environment", DOKU_G(environment), &from, &environment)
		|| !check(from, environment_rule(environment))) {
		return false;
	}
	bool has_environment = from.is_option;
	const char *url;
	/* the INI setting counts only if the object says nothing about the host */
	if (!text_option(options, "base_url", has_environment ? NULL : DOKU_G(base_url), &from, &url)) {
		return false;
	}
	doku_slice origin = doku_slice_from_string(
		strcmp(environment, "production") == 0 ? PRODUCTION_URL : SANDBOX_URL);
	if ((url[0] != '\0' || from.is_option) && !check(from, base_url_rule(url, &origin))) {
		return false;
	}
	settings->base_url = copy_text(origin.data, origin.length);
	return settings->base_url != NULL;
}

static bool read_seconds(
	HashTable *options, const char *name, const char *ini, int64_t *milliseconds)
{
	zval *value = find_option(options, name);
	source from = {name, value != NULL};
	double seconds = -1;
	if (value == NULL) {
		if (!parse_double(ini == NULL ? "" : ini, &seconds)) {
			seconds = -1;
		}
	} else if (Z_TYPE_P(value) == IS_LONG) {
		seconds = (double)Z_LVAL_P(value);
	} else if (Z_TYPE_P(value) == IS_DOUBLE) {
		seconds = Z_DVAL_P(value);
	} else {
		return wrong_type(from, "int|float", value);
	}
	if (!check(from, seconds_rule(seconds))) {
		return false;
	}
	*milliseconds = (int64_t)ceil(seconds * 1000);
	return true;
}

static bool read_whole(HashTable *options, const char *name, const char *ini,
	const char *(*rule)(zend_long), zend_long *number)
{
	zval *value = find_option(options, name);
	source from = {name, value != NULL};
	if (value == NULL) {
		if (!parse_whole(ini == NULL ? "" : ini, number)) {
			*number = -1;
		}
	} else if (Z_TYPE_P(value) == IS_LONG) {
		*number = Z_LVAL_P(value);
	} else {
		return wrong_type(from, "int", value);
	}
	return check(from, rule(*number));
}

static bool read_numbers(doku_settings *settings, HashTable *options)
{
	zend_long retries;
	zend_long max_age;
	if (!read_seconds(
			options, "connect_timeout", DOKU_G(connect_timeout), &settings->connect_timeout)
		|| !read_seconds(options, "timeout", DOKU_G(timeout), &settings->timeout)
		|| !read_whole(options, "retries", DOKU_G(retries), retries_rule, &retries)
		|| !read_whole(options, "notification_max_age", DOKU_G(notification_max_age), max_age_rule,
			&max_age)) {
		return false;
	}
	settings->retries = (int)retries;
	settings->notification_max_age = max_age;
	return true;
}

static bool read_verify_response(doku_settings *settings, HashTable *options)
{
	source from;
	const char *text;
	if (!text_option(options, "verify_response", DOKU_G(verify_response), &from, &text)) {
		return false;
	}
	if (!from.is_option && text[0] == '\0') {
		settings->verify_response =
			DOKU_VERIFY_OFF; /* php.ini's bare word off arrives as nothing */
		return true;
	}
	return check(from, verify_rule(text, &settings->verify_response));
}

static bool read_ca_file(doku_settings *settings, HashTable *options)
{
	source from;
	const char *text;
	if (!text_option(options, "ca_file", DOKU_G(ca_file), &from, &text)) {
		return false;
	}
	if (text[0] == '\0') {
		return !from.is_option || check(from, "name a file");
	}
	/* the INI setting is the operator's own */
	if (from.is_option && php_check_open_basedir_ex(text, 0) != 0) {
		return check(from, "be within open_basedir");
	}
	char resolved[MAXPATHLEN];
	if (!expand_filepath(text, resolved) || VCWD_ACCESS(resolved, R_OK) != 0) {
		return check(from, "name a readable file");
	}
	settings->ca_file = copy_text(resolved, strlen(resolved));
	return settings->ca_file != NULL;
}

static bool read_proxy(doku_settings *settings, HashTable *options)
{
	source from;
	const char *text;
	if (!text_option(options, "proxy", DOKU_G(proxy), &from, &text)
		|| !check(from, proxy_rule(text))) {
		return false;
	}
	if (text[0] == '\0') {
		return true;
	}
	settings->proxy = copy_text(text, strlen(text));
	return settings->proxy != NULL;
}

/* A token of a User-Agent: RFC 9110's token characters, and few of them. */
static bool is_product_token(const zval *value)
{
	if (value == NULL || Z_TYPE_P(value) != IS_STRING || Z_STRLEN_P(value) == 0
		|| Z_STRLEN_P(value) > 64) {
		return false;
	}
	for (size_t i = 0; i < Z_STRLEN_P(value); i++) {
		unsigned char byte = (unsigned char)Z_STRVAL_P(value)[i];
		if (!isalnum(byte) && (byte == '\0' || strchr("!#$%&'*+-.^_`|~", byte) == NULL)) {
			return false;
		}
	}
	return true;
}

static bool read_app_info(doku_settings *settings, HashTable *options)
{
	zval *value = find_option(options, "app_info");
	source from = {"app_info", true};
	smart_str agent = {0};
	smart_str_appends(&agent, "doku_akulaku/" PHP_DOKU_AKULAKU_VERSION " PHP/" PHP_VERSION);
	if (value != NULL) {
		if (Z_TYPE_P(value) != IS_ARRAY) {
			smart_str_free(&agent);
			return wrong_type(from, "array", value);
		}
		zval *name = find_option(Z_ARRVAL_P(value), "name");
		zval *version = find_option(Z_ARRVAL_P(value), "version");
		if (!is_product_token(name) || (version != NULL && !is_product_token(version))) {
			smart_str_free(&agent);
			return check(from,
				"be [\"name\" => ..., \"version\" => ...], each 1 to 64 letters, digits or signs such "
				"as - . _");
		}
		smart_str_appendc(&agent, ' ');
		smart_str_append(&agent, Z_STR_P(name));
		if (version != NULL) {
			smart_str_appendc(&agent, '/');
			smart_str_append(&agent, Z_STR_P(version));
		}
	}
	smart_str_0(&agent);
	settings->user_agent = copy_text(ZSTR_VAL(agent.s), ZSTR_LEN(agent.s));
	smart_str_free(&agent);
	return settings->user_agent != NULL;
}

static bool read_callables(doku_php_client *client, HashTable *options)
{
	zval *logger = find_option(options, "logger");
	zval *transport = find_option(options, "transport");
	if (logger != NULL) {
		if (!doku_php_is_psr_logger(logger) && !zend_is_callable(logger, 0, NULL)) {
			return wrong_type(
				(source){"logger", true}, "Psr\\Log\\LoggerInterface|callable", logger);
		}
		ZVAL_COPY(&client->logger, logger);
	}
	if (transport != NULL) {
		if (!zend_is_callable(transport, 0, NULL)) {
			return wrong_type((source){"transport", true}, "callable", transport);
		}
		ZVAL_COPY(&client->transport, transport);
	}
	return true;
}

static bool check_names(HashTable *options)
{
	static const char *const names[] = {"environment", "base_url", "connect_timeout", "timeout",
		"retries", "verify_response", "notification_max_age", "ca_file", "proxy", "logger",
		"app_info", "transport"};
	zend_string *key;
	ZEND_HASH_FOREACH_STR_KEY(options, key)
	{
		bool is_known = false;
		for (size_t i = 0; key != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
			is_known = is_known || zend_string_equals_cstr(key, names[i], strlen(names[i]));
		}
		if (!is_known) {
			zend_value_error("DokuAkulaku: there is no option \"%s\"",
				key == NULL ? "(a number)" : ZSTR_VAL(key));
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

bool doku_php_read_options(doku_php_client *client, HashTable *options)
{
	doku_settings *settings = &client->settings;
	return check_names(options) && read_base_url(settings, options)
		&& read_numbers(settings, options) && read_verify_response(settings, options)
		&& read_ca_file(settings, options) && read_proxy(settings, options)
		&& read_app_info(settings, options) && read_callables(client, options);
}
