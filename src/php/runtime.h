/*
 * What lives longer than a call: the libraries, the thread's connections, and the list of work
 * that a fatal error may leave behind.
 *
 * The libraries start at their first use. Connections belong to the thread and the process that made
 * them. A child process forgets the parent's connections without touching them.
 */
#ifndef DOKU_PHP_RUNTIME_H
#define DOKU_PHP_RUNTIME_H

#include "../../php_doku_akulaku.h"

/* Once a thread; the globals are the argument because the macro may not work yet, or any more. */
void doku_php_runtime_thread_startup(zend_doku_akulaku_globals *globals);
void doku_php_runtime_thread_shutdown(zend_doku_akulaku_globals *globals);

void doku_php_runtime_request_shutdown(void);

/* This thread's connections, made on first use; NULL when memory is out. */
doku_transport *doku_php_transport(void);

/* Starts what signing needs, unless it has started. False: an exception was thrown. */
bool doku_php_crypto_is_ready(void);

/* A number that a process shares with none of its children. */
zend_long doku_php_process(void);

/* Whether the present connections were made by this process. */
bool doku_php_transport_is_ours(void);

void doku_php_close_connections(void);

/* Lists work; close() is called when the request ends and the work is still listed. */
void doku_php_work_begin(doku_php_work *work, void (*close)(doku_php_work *work));

/* Takes it off the list; safe when it is not on it any more. */
void doku_php_work_end(doku_php_work *work);

#endif
