/*
 * Inside the transport: what its three files share. Nobody else includes this.
 *
 *   transport.c  groups, transfers, their time and their end: the public calls
 *   curl.c       connections and handles: the only file that knows the HTTP library
 *   state.c      pure parts: reading an answer, checks, the outcome and its words
 *
 * "Wire" is what curl.c does for one transfer.
 */
#ifndef DOKU_TRANSPORT_WIRE_H
#define DOKU_TRANSPORT_WIRE_H

#include <signal.h>

#include "../base/clock.h"
#include "transport.h"

/* ---- state.c ---- */

/* Fills one answer from the lines and bytes that the HTTP library hands over. */
typedef struct doku_answer_reader {
	doku_answer *answer;
	bool began;         /* a line or a byte of an answer came, be it 1xx */
	bool headers_ended; /* the final header section is complete; more lines are trailers */
	doku_transfer_result problem; /* _ANSWERED while there is none, else _TOO_LARGE or _NO_MEMORY */
} doku_answer_reader;

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer);

/* One line of a header section, line break included. False: stop, see `problem`. */
bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length);

/* A piece of the body. False: stop, see `problem`. */
bool doku_answer_reader_body(doku_answer_reader *reader, const char *data, size_t length);

/* NULL when the options can be sent, else words that say what is wrong. */
const char *doku_transfer_options_problem(const doku_transfer_options *options);

bool doku_url_is_https(const char *url);

/* Path and query, as they stand; NULL when the URL has no path. */
const char *doku_url_target(const char *url);

/* Whether a request of this method carries a body, be it an empty one (Content-Length: 0). */
bool doku_transfer_sends_body(const doku_transfer_options *options);

/* "Name: value", or "Name;" for an empty value (the HTTP library's spelling), with a NUL. */
bool doku_transfer_header_line(doku_buffer *line, const doku_transfer_header *header);

bool doku_transfer_has_header(const doku_transfer_options *options, const char *name);

/* How the HTTP library, or we, ended a transfer. */
typedef enum doku_wire_end {
	DOKU_WIRE_COMPLETE = 0,
	DOKU_WIRE_CLOSED,        /* the connection ended, or the second start was refused */
	DOKU_WIRE_PARTIAL,       /* the connection ended in the middle of a body */
	DOKU_WIRE_INVALID,       /* what came is not HTTP */
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
	bool reused; /* started on a connection that another transfer had opened */
	bool began;  /* something of an answer came */
	bool headers_ended;
	bool resolved; /* the phases that were completed */
	bool connected;
	bool https;
	bool proxy;
	long proxy_status; /* the proxy's answer to CONNECT, 0 without */
	long os_error;     /* errno of the last connect(), 0 without */
	const char *words; /* the HTTP library's own, for _NO_TLS and _OTHER */
} doku_wire_facts;

/* The outcome; answer->sent and answer->http_status are set already. */
doku_transfer_result doku_outcome(const doku_answer *answer, const doku_wire_facts *facts);

/* Fills answer->detail from answer->result and the facts. */
void doku_outcome_describe(doku_answer *answer, const doku_wire_facts *facts);

/* The open sockets of a pool: those that do not fit are counted only. */
#define DOKU_TRACKED_SOCKETS 512

typedef struct doku_socket_set {
	intptr_t sockets[DOKU_TRACKED_SOCKETS];
	size_t tracked;
	size_t count;
} doku_socket_set;

void doku_socket_set_add(doku_socket_set *set, intptr_t opened);
void doku_socket_set_remove(doku_socket_set *set, intptr_t closed);

/* Whether the socket between these two ports has something to read, the end included. False
 * when it is not known. */
bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port);

/*
 * Writing to a connection that the peer closed raises SIGPIPE, which ends a process that does
 * not ignore it, and PHP may live in a host that does not. The HTTP library leaves the signal
 * alone when it is told to stay off signals, as a library in a threaded host must; whether its
 * TLS library writes with MSG_NOSIGNAL depends on both their versions. So the signal is blocked
 * for this thread while they work, and one that came in between is taken from the queue before
 * the mask is put back.
 */
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

/* ---- shared structures ---- */

#define DOKU_SPARE_HANDLES 32
#define DOKU_WIRE_ERROR_SIZE 256

/* A set of connections. */
typedef struct doku_pool {
	struct doku_pool *next;
	void *multi;
	size_t group_count;
	doku_socket_set sockets;
	bool retiring; /* goes with its last group */
	void *spare[DOKU_SPARE_HANDLES];
	size_t spare_count;
} doku_pool;

typedef struct doku_transfer_list {
	doku_transfer *first, *last;
	size_t count;
} doku_transfer_list;

/* HTTP/2 has a pool of its own: libcurl would not wait for a connection to multiplex on when it
 * knows the host by a kept HTTP/1.1 connection. */
enum { DOKU_POOL_HTTP_1, DOKU_POOL_HTTP_2, DOKU_POOL_KINDS };

struct doku_transport {
	void *sessions; /* of TLS, for resumption; outlives the pools */
	doku_pool *pools;
	doku_pool *current[DOKU_POOL_KINDS];
	doku_transfer_group *groups;
	bool abandoned;
};

struct doku_transfer_group {
	doku_transport *transport;
	doku_transfer_group *previous, *next;
	doku_pool *pool; /* bound at the first start */
	int64_t active;  /* microseconds that this group was stepped: the clock of its timeouts */
	doku_transfer_list running, ended, taken;
};

struct doku_transfer {
	doku_transfer_group *group;
	doku_transfer_list *list;
	doku_transfer *previous, *next;
	void *owner;
	void *easy; /* NULL once it has ended */
	struct curl_slist *headers;
	int64_t started_at;       /* monotonic */
	int64_t connect_deadline; /* both on the group's clock */
	int64_t deadline;
	int start_count; /* how often the HTTP library wanted to start the request */
	bool opened_socket;
	bool reused;
	bool stale; /* the kept connection that it was given is of no use */
	bool http2;
	bool https;
	bool proxy;
	doku_answer_reader reader;
	doku_answer answer;
	char error_text[DOKU_WIRE_ERROR_SIZE];
};

/* ---- curl.c ---- */

void *doku_wire_sessions_new(void);
void doku_wire_sessions_free(void *sessions);

/* NULL when memory is out. */
doku_pool *doku_pool_new(void);

/* Closes all connections of a pool without running transfers. */
void doku_pool_free(doku_pool *pool);

/* Both: _COMPLETE, or how every transfer of the pool has to end because the library failed.
 * perform tells of each ended transfer by doku_transfer_ended(). */
doku_wire_end doku_pool_perform(doku_pool *pool);
doku_wire_end doku_pool_wait(doku_pool *pool, int64_t microseconds);

/* NULL when the transfer is under way, else why it is not. */
const char *doku_wire_open(doku_transfer *transfer, const doku_transfer_options *options);

/* Starts again what was not sent; on a new connection if the kept one was stale. */
bool doku_wire_reopen(doku_transfer *transfer);

/* Fills in facts and timing of a transfer that has ended or is about to be ended by us. */
void doku_wire_read(doku_transfer *transfer, doku_wire_facts *facts);

/* Takes the transfer off its pool. An unhealthy handle is not used again. */
void doku_wire_close(doku_transfer *transfer, bool healthy);

/* ---- transport.c, called by curl.c ---- */

void doku_transfer_ended(doku_transfer *transfer, doku_wire_end end);

#endif
