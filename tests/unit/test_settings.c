/* What the account's texts may be, and names that somebody mixed up. */
#include "base/similar.h"
#include "check.h"
#include "request/request.h"
#include "request/settings.h"

static doku_slice text(const char *bytes)
{
	return doku_slice_from_string(bytes);
}

/* Unicode's properties White_Space and Default_Ignorable_Code_Point, and the controls. */
static void check_secret_ends(void)
{
	static const char *const unseen[] = {" ", "\t", "\n", "\r", "\x01", "\x1F", "\x7F", "\xC2\x80",
		"\xC2\x9F", "\xC2\xA0", "\xC2\xAD", "\xE1\x9A\x80", "\xE2\x80\x8B", "\xE2\x80\x8E",
		"\xE2\x80\xA8", "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xF3\xA0\x80\xA0"};
	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++) {
		char bytes[32];
		check_context("row %zu", i);
		snprintf(bytes, sizeof(bytes), "%ssecret", unseen[i]);
		CHECK(doku_secret_problem(text(bytes)) != NULL);
		snprintf(bytes, sizeof(bytes), "secret%s", unseen[i]);
		CHECK(doku_secret_problem(text(bytes)) != NULL);
		CHECK(doku_secret_problem(text(unseen[i])) != NULL);
	}
	CHECK(doku_secret_problem(DOKU_SLICE_EMPTY) != NULL);
	CHECK(doku_secret_problem(doku_slice_make("\0secret", 7)) != NULL);
	CHECK(doku_secret_problem(doku_slice_make("secret\0", 7)) != NULL);
}

static void check_secret_inside(void)
{
	static const char *const breaks[] = {
		"\n", "\v", "\f", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		char bytes[32];
		check_context("row %zu", i);
		snprintf(bytes, sizeof(bytes), "a%sb", breaks[i]);
		CHECK(doku_secret_problem(text(bytes)) != NULL);
	}
	CHECK(doku_secret_problem(doku_slice_make("a\0b", 3)) != NULL);

	static const char *const keys[] = {"x", "two words", "a\tb", "z\xE2\x80\x8Bz", "\xE9\xFF\x80",
		"caf\xC3\xA9", "\x80", "z\xE2\x80\xA7z", "z\xC2\x84z"};
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		check_context("key %zu", i);
		CHECK(doku_secret_problem(text(keys[i])) == NULL);
	}
}

static void check_lookup_ids(void)
{
	static const char *const bad[] = {"", ".", "..", "a\n", "\ta", "a\x7F", "a\xC2\x85", "\xFF",
		"a\xE2\x80\xA8", "\xE2\x80\xA9z", "\xED\xA0\x80"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		check_context("bad %zu", i);
		CHECK(doku_lookup_id_problem(text(bad[i])) != NULL);
	}
	static const char *const good[] = {
		"INV-1", "...", ".a", "a b", "a/b", "%2e", "caf\xC3\xA9", "z\xE2\x80\xA7z"};
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		check_context("good %zu", i);
		CHECK(doku_lookup_id_problem(text(good[i])) == NULL);
	}
	char longest[DOKU_MAX_LOOKUP_ID + 1];
	memset(longest, 'x', sizeof(longest));
	CHECK(doku_lookup_id_problem(doku_slice_make(longest, DOKU_MAX_LOOKUP_ID)) == NULL);
	CHECK(doku_lookup_id_problem(doku_slice_make(longest, DOKU_MAX_LOOKUP_ID + 1)) != NULL);
}

static void check_distances(void)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{"timeout", "timeout", 0},
		{"Time-Out", "timeout", 0},
		{"timeouts", "timeout", 1},
		{"timeuot", "timeout", 1},
		{"timout", "timeout", 1},
		{"timeaut", "timeout", 1},
		{"enviroment", "environment", 1},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_context("row %zu", i);
		CHECK_INTEGER(doku_name_distance(text(rows[i].a), text(rows[i].b)), rows[i].distance);
		CHECK_INTEGER(doku_name_distance(text(rows[i].b), text(rows[i].a)), rows[i].distance);
	}
	check_context("unlike");
	CHECK_INTEGER(doku_name_distance(text("logger"), text("retries")), DOKU_NAMES_UNLIKE);
	CHECK_INTEGER(doku_name_distance(text(""), text("timeout")), DOKU_NAMES_UNLIKE);
	CHECK_INTEGER(doku_name_distance(text("_"), text("timeout")), DOKU_NAMES_UNLIKE);
	char longest[100];
	memset(longest, 'x', sizeof(longest));
	CHECK_INTEGER(doku_name_distance(doku_slice_make(longest, sizeof(longest)), text("timeout")),
		DOKU_NAMES_UNLIKE);
	check_context("near");
	unsigned near = doku_name_distance(text("verify"), text("verify_response"));
	CHECK(near < DOKU_NAMES_UNLIKE && near > 1);
	CHECK(doku_name_distance(text("response"), text("verify_response")) < DOKU_NAMES_UNLIKE);
	CHECK_INTEGER(doku_name_distance(text("ca"), text("ca_certificate")), DOKU_NAMES_UNLIKE);
}

int main(void)
{
	check_secret_ends();
	check_secret_inside();
	check_lookup_ids();
	check_distances();
	return check_finish();
}
