/* Requests as they would be sent, and the masked body of a log. */
#include <stdlib.h>

#include "check.h"
#include "json/json.h"
#include "response/mask.h"
#include "request/request.h"
#include "support_files.h"
#include "support_fixture.h"
#include "support_json.h"
#include "support_payload.h"

static void check_request_ids(void)
{
	static char text[130];
	memset(text, 'x', sizeof(text));
	check_context("request ids");
	CHECK(!doku_request_id_is_valid(DOKU_SLICE_EMPTY));
	CHECK(doku_request_id_is_valid(doku_slice_make(text, 1)));
	CHECK(doku_request_id_is_valid(doku_slice_make(text, 128)));
	CHECK(!doku_request_id_is_valid(doku_slice_make(text, 129)));
	for (int byte = 0; byte < 256; byte++) {
		char one = (char)byte;
		CHECK_INTEGER(
			doku_request_id_is_valid(doku_slice_make(&one, 1)), byte >= 0x21 && byte <= 0x7E);
	}
	char last[DOKU_UUID_LENGTH + 1] = "";
	for (int i = 0; i < 200; i++) {
		char uuid[DOKU_UUID_LENGTH + 1];
		CHECK(doku_request_id_random(NULL, uuid));
		CHECK_INTEGER(strlen(uuid), DOKU_UUID_LENGTH);
		CHECK(doku_request_id_is_valid(doku_slice_from_string(uuid)));
		CHECK(doku_request_id_is_uuid(doku_slice_from_string(uuid)));
		/* RFC 9562: version 4, variant 10 */
		CHECK(uuid[14] == '4' && strchr("89ab", uuid[19]) != NULL);
		CHECK(strspn(uuid, "0123456789abcdef-") == DOKU_UUID_LENGTH);
		CHECK(strcmp(uuid, last) != 0);
		memcpy(last, uuid, sizeof(last));
	}
	static const struct {
		const char *text;
		bool is_uuid;
	} rows[] = {{TEST_REQUEST_ID, true}, {"BAEC7D95-F30A-4B78-B711-6EBE0CCDF50B", true},
		{"", false}, {"INV-20210707-0001", false}, {"baec7d95-f30a-4b78-b711-6ebe0ccdf50", false},
		{"baec7d95-f30a-4b78-b711-6ebe0ccdf50bb", false},
		{"baec7d95xf30a-4b78-b711-6ebe0ccdf50b", false},
		{"baec7d9g-f30a-4b78-b711-6ebe0ccdf50b", false}};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		CHECK_INTEGER(
			doku_request_id_is_uuid(doku_slice_from_string(rows[i].text)), rows[i].is_uuid);
	}
}

static void check_methods(void)
{
	static const char *const good[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
	static const char *const bad[] = {
		"", "get", "Get", "HEAD", "OPTIONS", "TRACE", "CONNECT", "POST ", "POS", "GET\r\nX: y"};
	check_context("methods");
	for (size_t i = 0; i < CHECK_COUNT(good); i++) {
		CHECK_STRING(doku_request_method(doku_slice_from_string(good[i])), good[i]);
	}
	for (size_t i = 0; i < CHECK_COUNT(bad); i++) {
		CHECK(doku_request_method(doku_slice_from_string(bad[i])) == NULL);
	}
}

static doku_slice header_of(const doku_transfer_header *headers, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (doku_slice_equals(headers[i].name, doku_slice_from_string(name))) {
			return headers[i].value;
		}
	}
	return DOKU_SLICE_EMPTY;
}

/* The published anchors of a POST and a GET: bytes, headers and signature. */
static void check_anchors(void)
{
	doku_settings settings;
	doku_request request;
	doku_buffer body;
	doku_buffer signature;
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS];
	test_settings_make(&settings);

	check_context("POST");
	test_read_file("akulaku-generate-compact", "body", &body);
	test_read_file("akulaku-generate-compact", "signature", &signature);
	CHECK(doku_request_init(&request, &settings, "POST",
		DOKU_SLICE_LITERAL("/akulaku-peer-to-peer/v2/generate-order"),
		DOKU_SLICE_LITERAL(TEST_REQUEST_ID)));
	doku_buffer copy;
	doku_buffer_init(&copy, body.length);
	CHECK(doku_buffer_append_slice(&copy, doku_buffer_slice(&body)));
	doku_request_take_body(&request, &copy);
	CHECK(copy.data == NULL);
	CHECK(doku_request_sign(&request, &settings, INT64_C(1625647542)));
	size_t count = doku_request_headers(&request, &settings, headers);
	CHECK(count <= DOKU_REQUEST_MAX_HEADERS);
	CHECK_TEXT(header_of(headers, count, "Client-Id"), TEST_CLIENT_ID);
	CHECK_TEXT(header_of(headers, count, "Request-Id"), TEST_REQUEST_ID);
	CHECK_TEXT(header_of(headers, count, "Request-Timestamp"), "2021-07-07T08:45:42Z");
	CHECK_SLICE(header_of(headers, count, "Signature"), doku_buffer_slice(&signature));
	CHECK_TEXT(header_of(headers, count, "Content-Type"), "application/json");
	CHECK_TEXT(header_of(headers, count, "User-Agent"), "doku-akulaku-test/1");
	CHECK_STRING(
		request.url.data, "https://api-sandbox.doku.com/akulaku-peer-to-peer/v2/generate-order");
	CHECK_TEXT(doku_request_target(&request), "/akulaku-peer-to-peer/v2/generate-order");
	CHECK_SLICE(doku_buffer_slice(&request.body), doku_buffer_slice(&body));
	doku_request_free(&request);
	doku_buffer_free(&body);
	doku_buffer_free(&signature);

	check_context("GET");
	test_read_file("check-status-by-invoice", "signature", &signature);
	CHECK(doku_request_init(&request, &settings, "GET",
		DOKU_SLICE_LITERAL("/orders/v1/status/INV-20210707-0001"),
		DOKU_SLICE_LITERAL("e71fe02a-bfef-4af9-a6f6-2cf1f03b00e7")));
	CHECK(doku_request_sign(&request, &settings, INT64_C(1605689142)));
	count = doku_request_headers(&request, &settings, headers);
	CHECK_SLICE(header_of(headers, count, "Signature"), doku_buffer_slice(&signature));
	CHECK(header_of(headers, count, "Content-Type").data == NULL);
	doku_request_free(&request);
	doku_buffer_free(&signature);

	check_context("too long");
	static char target[70000];
	memset(target, '/', sizeof(target));
	CHECK(!doku_request_init(&request, &settings, "GET", doku_slice_make(target, sizeof(target)),
		DOKU_SLICE_LITERAL("x")));
	doku_request_free(&request);
	static const char proxy[] = "http://user:fake-secret-1@proxy.example:3128";
	settings.proxy = malloc(sizeof(proxy));
	if (settings.proxy != NULL) {
		memcpy(settings.proxy, proxy, sizeof(proxy));
	}
	doku_settings_free(&settings);
	CHECK(settings.proxy == NULL && settings.keyring.keys == NULL && settings.client_id == NULL);
	doku_settings_free(&settings);
}

static const struct {
	const char *body, *masked;
} mask_rows[] = {
	{"{\"customer\":{\"name\":\"Anton\",\"phone\":\"62856\",\"age\":5,\"x\":true,\"y\":null,\"z\":1.5}}",
		"{\"customer\":{\"name\":\"***\",\"phone\":\"***\",\"age\":\"***\",\"x\":\"***\",\"y\":null,\"z\":"
		"\"***\"}}"},
	{"{\"order\":{\"invoice_number\":\"I\",\"amount\":90000.00,\"callback_url\":\"https://a.example/\"}}",
		"{\"order\":{\"invoice_number\":\"I\",\"amount\":90000.00,\"callback_url\":\"***\"}}"},
	{"{\"order\":{\"line_items\":[{\"name\":\"Pills\",\"price\":1,\"quantity\":2,\"sku\":\"s\"},"
	 "{\"price\":\"3\"}]}}",
		"{\"order\":{\"line_items\":[{\"name\":\"***\",\"price\":1,\"quantity\":2,\"sku\":\"***\"},"
		"{\"price\":\"3\"}]}}"},
	{"{\"payment\":{\"status\":\"PENDING\",\"url\":\"https://pay.example/token\"}}",
		"{\"payment\":{\"status\":\"PENDING\",\"url\":\"***\"}}"},
	{"{\"error\":{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}}",
		"{\"error\":{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}}"},
	{"{\"message\":[\"a\",{\"b\":1}]}", "{\"message\":[\"a\",{\"b\":\"***\"}]}"},
	{"[\"x\",1,[]]", "[\"***\",\"***\",[]]"},
	/* a key with a dot is not a path, and a key can be the customer's */
	{"{\"order.invoice_number\":\"Anton\"}", "{\"***\":\"***\"}"},
	{"{\"order\":{\"line_items.price\":\"Anton\"}}", "{\"order\":{\"***\":\"***\"}}"},
	{"{\"order\":{\"***\":{\"amount\":5}}}", "{\"order\":{\"***\":{\"amount\":\"***\"}}}"},
	{"{\"anton@a.example\":{\"\":1}}", "{\"***\":{\"***\":\"***\"}}"},
	{"", "(not JSON, 0 bytes)"},
	{"name=Anton", "(not JSON, 10 bytes)"},
	{"\"Anton\"", "(not JSON, 7 bytes)"},
};

static void check_mask(void)
{
	for (size_t i = 0; i < CHECK_COUNT(mask_rows); i++) {
		doku_buffer out;
		doku_buffer_init(&out, 1u << 20);
		check_context("mask %s", mask_rows[i].body);
		CHECK(doku_mask_body(doku_slice_from_string(mask_rows[i].body), &out));
		CHECK_TEXT(doku_buffer_slice(&out), mask_rows[i].masked);
		doku_buffer_free(&out);
	}
	/* a key longer than any path of ours */
	char body[1024];
	char key[700];
	memset(key, 'k', sizeof(key) - 1);
	key[sizeof(key) - 1] = '\0';
	snprintf(body, sizeof(body), "{\"%s\":\"Anton\",\"order\":{\"amount\":5}}", key);
	doku_buffer out;
	doku_buffer_init(&out, 1u << 20);
	check_context("mask a long key");
	CHECK(doku_mask_body(doku_slice_from_string(body), &out));
	CHECK_INTEGER(test_json_fault(doku_buffer_slice(&out)), DOKU_JSON_FAULT_NONE);
	CHECK(doku_buffer_append_byte(&out, '\0') && strstr(out.data, "Anton") == NULL);
	CHECK(strstr(out.data, "\"order\":{\"amount\":5}") != NULL);
	doku_buffer_free(&out);

	/* nothing of the customer's, and still JSON */
	doku_buffer_init(&out, 1u << 20);
	check_context("mask a whole order");
	CHECK(doku_mask_body(doku_slice_from_string(test_generate_json), &out));
	CHECK_INTEGER(test_json_fault(doku_buffer_slice(&out)), DOKU_JSON_FAULT_NONE);
	CHECK(doku_buffer_append_byte(&out, '\0'));
	static const char *const private[] = {"Anton", "6285694566147", "Menara", "Jakarta", "120129",
		"merchant.com", "CUST-0001", "T-Shirt"};
	for (size_t i = 0; i < CHECK_COUNT(private); i++) {
		CHECK(strstr(out.data, private[i]) == NULL);
	}
	doku_buffer_free(&out);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	check_request_ids();
	check_methods();
	check_anchors();
	check_mask();
	doku_crypto_shutdown();
	return check_finish();
}
