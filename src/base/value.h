/*
 * A read-only view of a tree of values: what a payload is read from, whoever owns it (PHP's
 * arrays, parsed JSON, a test's own tree). Nothing is copied, changed or executed by reading.
 *
 * A value is an opaque pointer that stays valid while the caller keeps the tree unchanged.
 */
#ifndef DOKU_VALUE_H
#define DOKU_VALUE_H

#include "buffer.h"

typedef enum doku_value_type {
	DOKU_VALUE_NULL,
	DOKU_VALUE_BOOLEAN,
	DOKU_VALUE_INTEGER,
	DOKU_VALUE_REAL,
	DOKU_VALUE_TEXT,
	DOKU_VALUE_LIST, /* keys 0, 1, 2, ... in order; an empty PHP array is a list too */
	DOKU_VALUE_MAP,
	DOKU_VALUE_UNSUPPORTED /* a PHP object or resource */
} doku_value_type;

/* Zeroed before the first step. */
typedef struct doku_value_cursor {
	size_t position;
	const void *node;
} doku_value_cursor;

#define DOKU_VALUE_KEY_SIZE 24

typedef struct doku_value_entry {
	doku_slice key; /* of a map; an integer key as its digits */
	const void *value;
	doku_value_type type;                 /* of the value */
	int64_t integer;                      /* the value, where it is an INTEGER */
	doku_slice text;                      /* the value, where it is a TEXT */
	char key_digits[DOKU_VALUE_KEY_SIZE]; /* room for an integer key */
} doku_value_entry;

typedef struct doku_value_interface {
	doku_value_type (*type)(const void *value);
	bool (*boolean)(const void *value);
	int64_t (*integer)(const void *value);
	double (*real)(const void *value);
	doku_slice (*text)(const void *value);
	/* Entries of a list or map. */
	size_t (*count)(const void *container);
	/* Fills the next entry; false at the end. */
	bool (*next)(const void *container, doku_value_cursor *cursor, doku_value_entry *entry);
	/* The same pointer for the same container: finds a tree that contains itself. */
	const void *(*identity)(const void *container);
} doku_value_interface;

/* ---- reading by name; a node that is NULL, absent or null gives "nothing" ---- */

static inline doku_value_type doku_value_type_of(
	const doku_value_interface *values, const void *node)
{
	return node == NULL ? DOKU_VALUE_NULL : values->type(node);
}

/* The member of that name; NULL when the node is no map, has no such member, or it is null. */
const void *doku_value_member(
	const doku_value_interface *values, const void *node, const char *name);

/* The text of a string; data is NULL for anything else. */
doku_slice doku_value_string(const doku_value_interface *values, const void *node);

#endif
