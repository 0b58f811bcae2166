/*
 * The web request that PHP is answering, as its server gave it: nothing that a script put into
 * $_SERVER takes part.
 */
#ifndef DOKU_PHP_WEB_REQUEST_H
#define DOKU_PHP_WEB_REQUEST_H

#include "../../php_doku_akulaku.h"

/* What $_SERVER began with, an array that the caller frees; from the server itself where
 * variables_order leaves $_SERVER empty. False, with nothing to free: this is no web request. */
bool doku_php_server_variables(zval *target);

/* The body as received. */
zend_string *doku_php_request_body(void);

#endif
