/*
 * An answer of arbitrary status, headers and body to each operation. Input: one byte of
 * settings, two of the status, header lines "Name: value" up to an empty line, the body.
 */
#include "base/crypto.h"
#include "response/envelope.h"
#include "fuzz.h"
#include "response/response.h"
#include "support_fixture.h"
#include "base/utf8.h"

static void check_text(const char *text, size_t size)
{
	size_t length = strnlen(text, size);
	FUZZ_REQUIRE(length < size);
	FUZZ_REQUIRE(doku_text_inspect(doku_slice_make(text, length)).valid);
}

/* What must hold for every answer, whatever it says. */
static void check_decision(const doku_exchange *exchange, const doku_answer *answer,
	const doku_response *response, const doku_decision *decision)
{
	const doku_error *error = &decision->error;
	int status = answer->http_status;
	bool is_success = status >= 200 && status < 300;
	check_text(error->message, sizeof(error->message));
	check_text(error->api_code, sizeof(error->api_code));
	check_text(error->api_type, sizeof(error->api_type));
	check_text(error->api_message, sizeof(error->api_message));
	switch (error->kind) {
		case DOKU_ERROR_NONE:
			FUZZ_REQUIRE(is_success || status == 409);
			FUZZ_REQUIRE(response->replayed == (status == 409));
			FUZZ_REQUIRE(decision->has_response && decision->retry == DOKU_RETRY_NEVER);
			FUZZ_REQUIRE(exchange->invoice.length == 0 || response->invoice.data == NULL
				|| doku_slice_equals(exchange->invoice, response->invoice));
			FUZZ_REQUIRE(!exchange->has_amount || response->amount_state != DOKU_AMOUNT_READ
				|| response->amount == exchange->amount);
			/* what cannot be read is never booked, and what was made can be paid */
			FUZZ_REQUIRE(response->amount_state != DOKU_AMOUNT_UNREADABLE
				|| (exchange->operation != DOKU_OPERATION_GENERATE
					&& exchange->operation != DOKU_OPERATION_CHECK));
			FUZZ_REQUIRE(exchange->operation != DOKU_OPERATION_GENERATE || !response->succeeded
				|| response->payment_url.length > 0);
			if (exchange->settings->verify_response == DOKU_VERIFY_REQUIRE) {
				FUZZ_REQUIRE(response->signature != DOKU_SIGNATURE_BAD);
			}
			break;
		case DOKU_ERROR_API:
			/* a definite no: an answer below 500 */
			FUZZ_REQUIRE((status >= 400 && status < 500 && status != 408 && status != 409)
				|| (is_success && exchange->operation != DOKU_OPERATION_GENERATE
					&& exchange->operation != DOKU_OPERATION_RAW));
			FUZZ_REQUIRE(!response->succeeded);
			FUZZ_REQUIRE(strcmp(error->api_code, "idempotent_request") != 0);
			break;
		case DOKU_ERROR_INDETERMINATE:
		case DOKU_ERROR_RESPONSE:
			break;
		default:
			/* something was sent: no other kind may come of it */
			FUZZ_REQUIRE(false);
	}
	if (decision->retry != DOKU_RETRY_NEVER) {
		FUZZ_REQUIRE(is_success || status == 408 || status == 409 || status == 429 || status == 500
			|| (status >= 502 && status <= 504));
	}
	FUZZ_REQUIRE(!decision->has_retry_after || decision->retry_after >= 0);
}

static void add_headers(fuzz_input *input, doku_answer *answer)
{
	for (;;) {
		doku_slice line = fuzz_take_line(input);
		const char *colon = line.length == 0 ? NULL : memchr(line.data, ':', line.length);
		if (colon == NULL) {
			return;
		}
		size_t name_length = (size_t)(colon - line.data);
		(void)doku_answer_add_header(answer, doku_slice_make(line.data, name_length),
			doku_slice_make(colon + 1, line.length - name_length - 1));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static doku_settings settings;
	if (settings.client_id == NULL) {
		FUZZ_REQUIRE(doku_crypto_startup());
		test_settings_make(&settings);
	}
	fuzz_input input = {data, size};
	unsigned int choice = fuzz_take_byte(&input);
	doku_operation operation = (doku_operation)(choice % 5);
	settings.verify_response = (doku_verify_mode)(choice / 5 % 3);
	int status = fuzz_take_byte(&input) * 4;
	status += fuzz_take_byte(&input) % 4;

	char target[128];
	doku_request request;
	test_operation_target(operation, "INV-1", target, sizeof(target));
	FUZZ_REQUIRE(doku_request_init(&request, &settings, test_operation_method(operation),
		doku_slice_from_string(target), DOKU_SLICE_LITERAL(TEST_REQUEST_ID)));
	doku_exchange exchange = {.operation = operation,
		.settings = &settings,
		.request = &request,
		.invoice =
			operation == DOKU_OPERATION_CHECK ? DOKU_SLICE_EMPTY : DOKU_SLICE_LITERAL("INV-1"),
		.has_amount = operation == DOKU_OPERATION_GENERATE,
		.amount = 90000,
		.looked_up = DOKU_SLICE_LITERAL("INV-1")};
	doku_answer answer;
	FUZZ_REQUIRE(test_answer_make(&answer, status, DOKU_SLICE_EMPTY));
	add_headers(&input, &answer);
	(void)doku_buffer_append_slice(&answer.body, fuzz_take_rest(&input));

	doku_response response;
	doku_decision decision;
	doku_response_init(&response);
	doku_response_decide(&exchange, &answer, &response, &decision);
	check_decision(&exchange, &answer, &response, &decision);
	doku_response_free(&response);
	doku_answer_free(&answer);
	doku_request_free(&request);
	return 0;
}
