/* DOKU's "Safe String": which characters it takes, how the others are named, and where they stand. */
#include <string.h>

#include "check.h"
#include "payload/safe.h"
#include "payload/safe_report.h"
#include "support_payload.h"

/* DOKU's refusal lists these and the letters and digits; a blank passes although it is not listed. */
static const char listed[] = ".-/+,=_:'@%";

static bool is_taken(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
		|| (byte >= '0' && byte <= '9') || byte == ' '
		|| (byte != '\0' && strchr(listed, byte) != NULL);
}

static void check_every_ascii_character(void)
{
	for (int byte = 0; byte < 0x80; byte++) {
		char text[] = {'a', (char)byte, 'b'};
		char found[DOKU_SAFE_FOUND_SIZE];
		check_context("character %d", byte);
		CHECK(doku_safe_find_others(doku_slice_make(text, 3), found)
			== !is_taken((unsigned char)byte));
	}
}

static void check_names(void)
{
	static const struct {
		const char *text;
		const char *found; /* NULL: none */
	} rows[] = {
		{"", NULL},
		{"Kopi Gayo 250 g", NULL},
		{"A & B", "&"},
		{"a&b&c", "&"},
		{"15\" TV", "\""},
		{"caf\xC3\xA9", "U+00E9"},
		{"(\xF0\x9F\x98\x80)", "( U+1F600 )"},
		{"a\nb", "U+000A"},
		{"a\xC2\xA0"
		 "b",
			"U+00A0"},
		{"!#$*;", "! # $ * ;"},
		{"!#$*;!#", "! # $ * ;"},
		{"!#$*;?", "! # $ * ; and others"},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		char found[DOKU_SAFE_FOUND_SIZE];
		check_context("%s", rows[i].text);
		bool has = doku_safe_find_others(doku_slice_from_string(rows[i].text), found);
		CHECK(has == (rows[i].found != NULL));
		if (has && rows[i].found != NULL) {
			CHECK_STRING(found, rows[i].found);
		}
	}
}

static void check_longest_names_fit(void)
{
	char found[DOKU_SAFE_FOUND_SIZE];
	CHECK(doku_safe_find_others(
		doku_slice_from_string("\xF4\x8F\xBF\xBD\xF4\x8F\xBF\xBC\xF4\x8F\xBF\xBB"
							   "\xF4\x8F\xBF\xBA\xF4\x8F\xBF\xB9\xF4\x8F\xBF\xB8"),
		found));
	CHECK_STRING(found, "U+10FFFD U+10FFFC U+10FFFB U+10FFFA U+10FFF9 and others");
}

static void check_described(const char *from, const char *to, const char *expected)
{
	doku_buffer body;
	doku_buffer out;
	doku_buffer_init(&body, 100000);
	doku_buffer_init(&out, 1000);
	test_replace(test_generate_json, from, to, &body);
	CHECK(doku_safe_describe(&doku_generate_rules, doku_buffer_slice(&body), &out));
	CHECK_TEXT(doku_buffer_slice(&out), expected);
	doku_buffer_free(&body);
	doku_buffer_free(&out);
}

static void check_texts_of_a_body(void)
{
	check_context("one text");
	check_described("T-Shirt Red", "T-Shirt & Red", "order.line_items[0].name (&)");
	check_context("two in one body");
	check_described(
		"\"Polo Navy\",\"price\":30000,\"quantity\":1,\"sku\":\"1001\",\"category\":\"Shirts\"",
		"\"Polo #1\",\"price\":30000,\"quantity\":1,\"sku\":\"1001\",\"category\":\"(Shirts)\"",
		"order.line_items[1].name (#); order.line_items[1].category (( ))");
	check_context("a page's address is not meant");
	check_described("return-url", "return?x=1&y=2", "");
	check_context("no body that can be read");
	doku_buffer out;
	doku_buffer_init(&out, 1000);
	CHECK(doku_safe_describe(&doku_generate_rules, doku_slice_from_string("{"), &out));
	CHECK(doku_safe_describe(NULL, doku_slice_from_string("{}"), &out));
	CHECK_INTEGER(out.length, 0);
	doku_buffer_free(&out);
}

int main(void)
{
	check_every_ascii_character();
	check_names();
	check_longest_names_fit();
	check_texts_of_a_body();
	return check_finish();
}
