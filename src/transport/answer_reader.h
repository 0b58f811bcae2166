/*
 * Fills one answer from the lines and bytes that the HTTP library hands over.
 */
#ifndef DOKU_ANSWER_READER_H
#define DOKU_ANSWER_READER_H

#include "answer.h"

typedef struct doku_answer_reader {
	doku_answer *answer;
	bool began;         /* a line or a byte of an answer came, be it 1xx */
	bool headers_ended; /* the final header section is complete; more lines are trailers */
	doku_transfer_result problem; /* _ANSWERED while there is none, else _TOO_LARGE or _NO_MEMORY */
} doku_answer_reader;

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer);

/* One line of a header section, line break included. False: stop, see `problem`. */
bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length);

/* A piece of the body. False: stop, see `problem`. */
bool doku_answer_reader_body(doku_answer_reader *reader, const char *data, size_t length);

#endif
