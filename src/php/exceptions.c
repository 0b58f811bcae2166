#include "exceptions.h"

#include "zend_exceptions.h"
#include "zend_smart_str.h"

#define SHOWN_VIOLATIONS 10

static void set_string(
	zend_class_entry *scope, zend_object *object, const char *name, const char *text)
{
	zend_update_property_string(scope, object, name, strlen(name), text);
}

static zend_object *new_exception(zend_class_entry *ce, const char *message, const char *request_id)
{
	zval exception;
	object_init_ex(&exception, ce);
	zend_object *object = Z_OBJ(exception);
	zend_update_property_string(zend_ce_exception, object, ZEND_STRL("message"), message);
	if (request_id != NULL && instanceof_function(ce, doku_php_ce_exception)) {
		set_string(doku_php_ce_exception, object, "requestId", request_id);
	}
	return object;
}

static void fill_api_exception(zend_object *object, const doku_php_failure *failure)
{
	const doku_error *error = failure->error;
	zend_class_entry *scope = doku_php_ce_api_exception;
	zend_update_property_long(scope, object, ZEND_STRL("httpStatus"), error->http_status);
	set_string(scope, object, "errorCode", error->api_code);
	set_string(scope, object, "errorType", error->api_type);
	set_string(scope, object, "errorMessage", error->api_message);
	if (failure->response != NULL) {
		zend_update_property(scope, object, ZEND_STRL("response"), failure->response);
	}
}

static void fill_indeterminate_exception(zend_object *object, const doku_php_failure *failure)
{
	const doku_error *error = failure->error;
	zend_class_entry *scope = doku_php_ce_indeterminate_exception;
	if (error->http_status != 0) {
		zend_update_property_long(scope, object, ZEND_STRL("httpStatus"), error->http_status);
	}
	if (error->api_code[0] != '\0') {
		set_string(scope, object, "errorCode", error->api_code);
	}
	zend_update_property_long(scope, object, ZEND_STRL("attempts"), failure->attempts);
}

static zend_class_entry *class_of(doku_error_kind kind)
{
	switch (kind) {
		case DOKU_ERROR_NONE:
		case DOKU_ERROR_MEMORY:
			return zend_ce_error;
		case DOKU_ERROR_ARGUMENT:
			return zend_ce_value_error;
		case DOKU_ERROR_VALIDATION:
			return doku_php_ce_validation_exception;
		case DOKU_ERROR_CONNECTION:
			return doku_php_ce_connection_exception;
		case DOKU_ERROR_API:
			return doku_php_ce_api_exception;
		case DOKU_ERROR_INDETERMINATE:
			return doku_php_ce_indeterminate_exception;
		case DOKU_ERROR_RESPONSE:
			return doku_php_ce_response_exception;
		case DOKU_ERROR_SIGNATURE:
			return doku_php_ce_signature_exception;
	}
	return zend_ce_error;
}

zend_object *doku_php_make_exception(const doku_php_failure *failure)
{
	const doku_error *error = failure->error;
	zend_class_entry *ce = class_of(error->kind);
	zend_object *object = new_exception(ce, error->message, failure->request_id);
	if (error->kind == DOKU_ERROR_API) {
		fill_api_exception(object, failure);
	} else if (doku_error_is_unknown(error)) {
		fill_indeterminate_exception(object, failure);
	}
	if (error->kind == DOKU_ERROR_RESPONSE || error->kind == DOKU_ERROR_SIGNATURE) {
		set_string(ce, object, "reason", doku_reason_name(error->reason));
	}
	if (error->kind == DOKU_ERROR_RESPONSE && failure->response != NULL) {
		zend_update_property(ce, object, ZEND_STRL("response"), failure->response);
	}
	if (failure->previous != NULL) {
		zend_exception_set_previous(object, failure->previous);
	}
	return object;
}

static void throw_object(zend_object *object)
{
	zval exception;
	ZVAL_OBJ(&exception, object);
	zend_throw_exception_object(&exception);
}

void doku_php_throw(const doku_php_failure *failure)
{
	throw_object(doku_php_make_exception(failure));
}

void doku_php_throw_error(const doku_error *error, const char *request_id)
{
	doku_php_failure failure = {.error = error, .request_id = request_id};
	doku_php_throw(&failure);
}

void doku_php_throw_no_memory(void)
{
	zend_throw_error(NULL, "doku_akulaku is out of memory; nothing was sent");
}

void doku_php_violations_array(zval *target, const doku_violation_list *violations)
{
	array_init_size(target, (uint32_t)violations->count);
	for (size_t i = 0; i < violations->count; i++) {
		const doku_violation *violation = &violations->items[i];
		doku_slice path = doku_violation_path(violations, violation);
		doku_slice message = doku_violation_message(violations, violation);
		if (zend_symtable_str_exists(
				Z_ARRVAL_P(target), path.length == 0 ? "" : path.data, path.length)) {
			continue; /* the first broken rule of a path */
		}
		zval entry;
		array_init_size(&entry, 3);
		add_assoc_string(&entry, "rule", doku_rule_name(violation->rule));
		add_assoc_stringl(&entry, "message", message.data, message.length);
		if (violation->has_limit) {
			add_assoc_long(&entry, "limit", (zend_long)violation->limit);
		}
		zend_symtable_str_update(
			Z_ARRVAL_P(target), path.length == 0 ? "" : path.data, path.length, &entry);
	}
}

static void append_violation(smart_str *text, const doku_violation_list *list, size_t i)
{
	doku_slice path = doku_violation_path(list, &list->items[i]);
	doku_slice message = doku_violation_message(list, &list->items[i]);
	if (path.length > 0) {
		smart_str_appendl(text, path.data, path.length);
		smart_str_appendc(text, ' ');
	}
	smart_str_appendl(text, message.data, message.length);
}

void doku_php_throw_violations(const doku_violation_list *violations, const char *request_id)
{
	smart_str text = {0};
	smart_str_append_printf(&text,
		"the payload breaks %zu rule%s, nothing was sent: ", violations->count,
		violations->count == 1 ? "" : "s");
	for (size_t i = 0; i < violations->count && i < SHOWN_VIOLATIONS; i++) {
		if (i > 0) {
			smart_str_appends(&text, "; ");
		}
		append_violation(&text, violations, i);
	}
	if (violations->count > SHOWN_VIOLATIONS) {
		smart_str_append_printf(
			&text, "; and %zu more, see getViolations()", violations->count - SHOWN_VIOLATIONS);
	}
	smart_str_0(&text);
	zend_object *object =
		new_exception(doku_php_ce_validation_exception, ZSTR_VAL(text.s), request_id);
	smart_str_free(&text);
	zval array;
	doku_php_violations_array(&array, violations);
	zend_update_property(doku_php_ce_validation_exception, object, ZEND_STRL("violations"), &array);
	zval_ptr_dtor(&array);
	throw_object(object);
}

static void return_property(
	zval *return_value, zend_class_entry *scope, zval *object, const char *name)
{
	zval holder;
	zval *value = zend_read_property(scope, Z_OBJ_P(object), name, strlen(name), true, &holder);
	ZVAL_COPY_DEREF(return_value, value);
}

#define DOKU_PHP_GETTER(class_name, method_name, scope, property) \
	ZEND_METHOD(class_name, method_name) \
	{ \
		ZEND_PARSE_PARAMETERS_NONE(); \
		return_property(return_value, scope, ZEND_THIS, property); \
	}

DOKU_PHP_GETTER(DokuAkulaku_Exception, getRequestId, doku_php_ce_exception, "requestId")
DOKU_PHP_GETTER(
	DokuAkulaku_ValidationException, getViolations, doku_php_ce_validation_exception, "violations")
DOKU_PHP_GETTER(DokuAkulaku_ApiException, getHttpStatus, doku_php_ce_api_exception, "httpStatus")
DOKU_PHP_GETTER(DokuAkulaku_ApiException, getErrorCode, doku_php_ce_api_exception, "errorCode")
DOKU_PHP_GETTER(DokuAkulaku_ApiException, getErrorType, doku_php_ce_api_exception, "errorType")
DOKU_PHP_GETTER(
	DokuAkulaku_ApiException, getErrorMessage, doku_php_ce_api_exception, "errorMessage")
DOKU_PHP_GETTER(DokuAkulaku_ApiException, getResponse, doku_php_ce_api_exception, "response")
DOKU_PHP_GETTER(DokuAkulaku_IndeterminateException, getHttpStatus,
	doku_php_ce_indeterminate_exception, "httpStatus")
DOKU_PHP_GETTER(DokuAkulaku_IndeterminateException, getErrorCode,
	doku_php_ce_indeterminate_exception, "errorCode")
DOKU_PHP_GETTER(DokuAkulaku_IndeterminateException, getAttempts,
	doku_php_ce_indeterminate_exception, "attempts")
DOKU_PHP_GETTER(DokuAkulaku_ResponseException, getReason, doku_php_ce_response_exception, "reason")
DOKU_PHP_GETTER(
	DokuAkulaku_ResponseException, getResponse, doku_php_ce_response_exception, "response")
DOKU_PHP_GETTER(
	DokuAkulaku_SignatureException, getReason, doku_php_ce_signature_exception, "reason")
