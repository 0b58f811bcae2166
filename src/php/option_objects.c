/*
 * Kinds of option that only the constructor has: what the program is called, its logger, its
 * transport for tests.
 */
#include "option.h"

#include "main/php_version.h"

#include "logger.h"

#include "../base/ascii.h"

#define PRODUCT "doku_akulaku/" PHP_DOKU_AKULAKU_VERSION " PHP/" PHP_VERSION
#define TOKEN_LIMIT ((size_t)64)

static bool is_product_token(const zval *value)
{
	if (value == NULL || Z_TYPE_P(value) != IS_STRING || Z_STRLEN_P(value) == 0
		|| Z_STRLEN_P(value) > TOKEN_LIMIT) {
		return false;
	}
	for (size_t i = 0; i < Z_STRLEN_P(value); i++) {
		if (!doku_ascii_is_token(Z_STRVAL_P(value)[i])) {
			return false;
		}
	}
	return true;
}

/* Also without the option: the product's own name is always sent. */
static bool read_app_info(
	const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	char agent[sizeof(PRODUCT) + 2 * (TOKEN_LIMIT + 1)] = PRODUCT;
	size_t used = sizeof(PRODUCT) - 1;
	const zval *value = doku_php_find_option(options, option->name);
	if (value != NULL) {
		if (Z_TYPE_P(value) != IS_ARRAY) {
			return doku_php_refuse_type(option->name, "array", value);
		}
		const zval *name = doku_php_find_option(Z_ARRVAL_P(value), "name");
		const zval *version = doku_php_find_option(Z_ARRVAL_P(value), "version");
		if (!is_product_token(name) || (version != NULL && !is_product_token(version))) {
			return doku_php_refuse_value(option->name, true,
				"be [\"name\" => ..., \"version\" => ...], each 1 to 64 ASCII letters, digits or "
				"signs such as - . _");
		}
		used += (size_t)snprintf(agent + used, sizeof(agent) - used, " %s", Z_STRVAL_P(name));
		if (version != NULL) {
			used +=
				(size_t)snprintf(agent + used, sizeof(agent) - used, "/%s", Z_STRVAL_P(version));
		}
	}
	client->settings.user_agent = doku_php_copy_text(agent, used);
	return client->settings.user_agent != NULL;
}

const doku_php_option_kind doku_php_app_info_option = {read_app_info, NULL};

static bool read_logger(const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	zval *logger = doku_php_find_option(options, option->name);
	if (logger == NULL) {
		return true;
	}
	if (!doku_php_is_psr_logger(logger) && !zend_is_callable(logger, 0, NULL)) {
		return doku_php_refuse_type(option->name, "Psr\\Log\\LoggerInterface|callable", logger);
	}
	ZVAL_COPY(&client->logger, logger);
	return true;
}

const doku_php_option_kind doku_php_logger_option = {read_logger, NULL};

static bool read_transport(
	const doku_php_option *option, doku_php_client *client, HashTable *options)
{
	zval *transport = doku_php_find_option(options, option->name);
	if (transport == NULL) {
		return true;
	}
	if (!zend_is_callable(transport, 0, NULL)) {
		return doku_php_refuse_type(option->name, "callable", transport);
	}
	ZVAL_COPY(&client->transport, transport);
	return true;
}

const doku_php_option_kind doku_php_transport_option = {read_transport, NULL};
