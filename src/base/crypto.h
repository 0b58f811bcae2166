/*
 * Digest, keyed hash, base64, comparison and wiping. The only unit that includes OpenSSL.
 *
 * Threads: the first use starts, in whichever thread; shutdown is for the process; a doku_hmac_key
 * belongs to one thread.
 * A failed call leaves nothing in OpenSSL's error queue (ext/openssl's users read it).
 */
#ifndef DOKU_CRYPTO_H
#define DOKU_CRYPTO_H

#include "buffer.h"

#define DOKU_SHA256_SIZE 32
#define DOKU_SHA256_BASE64_LENGTH 44

/* Fetches the algorithm, as the first use does by itself. False: OpenSSL offers no SHA-256, or
 * memory is out. */
bool doku_crypto_startup(void);

/* When nothing is used any more; a later use starts again. */
void doku_crypto_shutdown(void);

bool doku_crypto_sha256(doku_slice data, unsigned char digest[DOKU_SHA256_SIZE]);

/* A secret, absorbed once into keyed state (RFC 2104's inner and outer hash), so that neither
 * the secret nor the key schedule is handled again a call. The secret itself is not kept. */
typedef struct doku_hmac_key doku_hmac_key;

/* NULL when memory is out or OpenSSL fails. Any length of secret but 0. */
doku_hmac_key *doku_hmac_key_new(doku_slice secret);

/* Wipes and frees; NULL is ignored. */
void doku_hmac_key_free(doku_hmac_key *key);

bool doku_hmac_sha256(doku_hmac_key *key, doku_slice data, unsigned char mac[DOKU_SHA256_SIZE]);

/* As doku_crypto_sha256, in the key's working memory: nothing is allocated. */
bool doku_hmac_key_digest(
	doku_hmac_key *key, doku_slice data, unsigned char digest[DOKU_SHA256_SIZE]);

/* Standard alphabet, padded, no NUL. out has room for 4 * ((length + 2) / 3) bytes. */
void doku_base64_encode(const unsigned char *data, size_t length, char *out);

/* Constant time in the content; both sides have `length` bytes. */
bool doku_crypto_equal(const void *a, const void *b, size_t length);

/* Overwrites memory in a way that the compiler keeps. */
void doku_crypto_cleanse(void *data, size_t length);

/* Cryptographically strong random bytes. */
bool doku_crypto_random(void *data, size_t length);

/* Whether a file holds a certificate in PEM that can be read. The caller knows that it is a
 * regular file. */
bool doku_crypto_file_has_certificate(const char *path);

/* For phpinfo(); static storage. */
const char *doku_crypto_compiled_version(void);
const char *doku_crypto_linked_version(void);

#endif
