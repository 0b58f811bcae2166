/*
 * The open sockets of a pool: which connection is idle, since when, and which streams its server
 * still takes. The HTTP library does not tell. Sockets that do not fit are counted only; all
 * answers about them are "not known".
 */
#ifndef DOKU_SOCKET_SET_H
#define DOKU_SOCKET_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOKU_TRACKED_SOCKETS 512

/* A number that no other connection of the pool ever has; 0: not known. */
typedef uint64_t doku_connection_id;

typedef struct doku_tracked_socket {
	doku_connection_id id;
	intptr_t socket;
	const void *opener; /* the transfer that opened it, until it ends */
	uint64_t route;     /* see doku_socket_set_add */
	int users;          /* transfers that were started on it and have not ended */
	int64_t streams;    /* transfers that were ever started on it */
	int64_t last_taken; /* the last stream of HTTP/2 that its server takes */
	int64_t idle_since; /* microseconds of the monotonic clock, while there is no user */
} doku_tracked_socket;

/* What is still to be known of a connection that is gone. */
typedef struct doku_closed_socket {
	doku_connection_id id;
	int64_t last_taken;
	bool was_open; /* its peer had not ended it */
} doku_closed_socket;

#define DOKU_CLOSED_SOCKETS 16

typedef struct doku_socket_set {
	doku_tracked_socket sockets[DOKU_TRACKED_SOCKETS];
	size_t tracked;
	size_t count;
	doku_connection_id last_id;
	doku_closed_socket closed[DOKU_CLOSED_SOCKETS]; /* the latest ones */
	size_t next_closed;
} doku_socket_set;

/* `route` is equal for connections that may serve each other's requests. */
void doku_socket_set_add(doku_socket_set *set, intptr_t opened, const void *opener, uint64_t route);

/* Before it is closed. */
void doku_socket_set_remove(doku_socket_set *set, intptr_t closed);

/* The socket between these two ports. */
doku_connection_id doku_socket_set_find(
	const doku_socket_set *set, int local_port, int remote_port);

/* A transfer was started on it; it ended. The stream of HTTP/2 that the transfer is: they are
 * counted in odd numbers (RFC 9113, 5.1.1). */
int64_t doku_socket_set_use(doku_socket_set *set, doku_connection_id id);
void doku_socket_set_release(doku_socket_set *set, doku_connection_id id, int64_t now);

/* Microseconds that it has been without a user, 0 while it has one. */
int64_t doku_socket_set_idle(const doku_socket_set *set, doku_connection_id id, int64_t now);

/* Whether all idle ones of this route, and there are some, have been so for longer than `age`
 * microseconds. */
bool doku_socket_set_is_too_old(
	const doku_socket_set *set, uint64_t route, int64_t age, int64_t now);

/* Whether it has something to read, the end included. */
bool doku_socket_set_has_input(const doku_socket_set *set, doku_connection_id id);

/* The server of this connection has said that it takes no stream above `last`. Without an id: of
 * the connections that `opener` has opened. */
void doku_socket_set_limit(
	doku_socket_set *set, doku_connection_id id, const void *opener, int64_t last);

/* Whether the server has said that it does not take this stream, now or before the connection was
 * closed. */
bool doku_socket_set_leaves_out(const doku_socket_set *set, doku_connection_id id, int64_t stream);

/* Whether its peer has not ended it, now or when it was closed. */
bool doku_socket_set_is_open(const doku_socket_set *set, doku_connection_id id);

/* Ends a connection, and those that a transfer has opened, in both directions; the sockets stay. */
void doku_socket_set_end(const doku_socket_set *set, doku_connection_id id, const void *opener);

/* The transfer ends: its address may be another's soon. */
void doku_socket_set_forget_opener(doku_socket_set *set, const void *opener);

/* EMFILE or ENFILE when a few more descriptors cannot be had, else 0. Names, certificates and
 * connections need several. */
int doku_descriptor_shortage(void);

#endif
