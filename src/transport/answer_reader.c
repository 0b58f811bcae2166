#include "answer_reader.h"

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer)
{
	reader->answer = answer;
	reader->began = false;
	reader->headers_ended = false;
	reader->problem = DOKU_TRANSFER_ANSWERED;
}

/* "HTTP/1.1 200 OK" or "HTTP/2 200": the number after the first space, 0 when there is none. */
static int status_of_line(doku_slice line)
{
	size_t i = 0;
	while (i < line.length && line.data[i] != ' ') {
		i++;
	}
	while (i < line.length && line.data[i] == ' ') {
		i++;
	}
	int status = 0;
	size_t digits = 0;
	while (i < line.length && line.data[i] >= '0' && line.data[i] <= '9' && digits < 3) {
		status = status * 10 + (line.data[i] - '0');
		i++;
		digits++;
	}
	return digits == 3 ? status : 0;
}

static bool stop_with(doku_answer_reader *reader, doku_transfer_result problem)
{
	reader->problem = problem;
	return false;
}

static bool add_header_field(doku_answer_reader *reader, doku_slice line)
{
	const char *colon = memchr(line.data, ':', line.length);
	if (colon == NULL || colon == line.data) {
		return true;
	}
	size_t name_length = (size_t)(colon - line.data);
	doku_slice name = doku_slice_make(line.data, name_length);
	doku_slice value = doku_slice_make(colon + 1, line.length - name_length - 1);
	switch (doku_answer_add_header(reader->answer, name, value)) {
		case DOKU_ANSWER_ADDED:
			return true;
		case DOKU_ANSWER_OVER_LIMIT:
			return stop_with(reader, DOKU_TRANSFER_TOO_LARGE);
		case DOKU_ANSWER_NO_MEMORY:
			break;
	}
	return stop_with(reader, DOKU_TRANSFER_NO_MEMORY);
}

bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length)
{
	reader->began = true;
	if (reader->headers_ended) {
		return true; /* a trailer: nothing signs it, so nobody may rely on it */
	}
	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
		length--;
	}
	doku_slice text = doku_slice_make(line, length);
	if (doku_slice_starts_with(text, DOKU_SLICE_LITERAL("HTTP/"))) {
		doku_answer_reset_headers(reader->answer);
		reader->answer->http_status = status_of_line(text);
		return true;
	}
	if (text.length == 0) {
		reader->headers_ended = reader->answer->http_status >= 200;
		return true;
	}
	return add_header_field(reader, text);
}

bool doku_answer_reader_body(doku_answer_reader *reader, const char *data, size_t length)
{
	reader->began = true;
	if (doku_buffer_append(&reader->answer->body, data, length)) {
		return true;
	}
	return stop_with(reader,
		reader->answer->body.state == DOKU_BUFFER_NO_MEMORY ? DOKU_TRANSFER_NO_MEMORY
															: DOKU_TRANSFER_TOO_LARGE);
}
