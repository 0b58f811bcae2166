/*
 * A single call: a machine of one.
 */
#ifndef DOKU_PHP_SINGLE_H
#define DOKU_PHP_SINGLE_H

#include "machine.h"

typedef struct doku_php_single {
	doku_php_machine machine;
	doku_php_slot slot;
	doku_php_call *call; /* to be begun by the caller */
} doku_php_single;

/* Listed, with an empty call; NULL with an exception thrown when memory is out. */
doku_php_single *doku_php_single_open(doku_php_client *client);

/* Runs the call, once it is begun, to its end: a Response, or an exception thrown. */
void doku_php_single_run(doku_php_single *single, zval *return_value);

void doku_php_single_close(doku_php_single *single);

#endif
