/*
 * Makes DokuAkulaku\Request.
 */
#ifndef DOKU_PHP_REQUEST_H
#define DOKU_PHP_REQUEST_H

#include "client.h"

#include "../request/request.h"

/* Whether the stub declares the properties in the order in which they are written here. */
bool doku_php_request_is_declared(void);

/* Once a process, at module start. */
void doku_php_request_register_strings(void);

/* From a request that the client has signed. */
void doku_php_make_request(zval *target, const doku_request *request, doku_php_client *client);

#endif
