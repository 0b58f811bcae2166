/*
 * Common to the fuzz targets. A broken promise ends the program, so that the fuzzer keeps the
 * input; there is nothing to count.
 */
#ifndef DOKU_FUZZ_H
#define DOKU_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_REQUIRE(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* Reads the input from the front; zeros once it is used up. */
typedef struct fuzz_input {
	const uint8_t *data;
	size_t size;
} fuzz_input;

static inline uint8_t fuzz_take_byte(fuzz_input *input)
{
	if (input->size == 0) {
		return 0;
	}
	input->size--;
	return *input->data++;
}

static inline doku_slice fuzz_take(fuzz_input *input, size_t length)
{
	if (length > input->size) {
		length = input->size;
	}
	doku_slice taken = doku_slice_make((const char *)input->data, length);
	input->data += length;
	input->size -= length;
	return taken;
}

static inline doku_slice fuzz_take_rest(fuzz_input *input)
{
	return fuzz_take(input, input->size);
}

/* Up to and without the next line feed, which is dropped. */
static inline doku_slice fuzz_take_line(fuzz_input *input)
{
	const void *end = input->size == 0 ? NULL : memchr(input->data, '\n', input->size);
	if (end == NULL) {
		return fuzz_take_rest(input);
	}
	doku_slice line = fuzz_take(input, (size_t)((const uint8_t *)end - input->data));
	fuzz_take_byte(input);
	return line;
}

#endif
