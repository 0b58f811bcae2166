/* The step machine, by scripted answers: what follows what, and what a whole call then says. */
#include <stdlib.h>

#include "call/call.h"
#include "check.h"
#include "support_fixture.h"
#include "support_payload.h"

#define DONE \
	"{\"order\":{\"invoice_number\":\"INV-20210707-0001\",\"amount\":90000},\"payment\":{\"status\":\"PENDING\",\"url\":\"https://pay.example/1\"}}"
#define OTHER "{\"order\":{\"invoice_number\":\"INV-X\"},\"payment\":{\"status\":\"PENDING\"}}"
#define REFUSED "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}}"
#define IN_FLIGHT "{\"error\":{\"code\":\"idempotent_request\",\"message\":\"m\",\"type\":\"t\"}}"

#define MAX_ATTEMPTS 4

typedef struct attempt {
	int http_status; /* 0: `result` says what happened */
	const char *body;
	doku_transfer_result result;
} attempt;

#define ANSWER(status, body) \
	{ \
		status, body, DOKU_TRANSFER_ANSWERED \
	}
#define CUT_OFF \
	{ \
		0, NULL, DOKU_TRANSFER_CUT_OFF \
	}
#define NOT_SENT \
	{ \
		0, NULL, DOKU_TRANSFER_NOT_SENT \
	}
#define DEAD \
	{ \
		0, NULL, DOKU_TRANSFER_DEAD_CONNECTION \
	}
#define TIMED_OUT \
	{ \
		0, NULL, DOKU_TRANSFER_TIMED_OUT \
	}
#define ABORTED \
	{ \
		0, NULL, DOKU_TRANSFER_ABORTED \
	}
#define TOO_LARGE \
	{ \
		0, NULL, DOKU_TRANSFER_TOO_LARGE \
	}
#define NO_MEMORY \
	{ \
		0, NULL, DOKU_TRANSFER_NO_MEMORY \
	}

static const struct {
	const char *name;
	attempt script[MAX_ATTEMPTS];
	int attempts; /* that must be made */
	doku_error_kind kind;
	doku_reason reason;
	doku_error_kind previous; /* DOKU_ERROR_NONE: none */
	int previous_status;
	bool replayed;
} rows[] = {
#define USABLE DOKU_ERROR_NONE, DOKU_REASON_NONE, DOKU_ERROR_NONE, 0
#define KIND(kind) DOKU_ERROR_##kind, DOKU_REASON_NONE, DOKU_ERROR_NONE, 0
#define REASON(reason) DOKU_ERROR_RESPONSE, DOKU_REASON_##reason, DOKU_ERROR_NONE, 0
#define STICKY(previous, status) \
	DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_ERROR_##previous, status
	/* one attempt */
	{"done", {ANSWER(200, DONE)}, 1, USABLE, false},
	{"refused", {ANSWER(400, REFUSED)}, 1, KIND(API), false},
	{"html refusal", {ANSWER(403, "<html>")}, 1, REASON(NOT_JSON), false},
	{"mismatch", {ANSWER(200, OTHER)}, 1, REASON(MISMATCH), false},
	{"wrong shape", {ANSWER(200, "{}")}, 1, REASON(WRONG_SHAPE), false},
	{"redirect", {ANSWER(302, "")}, 1, KIND(INDETERMINATE), false},
	{"501", {ANSWER(501, "")}, 1, KIND(INDETERMINATE), false},
	{"aborted", {ABORTED}, 1, KIND(INDETERMINATE), false},
	{"too large", {TOO_LARGE}, 1, REASON(TOO_LARGE), false},
	{"no memory, nothing sent", {NO_MEMORY}, 1, KIND(MEMORY), false},
	{"idempotent_request as 400", {ANSWER(400, IN_FLIGHT)}, 1, KIND(INDETERMINATE), false},
	/* three attempts that end the same */
	{"never sent", {NOT_SENT, NOT_SENT, NOT_SENT}, 3, KIND(CONNECTION), false},
	{"429", {ANSWER(429, REFUSED), ANSWER(429, REFUSED), ANSWER(429, REFUSED)}, 3, KIND(API),
		false},
	{"cut off", {CUT_OFF, CUT_OFF, CUT_OFF}, 3, KIND(INDETERMINATE), false},
	{"timed out", {TIMED_OUT, TIMED_OUT, TIMED_OUT}, 3, KIND(INDETERMINATE), false},
	{"dead", {DEAD, DEAD, DEAD}, 3, KIND(INDETERMINATE), false},
	{"500", {ANSWER(500, ""), ANSWER(502, ""), ANSWER(503, "")}, 3, KIND(INDETERMINATE), false},
	{"408", {ANSWER(408, ""), ANSWER(408, ""), ANSWER(408, "")}, 3, KIND(INDETERMINATE), false},
	{"not JSON", {ANSWER(200, "x"), ANSWER(200, "x"), ANSWER(200, "x")}, 3, REASON(NOT_JSON),
		false},
	{"409", {ANSWER(409, ""), ANSWER(409, IN_FLIGHT), ANSWER(409, "")}, 3, KIND(INDETERMINATE),
		false},
	/* settled later: done, or the original answer */
	{"not sent, then done", {NOT_SENT, ANSWER(200, DONE)}, 2, USABLE, false},
	{"429, then done", {ANSWER(429, REFUSED), ANSWER(200, DONE)}, 2, USABLE, false},
	{"cut off, then done", {CUT_OFF, ANSWER(200, DONE)}, 2, USABLE, false},
	{"cut off, then original", {CUT_OFF, ANSWER(409, DONE)}, 2, USABLE, true},
	{"dead, then original", {DEAD, ANSWER(409, DONE)}, 2, USABLE, true},
	{"500, 500, original", {ANSWER(500, ""), ANSWER(500, ""), ANSWER(409, DONE)}, 3, USABLE, true},
	{"in flight, then original", {ANSWER(409, IN_FLIGHT), ANSWER(409, DONE)}, 2, USABLE, true},
	{"not JSON, then original", {ANSWER(200, "<html>"), ANSWER(409, DONE)}, 2, USABLE, true},
	/* known throughout: the last word counts */
	{"not sent, then refused", {NOT_SENT, ANSWER(400, REFUSED)}, 2, KIND(API), false},
	{"429, then not sent", {ANSWER(429, REFUSED), NOT_SENT, NOT_SENT}, 3, KIND(CONNECTION), false},
	{"429, then 400", {ANSWER(429, REFUSED), ANSWER(400, REFUSED)}, 2, KIND(API), false},
	/* unknown is sticky */
	{"cut off, then 429", {CUT_OFF, ANSWER(429, REFUSED), ANSWER(429, REFUSED)}, 3,
		STICKY(API, 429), false},
	{"cut off, then not sent", {CUT_OFF, NOT_SENT, NOT_SENT}, 3, STICKY(CONNECTION, 0), false},
	{"cut off, then 400", {CUT_OFF, ANSWER(400, REFUSED)}, 2, STICKY(API, 400), false},
	{"500, then 400", {ANSWER(500, ""), ANSWER(400, REFUSED)}, 2, STICKY(API, 400), false},
	{"408, then 404", {ANSWER(408, ""), ANSWER(404, REFUSED)}, 2, STICKY(API, 404), false},
	{"409, then 400", {ANSWER(409, ""), ANSWER(400, REFUSED)}, 2, STICKY(API, 400), false},
	{"not JSON, then 400", {ANSWER(200, "x"), ANSWER(400, REFUSED)}, 2, STICKY(API, 400), false},
	{"dead, then not sent", {DEAD, NOT_SENT, NOT_SENT}, 3, STICKY(CONNECTION, 0), false},
	{"unknown between", {NOT_SENT, CUT_OFF, NOT_SENT}, 3, STICKY(CONNECTION, 0), false},
	{"two unknowns, then 400", {CUT_OFF, ANSWER(500, ""), ANSWER(400, REFUSED)}, 3,
		STICKY(API, 400), false},
	/* unknown after unknown speaks for itself */
	{"cut off, then redirect", {CUT_OFF, ANSWER(302, "")}, 2, KIND(INDETERMINATE), false},
	{"cut off, then firewall", {CUT_OFF, ANSWER(403, "<html>")}, 2, REASON(NOT_JSON), false},
	{"cut off, then other order", {CUT_OFF, ANSWER(409, OTHER)}, 2, REASON(MISMATCH), false},
	{"429, then cut off", {ANSWER(429, REFUSED), CUT_OFF, CUT_OFF}, 3, KIND(INDETERMINATE), false},
	{"429, then in flight", {ANSWER(429, REFUSED), ANSWER(400, IN_FLIGHT)}, 2, KIND(INDETERMINATE),
		false},
};

static doku_settings settings;

static void make_call(doku_call *call, doku_operation operation)
{
	doku_payload payload;
	char target[128];
	test_operation_target(operation, "INV-1", target, sizeof(target));
	bool has_payload = operation == DOKU_OPERATION_GENERATE;
	if (has_payload) {
		CHECK(test_build_json(
			&payload, &doku_generate_rules, doku_slice_from_string(test_generate_json)));
	}
	CHECK(doku_call_init(call, &settings, operation, test_operation_method(operation),
		doku_slice_from_string(target), DOKU_SLICE_LITERAL(TEST_REQUEST_ID),
		has_payload ? &payload : NULL));
	if (has_payload) {
		CHECK(payload.json.data == NULL); /* moved */
		doku_payload_free(&payload);
	}
}

static void make_answer(doku_answer *answer, const attempt *step)
{
	if (step->result == DOKU_TRANSFER_ANSWERED) {
		CHECK(test_answer_make(answer, step->http_status, doku_slice_from_string(step->body)));
	} else {
		doku_answer_init(answer);
		answer->result = step->result;
		answer->sent =
			step->result != DOKU_TRANSFER_NOT_SENT && step->result != DOKU_TRANSFER_NO_MEMORY;
	}
}

/* Runs a script; checks that every attempt sends the same bytes under the same Request-Id with a
 * fresh timestamp and signature. Returns the attempts made. */
static int run(doku_call *call, const attempt *script)
{
	char first_body[2048] = "";
	size_t first_length = 0;
	char last_signature[DOKU_SIGNATURE_SIZE] = "";
	int attempts = 0;
	int64_t now = TEST_NOW;
	int64_t elapsed = 0;
	for (int guard = 0; guard < 20; guard++) {
		doku_answer answer;
		switch (doku_call_next(call, now)) {
			case DOKU_STEP_DONE:
				CHECK_INTEGER(call->attempts, attempts);
				CHECK_INTEGER(doku_call_next(call, now), DOKU_STEP_DONE);
				return attempts;
			case DOKU_STEP_WAIT:
				/* random: counted only when wrong, so that the number of checks is the same each time */
				if (call->pause <= 0 || call->pause > 8000) {
					CHECK(call->pause > 0 && call->pause <= 8000);
				}
				elapsed += call->pause;
				now += call->pause / 1000 + 1;
				break;
			case DOKU_STEP_SEND:
				if (!CHECK(attempts < MAX_ATTEMPTS)
					|| !CHECK(script[attempts].http_status != 0
						|| script[attempts].result != DOKU_TRANSFER_ANSWERED)) {
					return -1;
				}
				CHECK(doku_call_attempt_limit(call, elapsed) > 0);
				CHECK_STRING(call->request.request_id, TEST_REQUEST_ID);
				CHECK(strcmp(call->request.signature, last_signature) != 0);
				memcpy(last_signature, call->request.signature, sizeof(last_signature));
				if (attempts == 0) {
					first_length = call->request.body.length;
					CHECK(first_length < sizeof(first_body));
					for (size_t i = 0; i < first_length && i < sizeof(first_body); i++) {
						first_body[i] = call->request.body.data[i];
					}
				}
				CHECK_SLICE(doku_buffer_slice(&call->request.body),
					doku_slice_make(first_body, first_length));
				make_answer(&answer, &script[attempts]);
				attempts++;
				now++;
				elapsed += 50;
				doku_call_answered(call, &answer, elapsed);
				CHECK(answer.body.data == NULL && answer.headers == NULL); /* moved */
				doku_answer_free(&answer);
				break;
		}
	}
	CHECK(false);
	return -1;
}

static void check_rows(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_call call;
		check_context("%s", rows[i].name);
		make_call(&call, DOKU_OPERATION_GENERATE);
		CHECK_INTEGER(run(&call, rows[i].script), rows[i].attempts);
		CHECK_INTEGER(call.error.kind, rows[i].kind);
		CHECK_INTEGER(call.error.reason, rows[i].reason);
		CHECK_INTEGER(call.has_previous, rows[i].previous != DOKU_ERROR_NONE);
		CHECK_INTEGER(call.previous.kind, rows[i].previous);
		CHECK_INTEGER(call.previous.http_status, rows[i].previous_status);
		if (rows[i].kind == DOKU_ERROR_NONE) {
			CHECK_INTEGER(call.response.replayed, rows[i].replayed);
			CHECK(call.response.succeeded);
			CHECK_INTEGER(call.response.status, DOKU_ORDER_PENDING);
			CHECK(call.decision.has_response);
		}
		CHECK(memchr(call.error.message, '\0', sizeof(call.error.message)) != NULL);
		/* "perhaps" exactly when some attempt was started and nothing settled it */
		bool is_started = false;
		for (int n = 0; n < rows[i].attempts; n++) {
			const attempt *step = &rows[i].script[n];
			bool is_refusal = step->http_status == 429
				|| (step->http_status >= 400 && step->http_status < 500 && step->http_status != 408
					&& step->http_status != 409 && step->body != NULL
					&& strcmp(step->body, REFUSED) == 0);
			is_started = is_started
				|| (step->result != DOKU_TRANSFER_NOT_SENT
					&& step->result != DOKU_TRANSFER_NO_MEMORY && !is_refusal);
		}
		CHECK_INTEGER(
			doku_error_is_unknown(&call.error), is_started && rows[i].kind != DOKU_ERROR_NONE);
		doku_call_free(&call);
	}
}

static void check_retries(void)
{
	static const attempt script[MAX_ATTEMPTS] = {CUT_OFF, CUT_OFF, CUT_OFF, CUT_OFF};
	for (int retries = 0; retries <= 3; retries++) {
		doku_call call;
		check_context("%d retries", retries);
		settings.retries = retries;
		make_call(&call, DOKU_OPERATION_GENERATE);
		CHECK_INTEGER(run(&call, script), retries + 1);
		doku_call_free(&call);
	}
	settings.retries = 2;

	/* time is up: no retry, and the outcome is that of the one attempt */
	doku_call call;
	doku_answer answer;
	check_context("time is up");
	make_call(&call, DOKU_OPERATION_GENERATE);
	CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_SEND);
	make_answer(&answer, &script[0]);
	doku_call_answered(&call, &answer, settings.timeout - 500);
	CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_DONE);
	CHECK_INTEGER(call.attempts, 1);
	CHECK_INTEGER(call.error.kind, DOKU_ERROR_INDETERMINATE);
	doku_answer_free(&answer);
	doku_call_free(&call);

	/* a test's transport: all retries, no pause */
	check_context("without pause");
	make_call(&call, DOKU_OPERATION_GENERATE);
	call.without_pause = true;
	for (int i = 0; i < 3; i++) {
		CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_SEND);
		make_answer(&answer, &script[0]);
		doku_call_answered(&call, &answer, 0);
		doku_answer_free(&answer);
	}
	CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_DONE);
	doku_call_free(&call);
}

static void check_check(void)
{
	static const attempt found[MAX_ATTEMPTS] = {ANSWER(500, ""),
		ANSWER(200,
			"{\"order\":{\"invoice_number\":\"INV-1\"},\"transaction\":{\"status\":\"SUCCESS\"}}")};
	static const attempt other[MAX_ATTEMPTS] = {ANSWER(200,
		"{\"order\":{\"invoice_number\":\"INV-2\"},\"transaction\":{\"status\":\"SUCCESS\"}}")};
	static const attempt lost[MAX_ATTEMPTS] = {
		CUT_OFF, ANSWER(200, "{\"message\":\"Order Not Found\"}")};
	doku_call call;
	check_context("check, found");
	make_call(&call, DOKU_OPERATION_CHECK);
	CHECK(doku_call_set_looked_up(&call, DOKU_SLICE_LITERAL("INV-1")));
	CHECK(!call.request.has_body);
	CHECK_INTEGER(run(&call, found), 2);
	CHECK_INTEGER(call.error.kind, DOKU_ERROR_NONE);
	CHECK_INTEGER(call.response.status, DOKU_ORDER_SUCCESS);
	doku_call_free(&call);

	check_context("check, another order");
	make_call(&call, DOKU_OPERATION_CHECK);
	CHECK(doku_call_set_looked_up(&call, DOKU_SLICE_LITERAL("INV-1")));
	CHECK_INTEGER(run(&call, other), 1);
	CHECK_INTEGER(call.error.reason, DOKU_REASON_MISMATCH);
	doku_call_free(&call);

	check_context("check, cut off, then a lone message");
	make_call(&call, DOKU_OPERATION_CHECK);
	CHECK(doku_call_set_looked_up(&call, DOKU_SLICE_LITERAL("INV-1")));
	CHECK_INTEGER(run(&call, lost), 2);
	CHECK_INTEGER(call.error.kind, DOKU_ERROR_INDETERMINATE);
	CHECK_INTEGER(call.previous.kind, DOKU_ERROR_API);
	doku_call_free(&call);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	test_settings_make(&settings);
	check_rows();
	check_retries();
	check_check();
	doku_settings_free(&settings);
	doku_crypto_shutdown();
	return check_finish();
}
