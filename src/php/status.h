/*
 * DokuAkulaku\Status: the enum of the states of an order.
 */
#ifndef DOKU_PHP_STATUS_H
#define DOKU_PHP_STATUS_H

#include "classes.h"

#include "../request/operation.h"

/* The enum case of a state, with its own reference. */
void doku_php_status_case(zval *target, doku_order_status status);

#endif
