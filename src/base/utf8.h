/*
 * UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
 * Pure functions over slices.
 */
#ifndef DOKU_UTF8_H
#define DOKU_UTF8_H

#include "buffer.h"

/* Bytes of the character at the start of the text, and its code point (may be NULL);
 * 0 when the text is empty or the bytes are not UTF-8. */
size_t doku_utf8_decode(doku_slice text, uint32_t *code_point);

/* White space, and what Unicode calls default-ignorable (zero-width and filler characters). */
bool doku_utf8_is_invisible(uint32_t code_point);

typedef struct doku_text_facts {
	bool valid;        /* UTF-8 throughout; the other fields count only then */
	bool has_control;  /* C0, DEL or C1, or the line breaks U+2028 and U+2029 */
	bool is_blank;     /* empty, or nothing visible */
	bool needs_escape; /* in JSON: '"', '\\' or a C0 control character */
	size_t code_points;
} doku_text_facts;

/* One pass over a text of a payload. */
doku_text_facts doku_text_inspect(doku_slice text);

#endif
