/*
 * The strict reader of JSON text: RFC 8259 within our bounds and nothing else, in one pass.
 *
 * Strict and bounded: UTF-8 only, no NUL in a key, no lone surrogate, nothing behind the value,
 * DOKU_MAX_JSON_DEPTH levels, DOKU_MAX_JSON_MEMBERS members of one object, DOKU_MAX_BODY_BYTES.
 *
 * It hands out one event a call, and whoever asks makes a tree of them: PHP's values, json-c's
 * objects, a test's nodes. So no frame of the reader is on the stack while a tree is made. That a
 * key of an object came before only the maker can see, who has a table of them: it says so by
 * doku_json_refuse.
 *
 * Allocates nothing, borrows the text, and stops at the first fault. One thread.
 */
#ifndef DOKU_JSON_READER_H
#define DOKU_JSON_READER_H

#include "../base/buffer.h"
#include "../base/caps.h"

typedef enum doku_json_event {
	DOKU_JSON_EVENT_REFUSED = 0, /* the text is none of ours: see `fault` */
	DOKU_JSON_EVENT_END,         /* the text was one value, and all of it was read */
	DOKU_JSON_EVENT_CLOSED,      /* the innermost open object or list ends */
	DOKU_JSON_EVENT_OBJECT,      /* one begins */
	DOKU_JSON_EVENT_LIST,
	DOKU_JSON_EVENT_TEXT, /* an integer beyond 64 bits too, so that no digit is lost */
	DOKU_JSON_EVENT_INTEGER,
	DOKU_JSON_EVENT_REAL, /* with a point or an exponent */
	DOKU_JSON_EVENT_BOOLEAN,
	DOKU_JSON_EVENT_NULL
} doku_json_event;

typedef enum doku_json_fault {
	DOKU_JSON_FAULT_NONE = 0,
	DOKU_JSON_FAULT_EMPTY, /* nothing but white space */
	DOKU_JSON_FAULT_TOO_LARGE,
	DOKU_JSON_FAULT_SYNTAX,
	DOKU_JSON_FAULT_CUT_OFF, /* ends before the value does */
	DOKU_JSON_FAULT_TRAILING_DATA,
	DOKU_JSON_FAULT_TOO_DEEP,
	DOKU_JSON_FAULT_TOO_MANY_MEMBERS,
	DOKU_JSON_FAULT_INVALID_UTF8,
	DOKU_JSON_FAULT_LONE_SURROGATE,
	DOKU_JSON_FAULT_CONTROL_CHARACTER,
	DOKU_JSON_FAULT_NUL_IN_KEY,
	DOKU_JSON_FAULT_KEY_TWICE
} doku_json_fault;

/* What stands between two quotes. */
typedef struct doku_json_text {
	doku_slice written; /* with its escapes; data is NULL: no text */
	size_t length;      /* bytes of what it means; the same as written.length: no escape */
} doku_json_text;

/* What an event is about; fields that do not belong to the event are not set. */
typedef struct doku_json_item {
	doku_json_text key;  /* of a member of an object; no text elsewhere */
	doku_json_text text; /* of TEXT */
	doku_slice written;  /* of a scalar: the value as it stands in the text */
	int64_t integer;
	bool boolean;
	size_t members; /* of CLOSED: members or elements that were read */
} doku_json_item;

typedef struct doku_json_level {
	uint32_t members;
	bool is_object;
} doku_json_level;

typedef struct doku_json_reader {
	const char *start;
	const char *position; /* behind what was read */
	const char *end;
	size_t depth; /* containers that are open after the last event */
	bool has_begun;
	doku_json_fault fault;
	doku_json_level levels[DOKU_MAX_JSON_DEPTH];
} doku_json_reader;

void doku_json_reader_init(doku_json_reader *reader, doku_slice text);

/* The next event. After REFUSED and END it stays the same. */
doku_json_event doku_json_next(doku_json_reader *reader, doku_json_item *item);

/* Every later event is REFUSED with this fault. */
void doku_json_refuse(doku_json_reader *reader, doku_json_fault fault);

/* Writes the `length` bytes that the text means. */
void doku_json_unescape(const doku_json_text *text, char *out);

/* "a key stands twice in one object"; static. Empty for no fault. */
const char *doku_json_fault_words(doku_json_fault fault);

#endif
