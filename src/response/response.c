#include "response.h"

#include <stdio.h>

#include "envelope.h"
#include "read.h"
#include "../base/timestamp.h"

/* What a caller is to do whenever money may have moved. */
#define ASK_AGAIN \
	"the outcome is unknown: repeat the call with the same Request-Id and payload, or check the " \
	"status"

typedef struct doku_judgement {
	const doku_exchange *exchange;
	const doku_answer *answer;
	doku_response *response;
	doku_decision *decision;
	const void *root; /* of the answer's JSON; NULL when it has none */
	bool is_container;
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

static void settle_unusable(const doku_judgement *judge, doku_reason reason, const char *what)
{
	char words[320];
	snprintf(words, sizeof(words), "HTTP %d, %s; " ASK_AGAIN, judge->answer->http_status, what);
	doku_retry_advice retry = reason == DOKU_REASON_NOT_JSON && judge->answer->http_status < 300
		? DOKU_RETRY_AFTER_PAUSE
		: DOKU_RETRY_NEVER;
	settle(judge, DOKU_ERROR_RESPONSE, reason, retry, words);
}

static void settle_unknown_status(
	const doku_judgement *judge, doku_retry_advice retry, const char *what)
{
	char words[320];
	snprintf(words, sizeof(words), "HTTP %d%s; " ASK_AGAIN, judge->answer->http_status, what);
	settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, retry, words);
}

static void settle_no_memory(const doku_judgement *judge)
{
	settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_NEVER,
		"out of memory while reading the answer; " ASK_AGAIN);
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
			snprintf(words, sizeof(words), "cut off after the request was started (%s); " ASK_AGAIN,
				detail);
			settle(
				judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_AFTER_PAUSE, words);
			break;
		case DOKU_TRANSFER_DEAD_CONNECTION:
			settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_AT_ONCE,
				"the kept connection died before an answer began; " ASK_AGAIN);
			break;
		case DOKU_TRANSFER_TIMED_OUT:
			settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_AFTER_PAUSE,
				"no complete answer within the time limit; " ASK_AGAIN);
			break;
		case DOKU_TRANSFER_TOO_LARGE:
			settle_unusable(judge, DOKU_REASON_TOO_LARGE, "an answer larger than the cap");
			break;
		case DOKU_TRANSFER_ABORTED:
			settle(judge, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_NEVER,
				"given up because PHP's time limit was reached; " ASK_AGAIN);
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
			judge->is_container = true;
			break;
		case DOKU_JSON_NO_MEMORY:
			return false;
		case DOKU_JSON_INVALID:
			break;
		case DOKU_JSON_SCALAR:
			judge->is_container = true;
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

/* DOKU's clock against ours, for the one refusal where it matters. */
static void append_clock_words(const doku_judgement *judge, char *words, size_t size)
{
	int64_t server;
	doku_slice date = doku_answer_header_value(judge->answer, "Date");
	if (strcmp(judge->decision->error.api_code, "request_time_out_of_range") != 0
		|| !doku_timestamp_parse_http(date, &server)) {
		return;
	}
	int64_t difference = judge->answer->received_at - server;
	int64_t distance = difference < 0 ? -difference : difference;
	bool is_seven_hours = distance > 7 * 3600 - 600 && distance < 7 * 3600 + 600;
	size_t used = strlen(words);
	snprintf(words + used, size - used, "; this machine's clock is %lld seconds %s DOKU's%s",
		(long long)distance, difference < 0 ? "behind" : "ahead of",
		is_seven_hours ? " (7 hours: WIB sent as UTC?)" : "");
}

static void settle_refusal(const doku_judgement *judge, doku_retry_advice retry)
{
	const doku_error *error = &judge->decision->error;
	char words[DOKU_ERROR_MESSAGE_SIZE - 64];
	snprintf(words, sizeof(words), "DOKU refused with HTTP %d%s%s%s%s", judge->answer->http_status,
		error->api_code[0] == '\0' ? "" : ", ", error->api_code,
		error->api_message[0] == '\0' ? "" : ": ", error->api_message);
	append_clock_words(judge, words, sizeof(words));
	settle(judge, DOKU_ERROR_API, DOKU_REASON_NONE, retry, words);
	judge->decision->has_response = judge->root != NULL;
}

static bool is_in_flight(const doku_judgement *judge)
{
	return strcmp(judge->decision->error.api_code, "idempotent_request") == 0;
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

/* A body that decides the operation: the last checks before it is believed. */
static void judge_decided(const doku_judgement *judge)
{
	if (signature_is_refused(judge)) {
		settle_unusable(
			judge, DOKU_REASON_SIGNATURE, "an answer whose signature is missing or wrong");
	} else if (doku_response_is_mismatch(judge->exchange, judge->root)) {
		settle_unusable(
			judge, DOKU_REASON_MISMATCH, "an answer about another invoice or amount than was sent");
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
	} else if (!judge->is_container) {
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
		doku_error_copy_text(judge->decision->error.api_message,
			sizeof(judge->decision->error.api_message), judge->response->message.data,
			judge->response->message.length);
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

static void judge_client_error(const doku_judgement *judge, bool has_envelope)
{
	int status = judge->answer->http_status;
	if (is_in_flight(judge)) {
		settle_unknown_status(judge, DOKU_RETRY_NEVER, ", the same Request-Id is still in work");
	} else if (status == 408) {
		settle_unknown_status(judge, DOKU_RETRY_AFTER_PAUSE, " (request timeout)");
	} else if (status == 429) {
		settle_refusal(judge, DOKU_RETRY_AFTER_PAUSE);
	} else if (has_envelope) {
		settle_refusal(judge, DOKU_RETRY_NEVER);
	} else if (judge->is_container) {
		settle_unusable(judge, DOKU_REASON_WRONG_SHAPE, "a refusal of unknown shape");
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
		judge_client_error(judge, has_envelope);
	} else {
		bool is_passing = status == 500 || (status >= 502 && status <= 504);
		settle_unknown_status(judge, is_passing ? DOKU_RETRY_AFTER_PAUSE : DOKU_RETRY_NEVER, "");
	}
}

void doku_response_decide(const doku_exchange *exchange, const doku_answer *answer,
	doku_response *response, doku_decision *decision)
{
	memset(decision, 0, sizeof(*decision));
	doku_judgement judge = {exchange, answer, response, decision, NULL, false};
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
