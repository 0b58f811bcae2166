/*
 * PHP's values of a notification's body, made while the strict reader goes over it once.
 *
 * No frame and no memory of the engine is held while PHP's allocator runs: a fatal error there
 * leaves nothing behind.
 */
#ifndef DOKU_PHP_BODY_H
#define DOKU_PHP_BODY_H

#include "../../php_doku_akulaku.h"

#include "../json/reader.h"
#include "../response/notification.h"

/* Names of DOKU's documents as strings that every body shares. Once a process. */
void doku_php_body_register_names(void);

/* Reads to the last event, END or REFUSED. The notification meets the fields; its nodes are
 * zend_strings and zend_arrays of *target, which the caller frees. */
void doku_php_read_body(zval *target, doku_json_reader *reader, doku_notification *notification);

#endif
