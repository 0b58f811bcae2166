#include "logger.h"

#include "zend_exceptions.h"

#include "exceptions.h"
#include "response.h"

#include "../response/mask.h"

/* The table of docs/logging.md: levels of PSR-3, and messages that never change. */
typedef struct log_record {
	const char *level;
	const char *message;
} log_record;

static const log_record record_request = {"debug", "DOKU request"};
static const log_record record_response = {"debug", "DOKU response"};
static const log_record record_answered = {"info", "DOKU answered"};
static const log_record record_again = {"warning", "DOKU call will be tried again"};
static const log_record record_failed = {"error", "DOKU call failed"};
static const log_record record_ended = {"info", "DOKU call ended"};
static const log_record record_notification = {"error", "DOKU notification refused"};

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
static bool call_logger(doku_php_client *client, const log_record *record, zval *context)
{
	zval arguments[3];
	zval result;
	zval method;
	zval logger;
	ZVAL_STRING(&arguments[0], record->level);
	ZVAL_STRING(&arguments[1], record->message);
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
	return call_logger(client, &record_request, &context);
}

static const log_record *record_of_attempt(const doku_call *call)
{
	if (call->decision.error.kind == DOKU_ERROR_NONE) {
		return &record_answered;
	}
	return call->step == DOKU_STEP_DONE ? &record_failed : &record_again;
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
	if (!call_logger(client, record_of_attempt(call), &context)) {
		return false;
	}
	if (call->answer.body.length == 0) {
		return true;
	}
	start_context(&context, call);
	add_assoc_long(&context, "attempt", call->attempts);
	add_masked_body(&context, state, &call->answer.body);
	return call_logger(client, &record_response, &context);
}

static void add_text_or_null(zval *context, const char *key, doku_slice text)
{
	if (text.length == 0) {
		add_assoc_null(context, key);
	} else {
		add_assoc_stringl(context, key, text.data, text.length);
	}
}

/* What was sent, else what the answer names; of a look-up that failed, the id that was asked for,
 * unless it is a Request-Id. */
static doku_slice invoice_of(const doku_call *call)
{
	if (call->invoice_length > 0) {
		return doku_slice_make(call->invoice, call->invoice_length);
	}
	if (call->decision.has_response && call->response.invoice.length > 0) {
		return call->response.invoice;
	}
	doku_slice id = doku_buffer_slice(&call->looked_up);
	return doku_request_id_is_uuid(id) ? DOKU_SLICE_EMPTY : id;
}

static const char *outcome_of(const doku_call *call)
{
	if (call->error.kind != DOKU_ERROR_NONE) {
		return doku_php_exception_name(call->error.kind);
	}
	return call->response.succeeded ? "succeeded" : "not_succeeded";
}

bool doku_php_log_ended(doku_php_client *client, doku_php_call *state, int64_t elapsed)
{
	const doku_call *call = &state->call;
	if (Z_ISUNDEF(client->logger)) {
		return true;
	}
	zval context;
	zval timing;
	array_init_size(&context, 9);
	add_assoc_string(&context, "operation", doku_operation_name(call->operation));
	add_assoc_string(&context, "request_id", call->request.request_id);
	add_text_or_null(&context, "invoice_number", invoice_of(call));
	add_assoc_string(&context, "outcome", outcome_of(call));
	add_assoc_long(&context, "http_status", call->answer.http_status);
	add_assoc_long(&context, "attempts", call->attempts);
	add_assoc_bool(
		&context, "replayed", call->error.kind == DOKU_ERROR_NONE && call->response.replayed);
	add_assoc_double(&context, "seconds", (double)elapsed / 1000);
	doku_php_timing(&timing, &call->answer.timing);
	add_assoc_zval(&context, "timing", &timing);
	return call_logger(client, &record_ended, &context);
}

bool doku_php_log_unreadable_amount(
	doku_php_client *client, const doku_notification *notification, const doku_error *error)
{
	if (Z_ISUNDEF(client->logger)) {
		return true;
	}
	zval context;
	array_init_size(&context, 8);
	add_assoc_string(&context, "operation", "notification");
	add_text_or_null(&context, "request_id", notification->request_id);
	add_text_or_null(&context, "invoice_number", notification->invoice.text);
	add_text_or_null(&context, "amount", notification->amount_written);
	add_assoc_string(&context, "error", error->message);
	return call_logger(client, &record_notification, &context);
}
