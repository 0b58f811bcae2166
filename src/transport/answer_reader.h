/*
 * Fills one answer from the lines and bytes that the HTTP library hands over, and is as strict as
 * RFC 9112 where the library's versions differ: what one of them refuses the next one takes.
 *
 * The library keeps every header line that it hands over, so all of them count towards the caps:
 * those of 1xx answers and the trailers too.
 */
#ifndef DOKU_ANSWER_READER_H
#define DOKU_ANSWER_READER_H

#include "answer.h"
#include "outcome.h"

/* Header lines so far, against the caps. */
typedef struct doku_header_count {
	size_t lines; /* fields; neither status lines nor empty ones */
	size_t bytes; /* of all lines, line breaks included */
} doku_header_count;

/* Counts one line; false when a cap is passed. */
bool doku_header_count_line(doku_header_count *count, const char *line, size_t length);

typedef struct doku_answer_reader {
	doku_answer *answer;
	bool http2;         /* HTTP/2 was offered; to be set after the init */
	bool began;         /* a line or a byte of an answer came, be it 1xx */
	bool in_headers;    /* between a status line and the empty line */
	bool headers_ended; /* the final header section is complete; more lines are trailers */
	doku_wire_end
		problem; /* _COMPLETE while there is none, else _TOO_LARGE, _INVALID, _NO_MEMORY */
	doku_header_count count;
} doku_answer_reader;

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer);

/* One line of a header section, line break included. False: stop, see `problem`. */
bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length);

/* A piece of the body. False: stop, see `problem`. */
bool doku_answer_reader_body(doku_answer_reader *reader, const char *data, size_t length);

/* What the reader makes of an answer that the library calls complete: _COMPLETE, _PARTIAL when
 * the headers have no end or the body is not as long as announced, else its problem. */
doku_wire_end doku_answer_reader_finish(const doku_answer_reader *reader);

#endif
