/*
 * The error record of the engine: fixed size, no allocation, safe to copy.
 *
 * One question decides the kind: may money have moved? Only DOKU_ERROR_INDETERMINATE and
 * DOKU_ERROR_RESPONSE say "perhaps"; doku_error_is_unknown() is the one place that says so.
 * Messages are NUL-terminated UTF-8 and never hold a secret, an expected signature, a header
 * value that authenticates, or a body.
 */
#ifndef DOKU_ERROR_H
#define DOKU_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define DOKU_PRINTF_LIKE(format_index, first) __attribute__((format(printf, format_index, first)))
#else
#define DOKU_PRINTF_LIKE(format_index, first)
#endif

typedef enum doku_error_kind {
	DOKU_ERROR_NONE = 0,
	DOKU_ERROR_MEMORY,        /* out of memory, nothing was sent */
	DOKU_ERROR_ARGUMENT,      /* misuse by the program */
	DOKU_ERROR_VALIDATION,    /* the payload breaks a documented rule */
	DOKU_ERROR_CONNECTION,    /* the request was never started */
	DOKU_ERROR_API,           /* DOKU answered and refused */
	DOKU_ERROR_INDETERMINATE, /* the request was started, no definite answer came */
	DOKU_ERROR_RESPONSE,      /* an answer came and is unusable */
	DOKU_ERROR_SIGNATURE      /* a notification is refused */
} doku_error_kind;

typedef enum doku_reason {
	DOKU_REASON_NONE = 0,
	/* of DOKU_ERROR_RESPONSE */
	DOKU_REASON_NOT_JSON,
	DOKU_REASON_TOO_LARGE,
	DOKU_REASON_WRONG_SHAPE,
	DOKU_REASON_SIGNATURE,
	DOKU_REASON_NO_PAGE,
	DOKU_REASON_AMOUNT,
	/* of both */
	DOKU_REASON_MISMATCH,
	/* of DOKU_ERROR_SIGNATURE */
	DOKU_REASON_MISSING_HEADER,
	DOKU_REASON_MALFORMED,
	DOKU_REASON_CLIENT_ID,
	DOKU_REASON_STALE
} doku_reason;

#define DOKU_ERROR_MESSAGE_SIZE 768
#define DOKU_ERROR_WORD_SIZE 128
#define DOKU_ERROR_API_MESSAGE_SIZE 512

typedef struct doku_error {
	doku_error_kind kind;
	doku_reason reason;
	int http_status; /* 0: no answer */
	char message[DOKU_ERROR_MESSAGE_SIZE];
	/* DOKU's own words from the error envelope, empty when absent */
	char api_code[DOKU_ERROR_WORD_SIZE];
	char api_type[DOKU_ERROR_WORD_SIZE];
	char api_message[DOKU_ERROR_API_MESSAGE_SIZE];
} doku_error;

/* Resets every field. */
void doku_error_clear(doku_error *error);

/* Sets kind, reason and message; leaves the other fields. A longer message is cut at a
 * character's border. error may be NULL. */
void doku_error_set(doku_error *error, doku_error_kind kind, doku_reason reason, const char *format,
	...) DOKU_PRINTF_LIKE(4, 5);

/* Lengthens the message; cut in the same way. */
void doku_error_append(doku_error *error, const char *format, ...) DOKU_PRINTF_LIKE(2, 3);

/* Copies text of a server into a fixed field: cut at a character's border, control characters
 * become spaces, bytes that are not UTF-8 become '?'. size includes the NUL. */
void doku_error_copy_text(char *field, size_t size, const char *text, size_t length);

/* May money have moved? */
bool doku_error_is_unknown(const doku_error *error);

/* The name in the public contract ("not_json", ...); "" for DOKU_REASON_NONE. */
const char *doku_reason_name(doku_reason reason);

#endif
