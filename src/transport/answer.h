/*
 * What one attempt brought: whether the request was started, and the answer if one came.
 * Filled by the transport, or by the glue from a test's own transport.
 *
 * The answer owns its memory. It belongs to one thread. Header names are compared without
 * case; the caps of caps.h hold for what is stored.
 */
#ifndef DOKU_ANSWER_H
#define DOKU_ANSWER_H

#include "../base/buffer.h"

typedef enum doku_transfer_result {
	DOKU_TRANSFER_ANSWERED = 0,    /* status, headers and a complete body are there */
	DOKU_TRANSFER_NOT_SENT,        /* DNS, connect, TLS or proxy failed: nothing was started */
	DOKU_TRANSFER_CUT_OFF,         /* started; the connection ended before a complete answer */
	DOKU_TRANSFER_DEAD_CONNECTION, /* started on a kept connection, which died before the
	                                  first byte of an answer */
	DOKU_TRANSFER_TIMED_OUT,       /* started; the time was over */
	DOKU_TRANSFER_TOO_LARGE,       /* the answer passed a cap; the status is known */
	DOKU_TRANSFER_ABORTED,         /* started; given up because PHP's time limit struck */
	DOKU_TRANSFER_NO_MEMORY        /* out of memory; `sent` says whether it was started */
} doku_transfer_result;

/* Seconds of this attempt; all 0 where nothing was measured. */
typedef struct doku_timing {
	double dns;     /* 0.0 on a kept connection */
	double connect; /* 0.0 on a kept connection */
	double tls;     /* 0.0 on a kept connection and without TLS */
	double first_byte;
	double total;
	bool reused;
} doku_timing;

typedef struct doku_answer_header {
	size_t name_offset, name_length;
	size_t value_offset, value_length;
} doku_answer_header;

#define DOKU_ANSWER_DETAIL_SIZE 200

typedef struct doku_answer {
	doku_transfer_result result;
	bool sent; /* true once the request may have reached the server */
	int http_status;
	int64_t received_at; /* Unix seconds, for comparing clocks */
	doku_buffer header_text;
	doku_answer_header *headers;
	size_t header_count;
	doku_buffer body;
	doku_timing timing;
	char detail[DOKU_ANSWER_DETAIL_SIZE]; /* words for a message: no secret, no proxy credentials */
} doku_answer;

void doku_answer_init(doku_answer *answer);
void doku_answer_free(doku_answer *answer);

/* Ends an attempt of which nothing was sent. */
void doku_answer_fail(doku_answer *answer, doku_transfer_result result, const char *detail);

/* Forgets status, headers and body (a new status line began). */
void doku_answer_reset_headers(doku_answer *answer);

typedef enum doku_answer_add {
	DOKU_ANSWER_ADDED = 0,
	DOKU_ANSWER_OVER_LIMIT,
	DOKU_ANSWER_NO_MEMORY
} doku_answer_add;

/* Copies one header. White space around the value is dropped. */
doku_answer_add doku_answer_add_header(doku_answer *answer, doku_slice name, doku_slice value);

/* Header `index`, counted from 0; borrowed until the next change. */
void doku_answer_header_at(
	const doku_answer *answer, size_t index, doku_slice *name, doku_slice *value);

/* The value of the first header of that name, borrowed until the next change; data is NULL
 * when there is none. */
doku_slice doku_answer_header_value(const doku_answer *answer, const char *name);

#endif
