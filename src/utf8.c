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

/* Unicode's White_Space property, and the zero-width characters that people paste. */
static bool is_white_space(uint32_t code_point)
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

doku_text_facts doku_text_inspect(doku_slice text)
{
	doku_text_facts facts = {true, false, true, 0};
	const unsigned char *bytes = (const unsigned char *)text.data;
	size_t position = 0;
	while (position < text.length) {
		unsigned char byte = bytes[position];
		if (byte < 0x80) {
			if (byte < 0x20 || byte == 0x7F) {
				facts.has_control = true;
			}
			if (byte != ' ' && (byte < 0x09 || byte > 0x0D)) {
				facts.is_blank = false;
			}
			position++;
		} else {
			uint32_t code_point = 0;
			size_t width = doku_utf8_decode(
				doku_slice_make(text.data + position, text.length - position), &code_point);
			if (width == 0) {
				facts.valid = false;
				return facts;
			}
			if (code_point < 0xA0) {
				facts.has_control = true;
			}
			if (facts.is_blank && !is_white_space(code_point)) {
				facts.is_blank = false;
			}
			position += width;
		}
		facts.code_points++;
	}
	return facts;
}
