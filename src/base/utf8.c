#include "utf8.h"

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* The second byte's range rules out overlong forms, surrogates and anything above U+10FFFF. */
static bool is_second_byte(unsigned char first, unsigned char second)
{
	switch (first) {
		case 0xE0:
			return second >= 0xA0 && second <= 0xBF;
		case 0xED:
			return second >= 0x80 && second <= 0x9F;
		case 0xF0:
			return second >= 0x90 && second <= 0xBF;
		case 0xF4:
			return second >= 0x80 && second <= 0x8F;
		default:
			return is_continuation(second);
	}
}

size_t doku_utf8_decode(doku_slice text, uint32_t *code_point)
{
	if (text.length == 0) {
		return 0;
	}
	const unsigned char *bytes = (const unsigned char *)text.data;
	unsigned char first = bytes[0];
	uint32_t value;
	size_t width;
	if (first < 0x80) {
		width = 1;
		value = first;
	} else if (first >= 0xC2 && first <= 0xDF) {
		width = 2;
		value = first & 0x1Fu;
	} else if (first >= 0xE0 && first <= 0xEF) {
		width = 3;
		value = first & 0x0Fu;
	} else if (first >= 0xF0 && first <= 0xF4) {
		width = 4;
		value = first & 0x07u;
	} else {
		return 0;
	}
	if (text.length < width || (width > 1 && !is_second_byte(first, bytes[1]))) {
		return 0;
	}
	for (size_t i = 1; i < width; i++) {
		if (!is_continuation(bytes[i])) {
			return 0;
		}
		value = (value << 6) | (bytes[i] & 0x3Fu);
	}
	if (code_point != NULL) {
		*code_point = value;
	}
	return width;
}

/* Unicode 14.0: the properties White_Space and Default_Ignorable_Code_Point, in order. Fixed: a
 * payload that was sent once must stay sendable, whatever Unicode adds. */
static const struct {
	uint32_t first, last;
} invisible_ranges[] = {{0x09, 0x0D}, {0x20, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0xAD, 0xAD},
	{0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5},
	{0x180B, 0x180F}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000},
	{0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8},
	{0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool doku_utf8_is_invisible(uint32_t code_point)
{
	size_t count = sizeof(invisible_ranges) / sizeof(invisible_ranges[0]);
	for (size_t i = 0; i < count && code_point >= invisible_ranges[i].first; i++) {
		if (code_point <= invisible_ranges[i].last) {
			return true;
		}
	}
	return false;
}

/* C0, DEL, C1 and Unicode's two separators of lines. */
static bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028
		|| code_point == 0x2029;
}

/* What a byte says about a text; the bits of a whole text are collected by OR. */
enum {
	BYTE_VISIBLE = 1, /* makes the text not blank */
	BYTE_CONTROL = 2,
	BYTE_ESCAPED = 4, /* JSON writes it with a backslash */
	BYTE_MULTI = 8    /* not ASCII */
};

#define C (BYTE_CONTROL | BYTE_ESCAPED | BYTE_VISIBLE)
#define W (BYTE_CONTROL | BYTE_ESCAPED)
#define V BYTE_VISIBLE
#define E (BYTE_VISIBLE | BYTE_ESCAPED)
#define D (BYTE_VISIBLE | BYTE_CONTROL)
#define SIXTEEN(kind) \
	kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind, kind
#define HIGH SIXTEEN(BYTE_MULTI)

/* Rows of 16. White space: tab to carriage return (W) and the space (0). */
static const unsigned char byte_kinds[256] = {C, C, C, C, C, C, C, C, C, W, W, W, W, W, C, C,
	SIXTEEN(C), 0, V, E, V, V, V, V, V, V, V, V, V, V, V, V, V, SIXTEEN(V), SIXTEEN(V), V, V, V, V,
	V, V, V, V, V, V, V, V, E, V, V, V, SIXTEEN(V), V, V, V, V, V, V, V, V, V, V, V, V, V, V, V, D,
	HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH};

#undef C
#undef W
#undef V
#undef E
#undef D
#undef SIXTEEN
#undef HIGH

/* Eight bytes at once: true when all are visible ASCII or spaces without '"' and '\\'. May say
 * false of such bytes too, never true of others. */
static bool are_ordinary(const char *text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;
	memcpy(&word, text, sizeof(word));
	uint64_t quotes = word ^ (ones * '"');
	uint64_t backslashes = word ^ (ones * '\\');
	uint64_t deletes = word ^ (ones * 0x7F);
	uint64_t marks =
		word | (word - ones * 0x20) | (quotes - ones) | (backslashes - ones) | (deletes - ones);
	return (marks & (ones * 0x80)) == 0;
}

/* One character beyond ASCII; 0 when it is not UTF-8. */
static size_t inspect_multi(doku_slice rest, unsigned int *seen)
{
	uint32_t code_point = 0;
	size_t width = doku_utf8_decode(rest, &code_point);
	*seen |= is_control(code_point) ? BYTE_CONTROL : 0;
	*seen |= doku_utf8_is_invisible(code_point) ? 0 : BYTE_VISIBLE;
	return width;
}

doku_text_facts doku_text_inspect(doku_slice text)
{
	doku_text_facts facts = {.valid = true};
	unsigned int seen = 0;
	size_t position = 0;
	while (position < text.length) {
		size_t left = text.length - position;
		if ((seen & BYTE_VISIBLE) != 0 && text.length >= 8) {
			/* the last bytes are looked at together with some before them */
			size_t step = left < 8 ? left : 8;
			if (are_ordinary(text.data + position + step - 8)) {
				position += step;
				facts.code_points += step;
				continue;
			}
		}
		unsigned char kind = byte_kinds[(unsigned char)text.data[position]];
		size_t width = 1;
		if (kind == BYTE_MULTI) {
			width = inspect_multi(doku_slice_make(text.data + position, left), &seen);
			if (width == 0) {
				facts.valid = false;
				return facts;
			}
		} else {
			seen |= kind;
		}
		position += width;
		facts.code_points++;
	}
	facts.has_control = (seen & BYTE_CONTROL) != 0;
	facts.needs_escape = (seen & BYTE_ESCAPED) != 0;
	facts.is_blank = (seen & BYTE_VISIBLE) == 0;
	return facts;
}
