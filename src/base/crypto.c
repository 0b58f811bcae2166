#ifndef _WIN32
#define _DEFAULT_SOURCE /* getentropy */
#endif

#include "crypto.h"

#include <stdatomic.h>
#include <stdlib.h>
#ifdef __APPLE__
#include <sys/random.h>
#elif !defined(_WIN32)
#include <unistd.h>
#endif

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

/* RFC 2104: the block of SHA-256 and the two pads. */
#define SHA256_BLOCK_SIZE 64
#define INNER_PAD 0x36
#define OUTER_PAD 0x5C

struct doku_hmac_key {
	EVP_MD_CTX *inner;
	EVP_MD_CTX *outer;
	EVP_MD_CTX *work;
};

static _Atomic(EVP_MD *) sha256;

/* Nothing of ours stays in OpenSSL's error queue; a successful call leaves nothing there. */
static bool forget_errors(bool done)
{
	if (!done) {
		ERR_clear_error();
	}
	return done;
}

/* Fetched at the first use; NULL when that fails, which is tried again. Two threads that come
 * first at once both fetch it and one gives its own back: there is no lock here that a fork could
 * leave held. */
static EVP_MD *algorithm(void)
{
	EVP_MD *known = atomic_load(&sha256);
	if (known != NULL) {
		return known;
	}
	EVP_MD *fetched = EVP_MD_fetch(NULL, "SHA2-256", NULL);
	if (fetched != NULL && !atomic_compare_exchange_strong(&sha256, &known, fetched)) {
		EVP_MD_free(fetched);
		return known;
	}
	return fetched;
}

bool doku_crypto_startup(void)
{
	return forget_errors(algorithm() != NULL);
}

void doku_crypto_shutdown(void)
{
	EVP_MD_free(atomic_exchange(&sha256, NULL));
}

bool doku_crypto_sha256(doku_slice data, unsigned char digest[DOKU_SHA256_SIZE])
{
	return forget_errors(
		EVP_Digest(data.length == 0 ? "" : data.data, data.length, digest, NULL, algorithm(), NULL)
		== 1);
}

static bool absorb_pad(EVP_MD_CTX *context, const unsigned char *block, unsigned char pad)
{
	unsigned char padded[SHA256_BLOCK_SIZE];
	for (size_t i = 0; i < sizeof(padded); i++) {
		padded[i] = block[i] ^ pad;
	}
	bool done = EVP_DigestInit_ex2(context, algorithm(), NULL) == 1
		&& EVP_DigestUpdate(context, padded, sizeof(padded)) == 1;
	OPENSSL_cleanse(padded, sizeof(padded));
	return done;
}

static bool absorb_secret(doku_hmac_key *key, doku_slice secret)
{
	unsigned char block[SHA256_BLOCK_SIZE] = {0};
	bool done = true;
	if (secret.length > sizeof(block)) {
		done = doku_crypto_sha256(secret, block);
	} else {
		memcpy(block, secret.data, secret.length);
	}
	done = done && absorb_pad(key->inner, block, INNER_PAD)
		&& absorb_pad(key->outer, block, OUTER_PAD);
	OPENSSL_cleanse(block, sizeof(block));
	return done;
}

doku_hmac_key *doku_hmac_key_new(doku_slice secret)
{
	doku_hmac_key *key = secret.length == 0 ? NULL : calloc(1, sizeof(*key));
	if (key == NULL) {
		return NULL;
	}
	key->inner = EVP_MD_CTX_new();
	key->outer = EVP_MD_CTX_new();
	key->work = EVP_MD_CTX_new();
	bool done =
		key->inner != NULL && key->outer != NULL && key->work != NULL && absorb_secret(key, secret);
	if (!forget_errors(done)) {
		doku_hmac_key_free(key);
		return NULL;
	}
	return key;
}

void doku_hmac_key_free(doku_hmac_key *key)
{
	if (key == NULL) {
		return;
	}
	/* OpenSSL clears the digest state that it frees */
	EVP_MD_CTX_free(key->inner);
	EVP_MD_CTX_free(key->outer);
	EVP_MD_CTX_free(key->work);
	free(key);
}

bool doku_hmac_sha256(doku_hmac_key *key, doku_slice data, unsigned char mac[DOKU_SHA256_SIZE])
{
	unsigned char inner[DOKU_SHA256_SIZE];
	bool done = EVP_MD_CTX_copy_ex(key->work, key->inner) == 1
		&& EVP_DigestUpdate(key->work, data.length == 0 ? "" : data.data, data.length) == 1
		&& EVP_DigestFinal_ex(key->work, inner, NULL) == 1
		&& EVP_MD_CTX_copy_ex(key->work, key->outer) == 1
		&& EVP_DigestUpdate(key->work, inner, sizeof(inner)) == 1
		&& EVP_DigestFinal_ex(key->work, mac, NULL) == 1;
	OPENSSL_cleanse(inner, sizeof(inner));
	return forget_errors(done);
}

bool doku_hmac_key_digest(
	doku_hmac_key *key, doku_slice data, unsigned char digest[DOKU_SHA256_SIZE])
{
	bool done = EVP_DigestInit_ex2(key->work, algorithm(), NULL) == 1
		&& EVP_DigestUpdate(key->work, data.length == 0 ? "" : data.data, data.length) == 1
		&& EVP_DigestFinal_ex(key->work, digest, NULL) == 1;
	return forget_errors(done);
}

/* Eight characters from eight values of six bits, each in a byte of its own. By arithmetic: a table's address would depend on the MAC. A byte of `above(n)` is 1
 * where the value is greater than n; each term adds the distance to the next range of the
 * alphabet, and no sum leaves its byte. */
static uint64_t base64_characters(uint64_t values)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
#define above(n) (((values + ones * (127 - (n))) >> 7) & ones)
	uint64_t sum = values + ones * 'A' + above(25) * ('a' - 'Z' - 1) + above(62) * ('/' - '+' - 1);
	return sum - above(51) * ('z' + 1 - '0') - above(61) * ('9' + 1 - '+');
#undef above
}

/* Six bytes become eight characters; two more are read, for one load instead of six. */
static inline void base64_group(const unsigned char data[8], char out[8])
{
	uint64_t bits = (uint64_t)data[0] << 56 | (uint64_t)data[1] << 48 | (uint64_t)data[2] << 40
		| (uint64_t)data[3] << 32 | (uint64_t)data[4] << 24 | (uint64_t)data[5] << 16
		| (uint64_t)data[6] << 8 | data[7];
	bits >>= 16;
	/* spread: two groups of 24 bits, four of 12, eight of 6, the first in the highest byte */
	bits = (bits & UINT64_C(0xFFFFFF000000)) << 8 | (bits & UINT64_C(0xFFFFFF));
	bits = (bits & UINT64_C(0x00FFF00000FFF000)) << 4 | (bits & UINT64_C(0x00000FFF00000FFF));
	bits = (bits & UINT64_C(0x0FC00FC00FC00FC0)) << 2 | (bits & UINT64_C(0x003F003F003F003F));
	uint64_t characters = base64_characters(bits);
	out[0] = (char)(characters >> 56);
	out[1] = (char)(characters >> 48);
	out[2] = (char)(characters >> 40);
	out[3] = (char)(characters >> 32);
	out[4] = (char)(characters >> 24);
	out[5] = (char)(characters >> 16);
	out[6] = (char)(characters >> 8);
	out[7] = (char)characters;
}

void doku_base64_encode(const unsigned char *data, size_t length, char *out)
{
	/* OpenSSL's EVP_EncodeBlock writes a NUL past the text and takes an int: not used */
	while (length >= 8) {
		base64_group(data, out);
		data += 6;
		length -= 6;
		out += 8;
	}
	if (length == 0) {
		return;
	}
	/* up to seven bytes are left: ten characters and their padding */
	unsigned char rest[14] = {0};
	char characters[16];
	memcpy(rest, data, length);
	base64_group(rest, characters);
	if (length > 6) {
		base64_group(rest + 6, characters + 8);
	}
	size_t padded = (length + 2) / 3 * 4;
	size_t filled = (length * 8 + 5) / 6;
	memset(characters + filled, '=', sizeof(characters) - filled);
	memcpy(out, characters, padded);
}

bool doku_crypto_equal(const void *a, const void *b, size_t length)
{
	return CRYPTO_memcmp(a, b, length) == 0;
}

void doku_crypto_cleanse(void *data, size_t length)
{
	OPENSSL_cleanse(data, length);
}

bool doku_crypto_random(void *data, size_t length)
{
#ifndef _WIN32
	/* the kernel's own: less than half the time of OpenSSL's generator, and right after a fork */
	if (length <= 256 && getentropy(data, length) == 0) {
		return true;
	}
#endif
	return forget_errors(length <= INT32_MAX && RAND_bytes(data, (int)length) == 1);
}

/* An encrypted file is none; OpenSSL's own function would ask at the terminal. */
static int no_password(char *buffer, int size, int is_writing, void *context)
{
	(void)buffer;
	(void)size;
	(void)is_writing;
	(void)context;
	return -1;
}

bool doku_crypto_file_has_certificate(const char *path)
{
	ERR_set_mark();
	BIO *file = BIO_new_file(path, "rb");
	X509 *certificate = file == NULL ? NULL : PEM_read_bio_X509_AUX(file, NULL, no_password, NULL);
	bool has_certificate = certificate != NULL;
	X509_free(certificate);
	BIO_free(file);
	ERR_pop_to_mark();
	return has_certificate;
}

const char *doku_crypto_compiled_version(void)
{
	return OPENSSL_VERSION_TEXT;
}

const char *doku_crypto_linked_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION);
}
