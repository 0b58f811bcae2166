/* When to try again: the bounds of the pause, Retry-After, and the time that must be left. */
#include "check.h"
#include "call/retry.h"

static const struct {
	const char *name;
	doku_retry_state state;
	doku_retry_advice advice;
	int64_t retry_after; /* -1: none */
	bool expected;
	int64_t pause; /* -1: any within the bounds */
} rows[] = {
#define STATE(attempts, retries, elapsed, timeout) \
	{ \
		attempts, retries, elapsed, timeout, 0, false \
	}
	{"never", STATE(1, 2, 0, 30000), DOKU_RETRY_NEVER, -1, false, 0},
	{"never, with Retry-After", STATE(1, 2, 0, 30000), DOKU_RETRY_NEVER, 1, false, 0},
	{"first retry", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, -1, true, -1},
	{"second retry", STATE(2, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, -1, true, -1},
	{"used up", STATE(3, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, -1, false, 0},
	{"none allowed", STATE(1, 0, 0, 30000), DOKU_RETRY_AFTER_PAUSE, -1, false, 0},
	{"none allowed, at once", STATE(1, 0, 0, 30000), DOKU_RETRY_AT_ONCE, -1, false, 0},
	{"at once", STATE(1, 2, 0, 30000), DOKU_RETRY_AT_ONCE, -1, true, 0},
	{"at once, used up", STATE(3, 2, 0, 30000), DOKU_RETRY_AT_ONCE, -1, false, 0},
	{"1 s left", STATE(1, 2, 29000, 30000), DOKU_RETRY_AFTER_PAUSE, -1, true, 0},
	{"less than 1 s left", STATE(1, 2, 29001, 30000), DOKU_RETRY_AFTER_PAUSE, -1, false, 0},
	{"less than 1 s left, at once", STATE(1, 2, 29001, 30000), DOKU_RETRY_AT_ONCE, -1, false, 0},
	{"time over", STATE(1, 2, 40000, 30000), DOKU_RETRY_AFTER_PAUSE, -1, false, 0},
	{"Retry-After 0", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, 0, true, 0},
	{"Retry-After 3", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, 3, true, 3000},
	{"Retry-After as long as can be", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, 29, true,
		29000},
	{"Retry-After too long", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, 30, false, 0},
	{"Retry-After beyond 64 bits of ms", STATE(1, 2, 0, 30000), DOKU_RETRY_AFTER_PAUSE, INT64_MAX,
		false, 0},
	{"Retry-After too long for the rest", STATE(2, 2, 28500, 30000), DOKU_RETRY_AFTER_PAUSE, 1,
		false, 0},
	{"Retry-After does not delay a dead connection", STATE(1, 2, 0, 30000), DOKU_RETRY_AT_ONCE, 5,
		true, 0},
};

static void check_rows(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_decision decision;
		memset(&decision, 0, sizeof(decision));
		decision.retry = rows[i].advice;
		decision.has_retry_after = rows[i].retry_after >= 0;
		decision.retry_after = rows[i].retry_after;
		int64_t pause = -7;
		check_context("%s", rows[i].name);
		CHECK_INTEGER(doku_retry_next(&rows[i].state, &decision, &pause), rows[i].expected);
		if (rows[i].expected && rows[i].pause >= 0) {
			CHECK_INTEGER(pause, rows[i].pause);
		}
	}
}

/* Exponential backoff with full jitter: from 0 to 250, 500, 1000, ... at most 8000 ms. */
static void check_jitter(void)
{
	for (int attempts = 1; attempts <= 20; attempts++) {
		int64_t ceiling = attempts > 6 ? 8000 : INT64_C(250) << (attempts - 1);
		if (ceiling > 8000) {
			ceiling = 8000;
		}
		int64_t smallest = INT64_MAX;
		int64_t largest = -1;
		int64_t last = -1;
		bool is_rising = true;
		for (uint64_t random = 0; random <= UINT32_MAX; random += UINT32_MAX / 1000) {
			doku_retry_state state = {attempts, 100, 0, 600000, (uint32_t)random, false};
			doku_decision decision;
			int64_t pause;
			memset(&decision, 0, sizeof(decision));
			decision.retry = DOKU_RETRY_AFTER_PAUSE;
			if (!doku_retry_next(&state, &decision, &pause)) {
				is_rising = false;
			}
			smallest = pause < smallest ? pause : smallest;
			largest = pause > largest ? pause : largest;
			is_rising = is_rising && pause >= last;
			last = pause;
		}
		check_context("attempt %d", attempts);
		CHECK_INTEGER(smallest, 0);
		CHECK(largest <= ceiling && largest >= ceiling - ceiling / 100 - 1);
		CHECK(is_rising);

		doku_retry_state state = {attempts, 100, 0, 600000, UINT32_MAX, false};
		doku_decision decision;
		int64_t pause;
		memset(&decision, 0, sizeof(decision));
		decision.retry = DOKU_RETRY_AFTER_PAUSE;
		CHECK(doku_retry_next(&state, &decision, &pause));
		CHECK_INTEGER(pause, ceiling);
		/* never so long that less than 1 s would be left */
		state.timeout = 1100;
		CHECK(doku_retry_next(&state, &decision, &pause));
		CHECK(pause <= 100);
		/* a test's transport has nothing to wait for */
		state.without_pause = true;
		CHECK(doku_retry_next(&state, &decision, &pause));
		CHECK_INTEGER(pause, 0);
	}
}

static void check_limits(void)
{
	check_context("limits");
	/* the last attempt gets all that is left */
	CHECK_INTEGER(doku_retry_attempt_limit(0, 0, 0, 30000), 30000);
	CHECK_INTEGER(doku_retry_attempt_limit(2, 2, 12000, 30000), 18000);
	/* others leave room to ask again */
	CHECK_INTEGER(doku_retry_attempt_limit(0, 2, 0, 30000), 20000);
	CHECK_INTEGER(doku_retry_attempt_limit(1, 2, 21000, 30000), 6000);
	/* where a second attempt would not fit, the first gets all */
	CHECK_INTEGER(doku_retry_attempt_limit(0, 2, 0, 3000), 3000);
	CHECK_INTEGER(doku_retry_attempt_limit(0, 2, 40000, 30000), 0);
	for (int64_t timeout = 0; timeout < 40000; timeout += 37) {
		for (int attempts = 0; attempts < 4; attempts++) {
			int64_t limit = doku_retry_attempt_limit(attempts, 2, 0, timeout);
			if (limit < 0 || limit > timeout) {
				check_context("timeout %d", (int)timeout);
				CHECK(limit >= 0 && limit <= timeout);
			}
		}
	}
}

int main(void)
{
	check_rows();
	check_jitter();
	check_limits();
	return check_finish();
}
