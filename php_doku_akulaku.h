/*
 * The module: version and per-thread globals.
 */
#ifndef PHP_DOKU_AKULAKU_H
#define PHP_DOKU_AKULAKU_H

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php.h"

#ifndef ZEND_ENABLE_ZVAL_LONG64
#error "doku_akulaku needs a PHP of 64 bits: amounts do not fit into integers of 32 bits"
#endif

#include "src/base/random_pool.h"
#include "src/transport/transport.h"

#define PHP_DOKU_AKULAKU_VERSION "1.0.0"

extern zend_module_entry doku_akulaku_module_entry;
#define phpext_doku_akulaku_ptr &doku_akulaku_module_entry

/* Work that holds memory of the engine while PHP code or PHP's allocator may run. A fatal error
 * jumps past our own clean-up; what is then still listed is closed when the request ends. */
typedef struct doku_php_work {
	struct doku_php_work *previous;
	struct doku_php_work *next;
	void (*close)(struct doku_php_work *work);
} doku_php_work;

ZEND_BEGIN_MODULE_GLOBALS(doku_akulaku)
	char *proxy; /* the setting as it was given: what PHP can show is masked */
	/* the thread's connections, made at the first send */
	doku_transport *transport;
	zend_long transport_owner; /* the process that made it, see runtime.h */
	bool is_preload;           /* the current request runs before the server forks */
	doku_php_work works;       /* head of a ring */
	doku_random_pool random_pool;
ZEND_END_MODULE_GLOBALS(doku_akulaku)

ZEND_EXTERN_MODULE_GLOBALS(doku_akulaku)
#define DOKU_G(member) ZEND_MODULE_GLOBALS_ACCESSOR(doku_akulaku, member)

#if defined(ZTS) && defined(COMPILE_DL_DOKU_AKULAKU)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

#endif
