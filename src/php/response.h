/*
 * Makes DokuAkulaku\Response.
 */
#ifndef DOKU_PHP_RESPONSE_H
#define DOKU_PHP_RESPONSE_H

#include "../../php_doku_akulaku.h"

#include "../call/call.h"

/* Whether the stub declares the properties in the order in which they are written here. */
bool doku_php_response_is_declared(void);

/* Response::$timing. */
void doku_php_timing(zval *target, const doku_timing *timing);

/* From the call's last answer, whose response is filled. */
void doku_php_make_response(zval *target, const doku_call *call);

#endif
