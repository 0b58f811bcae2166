#include "answer.h"

#include <stdio.h>
#include <stdlib.h>

#include "../base/caps.h"

void doku_answer_init(doku_answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	doku_buffer_init(&answer->header_text, DOKU_MAX_HEADER_BYTES);
	doku_buffer_init(&answer->body, DOKU_MAX_BODY_BYTES);
}

void doku_answer_free(doku_answer *answer)
{
	doku_buffer_free(&answer->header_text);
	doku_buffer_free(&answer->body);
	free(answer->headers);
	answer->headers = NULL;
	answer->header_count = 0;
}

void doku_answer_fail(doku_answer *answer, doku_transfer_result result, const char *detail)
{
	answer->result = result;
	answer->sent = false;
	snprintf(answer->detail, sizeof(answer->detail), "%s", detail);
}

void doku_answer_reset_headers(doku_answer *answer)
{
	answer->http_status = 0;
	answer->header_text.length = 0;
	answer->header_count = 0;
	answer->body.length = 0;
}

doku_answer_add doku_answer_add_header(doku_answer *answer, doku_slice name, doku_slice value)
{
	if (name.length == 0) {
		return DOKU_ANSWER_ADDED; /* no one can ask for it */
	}
	if (answer->header_count == DOKU_MAX_HEADERS) {
		return DOKU_ANSWER_OVER_LIMIT;
	}
	if (answer->headers == NULL) {
		answer->headers = malloc(sizeof(*answer->headers) * DOKU_MAX_HEADERS);
		if (answer->headers == NULL) {
			return DOKU_ANSWER_NO_MEMORY;
		}
	}
	value = doku_slice_trim(value);
	doku_answer_header header;
	header.name_offset = answer->header_text.length;
	header.name_length = name.length;
	header.value_offset = header.name_offset + name.length;
	header.value_length = value.length;
	if (!doku_buffer_append_slice(&answer->header_text, name)
		|| !doku_buffer_append_slice(&answer->header_text, value)) {
		return answer->header_text.state == DOKU_BUFFER_NO_MEMORY ? DOKU_ANSWER_NO_MEMORY
																  : DOKU_ANSWER_OVER_LIMIT;
	}
	answer->headers[answer->header_count++] = header;
	return DOKU_ANSWER_ADDED;
}

void doku_answer_header_at(
	const doku_answer *answer, size_t index, doku_slice *name, doku_slice *value)
{
	const doku_answer_header *header = &answer->headers[index];
	const char *text = answer->header_text.data;
	*name = doku_slice_make(text + header->name_offset, header->name_length);
	*value = doku_slice_make(text + header->value_offset, header->value_length);
}

doku_slice doku_answer_header_value(const doku_answer *answer, const char *name)
{
	doku_slice wanted = doku_slice_from_string(name);
	doku_slice found, value;
	for (size_t i = 0; i < answer->header_count; i++) {
		doku_answer_header_at(answer, i, &found, &value);
		if (doku_slice_equals_ignore_case(found, wanted)) {
			return value;
		}
	}
	return DOKU_SLICE_EMPTY;
}
