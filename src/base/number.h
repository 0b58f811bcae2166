/*
 * Whole numbers as texts and JSON write them. Exact: no double takes part. Pure functions.
 */
#ifndef DOKU_NUMBER_H
#define DOKU_NUMBER_H

#include "buffer.h"

typedef enum doku_whole_reading {
	DOKU_WHOLE_READ = 0,
	DOKU_WHOLE_NEGATIVE,  /* below 0 */
	DOKU_WHOLE_TOO_LARGE, /* beyond 2^63 - 1 */
	DOKU_WHOLE_AMBIGUOUS, /* "90.000": ninety, or ninety thousand as Indonesia writes it */
	DOKU_WHOLE_NONE       /* no whole number */
} doku_whole_reading;

/* Text: digits with an optional sign and zero fraction ("90000", "90000.00"). *number counts when
 * READ only. */
doku_whole_reading doku_whole_from_text(doku_slice text, int64_t *number);

/* The token of a JSON number: with an exponent too, what is whole after it (9e4, 9.5e1). JSON
 * knows one meaning of 90.000 only, so nothing is ambiguous. */
doku_whole_reading doku_whole_from_json(doku_slice token, int64_t *number);

#endif
