#include "logger.h"

#include "zend_exceptions.h"

#include "convert.h"

#include "../response/mask.h"

/* Levels of PSR-3. */
static const char level_debug[] = "debug";
static const char level_info[] = "info";
static const char level_warning[] = "warning";
static const char level_error[] = "error";

bool doku_php_is_psr_logger(const zval *logger)
{
	if (Z_TYPE_P(logger) != IS_OBJECT) {
		return false;
	}
	const zend_class_entry *ce = Z_OBJCE_P(logger);
	const zend_function *log = zend_hash_str_find_ptr(&ce->function_table, ZEND_STRL("log"));
	if (log != NULL) {
		return (log->common.fn_flags & ZEND_ACC_PUBLIC) != 0;
	}
	return ce->__call != NULL && !zend_hash_str_exists(&ce->function_table, ZEND_STRL("__invoke"));
}

static bool is_exit(void)
{
	return zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception));
}

/* Calls the logger; takes over the context. False for exit(). */
static bool call_logger(
	doku_php_client *client, const char *level, const char *message, zval *context)
{
	zval arguments[3];
	zval result;
	zval method;
	zval logger;
	ZVAL_STRING(&arguments[0], level);
	ZVAL_STRING(&arguments[1], message);
	ZVAL_COPY_VALUE(&arguments[2], context);
	ZVAL_UNDEF(&result);
	ZVAL_UNDEF(&method);
	ZVAL_COPY(&logger, &client->logger);
	if (doku_php_is_psr_logger(&logger)) {
		ZVAL_STRING(&method, "log");
		call_user_function(NULL, &logger, &method, &result, 3, arguments);
	} else {
		call_user_function(NULL, NULL, &logger, &result, 3, arguments);
	}
	zval_ptr_dtor(&method);
	zval_ptr_dtor(&result);
	for (int i = 0; i < 3; i++) {
		zval_ptr_dtor(&arguments[i]);
	}
	zval_ptr_dtor(&logger);
	if (EG(exception) != NULL) {
		if (is_exit()) {
			return false;
		}
		zend_clear_exception();
	}
	return true;
}

static void add_masked_body(zval *context, doku_php_call *state, const doku_buffer *body)
{
	if (body->length == 0) {
		return;
	}
	doku_buffer *masked = &state->scratch;
	doku_buffer_free(masked);
	if (doku_mask_body(doku_buffer_slice(body), masked)) {
		add_assoc_stringl(context, "body", masked->data, masked->length);
	} else {
		add_assoc_string(context, "body", "(too large to mask)");
	}
	doku_buffer_free(masked);
}

static void start_context(zval *context, const doku_call *call)
{
	array_init_size(context, 8);
	add_assoc_string(context, "operation", doku_operation_name(call->operation));
	add_assoc_string(context, "method", call->request.method);
	add_assoc_string(context, "request_id", call->request.request_id);
}

bool doku_php_log_sending(doku_php_client *client, doku_php_call *state)
{
	const doku_call *call = &state->call;
	if (Z_ISUNDEF(client->logger)) {
		return true;
	}
	zval context;
	start_context(&context, call);
	add_assoc_long(&context, "attempt", call->attempts + 1);
	add_masked_body(&context, state, &call->request.body);
	return call_logger(client, level_debug, "DOKU request", &context);
}

static const char *outcome_level(const doku_call *call)
{
	if (call->decision.error.kind == DOKU_ERROR_NONE) {
		return level_info;
	}
	return call->step == DOKU_STEP_DONE ? level_error : level_warning;
}

bool doku_php_log_answered(doku_php_client *client, doku_php_call *state)
{
	const doku_call *call = &state->call;
	if (Z_ISUNDEF(client->logger)) {
		return true;
	}
	const doku_error *error = &call->decision.error;
	zval context;
	start_context(&context, call);
	add_assoc_long(&context, "attempt", call->attempts);
	add_assoc_long(&context, "http_status", call->answer.http_status);
	add_assoc_double(&context, "seconds", call->answer.timing.total);
	if (error->kind != DOKU_ERROR_NONE) {
		add_assoc_string(&context, "error", error->message);
	}
	if (call->step != DOKU_STEP_DONE) {
		add_assoc_double(&context, "retry_after", (double)call->pause / 1000);
	}
	const char *message = error->kind == DOKU_ERROR_NONE ? "DOKU answered"
		: call->step == DOKU_STEP_DONE                   ? "DOKU call failed"
														 : "DOKU call will be tried again";
	if (!call_logger(client, outcome_level(call), message, &context)) {
		return false;
	}
	if (call->answer.body.length == 0) {
		return true;
	}
	start_context(&context, call);
	add_assoc_long(&context, "attempt", call->attempts);
	add_masked_body(&context, state, &call->answer.body);
	return call_logger(client, level_debug, "DOKU response", &context);
}
