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
