/*
 * Fails each call into OpenSSL once: a defined error, no leak, and nothing of ours in OpenSSL's
 * error queue (users of ext/openssl read it). Linked with --wrap.
 */
#include <limits.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "call/call.h"
#include "check.h"
#include "response/notification.h"
#include "request/request.h"
#include "support_fixture.h"

static long until_failure = -1;
static bool has_failed;

static bool must_fail(void)
{
	if (until_failure < 0) {
		return false;
	}
	if (until_failure == 0) {
		until_failure = -1;
		has_failed = true;
		ERR_raise(ERR_LIB_EVP, ERR_R_MALLOC_FAILURE);
		return true;
	}
	until_failure--;
	return false;
}

EVP_MD *__real_EVP_MD_fetch(OSSL_LIB_CTX *library, const char *name, const char *properties);
EVP_MD *__wrap_EVP_MD_fetch(OSSL_LIB_CTX *library, const char *name, const char *properties);
EVP_MD *__wrap_EVP_MD_fetch(OSSL_LIB_CTX *library, const char *name, const char *properties)
{
	return must_fail() ? NULL : __real_EVP_MD_fetch(library, name, properties);
}

int __real_EVP_Digest(const void *data, size_t length, unsigned char *digest, unsigned int *size,
	const EVP_MD *type, ENGINE *engine);
int __wrap_EVP_Digest(const void *data, size_t length, unsigned char *digest, unsigned int *size,
	const EVP_MD *type, ENGINE *engine);
int __wrap_EVP_Digest(const void *data, size_t length, unsigned char *digest, unsigned int *size,
	const EVP_MD *type, ENGINE *engine)
{
	return must_fail() ? 0 : __real_EVP_Digest(data, length, digest, size, type, engine);
}

EVP_MD_CTX *__real_EVP_MD_CTX_new(void);
EVP_MD_CTX *__wrap_EVP_MD_CTX_new(void);
EVP_MD_CTX *__wrap_EVP_MD_CTX_new(void)
{
	return must_fail() ? NULL : __real_EVP_MD_CTX_new();
}

int __real_EVP_DigestInit_ex2(
	EVP_MD_CTX *context, const EVP_MD *type, const OSSL_PARAM *parameters);
int __wrap_EVP_DigestInit_ex2(
	EVP_MD_CTX *context, const EVP_MD *type, const OSSL_PARAM *parameters);
int __wrap_EVP_DigestInit_ex2(EVP_MD_CTX *context, const EVP_MD *type, const OSSL_PARAM *parameters)
{
	return must_fail() ? 0 : __real_EVP_DigestInit_ex2(context, type, parameters);
}

int __real_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t length);
int __wrap_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t length);
int __wrap_EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t length)
{
	return must_fail() ? 0 : __real_EVP_DigestUpdate(context, data, length);
}

int __real_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *digest, unsigned int *size);
int __wrap_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *digest, unsigned int *size);
int __wrap_EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *digest, unsigned int *size)
{
	return must_fail() ? 0 : __real_EVP_DigestFinal_ex(context, digest, size);
}

int __real_EVP_MD_CTX_copy_ex(EVP_MD_CTX *to, const EVP_MD_CTX *from);
int __wrap_EVP_MD_CTX_copy_ex(EVP_MD_CTX *to, const EVP_MD_CTX *from);
int __wrap_EVP_MD_CTX_copy_ex(EVP_MD_CTX *to, const EVP_MD_CTX *from)
{
	return must_fail() ? 0 : __real_EVP_MD_CTX_copy_ex(to, from);
}

int __real_RAND_bytes(unsigned char *bytes, int count);
int __wrap_RAND_bytes(unsigned char *bytes, int count);
int __wrap_RAND_bytes(unsigned char *bytes, int count)
{
	return must_fail() ? 0 : __real_RAND_bytes(bytes, count);
}

/* The kernel's randomness; OpenSSL's is asked only where it is not to be had. */
static bool has_no_entropy;

int __real_getentropy(void *buffer, size_t length);
int __wrap_getentropy(void *buffer, size_t length);
int __wrap_getentropy(void *buffer, size_t length)
{
	return has_no_entropy ? -1 : __real_getentropy(buffer, length);
}

/* Runs `path` with the n-th call failing until none fails any more. */
static void fail_each(const char *name, void (*path)(void))
{
	long n = 0;
	do {
		/* somebody else's error, which must stay as long as nothing of ours fails */
		ERR_clear_error();
		ERR_raise(ERR_LIB_USER, 77);
		check_context("%s, call %ld fails", name, n);
		has_failed = false;
		until_failure = n++;
		path();
		until_failure = -1;
		CHECK_INTEGER(ERR_GET_REASON(ERR_peek_last_error()), has_failed ? 0 : 77);
		ERR_clear_error();
	} while (has_failed && n < 1000);
	check_context("%s", name);
	CHECK(!has_failed);
	CHECK(n > 1);
}

static void path_startup(void)
{
	bool done = doku_crypto_startup();
	CHECK_INTEGER(done, !has_failed);
	if (done) {
		doku_crypto_shutdown();
	}
}

static void path_digest(void)
{
	unsigned char digest[DOKU_SHA256_SIZE];
	bool done = doku_crypto_sha256(DOKU_SLICE_EMPTY, digest);
	CHECK_INTEGER(done, !has_failed);
}

/* The second secret is longer than a block and so is hashed first. */
static void path_keyring(void)
{
	static const char secret[] =
		"fake-secret-that-is-longer-than-one-block-of-sha256-which-has-64-bytes";
	doku_keyring keyring = {NULL, 0};
	bool first = doku_keyring_add(&keyring, DOKU_SLICE_LITERAL("fake-secret-1"));
	bool second = doku_keyring_add(&keyring, DOKU_SLICE_LITERAL(secret));
	CHECK_INTEGER(first && second, !has_failed);
	CHECK_INTEGER(keyring.count, (size_t)first + second);
	doku_keyring_free(&keyring);
}

static void path_sign_and_verify(void)
{
	doku_settings settings;
	char made[DOKU_SIGNATURE_SIZE];
	doku_signature_fields fields = {.client_id = DOKU_SLICE_LITERAL(TEST_CLIENT_ID),
		.request_id = DOKU_SLICE_LITERAL("r"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:43Z"),
		.target = DOKU_SLICE_LITERAL("/n"),
		.has_body = true,
		.body = DOKU_SLICE_LITERAL("{\"order\":{\"invoice_number\":\"I\"}}")};
	if (!test_settings_init(&settings)
		|| !doku_keyring_add(&settings.keyring, DOKU_SLICE_LITERAL("fake-secret-2"))) {
		CHECK(has_failed);
		doku_settings_free(&settings);
		return;
	}
	if (!doku_signature_create(&settings.keyring, &fields, made)) {
		CHECK(has_failed);
		doku_settings_free(&settings);
		return;
	}
	doku_notification_headers headers;
	memset(&headers, 0, sizeof(headers));
	headers.values[DOKU_HEADER_CLIENT_ID] = fields.client_id;
	headers.values[DOKU_HEADER_REQUEST_ID] = fields.request_id;
	headers.values[DOKU_HEADER_TIMESTAMP] = fields.timestamp;
	headers.values[DOKU_HEADER_SIGNATURE] = doku_slice_from_string(made);
	doku_notification notification;
	doku_error error;
	bool before = has_failed;
	bool accepted = doku_notification_check(
		&notification, &settings, &headers, fields.body, fields.target, TEST_NOW, &error);
	CHECK_INTEGER(accepted, before || !has_failed);
	if (!accepted) {
		CHECK_INTEGER(error.kind, DOKU_ERROR_MEMORY);
	}
	doku_settings_free(&settings);
}

static void path_random(void)
{
	char uuid[DOKU_UUID_LENGTH + 1];
	bool done = doku_request_id_random(NULL, uuid);
	CHECK_INTEGER(done, !has_failed);
}

/* Without any randomness a retry waits as long as its jitter could make it. */
static void path_pause(void)
{
	doku_settings settings;
	doku_call call;
	test_settings_make(&settings);
	CHECK(doku_call_init(&call, &settings, DOKU_OPERATION_CHECK, "GET", DOKU_SLICE_LITERAL("/x"),
		DOKU_SLICE_LITERAL(TEST_REQUEST_ID), NULL));
	CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_SEND);
	doku_answer answer;
	doku_answer_init(&answer);
	answer.result = DOKU_TRANSFER_NOT_SENT;
	has_no_entropy = true;
	until_failure = 0;
	doku_call_answered(&call, &answer, 0);
	has_no_entropy = false;
	CHECK(has_failed);
	CHECK_INTEGER(doku_call_next(&call, TEST_NOW), DOKU_STEP_WAIT);
	CHECK_INTEGER(call.pause, DOKU_RETRY_BASE);
	doku_answer_free(&answer);
	doku_call_free(&call);
	doku_settings_free(&settings);
}

int main(void)
{
	fail_each("startup", path_startup);
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	fail_each("digest", path_digest);
	fail_each("keyring", path_keyring);
	fail_each("sign and verify", path_sign_and_verify);
	has_no_entropy = true;
	fail_each("random", path_random);
	has_no_entropy = false;
	check_context("pause without randomness");
	has_failed = false;
	path_pause();
	doku_crypto_shutdown();
	return check_finish();
}
