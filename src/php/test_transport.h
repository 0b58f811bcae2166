/*
 * The option "transport": a plugin author's own function in place of the network.
 */
#ifndef DOKU_PHP_TEST_TRANSPORT_H
#define DOKU_PHP_TEST_TRANSPORT_H

#include "call.h"

/* Calls it once and fills the state's answer from what it returns or throws. False: an exception that is
 * not an answer is on its way (wrong shape, exit(), any other class). */
bool doku_php_attempt_by_test(doku_php_call *state, doku_php_client *client);

#endif
