/*
 * What is behind checkStatuses(): look-ups in flight over kept connections, taken as each arrives.
 * Transfers go on only while the next result is asked for; the time in between does not count
 * against their timeouts, nor does the drawing of ids.
 */
#ifndef DOKU_PHP_BATCH_H
#define DOKU_PHP_BATCH_H

#include "id_source.h"
#include "machine.h"

/* From this many look-ups in flight on, they share HTTP/2 connections where the server offers
 * them: there it measures faster than a connection each (bench/batch), below it does not. */
#define DOKU_PHP_BATCH_HTTP2_FROM 32

typedef struct doku_php_batch {
	doku_php_machine machine; /* listed from the first step to the end */
	zend_object *client;
	doku_php_id_source ids;
	zend_string **names; /* the id of each slot of the machine */
	/* an id that cannot be looked up: the next result */
	zend_string *refused;
	zend_object *refusal;
	zend_object *pending; /* misuse or the ids' own exception: thrown when all has arrived */
	bool has_ended;
} doku_php_batch;

/* Into zeroed memory; keeps the client and the ids. False: an exception was thrown; free it all
 * the same. */
bool doku_php_batch_init(
	doku_php_batch *batch, zend_object *client, zval *ids, zend_long concurrency);

/* Before the first doku_php_batch_next. */
void doku_php_batch_open(doku_php_batch *batch);

/* The next result: a Response or an exception, and the id, both the caller's. False at the end,
 * or with an exception thrown. May run PHP code. */
bool doku_php_batch_next(doku_php_batch *batch, zval *value, zend_string **key);

/* Cancels what is in flight and frees everything. */
void doku_php_batch_free(doku_php_batch *batch);

void doku_php_batch_add_gc(doku_php_batch *batch, zend_get_gc_buffer *buffer);

#endif
