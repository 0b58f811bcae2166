/*
 * The client's side of the transport tests: default options, and running a transfer to its end.
 */
#ifndef DOKU_TEST_CLIENT_H
#define DOKU_TEST_CLIENT_H

#include "fault_server.h"
#include "transport/transport.h"

typedef struct client_url {
	char text[256];
} client_url;

client_url client_url_of(const char *scheme, const char *host, int port, const char *target);

/* A GET with 5 s to connect and 10 s in all. `url` must outlive the options. */
doku_transfer_options client_get(const client_url *url);
doku_transfer_options client_post(const client_url *url, const char *body);

/* Starts a transfer; ends the program when that fails. */
doku_transfer *client_start(doku_transfer_group *group, const doku_transfer_options *options);

bool client_is_done(const doku_transfer *transfer);

/* Steps the transfer's group until it is done, at most 60 s; false after that. */
bool client_finish(doku_transfer_group *group, const doku_transfer *transfer);

/* Both at once. */
doku_answer *client_run(doku_transfer_group *group, const doku_transfer_options *options);

/* One GET in a group of its own, for its result and status. */
doku_transfer_result client_probe(
	doku_transport *transport, const doku_transfer_options *options, int *status);

/* Milliseconds of a monotonic clock. */
int64_t client_clock(void);

/* ---- names: the test programs have a getaddrinfo of their own, so nothing leaves the machine.
 *
 *   unknown.test   no such name
 *   two.test       127.0.0.2, then 127.0.0.3
 *   stalled.test   127.0.0.1, once client_release_names() was called
 *   localhost, addresses: as usual; all others: no such name
 */
void client_release_names(void);

/* How many look-ups are under way. */
int client_open_lookups(void);

#endif
