#include "answer_reader.h"

#include "../base/ascii.h"
#include "../base/caps.h"

bool doku_header_count_line(doku_header_count *count, const char *line, size_t length)
{
	bool is_empty = length == 0 || line[0] == '\r' || line[0] == '\n';
	bool is_status =
		doku_slice_starts_with(doku_slice_make(line, length), DOKU_SLICE_LITERAL("HTTP/"));
	count->lines += !is_empty && !is_status;
	count->bytes += length;
	return count->lines <= DOKU_MAX_HEADERS && count->bytes <= DOKU_MAX_HEADER_BYTES;
}

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer)
{
	memset(reader, 0, sizeof(*reader));
	reader->answer = answer;
	reader->problem = DOKU_WIRE_COMPLETE;
}

/* The length of the version in a status line, 0 when it is none that was agreed on. The lines of
 * HTTP/2 are the HTTP library's own; from a server that speaks HTTP/1 that version is no answer. */
static size_t version_length(doku_slice line, bool http2)
{
	static const char *const versions[] = {"HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 "};
	size_t count = sizeof(versions) / sizeof(versions[0]);
	for (size_t i = 0; i < (http2 ? count : count - 1); i++) {
		doku_slice version = doku_slice_from_string(versions[i]);
		if (doku_slice_starts_with(line, version)) {
			return version.length - 1;
		}
	}
	return 0;
}

/* The number of a status line (RFC 9112, 4): one space, three digits, then a space or the end.
 * 0 when the line is no status line. */
static int status_of_line(doku_slice line, bool http2)
{
	size_t at = version_length(line, http2);
	if (at == 0 || line.length < at + 4) {
		return 0;
	}
	const char *digits = line.data + at + 1;
	if (digits[0] == '0' || !doku_ascii_is_digit(digits[0]) || !doku_ascii_is_digit(digits[1])
		|| !doku_ascii_is_digit(digits[2]) || (line.length > at + 4 && digits[3] != ' ')) {
		return 0;
	}
	return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
}

static bool stop_with(doku_answer_reader *reader, doku_wire_end problem)
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
			return stop_with(reader, DOKU_WIRE_TOO_LARGE);
		case DOKU_ANSWER_NO_MEMORY:
			break;
	}
	return stop_with(reader, DOKU_WIRE_NO_MEMORY);
}

static bool begin_headers(doku_answer_reader *reader, doku_slice line)
{
	doku_answer_reset_headers(reader->answer);
	reader->answer->http_status = status_of_line(line, reader->http2);
	reader->in_headers = reader->answer->http_status != 0;
	return reader->in_headers || stop_with(reader, DOKU_WIRE_INVALID);
}

bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length)
{
	reader->began = true;
	if (!doku_header_count_line(&reader->count, line, length)) {
		return stop_with(reader, DOKU_WIRE_TOO_LARGE);
	}
	if (reader->headers_ended) {
		return true; /* a trailer: nothing signs it, so nobody may rely on it */
	}
	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
		length--;
	}
	doku_slice text = doku_slice_make(line, length);
	if (!reader->in_headers) {
		return begin_headers(reader, text);
	}
	if (text.length == 0) {
		reader->in_headers = false;
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
		reader->answer->body.state == DOKU_BUFFER_NO_MEMORY ? DOKU_WIRE_NO_MEMORY
															: DOKU_WIRE_TOO_LARGE);
}

/* A Content-Length (RFC 9110, 8.6): digits, and where servers join several, all the same. */
static doku_wire_end compare_length(doku_slice value, size_t length)
{
	size_t at = 0;
	for (;;) {
		uint64_t announced = 0;
		size_t digits = 0;
		for (; at < value.length && doku_ascii_is_digit(value.data[at]) && digits < 19;
			 at++, digits++) {
			announced = announced * 10 + (uint64_t)(value.data[at] - '0');
		}
		if (digits == 0) {
			return DOKU_WIRE_INVALID;
		}
		if (announced != length) {
			return DOKU_WIRE_PARTIAL;
		}
		if (at == value.length) {
			return DOKU_WIRE_COMPLETE;
		}
		if (value.data[at] != ',') {
			return DOKU_WIRE_INVALID;
		}
		at++;
		while (at < value.length && value.data[at] == ' ') {
			at++;
		}
	}
}

/* 204 and 304 have no body whatever they announce, and chunks have an end of their own. */
static bool announces_length(const doku_answer *answer)
{
	return answer->http_status != 204 && answer->http_status != 304
		&& doku_answer_header_value(answer, "transfer-encoding").data == NULL;
}

doku_wire_end doku_answer_reader_finish(const doku_answer_reader *reader)
{
	const doku_answer *answer = reader->answer;
	if (reader->problem != DOKU_WIRE_COMPLETE) {
		return reader->problem;
	}
	if (!reader->headers_ended) {
		return DOKU_WIRE_PARTIAL;
	}
	doku_wire_end end = DOKU_WIRE_COMPLETE;
	doku_slice name, value;
	for (size_t i = 0;
		 end == DOKU_WIRE_COMPLETE && announces_length(answer) && i < answer->header_count; i++) {
		doku_answer_header_at(answer, i, &name, &value);
		if (doku_slice_equals_ignore_case(name, DOKU_SLICE_LITERAL("content-length"))) {
			end = compare_length(value, answer->body.length);
		}
	}
	return end;
}
