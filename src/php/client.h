/*
 * The object behind DokuAkulaku.
 */
#ifndef DOKU_PHP_CLIENT_H
#define DOKU_PHP_CLIENT_H

#include "classes.h"

#include "../request/settings.h"

typedef struct doku_php_client {
	doku_settings settings;
	bool is_constructed;
	zval logger;    /* UNDEF, an object with log(), or a callable */
	zval transport; /* UNDEF, or a test's callable */
	zval headers;   /* UNDEF until first wanted: what the requests with a body have in common */
	zend_object std;
} doku_php_client;

static inline doku_php_client *doku_php_client_from(zend_object *object)
{
	return (doku_php_client *)((char *)object - offsetof(doku_php_client, std));
}

void doku_php_client_register(zend_class_entry *ce);

/* The client behind a method's $this; NULL (with an Error thrown) before the constructor ran. */
doku_php_client *doku_php_this_client(zval *object);

#endif
