/* Writing JSON: exact bytes, and what our own reader and strtod() make of them. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "support_json.h"
#include "json/json.h"

#define ROW(text, written) \
	{ \
		text, sizeof(text) - 1, written \
	}

static const struct {
	const char *text;
	size_t length;
	const char *written;
} rows[] = {
	ROW("", "\"\""),
	ROW("abc", "\"abc\""),
	ROW("https://merchant.com/return-url", "\"https://merchant.com/return-url\""),
	ROW("\"\\/", "\"\\\"\\\\/\""),
	ROW("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""),
	ROW("\0\x01\x1F", "\"\\u0000\\u0001\\u001f\""),
	ROW("\x0B\x0E", "\"\\u000b\\u000e\""),
	ROW("\x7F", "\"\x7F\""),
	ROW("\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80", "\"\xC3\xA9\xE2\x80\xA8\xF0\x9F\x98\x80\""),
	ROW("<>&'", "\"<>&'\""),
	ROW("a\"b\"c", "\"a\\\"b\\\"c\""),
};

static void check_texts(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_slice text = doku_slice_make(rows[i].text, rows[i].length);
		doku_buffer out;
		doku_buffer_init(&out, 4096);
		check_context("text %zu", i);
		doku_buffer_append_byte(&out, '[');
		CHECK(doku_json_write_text(&out, text));
		doku_buffer_append_byte(&out, ']');
		CHECK_SLICE(
			doku_slice_make(out.data + 1, out.length - 2), doku_slice_from_string(rows[i].written));

		doku_json_document *document = NULL;
		CHECK_INTEGER(doku_json_parse(doku_buffer_slice(&out), &document), DOKU_JSON_OK);
		doku_value_cursor cursor = {0, NULL};
		doku_value_entry entry;
		if (document != NULL
			&& CHECK(doku_json_values.next(doku_json_root(document), &cursor, &entry))) {
			CHECK_SLICE(doku_json_string(entry.value), text);
		}
		doku_json_free(document);
		doku_buffer_free(&out);

		/* every limit below the length refuses, and never writes past itself */
		for (size_t limit = 0; limit < strlen(rows[i].written); limit++) {
			doku_buffer_init(&out, limit);
			CHECK(!doku_json_write_text(&out, text));
			CHECK(out.state == DOKU_BUFFER_TOO_LARGE && out.length <= limit);
			doku_buffer_free(&out);
		}
		doku_buffer_init(&out, strlen(rows[i].written));
		CHECK(doku_json_write_text(&out, text));
		doku_buffer_free(&out);
	}
}

static void check_real(double number, const char *expected)
{
	doku_buffer out;
	doku_buffer_init(&out, 64);
	check_context("real %.17g", number);
	CHECK(doku_json_write_real(&out, number));
	if (expected != NULL) {
		CHECK_TEXT(doku_buffer_slice(&out), expected);
	}
	/* JSON, and not an integer */
	char text[80];
	snprintf(text, sizeof(text), "[%.*s]", (int)out.length, out.data);
	CHECK_INTEGER(test_json_fault(doku_slice_from_string(text)), DOKU_JSON_FAULT_NONE);
	CHECK(strpbrk(text, ".e") != NULL);
	CHECK(strtod(text + 1, NULL) == number);

	/* no shorter %g spelling reads back the same */
	char shorter[40];
	size_t digits = 0;
	for (size_t i = 0; i < out.length && out.data[i] != 'e'; i++) {
		char first = digits == 0 ? '1' : '0'; /* leading zeros are no digits of the number */
		digits += out.data[i] >= first && out.data[i] <= '9';
	}
	if (digits > 15) {
		snprintf(shorter, sizeof(shorter), "%.15g", number);
		CHECK(strtod(shorter, NULL) != number);
	}
	doku_buffer_free(&out);
}

static void check_reals(void)
{
	check_real(0.0, "0.0");
	check_real(-0.0, "-0.0");
	check_real(1.0, "1.0");
	check_real(-1.5, "-1.5");
	check_real(0.1, "0.1");
	check_real(0.1 + 0.2, "0.30000000000000004");
	check_real(1.0 / 3.0, NULL);
	check_real(100000.0, "100000.0");
	check_real(1e15, NULL);
	check_real(1e22, NULL);
	check_real(1e300, NULL);
	check_real(-1e-300, NULL);
	check_real(9007199254740993.0, NULL);
	check_real(DBL_MAX, NULL);
	check_real(DBL_MIN, NULL);
	check_real(4.9406564584124654e-324, NULL);
	check_real(DBL_EPSILON, NULL);
	/* a fixed sequence of bit patterns: all exponents, many mantissas */
	uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
	for (int i = 0; i < 5000; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		double number;
		memcpy(&number, &state, sizeof(number));
		if (isfinite(number)) {
			check_real(number, NULL);
		}
	}
	for (size_t limit = 0; limit < 3; limit++) {
		doku_buffer out;
		doku_buffer_init(&out, limit);
		check_context("real into %zu bytes", limit);
		CHECK(!doku_json_write_real(&out, 1.0));
		doku_buffer_free(&out);
	}
}

int main(void)
{
	check_texts();
	check_reals();
	if (setlocale(LC_ALL, "de_DE.UTF-8") != NULL) {
		doku_buffer out;
		doku_buffer_init(&out, 64);
		check_context("decimal comma");
		CHECK(doku_json_write_real(&out, 1.5));
		CHECK_TEXT(doku_buffer_slice(&out), "1.5");
		doku_buffer_free(&out);
	}
	return check_finish();
}
