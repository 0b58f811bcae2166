#include "support_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_FOLDERS 512
#define FILE_LIMIT (16u * 1024u * 1024u)

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "cannot %s %s\n", what, name);
	exit(2);
}

static void make_path(char *path, size_t size, const char *folder, const char *name)
{
	int length = snprintf(path, size, "%s/%s/%s", DOKU_TEST_VECTORS, folder, name);
	if (length < 0 || (size_t)length >= size) {
		fail("name", name);
	}
}

void test_read_file(const char *folder, const char *name, doku_buffer *out)
{
	char path[4096];
	char chunk[4096];
	make_path(path, sizeof(path), folder, name);
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		fail("open", path);
	}
	doku_buffer_init(out, FILE_LIMIT);
	size_t got;
	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		if (!doku_buffer_append(out, chunk, got)) {
			fail("hold", path);
		}
	}
	fclose(file);
}

bool test_has_file(const char *folder, const char *name)
{
	char path[4096];
	struct stat facts;
	make_path(path, sizeof(path), folder, name);
	return stat(path, &facts) == 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t test_each_folder(void (*visit)(const char *folder))
{
	char *names[MAX_FOLDERS];
	size_t count = 0;
	DIR *directory = opendir(DOKU_TEST_VECTORS);
	if (directory == NULL) {
		fail("open", DOKU_TEST_VECTORS);
	}
	struct dirent *entry;
	while ((entry = readdir(directory)) != NULL) {
		struct stat facts;
		char path[4096];
		make_path(path, sizeof(path), entry->d_name, "");
		if (entry->d_name[0] == '.' || stat(path, &facts) != 0 || !S_ISDIR(facts.st_mode)) {
			continue;
		}
		if (count == MAX_FOLDERS || (names[count++] = strdup(entry->d_name)) == NULL) {
			fail("hold", DOKU_TEST_VECTORS);
		}
	}
	closedir(directory);
	qsort(names, count, sizeof(names[0]), compare_names);
	for (size_t i = 0; i < count; i++) {
		visit(names[i]);
		free(names[i]);
	}
	return count;
}

static size_t split_columns(doku_slice line, doku_slice *columns)
{
	size_t count = 0;
	size_t start = 0;
	for (size_t i = 0; i <= line.length; i++) {
		if (i == line.length || line.data[i] == '\t') {
			if (count == TEST_MAX_COLUMNS) {
				fail("split", "a row");
			}
			columns[count++] = doku_slice_make(line.data + start, i - start);
			start = i + 1;
		}
	}
	return count;
}

size_t test_each_row(const char *folder, void (*visit)(const doku_slice *columns, size_t count))
{
	doku_buffer file;
	test_read_file(folder, "cases.tsv", &file);
	size_t rows = 0;
	size_t start = 0;
	for (size_t i = 0; i < file.length; i++) {
		if (file.data[i] != '\n') {
			continue;
		}
		if (file.data[start] != '#') {
			doku_slice columns[TEST_MAX_COLUMNS];
			size_t count = split_columns(doku_slice_make(file.data + start, i - start), columns);
			visit(columns, count);
			rows++;
		}
		start = i + 1;
	}
	doku_buffer_free(&file);
	return rows;
}

static unsigned int hex_digit(char digit)
{
	const char *digits = "0123456789abcdef";
	const char *found = digit == '\0' ? NULL : strchr(digits, digit);
	if (found == NULL) {
		fail("read", "a hex digit");
	}
	return (unsigned int)(found - digits);
}

void test_decode_hex(doku_slice hex, doku_buffer *out)
{
	while (hex.length > 0 && hex.data[hex.length - 1] == '\n') {
		hex.length--;
	}
	if (hex.length % 2 != 0) {
		fail("read", "an odd number of hex digits");
	}
	for (size_t i = 0; i < hex.length; i += 2) {
		unsigned int byte = hex_digit(hex.data[i]) << 4 | hex_digit(hex.data[i + 1]);
		if (!doku_buffer_append_byte(out, (char)byte)) {
			fail("hold", "bytes");
		}
	}
}

size_t test_decode_number(doku_slice digits)
{
	size_t number = 0;
	for (size_t i = 0; i < digits.length; i++) {
		number = number * 10 + hex_digit(digits.data[i]);
	}
	return number;
}
