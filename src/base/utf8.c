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

bool doku_utf8_count(doku_slice text, size_t *count)
{
	doku_text_facts facts = doku_text_inspect(text);
	*count = facts.code_points;
	return facts.valid;
}

bool doku_utf8_is_white_space(uint32_t code_point)
{
	switch (code_point) {
		case 0x20:
		case 0x85:
		case 0xA0:
		case 0x1680:
		case 0x2028:
		case 0x2029:
		case 0x202F:
		case 0x205F:
		case 0x2060:
		case 0x3000:
		case 0xFEFF:
			return true;
		default:
			return (code_point >= 0x09 && code_point <= 0x0D)
				|| (code_point >= 0x2000 && code_point <= 0x200B);
	}
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
	*seen |= code_point < 0xA0 ? BYTE_CONTROL : 0;
	*seen |= doku_utf8_is_white_space(code_point) ? 0 : BYTE_VISIBLE;
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
