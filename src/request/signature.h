/*
 * DOKU's non-SNAP signature: fields -> string to sign -> header value, and its verification.
 * Pure over slices. Source: DOKU's "Signature Component" pages, requests, responses and GET.
 *
 * String to sign: lines "Name:value" joined by one LF, none after the last:
 * Client-Id, Request-Id, Request-Timestamp (Response-Timestamp for a response), Request-Target,
 * and Digest = base64(SHA-256(body)) when there is a body.
 */
#ifndef DOKU_SIGNATURE_H
#define DOKU_SIGNATURE_H

#include "../base/buffer.h"
#include "../base/crypto.h"

#define DOKU_SIGNATURE_PREFIX "HMACSHA256="
#define DOKU_SIGNATURE_LENGTH (sizeof(DOKU_SIGNATURE_PREFIX) - 1 + DOKU_SHA256_BASE64_LENGTH)
#define DOKU_SIGNATURE_SIZE (DOKU_SIGNATURE_LENGTH + 1)

/* The values must hold no line break: the caller has checked them. */
typedef struct doku_signature_fields {
	doku_slice client_id;
	doku_slice request_id;
	doku_slice timestamp;
	doku_slice target;
	bool has_body;
	doku_slice body;
	bool is_response; /* the third line is Response-Timestamp */
} doku_signature_fields;

/* The secrets of one account: the first signs, every one verifies. Belongs to one thread. */
typedef struct doku_keyring {
	doku_hmac_key **keys;
	size_t count;
} doku_keyring;

/* Adds a secret (not empty). False when memory is out. */
bool doku_keyring_add(doku_keyring *keyring, doku_slice secret);
void doku_keyring_free(doku_keyring *keyring);

/* Appends the string to sign. False when memory is out or hashing fails. */
bool doku_signature_string(const doku_signature_fields *fields, doku_buffer *out);

/* "HMACSHA256=<base64>", NUL-terminated, by the first key. */
bool doku_signature_create(const doku_keyring *keyring, const doku_signature_fields *fields,
	char signature[DOKU_SIGNATURE_SIZE]);

/* Prefix, then 43 characters of base64, then at most one '='. (A sample of DOKU's documents has
 * no padding.) */
bool doku_signature_is_well_formed(doku_slice signature);

typedef enum doku_signature_result {
	DOKU_SIGNATURE_VALID,
	DOKU_SIGNATURE_INVALID,
	DOKU_SIGNATURE_NO_MEMORY
} doku_signature_result;

/* Every key is tried, whichever fits; each comparison takes the same time whatever differs. */
doku_signature_result doku_signature_verify(
	const doku_keyring *keyring, const doku_signature_fields *fields, doku_slice signature);

#endif
