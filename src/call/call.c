#include "call.h"

#include <stdio.h>

#include "../base/crypto.h"

bool doku_call_init(doku_call *call, const doku_settings *settings, doku_operation operation,
	const char *method, doku_slice target, doku_slice request_id, doku_payload *payload)
{
	memset(call, 0, sizeof(*call));
	call->settings = settings;
	call->operation = operation;
	call->step = DOKU_STEP_SEND;
	doku_answer_init(&call->answer);
	doku_response_init(&call->response);
	doku_buffer_init(&call->looked_up, DOKU_MAX_HEADER_BYTES);
	if (!doku_request_init(&call->request, settings, method, target, request_id)) {
		return false;
	}
	if (payload != NULL) {
		doku_request_take_body(&call->request, &payload->json);
		memcpy(call->invoice, payload->invoice, payload->invoice_length);
		call->invoice_length = payload->invoice_length;
		call->has_amount = payload->has_amount;
		call->amount = payload->amount;
	}
	return true;
}

bool doku_call_set_looked_up(doku_call *call, doku_slice id)
{
	return doku_buffer_append_slice(&call->looked_up, id);
}

bool doku_call_expect_invoice(doku_call *call, doku_slice invoice)
{
	if (invoice.length > sizeof(call->invoice)) {
		return false;
	}
	memcpy(call->invoice, invoice.data, invoice.length);
	call->invoice_length = invoice.length;
	return true;
}

void doku_call_free(doku_call *call)
{
	doku_response_free(&call->response);
	doku_answer_free(&call->answer);
	doku_request_free(&call->request);
	doku_buffer_free(&call->looked_up);
}

doku_step doku_call_next(doku_call *call, int64_t now)
{
	if (call->step == DOKU_STEP_SEND && !doku_request_sign(&call->request, call->settings, now)) {
		doku_error_set(&call->error,
			call->is_unknown ? DOKU_ERROR_INDETERMINATE : DOKU_ERROR_MEMORY, DOKU_REASON_NONE,
			"%s: out of memory while signing%s", doku_operation_name(call->operation),
			call->is_unknown ? " again; an earlier attempt may have reached DOKU" : "");
		call->step = DOKU_STEP_DONE;
	}
	doku_step step = call->step;
	if (step == DOKU_STEP_WAIT) {
		/* the owner lets the pause pass before it asks again */
		call->step = DOKU_STEP_SEND;
	}
	return step;
}

int64_t doku_call_attempt_limit(const doku_call *call, int64_t elapsed)
{
	return doku_retry_attempt_limit(
		call->attempts, call->settings->retries, elapsed, call->settings->timeout);
}

static void settle_call(doku_call *call)
{
	const doku_error *last = &call->decision.error;
	if (last->kind == DOKU_ERROR_NONE || doku_error_is_unknown(last) || !call->is_unknown) {
		call->error = *last;
		return;
	}
	call->error = call->unknown;
	call->previous = *last;
	call->has_previous = true;
	size_t used = strlen(call->error.message);
	snprintf(call->error.message + used, sizeof(call->error.message) - used,
		"; the attempt after it: HTTP %d", last->http_status);
	if (last->http_status == 0) {
		snprintf(call->error.message + used, sizeof(call->error.message) - used,
			"; the attempt after it was not sent");
	}
	/* the class of the whole call; a reason belongs to the answer that had it */
	call->error.kind = DOKU_ERROR_INDETERMINATE;
	call->error.reason = DOKU_REASON_NONE;
}

void doku_call_give_up(doku_call *call)
{
	settle_call(call);
	call->step = DOKU_STEP_DONE;
}

void doku_call_answered(doku_call *call, doku_answer *answer, int64_t elapsed)
{
	doku_exchange exchange = {
		.operation = call->operation,
		.settings = call->settings,
		.request = &call->request,
		.invoice = doku_slice_make(call->invoice, call->invoice_length),
		.has_amount = call->has_amount,
		.amount = call->amount,
		.looked_up = doku_buffer_slice(&call->looked_up),
	};
	doku_response_free(&call->response);
	doku_answer_free(&call->answer);
	call->answer = *answer;
	doku_answer_init(answer);
	call->attempts++;
	doku_response_decide(&exchange, &call->answer, &call->response, &call->decision);
	if (doku_error_is_unknown(&call->decision.error)) {
		call->is_unknown = true;
		call->unknown = call->decision.error;
	}

	doku_retry_state state = {.attempts = call->attempts,
		.retries = call->settings->retries,
		.elapsed = elapsed,
		.timeout = call->settings->timeout,
		.without_pause = call->without_pause};
	bool has_random = doku_crypto_random(&state.random, sizeof(state.random));
	if (!has_random) {
		state.random = UINT32_MAX; /* the longest pause of this attempt */
	}
	if (doku_retry_next(&state, &call->decision, &call->pause)) {
		call->step = call->pause > 0 ? DOKU_STEP_WAIT : DOKU_STEP_SEND;
	} else {
		doku_call_give_up(call);
	}
}
