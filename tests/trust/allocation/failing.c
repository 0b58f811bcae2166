/*
 * Preloaded into PHP: lets the n-th allocation of the extension and its libraries fail. PHP's own
 * allocations are left alone, since PHP ends the process when one fails.
 *
 * PHP code steers it by readlink(), which answers with the number of allocations counted so far:
 *   /doku-allocation/once/N   from now on, the N-th fails
 *   /doku-allocation/from/N   from now on, the N-th and all after it fail
 *   /doku-allocation/stop     none fails any more
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

#define PREFIX "/doku-allocation/"
#define RANGE_LIMIT 64

typedef struct code_range {
	unsigned long start, end;
} code_range;

static code_range ranges[RANGE_LIMIT];
static size_t range_count;
static bool is_armed, fails_for_good;
static unsigned long counted, first_failing;

static bool is_counted_caller(const void *caller)
{
	for (size_t i = 0; i < range_count; i++) {
		if ((unsigned long)caller >= ranges[i].start && (unsigned long)caller < ranges[i].end) {
			return true;
		}
	}
	return false;
}

static bool fails(const void *caller)
{
	if (!is_armed || !is_counted_caller(caller)) {
		return false;
	}
	counted++;
	return counted == first_failing || (fails_for_good && counted > first_failing);
}

void *malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(memory, size);
}

/* Where the code of the extension and of its libraries lies. */
static void find_ranges(void)
{
	static const char *const names[] = {
		"doku_akulaku.so", "libjson-c.so", "libcrypto.so", "libcurl.so"};
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[1024];
	range_count = 0;
	while (maps != NULL && fgets(line, sizeof(line), maps) != NULL) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			code_range *range = &ranges[range_count];
			if (range_count < RANGE_LIMIT && strstr(line, names[i]) != NULL
				&& strstr(line, "r-xp") != NULL
				&& sscanf(line, "%lx-%lx", &range->start, &range->end) == 2) {
				range_count++;
			}
		}
	}
	if (maps != NULL) {
		fclose(maps);
	}
}

static void steer(const char *command)
{
	is_armed = false;
	if (sscanf(command, "once/%lu", &first_failing) == 1
		|| sscanf(command, "from/%lu", &first_failing) == 1) {
		find_ranges();
		fails_for_good = command[0] == 'f';
		counted = 0;
		is_armed = true;
	}
}

/* PHP binds an extension to the C library before what is preloaded. */
void *dlopen(const char *file, int mode)
{
	static void *(*next)(const char *, int);
	if (next == NULL) {
		*(void **)&next = dlsym(RTLD_NEXT, "dlopen");
	}
	return next(file, mode & ~RTLD_DEEPBIND);
}

ssize_t readlink(const char *restrict path, char *restrict buffer, size_t size)
{
	static ssize_t (*next)(const char *, char *, size_t);
	if (strncmp(path, PREFIX, sizeof(PREFIX) - 1) == 0) {
		int length = snprintf(buffer, size, "%lu", counted);
		steer(path + sizeof(PREFIX) - 1);
		return length;
	}
	if (next == NULL) {
		*(void **)&next = dlsym(RTLD_NEXT, "readlink");
	}
	return next(path, buffer, size);
}
