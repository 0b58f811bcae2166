/*
 * A clock that never goes back, for measuring time limits. Safe in any thread.
 */
#ifndef DOKU_CLOCK_H
#define DOKU_CLOCK_H

#include <stdint.h>

int64_t doku_clock_microseconds(void);

/* Sleeps, or less long when a signal arrives. */
void doku_clock_sleep(int64_t milliseconds);

static inline int64_t doku_clock_milliseconds(void)
{
	return doku_clock_microseconds() / 1000;
}

#endif
