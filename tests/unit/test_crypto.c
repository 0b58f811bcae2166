/* Digest, HMAC, base64 and comparison, against FIPS 180, RFC 4231, RFC 4648 and Wycheproof. */
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "check.h"
#include "base/crypto.h"
#include "support_files.h"

static void check_sha256(const doku_slice *columns, size_t count)
{
	CHECK_INTEGER(count, 3);
	doku_buffer piece;
	doku_buffer message;
	doku_buffer expected;
	doku_buffer_init(&piece, 4096);
	doku_buffer_init(&message, 2u * 1024u * 1024u);
	doku_buffer_init(&expected, DOKU_SHA256_SIZE);
	test_decode_hex(columns[0], &piece);
	test_decode_hex(columns[2], &expected);
	for (size_t i = test_decode_number(columns[1]); i > 0; i--) {
		doku_buffer_append_slice(&message, doku_buffer_slice(&piece));
	}
	unsigned char digest[DOKU_SHA256_SIZE];
	check_context("sha256 of %zu bytes", message.length);
	CHECK(doku_crypto_sha256(doku_buffer_slice(&message), digest));
	CHECK_SLICE(
		doku_slice_make((const char *)digest, sizeof(digest)), doku_buffer_slice(&expected));
	/* in a key's working memory, between two uses of the key */
	doku_hmac_key *key = doku_hmac_key_new(DOKU_SLICE_LITERAL("Jefe"));
	unsigned char first[DOKU_SHA256_SIZE];
	unsigned char second[DOKU_SHA256_SIZE];
	CHECK(key != NULL && doku_hmac_sha256(key, DOKU_SLICE_LITERAL("x"), first));
	memset(digest, 0, sizeof(digest));
	CHECK(doku_hmac_key_digest(key, doku_buffer_slice(&message), digest));
	CHECK_SLICE(
		doku_slice_make((const char *)digest, sizeof(digest)), doku_buffer_slice(&expected));
	CHECK(doku_hmac_sha256(key, DOKU_SLICE_LITERAL("x"), second));
	CHECK(memcmp(first, second, sizeof(first)) == 0);
	doku_hmac_key_free(key);
	doku_buffer_free(&piece);
	doku_buffer_free(&message);
	doku_buffer_free(&expected);
}

static void check_hmac(
	const char *name, doku_slice secret, doku_slice data, doku_slice tag, bool is_valid)
{
	check_context("%s", name);
	doku_hmac_key *key = doku_hmac_key_new(secret);
	unsigned char mac[DOKU_SHA256_SIZE];
	if (!CHECK(key != NULL) || !CHECK(tag.length <= sizeof(mac))) {
		doku_hmac_key_free(key);
		return;
	}
	/* twice: the keyed state must survive its use */
	for (int round = 0; round < 2; round++) {
		memset(mac, 0, sizeof(mac));
		CHECK(doku_hmac_sha256(key, data, mac));
		CHECK_INTEGER(doku_crypto_equal(mac, tag.data, tag.length), is_valid);
	}
	doku_hmac_key_free(key);
}

static void check_rfc4231(const char *folder)
{
	doku_buffer hex[3];
	doku_buffer bytes[3];
	static const char *const names[] = {"key.hex", "data.hex", "mac.hex"};
	for (size_t i = 0; i < 3; i++) {
		test_read_file(folder, names[i], &hex[i]);
		doku_buffer_init(&bytes[i], 4096);
		test_decode_hex(doku_buffer_slice(&hex[i]), &bytes[i]);
	}
	check_hmac(folder, doku_buffer_slice(&bytes[0]), doku_buffer_slice(&bytes[1]),
		doku_buffer_slice(&bytes[2]), true);
	for (size_t i = 0; i < 3; i++) {
		doku_buffer_free(&hex[i]);
		doku_buffer_free(&bytes[i]);
	}
}

static void check_wycheproof(const doku_slice *columns, size_t count)
{
	CHECK_INTEGER(count, 6);
	doku_buffer bytes[3];
	for (size_t i = 0; i < 3; i++) {
		doku_buffer_init(&bytes[i], 4096);
		test_decode_hex(columns[i + 1], &bytes[i]);
	}
	char name[64];
	snprintf(name, sizeof(name), "Wycheproof case %.*s", (int)columns[0].length, columns[0].data);
	CHECK_INTEGER(bytes[2].length * 8, test_decode_number(columns[4]));
	check_hmac(name, doku_buffer_slice(&bytes[0]), doku_buffer_slice(&bytes[1]),
		doku_buffer_slice(&bytes[2]), doku_slice_equals(columns[5], DOKU_SLICE_LITERAL("valid")));
	for (size_t i = 0; i < 3; i++) {
		doku_buffer_free(&bytes[i]);
	}
}

static void check_base64(const doku_slice *columns, size_t count)
{
	CHECK_INTEGER(count, 2);
	doku_buffer bytes;
	doku_buffer_init(&bytes, 64);
	test_decode_hex(columns[0], &bytes);
	char out[16];
	memset(out, '!', sizeof(out));
	doku_base64_encode((const unsigned char *)bytes.data, bytes.length, out);
	size_t length = 4 * ((bytes.length + 2) / 3);
	check_context("base64 of %zu bytes", bytes.length);
	CHECK_SLICE(doku_slice_make(out, length), columns[1]);
	CHECK(out[length] == '!'); /* no NUL past the text */
	doku_buffer_free(&bytes);
}

/* Every length of a rest, against OpenSSL's own encoder. */
static void check_base64_lengths(void)
{
	unsigned char bytes[64];
	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (unsigned char)(i * 37 + 11);
	}
	for (int length = 0; length <= (int)sizeof(bytes); length++) {
		char out[96];
		char expected[96];
		int size = EVP_EncodeBlock((unsigned char *)expected, bytes, length);
		memset(out, '!', sizeof(out));
		doku_base64_encode(bytes, (size_t)length, out);
		check_context("base64 of %d bytes", length);
		CHECK_SLICE(doku_slice_make(out, (size_t)size), doku_slice_make(expected, (size_t)size));
		CHECK(out[size] == '!');
	}
}

/* RFC 4648, table 1: every sextet once, in order. */
static void check_base64_alphabet(void)
{
	unsigned char bytes[48];
	for (unsigned int i = 0; i < 64; i += 4) {
		uint32_t group = i << 18 | (i + 1) << 12 | (i + 2) << 6 | (i + 3);
		bytes[i / 4 * 3] = (unsigned char)(group >> 16);
		bytes[i / 4 * 3 + 1] = (unsigned char)(group >> 8);
		bytes[i / 4 * 3 + 2] = (unsigned char)group;
	}
	char out[64];
	doku_base64_encode(bytes, sizeof(bytes), out);
	check_context("base64 alphabet");
	CHECK_SLICE(doku_slice_make(out, sizeof(out)),
		DOKU_SLICE_LITERAL("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"));
}

static void check_equal(void)
{
	unsigned char left[DOKU_SHA256_SIZE];
	unsigned char right[DOKU_SHA256_SIZE];
	for (size_t i = 0; i < sizeof(left); i++) {
		left[i] = right[i] = (unsigned char)(i * 7);
	}
	check_context("equal");
	CHECK(doku_crypto_equal(left, right, sizeof(left)));
	CHECK(doku_crypto_equal(left, right, 0));
	for (size_t i = 0; i < sizeof(left) * 8; i++) {
		right[i / 8] ^= (unsigned char)(1u << i % 8);
		check_context("bit %zu flipped", i);
		CHECK(!doku_crypto_equal(left, right, sizeof(left)));
		right[i / 8] ^= (unsigned char)(1u << i % 8);
	}
}

static void check_rest(void)
{
	check_context("rest");
	CHECK(doku_hmac_key_new(DOKU_SLICE_EMPTY) == NULL);
	doku_hmac_key_free(NULL);

	/* one block exactly and one byte more: RFC 2104 hashes only the longer key */
	char secret[65];
	memset(secret, 0xAA, sizeof(secret));
	for (size_t length = 63; length <= 65; length++) {
		doku_hmac_key *key = doku_hmac_key_new(doku_slice_make(secret, length));
		unsigned char mac[DOKU_SHA256_SIZE];
		check_context("key of %zu bytes", length);
		CHECK(key != NULL && doku_hmac_sha256(key, DOKU_SLICE_LITERAL("x"), mac));
		doku_hmac_key_free(key);
	}

	char noise[64] = {0};
	char zero[64] = {0};
	check_context("random and cleanse");
	CHECK(doku_crypto_random(noise, sizeof(noise)));
	CHECK(memcmp(noise, zero, sizeof(noise)) != 0);
	CHECK(doku_crypto_random(noise, 0));
	doku_crypto_cleanse(noise, sizeof(noise));
	CHECK(memcmp(noise, zero, sizeof(noise)) == 0);
	CHECK(strstr(doku_crypto_compiled_version(), "OpenSSL") != NULL);
	CHECK(strstr(doku_crypto_linked_version(), "OpenSSL") != NULL);
	CHECK_INTEGER(ERR_peek_error(), 0);
}

static void check_start_and_stop(void)
{
	unsigned char digest[DOKU_SHA256_SIZE];
	check_context("start and stop");
	doku_crypto_shutdown();                                       /* one too many is harmless */
	CHECK(doku_crypto_sha256(DOKU_SLICE_LITERAL("abc"), digest)); /* the first use starts */
	CHECK(doku_crypto_startup());
	doku_crypto_shutdown();
	doku_crypto_shutdown();
	CHECK(doku_crypto_startup());
	CHECK(doku_crypto_sha256(DOKU_SLICE_LITERAL("abc"), digest));
	doku_crypto_shutdown();
}

static size_t rfc4231_cases;

static void visit_folder(const char *folder)
{
	if (strncmp(folder, "rfc4231-", 8) == 0) {
		rfc4231_cases++;
		check_rfc4231(folder);
	}
}

int main(void)
{
	check_start_and_stop();
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	CHECK_INTEGER(test_each_row("fips180-sha256", check_sha256), 9);
	test_each_folder(visit_folder);
	CHECK_INTEGER(rfc4231_cases, 7);
	CHECK_INTEGER(test_each_row("rfc4648-base64", check_base64), 7);
	CHECK_INTEGER(test_each_row("wycheproof-hmac-sha256", check_wycheproof), 174);
	check_base64_alphabet();
	check_base64_lengths();
	check_equal();
	check_rest();
	doku_crypto_shutdown();
	return check_finish();
}
