/*
 * What differs between PHP 8.2 and 8.6, in one place.
 */
#ifndef DOKU_PHP_COMPAT_H
#define DOKU_PHP_COMPAT_H

#include "php.h"
#include "zend_atomic.h"

#if PHP_VERSION_ID < 80300
/* 8.3 sets the handlers of an object from its class */
#define DOKU_PHP_SET_DEFAULT_HANDLERS(ce, table) ((void)0)
#define DOKU_PHP_SET_OBJECT_HANDLERS(object, table) ((object)->handlers = (table))
#else
#define DOKU_PHP_SET_DEFAULT_HANDLERS(ce, table) ((ce)->default_object_handlers = (table))
#define DOKU_PHP_SET_OBJECT_HANDLERS(object, table) ((object)->handlers = (table))
#endif

/* The type of zend_object_handlers' offset. */
#if PHP_VERSION_ID < 80600
typedef int doku_php_handlers_offset;
#else
typedef size_t doku_php_handlers_offset;
#endif

/* PHP's own time limit has struck; an interrupt alone (a signal, a profiler) is no reason. */
static inline bool doku_php_time_is_over(void)
{
	return zend_atomic_bool_load_ex(&EG(timed_out));
}

#endif
