/*
 * Between PHP's values and the engine's: no PHP code ever runs here.
 */
#ifndef DOKU_PHP_CONVERT_H
#define DOKU_PHP_CONVERT_H

#include "../../php_doku_akulaku.h"

#include "../json/json.h"
#include "../base/value.h"

/* Reads zvals: references are followed, objects and resources are unsupported. */
extern const doku_value_interface doku_php_values;

static inline doku_slice doku_php_slice(const zend_string *text)
{
	return doku_slice_make(ZSTR_VAL(text), ZSTR_LEN(text));
}

/* A PHP value as json_decode(..., true) makes it. */
void doku_php_from_json(zval *target, const void *node);

/* A string, or null when data is NULL. */
void doku_php_string_or_null(zval *target, doku_slice text);

/* An empty slice with a pointer is an empty string. */
void doku_php_string(zval *target, doku_slice text);

/* The list of identifiers; an object standing alone becomes a list of one. */
void doku_php_identifiers(zval *target, const void *node);

#endif
