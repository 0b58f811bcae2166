/*
 * Inside the transport: connections and handles of the HTTP library ("the wire"), as curl.c keeps
 * them for transport.c. curl.c hands ended transfers out; it calls nothing of transport.c.
 */
#ifndef DOKU_TRANSPORT_WIRE_H
#define DOKU_TRANSPORT_WIRE_H

#include "answer_reader.h"
#include "outcome.h"
#include "socket_set.h"
#include "transport.h"

#define DOKU_SPARE_HANDLES 32

/* What the HTTP library is at, see limits.h. */
typedef struct doku_turn {
	const doku_transfer_group *group; /* for which it is made; NULL outside of turns */
	int64_t began, time_over;         /* time_over: of the group's first transfer; monotonic */
	const doku_transfer *busy_with;   /* the transfer of the latest callbacks, and since when */
	int64_t busy_since;
} doku_turn;

/* A set of connections. */
typedef struct doku_pool {
	struct doku_pool *next;
	void *multi;
	size_t group_count;
	doku_socket_set sockets;
	bool retiring; /* goes with its last group */
	void *spare[DOKU_SPARE_HANDLES];
	size_t spare_count;
	doku_turn turn;
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
	const volatile unsigned char *interrupted; /* see doku_transport_watch() */
	int64_t idle_timeout; /* the longest that a transfer has asked for, microseconds */
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
	int start_count;               /* how often the HTTP library wanted to start the request */
	int restarts;                  /* how often we let it start once more */
	doku_connection_id connection; /* that it was started on */
	int64_t stream;                /* that it is there, in HTTP/2 */
	uint64_t route;       /* server, proxy and authorities: what a connection can be shared by */
	int64_t idle_timeout; /* microseconds */
	int socket_error;     /* errno of the last socket(), 0 when it worked */
	bool opened_socket;
	bool reused;
	bool fresh; /* must not be given a kept connection */
	bool stale; /* the kept connection that it was given is of no use */
	int stale_count;
	bool refused;        /* the HTTP library wanted a second start and was refused */
	bool stream_refused; /* and the connection of the first was open: it was the stream alone */
	bool http2;
	bool is_look_up; /* a GET, which changes nothing when it is sent again */
	bool https;
	bool proxy;
	doku_wire_end verdict;         /* how a callback of ours ended it; _COMPLETE: none has */
	doku_header_count proxy_count; /* of the proxy's own answer */
	doku_answer_reader reader;
	doku_answer answer;
	char error_text[DOKU_WIRE_ERROR_SIZE];
	char host[DOKU_WIRE_HOST_SIZE]; /* of the address, and of the proxy: for messages */
	char proxy_host[DOKU_WIRE_HOST_SIZE];
};

void *doku_wire_sessions_new(void);
void doku_wire_sessions_free(void *sessions);

/* NULL when memory is out. */
doku_pool *doku_pool_new(void);

/* Closes all connections of a pool without running transfers. */
void doku_pool_free(doku_pool *pool);

/* Both: _COMPLETE, or how every transfer of the pool has to end because the library failed. */
doku_wire_end doku_pool_perform(doku_pool *pool);
doku_wire_end doku_pool_wait(doku_pool *pool, int64_t microseconds);

/* The next transfer that has ended and was not told of yet, and how; NULL when there is none. It
 * is to be closed or reopened. */
doku_transfer *doku_pool_take_ended(doku_pool *pool, doku_wire_end *end);

/* NULL when the transfer is under way, else why it is not. */
const char *doku_wire_open(doku_transfer *transfer, const doku_transfer_options *options);

/* Starts again what was not sent, or not taken; on a new connection if the kept one was stale. */
bool doku_wire_reopen(doku_transfer *transfer);

/* Fills in facts and timing of a transfer that has ended or is about to be ended by us. */
void doku_wire_read(doku_transfer *transfer, doku_wire_facts *facts);

/* Takes the transfer off its pool. An unhealthy handle is not used again. */
void doku_wire_close(doku_transfer *transfer, bool healthy);

#endif
