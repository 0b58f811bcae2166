/*
 * A server on loopback that follows a script, connection by connection, in threads of the test
 * program. Every wait is bounded: a test that goes wrong fails, it does not hang.
 */
#ifndef DOKU_TEST_FAULT_SERVER_H
#define DOKU_TEST_FAULT_SERVER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum fault_action {
	FAULT_END = 0,   /* closes the connection in an orderly way; also the end of a script */
	FAULT_RESET,     /* closes it by RST */
	FAULT_READ,      /* reads one request and counts it */
	FAULT_READ_SOME, /* reads at least `number` bytes of a request and counts it */
	FAULT_SEND,      /* sends `text` */
	FAULT_DRIP,      /* sends `text`, one byte each `number` milliseconds */
	FAULT_FILL,      /* sends `number` bytes */
	FAULT_HEADERS,   /* sends `number` header lines */
	FAULT_REPEAT,    /* sends `text` again and again until the client closes */
	FAULT_STALL,     /* does nothing until the client closes */
	FAULT_GATE,      /* waits until the test opens the gate */
	FAULT_TLS,       /* does the TLS handshake */
	FAULT_AGAIN      /* goes back to step `number` of the script */
} fault_action;

typedef struct fault_step {
	fault_action action;
	long number;
	const char *text;
} fault_step;

typedef struct fault_server fault_server;

/* Connection n follows scripts[n], later ones the last. `tls` is an SSL_CTX or NULL, and stays
 * the caller's. Ends the program when no socket can be had. */
fault_server *fault_server_start(
	const char *address, const fault_step *const *scripts, size_t script_count, void *tls);

/* Closes everything and joins the threads. */
void fault_server_stop(fault_server *server);

int fault_server_port(const fault_server *server);
void fault_server_open_gate(fault_server *server);

typedef enum fault_count {
	FAULT_CONNECTIONS, /* accepted */
	FAULT_CLOSED,      /* ended, by either side */
	FAULT_REQUESTS,
	FAULT_RESUMED, /* TLS handshakes that resumed a session */
	FAULT_COUNTS
} fault_count;

size_t fault_server_count(fault_server *server, fault_count which);

/* Waits until the count is reached; false after 10 s. */
bool fault_server_wait(fault_server *server, fault_count which, size_t count);

/* Request n as it came, NUL-terminated; empty when there was none. The caller frees it. */
char *fault_server_request(fault_server *server, size_t index);

/* A listening socket whose queue is full: a connection to it is never made. The descriptors are
 * closed by fault_full_stop. */
typedef struct fault_full {
	int listener;
	int fillers[8];
	int port;
} fault_full;

void fault_full_start(fault_full *full, const char *address, int port);
void fault_full_stop(fault_full *full);

/* A port of `address` where nobody listens. */
int fault_closed_port(const char *address);

#endif
