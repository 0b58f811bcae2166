/*
 * Fails the n-th allocation for every n, through each path of the engine: no crash, no leak (the
 * sanitizer build sees both), and an error that tells the truth about what may have been sent.
 *
 * Linked with --wrap, so that calls from our own objects come here; what makes json-c's objects
 * fails in the same way.
 */
#include <stdlib.h>

#include <json-c/json.h>

#include "call/call.h"
#include "check.h"
#include "response/mask.h"
#include "response/notification.h"
#include "support_fixture.h"
#include "support_payload.h"
#include "support_tree.h"
#include "base/url.h"

#define ORDER_ID "{\"order\":{\"invoice_number\":\"INV-20210707-0001\",\"amount\":90000},"
#define DONE \
	ORDER_ID \
	"\"payment\":{\"status\":\"PENDING\",\"url\":\"https://pay.example\"},\"message\":[\"a\",\"b\"],\"n\":12345678901234567890}"
#define REFUSED "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}}"
#define NOTICE "{\"order\":{\"invoice_number\":\"I\",\"amount\":12345678901234567890}}"

/* Allocations until the one that fails; negative: none does. */
static long until_failure = -1;
static bool has_failed;

static bool must_fail(void)
{
	if (until_failure < 0) {
		return false;
	}
	if (until_failure == 0) {
		until_failure = -1;
		has_failed = true;
		return true;
	}
	until_failure--;
	return false;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
json_object *__real_json_object_new_object(void);
json_object *__real_json_object_new_array(void);
json_object *__real_json_object_new_string_len(const char *text, int length);
json_object *__real_json_object_new_int64(int64_t number);
json_object *__real_json_object_new_double_s(double number, const char *text);
json_object *__real_json_object_new_boolean(json_bool value);
int __real_json_object_object_add_ex(
	json_object *object, const char *key, json_object *value, unsigned int options);
int __real_json_object_array_add(json_object *list, json_object *value);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
json_object *__wrap_json_object_new_object(void);
json_object *__wrap_json_object_new_array(void);
json_object *__wrap_json_object_new_string_len(const char *text, int length);
json_object *__wrap_json_object_new_int64(int64_t number);
json_object *__wrap_json_object_new_double_s(double number, const char *text);
json_object *__wrap_json_object_new_boolean(json_bool value);
int __wrap_json_object_object_add_ex(
	json_object *object, const char *key, json_object *value, unsigned int options);
int __wrap_json_object_array_add(json_object *list, json_object *value);

void *__wrap_malloc(size_t size)
{
	return must_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
	return must_fail() ? NULL : __real_realloc(memory, size);
}

json_object *__wrap_json_object_new_object(void)
{
	return must_fail() ? NULL : __real_json_object_new_object();
}

json_object *__wrap_json_object_new_array(void)
{
	return must_fail() ? NULL : __real_json_object_new_array();
}

json_object *__wrap_json_object_new_string_len(const char *text, int length)
{
	return must_fail() ? NULL : __real_json_object_new_string_len(text, length);
}

json_object *__wrap_json_object_new_int64(int64_t number)
{
	return must_fail() ? NULL : __real_json_object_new_int64(number);
}

json_object *__wrap_json_object_new_double_s(double number, const char *text)
{
	return must_fail() ? NULL : __real_json_object_new_double_s(number, text);
}

json_object *__wrap_json_object_new_boolean(json_bool value)
{
	return must_fail() ? NULL : __real_json_object_new_boolean(value);
}

int __wrap_json_object_object_add_ex(
	json_object *object, const char *key, json_object *value, unsigned int options)
{
	return must_fail() ? -1 : __real_json_object_object_add_ex(object, key, value, options);
}

int __wrap_json_object_array_add(json_object *list, json_object *value)
{
	return must_fail() ? -1 : __real_json_object_array_add(list, value);
}

/* Runs `path` with the n-th allocation failing, n = 0, 1, ..., until none fails any more. */
static void fail_each(const char *name, void (*path)(void))
{
	long n = 0;
	do {
		check_context("%s, allocation %ld fails", name, n);
		has_failed = false;
		until_failure = n++;
		path();
		until_failure = -1;
	} while (has_failed && n < 10000);
	check_context("%s", name);
	CHECK(!has_failed);
	CHECK(n > 1); /* something was there to fail */
}

static void path_sign(void)
{
	doku_settings settings;
	doku_request request;
	if (!test_settings_init(&settings)) {
		CHECK(has_failed);
		return;
	}
	bool done = doku_request_init(&request, &settings, "POST", DOKU_SLICE_LITERAL("/x"),
					DOKU_SLICE_LITERAL(TEST_REQUEST_ID))
		&& doku_request_sign(&request, &settings, TEST_NOW);
	CHECK_INTEGER(done, !has_failed);
	doku_request_free(&request);
	doku_settings_free(&settings);
}

static void path_keyring(void)
{
	doku_keyring keyring = {NULL, 0};
	size_t added = 0;
	for (int i = 0; i < 3; i++) {
		added += doku_keyring_add(&keyring, DOKU_SLICE_LITERAL("fake-secret-1"));
	}
	CHECK_INTEGER(added, has_failed ? 2 : 3);
	CHECK_INTEGER(keyring.count, added);
	doku_keyring_free(&keyring);
}

static void path_verify(void)
{
	doku_settings settings;
	char made[DOKU_SIGNATURE_SIZE];
	doku_signature_fields fields = {.client_id = DOKU_SLICE_LITERAL(TEST_CLIENT_ID),
		.request_id = DOKU_SLICE_LITERAL("r"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:43Z"),
		.target = DOKU_SLICE_LITERAL("/x")};
	if (!test_settings_init(&settings)) {
		return;
	}
	if (doku_signature_create(&settings.keyring, &fields, made)) {
		bool before = has_failed;
		doku_signature_result result =
			doku_signature_verify(&settings.keyring, &fields, doku_slice_from_string(made));
		CHECK_INTEGER(
			result, has_failed && !before ? DOKU_SIGNATURE_NO_MEMORY : DOKU_SIGNATURE_VALID);
	} else {
		CHECK(has_failed);
	}
	doku_settings_free(&settings);
}

static void path_json(void)
{
	doku_json_document *document = NULL;
	doku_json_status status = doku_json_parse(
		DOKU_SLICE_LITERAL("{\"a\":[123456789012345678901,{},1,1.5,true,null,\"x\\u00e9\"]}"),
		&document);
	CHECK_INTEGER(status, has_failed ? DOKU_JSON_NO_MEMORY : DOKU_JSON_OK);
	CHECK((document == NULL) == has_failed);
	doku_json_free(document);
}

static void build_payload(const doku_field *rules, const test_node *root, size_t violations)
{
	doku_payload payload;
	doku_payload_init(&payload);
	bool done = doku_payload_build(&payload, rules, &test_tree_values, root);
	CHECK_INTEGER(done, !has_failed);
	if (done) {
		CHECK_INTEGER(payload.violations.count, violations);
	}
	doku_payload_free(&payload);
}

static void path_payload(void)
{
	static const test_node text = TEST_TEXT("x");
	static const test_member order_members[] = {TEST_MEMBER("invoice_number", &text)};
	static const test_node order = TEST_MAP(order_members);
	static const test_member payment_members[] = {TEST_MEMBER("merchant_unique_reference", &text)};
	static const test_node payment = TEST_MAP(payment_members);
	static char large[3000];
	memset(large, 'y', sizeof(large));
	const test_node note = {.type = DOKU_VALUE_TEXT, .text = {large, sizeof(large)}};
	const test_member members[] = {
		TEST_MEMBER("order", &order), TEST_MEMBER("payment", &payment), TEST_MEMBER("note", &note)};
	const test_node root = TEST_MAP(members);
	build_payload(&doku_cancel_rules, &root, 0);
}

static void path_violations(void)
{
	static const test_node bad = TEST_OBJECT;
	test_member members[60];
	for (size_t i = 0; i < CHECK_COUNT(members); i++) {
		members[i] =
			(test_member){.has_integer_key = true, .integer_key = (int64_t)i, .value = &bad};
	}
	const test_node root = TEST_MAP(members);
	build_payload(&doku_free_rules, &root, CHECK_COUNT(members));
}

/* A decision on an answer that did come: it must never say that nothing was sent, nor that DOKU
 * did what it did not. */
static void decide(int http_status, const char *body, doku_error_kind whole)
{
	doku_settings settings;
	doku_request request;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	if (!test_settings_init(&settings)) {
		return;
	}
	doku_answer_init(&answer);
	bool ready = doku_request_init(&request, &settings, "POST", DOKU_SLICE_LITERAL("/x"),
					 DOKU_SLICE_LITERAL(TEST_REQUEST_ID))
		&& test_answer_make(&answer, http_status, doku_slice_from_string(body))
		&& test_answer_sign(&answer, &settings, TEST_REQUEST_ID, DOKU_SLICE_LITERAL("/x"), true);
	if (ready) {
		bool before = has_failed;
		doku_exchange exchange = {.operation = DOKU_OPERATION_GENERATE,
			.settings = &settings,
			.request = &request,
			.invoice = DOKU_SLICE_LITERAL("INV-20210707-0001"),
			.has_amount = true,
			.amount = 90000};
		doku_response_init(&response);
		doku_response_decide(&exchange, &answer, &response, &decision);
		if (has_failed && !before) {
			/* the truth, or "perhaps" */
			CHECK(decision.error.kind == whole || doku_error_is_unknown(&decision.error));
		} else {
			CHECK_INTEGER(decision.error.kind, whole);
			if (whole == DOKU_ERROR_NONE) {
				CHECK_INTEGER(response.signature, DOKU_SIGNATURE_GOOD);
			}
		}
		doku_response_free(&response);
	} else {
		CHECK(has_failed);
	}
	doku_answer_free(&answer);
	doku_request_free(&request);
	doku_settings_free(&settings);
}

static void path_done(void)
{
	decide(200, DONE, DOKU_ERROR_NONE);
}

static void path_replayed(void)
{
	decide(409, DONE, DOKU_ERROR_NONE);
}

static void path_refused(void)
{
	decide(400, REFUSED, DOKU_ERROR_API);
}

static void path_notification(void)
{
	doku_settings settings;
	doku_notification notification;
	doku_error error;
	char made[DOKU_SIGNATURE_SIZE];
	if (!test_settings_init(&settings)) {
		return;
	}
	doku_signature_fields fields = {.client_id = DOKU_SLICE_LITERAL(TEST_CLIENT_ID),
		.request_id = DOKU_SLICE_LITERAL("r"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:43Z"),
		.target = DOKU_SLICE_LITERAL("/?x"),
		.has_body = true,
		.body = DOKU_SLICE_LITERAL(NOTICE)};
	if (!doku_signature_create(&settings.keyring, &fields, made)) {
		CHECK(has_failed);
		doku_settings_free(&settings);
		return;
	}
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	headers.values[DOKU_HEADER_CLIENT_ID] = fields.client_id;
	headers.values[DOKU_HEADER_REQUEST_ID] = fields.request_id;
	headers.values[DOKU_HEADER_TIMESTAMP] = fields.timestamp;
	headers.values[DOKU_HEADER_SIGNATURE] = doku_slice_from_string(made);
	bool before = has_failed;
	bool accepted = doku_notification_check(&notification, &settings, &headers, fields.body,
		DOKU_SLICE_LITERAL("https://shop.example?x"), TEST_NOW, &error);
	if (has_failed && !before) {
		/* never a forgery's name for our own lack of memory */
		CHECK(!accepted);
		CHECK_INTEGER(error.kind, DOKU_ERROR_MEMORY);
	} else {
		CHECK(accepted);
	}
	doku_settings_free(&settings);
}

/* A whole call: not sent, cut off, then done. */
static void path_call(void)
{
	doku_settings settings;
	doku_call call;
	doku_payload payload;
	if (!test_settings_init(&settings)) {
		return;
	}
	doku_payload_init(&payload);
	if (!doku_buffer_append_string(&payload.json, "{}")
		|| !doku_call_init(&call, &settings, DOKU_OPERATION_GENERATE, "POST",
			DOKU_SLICE_LITERAL("/x"), DOKU_SLICE_LITERAL(TEST_REQUEST_ID), &payload)) {
		CHECK(has_failed);
		if (payload.json.length > 0) {
			doku_call_free(&call);
		}
		doku_payload_free(&payload);
		doku_settings_free(&settings);
		return;
	}
	doku_payload_free(&payload);
	call.without_pause = true;
	bool may_have_reached = false;
	for (int attempt = 0; doku_call_next(&call, TEST_NOW) == DOKU_STEP_SEND && attempt < 3;
		 attempt++) {
		doku_answer answer;
		doku_answer_init(&answer);
		if (attempt == 0) {
			answer.result = DOKU_TRANSFER_NOT_SENT;
		} else if (attempt == 1) {
			answer.result = DOKU_TRANSFER_CUT_OFF;
			answer.sent = true;
		} else if (!test_answer_make(&answer, 200, DOKU_SLICE_LITERAL(DONE))) {
			answer.result = DOKU_TRANSFER_NO_MEMORY;
			answer.sent = true;
		}
		may_have_reached = may_have_reached || answer.sent;
		doku_call_answered(&call, &answer, 0);
		doku_answer_free(&answer);
	}
	if (has_failed) {
		CHECK(call.error.kind != DOKU_ERROR_API);
		CHECK(call.error.kind == DOKU_ERROR_NONE
			|| doku_error_is_unknown(&call.error) == may_have_reached);
	} else {
		CHECK_INTEGER(call.error.kind, DOKU_ERROR_NONE);
	}
	doku_call_free(&call);
	doku_settings_free(&settings);
}

static void path_check(void)
{
	doku_settings settings;
	doku_call call;
	if (!test_settings_init(&settings)) {
		return;
	}
	bool done = doku_call_init(&call, &settings, DOKU_OPERATION_CHECK, "GET",
					DOKU_SLICE_LITERAL("/x"), DOKU_SLICE_LITERAL(TEST_REQUEST_ID), NULL)
		&& doku_call_set_looked_up(&call, DOKU_SLICE_LITERAL("INV-1"));
	CHECK_INTEGER(done, !has_failed);
	doku_call_free(&call);
	doku_settings_free(&settings);
}

static void path_mask(void)
{
	doku_buffer out;
	doku_buffer_init(&out, 1u << 20);
	bool done = doku_mask_body(
		DOKU_SLICE_LITERAL("{\"customer\":{\"name\":\"Anton\"},\"order\":{\"amount\":1}}"), &out);
	CHECK(done || has_failed);
	/* never unmasked for lack of memory */
	for (size_t i = 0; i + 5 <= out.length; i++) {
		CHECK(memcmp(out.data + i, "Anton", 5) != 0);
	}
	doku_buffer_free(&out);
}

static void path_answer(void)
{
	doku_answer answer;
	doku_answer_init(&answer);
	doku_answer_add added =
		doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("N"), DOKU_SLICE_LITERAL("v"));
	CHECK_INTEGER(added, has_failed ? DOKU_ANSWER_NO_MEMORY : DOKU_ANSWER_ADDED);
	doku_answer_free(&answer);
}

static void path_url(void)
{
	doku_buffer out;
	doku_buffer_init(&out, 100);
	bool encoded = doku_url_encode(&out, DOKU_SLICE_LITERAL("a/b"));
	CHECK_INTEGER(encoded, !has_failed);
	doku_buffer_free(&out);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	fail_each("sign", path_sign);
	fail_each("keyring", path_keyring);
	fail_each("verify", path_verify);
	fail_each("json", path_json);
	fail_each("payload", path_payload);
	fail_each("violations", path_violations);
	fail_each("done", path_done);
	fail_each("replayed", path_replayed);
	fail_each("refused", path_refused);
	fail_each("notification", path_notification);
	fail_each("call", path_call);
	fail_each("check", path_check);
	fail_each("mask", path_mask);
	fail_each("answer", path_answer);
	fail_each("url", path_url);
	doku_crypto_shutdown();
	return check_finish();
}
