/*
 * Mistakes on purpose: nothing compiles this into the module. scripts/static-analysis fails when a tool does
 * not report what the end of a line expects of it, as "expect: TOOL CHECK", more than one apart by ";".
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int planted_use_after_free(size_t length);
int planted_double_free(size_t length);
bool planted_leak(const char *text);
char planted_null(size_t length);
int planted_uninitialized(bool known);
int planted_out_of_bounds(void);
long planted_number(const char *text);
bool planted_compare(const char *text);
size_t planted_product(int count);
const char *planted_time(const time_t *now);
int planted_depth(int depth);
void planted_ignored(FILE *file, char *buffer);

int planted_use_after_free(size_t length)
{
	char *text = calloc(1, length + 1);
	if (text == NULL) {
		return 0;
	}
	free(text);
	return text[0]; /* expect: clang-tidy clang-analyzer-unix.Malloc; expect: gcc -Wanalyzer-use-after-free */
}

int planted_double_free(size_t length)
{
	char *text = malloc(length);
	free(text);
	free(text); /* expect: cppcheck doubleFree; expect: gcc -Wanalyzer-double-free */
	return 0;
}

bool planted_leak(const char *text)
{
	char *copy = malloc(16);
	if (copy == NULL) {
		return false;
	}
	if (text[0] == '\0') { /* expect: gcc -Wanalyzer-malloc-leak */
		return false; /* expect: cppcheck memleak */
	}
	copy[0] = text[0];
	free(copy);
	return true;
}

char planted_null(size_t length)
{
	char *text = malloc(length + 1);
	text[0] = 'x'; /* expect: gcc -Wanalyzer-possible-null-dereference */
	char first = text[0];
	free(text);
	return first;
}

int planted_uninitialized(bool known)
{
	int value;
	if (known) {
		value = 1;
	}
	return value; /* expect: clang-tidy clang-analyzer-core.uninitialized.UndefReturn; expect: cppcheck uninitvar; expect: gcc -Wanalyzer-use-of-uninitialized-value */
}

int planted_out_of_bounds(void)
{
	int values[4] = {1, 2, 3, 4};
	return values[4]; /* expect: cppcheck arrayIndexOutOfBounds */
}

long planted_number(const char *text)
{
	return atol(text); /* expect: clang-tidy cert-err34-c */
}

bool planted_compare(const char *text)
{
	return strcmp(text, "a") == 0 && strcmp(text, "a") == 0; /* expect: clang-tidy misc-redundant-expression; expect: cppcheck duplicateExpression */
}

size_t planted_product(int count)
{
	return count * 4096; /* expect: clang-tidy bugprone-implicit-widening-of-multiplication-result */
}

const char *planted_time(const time_t *now)
{
	return ctime(now); /* expect: clang-tidy concurrency-mt-unsafe */
}

int planted_depth(int depth) /* expect: clang-tidy misc-no-recursion */
{
	return depth == 0 ? 0 : planted_depth(depth - 1);
}

void planted_ignored(FILE *file, char *buffer)
{
	fread(buffer, 1, 16, file); /* expect: clang-tidy cert-err33-c */
}
