#include "web_request.h"

#include "main/SAPI.h"
#include "main/php_streams.h"

/* What $_SERVER began with. variables_order may have left it empty. */
static bool has_server_variables(const zval *variables)
{
	return Z_TYPE_P(variables) == IS_ARRAY
		&& zend_hash_str_exists(Z_ARRVAL_P(variables), ZEND_STRL("REQUEST_METHOD"));
}

/* In the place of $_SERVER's own array: ext/filter writes there, whatever array it is given, and
 * php-fpm copies that one where it is another and not empty. */
static void ask_server(zval *target)
{
	zval *server = &PG(http_globals)[TRACK_VARS_SERVER];
	zval aside = *server;
	array_init(server);
	if (sapi_module.register_server_variables != NULL) {
		sapi_module.register_server_variables(server);
	}
	ZVAL_COPY_VALUE(target, server);
	ZVAL_COPY_VALUE(server, &aside);
}

bool doku_php_server_variables(zval *target)
{
	if (SG(request_info).request_method == NULL) {
		return false;
	}
	zend_is_auto_global_str(ZEND_STRL("_SERVER"));
	const zval *server = &PG(http_globals)[TRACK_VARS_SERVER];
	if (has_server_variables(server)) {
		ZVAL_COPY(target, server);
		return true;
	}
	ask_server(target);
	return true;
}

zend_string *doku_php_request_body(void)
{
	php_stream *input = php_stream_open_wrapper("php://input", "rb", 0, NULL);
	if (input == NULL) {
		return ZSTR_EMPTY_ALLOC();
	}
	zend_string *body = php_stream_copy_to_mem(input, PHP_STREAM_COPY_ALL, false);
	php_stream_close(input);
	return body == NULL ? ZSTR_EMPTY_ALLOC() : body;
}
