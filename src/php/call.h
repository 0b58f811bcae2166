/*
 * One call of a client, from its arguments to a Response or an exception. Owns the engine's
 * memory of it, listed as work, so that a fatal error in PHP leaks nothing.
 */
#ifndef DOKU_PHP_CALL_H
#define DOKU_PHP_CALL_H

#include "client.h"

#include "../call/call.h"

typedef struct doku_php_call {
	doku_php_work work;
	doku_payload payload;
	doku_call call;
	doku_answer answer;  /* of the attempt at hand */
	doku_buffer scratch; /* for text on its way to PHP */
	zend_object *thrown; /* by a test's transport in the last attempt */
	bool has_call;
} doku_php_call;

/* Listed and empty; NULL with an Error thrown when memory is out. */
doku_php_call *doku_php_call_open(void);
void doku_php_call_close(doku_php_call *state);

/* Builds and checks a payload. False: ValidationException or Error thrown. */
bool doku_php_build_payload(
	doku_payload *payload, const doku_field *rules, zval *value, const zend_string *request_id);

/* Makes the call; request_id is NULL for a random one. False: Error thrown. */
bool doku_php_call_begin(doku_php_call *state, doku_php_client *client, doku_operation operation,
	const char *method, doku_slice target, zend_string *request_id, bool has_payload);

/* As above for a look-up by a valid id: encodes it. invoice may be NULL. */
bool doku_php_call_begin_check(doku_php_call *state, doku_php_client *client, const zend_string *id,
	const zend_string *invoice);

/* Forgets what the attempt before left in the state. */
void doku_php_call_start_attempt(doku_php_call *state);

/* After the end: NULL and a Response in *target, or the exception that the outcome is. */
zend_object *doku_php_call_outcome(doku_php_call *state, zval *target);

/* What the transport is to send in the present attempt. */
size_t doku_php_call_transfer_options(const doku_php_call *state, int64_t limit,
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS], doku_transfer_options *options);

/* NULL is valid: a random one. False: a ValueError about that argument was thrown. */
bool doku_php_check_request_id(const zend_string *request_id, uint32_t argument);

/* A given Request-Id, or a new one in `random`. False: Error thrown. */
bool doku_php_choose_request_id(
	const zend_string *given, char random[DOKU_UUID_LENGTH + 1], doku_slice *id);

#endif
