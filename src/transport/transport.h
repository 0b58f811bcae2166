/*
 * Transfers over kept connections: open a group, start transfers in it, step until they are
 * done, close it. No type of the HTTP library appears here.
 *
 * Threads: a transport and all that hangs on it belong to the thread that made it.
 * Fork: whoever holds a transport compares its own process id with that of the creator; in
 * another process doku_transport_abandon() is the only call allowed. It releases nothing that
 * the parent still uses (closing a TLS connection would end the parent's session).
 * Units: milliseconds, from a monotonic clock.
 * Nothing here calls back into the caller, and nothing here logs.
 */
#ifndef DOKU_TRANSPORT_H
#define DOKU_TRANSPORT_H

#include "answer.h"
#include "options.h"

typedef struct doku_transport doku_transport;
typedef struct doku_transfer_group doku_transfer_group;
typedef struct doku_transfer doku_transfer;

/* Whether the HTTP library that was loaded is new enough and has TLS. Starts nothing. */
bool doku_transport_is_usable(void);

/* The first transport of a process starts the HTTP library, in whichever thread; this does it
 * earlier. False when the library cannot be used. */
bool doku_transport_startup(void);

/* Once a process, when no transport is left; not in a child process. */
void doku_transport_shutdown(void);

/* NULL when memory is out, or the HTTP library cannot be used. */
doku_transport *doku_transport_new(void);

/* A byte that is not 0 once everything has to end, whoever sets it: transfers end as aborted even
 * while the HTTP library does not come back to us. NULL: none. It must outlive the transport. */
void doku_transport_watch(doku_transport *transport, const volatile unsigned char *interrupted);

/* Cancels what is open, closes every connection, frees all (groups that are still open too:
 * their handles are then gone). */
void doku_transport_free(doku_transport *transport);

/* In a process that did not make it: forgets it without touching a connection. The memory stays
 * reachable (and is leaked on purpose, once a fork). */
void doku_transport_abandon(doku_transport *transport);

/* Closes idle connections. Open groups keep theirs until they are closed; new ones start on new
 * connections. */
void doku_transport_close_idle(doku_transport *transport);

/* A group is the unit of stepping: a single call is a group of one transfer.
 * NULL when memory is out. */
doku_transfer_group *doku_transfer_group_open(doku_transport *transport);

/* Cancels the group's open transfers and frees it with all its transfers. NULL is ignored. */
void doku_transfer_group_close(doku_transfer_group *group);

/* Starts a transfer. NULL when memory is out or the library refused the settings; then nothing
 * was sent, and `detail` (DOKU_ANSWER_DETAIL_SIZE bytes) says why. */
doku_transfer *doku_transfer_start(
	doku_transfer_group *group, const doku_transfer_options *options, char *detail);

/* Drives the group's transfers (and any other on the same connections) for at most max_wait ms;
 * returns at once when one of the group has ended. Only time spent in here counts against the
 * timeouts of the group's transfers: a group that nobody steps stands still.
 * Returns the number of the group's transfers that still run. */
size_t doku_transfer_group_step(doku_transfer_group *group, int64_t max_wait);

/* A transfer of the group that has ended and was not taken yet; NULL when there is none. */
doku_transfer *doku_transfer_group_take(doku_transfer_group *group);

/* Ends a running transfer as DOKU_TRANSFER_ABORTED or _NOT_SENT. */
void doku_transfer_abort(doku_transfer *transfer);

/* Valid until the transfer is freed. Meaningful once it has ended. The caller may move the body
 * out (take the buffer and init the field again). */
doku_answer *doku_transfer_answer(doku_transfer *transfer);

/* Opaque word of the caller, to find what a taken transfer belongs to. */
void doku_transfer_set_owner(doku_transfer *transfer, void *owner);
void *doku_transfer_owner(const doku_transfer *transfer);

/* Frees an ended or running transfer of an open group (a running one is cancelled). */
void doku_transfer_free(doku_transfer *transfer);

/* Versions for phpinfo(); static storage. */
const char *doku_transport_compiled_version(void);
const char *doku_transport_linked_version(void);

#endif
