#include "call.h"

#include <stdlib.h>

#include "zend_exceptions.h"

#include "convert.h"
#include "exceptions.h"
#include "response.h"
#include "runtime.h"

#include "../base/url.h"

/* A masked body in a log is at most this long. */
#define SCRATCH_LIMIT ((size_t)4 * 1024 * 1024)

static void free_call(doku_php_work *work)
{
	doku_php_call *state = (doku_php_call *)work;
	if (state->has_call) {
		doku_call_free(&state->call);
	}
	doku_payload_free(&state->payload);
	doku_answer_free(&state->answer);
	doku_buffer_free(&state->scratch);
	free(state);
}

doku_php_call *doku_php_call_open(void)
{
	doku_php_call *state = calloc(1, sizeof(*state));
	if (state == NULL) {
		doku_php_throw_no_memory();
		return NULL;
	}
	doku_payload_init(&state->payload);
	doku_answer_init(&state->answer);
	doku_buffer_init(&state->scratch, SCRATCH_LIMIT);
	doku_php_work_begin(&state->work, free_call);
	return state;
}

void doku_php_call_close(doku_php_call *state)
{
	if (state->thrown != NULL) {
		OBJ_RELEASE(state->thrown);
	}
	doku_php_work_end(&state->work);
	free_call(&state->work);
}

bool doku_php_check_request_id(const zend_string *request_id, uint32_t argument)
{
	if (request_id != NULL && !doku_request_id_is_valid(doku_php_slice(request_id))) {
		zend_argument_value_error(argument, "must be " DOKU_ID_WORDS);
		return false;
	}
	return true;
}

bool doku_php_choose_request_id(
	const zend_string *given, char random[DOKU_UUID_LENGTH + 1], doku_slice *id)
{
	if (given != NULL) {
		*id = doku_php_slice(given);
		return true;
	}
	if (!doku_request_id_random(&DOKU_G(random_pool), random)) {
		doku_php_throw_not_started(
			"doku_akulaku: no random bytes for a Request-Id; nothing was sent");
		return false;
	}
	*id = doku_slice_make(random, DOKU_UUID_LENGTH);
	return true;
}

bool doku_php_build_payload(
	doku_payload *payload, const doku_field *rules, zval *value, const zend_string *request_id)
{
	if (!doku_payload_build(payload, rules, &doku_php_values, value)) {
		doku_php_throw_no_memory();
		return false;
	}
	if (payload->violations.count > 0) {
		doku_php_throw_violations(
			&payload->violations, request_id == NULL ? NULL : ZSTR_VAL(request_id));
		return false;
	}
	return true;
}

bool doku_php_call_begin(doku_php_call *state, doku_php_client *client, doku_operation operation,
	const char *method, doku_slice target, zend_string *request_id, bool has_payload)
{
	char random_id[DOKU_UUID_LENGTH + 1];
	doku_slice id;
	if (!doku_php_choose_request_id(request_id, random_id, &id)) {
		return false;
	}
	state->has_call = true;
	if (!doku_call_init(&state->call, &client->settings, operation, method, target, id,
			has_payload ? &state->payload : NULL)) {
		doku_php_throw_no_memory();
		return false;
	}
	state->call.without_pause = !Z_ISUNDEF(client->transport);
	return true;
}

bool doku_php_call_begin_check(doku_php_call *state, doku_php_client *client, const zend_string *id,
	const zend_string *invoice)
{
	doku_buffer *target = &state->scratch;
	if (!doku_buffer_append_string(target, doku_operation_path(DOKU_OPERATION_CHECK))
		|| !doku_url_encode(target, doku_php_slice(id))) {
		doku_php_throw_no_memory();
		return false;
	}
	if (!doku_php_call_begin(state, client, DOKU_OPERATION_CHECK,
			doku_operation_method(DOKU_OPERATION_CHECK), doku_buffer_slice(target), NULL, false)) {
		return false;
	}
	if (!doku_call_set_looked_up(&state->call, doku_php_slice(id))) {
		doku_php_throw_no_memory();
		return false;
	}
	return invoice == NULL || doku_call_expect_invoice(&state->call, doku_php_slice(invoice));
}

size_t doku_php_call_transfer_options(const doku_php_call *state, int64_t limit,
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS], doku_transfer_options *options)
{
	const doku_settings *settings = state->call.settings;
	const doku_request *request = &state->call.request;
	size_t count = doku_request_headers(request, settings, headers);
	*options = (doku_transfer_options){
		.method = request->method,
		.url = request->url.data,
		.headers = headers,
		.header_count = count,
		.has_body = request->has_body,
		.body = doku_buffer_slice(&request->body),
		.ca_file = settings->ca_file,
		.proxy = settings->proxy,
		.connect_timeout = settings->connect_timeout < limit ? settings->connect_timeout : limit,
		.timeout = limit,
		.idle_timeout = settings->idle_timeout,
	};
	return count;
}

void doku_php_call_start_attempt(doku_php_call *state)
{
	doku_answer_free(&state->answer);
	doku_answer_init(&state->answer);
	if (state->thrown != NULL) {
		OBJ_RELEASE(state->thrown);
		state->thrown = NULL;
	}
}

static zend_object *make_call_exception(doku_php_call *state, zval *response)
{
	const doku_call *call = &state->call;
	zend_object *thrown = state->thrown;
	state->thrown = NULL;
	doku_php_failure failure = {
		.error = &call->error,
		.request_id = call->request.request_id,
		.attempts = call->attempts,
		.response = response,
		.previous = thrown,
	};
	if (call->has_previous) {
		doku_php_failure previous = {
			.error = &call->previous,
			.request_id = call->request.request_id,
			.attempts = call->attempts,
			.response = response,
			.previous = thrown,
		};
		failure.previous = doku_php_make_exception(&previous);
		failure.response = NULL;
	}
	return doku_php_make_exception(&failure);
}

zend_object *doku_php_call_outcome(doku_php_call *state, zval *target)
{
	if (state->call.error.kind == DOKU_ERROR_NONE) {
		doku_php_make_response(target, &state->call);
		return NULL;
	}
	zval response;
	ZVAL_UNDEF(&response);
	if (state->call.decision.has_response) {
		doku_php_make_response(&response, &state->call);
	}
	zend_object *exception = make_call_exception(state, Z_ISUNDEF(response) ? NULL : &response);
	zval_ptr_dtor(&response);
	return exception;
}
