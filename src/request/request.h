/*
 * One request: method, address, body and Request-Id are frozen once it is made; timestamp and
 * signature are set by each signing (an attempt needs fresh ones, DOKU accepts +-3600 s).
 * The request owns its memory.
 */
#ifndef DOKU_REQUEST_H
#define DOKU_REQUEST_H

#include "../base/caps.h"
#include "../base/random_pool.h"
#include "settings.h"
#include "../base/timestamp.h"
#include "../transport/transport.h"

#define DOKU_UUID_LENGTH 36

/* Bytes of an id to look up: far above any invoice number or Request-Id. */
#define DOKU_MAX_LOOKUP_ID 1024

#define DOKU_REQUEST_MAX_HEADERS 8

typedef struct doku_request {
	const char *method; /* static storage */
	doku_buffer url;    /* NUL-terminated */
	size_t target_offset;
	bool has_body;
	doku_buffer body;
	char request_id[DOKU_MAX_REQUEST_ID + 1];
	char timestamp[DOKU_TIMESTAMP_SIZE];
	char signature[DOKU_SIGNATURE_SIZE];
} doku_request;

/* 1 to 128 visible ASCII characters. */
bool doku_request_id_is_valid(doku_slice request_id);

/* What an id to look up (an invoice number or a Request-Id), or a stored invoice number, must be;
 * NULL when it is. The words complete "must ...". */
const char *doku_lookup_id_problem(doku_slice id);

/* Has the shape of a UUID, as DOKU's own examples of a Request-Id have. */
bool doku_request_id_is_uuid(doku_slice request_id);

/* A random UUID v4 with its NUL; the pool may be NULL. False when there is no randomness to be had. */
bool doku_request_id_random(doku_random_pool *pool, char request_id[DOKU_UUID_LENGTH + 1]);

/* One of GET, POST, PUT, PATCH, DELETE in static storage; NULL for anything else. */
const char *doku_request_method(doku_slice name);

/* target and request_id were checked by the caller. False when memory is out (the request is
 * then empty and may be freed). */
bool doku_request_init(doku_request *request, const doku_settings *settings, const char *method,
	doku_slice target, doku_slice request_id);

/* Moves the bytes into the request and leaves *body empty. */
void doku_request_take_body(doku_request *request, doku_buffer *body);

void doku_request_free(doku_request *request);

/* As it was signed and is sent. */
doku_slice doku_request_target(const doku_request *request);

/* Signs for that moment. False when memory is out. */
bool doku_request_sign(doku_request *request, const doku_settings *settings, int64_t seconds);

/* The headers to send, borrowed from request and settings; returns their number. */
size_t doku_request_headers(const doku_request *request, const doku_settings *settings,
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS]);

#endif
