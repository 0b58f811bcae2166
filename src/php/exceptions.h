/*
 * From the engine's error record to PHP's exceptions: one switch.
 */
#ifndef DOKU_PHP_EXCEPTIONS_H
#define DOKU_PHP_EXCEPTIONS_H

#include "classes.h"

#include "../base/error.h"
#include "../payload/violation.h"

/* What an exception can carry besides the record. */
typedef struct doku_php_failure {
	const doku_error *error;
	const char *request_id; /* NULL: none */
	int attempts;
	zval *response;        /* of a refusal or an unusable answer; NULL: none. Copied */
	zend_object *previous; /* NULL: none. Taken over */
} doku_php_failure;

/* Makes the exception; not thrown. Out of memory is a ConnectionException: the request was never
 * started. */
zend_object *doku_php_make_exception(const doku_php_failure *failure);

void doku_php_throw(const doku_php_failure *failure);

/* Throws a bare error record. */
void doku_php_throw_error(const doku_error *error, const char *request_id);

void doku_php_throw_violations(const doku_violation_list *violations, const char *request_id);

/* A ConnectionException about something of our own that failed before anything was sent. */
void doku_php_throw_not_started(const char *message);

void doku_php_throw_no_memory(void);

/* A ValidationException about an id that cannot be looked up. */
void doku_php_throw_bad_id(const char *problem);

/* Throws an exception that was made before; takes it over. */
void doku_php_throw_object(zend_object *exception);

/* The name of the class for an error of that kind, without its namespace. */
const char *doku_php_exception_name(doku_error_kind kind);

/* path => ['rule' =>, 'message' =>, 'limit' =>] */
void doku_php_violations_array(zval *target, const doku_violation_list *violations);

#endif
