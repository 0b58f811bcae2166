#include "place.h"

#include <stdarg.h>
#include <stdio.h>

#include "../base/utf8.h"

#define PATH_LIMIT 4096

/* A key in a path: printable as it stands, or with its bytes as \xNN. */
static void append_path_key(doku_buffer *path, doku_slice key)
{
	static const char digits[] = "0123456789abcdef";
	doku_text_facts facts = doku_text_inspect(key);
	if (facts.valid && !facts.has_control) {
		doku_buffer_append_slice(path, key);
		return;
	}
	for (size_t i = 0; i < key.length; i++) {
		unsigned char byte = (unsigned char)key.data[i];
		if (byte >= 0x20 && byte < 0x7F) {
			doku_buffer_append_byte(path, (char)byte);
		} else {
			char escape[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
			doku_buffer_append(path, escape, sizeof(escape));
		}
	}
}

static void append_path(const doku_place *place, doku_buffer *path)
{
	for (size_t i = 0; i < place->path_length; i++) {
		const doku_path_step *step = &place->path[i];
		if (step->key == NULL) {
			doku_buffer_append_byte(path, '[');
			doku_buffer_append_integer(path, (int64_t)step->index);
			doku_buffer_append_byte(path, ']');
		} else {
			if (i > 0) {
				doku_buffer_append_byte(path, '.');
			}
			append_path_key(path, *step->key);
		}
	}
}

void doku_place_violation(
	doku_place *place, doku_rule rule, const int64_t *limit, const char *format, ...)
{
	char message[DOKU_VIOLATION_MESSAGE_SIZE];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	doku_violation_list *violations = &place->payload->violations;
	doku_buffer path;
	doku_buffer_init(&path, PATH_LIMIT); /* a longer path is cut: keys are the caller's own */
	append_path(place, &path);
	if (path.state == DOKU_BUFFER_NO_MEMORY) {
		violations->no_memory = true;
	}
	doku_violation_add(violations, doku_buffer_slice(&path), rule, limit, "%s", message);
	if (violations->no_memory || violations->is_full) {
		place->out->state = DOKU_BUFFER_CLOSED;
	}
	doku_buffer_free(&path);
}

bool doku_place_enter(doku_place *place, const void *container)
{
	const void *identity = place->values->identity(container);
	for (size_t i = 0; i < place->depth; i++) {
		if (place->ancestors[i] == identity) {
			doku_place_violation(place, DOKU_RULE_TYPE, NULL, "must not contain itself");
			return false;
		}
	}
	if (place->depth == DOKU_MAX_JSON_DEPTH) {
		int64_t limit = DOKU_MAX_JSON_DEPTH;
		doku_place_violation(place, DOKU_RULE_TYPE, &limit,
			"must not be nested deeper than %lld levels", (long long)limit);
		return false;
	}
	place->ancestors[place->depth++] = identity;
	return true;
}
