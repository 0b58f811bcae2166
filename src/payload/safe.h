/*
 * DOKU's "Safe String": what its server takes in texts other than addresses of pages. Source: the
 * words of its refusal, in the older form without parentheses, which every server takes.
 */
#ifndef DOKU_PAYLOAD_SAFE_H
#define DOKU_PAYLOAD_SAFE_H

#include "rules.h"

#define DOKU_SAFE_WORDS "letters, digits, blanks and . - / + , = _ : ' @ %%"

static inline bool doku_field_is_safe_text(const doku_field *field)
{
	return field->type == DOKU_FIELD_TEXT && field->charset != DOKU_CHARSET_URL;
}

#define DOKU_SAFE_FOUND_SIZE 96

/* Names the characters outside the set: "& and U+00E9". False when there is none. The text is
 * UTF-8. */
bool doku_safe_find_others(doku_slice text, char found[DOKU_SAFE_FOUND_SIZE]);

#endif
