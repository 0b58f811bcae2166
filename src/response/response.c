#include "response.h"

#include <stdio.h>

#include "advice.h"
#include "envelope.h"
#include "read.h"
#include "../base/timestamp.h"

typedef struct doku_judgement {
	const doku_exchange *exchange;
	const doku_answer *answer;
	doku_response *response;
	doku_decision *decision;
	const void *root; /* of the answer's JSON; NULL when it is no object and no list */
	bool is_json;
	bool is_object;
} doku_judgement;

static void settle(const doku_judgement *judge, doku_error_kind kind, doku_reason reason,
	doku_retry_advice retry, const char *words)
{
	doku_decision *decision = judge->decision;
	decision->retry = retry;
	decision->error.http_status = judge->answer->http_status;
	doku_error_set(&decision->error, kind, reason, "%s: %s",
		doku_operation_name(judge->exchange->operation), words);
}

/* What a caller is to do whenever the outcome is unknown. */
static void append_what_to_do(const doku_judgement *judge)
{
	doku_error_append(&judge->decision->error, "; %s",
		judge->exchange->operation == DOKU_OPERATION_CHECK
			? "the state of the order is still unknown: look it up again"
			: "the outcome is unknown: repeat the call with the same Request-Id and payload, or "
			  "check the status");
}

static void settle_unknown(const doku_judgement *judge, doku_retry_advice retry, const char *words)
{
	settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, retry, words);
	append_what_to_do(judge);
}

/* DOKU's own words, where an answer without a definite meaning has some. */
static void append_words(const doku_judgement *judge)
{
	doku_error *error = &judge->decision->error;
	bool has_code = error->api_code[0] != '\0';
	bool has_message = error->api_message[0] != '\0';
	if (has_code || has_message) {
		doku_error_append(error, "; DOKU's words: %s%s%s", error->api_code,
			has_code && has_message ? ", " : "", error->api_message);
	}
}

/* An unusable answer; `what` may hold an advice of its own. */
static void settle_unusable_with(
	const doku_judgement *judge, doku_reason reason, const char *what, bool with_advice)
{
	int status = judge->answer->http_status;
	char words[512];
	snprintf(words, sizeof(words), "HTTP %d, %s", status, what);
	bool is_passing = reason == DOKU_REASON_NOT_JSON && status < 300;
	settle(judge, DOKU_ERROR_RESPONSE, reason,
		is_passing ? DOKU_RETRY_AFTER_PAUSE : DOKU_RETRY_NEVER, words);
	if (with_advice) {
		append_what_to_do(judge);
	}
	append_words(judge);
	judge->decision->has_response = judge->is_object;
	judge->response->succeeded = false;
}

static void settle_unusable(const doku_judgement *judge, doku_reason reason, const char *what)
{
	settle_unusable_with(judge, reason, what, true);
}

static void settle_unknown_status(
	const doku_judgement *judge, doku_retry_advice retry, const char *what)
{
	char words[160];
	snprintf(words, sizeof(words), "HTTP %d%s", judge->answer->http_status, what);
	settle_unknown(judge, retry, words);
	append_words(judge);
}

static void settle_no_memory(const doku_judgement *judge)
{
	settle_unknown(judge, DOKU_RETRY_NEVER, "out of memory while reading the answer");
}

/* The answer never came, or not whole. */
static void judge_transfer(const doku_judgement *judge)
{
	const char *detail = judge->answer->detail;
	char words[400];
	switch (judge->answer->result) {
		case DOKU_TRANSFER_ANSWERED:
			break;
		case DOKU_TRANSFER_NOT_SENT:
			snprintf(words, sizeof(words), "nothing was sent: %s", detail);
			settle(judge, DOKU_ERROR_CONNECTION, DOKU_REASON_NONE, DOKU_RETRY_AFTER_PAUSE, words);
			break;
		case DOKU_TRANSFER_CUT_OFF:
			snprintf(words, sizeof(words), "cut off after the request was started (%s)", detail);
			settle_unknown(judge, DOKU_RETRY_AFTER_PAUSE, words);
			break;
		case DOKU_TRANSFER_DEAD_CONNECTION:
			settle_unknown(
				judge, DOKU_RETRY_AT_ONCE, "the kept connection died before an answer began");
			break;
		case DOKU_TRANSFER_TIMED_OUT:
			settle_unknown(
				judge, DOKU_RETRY_AFTER_PAUSE, "no complete answer within the time limit");
			break;
		case DOKU_TRANSFER_TOO_LARGE:
			settle_unusable(judge, DOKU_REASON_TOO_LARGE, "an answer larger than the cap");
			break;
		case DOKU_TRANSFER_ABORTED:
			settle_unknown(
				judge, DOKU_RETRY_NEVER, "given up because PHP's time limit was reached");
			break;
		case DOKU_TRANSFER_NO_MEMORY:
			if (judge->answer->sent) {
				settle_no_memory(judge);
			} else {
				settle(judge, DOKU_ERROR_MEMORY, DOKU_REASON_NONE, DOKU_RETRY_NEVER,
					"out of memory, nothing was sent");
			}
			break;
	}
}

/* Parses the body into the response. False when memory is out. */
static bool read_body(doku_judgement *judge)
{
	doku_slice body = doku_buffer_slice(&judge->answer->body);
	switch (doku_json_parse(body, &judge->response->document)) {
		case DOKU_JSON_OK:
			judge->root = doku_json_root(judge->response->document);
			judge->is_json = true;
			judge->is_object = doku_json_is_object(judge->root);
			break;
		case DOKU_JSON_NO_MEMORY:
			return false;
		case DOKU_JSON_INVALID:
			break;
		case DOKU_JSON_SCALAR:
			judge->is_json = true;
			break;
	}
	return true;
}

static void read_retry_after(const doku_judgement *judge)
{
	doku_slice value = doku_answer_header_value(judge->answer, "Retry-After");
	int64_t seconds = 0;
	if (value.length == 0) {
		return;
	}
	int64_t date;
	if (doku_timestamp_parse_http(value, &date)) {
		seconds = date > judge->answer->received_at ? date - judge->answer->received_at : 0;
	} else {
		for (size_t i = 0; i < value.length; i++) {
			if (value.data[i] < '0' || value.data[i] > '9') {
				return;
			}
			seconds = seconds > INT32_MAX ? seconds : seconds * 10 + (value.data[i] - '0');
		}
	}
	judge->decision->has_retry_after = true;
	judge->decision->retry_after = seconds;
}

static void settle_refusal(const doku_judgement *judge, doku_retry_advice retry)
{
	doku_error *error = &judge->decision->error;
	if (error->api_message[0] == '\0') {
		const doku_buffer *message = &judge->response->message;
		doku_error_copy_text(
			error->api_message, sizeof(error->api_message), message->data, message->length);
	}
	char words[DOKU_ERROR_MESSAGE_SIZE - 64];
	snprintf(words, sizeof(words), "DOKU refused with HTTP %d%s%s%s%s", judge->answer->http_status,
		error->api_code[0] == '\0' ? "" : ", ", error->api_code,
		error->api_message[0] == '\0' ? "" : ": ", error->api_message);
	settle(judge, DOKU_ERROR_API, DOKU_REASON_NONE, retry, words);
	doku_advise(judge->exchange, judge->answer, error);
	judge->decision->has_response = judge->root != NULL;
}

static bool is_in_flight(const doku_judgement *judge)
{
	return doku_state_word_is(
		doku_slice_from_string(judge->decision->error.api_code), "idempotent_request");
}

static bool signature_is_wrong(const doku_judgement *judge)
{
	return judge->exchange->settings->verify_response == DOKU_VERIFY_REQUIRE
		&& judge->response->signature == DOKU_SIGNATURE_BAD;
}

static bool signature_is_refused(const doku_judgement *judge)
{
	bool is_missing = judge->exchange->settings->verify_response == DOKU_VERIFY_REQUIRE
		&& judge->response->signature == DOKU_SIGNATURE_ABSENT;
	return signature_is_wrong(judge)
		|| (is_missing && strcmp(judge->exchange->request->method, "GET") != 0);
}

static void settle_other_invoice(const doku_judgement *judge)
{
	const doku_response *response = judge->response;
	char named[DOKU_ERROR_WORD_SIZE];
	char words[480];
	doku_error_copy_text(named, sizeof(named), response->invoice.data, response->invoice.length);
	if (judge->exchange->operation == DOKU_OPERATION_CHECK) {
		snprintf(words, sizeof(words),
			"an answer that does not name the order that was asked for (its invoice is \"%s\")",
			named);
	} else if (response->replayed) {
		snprintf(words, sizeof(words),
			"this Request-Id already belongs to a call for invoice \"%s\": repeating it cannot help; "
			"look your own invoice up, and if DOKU does not know it, call with a new Request-Id",
			named);
	} else {
		snprintf(
			words, sizeof(words), "an answer about another invoice (\"%s\") than was sent", named);
	}
	settle_unusable_with(judge, DOKU_REASON_MISMATCH, words, !response->replayed);
}

static void settle_unreadable_amount(const doku_judgement *judge)
{
	doku_response *response = judge->response;
	const void *node = doku_json_member(doku_json_member(judge->root, "order"), "amount");
	bool succeeded = response->succeeded;
	char amount[DOKU_AMOUNT_SHOWN_SIZE];
	char invoice[DOKU_ERROR_WORD_SIZE];
	char words[400];
	doku_amount_show(&doku_json_values, node, doku_json_scalar(node), amount);
	doku_error_copy_text(
		invoice, sizeof(invoice), response->invoice.data, response->invoice.length);
	snprintf(words, sizeof(words),
		"the amount of invoice \"%s\" is no whole rupiah: %s; book nothing before a person has "
		"compared it with DOKU's dashboard",
		invoice, amount);
	settle_unusable_with(judge, DOKU_REASON_AMOUNT, words, false);
	response->succeeded = succeeded; /* all but the amount is as it was answered */
}

static void settle_no_page(const doku_judgement *judge)
{
	settle_unusable_with(judge, DOKU_REASON_NO_PAGE,
		"the order exists, but cannot be paid by this call: payment.url is no http or https "
		"address; cancel it, and make another with a new invoice number and reference",
		false);
}

static bool has_unreadable_amount(const doku_judgement *judge)
{
	doku_operation operation = judge->exchange->operation;
	return judge->response->amount_state == DOKU_AMOUNT_UNREADABLE
		&& (operation == DOKU_OPERATION_GENERATE || operation == DOKU_OPERATION_CHECK);
}

/* A body that decides the operation: the last checks before it is believed. */
static void judge_decided(const doku_judgement *judge)
{
	const doku_response *response = judge->response;
	bool is_made = judge->exchange->operation == DOKU_OPERATION_GENERATE && response->succeeded;
	if (signature_is_refused(judge)) {
		settle_unusable(
			judge, DOKU_REASON_SIGNATURE, "an answer whose signature is missing or wrong");
	} else if (doku_response_is_other_invoice(judge->exchange, judge->root, response->invoice)) {
		settle_other_invoice(judge);
	} else if (doku_response_is_other_amount(judge->exchange, response)) {
		settle_unusable(
			judge, DOKU_REASON_MISMATCH, "an answer about another amount than was sent");
	} else if (has_unreadable_amount(judge)) {
		settle_unreadable_amount(judge);
	} else if (is_made && response->payment_url.length == 0) {
		settle_no_page(judge);
	} else {
		doku_error_clear(&judge->decision->error);
		judge->decision->has_response = true;
	}
}

static bool is_empty_success(const doku_judgement *judge)
{
	return judge->exchange->operation == DOKU_OPERATION_RAW && judge->answer->http_status == 204
		&& judge->answer->body.length == 0;
}

static void judge_success(const doku_judgement *judge)
{
	if (is_empty_success(judge)) {
		judge_decided(judge);
	} else if (!judge->is_json) {
		settle_unusable(judge, DOKU_REASON_NOT_JSON, "an answer that is not JSON");
	} else if (judge->root == NULL) {
		settle_unusable(judge, DOKU_REASON_WRONG_SHAPE, "a JSON answer that is no object");
	} else if (is_in_flight(judge)) {
		settle_unknown_status(judge, DOKU_RETRY_NEVER, ", the same Request-Id is still in work");
	} else if (doku_response_has_deciding_field(judge->exchange, judge->root)) {
		judge_decided(judge);
	} else if (judge->exchange->operation != DOKU_OPERATION_GENERATE
		&& doku_envelope_is_lone_message(judge->root) && !signature_is_wrong(judge)) {
		/* a refusal, and those are not required to be signed */
		judge->decision->error.api_message[0] =
			'\0'; /* all of the words, not the envelope's alone */
		settle_refusal(judge, DOKU_RETRY_NEVER);
	} else if (signature_is_refused(judge)) {
		settle_unusable(
			judge, DOKU_REASON_SIGNATURE, "an answer whose signature is missing or wrong");
	} else {
		settle_unusable(judge, DOKU_REASON_WRONG_SHAPE, "an answer without its deciding field");
	}
}

/* 409: the original answer of a repeated Request-Id, or a sign that it is still in work. */
static void judge_conflict(const doku_judgement *judge, bool has_envelope)
{
	/* an original answer may carry a message, but no error object */
	bool is_refusal = judge->exchange->operation == DOKU_OPERATION_RAW
		? has_envelope
		: doku_json_member(judge->root, "error") != NULL;
	if (judge->root != NULL && !is_refusal && !is_in_flight(judge)
		&& doku_response_has_deciding_field(judge->exchange, judge->root)) {
		judge->response->replayed = true;
		judge_decided(judge);
	} else {
		settle_unknown_status(judge, DOKU_RETRY_AFTER_PAUSE,
			" without the original answer: the same Request-Id is in work or was used");
	}
}

static void judge_client_error(const doku_judgement *judge)
{
	int status = judge->answer->http_status;
	if (is_in_flight(judge)) {
		settle_unknown_status(judge, DOKU_RETRY_NEVER, ", the same Request-Id is still in work");
	} else if (status == 408) {
		settle_unknown_status(judge, DOKU_RETRY_AFTER_PAUSE, " (request timeout)");
	} else if (status == 429) {
		settle_refusal(judge, DOKU_RETRY_AFTER_PAUSE);
	} else if (judge->is_object && !doku_envelope_says_more_than_failed(judge->root)) {
		settle_refusal(judge, DOKU_RETRY_NEVER);
	} else if (judge->is_object) {
		settle_unusable(
			judge, DOKU_REASON_WRONG_SHAPE, "a refusal that speaks of an order as if it were made");
	} else if (judge->is_json) {
		settle_unusable(judge, DOKU_REASON_WRONG_SHAPE, "a refusal that is no JSON object");
	} else {
		settle_unusable(
			judge, DOKU_REASON_NOT_JSON, "a refusal that is not JSON, perhaps a firewall's");
	}
}

static void judge_status(const doku_judgement *judge, bool has_envelope)
{
	int status = judge->answer->http_status;
	if (status >= 200 && status < 300) {
		judge_success(judge);
	} else if (status == 409) {
		judge_conflict(judge, has_envelope);
	} else if (status >= 400 && status < 500) {
		judge_client_error(judge);
	} else {
		bool is_passing = status == 500 || (status >= 502 && status <= 504);
		settle_unknown_status(judge, is_passing ? DOKU_RETRY_AFTER_PAUSE : DOKU_RETRY_NEVER, "");
	}
}

void doku_response_decide(const doku_exchange *exchange, const doku_answer *answer,
	doku_response *response, doku_decision *decision)
{
	memset(decision, 0, sizeof(*decision));
	doku_judgement judge = {exchange, answer, response, decision, NULL, false, false};
	if (answer->result != DOKU_TRANSFER_ANSWERED) {
		judge_transfer(&judge);
		return;
	}
	read_retry_after(&judge);
	if (!read_body(&judge) || !doku_response_read(exchange, answer, response)
		|| !doku_response_check_signature(exchange, answer, &response->signature)) {
		settle_no_memory(&judge);
		return;
	}
	bool has_envelope = judge.root != NULL && doku_envelope_read(judge.root, &decision->error);
	judge_status(&judge, has_envelope);
	if (decision->error.kind == DOKU_ERROR_API) {
		response->succeeded = false;
	}
}
