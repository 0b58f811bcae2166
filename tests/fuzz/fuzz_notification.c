/*
 * A notification of arbitrary headers, target and body. Input: one byte of choices, the target
 * in a line, header lines "Name: value" up to an empty line, the body.
 *
 * The lowest bit of the first byte asks to sign it rightly first, so that the fuzzer also gets
 * behind the signature.
 */
#include "base/crypto.h"
#include "fuzz.h"
#include "response/notification.h"
#include "support_fixture.h"

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
		size_t name_length = (size_t)(colon - line.data);
		doku_notification_header header =
			doku_notification_header_from_name(doku_slice_make(line.data, name_length));
		if (header != DOKU_HEADER_COUNT) {
			doku_notification_add_header(
				headers, header, doku_slice_make(colon + 1, line.length - name_length - 1));
		}
	}
}

static void sign(const doku_settings *settings, doku_notification_headers *headers, doku_slice body,
	doku_slice target, char made[DOKU_SIGNATURE_SIZE])
{
	doku_slice path;
	doku_slice with_query;
	if (!doku_notification_split_target(target, &path, &with_query)) {
		return;
	}
	doku_signature_fields fields = {.client_id = headers->values[DOKU_HEADER_CLIENT_ID],
		.request_id = headers->values[DOKU_HEADER_REQUEST_ID],
		.timestamp = headers->values[DOKU_HEADER_TIMESTAMP],
		.target = path,
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
	bool accepted = doku_notification_verify(
		&notification, &settings, &headers, body, target, TEST_NOW, &error);
	if (accepted) {
		/* nobody guesses a signature */
		FUZZ_REQUIRE(is_signed && error.kind == DOKU_ERROR_NONE);
		FUZZ_REQUIRE(notification.invoice.length > 0);
		FUZZ_REQUIRE(doku_slice_equals(
			headers.values[DOKU_HEADER_CLIENT_ID], doku_slice_from_string(settings.client_id)));
		FUZZ_REQUIRE(settings.notification_max_age == 0
			|| llabs(TEST_NOW - notification.timestamp) <= settings.notification_max_age);
	} else {
		FUZZ_REQUIRE(error.kind == DOKU_ERROR_SIGNATURE && is_one_of_ours(error.reason));
		FUZZ_REQUIRE(memchr(error.message, '\0', sizeof(error.message)) != NULL);
	}
	doku_notification_free(&notification);
	return 0;
}
