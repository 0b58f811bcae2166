#include "sigpipe_guard.h"

#include <stddef.h>

#ifdef _WIN32

void doku_sigpipe_guard_begin(doku_sigpipe_guard *guard)
{
	guard->unused = 0;
}

void doku_sigpipe_guard_end(doku_sigpipe_guard *guard)
{
	guard->unused = 0;
}

#else

static bool sigpipe_is_pending(void)
{
	sigset_t pending;
	return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

void doku_sigpipe_guard_begin(doku_sigpipe_guard *guard)
{
	sigset_t only_sigpipe;
	sigemptyset(&only_sigpipe);
	sigaddset(&only_sigpipe, SIGPIPE);
	guard->was_pending = sigpipe_is_pending();
	guard->active = pthread_sigmask(SIG_BLOCK, &only_sigpipe, &guard->previous_mask) == 0;
}

void doku_sigpipe_guard_end(doku_sigpipe_guard *guard)
{
	if (!guard->active) {
		return;
	}
	if (!guard->was_pending && sigpipe_is_pending()) {
		sigset_t only_sigpipe;
		int taken;
		sigemptyset(&only_sigpipe);
		sigaddset(&only_sigpipe, SIGPIPE);
		sigwait(&only_sigpipe, &taken);
	}
	pthread_sigmask(SIG_SETMASK, &guard->previous_mask, NULL);
}

#endif
