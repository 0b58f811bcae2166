#include "retry.h"

static int64_t jittered_pause(const doku_retry_state *state)
{
	int64_t ceiling = DOKU_RETRY_CAP;
	if (state->attempts - 1 < 5) {
		ceiling = (int64_t)DOKU_RETRY_BASE << (state->attempts - 1);
	}
	if (ceiling > DOKU_RETRY_CAP) {
		ceiling = DOKU_RETRY_CAP;
	}
	return (int64_t)(((uint64_t)state->random * (uint64_t)(ceiling + 1)) >> 32);
}

bool doku_retry_next(const doku_retry_state *state, const doku_decision *decision, int64_t *pause)
{
	*pause = 0;
	if (decision->retry == DOKU_RETRY_NEVER || state->attempts > state->retries) {
		return false;
	}
	int64_t left = state->timeout - state->elapsed - DOKU_RETRY_MINIMUM_LEFT;
	if (left < 0) {
		return false;
	}
	if (decision->retry == DOKU_RETRY_AT_ONCE) {
		return true;
	}
	if (decision->has_retry_after) {
		if (decision->retry_after > left / 1000) {
			return false; /* the server asks for more time than the call has */
		}
		*pause = decision->retry_after * 1000;
	} else {
		*pause = jittered_pause(state);
		if (*pause > left) {
			*pause = left;
		}
	}
	if (state->without_pause) {
		*pause = 0;
	}
	return true;
}

int64_t doku_retry_attempt_limit(int attempts, int retries, int64_t elapsed, int64_t timeout)
{
	int64_t left = timeout - elapsed;
	if (left < 0) {
		left = 0;
	}
	/* below this the rest would be too short for a pause and a second attempt */
	int64_t rest = left / 3;
	if (attempts >= retries || rest < DOKU_RETRY_MINIMUM_LEFT + 2 * DOKU_RETRY_BASE) {
		return left;
	}
	return left - rest;
}
