#include "json.h"

#include <stdio.h>
#include <stdlib.h>

static bool write_escape(doku_buffer *out, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";
	char escape[6] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
	size_t length = 2;
	switch (byte) {
		case '"':
		case '\\':
			escape[1] = (char)byte;
			break;
		case '\b':
			escape[1] = 'b';
			break;
		case '\f':
			escape[1] = 'f';
			break;
		case '\n':
			escape[1] = 'n';
			break;
		case '\r':
			escape[1] = 'r';
			break;
		case '\t':
			escape[1] = 't';
			break;
		default:
			length = sizeof(escape);
			break;
	}
	return doku_buffer_append(out, escape, length);
}

bool doku_json_write_text(doku_buffer *out, doku_slice text)
{
	/* quotes and the text as it stands: one growth for the usual case */
	if (!doku_buffer_reserve(out, text.length + 2)) {
		return false;
	}
	doku_buffer_append_byte(out, '"');
	size_t start = 0;
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		if (byte >= 0x20 && byte != '"' && byte != '\\') {
			continue;
		}
		if (!doku_buffer_append(out, text.data + start, i - start) || !write_escape(out, byte)) {
			return false;
		}
		start = i + 1;
	}
	return doku_buffer_append(out, text.data + start, text.length - start)
		&& doku_buffer_append_byte(out, '"');
}

/* The top bit of each byte that is not ordinary is set: beyond ASCII, control characters, '"' and
 * '\\'. (A carry may mark the byte above such a one too.) */
static inline uint64_t marks_of(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	return word | (word + ones) | (word - ones * 0x20) | ((word ^ (ones * '"')) - ones)
		| ((word ^ (ones * '\\')) - ones);
}

static inline uint64_t copy_word(char *target, const char *source)
{
	uint64_t word;
	memcpy(&word, source, sizeof(word));
	memcpy(target, &word, sizeof(word));
	return marks_of(word);
}

/* Fewer than eight bytes: in two halves that may overlap, or one by one. */
static inline uint64_t copy_short(char *target, doku_slice text)
{
	if (text.length >= 4) {
		uint32_t first;
		uint32_t last;
		memcpy(&first, text.data, 4);
		memcpy(&last, text.data + text.length - 4, 4);
		memcpy(target, &first, 4);
		memcpy(target + text.length - 4, &last, 4);
		return marks_of((uint64_t)first << 32 | last);
	}
	uint64_t word = UINT64_C(0x2020202020202020);
	for (size_t i = 0; i < text.length; i++) {
		target[i] = text.data[i];
		word = word << 8 | (unsigned char)text.data[i];
	}
	return marks_of(word);
}

bool doku_json_write_ordinary(doku_buffer *out, doku_slice text)
{
	if (text.length == 0 || (unsigned char)text.data[0] <= 0x20
		|| !doku_buffer_has_room(out, text.length + 2)) {
		return false;
	}
	char *target = out->data + out->length + 1;
	uint64_t marks = 0;
	size_t position = 0;
	for (; position + 8 <= text.length; position += 8) {
		marks |= copy_word(target + position, text.data + position);
	}
	if (position > 0) {
		/* the rest together with bytes before it */
		marks |= copy_word(target + text.length - 8, text.data + text.length - 8);
	} else {
		marks |= copy_short(target, text);
	}
	if ((marks & UINT64_C(0x8080808080808080)) != 0) {
		return false;
	}
	target[-1] = '"';
	target[text.length] = '"';
	out->length += text.length + 2;
	return true;
}

bool doku_json_write_real(doku_buffer *out, double number)
{
	char text[40];
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(text, sizeof(text), "%.*g", precision, number);
		if (strtod(text, NULL) == number) {
			break;
		}
	}
	/* The locale's decimal point, whatever bytes it has, becomes '.'. */
	bool has_point = false;
	for (const char *byte = text; *byte != '\0'; byte++) {
		bool is_plain = (*byte >= '0' && *byte <= '9') || strchr("+-e", *byte) != NULL;
		if (is_plain) {
			has_point = has_point || *byte == 'e';
			if (!doku_buffer_append_byte(out, *byte)) {
				return false;
			}
		} else if (!has_point) {
			has_point = true;
			if (!doku_buffer_append_byte(out, '.')) {
				return false;
			}
		}
	}
	return has_point || doku_buffer_append_string(out, ".0");
}
