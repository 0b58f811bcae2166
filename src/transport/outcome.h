/*
 * What the end of a transfer means, and the words for it.
 */
#ifndef DOKU_OUTCOME_H
#define DOKU_OUTCOME_H

#include "answer.h"

#define DOKU_WIRE_ERROR_SIZE 256
#define DOKU_WIRE_HOST_SIZE 128 /* of a name in a message, with its NUL; longer ones are cut */

/* How the HTTP library, or we, ended a transfer. */
typedef enum doku_wire_end {
	DOKU_WIRE_COMPLETE = 0,
	DOKU_WIRE_CLOSED,        /* the connection ended, or the second start was refused */
	DOKU_WIRE_RESET,         /* the server ended the stream of HTTP/2, not the connection */
	DOKU_WIRE_PARTIAL,       /* the connection ended within the headers or the body */
	DOKU_WIRE_INVALID,       /* what came is not HTTP */
	DOKU_WIRE_TOO_LARGE,     /* what came passes a cap */
	DOKU_WIRE_NO_NAME,       /* the host name could not be resolved */
	DOKU_WIRE_NO_PROXY_NAME, /* the proxy's could not */
	DOKU_WIRE_NO_CONNECTION,
	DOKU_WIRE_NO_TUNNEL,
	DOKU_WIRE_NO_TLS,
	DOKU_WIRE_TIME_OVER,
	DOKU_WIRE_GIVEN_UP,
	DOKU_WIRE_NO_MEMORY,
	DOKU_WIRE_OTHER
} doku_wire_end;

/* What is known at the end, beside the answer. */
typedef struct doku_wire_facts {
	doku_wire_end end;
	bool reused;   /* started on a connection that another transfer had opened */
	bool began;    /* something of an answer came */
	bool resolved; /* the phases that were completed */
	bool connected;
	bool https;
	bool proxy;
	long proxy_status; /* the proxy's answer to CONNECT, 0 without */
	long os_error;     /* errno of the last socket() or connect(), 0 without */
	const char *words; /* the HTTP library's own, for _NO_TLS and _OTHER */
	const char *host;  /* of the address, and of the proxy; NULL or empty when it is not known */
	const char *proxy_host;
} doku_wire_facts;

/* The outcome; answer->sent is set already. Not sent wins over everything but lack of memory: what
 * a proxy says in place of a server is no answer. */
doku_transfer_result doku_outcome(const doku_answer *answer, const doku_wire_facts *facts);

/* Fills answer->detail from answer->result and the facts. */
void doku_outcome_describe(doku_answer *answer, const doku_wire_facts *facts);

#endif
