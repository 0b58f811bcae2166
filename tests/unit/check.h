/*
 * Checks for the C tests. A failed check prints where and what, is counted, and the test goes
 * on. The last line of every program is "N passed, N failed"; its exit status is 0 only when
 * something passed and nothing failed.
 *
 * check_context("row %d", i) names the row of a table; the name stays until the next one.
 */
#ifndef DOKU_TEST_CHECK_H
#define DOKU_TEST_CHECK_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

static unsigned long check_passed;
static unsigned long check_failed;
static char check_name[256];

#if defined(__GNUC__)
__attribute__((unused, format(printf, 1, 2)))
#endif
static void
check_context(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(check_name, sizeof(check_name), format, arguments);
	va_end(arguments);
}

static inline bool check_report(bool passed, const char *file, int line, const char *what)
{
	if (passed) {
		check_passed++;
	} else {
		check_failed++;
		printf("%s:%d: %s%s%s\n", file, line, check_name, check_name[0] == '\0' ? "" : ": ", what);
	}
	return passed;
}

static inline bool check_integer(
	int64_t actual, int64_t expected, const char *file, int line, const char *what)
{
	bool passed = check_report(actual == expected, file, line, what);
	if (!passed) {
		printf("    expected %" PRId64 ", got %" PRId64 "\n", expected, actual);
	}
	return passed;
}

/* Bytes that a terminal cannot show are printed as \xNN; long texts are cut. */
static inline void check_print_slice(const char *label, doku_slice text)
{
	printf("    %s (%zu bytes) ", label, text.length);
	for (size_t i = 0; i < text.length && i < 2000; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		if (byte >= 0x20 && byte < 0x7F) {
			putchar(byte);
		} else {
			printf("\\x%02x", byte);
		}
	}
	putchar('\n');
}

static inline bool check_slice(
	doku_slice actual, doku_slice expected, const char *file, int line, const char *what)
{
	bool passed = check_report(doku_slice_equals(actual, expected), file, line, what);
	if (!passed) {
		check_print_slice("expected", expected);
		check_print_slice("got     ", actual);
	}
	return passed;
}

/* Each is true when it passed. */
#define CHECK(condition) check_report((condition), __FILE__, __LINE__, #condition)
#define CHECK_INTEGER(actual, expected) \
	check_integer((int64_t)(actual), (int64_t)(expected), __FILE__, __LINE__, #actual)
#define CHECK_SLICE(actual, expected) check_slice((actual), (expected), __FILE__, __LINE__, #actual)
#define CHECK_TEXT(actual, expected) \
	check_slice((actual), doku_slice_from_string(expected), __FILE__, __LINE__, #actual)
#define CHECK_STRING(actual, expected) \
	check_slice(doku_slice_from_string(actual), doku_slice_from_string(expected), __FILE__, \
		__LINE__, #actual)

#define CHECK_COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline int check_finish(void)
{
	printf("%lu passed, %lu failed\n", check_passed, check_failed);
	return check_failed == 0 && check_passed > 0 ? 0 : 1;
}

#endif
