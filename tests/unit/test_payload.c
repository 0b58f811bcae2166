/* Every row of the field tables, and the contract's section on payloads, by JSON documents. */
#include <stdlib.h>

#include "check.h"
#include "support_files.h"
#include "support_payload.h"

#define TEXT_LIMIT (4u * 1024u * 1024u)

/* One change to a valid document, and what is then wrong with it. "": nothing. */
typedef struct change {
	const char *from, *to, *violations;
} change;

static const change generate_rows[] = {
	{"\"INV-20210707-0001\"", "\"INV-2\"", ""},
	/* mandatory text: absent, null, blank */
	{"\"invoice_number\":\"INV-20210707-0001\",", "", "order.invoice_number required"},
	{"\"INV-20210707-0001\"", "null", "order.invoice_number required"},
	{"\"INV-20210707-0001\"", "\"\"", "order.invoice_number required"},
	{"\"INV-20210707-0001\"", "\" \\u00a0\\u3000\"", "order.invoice_number required"},
	{"\"name\":\"T-Shirt Red\",", "", "order.line_items[0].name required"},
	{"\"Polo Navy\"", "\"  \"", "order.line_items[1].name required"},
	{"\"sku\":\"1002\",", "", "order.line_items[0].sku required"},
	{"\"1001\"", "null", "order.line_items[1].sku required"},
	{",\"category\":\"Shirt\"}", "}", "order.line_items[0].category required"},
	{"\"Shirts\"", "\"\"", "order.line_items[1].category required"},
	{",\"callback_url\":\"https://merchant.com/return-url\"", "", "order.callback_url required"},
	{"\"MUR-20210707-0001\"", "\"\"", "payment.merchant_unique_reference required"},
	{"\"merchant_unique_reference\":\"MUR-20210707-0001\"", "",
		"payment.merchant_unique_reference required"},
	{"\"payment\":{\"merchant_unique_reference\":\"MUR-20210707-0001\"},", "",
		"payment.merchant_unique_reference required"},
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "null",
		"payment.merchant_unique_reference required"},
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "[]",
		"payment.merchant_unique_reference required"},
	{"\"id\":\"CUST-0001\",", "", "customer.id required"},
	{"\"Anton Budiman\"", "\"\"", "customer.name required"},
	{"\"6285694566147\"", "\"\"", "customer.phone required"},
	{"\"6285694566147\"", "\" \"", "customer.phone required"},
	/* objects and lists of the wrong kind */
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "\"x\"", "payment type"},
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "1", "payment type"},
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "[1]", "payment type"},
	{"{\"merchant_unique_reference\":\"MUR-20210707-0001\"}", "true", "payment type"},
	/* text: string or int */
	{"\"INV-20210707-0001\"", "17", ""},
	{"\"INV-20210707-0001\"", "-17", ""},
	{"\"INV-20210707-0001\"", "1.5", "order.invoice_number type"},
	{"\"INV-20210707-0001\"", "true", "order.invoice_number type"},
	{"\"INV-20210707-0001\"", "[]", "order.invoice_number type"},
	{"\"INV-20210707-0001\"", "{}", "order.invoice_number type"},
	{"\"120129\"", "120129", ""},
	{"\"120129\"", "120129.0", "customer.postcode type"},
	{"\"6285694566147\"", "6285694566147", ""},
	/* control characters, line breaks included */
	{"\"T-Shirt Red\"", "\"T-Shirt\\nRed\"", "order.line_items[0].name charset"},
	{"\"T-Shirt Red\"", "\"T-Shirt\\tRed\"", "order.line_items[0].name charset"},
	{"\"T-Shirt Red\"", "\"T-Shirt\\u0000Red\"", "order.line_items[0].name charset"},
	{"\"T-Shirt Red\"", "\"T-Shirt\\u007fRed\"", "order.line_items[0].name charset"},
	{"\"T-Shirt Red\"", "\"T-Shirt\\u0085Red\"", "order.line_items[0].name charset"},
	{"\"Menara Mulia Lantai 8\"", "\"Menara\\r\\nMulia\"", "customer.address charset"},
	{"\"T-Shirt Red\"", "\"\\ud83d\\ude00 \\u00e9\"", ""},
	/* phone */
	{"\"6285694566147\"", "\"0812345678\"", "customer.phone phone"},
	{"\"6285694566147\"", "\"+6285694566147\"", "customer.phone phone"},
	{"\"6285694566147\"", "\"62 856 945\"", "customer.phone phone"},
	{"\"6285694566147\"", "\"62-856\"", "customer.phone phone"},
	{"\"6285694566147\"", "\"\\u0666\\u0662\"", "customer.phone phone"},
	{"\"6285694566147\"", "\"1234567890123456\"", ""},
	{"\"6285694566147\"", "\"12345678901234567\"", "customer.phone max_length 16"},
	{"\"6285694566147\"", "\"0\"", "customer.phone phone"},
	{"\"6285694566147\"", "0", "customer.phone phone"},
	{"\"6285694566147\"", "-62856", "customer.phone phone"},
	/* postcode */
	{"\"120129\"", "\"\"", ""},
	{"\"120129\"", "\"012345\"", ""},
	{"\"120129\"", "\"12 01\"", "customer.postcode charset"},
	{"\"120129\"", "\"AB1\"", "customer.postcode charset"},
	/* optional text may be empty, and null is absent */
	{"\"Menara Mulia Lantai 8\"", "\"\"", ""},
	{"\"Jakarta Selatan\"", "null", ""},
	{"\"DKI Jakarta\"", "\"  \"", ""},
	/* address */
	{"https://merchant.com/return-url", "http://localhost:8080/r?a=1&b=%20", ""},
	{"https://merchant.com/return-url", "merchant.com/return", "order.callback_url url"},
	{"https://merchant.com/return-url", "/return", "order.callback_url url"},
	{"https://merchant.com/return-url", "ftp://merchant.com/", "order.callback_url url"},
	{"https://merchant.com/return-url", "javascript:alert(1)", "order.callback_url url"},
	{"https://merchant.com/return-url", "https://merchant.com/a b", "order.callback_url url"},
	{"https://merchant.com/return-url", "https://merchant.com/\\u00e9", "order.callback_url url"},
	{"https://merchant.com/return-url", "https://merchant.com/\\n", "order.callback_url charset"},
	/* amount */
	{"90000", "90000.0", ""},
	{"90000", "\"90000\"", ""},
	{"90000", "\"90000.00\"", ""},
	{"90000", "9e4", ""},
	{"90000", "\"9e4\"", "order.amount type"},
	{"90000", "90000.5", "order.amount type"},
	{"90000", "\"90000.50\"", "order.amount type"},
	{"90000", "\"90000.\"", "order.amount type"},
	{"90000", "\"90.000\"", "order.amount type"},
	{"90000", "\"90,000\"", "order.amount type"},
	{"90000", "\"90.000,00\"", "order.amount type"},
	{"90000", "\"Rp90000\"", "order.amount type"},
	{"90000", "\" 90000\"", "order.amount type"},
	{"90000", "\"90000 \"", "order.amount type"},
	{"90000", "\"+90000\"", "order.amount type"},
	{"90000", "\"0x15F90\"", "order.amount type"},
	{"90000", "\"\"", "order.amount type"},
	{"90000", "\"-\"", "order.amount type"},
	{"90000", "true", "order.amount type"},
	{"90000", "[]", "order.amount type"},
	{"90000", "{}", "order.amount type"},
	{"90000", "null", "order.amount required"},
	{"\"amount\":90000,", "", "order.amount required"},
	{"90000", "0", "order.amount range 1"},
	{"90000", "-90000", "order.amount range 1"},
	{"90000", "\"-90000\"", "order.amount range 1"},
	{"90000", "-90000.0", "order.amount range 1"},
	{"90000", "999999999999", "order.amount sum"},
	{"90000", "1000000000000", "order.amount range 999999999999"},
	{"90000", "1e300", "order.amount range 999999999999"},
	{"90000", "9223372036854775807", "order.amount range 999999999999"},
	{"90000", "9223372036854775808", "order.amount range 999999999999"},
	{"90000", "123456789012345678901234567890", "order.amount range 999999999999"},
	{"90000", "-9223372036854775808", "order.amount range 1"},
	/* prices and quantities */
	{"30000,\"quantity\":2", "0,\"quantity\":2", "order.amount sum"},
	{"30000,\"quantity\":2", "-1,\"quantity\":2", "order.line_items[0].price range 0"},
	{"30000,\"quantity\":2", "\"30000.00\",\"quantity\":\"2\"", ""},
	{"30000,\"quantity\":2", "1000000000000,\"quantity\":2",
		"order.line_items[0].price range 999999999999"},
	{"30000,\"quantity\":2", "30000.01,\"quantity\":2", "order.line_items[0].price type"},
	{"30000,\"quantity\":2", "30000,\"quantity\":0", "order.line_items[0].quantity range 1"},
	{"30000,\"quantity\":2", "30000,\"quantity\":10000", "order.line_items[0].quantity range 9999"},
	{"30000,\"quantity\":2", "30000,\"quantity\":1.5", "order.line_items[0].quantity type"},
	{"30000,\"quantity\":2", "30000,\"quantity\":false", "order.line_items[0].quantity type"},
	{"30000,\"quantity\":2", "30000", "order.line_items[0].quantity required"},
	{"\"price\":30000,\"quantity\":2", "\"quantity\":2", "order.line_items[0].price required"},
	{"30000,\"quantity\":2", "30000,\"quantity\":1", "order.amount sum"},
	{"30000,\"quantity\":2", "6,\"quantity\":9999", "order.amount sum"},
	/* several at once, in the document's order */
	{"\"T-Shirt Red\",\"price\":30000", "\"\",\"price\":-1",
		"order.line_items[0].name required; order.line_items[0].price range 0"},
	/* additional_info */
	{"\"120129\"}", "\"120129\"},\"additional_info\":{}", ""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":[]", ""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":null", ""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":7", "additional_info type"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"override_notification_url\":\"https://a.example/n\"}",
		""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":{\"override_notification_url\":\"/n\"}",
		"additional_info.override_notification_url url"},
	{"\"120129\"}", "\"120129\"},\"additional_info\":{\"settlement\":[]}", ""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":{\"settlement\":{\"a\":1}}",
		"additional_info.settlement type"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"settlement\":[{\"bank_account_settlement_id\":"
		"\"SBS-0001\",\"value\":10,\"type\":\"PERCENTAGE\"},{\"bank_account_settlement_id\":"
		"\"SBS-0002\",\"value\":\"90\",\"type\":\"FIX\"}]}",
		""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":{\"settlement\":[{}]}",
		"additional_info.settlement[0].bank_account_settlement_id required; "
		"additional_info.settlement[0].value required; additional_info.settlement[0].type required"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"settlement\":[{\"bank_account_settlement_id\":\"S\","
		"\"value\":10,\"type\":\"percentage\"}]}",
		"additional_info.settlement[0].type range"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"settlement\":[{\"bank_account_settlement_id\":\"S\","
		"\"value\":101,\"type\":\"PERCENTAGE\"},{\"bank_account_settlement_id\":\"S\",\"type\":"
		"\"PERCENTAGE\",\"value\":100}]}",
		"additional_info.settlement[0].value range 100"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"settlement\":[{\"bank_account_settlement_id\":\"S\","
		"\"value\":50000,\"type\":\"FIX\"},{\"bank_account_settlement_id\":\"S\",\"value\":-1,"
		"\"type\":\"FIX\"},{\"bank_account_settlement_id\":\"S\",\"value\":1.5,\"type\":\"FIX\"}]}",
		"additional_info.settlement[1].value range 0; additional_info.settlement[2].value type"},
	{"\"120129\"}",
		"\"120129\"},\"additional_info\":{\"integration\":{\"name\":\"n\",\"version\":1,"
		"\"cms_version\":\"\"}}",
		""},
	{"\"120129\"}", "\"120129\"},\"additional_info\":{\"integration\":{\"name\":[]}}",
		"additional_info.integration.name type"},
};

static const change cancel_rows[] = {
	{"\"MINV20201231468\"", "\"MINV\"", ""},
	{"\"MINV20201231468\"", "\"\"", "order.invoice_number required"},
	{"\"ABC0001\"", "null", "payment.merchant_unique_reference required"},
	{",\"identifier\":[{\"name\":\"AKULAKU_UNIQUE_REFERENCE\",\"value\":\"MCH-12345678ABC0001\"},{"
	 "\"name\":\"ORDER_ID\",\"value\":\"893102\"}]",
		"", ""},
	{"[{\"name\":\"AKULAKU_UNIQUE_REFERENCE\",\"value\":\"MCH-12345678ABC0001\"},{"
	 "\"name\":\"ORDER_ID\",\"value\":\"893102\"}]",
		"[]", ""},
	{"\"893102\"", "893102", ""},
	{"\"893102\"", "\"\"", "payment.identifier[1].value required"},
	{"\"name\":\"ORDER_ID\",", "", "payment.identifier[1].name required"},
	{"{\"name\":\"ORDER_ID\",\"value\":\"893102\"}", "\"x\"", "payment.identifier[1] type"},
	{"{\"invoice_number\":\"MINV20201231468\"}", "{\"invoice_number\":\"M\",\"amount\":1}", ""},
};

static const change refund_rows[] = {
	{"\"XYZ-006456\"", "\"XYZ\"", ""},
	{"\"XYZ-006456\"", "\"\"", "refund.merchant_unique_reference required"},
	{"{\"merchant_unique_reference\":\"XYZ-006456\"}", "[]",
		"refund.merchant_unique_reference required"},
	{",\"refund\":{\"merchant_unique_reference\":\"XYZ-006456\"}", "",
		"refund.merchant_unique_reference required"},
	{",\"identifier\":[{\"name\":\"ORDER_ID\",\"value\":\"1000043205\"},{\"name\":"
	 "\"AKULAKU_UNIQUE_REFERENCE\",\"value\":\"MCH-0001-10791114622547REFUND-ABC-0001045\"}]",
		"", "payment.identifier required"},
	{"[{\"name\":\"ORDER_ID\",\"value\":\"1000043205\"},{\"name\":"
	 "\"AKULAKU_UNIQUE_REFERENCE\",\"value\":\"MCH-0001-10791114622547REFUND-ABC-0001045\"}]",
		"[]", "payment.identifier required"},
	/* full amount only: whatever looks like a part is refused */
	{"\"invoice-00000101123\"", "\"i\",\"amount\":110000", "order.amount full_refund_only"},
	{"\"invoice-00000101123\"", "\"i\",\"amount\":\"x\"", "order.amount full_refund_only"},
	{"\"XYZ-006456\"", "\"XYZ\",\"amount\":1", "refund.amount full_refund_only"},
	{"\"XYZ-006456\"", "\"XYZ\",\"type\":\"FULL\",\"reason\":{\"a\":[]}",
		"refund.type full_refund_only; refund.reason full_refund_only"},
	/* elsewhere an unknown key passes */
	{"\"invoice-00000101123\"", "\"i\",\"note\":1", ""},
	{"\"XYZ-006456\"}", "\"XYZ\"},\"note\":{\"amount\":5}", ""},
};

static void check_rows(
	const char *name, const doku_field *rules, const char *base, const change *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		doku_buffer json;
		doku_buffer found;
		doku_payload payload;
		doku_buffer_init(&json, TEXT_LIMIT);
		doku_buffer_init(&found, TEXT_LIMIT);
		check_context("%s: %s -> %s", name, rows[i].from, rows[i].to);
		test_replace(base, rows[i].from, rows[i].to, &json);
		CHECK(test_build_json(&payload, rules, doku_buffer_slice(&json)));
		test_describe_violations(&payload, &found);
		CHECK_TEXT(doku_buffer_slice(&found), rows[i].violations);
		doku_payload_free(&payload);
		doku_buffer_free(&found);
		doku_buffer_free(&json);
	}
}

static const struct {
	const char *from; /* replaced by a text of `limit` and of `limit` + 1 characters */
	const char *path;
	size_t limit;
} length_rows[] = {
	{"INV-20210707-0001", "order.invoice_number", 64},
	{"T-Shirt Red", "order.line_items[0].name", 255},
	{"MUR-20210707-0001", "payment.merchant_unique_reference", 64},
	{"CUST-0001", "customer.id", 50},
	{"Anton Budiman", "customer.name", 64},
	{"Menara Mulia Lantai 8", "customer.address", 400},
	{"Jakarta Selatan", "customer.city", 64},
	{"DKI Jakarta", "customer.state", 64},
};

/* Lengths count code points: the same limits with one, two, three and four bytes each. */
static void check_lengths(void)
{
	static const char *const units[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
	for (size_t i = 0; i < CHECK_COUNT(length_rows); i++) {
		for (size_t unit = 0; unit < CHECK_COUNT(units); unit++) {
			for (size_t extra = 0; extra < 2; extra++) {
				char text[2048] = "";
				char expected[128] = "";
				for (size_t n = 0; n < length_rows[i].limit + extra; n++) {
					strcat(text, units[unit]);
				}
				if (extra > 0) {
					snprintf(expected, sizeof(expected), "%s max_length %zu", length_rows[i].path,
						length_rows[i].limit);
				}
				change row = {length_rows[i].from, text, expected};
				check_rows("length", &doku_generate_rules, test_generate_json, &row, 1);
			}
		}
	}
	/* no documented limit: long is fine */
	static char text[5000];
	memset(text, '7', sizeof(text) - 1);
	change unlimited[] = {{"1002", text, ""}, {"Shirts", text, ""}, {"return-url", text, ""}};
	check_rows(
		"no limit", &doku_generate_rules, test_generate_json, unlimited, CHECK_COUNT(unlimited));
	text[65] = '\0';
	change postcode[] = {{"120129", text, "customer.postcode max_length 64"}};
	check_rows("length", &doku_generate_rules, test_generate_json, postcode, 1);
	text[64] = '\0';
	postcode[0].violations = "";
	check_rows("length", &doku_generate_rules, test_generate_json, postcode, 1);
}

static void check_bytes(
	const char *name, const doku_field *rules, const char *json, const char *expected)
{
	doku_payload payload;
	check_context("bytes: %s", name);
	CHECK(test_build_json(&payload, rules, doku_slice_from_string(json)));
	CHECK_INTEGER(payload.violations.count, 0);
	CHECK_TEXT(doku_buffer_slice(&payload.json), expected);
	doku_payload_free(&payload);
}

/* What is written, from the published bodies and from the contract's line on bytes. */
static void check_all_bytes(void)
{
	static const struct {
		const char *folder;
		const doku_field *rules;
	} published[] = {{"akulaku-generate-compact", &doku_generate_rules},
		{"akulaku-generate-utf8-and-empty-address", &doku_generate_rules},
		{"akulaku-generate-additional-info", &doku_generate_rules},
		{"akulaku-cancel-compact", &doku_cancel_rules},
		{"akulaku-refund-compact", &doku_refund_rules}};
	for (size_t i = 0; i < CHECK_COUNT(published); i++) {
		doku_buffer body;
		test_read_file(published[i].folder, "body", &body);
		doku_buffer_append_byte(&body, '\0');
		check_bytes(published[i].folder, published[i].rules, body.data, body.data);
		doku_buffer_free(&body);
	}
	/* other spellings of the same order give the same bytes */
	doku_buffer compact;
	test_read_file("akulaku-generate-compact", "body", &compact);
	doku_buffer_append_byte(&compact, '\0');
	static const char *const spellings[] = {
		"akulaku-generate-escaped-slashes", "akulaku-generate-pretty4"};
	for (size_t i = 0; i < CHECK_COUNT(spellings); i++) {
		doku_buffer body;
		test_read_file(spellings[i], "body", &body);
		doku_buffer_append_byte(&body, '\0');
		check_bytes(spellings[i], &doku_generate_rules, body.data, compact.data);
		doku_buffer_free(&body);
	}
	doku_buffer_free(&compact);

	/* the caller's order; missing customer keys after it in table order; unknown keys unchanged */
	check_bytes("order of keys", &doku_generate_rules,
		"{\"customer\":{\"state\":null,\"phone\":628,\"x\":[1.5,null,true,{}],\"name\":\"N\",\"id\":1,"
		"\"city\":\"C\"},\"zz\":{\"b\":[],\"a\":null},\"payment\":{\"merchant_unique_reference\":\"M\"},"
		"\"order\":{\"callback_url\":\"https://a.example/\\/\",\"line_items\":[{\"quantity\":\"2.0\","
		"\"price\":5.0,\"sku\":3,\"category\":\"c\",\"name\":\"\\u00e9\"}],\"amount\":\"10.00\","
		"\"invoice_number\":\"I\"},\"additional_info\":[]}",
		"{\"customer\":{\"phone\":\"628\",\"x\":[1.5,null,true,{}],\"name\":\"N\",\"id\":\"1\","
		"\"city\":\"C\",\"address\":\"\",\"state\":\"\",\"postcode\":\"\"},\"zz\":{\"b\":[],\"a\":null},"
		"\"payment\":{\"merchant_unique_reference\":\"M\"},\"order\":{\"callback_url\":"
		"\"https://a.example//\",\"line_items\":[{\"quantity\":2,\"price\":5,\"sku\":\"3\",\"category\":"
		"\"c\",\"name\":\"\xC3\xA9\"}],\"amount\":10,\"invoice_number\":\"I\"},\"additional_info\":{}}");
	check_bytes("free", &doku_free_rules, "[]", "{}");
	check_bytes("free", &doku_free_rules, "{\"a\":[],\"b\":-1,\"c\":\"\\n/\",\"d\":1.0,\"e\":[[]]}",
		"{\"a\":[],\"b\":-1,\"c\":\"\\n/\",\"d\":1.0,\"e\":[[]]}");
}

static void check_facts(void)
{
	doku_payload payload;
	check_context("facts");
	CHECK(test_build_json(
		&payload, &doku_generate_rules, doku_slice_from_string(test_generate_json)));
	CHECK_SLICE(doku_slice_make(payload.invoice, payload.invoice_length),
		DOKU_SLICE_LITERAL("INV-20210707-0001"));
	CHECK(payload.has_amount);
	CHECK_INTEGER(payload.amount, 90000);
	doku_payload_free(&payload);
	CHECK(test_build_json(&payload, &doku_cancel_rules, doku_slice_from_string(test_cancel_json)));
	CHECK_SLICE(doku_slice_make(payload.invoice, payload.invoice_length),
		DOKU_SLICE_LITERAL("MINV20201231468"));
	CHECK(!payload.has_amount);
	doku_payload_free(&payload);
}

/* An empty document names everything that a caller must add, and nothing else. */
static void check_empty(void)
{
	static const struct {
		const doku_field *rules;
		const char *violations;
	} rows[] = {
		{&doku_generate_rules,
			"order.invoice_number required; order.amount required; order.line_items required; "
			"order.callback_url required; payment.merchant_unique_reference required; "
			"customer.id required; customer.name required; customer.phone required"},
		{&doku_cancel_rules,
			"order.invoice_number required; payment.merchant_unique_reference required"},
		{&doku_refund_rules,
			"order.invoice_number required; payment.merchant_unique_reference required; "
			"payment.identifier required; refund.merchant_unique_reference required"},
		{&doku_free_rules, ""},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		static const char *const documents[] = {"{}", "[]"};
		for (size_t n = 0; n < CHECK_COUNT(documents); n++) {
			doku_payload payload;
			doku_buffer found;
			doku_buffer_init(&found, TEXT_LIMIT);
			check_context("empty document %zu", i);
			CHECK(test_build_json(&payload, rows[i].rules, doku_slice_from_string(documents[n])));
			test_describe_violations(&payload, &found);
			CHECK_TEXT(doku_buffer_slice(&found), rows[i].violations);
			doku_buffer_free(&found);
			doku_payload_free(&payload);
		}
	}
}

/* "sum" states both totals and the difference; phones say what to write. */
static void check_messages(void)
{
	static const struct {
		const char *from, *to;
		const char *words[4];
	} rows[] = {
		{"90000", "95000", {"95000", "90000", "5000", NULL}},
		{"\"6285694566147\"", "\"081234\"", {"62812", "0812", NULL, NULL}},
		{"\"INV-20210707-0001\"", "\"\"", {"blank", NULL, NULL, NULL}},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_buffer json;
		doku_payload payload;
		doku_buffer_init(&json, TEXT_LIMIT);
		check_context("message of %s", rows[i].to);
		test_replace(test_generate_json, rows[i].from, rows[i].to, &json);
		CHECK(test_build_json(&payload, &doku_generate_rules, doku_buffer_slice(&json)));
		if (CHECK_INTEGER(payload.violations.count, 1)) {
			doku_slice message =
				doku_violation_message(&payload.violations, &payload.violations.items[0]);
			char text[512];
			snprintf(text, sizeof(text), "%.*s", (int)message.length, message.data);
			for (size_t word = 0; word < 4 && rows[i].words[word] != NULL; word++) {
				CHECK(strstr(text, rows[i].words[word]) != NULL);
			}
		}
		doku_payload_free(&payload);
		doku_buffer_free(&json);
	}
}

/* The walk copies a name in one move of the size of its array, less the comma. */
static void check_names(const doku_field *field)
{
	CHECK(field->child_count <= DOKU_FIELD_MAX_CHILDREN);
	for (size_t i = 0; i < field->child_count; i++) {
		const doku_field *child = &field->children[i];
		char expected[64];
		check_context("name %s", child->name);
		CHECK(child->name_length + 4 < sizeof(child->json_name));
		snprintf(expected, sizeof(expected), ",\"%s\":", child->name);
		CHECK_TEXT(doku_slice_from_string(child->json_name), expected);
		CHECK_TEXT(doku_field_name(child), child->name);
		check_names(child);
	}
}

/* The first violation of a path is kept, among thousands too. */
static void check_paths(void)
{
	doku_violation_list list;
	doku_violation_list_init(&list);
	for (size_t round = 0; round < 2; round++) {
		for (int i = 0; i < 3000; i++) {
			char path[32];
			snprintf(path, sizeof(path), "x%d", i);
			doku_violation_add(&list, doku_slice_from_string(path),
				round == 0 ? DOKU_RULE_TYPE : DOKU_RULE_RANGE, NULL, "in round %d", (int)round);
		}
	}
	doku_violation_add(&list, DOKU_SLICE_EMPTY, DOKU_RULE_MAX_LENGTH, NULL, "of the whole");
	doku_violation_add(&list, DOKU_SLICE_EMPTY, DOKU_RULE_MAX_LENGTH, NULL, "of the whole");
	check_context("one violation a path");
	CHECK_INTEGER(list.count, 3001);
	CHECK(!list.no_memory && !list.is_full);
	size_t wrong = 0;
	for (size_t i = 0; i < 3000 && i < list.count; i++) {
		wrong += list.items[i].rule != DOKU_RULE_TYPE;
	}
	CHECK_INTEGER(wrong, 0);
	doku_violation_list_free(&list);
}

int main(void)
{
	check_paths();
	check_names(&doku_generate_rules);
	check_names(&doku_cancel_rules);
	check_names(&doku_refund_rules);
	check_rows("generate", &doku_generate_rules, test_generate_json, generate_rows,
		CHECK_COUNT(generate_rows));
	check_rows(
		"cancel", &doku_cancel_rules, test_cancel_json, cancel_rows, CHECK_COUNT(cancel_rows));
	check_rows(
		"refund", &doku_refund_rules, test_refund_json, refund_rows, CHECK_COUNT(refund_rows));
	check_lengths();
	check_all_bytes();
	check_facts();
	check_empty();
	check_messages();
	return check_finish();
}
