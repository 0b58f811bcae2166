#include "crypto.h"

#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
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

/* Written by startup and shutdown only, which run while no other thread is in the engine. */
static EVP_MD *sha256;
static unsigned int users;

bool doku_crypto_startup(void)
{
	if (users == 0) {
		ERR_set_mark();
		sha256 = EVP_MD_fetch(NULL, "SHA2-256", NULL);
		ERR_pop_to_mark();
		if (sha256 == NULL) {
			return false;
		}
	}
	users++;
	return true;
}

void doku_crypto_shutdown(void)
{
	if (users > 0 && --users == 0) {
		EVP_MD_free(sha256);
		sha256 = NULL;
	}
}

bool doku_crypto_sha256(doku_slice data, unsigned char digest[DOKU_SHA256_SIZE])
{
	ERR_set_mark();
	bool done = EVP_Digest(data.length == 0 ? "" : data.data, data.length, digest, NULL, sha256,
		NULL) == 1;
	ERR_pop_to_mark();
	return done;
}

static bool absorb_pad(EVP_MD_CTX *context, const unsigned char *block, unsigned char pad)
{
	unsigned char padded[SHA256_BLOCK_SIZE];
	for (size_t i = 0; i < sizeof(padded); i++) {
		padded[i] = block[i] ^ pad;
	}
	bool done = EVP_DigestInit_ex2(context, sha256, NULL) == 1
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
	done = done && absorb_pad(key->inner, block, INNER_PAD) && absorb_pad(key->outer, block, OUTER_PAD);
	OPENSSL_cleanse(block, sizeof(block));
	return done;
}

doku_hmac_key *doku_hmac_key_new(doku_slice secret)
{
	doku_hmac_key *key = secret.length == 0 ? NULL : calloc(1, sizeof(*key));
	if (key == NULL) {
		return NULL;
	}
	ERR_set_mark();
	key->inner = EVP_MD_CTX_new();
	key->outer = EVP_MD_CTX_new();
	key->work = EVP_MD_CTX_new();
	bool done = key->inner != NULL && key->outer != NULL && key->work != NULL
		&& absorb_secret(key, secret);
	ERR_pop_to_mark();
	if (!done) {
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
	ERR_set_mark();
	bool done = EVP_MD_CTX_copy_ex(key->work, key->inner) == 1
		&& EVP_DigestUpdate(key->work, data.length == 0 ? "" : data.data, data.length) == 1
		&& EVP_DigestFinal_ex(key->work, inner, NULL) == 1
		&& EVP_MD_CTX_copy_ex(key->work, key->outer) == 1
		&& EVP_DigestUpdate(key->work, inner, sizeof(inner)) == 1
		&& EVP_DigestFinal_ex(key->work, mac, NULL) == 1;
	ERR_pop_to_mark();
	OPENSSL_cleanse(inner, sizeof(inner));
	return done;
}

void doku_base64_encode(const unsigned char *data, size_t length, char *out)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	/* OpenSSL's EVP_EncodeBlock writes a NUL past the text and takes an int: not used */
	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = (uint32_t)data[i] << 16;
		if (i + 1 < length) {
			group |= (uint32_t)data[i + 1] << 8;
		}
		if (i + 2 < length) {
			group |= data[i + 2];
		}
		*out++ = alphabet[group >> 18];
		*out++ = alphabet[(group >> 12) & 63];
		*out++ = i + 1 < length ? alphabet[(group >> 6) & 63] : '=';
		*out++ = i + 2 < length ? alphabet[group & 63] : '=';
	}
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
	ERR_set_mark();
	bool done = length <= INT32_MAX && RAND_bytes(data, (int)length) == 1;
	ERR_pop_to_mark();
	return done;
}

const char *doku_crypto_compiled_version(void)
{
	return OPENSSL_VERSION_TEXT;
}

const char *doku_crypto_linked_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION);
}
