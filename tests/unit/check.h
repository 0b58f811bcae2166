/*
 * Checks for the C tests. A failed check prints where and what, and the test goes on. The last
 * line of every program is "N passed, N failed"; its exit status is 0 only when something passed
 * and nothing failed. What it counts are tests: functions that check something.
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

typedef struct check_test {
	const char *file;
	const char *function;
	bool failed;
} check_test;

#define CHECK_TEST_LIMIT 1000
static check_test check_tests[CHECK_TEST_LIMIT];
static size_t check_test_count;
static size_t check_test_last;
static char check_name[256];

/* The entry of a function; equal names in one file are one test. */
static inline check_test *check_find_test(const char *file, const char *function)
{
	check_test *last = &check_tests[check_test_last];
	if (check_test_count > 0 && last->function == function && last->file == file) {
		return last;
	}
	size_t i = 0;
	while (i < check_test_count
		&& (strcmp(check_tests[i].function, function) != 0
			|| strcmp(check_tests[i].file, file) != 0)) {
		i++;
	}
	if (i == check_test_count && i < CHECK_TEST_LIMIT - 1) {
		check_test_count++;
		check_tests[i].failed = false;
	}
	check_tests[i].file = file;
	check_tests[i].function = function;
	check_test_last = i;
	return &check_tests[i];
}

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

static inline bool check_report(
	bool passed, const char *file, int line, const char *function, const char *what)
{
	check_test *test = check_find_test(file, function);
	if (!passed) {
		test->failed = true;
		printf("%s:%d: %s%s%s\n", file, line, check_name, check_name[0] == '\0' ? "" : ": ", what);
	}
	return passed;
}

static inline bool check_integer(int64_t actual, int64_t expected, const char *file, int line,
	const char *function, const char *what)
{
	bool passed = check_report(actual == expected, file, line, function, what);
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

static inline bool check_slice(doku_slice actual, doku_slice expected, const char *file, int line,
	const char *function, const char *what)
{
	bool passed = check_report(doku_slice_equals(actual, expected), file, line, function, what);
	if (!passed) {
		check_print_slice("expected", expected);
		check_print_slice("got     ", actual);
	}
	return passed;
}

/* Each is true when it passed. */
#define CHECK(condition) check_report((condition), __FILE__, __LINE__, __func__, #condition)
#define CHECK_INTEGER(actual, expected) \
	check_integer((int64_t)(actual), (int64_t)(expected), __FILE__, __LINE__, __func__, #actual)
#define CHECK_SLICE(actual, expected) \
	check_slice((actual), (expected), __FILE__, __LINE__, __func__, #actual)
#define CHECK_TEXT(actual, expected) \
	check_slice((actual), doku_slice_from_string(expected), __FILE__, __LINE__, __func__, #actual)
#define CHECK_STRING(actual, expected) \
	check_slice(doku_slice_from_string(actual), doku_slice_from_string(expected), __FILE__, \
		__LINE__, __func__, #actual)

#define CHECK_COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline int check_finish(void)
{
	size_t failed = 0;
	for (size_t i = 0; i < check_test_count; i++) {
		failed += check_tests[i].failed ? 1 : 0;
	}
	printf("%zu passed, %zu failed\n", check_test_count - failed, failed);
	return failed == 0 && check_test_count > 0 ? 0 : 1;
}

#endif
