/*
 * Looks for secrets that the engine's functions leave behind on the stack. It reads below its own frame, where the
 * frames of the calls before it were, so it is built without sanitizers (tests/trust/wipe).
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "request/signature.h"

#define DEPTH 32768
#define NEEDLE 24
#define BLOCK 64

/* Static: nothing that is looked for may lie on the stack because of the search. */
static char secret[200];
static unsigned char block[BLOCK];
static unsigned char needles[6][NEEDLE];
static char signature[DOKU_SIGNATURE_SIZE];
static doku_keyring keyring;
static unsigned passed;
static unsigned failed;

static void check(bool holds, const char *what)
{
	if (holds) {
		passed++;
	} else {
		failed++;
		printf("FAILED: %s\n", what);
	}
}

/* How many of the needles stand in the memory below this frame. */
static __attribute__((noinline)) unsigned find_below(void)
{
	volatile unsigned char mark = 0;
	volatile uintptr_t address = (uintptr_t)&mark; /* an integer: no array's bounds */
	const volatile unsigned char *top = (const volatile unsigned char *)address;
	unsigned found = 0;
	for (const volatile unsigned char *at = top - DEPTH; at < top - NEEDLE; at++) {
		for (size_t i = 0; i < sizeof(needles) / sizeof(needles[0]); i++) {
			size_t same = 0;
			while (same < NEEDLE && at[same] == needles[i][same]) {
				same++;
			}
			found += same == NEEDLE ? 1 : 0;
		}
	}
	return found;
}

/* The pages must be there, and free of what earlier calls left. */
static __attribute__((noinline)) void clear_below(void)
{
	volatile unsigned char space[DEPTH];
	for (size_t i = 0; i < sizeof(space); i++) {
		space[i] = 0;
	}
	(void)space[0];
}

/* What a function without care would do. */
static __attribute__((noinline)) void leave_copy(void)
{
	volatile char copy[sizeof(secret)];
	for (size_t i = 0; i < sizeof(secret); i++) {
		copy[i] = secret[i];
	}
	(void)copy[0];
}

static __attribute__((noinline)) void add_key(size_t length)
{
	check(doku_keyring_add(&keyring, doku_slice_make(secret, length)), "a key is made");
}

static __attribute__((noinline)) void sign(void)
{
	doku_signature_fields fields = {
		.client_id = DOKU_SLICE_LITERAL("MCH-TEST-0001"),
		.request_id = DOKU_SLICE_LITERAL("id-1"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:42Z"),
		.target = DOKU_SLICE_LITERAL("/notify"),
		.has_body = true,
		.body = DOKU_SLICE_LITERAL("{}"),
	};
	check(doku_signature_create(&keyring, &fields, signature), "signs");
}

/* A forged signature: the expected one must not stay. */
static __attribute__((noinline)) void refuse(void)
{
	static const char forged[] = "HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
	doku_signature_fields fields = {
		.client_id = DOKU_SLICE_LITERAL("MCH-TEST-0001"),
		.request_id = DOKU_SLICE_LITERAL("id-1"),
		.timestamp = DOKU_SLICE_LITERAL("2021-07-07T08:45:42Z"),
		.target = DOKU_SLICE_LITERAL("/notify"),
		.has_body = true,
		.body = DOKU_SLICE_LITERAL("{}"),
	};
	check(doku_signature_verify(&keyring, &fields, doku_slice_from_string(forged))
			== DOKU_SIGNATURE_INVALID,
		"refuses");
}

/* The secret, and the padded keys that RFC 2104 makes of it. */
static void look_for_secret(size_t length)
{
	for (size_t i = 0; i < sizeof(secret); i++) {
		secret[i] = (char)('!' + (i * 37 + length) % 90);
	}
	memset(block, 0, sizeof(block));
	if (length > BLOCK) {
		(void)doku_crypto_sha256(doku_slice_make(secret, length), block);
	} else {
		memcpy(block, secret, length);
	}
	for (size_t i = 0; i < NEEDLE; i++) {
		needles[0][i] = (unsigned char)secret[i];
		needles[1][i] = block[i];
		needles[2][i] = block[i] ^ 0x36;
		needles[3][i] = block[i] ^ 0x5C;
		needles[4][i] = (unsigned char)secret[length - NEEDLE + i];
		needles[5][i] = block[i] ^ 0x36;
	}
}

static void test_key(size_t length)
{
	look_for_secret(length);
	clear_below();
	leave_copy();
	check(find_below() > 0, "the search finds a copy that was left");
	clear_below();
	check(find_below() == 0, "nothing was there before");
	add_key(length);
	check(find_below() == 0, "making a key leaves nothing");
	sign();
	check(find_below() == 0, "signing leaves nothing");
}

static void test_expected_signature(void)
{
	sign();
	for (size_t i = 0; i < sizeof(needles) / sizeof(needles[0]); i++) {
		memcpy(needles[i], signature + sizeof(DOKU_SIGNATURE_PREFIX) - 1 + i, NEEDLE);
	}
	clear_below();
	refuse();
	check(find_below() == 0, "refusing a signature leaves nothing of the expected one");
}

int main(void)
{
	if (!doku_crypto_startup()) {
		return 2;
	}
	static const size_t lengths[] = {32, 64, 65, 150};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		test_key(lengths[i]);
		test_expected_signature();
		doku_keyring_free(&keyring);
	}
	doku_crypto_shutdown();
	printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 && passed > 0 ? 0 : 1;
}
