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

/* Makes the exception; not thrown. For DOKU_ERROR_MEMORY and _ARGUMENT an Error or ValueError. */
zend_object *doku_php_make_exception(const doku_php_failure *failure);

void doku_php_throw(const doku_php_failure *failure);

/* Throws a bare error record. */
void doku_php_throw_error(const doku_error *error, const char *request_id);

void doku_php_throw_violations(const doku_violation_list *violations, const char *request_id);

void doku_php_throw_no_memory(void);

/* path => ['rule' =>, 'message' =>, 'limit' =>] */
void doku_php_violations_array(zval *target, const doku_violation_list *violations);

#endif
