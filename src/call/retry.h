/*
 * When to try again: pure arithmetic in milliseconds.
 */
#ifndef DOKU_RETRY_H
#define DOKU_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "../response/response.h"

/* A retry starts only if at least this much of the call's time would be left. */
#define DOKU_RETRY_MINIMUM_LEFT 1000

/* Exponential backoff with full jitter: a pause between 0 and the smaller of these. */
#define DOKU_RETRY_BASE 250
#define DOKU_RETRY_CAP 8000

typedef struct doku_retry_state {
	int attempts;       /* made so far, at least 1 */
	int retries;        /* allowed after the first attempt */
	int64_t elapsed;    /* of the call */
	int64_t timeout;    /* of the call */
	uint32_t random;    /* any 32 random bits */
	bool without_pause; /* a test's transport: nothing to wait for */
} doku_retry_state;

/* True when another attempt is to be made, after *pause milliseconds. */
bool doku_retry_next(const doku_retry_state *state, const doku_decision *decision, int64_t *pause);

/* The time that the next attempt may take. An attempt that can be followed by another gets two
 * thirds of what is left, so that a stall leaves room to ask again; the last one gets all. */
int64_t doku_retry_attempt_limit(int attempts, int retries, int64_t elapsed, int64_t timeout);

#endif
