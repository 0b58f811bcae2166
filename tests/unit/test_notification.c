/* Notifications: names of headers, targets, the order of checks, and hostile variants. */
#include <stdlib.h>

#include "base/caps.h"
#include "check.h"
#include "response/notification.h"
#include "support_files.h"
#include "support_fixture.h"
#include "support_json.h"

#define VECTOR "akulaku-notification-compact"
#define TARGET "/payments/notifications"
#define STAMP "2021-07-07T08:50:43Z"
#define STAMP_SECONDS INT64_C(1625647843)

static doku_settings settings;
static doku_buffer body;
static doku_buffer signature;

static const struct {
	const char *name;
	doku_notification_header header;
} name_rows[] = {
	{"Client-Id", DOKU_HEADER_CLIENT_ID},
	{"client-id", DOKU_HEADER_CLIENT_ID},
	{"CLIENT_ID", DOKU_HEADER_CLIENT_ID},
	{"client_id", DOKU_HEADER_CLIENT_ID},
	{"HTTP_CLIENT_ID", DOKU_HEADER_CLIENT_ID},
	{"http-client-id", DOKU_HEADER_CLIENT_ID},
	{"Http_Client-Id", DOKU_HEADER_CLIENT_ID},
	{"REQUEST-ID", DOKU_HEADER_REQUEST_ID},
	{"HTTP_REQUEST_ID", DOKU_HEADER_REQUEST_ID},
	{"Request-Timestamp", DOKU_HEADER_TIMESTAMP},
	{"HTTP_REQUEST_TIMESTAMP", DOKU_HEADER_TIMESTAMP},
	{"signature", DOKU_HEADER_SIGNATURE},
	{"HTTP_SIGNATURE", DOKU_HEADER_SIGNATURE},
	{"", DOKU_HEADER_COUNT},
	{"HTTP_", DOKU_HEADER_COUNT},
	{"HTTP_HTTP_SIGNATURE", DOKU_HEADER_COUNT},
	{"X-Signature", DOKU_HEADER_COUNT},
	{"Signature ", DOKU_HEADER_COUNT},
	{" Signature", DOKU_HEADER_COUNT},
	{"Signature:", DOKU_HEADER_COUNT},
	{"ClientId", DOKU_HEADER_COUNT},
	{"Client Id", DOKU_HEADER_COUNT},
	{"Client-Idx", DOKU_HEADER_COUNT},
	{"Request-Target", DOKU_HEADER_COUNT},
	{"REQUEST_TIME", DOKU_HEADER_COUNT},
	{"REMOTE_ADDR", DOKU_HEADER_COUNT},
	{"HTTPX_SIGNATURE", DOKU_HEADER_COUNT},
};

static const struct {
	const char *target, *path, *with_query; /* NULL: neither a path nor an address */
} target_rows[] = {
	{TARGET, TARGET, TARGET},
	{"/n?a=1&b=2", "/n", "/n?a=1&b=2"},
	{"/n?", "/n", "/n?"},
	{"/n?a?b", "/n", "/n?a?b"},
	{"/n#f", "/n", "/n"},
	{"/n?a#f?g", "/n", "/n?a"},
	{"/", "/", "/"},
	{"/?x", "/", "/?x"},
	{"//n", "//n", "//n"},
	{"https://shop.example/payments/notifications", TARGET, TARGET},
	{"https://shop.example:8443/n?x=1", "/n", "/n?x=1"},
	{"https://shop.example", "/", "/"},
	{"http://[::1]:80/n#f", "/n", "/n"},
	{"https://shop.example?a=1", "/", "/?a=1"},
	{"https://shop.example?a=1#f", "/", "/?a=1"},
	{"https://shop.example#f?x", "/", "/"},
	{"/n\n", NULL, NULL},
	{"/n\r", NULL, NULL},
	{"/n\x7F", NULL, NULL},
	{"https://shop.example/n\tx", NULL, NULL},
	{"mailto:a@shop.example", NULL, NULL},
	{"", NULL, NULL},
	{"n", NULL, NULL},
	{"?x", NULL, NULL},
	{"shop.example/n", NULL, NULL},
	{"https:///n", NULL, NULL},
};

/* One of the four, under its usual name. */
static void add_header(
	doku_notification_headers *headers, doku_notification_header header, doku_slice value)
{
	static const char *const names[DOKU_HEADER_COUNT] = {
		"Client-Id", "HTTP_REQUEST_ID", "request_timestamp", "SIGNATURE"};
	doku_notification_add_header(headers, doku_slice_from_string(names[header]), value);
}

static doku_notification_headers good_headers(void)
{
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	add_header(&headers, DOKU_HEADER_CLIENT_ID, DOKU_SLICE_LITERAL(TEST_CLIENT_ID));
	add_header(&headers, DOKU_HEADER_REQUEST_ID,
		DOKU_SLICE_LITERAL("450ec2b0-5631-4876-a3ee-33a93ee39daa"));
	add_header(&headers, DOKU_HEADER_TIMESTAMP, DOKU_SLICE_LITERAL(STAMP));
	add_header(&headers, DOKU_HEADER_SIGNATURE, doku_buffer_slice(&signature));
	return headers;
}

/* The reason of the refusal; DOKU_REASON_NONE when it was accepted. */
static doku_reason refusal(
	const doku_notification_headers *headers, doku_slice text, const char *target, int64_t now)
{
	doku_notification notification;
	test_document document;
	doku_error error;
	bool accepted = test_notification_verify(&notification, &document, &settings, headers, text,
		doku_slice_from_string(target), now, &error);
	if (accepted) {
		CHECK_INTEGER(error.kind, DOKU_ERROR_NONE);
	} else {
		CHECK_INTEGER(error.kind, DOKU_ERROR_SIGNATURE);
		CHECK(error.message[0] != '\0');
		CHECK(strstr(error.message, TEST_SECRET) == NULL);
		CHECK(strstr(error.message, "8iuqtEVF") == NULL); /* the expected signature */
	}
	test_document_free(&document);
	return accepted ? DOKU_REASON_NONE : error.reason;
}

#define REFUSAL(headers, text, target) refusal(headers, text, target, STAMP_SECONDS)

/* Signs whatever the case needs, as DOKU would. */
static void sign_headers(doku_notification_headers *headers, doku_slice text, const char *target,
	char made[DOKU_SIGNATURE_SIZE])
{
	doku_signature_fields fields = {
		.client_id = headers->values[DOKU_HEADER_CLIENT_ID],
		.request_id = headers->values[DOKU_HEADER_REQUEST_ID],
		.timestamp = headers->values[DOKU_HEADER_TIMESTAMP],
		.target = doku_slice_from_string(target),
		.has_body = true,
		.body = text,
	};
	CHECK(doku_signature_create(&settings.keyring, &fields, made));
	headers->values[DOKU_HEADER_SIGNATURE] = doku_slice_make(made, DOKU_SIGNATURE_LENGTH);
}

static void check_vector(void)
{
	doku_notification_headers headers = good_headers();
	doku_notification notification;
	test_document document;
	doku_error error;
	check_context("vector");
	if (CHECK(test_notification_verify(&notification, &document, &settings, &headers,
			doku_buffer_slice(&body), DOKU_SLICE_LITERAL(TARGET), STAMP_SECONDS, &error))) {
		CHECK_INTEGER(notification.status, DOKU_ORDER_SUCCESS);
		CHECK_TEXT(notification.invoice.text, "INV-20210707-0001");
		CHECK(notification.has_amount);
		CHECK_INTEGER(notification.amount, 90000);
		CHECK_INTEGER(notification.timestamp, STAMP_SECONDS);
		CHECK_TEXT(notification.request_id, "450ec2b0-5631-4876-a3ee-33a93ee39daa");
		CHECK_TEXT(notification.original_request_id.text, "baec7d95-f30a-4b78-b711-6ebe0ccdf50b");
		CHECK_TEXT(notification.reference.text, "MUR-20210707-0001");
		CHECK_TEXT(notification.channel.text, "PEER_TO_PEER_AKULAKU");
		CHECK(notification.identifiers.is_list && notification.identifiers.node != NULL
			&& test_tree_values.count(notification.identifiers.node) == 2);
	}
	test_document_free(&document);

	/* a sample of DOKU's has no padding */
	headers.values[DOKU_HEADER_SIGNATURE].length--;
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_NONE);
	/* white space around values */
	headers = good_headers();
	memset(&headers, 0, sizeof(headers));
	add_header(&headers, DOKU_HEADER_CLIENT_ID, DOKU_SLICE_LITERAL(" \t" TEST_CLIENT_ID "\t "));
	CHECK_TEXT(headers.values[DOKU_HEADER_CLIENT_ID], TEST_CLIENT_ID);
}

static void check_names(void)
{
	for (size_t i = 0; i < CHECK_COUNT(name_rows); i++) {
		check_context("name \"%s\"", name_rows[i].name);
		CHECK_INTEGER(doku_notification_header_from_name(doku_slice_from_string(name_rows[i].name)),
			name_rows[i].header);
	}
	check_context("name with a NUL");
	CHECK_INTEGER(
		doku_notification_header_from_name(DOKU_SLICE_LITERAL("Signature\0")), DOKU_HEADER_COUNT);
}

static void check_targets(void)
{
	for (size_t i = 0; i < CHECK_COUNT(target_rows); i++) {
		check_context("target %s", target_rows[i].target);
		CHECK_INTEGER(doku_notification_is_target(doku_slice_from_string(target_rows[i].target)),
			target_rows[i].path != NULL);
		const char *forms[] = {target_rows[i].path, target_rows[i].with_query};
		for (size_t form = 0; form < 2 && forms[form] != NULL; form++) {
			char made[DOKU_SIGNATURE_SIZE];
			doku_notification_headers headers = good_headers();
			sign_headers(&headers, doku_buffer_slice(&body), forms[form], made);
			CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), target_rows[i].target),
				DOKU_REASON_NONE);
		}
	}

	static const struct {
		const char *given, *signed_by;
		doku_reason reason;
	} rows[] = {
		{TARGET, TARGET, DOKU_REASON_NONE},
		{TARGET "?a=1", TARGET, DOKU_REASON_NONE},
		{TARGET "?a=1", TARGET "?a=1", DOKU_REASON_NONE},
		{TARGET "?a=1", TARGET "?a=2", DOKU_REASON_MISMATCH},
		{TARGET, TARGET "?a=1", DOKU_REASON_MISMATCH},
		{"https://shop.example" TARGET, TARGET, DOKU_REASON_NONE},
		{"https://shop.example" TARGET "?a=1#f", TARGET, DOKU_REASON_NONE},
		{"https://shop.example" TARGET "?a=1#f", TARGET "?a=1", DOKU_REASON_NONE},
		{"https://shop.example", "/", DOKU_REASON_NONE},
		{"/sub" TARGET, TARGET, DOKU_REASON_MISMATCH},
		{TARGET "/", TARGET, DOKU_REASON_MISMATCH},
		{"/PAYMENTS/notifications", TARGET, DOKU_REASON_MISMATCH},
		{"nonsense", "nonsense", DOKU_REASON_MISMATCH},
		{"", "", DOKU_REASON_MISMATCH},
		/* lines smuggled into the string that is signed */
		{TARGET "\nDigest:x", TARGET "\nDigest:x", DOKU_REASON_MISMATCH},
		{TARGET "\rx", TARGET "\rx", DOKU_REASON_MISMATCH},
		{TARGET "?a\nb", TARGET "?a\nb", DOKU_REASON_MISMATCH},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		char made[DOKU_SIGNATURE_SIZE];
		doku_notification_headers headers = good_headers();
		check_context("given %s, signed %s", rows[i].given, rows[i].signed_by);
		sign_headers(&headers, doku_buffer_slice(&body), rows[i].signed_by, made);
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), rows[i].given), rows[i].reason);
	}
}

static void check_missing(void)
{
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		doku_notification_headers headers = good_headers();
		check_context("header %d missing", i);
		headers.values[i] = DOKU_SLICE_EMPTY;
		CHECK_INTEGER(
			REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MISSING_HEADER);
		/* an empty one is as good as none, alone or next to a full one */
		add_header(&headers, (doku_notification_header)i, DOKU_SLICE_LITERAL(" "));
		CHECK_INTEGER(
			REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MISSING_HEADER);
		headers = good_headers();
		add_header(&headers, (doku_notification_header)i, DOKU_SLICE_LITERAL(""));
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_NONE);
	}
}

static void check_doubled(void)
{
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		doku_notification_headers headers = good_headers();
		check_context("header %d twice", i);
		add_header(&headers, (doku_notification_header)i, headers.values[i]);
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_NONE);
		add_header(&headers, (doku_notification_header)i, DOKU_SLICE_LITERAL("another"));
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
		/* back to the first does not undo it */
		doku_notification_headers again = good_headers();
		add_header(&headers, (doku_notification_header)i, again.values[i]);
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
	}
}

static void check_malformed(void)
{
	static char long_id[130];
	memset(long_id, 'x', sizeof(long_id) - 1);
	const struct {
		doku_notification_header header;
		const char *value;
	} rows[] = {
		{DOKU_HEADER_CLIENT_ID, "a b"},
		{DOKU_HEADER_CLIENT_ID, "a\nb"},
		{DOKU_HEADER_CLIENT_ID, "\xC3\xA9"},
		{DOKU_HEADER_CLIENT_ID, long_id},
		{DOKU_HEADER_REQUEST_ID, "a b"},
		{DOKU_HEADER_REQUEST_ID, "a\rb"},
		{DOKU_HEADER_REQUEST_ID, "a\x7F"},
		{DOKU_HEADER_REQUEST_ID, long_id},
		{DOKU_HEADER_TIMESTAMP, "yesterday"},
		{DOKU_HEADER_TIMESTAMP, "1625647843"},
		{DOKU_HEADER_TIMESTAMP, "2021-02-30T00:00:00Z"},
		{DOKU_HEADER_TIMESTAMP, STAMP "\nRequest-Target:/x"},
		{DOKU_HEADER_SIGNATURE, "HMACSHA256="},
		{DOKU_HEADER_SIGNATURE, "8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+w="},
		{DOKU_HEADER_SIGNATURE, "HMACSHA512=8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+w="},
		{DOKU_HEADER_SIGNATURE, "hmacsha256=8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+w="},
		{DOKU_HEADER_SIGNATURE, "HMACSHA256=8iuqtEVFQUz_BlmV3EaLQDMEeqLgoq5u5447I5260-w="},
		{DOKU_HEADER_SIGNATURE, "HMACSHA256=8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+w=="},
		{DOKU_HEADER_SIGNATURE, "HMACSHA256=8iuqtEVFQUz/BlmV3EaLQDMEeqLgoq5u5447I5260+"},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification_headers headers = good_headers();
		check_context("malformed %zu: %.60s", i, rows[i].value);
		headers.values[rows[i].header] = doku_slice_from_string(rows[i].value);
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
	}
}

/* Values of every name count, those of the four and those that are no text as well. */
static void check_header_caps(void)
{
	static char large[DOKU_MAX_HEADER_BYTES];
	memset(large, ' ', sizeof(large));
	doku_notification_headers headers = good_headers();
	size_t used = headers.bytes;
	check_context("bytes of headers");
	doku_notification_add_header(&headers, DOKU_SLICE_LITERAL("X"),
		doku_slice_make(large, DOKU_MAX_HEADER_BYTES - used - 1));
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_NONE);
	doku_notification_add_no_text(&headers, DOKU_SLICE_LITERAL("Y"));
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
	headers = good_headers();
	doku_notification_add_header(&headers, DOKU_SLICE_LITERAL("Client-Id"),
		doku_slice_make(large, DOKU_MAX_HEADER_BYTES - used - 8));
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);

	headers = good_headers();
	check_context("number of headers");
	while (headers.count < DOKU_MAX_HEADERS) {
		if (headers.count % 2 == 0) {
			doku_notification_add_no_text(&headers, DOKU_SLICE_LITERAL("X"));
		} else {
			add_header(&headers, DOKU_HEADER_CLIENT_ID, headers.values[DOKU_HEADER_CLIENT_ID]);
		}
	}
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_NONE);
	add_header(&headers, DOKU_HEADER_CLIENT_ID, headers.values[DOKU_HEADER_CLIENT_ID]);
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
}

/* What servers make of a header that came twice. */
static void check_joined(void)
{
	static const struct {
		const char *value, *meant; /* meant NULL: refused, or the value as it is */
	} rows[] = {
		{"r, r", "r"},
		{"r,r", "r"},
		{"r , \tr", "r"},
		{"r, r, r", "r"},
		{"r,r , r", "r"},
		{" r, r ", "r"},
		{"a,b, a,b", "a,b"},
		{"r, s", NULL},
		{"r, r, s", NULL},
		{"r, rr", NULL},
		{"rr, r", NULL},
		{"r r", NULL},
		{"r,", "r,"},
		{",r", ",r"},
		{"a,b", "a,b"},
		{",", ","},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		char made[DOKU_SIGNATURE_SIZE];
		doku_notification_headers headers = good_headers();
		const char *meant = rows[i].meant == NULL ? rows[i].value : rows[i].meant;
		check_context("joined \"%s\"", rows[i].value);
		headers.values[DOKU_HEADER_REQUEST_ID] = doku_slice_from_string(meant);
		sign_headers(&headers, doku_buffer_slice(&body), TARGET, made);
		headers.values[DOKU_HEADER_REQUEST_ID] = DOKU_SLICE_EMPTY;
		add_header(&headers, DOKU_HEADER_REQUEST_ID, doku_slice_from_string(rows[i].value));
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET),
			rows[i].meant == NULL ? DOKU_REASON_MALFORMED : DOKU_REASON_NONE);
	}
	/* a long value that is almost a repetition takes no longer than any other */
	static char commas[DOKU_MAX_HEADER_BYTES / 2];
	for (size_t i = 0; i + 1 < sizeof(commas); i += 2) {
		memcpy(commas + i, "a,", 2);
	}
	doku_notification_headers headers = good_headers();
	check_context("many commas");
	add_header(&headers, DOKU_HEADER_REQUEST_ID, doku_slice_make(commas, sizeof(commas)));
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MALFORMED);
}

static void check_forgeries(void)
{
	char forged[DOKU_SIGNATURE_SIZE];
	size_t prefix = strlen(DOKU_SIGNATURE_PREFIX);
	doku_notification_headers headers = good_headers();
	memcpy(forged, signature.data, signature.length);
	headers.values[DOKU_HEADER_SIGNATURE] = doku_slice_make(forged, DOKU_SIGNATURE_LENGTH);
	/* every character of the base64 replaced by every other */
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t place = prefix; place < DOKU_SIGNATURE_LENGTH - 1; place++) {
		for (size_t i = 0; alphabet[i] != '\0'; i++) {
			if (alphabet[i] != signature.data[place]) {
				forged[place] = alphabet[i];
				check_context("character %zu is %c", place, alphabet[i]);
				CHECK_INTEGER(
					REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MISMATCH);
			}
		}
		forged[place] = signature.data[place];
	}
	/* every byte of the body changed, one missing, one more */
	headers = good_headers();
	for (size_t i = 0; i < body.length; i++) {
		body.data[i] ^= 0x20;
		check_context("body byte %zu", i);
		CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&body), TARGET), DOKU_REASON_MISMATCH);
		body.data[i] ^= 0x20;
	}
	check_context("body length");
	CHECK_INTEGER(REFUSAL(&headers, doku_slice_make(body.data, body.length - 1), TARGET),
		DOKU_REASON_MISMATCH);
	CHECK_INTEGER(REFUSAL(&headers, DOKU_SLICE_EMPTY, TARGET), DOKU_REASON_MISMATCH);

	/* a true response of DOKU replayed as a notification */
	doku_buffer response_body;
	doku_buffer response_signature;
	test_read_file("akulaku-generate-response", "body", &response_body);
	test_read_file("akulaku-generate-response", "signature", &response_signature);
	headers.values[DOKU_HEADER_REQUEST_ID] = DOKU_SLICE_LITERAL(TEST_REQUEST_ID);
	headers.values[DOKU_HEADER_TIMESTAMP] = DOKU_SLICE_LITERAL("2021-07-07T08:45:43Z");
	headers.values[DOKU_HEADER_SIGNATURE] = doku_buffer_slice(&response_signature);
	check_context("response replayed");
	CHECK_INTEGER(REFUSAL(&headers, doku_buffer_slice(&response_body),
					  "/akulaku-peer-to-peer/v2/generate-order"),
		DOKU_REASON_MISMATCH);
	doku_buffer_free(&response_body);
	doku_buffer_free(&response_signature);
}

static void check_age(void)
{
	static const struct {
		int64_t max_age, distance;
		doku_reason reason;
	} rows[] = {
		{0, 0, DOKU_REASON_NONE},
		{0, 10000000, DOKU_REASON_NONE},
		{0, -10000000, DOKU_REASON_NONE},
		{60, 0, DOKU_REASON_NONE},
		{60, 60, DOKU_REASON_NONE},
		{60, -60, DOKU_REASON_NONE},
		{60, 61, DOKU_REASON_STALE},
		{60, -61, DOKU_REASON_STALE},
		{1, 2, DOKU_REASON_STALE},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_notification_headers headers = good_headers();
		check_context("max age %d, distance %d", (int)rows[i].max_age, (int)rows[i].distance);
		settings.notification_max_age = rows[i].max_age;
		CHECK_INTEGER(
			refusal(&headers, doku_buffer_slice(&body), TARGET, STAMP_SECONDS + rows[i].distance),
			rows[i].reason);
	}
	settings.notification_max_age = 0;
}

/* Faults are added from the last check to the first: each time the earlier one must win. */
static void check_order(void)
{
	char made[DOKU_SIGNATURE_SIZE];
	doku_notification_headers headers = good_headers();
	settings.notification_max_age = 60;
	check_context("order of checks");
	sign_headers(&headers, DOKU_SLICE_LITERAL("nonsense"), TARGET, made);
	int64_t now = STAMP_SECONDS;
	CHECK_INTEGER(
		refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), TARGET, now), DOKU_REASON_MALFORMED);
	now += 61;
	CHECK_INTEGER(
		refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), TARGET, now), DOKU_REASON_STALE);
	CHECK_INTEGER(
		refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), "/other", now), DOKU_REASON_MISMATCH);
	headers.values[DOKU_HEADER_CLIENT_ID] = DOKU_SLICE_LITERAL("MCH-TEST-0001");
	CHECK_INTEGER(
		refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), "/other", now), DOKU_REASON_CLIENT_ID);
	headers.values[DOKU_HEADER_TIMESTAMP] = DOKU_SLICE_LITERAL("x");
	CHECK_INTEGER(
		refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), "/other", now), DOKU_REASON_MALFORMED);
	headers.values[DOKU_HEADER_REQUEST_ID] = DOKU_SLICE_EMPTY;
	CHECK_INTEGER(refusal(&headers, DOKU_SLICE_LITERAL("nonsense"), "/other", now),
		DOKU_REASON_MISSING_HEADER);
	settings.notification_max_age = 0;
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	test_settings_make(&settings);
	test_read_file(VECTOR, "body", &body);
	test_read_file(VECTOR, "signature", &signature);
	check_vector();
	check_names();
	check_targets();
	check_missing();
	check_doubled();
	check_malformed();
	check_forgeries();
	check_header_caps();
	check_joined();
	check_age();
	check_order();
	doku_buffer_free(&body);
	doku_buffer_free(&signature);
	doku_settings_free(&settings);
	doku_crypto_shutdown();
	return check_finish();
}
