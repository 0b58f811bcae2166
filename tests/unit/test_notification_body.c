/* The bodies of notifications: their fields, amounts, and what is said about one that is refused. */
#include <stdlib.h>

#include "check.h"
#include "response/notification.h"
#include "support_fixture.h"
#include "support_json.h"

#define TARGET "/payments/notifications"

static doku_settings settings;

/* With a signature that is well formed and fits nothing. */
static doku_notification_headers unsigned_headers(void)
{
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	headers.values[DOKU_HEADER_CLIENT_ID] = DOKU_SLICE_LITERAL(TEST_CLIENT_ID);
	headers.values[DOKU_HEADER_REQUEST_ID] = DOKU_SLICE_LITERAL(TEST_REQUEST_ID);
	headers.values[DOKU_HEADER_TIMESTAMP] = DOKU_SLICE_LITERAL("2021-07-07T08:50:43Z");
	headers.values[DOKU_HEADER_SIGNATURE] =
		DOKU_SLICE_LITERAL("HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
	return headers;
}

/* Of a body that is signed rightly. The document outlives the call: the caller frees it. */
static bool verify_body(
	const char *text, doku_notification *notification, test_document *document, doku_error *error)
{
	char made[DOKU_SIGNATURE_SIZE];
	doku_notification_headers headers = unsigned_headers();
	doku_signature_fields fields = {
		.client_id = headers.values[DOKU_HEADER_CLIENT_ID],
		.request_id = headers.values[DOKU_HEADER_REQUEST_ID],
		.timestamp = headers.values[DOKU_HEADER_TIMESTAMP],
		.target = DOKU_SLICE_LITERAL(TARGET),
		.has_body = true,
		.body = doku_slice_from_string(text),
	};
	CHECK(doku_signature_create(&settings.keyring, &fields, made));
	headers.values[DOKU_HEADER_SIGNATURE] = doku_slice_make(made, DOKU_SIGNATURE_LENGTH);
	return test_notification_verify(notification, document, &settings, &headers,
		doku_slice_from_string(text), DOKU_SLICE_LITERAL(TARGET), TEST_NOW, error);
}

/* Bodies that are signed rightly and are no notification. */
static void check_bodies(void)
{
	static const struct {
		const char *body;
		doku_reason reason;
	} rows[] = {
		{"{\"order\":{\"invoice_number\":\"I\"}}", DOKU_REASON_NONE},
		{"{\"order\":{\"invoice_number\":17}}", DOKU_REASON_NONE},
		{" \n{\"order\":{\"invoice_number\":\"I\",\"amount\":null},\"transaction\":null}\n",
			DOKU_REASON_NONE},
		{"{\"order\":{\"invoice_number\":\"\"}}", DOKU_REASON_MALFORMED},
		{"{\"order\":{\"invoice_number\":null}}", DOKU_REASON_MALFORMED},
		{"{\"order\":{\"invoice_number\":[]}}", DOKU_REASON_MALFORMED},
		{"{\"order\":[]}", DOKU_REASON_MALFORMED},
		{"{}", DOKU_REASON_MALFORMED},
		{"[]", DOKU_REASON_MALFORMED},
		{"\"x\"", DOKU_REASON_MALFORMED},
		{"null", DOKU_REASON_MALFORMED},
		{"", DOKU_REASON_MALFORMED},
		{"order[invoice_number]=I", DOKU_REASON_MALFORMED},
		{"{\"order\":{\"invoice_number\":\"I\"}}x", DOKU_REASON_MALFORMED},
		{"{\"order\":{\"invoice_number\":\"I\"},\"order\":{\"invoice_number\":\"J\"}}",
			DOKU_REASON_MALFORMED},
		{"{\"order\":{\"invoice_number\":\"I\"},\"a\\u0000\":1}", DOKU_REASON_MALFORMED},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification notification;
		test_document document;
		doku_error error;
		check_context("body %s", rows[i].body);
		bool accepted = verify_body(rows[i].body, &notification, &document, &error);
		CHECK_INTEGER(accepted ? DOKU_REASON_NONE : error.reason, rows[i].reason);
		test_document_free(&document);
	}
}

/* null is absent; anything else that is no whole rupiah is refused by name. */
static void check_amounts(void)
{
	static const struct {
		const char *amount; /* as it stands in the body */
		int64_t number;     /* -1: refused; -2: absent */
	} rows[] = {
		{"null", -2},
		{"0", 0},
		{"90000", 90000},
		{"90000.00", 90000},
		{"\"90000\"", 90000},
		{"\"90000.00\"", 90000},
		{"9E+4", 90000},
		{"9007199254740993.00", INT64_C(9007199254740993)},
		{"9223372036854775807", INT64_MAX},
		{"-1", -1},
		{"-0.5", -1},
		{"\"-90000\"", -1},
		{"90000.00000000000001", -1},
		{"45000.5", -1},
		{"9223372036854775808", -1},
		{"99999999999999999999", -1},
		{"\"99999999999999999999\"", -1},
		{"1e400", -1},
		{"\"90.000\"", -1},
		{"\"Rp 45.000\"", -1},
		{"\"\"", -1},
		{"true", -1},
		{"[45000]", -1},
		{"[[45000],{\"a\":[]}]", -1},
		{"{\"value\":45000}", -1},
		{"{}", -1},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification notification;
		test_document document;
		doku_error error;
		char text[160];
		check_context("amount %s", rows[i].amount);
		snprintf(text, sizeof(text),
			"{\"amount\":[],\"order\":{\"amount\":%s,\"invoice_number\":\"INV-7\",\"x\":{\"amount\":[]}}}",
			rows[i].amount);
		bool accepted = verify_body(text, &notification, &document, &error);
		CHECK_INTEGER(accepted, rows[i].number != -1);
		if (accepted) {
			CHECK_INTEGER(notification.has_amount, rows[i].number >= 0);
			CHECK_INTEGER(rows[i].number >= 0 ? notification.amount : -2, rows[i].number);
			CHECK(notification.amount_written.data == NULL);
		} else {
			CHECK_INTEGER(error.reason, DOKU_REASON_MALFORMED);
			CHECK(strstr(error.message, "INV-7") != NULL);
			CHECK(strstr(error.message, rows[i].amount) != NULL);
			CHECK_TEXT(notification.amount_written, rows[i].amount);
		}
		test_document_free(&document);
	}
}

/* Where a field stands, and of which kind its value is. */
static void check_fields(void)
{
	static const struct {
		const char *body, *invoice; /* NULL: refused */
		doku_order_status status;
		size_t identifiers;
	} rows[] = {
		{"{\"order\":{\"invoice_number\":17}}", "17", DOKU_ORDER_UNKNOWN, 0},
		{"{\"order\":{\"invoice_number\":12345678901234567890}}", "12345678901234567890",
			DOKU_ORDER_UNKNOWN, 0},
		{"{\"\\u006frder\":{\"invoice\\u005fnumber\":\"\\u0041\"}}", "A", DOKU_ORDER_UNKNOWN, 0},
		{"{\"order\":[{\"invoice_number\":\"A\"}]}", NULL, 0, 0},
		{"{\"x\":{\"order\":{\"invoice_number\":\"A\"}}}", NULL, 0, 0},
		{"[{\"order\":{\"invoice_number\":\"A\"}}]", NULL, 0, 0},
		{"{\"order\":{\"invoice_number\":1.5}}", NULL, 0, 0},
		{"{\"order\":{\"x\":{\"invoice_number\":\"A\"}}}", NULL, 0, 0},
		{"{\"order\":{},\"x\":{\"invoice_number\":\"A\"}}", NULL, 0, 0},
		{"{\"order\":{\"invoice_number\":\"A\"},\"transaction\":{\"status\":\" success\\t\"}}", "A",
			DOKU_ORDER_SUCCESS, 0},
		{"{\"order\":{\"invoice_number\":\"A\",\"status\":\"Order_Expired\"}}", "A",
			DOKU_ORDER_EXPIRED, 0},
		{"{\"transaction\":null,\"order\":{\"invoice_number\":\"A\",\"status\":\"ORDER_GENERATED\"}}",
			"A", DOKU_ORDER_PENDING, 0},
		{"{\"transaction\":{},\"order\":{\"invoice_number\":\"A\",\"status\":\"ORDER_EXPIRED\"}}",
			"A", DOKU_ORDER_UNKNOWN, 0},
		{"{\"order\":{\"invoice_number\":\"A\",\"status\":[\"ORDER_EXPIRED\"]}}", "A",
			DOKU_ORDER_UNKNOWN, 0},
		{"{\"order\":{\"invoice_number\":\"A\"},\"payment\":{\"identifier\":[1,2]},"
		 "\"peer_to_peer_info\":{\"identifier\":[1]}}",
			"A", DOKU_ORDER_UNKNOWN, 2},
		{"{\"order\":{\"invoice_number\":\"A\"},\"peer_to_peer_info\":{\"identifier\":[[]]},"
		 "\"payment\":{\"identifier\":[]}}",
			"A", DOKU_ORDER_UNKNOWN, 1},
		{"{\"order\":{\"invoice_number\":\"A\"},\"payment\":{\"identifier\":{\"a\":1,\"b\":2,\"c\":3}}}",
			"A", DOKU_ORDER_UNKNOWN, 3},
		{"{\"order\":{\"invoice_number\":\"A\"},\"payment\":{\"identifier\":\"x\"}}", "A",
			DOKU_ORDER_UNKNOWN, 0},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification notification;
		test_document document;
		doku_error error;
		check_context("fields of %s", rows[i].body);
		bool accepted = verify_body(rows[i].body, &notification, &document, &error);
		CHECK_INTEGER(accepted, rows[i].invoice != NULL);
		if (accepted && rows[i].invoice != NULL) {
			const void *identifiers = notification.identifiers.node;
			CHECK_TEXT(notification.invoice.text, rows[i].invoice);
			CHECK_INTEGER(notification.status, rows[i].status);
			CHECK_INTEGER(
				identifiers == NULL ? 0 : test_tree_values.count(identifiers), rows[i].identifiers);
		}
		test_document_free(&document);
	}
}

/* Messages that say what to look at. */
static void check_messages(void)
{
	static const struct {
		const char *body, *target, *words;
	} rows[] = {
		{"{}", "/n?a=1", "the body has 2 bytes, tried as target: \"/n\" and \"/n?a=1\""},
		{"{}", "https://shop.example", "tried as target: \"/\""},
		{"{}", "/n\n", "neither a path nor an address"},
		{"", "/n", "the body is empty: was php://input read before?"},
		{"\x1F\x8B\x08", "/n", "compressed by gzip"},
		{"\xEF\xBB\xBF{}", "/n", "byte order mark"},
	};
	doku_notification notification;
	doku_error error;
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification_headers headers = unsigned_headers();
		check_context("message for \"%s\" at %s", rows[i].body, rows[i].target);
		CHECK(!doku_notification_check(&notification, &settings, &headers,
			doku_slice_from_string(rows[i].body), doku_slice_from_string(rows[i].target), TEST_NOW,
			&error));
		CHECK_INTEGER(error.reason, DOKU_REASON_MISMATCH);
		CHECK(strstr(error.message, rows[i].words) != NULL);
	}
	static const struct {
		const char *body, *words;
	} refused[] = {
		{"{\"a\":1,\"a\":2}", "a key stands twice in one object"},
		{"{} x", "something follows the value"},
		{"[]", "no object"},
		{"{}", "names no invoice"},
		{"\x78\x9C", "compressed by zlib"},
		{"\x28\xB5\x2F\xFD", "compressed by zstd"},
		{"\xFE\xFF", "byte order mark of UTF-16"},
	};
	for (size_t i = 0; i < CHECK_COUNT(refused); i++) {
		test_document document;
		check_context("refused body \"%s\"", refused[i].body);
		CHECK(!verify_body(refused[i].body, &notification, &document, &error));
		CHECK_INTEGER(error.reason, DOKU_REASON_MALFORMED);
		CHECK(strstr(error.message, refused[i].words) != NULL);
		test_document_free(&document);
	}
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	headers.are_lines = true;
	check_context("lines");
	CHECK(!doku_notification_check(&notification, &settings, &headers, DOKU_SLICE_EMPTY,
		DOKU_SLICE_LITERAL(TARGET), TEST_NOW, &error));
	CHECK(strstr(error.message, "\"Name: value\" lines") != NULL);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	test_settings_make(&settings);
	check_bodies();
	check_amounts();
	check_fields();
	check_messages();
	doku_settings_free(&settings);
	doku_crypto_shutdown();
	return check_finish();
}
