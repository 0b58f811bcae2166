#include "signature.h"

#include <stdlib.h>

/* 43 characters carry the 256 bits; the 44th is padding. */
#define UNPADDED_LENGTH (DOKU_SHA256_BASE64_LENGTH - 1)

/* Enough for the longest header values of the contract and a long target. */
#define STRING_LIMIT ((size_t)256 * 1024)

/* The string of an order has about 250 bytes. */
#define USUAL_STRING 512

bool doku_keyring_add(doku_keyring *keyring, doku_slice secret)
{
	doku_hmac_key *key = doku_hmac_key_new(secret);
	if (key == NULL) {
		return false;
	}
	doku_hmac_key **keys = realloc(keyring->keys, (keyring->count + 1) * sizeof(doku_hmac_key *));
	if (keys == NULL) {
		doku_hmac_key_free(key);
		return false;
	}
	keyring->keys = keys;
	keyring->keys[keyring->count++] = key;
	return true;
}

void doku_keyring_free(doku_keyring *keyring)
{
	for (size_t i = 0; i < keyring->count; i++) {
		doku_hmac_key_free(keyring->keys[i]);
	}
	free(keyring->keys);
	keyring->keys = NULL;
	keyring->count = 0;
}

/* name with its colon */
static bool append_line(doku_buffer *out, doku_slice name, doku_slice value)
{
	return doku_buffer_append_slice(out, name) && doku_buffer_append_slice(out, value);
}

/* The key lends its working memory; NULL: without one. */
static bool append_digest(doku_buffer *out, doku_hmac_key *key, doku_slice body)
{
	unsigned char digest[DOKU_SHA256_SIZE];
	char text[DOKU_SHA256_BASE64_LENGTH];
	if (!(key == NULL ? doku_crypto_sha256(body, digest)
					  : doku_hmac_key_digest(key, body, digest))) {
		return false;
	}
	doku_base64_encode(digest, sizeof(digest), text);
	return append_line(out, DOKU_SLICE_LITERAL("\nDigest:"), doku_slice_make(text, sizeof(text)));
}

static bool append_string(const doku_signature_fields *fields, doku_hmac_key *key, doku_buffer *out)
{
	doku_slice timestamp_name = fields->is_response ? DOKU_SLICE_LITERAL("\nResponse-Timestamp:")
													: DOKU_SLICE_LITERAL("\nRequest-Timestamp:");
	return append_line(out, DOKU_SLICE_LITERAL("Client-Id:"), fields->client_id)
		&& append_line(out, DOKU_SLICE_LITERAL("\nRequest-Id:"), fields->request_id)
		&& append_line(out, timestamp_name, fields->timestamp)
		&& append_line(out, DOKU_SLICE_LITERAL("\nRequest-Target:"), fields->target)
		&& (!fields->has_body || append_digest(out, key, fields->body));
}

bool doku_signature_string(const doku_signature_fields *fields, doku_buffer *out)
{
	return append_string(fields, NULL, out);
}

/* base64 of the MAC of the fields' string, without a NUL */
static bool mac_text(
	doku_hmac_key *key, doku_slice string_to_sign, char text[DOKU_SHA256_BASE64_LENGTH])
{
	unsigned char mac[DOKU_SHA256_SIZE];
	if (!doku_hmac_sha256(key, string_to_sign, mac)) {
		return false;
	}
	doku_base64_encode(mac, sizeof(mac), text);
	doku_crypto_cleanse(mac, sizeof(mac));
	return true;
}

bool doku_signature_create(const doku_keyring *keyring, const doku_signature_fields *fields,
	char signature[DOKU_SIGNATURE_SIZE])
{
	static const size_t prefix_length = sizeof(DOKU_SIGNATURE_PREFIX) - 1;
	DOKU_NOT_ZEROED char storage[USUAL_STRING];
	doku_buffer string_to_sign;
	doku_buffer_init_in(&string_to_sign, storage, sizeof(storage), STRING_LIMIT);
	memcpy(signature, DOKU_SIGNATURE_PREFIX, prefix_length);
	bool done = append_string(fields, keyring->keys[0], &string_to_sign)
		&& mac_text(
			keyring->keys[0], doku_buffer_slice(&string_to_sign), signature + prefix_length);
	signature[DOKU_SIGNATURE_LENGTH] = '\0';
	doku_buffer_free(&string_to_sign);
	return done;
}

/* A bit for each byte below 128: letters, digits, '+' and '/'. */
static inline bool is_base64_byte(char byte)
{
	static const uint64_t bits[2] = {UINT64_C(0x03FF880000000000), UINT64_C(0x07FFFFFE07FFFFFE)};
	unsigned char number = (unsigned char)byte;
	return number < 128 && (bits[number >> 6] >> (number & 63) & 1) != 0;
}

bool doku_signature_is_well_formed(doku_slice signature)
{
	doku_slice prefix = DOKU_SLICE_LITERAL(DOKU_SIGNATURE_PREFIX);
	if (!doku_slice_starts_with(signature, prefix)) {
		return false;
	}
	size_t length = signature.length - prefix.length;
	const char *text = signature.data + prefix.length;
	if (length != UNPADDED_LENGTH
		&& (length != UNPADDED_LENGTH + 1 || text[UNPADDED_LENGTH] != '=')) {
		return false;
	}
	for (size_t i = 0; i < UNPADDED_LENGTH; i++) {
		if (!is_base64_byte(text[i])) {
			return false;
		}
	}
	return true;
}

doku_signature_result doku_signature_verify(
	const doku_keyring *keyring, const doku_signature_fields *fields, doku_slice signature)
{
	/* Our own MAC is encoded and the texts are compared: no decoder, and so only the canonical
	 * form passes (the last character's spare bits are zero in ours). */
	if (!doku_signature_is_well_formed(signature)) {
		return DOKU_SIGNATURE_INVALID;
	}
	const char *given = signature.data + sizeof(DOKU_SIGNATURE_PREFIX) - 1;
	DOKU_NOT_ZEROED char storage[USUAL_STRING];
	doku_buffer string_to_sign;
	doku_buffer_init_in(&string_to_sign, storage, sizeof(storage), STRING_LIMIT);
	doku_signature_result result = DOKU_SIGNATURE_NO_MEMORY;
	if (append_string(fields, keyring->keys[0], &string_to_sign)) {
		result = DOKU_SIGNATURE_INVALID;
		for (size_t i = 0; i < keyring->count; i++) {
			char expected[DOKU_SHA256_BASE64_LENGTH];
			if (!mac_text(keyring->keys[i], doku_buffer_slice(&string_to_sign), expected)) {
				result = DOKU_SIGNATURE_NO_MEMORY;
				break;
			}
			if (doku_crypto_equal(given, expected, UNPADDED_LENGTH)) {
				result = DOKU_SIGNATURE_VALID;
			}
			doku_crypto_cleanse(expected, sizeof(expected));
		}
	} else if (string_to_sign.state == DOKU_BUFFER_TOO_LARGE) {
		result = DOKU_SIGNATURE_INVALID; /* nothing that long was ever signed by DOKU */
	}
	doku_buffer_free(&string_to_sign);
	return result;
}
