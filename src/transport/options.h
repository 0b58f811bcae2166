/*
 * What a caller asks of one transfer, and whether it can be sent.
 */
#ifndef DOKU_TRANSFER_OPTIONS_H
#define DOKU_TRANSFER_OPTIONS_H

#include "../base/buffer.h"

typedef struct doku_transfer_header {
	doku_slice name;
	doku_slice value; /* free of CR, LF and NUL: refused otherwise */
} doku_transfer_header;

/* Everything is copied at the start but `body`, which must stay until the transfer is freed. */
typedef struct doku_transfer_options {
	const char *method; /* GET, POST, PUT, PATCH, DELETE */
	const char *url;    /* sent as it stands, dot segments and all */
	const doku_transfer_header *headers;
	size_t header_count;
	bool has_body;
	doku_slice body;
	const char *ca_file; /* NULL: the system's authorities */
	const char *proxy;   /* NULL: none, whatever the environment says; "env": the environment's */
	int64_t connect_timeout; /* until the request could be started: name, connection, TLS, proxy */
	int64_t timeout;         /* for the whole transfer */
	int64_t idle_timeout;    /* how long a kept connection may have been idle; 0: none is used */
	bool http2;              /* may share an HTTP/2 connection with others of its group */
} doku_transfer_options;

/* NULL when the options can be sent, else words that say what is wrong. */
const char *doku_transfer_options_problem(const doku_transfer_options *options);

/* Whether a request of this method carries a body, be it an empty one (Content-Length: 0). */
bool doku_transfer_sends_body(const doku_transfer_options *options);

/* Line `index` of what the HTTP library is to be told about headers, with a NUL: "Name: value",
 * "Name;" for an empty value, "Name:" for one that it would add by itself. An empty line is to be
 * left out. False when memory is out. */
bool doku_transfer_header_line(
	doku_buffer *line, const doku_transfer_options *options, size_t index);
size_t doku_transfer_header_lines(const doku_transfer_options *options);

#endif
