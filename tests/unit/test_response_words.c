/* What an answer says: its fields, DOKU's words in every envelope, and what a message tells to do. */
#include "base/crypto.h"
#include "check.h"
#include "response/envelope.h"
#include "response/response.h"
#include "support_fixture.h"

#define INVOICE "INV-1"

#define G DOKU_OPERATION_GENERATE
#define S DOKU_OPERATION_CHECK

#define ENVELOPE(code) "{\"error\":{\"code\":\"" code "\",\"message\":\"m\",\"type\":\"t\"}}"

static void check_fields(void)
{
	static const char body[] =
		"{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":\"90000.00\"},\"payment\":{\"status\":"
		"\"PENDING\",\"url\":\"https://pay.example/1\",\"merchant_unique_reference\":\"MUR-1\","
		"\"identifier\":[{\"name\":\"ORDER_ID\",\"value\":\"1\"}],\"message\":\"m2\"},"
		"\"message\":[\"m0\",\"m1\"],\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"X\"}]}}";
	test_exchange s;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	test_exchange_make(&s, G, INVOICE);
	check_context("fields");
	CHECK(test_answer_make(&answer, 200, doku_slice_from_string(body)));
	CHECK(test_answer_header(&answer, "response-timestamp", "2021-07-07T08:45:43Z"));
	doku_response_init(&response);
	doku_response_decide(&s.exchange, &answer, &response, &decision);
	CHECK_INTEGER(decision.error.kind, DOKU_ERROR_NONE);
	CHECK_TEXT(response.invoice, "INV-1");
	CHECK_TEXT(response.reference, "MUR-1");
	CHECK_TEXT(response.payment_url, "https://pay.example/1");
	CHECK_TEXT(response.timestamp, "2021-07-07T08:45:43Z");
	CHECK_INTEGER(response.amount_state, DOKU_AMOUNT_READ);
	CHECK_INTEGER(response.amount, 90000);
	CHECK_TEXT(doku_buffer_slice(&response.message), "m0; m1; m2");
	CHECK(doku_json_is_list(response.identifiers));
	CHECK_INTEGER(doku_json_values.count(response.identifiers), 1);
	doku_response_free(&response);
	CHECK(response.document == NULL && response.identifiers == NULL);
	doku_response_free(&response);
	doku_answer_free(&answer);
	test_exchange_free(&s);
}

static void check_identifiers(void)
{
	static const struct {
		const char *json;
		const char *first; /* NULL: none */
	} cases[] = {
		{"{\"payment\":{\"identifier\":[{\"name\":\"A\"}]}}", "A"},
		{"{\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}", "B"},
		{"{\"payment\":{\"identifier\":[]},\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}",
			"B"},
		{"{\"payment\":{\"identifier\":null},\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}",
			"B"},
		{"{\"payment\":{\"identifier\":{\"name\":\"A\"}}}", "A"},
		{"{\"payment\":{\"identifier\":\"A\"}}", NULL},
		{"{\"payment\":{\"identifier\":[]}}", NULL},
		{"{\"payment\":[]}", NULL},
		{"[]", NULL},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		doku_json_document *document = NULL;
		check_context("identifiers of %s", cases[i].json);
		CHECK_INTEGER(
			doku_json_parse(doku_slice_from_string(cases[i].json), &document), DOKU_JSON_OK);
		const void *found = doku_envelope_identifiers(&doku_json_values, doku_json_root(document));
		CHECK_INTEGER(found != NULL, cases[i].first != NULL);
		if (found != NULL && cases[i].first != NULL) {
			doku_value_cursor cursor = {0, NULL};
			doku_value_entry entry;
			const void *object = found;
			if (doku_json_is_list(found) && doku_json_values.next(found, &cursor, &entry)) {
				object = entry.value;
			}
			CHECK_TEXT(doku_json_string(doku_json_member(object, "name")), cases[i].first);
		}
		doku_json_free(document);
	}
	CHECK(doku_envelope_identifiers(&doku_json_values, NULL) == NULL);
}

static void check_envelopes(void)
{
	static const struct {
		const char *body, *code, *type, *message;
	} cases[] = {
		{"{\"error\":{\"code\":\"invalid_signature\",\"message\":\"Invalid Header Signature\",\"type\":"
		 "\"invalid_request_error\"}}",
			"invalid_signature", "invalid_request_error", "Invalid Header Signature"},
		{"{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}", "c", "t", "m"},
		{"{\"message\":[\"a\",\"b\"]}", "", "", "a; b"},
		{"{\"message\":\"a\"}", "", "", "a"},
		{"{\"error\":{\"code\":404,\"message\":[\"a\",5,null,\"b\"]},\"message\":\"x\"}", "404", "",
			"a; b"},
		{"{\"error\":{\"code\":\"c\"},\"message\":\"x\"}", "c", "", "x"},
		{"{\"error\":{\"code\":\"a\\u0000b\",\"message\":\"line\\nbreak\"}}", "a b", "",
			"line break"},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, G, INVOICE);
		check_context("envelope %s", cases[i].body);
		CHECK(test_answer_make(&answer, 400, doku_slice_from_string(cases[i].body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.error.kind, DOKU_ERROR_API);
		CHECK_STRING(decision.error.api_code, cases[i].code);
		CHECK_STRING(decision.error.api_type, cases[i].type);
		CHECK_STRING(decision.error.api_message, cases[i].message);
		doku_response_free(&response);
		doku_answer_free(&answer);
		test_exchange_free(&s);
	}
}

/* Words that a message must have: what to do, DOKU's own, and never only "ask again". */
static void check_words(void)
{
	static const struct {
		doku_operation operation;
		int http_status;
		const char *body, *part, *other_part;
	} cases[] = {
		{S, 200, "{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":\"Rp 90.000\"}}",
			"invoice \"INV-1\"", "\"Rp 90.000\""},
		{G, 200, "{\"payment\":{\"status\":\"PENDING\"}}", "cancel it", "payment.url"},
		{G, 409, "{\"error\":{\"code\":\"duplicate\",\"message\":\"INVOICE ALREADY USED\"}}",
			"duplicate", "INVOICE ALREADY USED"},
		{G, 409, "{\"message\":[\"Conflict of ids\"]}", "Conflict of ids", "Request-Id"},
		{G, 409, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
			"INV-2", "cannot help"},
		{G, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
			"INV-2", "another invoice"},
		{G, 400, "{\"message\":[\"INVOICE ALREADY USED\"]}", "INVOICE ALREADY USED",
			"without a Request-Id each call is new"},
		{G, 400, ENVELOPE("invalid_signature"), "sandbox and production", "doku_key_"},
		{S, 400, ENVELOPE("invalid_client_id"), "http", "SK-"},
		{G, 400, "{\"error_messages\":[\"order.amount must be filled\"]}",
			"order.amount must be filled", "400"},
		{G, 400, "{\"errors\":{\"customer.phone\":[\"is missing\"]}}", "is missing", "400"},
		{G, 400, "{\"errors\":[{\"field\":\"a\",\"reason\":\"b\"}]}", "field: a; reason: b", "400"},
		{G, 400, "{\"timestamp\":\"t\",\"status\":400,\"error\":\"Bad Request\",\"path\":\"/p\"}",
			"Bad Request", "400"},
		{G, 401, "{\"responseCode\":\"4010000\",\"responseMessage\":\"Unauthorized. x\"}",
			"4010000", "Unauthorized. x"},
		{G, 400, "{\"payment\":{\"status\":\"FAILED\",\"message\":\"too small\"}}", "too small",
			"400"},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, cases[i].operation, INVOICE);
		check_context("words about %s", cases[i].body);
		CHECK(
			test_answer_make(&answer, cases[i].http_status, doku_slice_from_string(cases[i].body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK(strstr(decision.error.message, cases[i].part) != NULL);
		CHECK(strstr(decision.error.message, cases[i].other_part) != NULL);
		doku_response_free(&response);
		doku_answer_free(&answer);
		test_exchange_free(&s);
	}
}

/* A look-up answers about what was asked for, however that is said. */
static void check_look_ups(void)
{
	static const struct {
		const char *id, *expected; /* expected: the invoice, "" for none */
		const char *invoice, *original;
		bool is_mismatch;
	} cases[] = {
		{"INV-1", "", "\"INV-1\"", "null", false},
		{"INV-1", "", "\"INV-2\"", "null", true},
		{"INV-1", "", "null", "null", true},
		{"INV-1", "", "\"\"", "\"\"", true},
		{"my-id", "", "\"INV-1\"", "\"my-id\"", false},
		{"my-id", "", "\"INV-1\"", "null", true},
		{"my-id", "", "\"INV-1\"", "\"other\"", true},
		{"17", "", "17", "null", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "null", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "\"\"", false},
		{TEST_REQUEST_ID, "", "null", "\"" TEST_REQUEST_ID "\"", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "\"other\"", true},
		/* with the invoice, it alone counts */
		{"my-id", "INV-1", "\"INV-1\"", "null", false},
		{"my-id", "INV-1", "\"INV-1\"", "\"other\"", false},
		{"my-id", "INV-1", "\"INV-2\"", "\"my-id\"", true},
		{"my-id", "INV-1", "null", "\"my-id\"", true},
		{"my-id", "INV-1", "\"inv-1\"", "\"my-id\"", true},
		{TEST_REQUEST_ID, "INV-1", "\"INV-2\"", "null", true},
		{"INV-1", "INV-1", "\"INV-1\"", "null", false},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		char body[256];
		test_exchange_make(&s, S, INVOICE);
		s.exchange.looked_up = doku_slice_from_string(cases[i].id);
		s.exchange.invoice = doku_slice_from_string(cases[i].expected);
		snprintf(body, sizeof(body),
			"{\"order\":{\"invoice_number\":%s},\"transaction\":{\"status\":\"SUCCESS\","
			"\"original_request_id\":%s}}",
			cases[i].invoice, cases[i].original);
		check_context("look-up %s (%s): %s", cases[i].id, cases[i].expected, body);
		CHECK(test_answer_make(&answer, 200, doku_slice_from_string(body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(
			decision.error.reason, cases[i].is_mismatch ? DOKU_REASON_MISMATCH : DOKU_REASON_NONE);
		CHECK(decision.has_response);
		doku_response_free(&response);
		doku_answer_free(&answer);
		test_exchange_free(&s);
	}
}

static void check_clock(void)
{
	static const struct {
		const char *date;     /* DOKU's */
		const char *expected; /* NULL: no word of the clock */
		bool names_wib;
	} cases[] = {
		{"Wed, 07 Jul 2021 08:45:43 GMT", "agrees with this machine's clock (0 seconds", false},
		{"Wed, 07 Jul 2021 08:46:43 GMT", "agrees with this machine's clock (60 seconds", false},
		{"Wed, 07 Jul 2021 08:35:43 GMT", "600 seconds ahead", false},
		{"Wed, 07 Jul 2021 10:45:43 GMT", "7200 seconds behind", false},
		{"Wed, 07 Jul 2021 06:45:43 GMT", "7200 seconds ahead", false},
		{"Wed, 07 Jul 2021 01:45:43 GMT", "25200 seconds ahead", true},
		{"Wed, 07 Jul 2021 15:46:00 GMT", "behind", true},
		{"nonsense", NULL, false},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, G, INVOICE);
		check_context("clock %s", cases[i].date);
		CHECK(test_answer_make(
			&answer, 400, DOKU_SLICE_LITERAL(ENVELOPE("request_time_out_of_range"))));
		CHECK(test_answer_header(&answer, "Date", cases[i].date));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		if (cases[i].expected == NULL) {
			CHECK(strstr(decision.error.message, "clock") == NULL);
		} else {
			CHECK(strstr(decision.error.message, cases[i].expected) != NULL);
		}
		CHECK_INTEGER(strstr(decision.error.message, "WIB") != NULL, cases[i].names_wib);
		doku_response_free(&response);
		doku_answer_free(&answer);
		test_exchange_free(&s);
	}
}

static void check_retry_after(void)
{
	static const struct {
		const char *value;
		bool has;
		int64_t seconds;
	} cases[] = {
		{"0", true, 0},
		{"5", true, 5},
		{"120", true, 120},
		{"", false, 0},
		{"-1", false, 0},
		{"1.5", false, 0},
		{"soon", false, 0},
		{"5 s", false, 0},
		{"Wed, 07 Jul 2021 08:46:43 GMT", true, 60},
		{"Wed, 07 Jul 2021 08:45:43 GMT", true, 0},
		{"Wed, 07 Jul 2021 01:00:00 GMT", true, 0},
		{"Wednesday", false, 0},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, G, INVOICE);
		check_context("Retry-After: %s", cases[i].value);
		CHECK(test_answer_make(&answer, 503, DOKU_SLICE_EMPTY));
		CHECK(test_answer_header(&answer, "retry-after", cases[i].value));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.has_retry_after, cases[i].has);
		if (cases[i].has) {
			CHECK_INTEGER(decision.retry_after, cases[i].seconds);
		}
		doku_response_free(&response);
		doku_answer_free(&answer);
		test_exchange_free(&s);
	}
	test_exchange s;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	test_exchange_make(&s, G, INVOICE);
	check_context("Retry-After beyond all numbers");
	CHECK(test_answer_make(&answer, 503, DOKU_SLICE_EMPTY));
	CHECK(test_answer_header(&answer, "Retry-After", "99999999999999999999999999999999"));
	doku_response_init(&response);
	doku_response_decide(&s.exchange, &answer, &response, &decision);
	CHECK(decision.has_retry_after && decision.retry_after > INT32_MAX);
	doku_response_free(&response);
	doku_answer_free(&answer);
	test_exchange_free(&s);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	check_fields();
	check_identifiers();
	check_envelopes();
	check_words();
	check_look_ups();
	check_clock();
	check_retry_after();
	doku_crypto_shutdown();
	return check_finish();
}
