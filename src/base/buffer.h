/*
 * The memory model of the engine: a slice borrows, a buffer owns.
 *
 * Slices go in and owned buffers come out; nobody frees an argument. Every buffer has a hard
 * limit; passing it, or running out of memory, is remembered in `state` and makes every later
 * append fail, so a caller may check once at the end. Not shared between threads.
 */
#ifndef DOKU_BUFFER_H
#define DOKU_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* For what is rare in a function that is called for every field: its frame stays small. */
#ifdef _MSC_VER
#define DOKU_NEVER_INLINE __declspec(noinline)
#else
#define DOKU_NEVER_INLINE __attribute__((noinline))
#endif

/* Before a large variable of a function that is called often, all of which is written before it is
 * read: -ftrivial-auto-var-init need not zero it. */
#if defined(__has_attribute)
#if __has_attribute(uninitialized)
#define DOKU_NOT_ZEROED __attribute__((uninitialized))
#endif
#endif
#ifndef DOKU_NOT_ZEROED
#define DOKU_NOT_ZEROED
#endif

typedef struct doku_slice {
	const char *data; /* may be NULL when length is 0 */
	size_t length;
} doku_slice;

#define DOKU_SLICE_LITERAL(text) ((doku_slice){(text), sizeof(text) - 1})
#define DOKU_SLICE_EMPTY ((doku_slice){NULL, 0})

static inline doku_slice doku_slice_make(const char *data, size_t length)
{
	return (doku_slice){data, length};
}

static inline doku_slice doku_slice_from_string(const char *text)
{
	return (doku_slice){text, text == NULL ? 0 : strlen(text)};
}

static inline bool doku_slice_equals(doku_slice a, doku_slice b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* ASCII only, independent of the locale. */
bool doku_slice_equals_ignore_case(doku_slice a, doku_slice b);
bool doku_slice_starts_with(doku_slice text, doku_slice prefix);

/* Without the ASCII white space around it. */
doku_slice doku_slice_trim(doku_slice text);

/* Without the spaces and tabs that may stand around the value of a header (RFC 9110, 5.6.3). */
doku_slice doku_slice_trim_blanks(doku_slice text);

typedef enum doku_buffer_state {
	DOKU_BUFFER_OK = 0,
	DOKU_BUFFER_TOO_LARGE, /* the limit was reached */
	DOKU_BUFFER_NO_MEMORY,
	DOKU_BUFFER_CLOSED /* set by the owner, who wants no more */
} doku_buffer_state;

typedef struct doku_buffer {
	char *data; /* NULL until the first append; not NUL-terminated */
	size_t length;
	size_t capacity;
	size_t limit;
	doku_buffer_state state;
	bool is_borrowed; /* the memory is the caller's */
} doku_buffer;

void doku_buffer_init(doku_buffer *buffer, size_t limit);

/* Starts in memory of the caller, which must outlive the use of the buffer; beyond its size the
 * content moves to memory of the buffer's own. */
void doku_buffer_init_in(doku_buffer *buffer, char *storage, size_t size, size_t limit);

/* Releases the memory and makes the buffer empty with the same limit. */
void doku_buffer_free(doku_buffer *buffer);

/* As doku_buffer_free, after overwriting the content. */
void doku_buffer_wipe(doku_buffer *buffer);

/* The slow way of doku_buffer_reserve. */
bool doku_buffer_grow(doku_buffer *buffer, size_t extra);

/* Makes room for `extra` more bytes; false when the limit or memory does not allow it. */
static inline bool doku_buffer_reserve(doku_buffer *buffer, size_t extra)
{
	return (buffer->capacity - buffer->length >= extra && buffer->state == DOKU_BUFFER_OK)
		|| doku_buffer_grow(buffer, extra);
}

/* The same for room that may stay unused: without it nothing is marked as too large. */
static inline bool doku_buffer_has_room(doku_buffer *buffer, size_t extra)
{
	return (buffer->capacity - buffer->length >= extra && buffer->state == DOKU_BUFFER_OK)
		|| (extra <= buffer->limit - buffer->length && doku_buffer_grow(buffer, extra));
}

bool doku_buffer_append_integer(doku_buffer *buffer, int64_t number);

static inline bool doku_buffer_append(doku_buffer *buffer, const char *data, size_t length)
{
	if (!doku_buffer_reserve(buffer, length)) {
		return false;
	}
	if (length > 0) {
		memcpy(buffer->data + buffer->length, data, length);
		buffer->length += length;
	}
	return true;
}

static inline bool doku_buffer_append_slice(doku_buffer *buffer, doku_slice slice)
{
	return doku_buffer_append(buffer, slice.data, slice.length);
}

static inline bool doku_buffer_append_string(doku_buffer *buffer, const char *text)
{
	return doku_buffer_append(buffer, text, strlen(text));
}

static inline bool doku_buffer_append_byte(doku_buffer *buffer, char byte)
{
	if (!doku_buffer_reserve(buffer, 1)) {
		return false;
	}
	buffer->data[buffer->length++] = byte;
	return true;
}

static inline doku_slice doku_buffer_slice(const doku_buffer *buffer)
{
	return (doku_slice){buffer->data, buffer->length};
}

#endif
