#include "buffer.h"

#include <stdlib.h>

#include "ascii.h"
#include "crypto.h"

/* An order of a few lines fits without growing. */
#define FIRST_CAPACITY 1024

static char lower_ascii(char byte)
{
	return (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

bool doku_slice_equals_ignore_case(doku_slice a, doku_slice b)
{
	if (a.length != b.length) {
		return false;
	}
	for (size_t i = 0; i < a.length; i++) {
		if (lower_ascii(a.data[i]) != lower_ascii(b.data[i])) {
			return false;
		}
	}
	return true;
}

bool doku_slice_starts_with(doku_slice text, doku_slice prefix)
{
	return text.length >= prefix.length
		&& (prefix.length == 0 || memcmp(text.data, prefix.data, prefix.length) == 0);
}

doku_slice doku_slice_trim(doku_slice text)
{
	while (text.length > 0 && doku_ascii_is_white_space(text.data[0])) {
		text.data++;
		text.length--;
	}
	while (text.length > 0 && doku_ascii_is_white_space(text.data[text.length - 1])) {
		text.length--;
	}
	return text;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

doku_slice doku_slice_trim_blanks(doku_slice text)
{
	while (text.length > 0 && is_blank(text.data[0])) {
		text.data++;
		text.length--;
	}
	while (text.length > 0 && is_blank(text.data[text.length - 1])) {
		text.length--;
	}
	return text;
}

void doku_buffer_init(doku_buffer *buffer, size_t limit)
{
	*buffer = (doku_buffer){NULL, 0, 0, limit, DOKU_BUFFER_OK, false};
}

void doku_buffer_init_in(doku_buffer *buffer, char *storage, size_t size, size_t limit)
{
	*buffer = (doku_buffer){storage, 0, size < limit ? size : limit, limit, DOKU_BUFFER_OK, true};
}

void doku_buffer_free(doku_buffer *buffer)
{
	if (!buffer->is_borrowed) {
		free(buffer->data);
	}
	doku_buffer_init(buffer, buffer->limit);
}

void doku_buffer_wipe(doku_buffer *buffer)
{
	if (buffer->data != NULL) {
		doku_crypto_cleanse(buffer->data, buffer->capacity);
	}
	doku_buffer_free(buffer);
}

bool doku_buffer_grow(doku_buffer *buffer, size_t extra)
{
	if (buffer->state != DOKU_BUFFER_OK) {
		return false;
	}
	if (extra > buffer->limit - buffer->length) {
		buffer->state = DOKU_BUFFER_TOO_LARGE;
		return false;
	}
	size_t needed = buffer->length + extra;
	if (needed <= buffer->capacity) {
		return true;
	}
	size_t capacity = buffer->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buffer->capacity;
	while (capacity < needed) {
		capacity = capacity > buffer->limit / 2 ? buffer->limit : capacity * 2;
	}
	if (capacity > buffer->limit) {
		capacity = buffer->limit; /* needed fits: checked above */
	}
	char *data = realloc(buffer->is_borrowed ? NULL : buffer->data, capacity);
	if (data == NULL) {
		buffer->state = DOKU_BUFFER_NO_MEMORY;
		return false;
	}
	if (buffer->is_borrowed && buffer->length > 0) {
		memcpy(data, buffer->data, buffer->length);
	}
	buffer->is_borrowed = false;
	buffer->data = data;
	buffer->capacity = capacity;
	return true;
}

static size_t count_digits(uint64_t number)
{
	size_t count = 1;
	for (; number >= 1000; number /= 1000) {
		count += 3;
	}
	return count + (number >= 10 ? 1 : 0) + (number >= 100 ? 1 : 0);
}

/* Two digits at a time: divisions are what costs. */
static void write_digits(uint64_t number, char *end)
{
	static const char pairs[] =
		"00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445"
		"46474849505152535455565758596061626364656667686970717273747576777879808182838485868788899091"
		"9293949596979899";
	for (; number >= 100; number /= 100) {
		end -= 2;
		memcpy(end, pairs + number % 100 * 2, 2);
	}
	if (number >= 10) {
		memcpy(end - 2, pairs + number * 2, 2);
	} else {
		end[-1] = (char)('0' + number);
	}
}

bool doku_buffer_append_integer(doku_buffer *buffer, int64_t number)
{
	uint64_t amount = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	size_t length = count_digits(amount) + (number < 0 ? 1 : 0);
	if (!doku_buffer_reserve(buffer, length)) {
		return false;
	}
	buffer->data[buffer->length] = '-'; /* written over where there is no sign */
	buffer->length += length;
	write_digits(amount, buffer->data + buffer->length);
	return true;
}
