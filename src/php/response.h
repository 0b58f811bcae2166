/*
 * Makes DokuAkulaku\Response and DokuAkulaku\Request.
 */
#ifndef DOKU_PHP_RESPONSE_H
#define DOKU_PHP_RESPONSE_H

#include "client.h"

#include "../call/call.h"

/* From the call's last answer, whose response is filled. */
void doku_php_make_response(zval *target, const doku_call *call);

/* Once a process, at module start. */
void doku_php_register_common_strings(void);

/* From a request that the client has signed. */
void doku_php_make_request(zval *target, const doku_request *request, doku_php_client *client);

#endif
