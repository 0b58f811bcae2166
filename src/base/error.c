#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

void doku_error_clear(doku_error *error)
{
	error->kind = DOKU_ERROR_NONE;
	error->reason = DOKU_REASON_NONE;
	error->http_status = 0;
	error->message[0] = '\0';
	error->api_code[0] = '\0';
	error->api_type[0] = '\0';
	error->api_message[0] = '\0';
}

/* Cuts text of `length` bytes to fit `size` with its NUL, at a character's border. */
static void cut_at_character(char *text, size_t size, size_t length)
{
	if (length < size) {
		return;
	}
	/* step back over a character that the cut went through */
	size_t end = size - 1;
	size_t start = end;
	while (start > 0 && end - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
		start--;
	}
	if (start > 0) {
		start--;
	}
	size_t width = doku_utf8_decode(doku_slice_make(text + start, end - start), NULL);
	if (width < end - start) {
		end = start + width;
	}
	text[end] = '\0';
}

void doku_error_set(
	doku_error *error, doku_error_kind kind, doku_reason reason, const char *format, ...)
{
	if (error == NULL) {
		return;
	}
	error->kind = kind;
	error->reason = reason;

	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(error->message, sizeof(error->message), format, arguments);
	va_end(arguments);
	if (length < 0) {
		error->message[0] = '\0';
	} else {
		cut_at_character(error->message, sizeof(error->message), (size_t)length);
	}
}

void doku_error_append(doku_error *error, const char *format, ...)
{
	size_t used = strlen(error->message);
	size_t left = sizeof(error->message) - used;
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(error->message + used, left, format, arguments);
	va_end(arguments);
	if (length < 0) {
		error->message[used] = '\0';
	} else {
		cut_at_character(error->message + used, left, (size_t)length);
	}
}

void doku_error_copy_text(char *field, size_t size, const char *text, size_t length)
{
	size_t used = 0;
	size_t position = 0;
	while (position < length) {
		uint32_t code_point = 0;
		size_t step =
			doku_utf8_decode(doku_slice_make(text + position, length - position), &code_point);
		const char *source = text + position;
		char replacement;
		if (step == 0) {
			replacement = '?';
			source = &replacement;
			step = 1;
		} else if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) {
			replacement = ' ';
			source = &replacement;
		}
		size_t width = source == text + position ? step : 1;
		if (used + width >= size) {
			break;
		}
		memcpy(field + used, source, width);
		used += width;
		position += step;
	}
	field[used] = '\0';
}

bool doku_error_is_unknown(const doku_error *error)
{
	return error->kind == DOKU_ERROR_INDETERMINATE || error->kind == DOKU_ERROR_RESPONSE;
}

const char *doku_reason_name(doku_reason reason)
{
	switch (reason) {
		case DOKU_REASON_NONE:
			return "";
		case DOKU_REASON_NOT_JSON:
			return "not_json";
		case DOKU_REASON_TOO_LARGE:
			return "too_large";
		case DOKU_REASON_WRONG_SHAPE:
			return "wrong_shape";
		case DOKU_REASON_SIGNATURE:
			return "signature";
		case DOKU_REASON_NO_PAGE:
			return "no_page";
		case DOKU_REASON_AMOUNT:
			return "amount";
		case DOKU_REASON_MISMATCH:
			return "mismatch";
		case DOKU_REASON_MISSING_HEADER:
			return "missing_header";
		case DOKU_REASON_MALFORMED:
			return "malformed";
		case DOKU_REASON_CLIENT_ID:
			return "client_id";
		case DOKU_REASON_STALE:
			return "stale";
	}
	return "";
}
