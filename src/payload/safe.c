#include "safe.h"

#include <stdio.h>
#include <string.h>

#include "../base/buffer.h"
#include "../base/utf8.h"

#define SHOWN_CHARACTERS 5

static bool is_safe(uint32_t code_point)
{
	return (code_point >= 'a' && code_point <= 'z') || (code_point >= 'A' && code_point <= 'Z')
		|| (code_point >= '0' && code_point <= '9')
		|| (code_point < 0x80 && code_point != 0
			&& strchr(" .-/+,=_:'@%", (int)code_point) != NULL);
}

static void append_character(doku_buffer *out, uint32_t code_point)
{
	char text[16];
	bool is_visible = code_point > 0x20 && code_point < 0x7F;
	int length = is_visible ? snprintf(text, sizeof(text), "%c", (char)code_point)
							: snprintf(text, sizeof(text), "U+%04X", (unsigned int)code_point);
	if (out->length > 0) {
		doku_buffer_append_byte(out, ' ');
	}
	doku_buffer_append(out, text, (size_t)length);
}

static bool is_among(const uint32_t *seen, size_t count, uint32_t code_point)
{
	for (size_t i = 0; i < count; i++) {
		if (seen[i] == code_point) {
			return true;
		}
	}
	return false;
}

bool doku_safe_find_others(doku_slice text, char found[DOKU_SAFE_FOUND_SIZE])
{
	uint32_t seen[SHOWN_CHARACTERS];
	size_t count = 0;
	bool has_more = false;
	uint32_t code_point;
	for (size_t width; (width = doku_utf8_decode(text, &code_point)) > 0;) {
		text = doku_slice_make(text.data + width, text.length - width);
		if (is_safe(code_point) || is_among(seen, count, code_point)) {
			continue;
		}
		if (count == SHOWN_CHARACTERS) {
			has_more = true;
			break;
		}
		seen[count++] = code_point;
	}
	if (count == 0) {
		return false;
	}
	doku_buffer out;
	doku_buffer_init_in(&out, found, DOKU_SAFE_FOUND_SIZE, DOKU_SAFE_FOUND_SIZE);
	for (size_t i = 0; i < count; i++) {
		append_character(&out, seen[i]);
	}
	doku_buffer_append_string(&out, has_more ? " and others" : "");
	doku_buffer_append_byte(&out, '\0');
	return true;
}
