#include "exceptions.h"

#include "zend_exceptions.h"

#define SHOWN_VIOLATIONS 10

static void set_string(
	zend_class_entry *scope, zend_object *object, const char *name, const char *text)
{
	zend_update_property_string(scope, object, name, strlen(name), text);
}

/* Error and Exception have a message each, which the other's scope cannot write. */
static zend_class_entry *message_scope(const zend_class_entry *ce)
{
	return instanceof_function(ce, zend_ce_exception) ? zend_ce_exception : zend_ce_error;
}

static zend_object *new_exception(zend_class_entry *ce, const char *message, const char *request_id)
{
	zval exception;
	object_init_ex(&exception, ce);
	zend_object *object = Z_OBJ(exception);
	set_string(message_scope(ce), object, "message", message);
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
			return zend_ce_error;
		case DOKU_ERROR_ARGUMENT:
			return zend_ce_value_error;
		case DOKU_ERROR_VALIDATION:
			return doku_php_ce_validation_exception;
		case DOKU_ERROR_MEMORY: /* the request was never started */
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

const char *doku_php_exception_name(doku_error_kind kind)
{
	const zend_string *name = class_of(kind)->name;
	const char *separator = zend_memrchr(ZSTR_VAL(name), '\\', ZSTR_LEN(name));
	return separator == NULL ? ZSTR_VAL(name) : separator + 1;
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

void doku_php_throw_object(zend_object *object)
{
	zval exception;
	ZVAL_OBJ(&exception, object);
	zend_throw_exception_object(&exception);
}

void doku_php_throw(const doku_php_failure *failure)
{
	doku_php_throw_object(doku_php_make_exception(failure));
}

void doku_php_throw_error(const doku_error *error, const char *request_id)
{
	doku_php_failure failure = {.error = error, .request_id = request_id};
	doku_php_throw(&failure);
}

void doku_php_throw_not_started(const char *message)
{
	doku_php_throw_object(new_exception(doku_php_ce_connection_exception, message, NULL));
}

void doku_php_throw_no_memory(void)
{
	doku_php_throw_not_started("doku_akulaku is out of memory; nothing was sent");
}

static void add_violation(
	HashTable *table, doku_slice path, const char *rule, doku_slice message, const int64_t *limit)
{
	if (zend_symtable_str_exists(table, path.data, path.length)) {
		return; /* the first broken rule of a path */
	}
	zval entry;
	array_init_size(&entry, 3);
	add_assoc_string(&entry, "rule", rule);
	add_assoc_stringl(&entry, "message", message.data, message.length);
	if (limit != NULL) {
		add_assoc_long(&entry, "limit", (zend_long)*limit);
	}
	zend_symtable_str_update(table, path.data, path.length, &entry);
}

void doku_php_violations_array(zval *target, const doku_violation_list *violations)
{
	array_init_size(target, (uint32_t)violations->count);
	for (size_t i = 0; i < violations->count; i++) {
		const doku_violation *violation = &violations->items[i];
		doku_slice path = doku_violation_path(violations, violation);
		add_violation(Z_ARRVAL_P(target), path.length == 0 ? DOKU_SLICE_LITERAL("") : path,
			doku_rule_name(violation->rule), doku_violation_message(violations, violation),
			violation->has_limit ? &violation->limit : NULL);
	}
}

/* ---- ValidationException ---- */

/* Takes over the text. */
static zend_string *append(zend_string *text, const char *more, size_t length)
{
	size_t used = ZSTR_LEN(text);
	text = zend_string_extend(text, used + length, false);
	memcpy(ZSTR_VAL(text) + used, more, length);
	ZSTR_VAL(text)[used + length] = '\0';
	return text;
}

static zend_string *append_violation(
	zend_string *text, zend_string *path, zend_ulong index, const zval *violation)
{
	if (path == NULL) {
		char digits[MAX_LENGTH_OF_LONG + 1];
		int length = snprintf(digits, sizeof(digits), ZEND_LONG_FMT, (zend_long)index);
		text = append(text, digits, (size_t)length);
	} else {
		text = append(text, ZSTR_VAL(path), ZSTR_LEN(path));
	}
	if (path == NULL || ZSTR_LEN(path) > 0) {
		text = append(text, " ", 1);
	}
	const zval *message = zend_hash_str_find(Z_ARRVAL_P(violation), ZEND_STRL("message"));
	return append(text, Z_STRVAL_P(message), Z_STRLEN_P(message));
}

/* Counts and tells what getViolations() holds, so that the two never differ. */
static zend_string *tell_violations(HashTable *violations)
{
	uint32_t count = zend_hash_num_elements(violations);
	zend_string *text = zend_strpprintf(
		0, "the payload breaks %u rule%s, nothing was sent: ", count, count == 1 ? "" : "s");
	uint32_t shown = 0;
	zend_ulong index;
	zend_string *path;
	zval *violation;
	ZEND_HASH_FOREACH_KEY_VAL(violations, index, path, violation)
	{
		if (shown == SHOWN_VIOLATIONS) {
			break;
		}
		if (shown++ > 0) {
			text = append(text, "; ", 2);
		}
		text = append_violation(text, path, index, violation);
	}
	ZEND_HASH_FOREACH_END();
	if (count > shown) {
		zend_string *more = zend_strpprintf(0, "; and %u more, see getViolations()", count - shown);
		text = append(text, ZSTR_VAL(more), ZSTR_LEN(more));
		zend_string_release(more);
	}
	return text;
}

/* Takes over the violations and the message. */
static void throw_validation(zval *violations, zend_string *message, const char *request_id)
{
	zend_object *object =
		new_exception(doku_php_ce_validation_exception, ZSTR_VAL(message), request_id);
	zend_update_property_str(zend_ce_exception, object, ZEND_STRL("message"), message);
	zend_update_property(
		doku_php_ce_validation_exception, object, ZEND_STRL("violations"), violations);
	zend_string_release(message);
	zval_ptr_dtor(violations);
	doku_php_throw_object(object);
}

void doku_php_throw_violations(const doku_violation_list *violations, const char *request_id)
{
	zval array;
	doku_php_violations_array(&array, violations);
	throw_validation(&array, tell_violations(Z_ARRVAL(array)), request_id);
}

void doku_php_throw_bad_id(const char *problem)
{
	zval array;
	zend_string *message = zend_strpprintf(0, "must %s", problem);
	array_init_size(&array, 1);
	add_violation(Z_ARRVAL(array), DOKU_SLICE_LITERAL("id"), doku_rule_name(DOKU_RULE_ID),
		doku_slice_make(ZSTR_VAL(message), ZSTR_LEN(message)), NULL);
	zend_string_release(message);
	message =
		zend_strpprintf(0, "the id cannot be looked up, nothing was sent: it must %s", problem);
	throw_validation(&array, message, NULL);
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
