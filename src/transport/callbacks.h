/*
 * What the HTTP library asks or tells while it works, without its types: curl.c adapts. They run
 * inside of the library and touch the memory of the engine alone.
 */
#ifndef DOKU_TRANSPORT_CALLBACKS_H
#define DOKU_TRANSPORT_CALLBACKS_H

#include "wire.h"

/*
 * Asked right before a request is handed to a connection, so it alone decides what `sent` says.
 * libcurl starts a request again by itself when a kept connection dies or a stream is refused;
 * the server would then see an order twice. The second start is therefore refused; so are the
 * look-up of a name and the socket that it would need.
 */
bool doku_callback_start(doku_transfer *transfer, int local_port, int remote_port);
bool doku_callback_resolve(doku_transfer *transfer);

/* Negative: refused, or none can be had. */
intptr_t doku_callback_open_socket(doku_transfer *transfer, int family, int type, int protocol);

/* A connection outlives its transfer, so its end is told to the pool. 0 on success. */
int doku_callback_close_socket(doku_pool *pool, intptr_t closed);

/* False: the transfer has to end. */
bool doku_callback_header(doku_transfer *transfer, const char *line, size_t length);
bool doku_callback_body(doku_transfer *transfer, const char *data, size_t length);

/* A record of TLS came in. When the transfer's time is over all that can be done from here is to
 * end the connection under the loop that reads them. */
void doku_callback_record(doku_transfer *transfer);

/* What libcurl says of its work, a line. Two are of use: the server's word that it takes no stream
 * of HTTP/2 above a number, and that a request is about to start again. */
void doku_callback_words(doku_transfer *transfer, doku_slice line);

/* Whether the server has not taken the stream, by its own word: it refused this stream, or said
 * which was the last that it takes. False for a connection that just ended. */
bool doku_stream_was_refused(const doku_transfer *transfer);

/* Connections live in the pool for as long as some object wants them; a transfer passes by those
 * that are too old for itself. */
bool doku_connection_must_be_fresh(const doku_transfer *transfer);

/* The transfer has ended, or starts again: its connection has a user less. */
void doku_connection_leave(doku_transfer *transfer);

/* The errno that says best why nothing was sent: of socket(), of a lack of descriptors, or the
 * given one. */
long doku_connection_error(const doku_transfer *transfer, long known);

#endif
