/*
 * Kinds of option that say where requests go and whom to trust: account, host, authorities, proxy.
 */
#include "options.h"

#include <stdlib.h>

#include "main/fopen_wrappers.h"
#include "zend_virtual_cwd.h"

#include "../base/crypto.h"
#include "../base/url.h"
#include "../request/request.h"

/* Far above any list of authorities. */
#define CA_FILE_LIMIT (16L * 1024 * 1024)

static bool tell(char *rule, const char *text)
{
	snprintf(rule, DOKU_PHP_RULE_SIZE, "%s", text);
	return true;
}

/* ---- account ---- */

static bool client_id_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	return text[0] != '\0' && !doku_request_id_is_valid(doku_slice_from_string(text))
		&& tell(rule, "be " DOKU_ID_WORDS);
}

const doku_php_option_kind doku_php_client_id_option = {NULL, client_id_is_wrong};
const doku_php_option_kind doku_php_secret_file_option = {NULL, NULL};

/* ---- environment and base_url ---- */

static bool base_url_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	doku_slice origin;
	const char *reason;
	return text[0] != '\0' && !doku_url_check_base(doku_slice_from_string(text), &origin, &reason)
		&& tell(rule, reason);
}

static bool set_base_url(doku_php_client *client, doku_slice origin)
{
	free(client->settings.base_url);
	client->settings.base_url = doku_php_copy_text(origin.data, origin.length);
	return client->settings.base_url != NULL;
}

static bool environment_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	return doku_php_word_option.is_wrong(option, text, rule);
}

static const char *host_of(const char *environment)
{
	return strcmp(environment, "production") == 0 ? DOKU_PRODUCTION_URL : DOKU_SANDBOX_URL;
}

/* The host of the environment; base_url, whose row follows, may replace it. */
static bool read_environment(
	const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	bool is_option;
	const char *text;
	char rule[DOKU_PHP_RULE_SIZE];
	if (!doku_php_text_option(options, option->name, &is_option, &text)) {
		return false;
	}
	if (environment_is_wrong(option, text, rule)) {
		return doku_php_refuse_value(option->name, is_option, rule);
	}
	return set_base_url(client, doku_slice_from_string(host_of(text)));
}

const doku_php_option_kind doku_php_environment_option = {read_environment, environment_is_wrong};

static bool read_base_url(
	const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	bool is_option;
	const char *text;
	if (!doku_php_text_option(options, option->name, &is_option, &text)) {
		return false;
	}
	/* the setting counts only if the object says nothing about the host */
	if (!is_option && (text[0] == '\0' || doku_php_find_option(options, "environment") != NULL)) {
		return true;
	}
	doku_slice origin;
	const char *reason;
	if (!doku_url_check_base(doku_slice_from_string(text), &origin, &reason)) {
		return doku_php_refuse_value(option->name, is_option, reason);
	}
	return set_base_url(client, origin);
}

const doku_php_option_kind doku_php_base_url_option = {read_base_url, base_url_is_wrong};

const char *doku_php_settings_host(void)
{
	char rule[DOKU_PHP_RULE_SIZE];
	const char *environment = doku_php_setting_text("environment");
	const char *url = doku_php_setting_text("base_url");
	if (environment_is_wrong(
			doku_php_find_setting(DOKU_SLICE_LITERAL("environment")), environment, rule)
		|| base_url_is_wrong(NULL, url, rule)) {
		return NULL;
	}
	return url[0] != '\0' ? url : host_of(environment);
}

/* ---- ca_file ---- */

/* Fills the absolute path; what is wrong with the file, or NULL. */
static const char *ca_file_problem(const char *text, char resolved[MAXPATHLEN])
{
	zend_stat_t facts;
	if (!expand_filepath(text, resolved) || VCWD_STAT(resolved, &facts) != 0
		|| VCWD_ACCESS(resolved, R_OK) != 0) {
		return "name a readable file";
	}
	if (!S_ISREG(facts.st_mode)) {
		return "name a regular file (a folder of certificates cannot be used)";
	}
	if (facts.st_size > CA_FILE_LIMIT) {
		return "name a file of at most 16 MiB";
	}
	return doku_crypto_file_has_certificate(resolved)
		? NULL
		: "name a file with at least one certificate in PEM (\"-----BEGIN CERTIFICATE-----\")";
}

static bool ca_file_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	char resolved[MAXPATHLEN];
	const char *problem = text[0] == '\0' ? NULL : ca_file_problem(text, resolved);
	return problem != NULL && tell(rule, problem);
}

static bool read_ca_file(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	bool is_option;
	const char *text;
	char resolved[MAXPATHLEN];
	if (!doku_php_text_option(options, option->name, &is_option, &text)) {
		return false;
	}
	if (text[0] == '\0') {
		return !is_option || doku_php_refuse_value(option->name, true, "name a file");
	}
	/* the INI setting is the operator's own */
	if (is_option && php_check_open_basedir_ex(text, 0) != 0) {
		return doku_php_refuse_value(option->name, true, "be within open_basedir");
	}
	const char *problem = ca_file_problem(text, resolved);
	if (problem != NULL) {
		return doku_php_refuse_value(option->name, is_option, problem);
	}
	client->settings.ca_file = doku_php_copy_text(resolved, strlen(resolved));
	return client->settings.ca_file != NULL;
}

const doku_php_option_kind doku_php_ca_file_option = {read_ca_file, ca_file_is_wrong};

/* ---- proxy ---- */

/* Libraries differ in where they cut "user:p@ss@host"; one cut sends the rest to a wrong host. */
static const char *proxy_problem(const char *text)
{
	if (text[0] == '\0' || strcmp(text, "env") == 0) {
		return NULL;
	}
	const char *at = strchr(text, '@');
	if (at != NULL && strchr(at + 1, '@') != NULL) {
		return "percent-encode an @ in its user or password: %40";
	}
	return doku_url_is_proxy(doku_slice_from_string(text))
		? NULL
		: "be \"env\" or [scheme://][user:password@]host[:port], with other signs in user and "
		  "password percent-encoded";
}

static bool proxy_is_wrong(const doku_php_option *option, const char *text, char *rule)
{
	const char *problem = proxy_problem(text);
	return problem != NULL && tell(rule, problem);
}

static bool read_proxy(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	bool is_option;
	const char *text;
	if (!doku_php_text_option(options, option->name, &is_option, &text)) {
		return false;
	}
	const char *problem = proxy_problem(text);
	if (problem != NULL) {
		return doku_php_refuse_value(option->name, is_option, problem);
	}
	if (text[0] == '\0') {
		return true;
	}
	client->settings.proxy = doku_php_copy_text(text, strlen(text));
	return client->settings.proxy != NULL;
}

const doku_php_option_kind doku_php_proxy_option = {read_proxy, proxy_is_wrong};
