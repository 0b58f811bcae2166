/*
 * What checkStatuses() returns: look-ups in flight over kept connections, yielded as each
 * arrives. Transfers go on only while the loop asks for the next result.
 */
#ifndef DOKU_PHP_ITERATOR_H
#define DOKU_PHP_ITERATOR_H

#include "client.h"

#define DOKU_PHP_MAXIMUM_CONCURRENCY 256

/* Whether look-ups of a batch share HTTP/2 connections where the server offers them. */
#define DOKU_PHP_BATCH_HTTP2 false

void doku_php_iterator_register(zend_class_entry *ce);

/* False: an exception was thrown. The iterator keeps the client and the ids. */
bool doku_php_make_iterator(
	zval *target, zend_object *client, zval *ids, zend_long concurrency);

#endif
