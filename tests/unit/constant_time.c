/*
 * Shows that signing and verifying branch on nothing secret. Runs under valgrind only: the
 * secret's bytes are marked undefined, so every branch and every memory address that depends on
 * them is reported. Only the comparison's one-bit result is declassified, because it is what the
 * caller is told.
 *
 * Linked with --wrap=doku_crypto_equal.
 */
#include <stdlib.h>

#include <valgrind/memcheck.h>

#include "check.h"
#include "request/signature.h"
#include "support_files.h"

bool __real_doku_crypto_equal(const void *a, const void *b, size_t length);
bool __wrap_doku_crypto_equal(const void *a, const void *b, size_t length);

static unsigned long comparisons;
static unsigned long secret_comparisons;

bool __wrap_doku_crypto_equal(const void *a, const void *b, size_t length)
{
	bool result = __real_doku_crypto_equal(a, b, length);
	unsigned char bits = 0;
	comparisons++;
	/* the result must have been secret, or nothing was shown */
	if (VALGRIND_GET_VBITS(&result, &bits, 1) == 1 && bits != 0) {
		secret_comparisons++;
	}
	(void)VALGRIND_MAKE_MEM_DEFINED(&result, sizeof(result));
	return result;
}

static unsigned int reports(void)
{
	return (unsigned int)VALGRIND_COUNT_ERRORS;
}

/* A comparison that stops at the first difference: the check must see it. */
static int compare_early(const volatile unsigned char *a, const volatile unsigned char *b)
{
	for (size_t i = 0; i < 32; i++) {
		if (a[i] != b[i]) {
			return 0;
		}
	}
	return 1;
}

static void check_control(void)
{
	unsigned char secret[32] = {1};
	unsigned char given[32] = {2};
	static const unsigned char table[256] = {1, 2, 3};
	check_context("control");
	(void)VALGRIND_MAKE_MEM_UNDEFINED(secret, sizeof(secret));
	unsigned int before = reports();
	volatile int found = compare_early(secret, given);
	(void)found;
	CHECK(reports() > before);
	before = reports();
	volatile unsigned char looked_up = ((const volatile unsigned char *)table)[secret[0]];
	(void)looked_up;
	CHECK(reports() > before);
}

static void check_verify(const char *name, const char *signature, doku_signature_result expected)
{
	char secret[] = "secret-key-from-DOKU-back-office";
	doku_keyring keyring = {NULL, 0};
	doku_buffer body;
	test_read_file("akulaku-generate-compact", "body", &body);
	doku_signature_fields fields = {.client_id = DOKU_SLICE_LITERAL("MCH-0001-10791114622547"),
		.request_id = DOKU_SLICE_LITERAL("baec7d95-f30a-4b78-b711-6ebe0ccdf50b"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:42Z"),
		.target = DOKU_SLICE_LITERAL("/akulaku-peer-to-peer/v2/generate-order"),
		.has_body = true,
		.body = doku_buffer_slice(&body)};
	check_context("%s", name);
	(void)VALGRIND_MAKE_MEM_UNDEFINED(secret, sizeof(secret) - 1);
	unsigned int before = reports();
	unsigned long compared = comparisons;
	unsigned long secret_compared = secret_comparisons;
	bool added = doku_keyring_add(&keyring, doku_slice_make(secret, sizeof(secret) - 1));
	doku_signature_result result =
		doku_signature_verify(&keyring, &fields, doku_slice_from_string(signature));
	char made[DOKU_SIGNATURE_SIZE];
	bool created = doku_signature_create(&keyring, &fields, made);
	unsigned int after = reports();
	CHECK(added && created);
	CHECK_INTEGER(result, expected);
	CHECK_INTEGER(after - before, 0);
	CHECK_INTEGER(comparisons - compared, 1);
	CHECK_INTEGER(secret_comparisons - secret_compared, 1);
	doku_keyring_free(&keyring);
	doku_buffer_free(&body);
}

int main(void)
{
	if (!CHECK(RUNNING_ON_VALGRIND != 0) || !CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	check_control();
	check_verify(
		"valid", "HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=", DOKU_SIGNATURE_VALID);
	check_verify("first character differs",
		"HMACSHA256=ayoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=", DOKU_SIGNATURE_INVALID);
	check_verify("last character differs",
		"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7E=", DOKU_SIGNATURE_INVALID);
	check_verify("nothing fits",
		"HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", DOKU_SIGNATURE_INVALID);
	doku_crypto_shutdown();
	return check_finish();
}
