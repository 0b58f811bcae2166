/*
 * A notification of arbitrary headers, target and body, through the functions that PHP calls, in
 * the same order. Input: one byte of choices, the target in a line, header lines "Name: value" up to
 * an empty line, the body.
 *
 * The lowest bit of the first byte asks to sign it rightly first, so that the fuzzer also gets
 * behind the signature.
 */
#include "base/crypto.h"
#include "fuzz.h"
#include "response/notification.h"
#include "base/url.h"
#include "support_fixture.h"
#include "support_json.h"

static bool is_one_of_ours(doku_reason reason)
{
	return reason == DOKU_REASON_MISSING_HEADER || reason == DOKU_REASON_MALFORMED
		|| reason == DOKU_REASON_CLIENT_ID || reason == DOKU_REASON_MISMATCH
		|| reason == DOKU_REASON_STALE;
}

static void add_headers(fuzz_input *input, doku_notification_headers *headers)
{
	for (;;) {
		doku_slice line = fuzz_take_line(input);
		const char *colon = line.length == 0 ? NULL : memchr(line.data, ':', line.length);
		if (colon == NULL) {
			return;
		}
		doku_slice name = doku_slice_make(line.data, (size_t)(colon - line.data));
		doku_slice value = doku_slice_make(colon + 1, line.length - name.length - 1);
		if (value.length > 0 && value.data[0] == '\x01') {
			doku_notification_add_no_text(headers, name);
		} else {
			doku_notification_add_header(headers, name, value);
		}
	}
}

/* The path alone, which is one of the forms that are tried. */
static doku_slice path_of(doku_slice target)
{
	doku_url_parts parts;
	if (target.data[0] != '/' && doku_url_split(target, &parts)) {
		target = parts.target;
	}
	size_t length = 0;
	while (length < target.length && target.data[length] != '?' && target.data[length] != '#') {
		length++;
	}
	return length == 0 ? DOKU_SLICE_LITERAL("/") : doku_slice_make(target.data, length);
}

static void sign(const doku_settings *settings, doku_notification_headers *headers, doku_slice body,
	doku_slice target, char made[DOKU_SIGNATURE_SIZE])
{
	if (!doku_notification_is_target(target)) {
		return;
	}
	doku_signature_fields fields = {.client_id = headers->values[DOKU_HEADER_CLIENT_ID],
		.request_id = headers->values[DOKU_HEADER_REQUEST_ID],
		.timestamp = headers->values[DOKU_HEADER_TIMESTAMP],
		.target = path_of(target),
		.has_body = true,
		.body = body};
	if (doku_signature_create(&settings->keyring, &fields, made)) {
		headers->values[DOKU_HEADER_SIGNATURE] = doku_slice_make(made, DOKU_SIGNATURE_LENGTH);
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
	bool is_signed = (choice & 1) != 0;
	settings.notification_max_age = (choice & 2) != 0 ? 60 : 0;
	doku_slice target = fuzz_take_line(&input);
	char made[DOKU_SIGNATURE_SIZE];
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	add_headers(&input, &headers);
	doku_slice body = fuzz_take_rest(&input);
	if (is_signed) {
		sign(&settings, &headers, body, target, made);
	}

	doku_notification notification;
	doku_error error;
	test_document document;
	bool accepted = test_notification_verify(
		&notification, &document, &settings, &headers, body, target, TEST_NOW, &error);
	if (accepted) {
		/* nobody guesses a signature */
		FUZZ_REQUIRE(is_signed && error.kind == DOKU_ERROR_NONE);
		FUZZ_REQUIRE(notification.invoice.text.length > 0);
		FUZZ_REQUIRE(document.root->type == DOKU_VALUE_MAP);
		FUZZ_REQUIRE(headers.count <= DOKU_MAX_HEADERS && headers.bytes <= DOKU_MAX_HEADER_BYTES);
		FUZZ_REQUIRE(!notification.has_amount || notification.amount >= 0);
		FUZZ_REQUIRE(doku_slice_equals(
			headers.values[DOKU_HEADER_CLIENT_ID], doku_slice_from_string(settings.client_id)));
		FUZZ_REQUIRE(settings.notification_max_age == 0
			|| llabs(TEST_NOW - notification.timestamp) <= settings.notification_max_age);
	} else {
		FUZZ_REQUIRE(error.kind == DOKU_ERROR_SIGNATURE && is_one_of_ours(error.reason));
		FUZZ_REQUIRE(memchr(error.message, '\0', sizeof(error.message)) != NULL);
	}
	test_document_free(&document);
	return 0;
}
