/*
 * JSON in and out. The only unit that includes json-c.
 *
 * Our own strict reader (reader.h) reads; json-c keeps the tree that is made of its events. Its own
 * parser is not used: in its strict mode too it takes single quotes, NaN and duplicate keys, and
 * cuts keys at NUL. No duplicate key is taken here. Integers beyond 64 bits become texts.
 *
 * Writing goes straight into a buffer: no white space, '/' and UTF-8 not escaped.
 *
 * A document belongs to one thread; its nodes live as long as it does.
 */
#ifndef DOKU_JSON_H
#define DOKU_JSON_H

#include "../base/buffer.h"
#include "../base/value.h"

typedef enum doku_json_status {
	DOKU_JSON_OK = 0,
	DOKU_JSON_INVALID,
	DOKU_JSON_SCALAR, /* well formed, but neither an object nor an array */
	DOKU_JSON_NO_MEMORY
} doku_json_status;

typedef struct doku_json_document doku_json_document;

/* *document is NULL unless DOKU_JSON_OK. */
doku_json_status doku_json_parse(doku_slice text, doku_json_document **document);
void doku_json_free(doku_json_document *document);

/* A node is opaque; NULL stands for JSON's null and for "not there". */
const void *doku_json_root(const doku_json_document *document);

/* Nodes through the common view; REAL gives a double. */
extern const doku_value_interface doku_json_values;

/* NULL when `node` is no object, or has no such member, or the member is null. */
const void *doku_json_member(const void *node, const char *name);

bool doku_json_is_object(const void *node);
bool doku_json_is_list(const void *node);

/* The text of a string; data is NULL for anything else. */
doku_slice doku_json_string(const void *node);

/* The text of a string, or of a number as it was written; data is NULL for anything else. */
doku_slice doku_json_scalar(const void *node);

/* Writers append to the buffer; false when it is full or memory is out. */
bool doku_json_write_text(doku_buffer *out, doku_slice text);
/* The same in one pass for the usual text: ASCII without control characters and escapes that
 * starts with a visible character. False, with nothing written, for any other. */
bool doku_json_write_ordinary(doku_buffer *out, doku_slice text);
/* Shortest form that reads back as the same double; always with '.' or an exponent. Finite only. */
bool doku_json_write_real(doku_buffer *out, double number);

/* For phpinfo(); static storage. */
const char *doku_json_compiled_version(void);
const char *doku_json_linked_version(void);

#endif
