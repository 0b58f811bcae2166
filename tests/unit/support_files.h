/*
 * Reading the shared vectors. Memory belongs to the caller unless it says otherwise; a file that
 * is not there, or cannot be read, ends the program: a test must not pass for lack of its data.
 */
#ifndef DOKU_TEST_SUPPORT_FILES_H
#define DOKU_TEST_SUPPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Reads "<vectors>/<folder>/<name>" into an initialised buffer. */
void test_read_file(const char *folder, const char *name, doku_buffer *out);
bool test_has_file(const char *folder, const char *name);

/* Calls `visit` for each folder of the vectors, sorted by name; returns how many. */
size_t test_each_folder(void (*visit)(const char *folder));

#define TEST_MAX_COLUMNS 8

/* Calls `visit` for each line of "<folder>/cases.tsv" that is no comment; returns how many. */
size_t test_each_row(const char *folder, void (*visit)(const doku_slice *columns, size_t count));

/* Appends the bytes that the hex digits stand for; trailing line breaks are ignored. */
void test_decode_hex(doku_slice hex, doku_buffer *out);

/* The number of a decimal text. */
size_t test_decode_number(doku_slice digits);

#endif
