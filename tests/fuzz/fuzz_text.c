/*
 * The small parsers: string to sign, signature, base64, addresses, targets, times, UTF-8. Input:
 * lines; client id, request id, timestamp, target, signature, then the rest as a body.
 */
#include <openssl/evp.h>

#include "base/crypto.h"
#include "fuzz.h"
#include "response/notification.h"
#include "request/request.h"
#include "request/signature.h"
#include "base/timestamp.h"
#include "base/url.h"
#include "base/utf8.h"

static void check_base64(doku_slice bytes)
{
	if (bytes.length > 4096) {
		return;
	}
	char ours[4 * ((4096 + 2) / 3)];
	unsigned char theirs[4 * ((4096 + 2) / 3) + 1];
	size_t length = 4 * ((bytes.length + 2) / 3);
	doku_base64_encode((const unsigned char *)bytes.data, bytes.length, ours);
	int expected = EVP_EncodeBlock(theirs, (const unsigned char *)bytes.data, (int)bytes.length);
	FUZZ_REQUIRE(expected >= 0 && (size_t)expected == length);
	FUZZ_REQUIRE(memcmp(ours, theirs, length) == 0);
}

static void check_addresses(doku_slice text)
{
	doku_url_parts parts;
	doku_slice origin;
	const char *reason;
	bool is_split = doku_url_split(text, &parts);
	FUZZ_REQUIRE(!is_split || (parts.host.length > 0 && parts.scheme.length > 0));
	FUZZ_REQUIRE(!doku_url_is_web_address(text) || is_split);
	if (doku_url_check_base(text, &origin, &reason)) {
		FUZZ_REQUIRE(reason == NULL && is_split && parts.user_information.data == NULL);
		FUZZ_REQUIRE(doku_slice_starts_with(text, origin) && text.length - origin.length <= 1);
		FUZZ_REQUIRE(memchr(origin.data, '@', origin.length) == NULL);
	} else {
		FUZZ_REQUIRE(reason != NULL);
	}
	(void)doku_url_is_proxy(text);
	if (doku_url_is_request_target(text)) {
		FUZZ_REQUIRE(text.data[0] == '/' && memchr(text.data, '\n', text.length) == NULL);
	}
	if (doku_notification_is_target(text)) {
		FUZZ_REQUIRE(is_split || text.data[0] == '/');
		FUZZ_REQUIRE(memchr(text.data, '\n', text.length) == NULL);
	}

	/* an encoded id is one segment and is signed as sent */
	doku_buffer out;
	doku_buffer_init(&out, 1u << 20);
	FUZZ_REQUIRE(doku_buffer_append_string(&out, "/orders/v1/status/"));
	if (doku_url_encode(&out, text) && text.length > 0) {
		bool is_dots = doku_slice_equals(text, DOKU_SLICE_LITERAL("."))
			|| doku_slice_equals(text, DOKU_SLICE_LITERAL(".."));
		FUZZ_REQUIRE(doku_url_is_request_target(doku_buffer_slice(&out)) == !is_dots);
		FUZZ_REQUIRE(memchr(out.data + 18, '/', out.length - 18) == NULL);
	}
	doku_buffer_free(&out);
}

static void check_times(doku_slice text)
{
	int64_t seconds;
	if (doku_timestamp_parse(text, &seconds) && seconds >= 0 && seconds <= DOKU_TIMESTAMP_MAX) {
		char made[DOKU_TIMESTAMP_SIZE];
		int64_t again;
		doku_timestamp_format(seconds, made);
		FUZZ_REQUIRE(
			doku_timestamp_parse(doku_slice_from_string(made), &again) && again == seconds);
	}
	if (doku_timestamp_parse_http(text, &seconds)) {
		FUZZ_REQUIRE(seconds >= 0 && seconds <= DOKU_TIMESTAMP_MAX + 1);
	}
}

static void check_texts(doku_slice text)
{
	doku_text_facts facts = doku_text_inspect(text);
	FUZZ_REQUIRE(!facts.valid || facts.code_points <= text.length);
	if (doku_request_id_is_valid(text)) {
		FUZZ_REQUIRE(facts.valid && !facts.has_control && facts.code_points == text.length);
	}
	char field[64];
	doku_error_copy_text(field, sizeof(field), text.data, text.length);
	FUZZ_REQUIRE(doku_text_inspect(doku_slice_from_string(field)).valid);
	doku_error error;
	doku_error_clear(&error);
	doku_error_set(&error, DOKU_ERROR_API, DOKU_REASON_NONE, "%.*s", (int)text.length,
		text.length == 0 ? "" : text.data);
	FUZZ_REQUIRE(strlen(error.message) < sizeof(error.message));
}

static void check_signature(const doku_signature_fields *fields, doku_slice given)
{
	static doku_keyring keyring;
	if (keyring.count == 0) {
		FUZZ_REQUIRE(doku_crypto_startup());
		FUZZ_REQUIRE(doku_keyring_add(&keyring, DOKU_SLICE_LITERAL("fake-secret-1")));
	}
	char made[DOKU_SIGNATURE_SIZE];
	if (doku_signature_create(&keyring, fields, made)) {
		doku_slice own = doku_slice_from_string(made);
		FUZZ_REQUIRE(doku_signature_is_well_formed(own));
		FUZZ_REQUIRE(doku_signature_verify(&keyring, fields, own) == DOKU_SIGNATURE_VALID);
		bool is_own = doku_slice_equals(given, own)
			|| doku_slice_equals(given, doku_slice_make(made, DOKU_SIGNATURE_LENGTH - 1));
		FUZZ_REQUIRE(doku_signature_verify(&keyring, fields, given)
			== (is_own ? DOKU_SIGNATURE_VALID : DOKU_SIGNATURE_INVALID));
	}
	doku_buffer text;
	doku_buffer_init(&text, 1u << 20);
	if (doku_signature_string(fields, &text)) {
		/* the layout: as many lines as fields, names in order, none after the last */
		size_t lines = 1;
		for (size_t i = 0; i < text.length; i++) {
			lines += text.data[i] == '\n';
		}
		FUZZ_REQUIRE(lines == (fields->has_body ? 5 : 4));
		FUZZ_REQUIRE(
			doku_slice_starts_with(doku_buffer_slice(&text), DOKU_SLICE_LITERAL("Client-Id:")));
	}
	doku_buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_input input = {data, size};
	doku_slice whole = doku_slice_make((const char *)data, size);
	check_base64(whole);
	check_addresses(whole);
	check_times(whole);
	check_texts(whole);
	doku_signature_fields fields;
	memset(&fields, 0, sizeof(fields));
	fields.client_id = fuzz_take_line(&input);
	fields.request_id = fuzz_take_line(&input);
	fields.timestamp = fuzz_take_line(&input);
	fields.target = fuzz_take_line(&input);
	doku_slice given = fuzz_take_line(&input);
	fields.has_body = input.size > 0;
	fields.body = fuzz_take_rest(&input);
	fields.is_response = size % 2 == 1;
	check_addresses(fields.target);
	check_times(fields.timestamp);
	check_signature(&fields, given);
	(void)doku_notification_header_from_name(fields.client_id);
	return 0;
}
