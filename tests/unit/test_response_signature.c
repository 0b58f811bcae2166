/* The response's signature: report, require and off; POST and GET; refusals are never required
 * to be signed. */
#include <stdlib.h>

#include "check.h"
#include "response/response.h"
#include "support_fixture.h"
#include "support_files.h"

#define GENERATED "{\"payment\":{\"status\":\"PENDING\",\"url\":\"https://pay.example\"}}"
#define CHECKED \
	"{\"order\":{\"invoice_number\":\"INV-1\"},\"transaction\":{\"status\":\"SUCCESS\"}}"
#define ENVELOPE "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}}"
#define LONE "{\"message\":\"Order Not Found\"}"

typedef enum signing {
	UNSIGNED,
	SIGNED,
	SIGNED_WITHOUT_DIGEST,
	WRONG_SECRET,
	WRONG_REQUEST_ID,
	WRONG_TARGET,
	WRONG_BODY,
	AS_REQUEST /* the layout of a request or notification, not of a response */
} signing;

#define ABSENT DOKU_SIGNATURE_ABSENT
#define GOOD DOKU_SIGNATURE_GOOD
#define BAD DOKU_SIGNATURE_BAD

static const struct {
	doku_operation operation;
	int http_status;
	const char *body;
	signing how;
	doku_signature_state state;
	bool required_refuses; /* with verify_response=require the answer is refused as `signature` */
} rows[] = {
	{DOKU_OPERATION_GENERATE, 200, GENERATED, SIGNED, GOOD, false},
	{DOKU_OPERATION_GENERATE, 409, GENERATED, SIGNED, GOOD, false},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, UNSIGNED, ABSENT, true},
	{DOKU_OPERATION_GENERATE, 409, GENERATED, UNSIGNED, ABSENT, true},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, WRONG_SECRET, BAD, true},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, WRONG_REQUEST_ID, BAD, true},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, WRONG_TARGET, BAD, true},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, WRONG_BODY, BAD, true},
	{DOKU_OPERATION_GENERATE, 200, GENERATED, AS_REQUEST, BAD, true},
	/* a POST's answer has its Digest */
	{DOKU_OPERATION_GENERATE, 200, GENERATED, SIGNED_WITHOUT_DIGEST, BAD, true},
	/* a GET with or without Digest; unsigned is allowed */
	{DOKU_OPERATION_CHECK, 200, CHECKED, SIGNED, GOOD, false},
	{DOKU_OPERATION_CHECK, 200, CHECKED, SIGNED_WITHOUT_DIGEST, GOOD, false},
	{DOKU_OPERATION_CHECK, 200, CHECKED, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_CHECK, 200, CHECKED, WRONG_SECRET, BAD, true},
	{DOKU_OPERATION_CHECK, 200, CHECKED, WRONG_REQUEST_ID, BAD, true},
	{DOKU_OPERATION_CHECK, 200, LONE, WRONG_SECRET, BAD, true},
	/* refusals: not required to be signed; a lone message that is signed wrongly is not believed */
	{DOKU_OPERATION_CANCEL, 200, LONE, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_REFUND, 200, LONE, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_CANCEL, 200, LONE, SIGNED, GOOD, false},
	{DOKU_OPERATION_CANCEL, 200, LONE, WRONG_SECRET, BAD, true},
	{DOKU_OPERATION_GENERATE, 200, LONE, UNSIGNED, ABSENT, true},
	{DOKU_OPERATION_GENERATE, 400, ENVELOPE, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_GENERATE, 400, ENVELOPE, WRONG_SECRET, BAD, false},
	{DOKU_OPERATION_GENERATE, 429, ENVELOPE, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_CHECK, 404, LONE, UNSIGNED, ABSENT, false},
	{DOKU_OPERATION_GENERATE, 500, ENVELOPE, UNSIGNED, ABSENT, false},
};

static void sign(doku_answer *answer, const doku_settings *settings, signing how, doku_slice target)
{
	doku_settings other = *settings;
	doku_keyring other_keys = {NULL, 0};
	bool done = true;
	switch (how) {
		case UNSIGNED:
			break;
		case SIGNED:
			done = test_answer_sign(answer, settings, TEST_REQUEST_ID, target, true);
			break;
		case SIGNED_WITHOUT_DIGEST:
			done = test_answer_sign(answer, settings, TEST_REQUEST_ID, target, false);
			break;
		case WRONG_SECRET:
			done = doku_keyring_add(&other_keys, DOKU_SLICE_LITERAL("fake-secret-other"));
			other.keyring = other_keys;
			done = done && test_answer_sign(answer, &other, TEST_REQUEST_ID, target, true);
			break;
		case WRONG_REQUEST_ID:
			/* a true answer of DOKU to another call, its own Request-Id header and all */
			done = test_answer_sign(answer, settings, "another-request-id", target, true);
			break;
		case WRONG_TARGET:
			done = test_answer_sign(
				answer, settings, TEST_REQUEST_ID, DOKU_SLICE_LITERAL("/elsewhere"), true);
			break;
		case WRONG_BODY:
			done = test_answer_sign(answer, settings, TEST_REQUEST_ID, target, true);
			done = done && doku_buffer_append_byte(&answer->body, '\n');
			break;
		case AS_REQUEST: {
			char signature[DOKU_SIGNATURE_SIZE];
			doku_signature_fields fields = {
				.client_id = doku_slice_from_string(settings->client_id),
				.request_id = DOKU_SLICE_LITERAL(TEST_REQUEST_ID),
				.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:43Z"),
				.target = target,
				.has_body = true,
				.body = doku_buffer_slice(&answer->body),
			};
			done = doku_signature_create(&settings->keyring, &fields, signature)
				&& test_answer_header(answer, "Response-Timestamp", "2021-07-07T08:45:43Z")
				&& test_answer_header(answer, "Signature", signature);
			break;
		}
	}
	doku_keyring_free(&other_keys);
	CHECK(done);
}

static void check_row(size_t i, doku_verify_mode mode)
{
	doku_settings settings;
	doku_request request;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	char target[128];
	doku_operation operation = rows[i].operation;
	test_settings_make(&settings);
	settings.verify_response = mode;
	test_operation_target(operation, "INV-1", target, sizeof(target));
	CHECK(doku_request_init(&request, &settings, test_operation_method(operation),
		doku_slice_from_string(target), DOKU_SLICE_LITERAL(TEST_REQUEST_ID)));
	doku_exchange exchange = {.operation = operation, .settings = &settings, .request = &request};
	CHECK(test_answer_make(&answer, rows[i].http_status, doku_slice_from_string(rows[i].body)));
	sign(&answer, &settings, rows[i].how, doku_slice_from_string(target));
	doku_response_init(&response);
	doku_response_decide(&exchange, &answer, &response, &decision);

	bool refused = mode == DOKU_VERIFY_REQUIRE && rows[i].required_refuses;
	CHECK_INTEGER(decision.error.reason == DOKU_REASON_SIGNATURE, refused);
	if (refused) {
		CHECK_INTEGER(decision.error.kind, DOKU_ERROR_RESPONSE);
		CHECK_INTEGER(decision.retry, DOKU_RETRY_NEVER);
	}
	CHECK_INTEGER(response.signature, mode == DOKU_VERIFY_OFF ? ABSENT : rows[i].state);
	doku_response_free(&response);
	doku_answer_free(&answer);
	doku_request_free(&request);
	doku_settings_free(&settings);
}

/* The shared vector of a response, end to end through the headers. */
static void check_vector(void)
{
	doku_settings settings;
	doku_request request;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	doku_buffer body;
	doku_buffer signature;
	test_settings_make(&settings);
	settings.verify_response = DOKU_VERIFY_REQUIRE;
	test_read_file("akulaku-generate-response", "body", &body);
	test_read_file("akulaku-generate-response", "signature", &signature);
	CHECK(doku_buffer_append_byte(&signature, '\0'));
	check_context("vector");
	CHECK(doku_request_init(&request, &settings, "POST",
		doku_slice_from_string(doku_operation_path(DOKU_OPERATION_GENERATE)),
		DOKU_SLICE_LITERAL(TEST_REQUEST_ID)));
	doku_exchange exchange = {
		.operation = DOKU_OPERATION_GENERATE, .settings = &settings, .request = &request};
	CHECK(test_answer_make(&answer, 200, doku_buffer_slice(&body)));
	CHECK(test_answer_header(&answer, "Response-Timestamp", "2021-07-07T08:45:43Z"));
	CHECK(test_answer_header(&answer, "Signature", signature.data));
	doku_response_init(&response);
	doku_response_decide(&exchange, &answer, &response, &decision);
	CHECK_INTEGER(decision.error.kind, DOKU_ERROR_NONE);
	CHECK_INTEGER(response.signature, GOOD);
	CHECK(response.succeeded);
	doku_response_free(&response);
	doku_answer_free(&answer);
	doku_request_free(&request);
	doku_settings_free(&settings);
	doku_buffer_free(&body);
	doku_buffer_free(&signature);
}

int main(void)
{
	static const doku_verify_mode modes[] = {
		DOKU_VERIFY_REPORT, DOKU_VERIFY_REQUIRE, DOKU_VERIFY_OFF};
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	for (size_t mode = 0; mode < CHECK_COUNT(modes); mode++) {
		for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
			check_context("row %zu, mode %zu", i, mode);
			check_row(i, modes[mode]);
		}
	}
	check_vector();
	doku_crypto_shutdown();
	return check_finish();
}
