/*
 * Writing to a connection that the peer closed raises SIGPIPE, which ends a process that does
 * not ignore it, and PHP may live in a host that does not. The HTTP library leaves the signal
 * alone when it is told to stay off signals, as a library in a threaded host must; whether its
 * TLS library writes with MSG_NOSIGNAL depends on both their versions. So the signal is blocked
 * for this thread while they work, and one that came in between is taken from the queue before
 * the mask is put back.
 */
#ifndef DOKU_SIGPIPE_GUARD_H
#define DOKU_SIGPIPE_GUARD_H

#include <signal.h>
#include <stdbool.h>

typedef struct doku_sigpipe_guard {
#ifdef _WIN32
	char unused;
#else
	sigset_t previous_mask;
	bool was_pending;
	bool active;
#endif
} doku_sigpipe_guard;

void doku_sigpipe_guard_begin(doku_sigpipe_guard *guard);
void doku_sigpipe_guard_end(doku_sigpipe_guard *guard);

#endif
