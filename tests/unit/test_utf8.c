/* UTF-8 by RFC 3629: every code point, every short sequence, and the blank and control rules. */
#include <stdlib.h>

#include "check.h"
#include "base/utf8.h"

/* Written from RFC 3629's table in section 3, not from the engine. */
static size_t encode(uint32_t code_point, char *out)
{
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xC0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xE0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code_point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code_point >> 18);
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code_point & 0x3F));
	return 4;
}

/* One check for all code points: a million lines of success tell nobody anything. */
static void check_every_code_point(void)
{
	size_t wrong = 0;
	for (uint32_t code_point = 0; code_point <= 0x1FFFFF; code_point++) {
		char bytes[4];
		size_t width = encode(code_point, bytes);
		bool is_valid = code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
		uint32_t decoded = 0xFFFFFFFF;
		size_t got = doku_utf8_decode(doku_slice_make(bytes, width), &decoded);
		bool is_right = is_valid ? got == width && decoded == code_point : got == 0;
		/* cut short it is never valid */
		for (size_t length = 0; length < width; length++) {
			is_right = is_right && doku_utf8_decode(doku_slice_make(bytes, length), NULL) == 0;
		}
		if (!is_right && wrong++ == 0) {
			printf("first wrong code point: U+%04X\n", (unsigned int)code_point);
		}
	}
	check_context("every code point");
	CHECK_INTEGER(wrong, 0);
}

/* Overlong forms of every code point that has a shorter one. */
static void check_overlong_forms(void)
{
	size_t accepted = 0;
	for (uint32_t code_point = 0; code_point < 0x10000; code_point++) {
		char two[2] = {(char)(0xC0 | (code_point >> 6 & 0x1F)), (char)(0x80 | (code_point & 0x3F))};
		char three[3] = {(char)(0xE0 | (code_point >> 12 & 0x0F)),
			(char)(0x80 | (code_point >> 6 & 0x3F)), (char)(0x80 | (code_point & 0x3F))};
		char four[4] = {(char)0xF0, (char)(0x80 | (code_point >> 12 & 0x3F)),
			(char)(0x80 | (code_point >> 6 & 0x3F)), (char)(0x80 | (code_point & 0x3F))};
		if (code_point < 0x80) {
			accepted += doku_utf8_decode(doku_slice_make(two, 2), NULL) != 0;
		}
		if (code_point < 0x800) {
			accepted += doku_utf8_decode(doku_slice_make(three, 3), NULL) != 0;
		}
		accepted += doku_utf8_decode(doku_slice_make(four, 4), NULL) != 0;
	}
	check_context("overlong forms");
	CHECK_INTEGER(accepted, 0);
}

static const struct {
	const char *name;
	const char *bytes;
	size_t length;
	bool valid;
	bool has_control;
	bool is_blank;
	size_t code_points;
} rows[] = {
#define ROW(name, text, valid, control, blank, count) \
	{ \
		name, text, sizeof(text) - 1, valid, control, blank, count \
	}
	ROW("empty", "", true, false, true, 0),
	ROW("ASCII", "abc", true, false, false, 3),
	ROW("spaces", "   ", true, false, true, 3),
	ROW("tab", "\t", true, true, true, 1),
	ROW("line feed inside", "a\nb", true, true, false, 3),
	ROW("NUL inside", "a\0b", true, true, false, 3),
	ROW("NUL alone", "\0", true, true, false, 1),
	ROW("unit separator", "\x1F", true, true, false, 1),
	ROW("tilde", "~", true, false, false, 1),
	ROW("DEL", "\x7F", true, true, false, 1),
	ROW("U+0080", "\xC2\x80", true, true, false, 1),
	ROW("U+0085 next line", "\xC2\x85", true, true, true, 1),
	ROW("U+009F", "\xC2\x9F", true, true, false, 1),
	ROW("U+00A0 no-break space", "\xC2\xA0", true, false, true, 1),
	ROW("U+00A1", "\xC2\xA1", true, false, false, 1),
	ROW("U+2003 em space", "\xE2\x80\x83", true, false, true, 1),
	ROW("U+200B zero width space", "\xE2\x80\x8B", true, false, true, 1),
	ROW("U+200E left-to-right mark", "\xE2\x80\x8E", true, false, true, 1),
	ROW("U+2028 line separator", "\xE2\x80\xA8", true, true, true, 1),
	ROW("U+2029 between letters",
		"a\xE2\x80\xA9"
		"b",
		true, true, false, 3),
	ROW("U+2027", "\xE2\x80\xA7", true, false, false, 1),
	ROW("U+202A", "\xE2\x80\xAA", true, false, true, 1),
	ROW("U+00AD soft hyphen", "\xC2\xAD", true, false, true, 1),
	ROW("U+3164 Hangul filler", "\xE3\x85\xA4", true, false, true, 1),
	ROW("U+E0001 language tag", "\xF3\xA0\x80\x81", true, false, true, 1),
	ROW("U+2800 Braille blank", "\xE2\xA0\x80", true, false, false, 1),
	ROW("U+3000 ideographic space", "\xE3\x80\x80", true, false, true, 1),
	ROW("U+FEFF byte order mark", "\xEF\xBB\xBF", true, false, true, 1),
	ROW("blank but for one letter", " \xC2\xA0x\xE3\x80\x80", true, false, false, 4),
	ROW("two bytes", "\xC3\xA9", true, false, false, 1),
	ROW("U+FFFF", "\xEF\xBF\xBF", true, false, false, 1),
	ROW("four bytes", "\xF0\x9F\x98\x80", true, false, false, 1),
	ROW("U+10FFFF", "\xF4\x8F\xBF\xBF", true, false, false, 1),
	ROW("above U+10FFFF", "\xF4\x90\x80\x80", false, false, false, 0),
	ROW("surrogate, low end", "\xED\xA0\x80", false, false, false, 0),
	ROW("surrogate, high end", "\xED\xBF\xBF", false, false, false, 0),
	ROW("before the surrogates", "\xED\x9F\xBF", true, false, false, 1),
	ROW("after the surrogates", "\xEE\x80\x80", true, false, false, 1),
	ROW("overlong slash, two bytes", "\xC0\xAF", false, false, false, 0),
	ROW("overlong slash, three bytes", "\xE0\x80\xAF", false, false, false, 0),
	ROW("overlong slash, four bytes", "\xF0\x80\x80\xAF", false, false, false, 0),
	ROW("overlong NUL of Java", "\xC0\x80", false, false, false, 0),
	ROW("C1 lead", "\xC1\xBF", false, false, false, 0),
	ROW("lone continuation", "\x80", false, false, false, 0),
	ROW("F5 lead", "\xF5\x80\x80\x80", false, false, false, 0),
	ROW("five bytes", "\xF8\x88\x80\x80\x80", false, false, false, 0),
	ROW("FE", "\xFE", false, false, false, 0),
	ROW("FF", "\xFF", false, false, false, 0),
	ROW("cut after one", "\xE2", false, false, false, 0),
	ROW("cut after two", "\xE2\x82", false, false, false, 0),
	ROW("third byte is ASCII", "\xE2\x82(", false, false, false, 0),
	ROW("fourth byte is ASCII", "\xF0\x9F\x98(", false, false, false, 0),
	ROW("good, then bad", "abc\xFF", false, false, false, 0),
#undef ROW
};

/* White_Space and Default_Ignorable_Code_Point as perl 5.36 has them, which knows Unicode 14.0. */
static bool is_blank_character(uint32_t code_point)
{
	static const uint32_t single[] = {0x20, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680,
		0x17B4, 0x17B5, 0x3000, 0x3164, 0xFEFF, 0xFFA0};
	for (size_t i = 0; i < CHECK_COUNT(single); i++) {
		if (single[i] == code_point) {
			return true;
		}
	}
	return (code_point >= 9 && code_point <= 13) || (code_point >= 0x180B && code_point <= 0x180F)
		|| (code_point >= 0x2000 && code_point <= 0x200F)
		|| (code_point >= 0x2028 && code_point <= 0x202F)
		|| (code_point >= 0x205F && code_point <= 0x206F)
		|| (code_point >= 0xFE00 && code_point <= 0xFE0F)
		|| (code_point >= 0xFFF0 && code_point <= 0xFFF8)
		|| (code_point >= 0x1BCA0 && code_point <= 0x1BCA3)
		|| (code_point >= 0x1D173 && code_point <= 0x1D17A)
		|| (code_point >= 0xE0000 && code_point <= 0xE0FFF);
}

static void check_invisible(void)
{
	size_t wrong = 0;
	size_t count = 0;
	check_context("every invisible character");
	for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
		bool expected = is_blank_character(code_point);
		count += expected;
		wrong += doku_utf8_is_invisible(code_point) != expected;
	}
	CHECK_INTEGER(wrong, 0);
	CHECK_INTEGER(count, 4199);
}

/* The facts one character at a time, to compare a faster reading with. */
static doku_text_facts inspect_slowly(doku_slice text)
{
	doku_text_facts facts = {.valid = true, .is_blank = true};
	while (text.length > 0) {
		uint32_t code_point;
		size_t width = doku_utf8_decode(text, &code_point);
		if (width == 0) {
			facts.valid = false;
			break;
		}
		facts.has_control = facts.has_control || code_point < 0x20
			|| (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x2028
			|| code_point == 0x2029;
		facts.is_blank = facts.is_blank && is_blank_character(code_point);
		facts.needs_escape =
			facts.needs_escape || code_point < 0x20 || code_point == '"' || code_point == '\\';
		facts.code_points++;
		text.data += width;
		text.length -= width;
	}
	return facts;
}

static bool facts_agree(doku_slice text)
{
	doku_text_facts fast = doku_text_inspect(text);
	doku_text_facts slow = inspect_slowly(text);
	return fast.valid == slow.valid
		&& (!slow.valid
			|| (fast.has_control == slow.has_control && fast.is_blank == slow.is_blank
				&& fast.needs_escape == slow.needs_escape && fast.code_points == slow.code_points));
}

/* One odd character at each place of texts of each length: wherever a faster reading takes
 * several bytes at once, the odd one must be seen. */
static void check_places(void)
{
	static const char *const odd[] = {"\xC2\x85", "\xC2\xA0", "\xC3\xA9", "\xE2\x80\x83",
		"\xE2\x82\xAC", "\xE2\x80\xA8", "\xE2\x80\x8E", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80",
		"\xED\xA0\x80", "\xC0\xAF", "\xE2\x82"};
	static const char fill[] = {'a', ' ', '!', '~'};
	size_t wrong = 0;
	for (size_t f = 0; f < CHECK_COUNT(fill); f++) {
		for (size_t length = 0; length <= 40; length++) {
			for (size_t place = 0; place <= length; place++) {
				for (size_t which = 0; which < 256 + CHECK_COUNT(odd); which++) {
					/* in a block of its own size: a read past the end is seen */
					char one = (char)which;
					const char *bytes = which < 256 ? &one : odd[which - 256];
					size_t width = which < 256 ? 1 : strlen(bytes);
					char *text = malloc(length + width);
					if (text == NULL) {
						exit(2);
					}
					memset(text, fill[f], length + width);
					memcpy(text + place, bytes, width);
					wrong += !facts_agree(doku_slice_make(text, length + width));
					free(text);
				}
			}
		}
	}
	check_context("one odd character at each place");
	CHECK_INTEGER(wrong, 0);
}

int main(void)
{
	check_every_code_point();
	check_invisible();
	check_places();
	check_overlong_forms();
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_slice text = doku_slice_make(rows[i].bytes, rows[i].length);
		doku_text_facts facts = doku_text_inspect(text);
		check_context("%s", rows[i].name);
		CHECK_INTEGER(facts.valid, rows[i].valid);
		if (rows[i].valid) {
			CHECK_INTEGER(facts.code_points, rows[i].code_points);
			CHECK_INTEGER(facts.has_control, rows[i].has_control);
			CHECK_INTEGER(facts.is_blank, rows[i].is_blank);
		}
	}
	return check_finish();
}
