#include "runtime.h"

#include <stdatomic.h>
#include <stdlib.h>
#ifdef PHP_WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

#include "../base/crypto.h"

_Static_assert(sizeof(EG(timed_out)) == 1, "it is watched as a byte");

/* Threads that have globals, and the process that started the libraries. */
static atomic_int thread_count;
static zend_long library_owner;

static zend_long process_id(void)
{
	return (zend_long)getpid();
}

/* Connections of a parent process: never touched, and kept reachable for good, so that leak
 * checkers know that this is on purpose. */
typedef struct abandoned_transport {
	struct abandoned_transport *next;
	doku_transport *transport;
} abandoned_transport;

static _Atomic(abandoned_transport *) abandoned;

static void abandon_transport(doku_transport *transport)
{
	abandoned_transport *entry = malloc(sizeof(*entry));
	if (entry != NULL) {
		entry->transport = transport;
		entry->next = atomic_load(&abandoned);
		while (!atomic_compare_exchange_weak(&abandoned, &entry->next, entry)) {
		}
	}
	doku_transport_abandon(transport);
}

bool doku_php_runtime_startup(void)
{
	if (!doku_crypto_startup()) {
		return false;
	}
	if (!doku_transport_startup()) {
		doku_crypto_shutdown();
		return false;
	}
	library_owner = process_id();
	return true;
}

void doku_php_runtime_thread_startup(zend_doku_akulaku_globals *globals)
{
	globals->works.previous = &globals->works;
	globals->works.next = &globals->works;
	doku_random_pool_init(&globals->random_pool);
	atomic_fetch_add(&thread_count, 1);
}

void doku_php_runtime_thread_shutdown(zend_doku_akulaku_globals *globals)
{
	if (globals->transport != NULL && globals->transport_owner == process_id()) {
		doku_transport_free(globals->transport);
	} else if (globals->transport != NULL) {
		abandon_transport(globals->transport);
	}
	globals->transport = NULL;
	doku_random_pool_free(&globals->random_pool);
	if (globals->proxy != NULL) {
		doku_crypto_cleanse(globals->proxy, strlen(globals->proxy));
		free(globals->proxy);
		globals->proxy = NULL;
	}
	if (atomic_fetch_sub(&thread_count, 1) == 1 && library_owner == process_id()) {
		/* the last thread of the process that started them; a child only ends */
		library_owner = 0;
		doku_transport_shutdown();
		doku_crypto_shutdown();
	}
}

bool doku_php_transport_is_ours(void)
{
	return DOKU_G(transport) != NULL && DOKU_G(transport_owner) == process_id();
}

doku_transport *doku_php_transport(void)
{
	if (DOKU_G(transport) != NULL && !doku_php_transport_is_ours()) {
		abandon_transport(DOKU_G(transport));
		DOKU_G(transport) = NULL;
	}
	if (DOKU_G(transport) == NULL) {
		DOKU_G(transport) = doku_transport_new();
		DOKU_G(transport_owner) = process_id();
	}
	if (DOKU_G(transport) != NULL) {
		/* a flag of one byte, in every PHP; looked at inside of libcurl's loops too */
		doku_transport_watch(DOKU_G(transport), (const volatile unsigned char *)&EG(timed_out));
	}
	if (CG(compiler_options) & ZEND_COMPILE_PRELOAD) {
		DOKU_G(is_preload) = true;
	}
	return DOKU_G(transport);
}

void doku_php_close_connections(void)
{
	if (doku_php_transport_is_ours()) {
		doku_transport_close_idle(DOKU_G(transport));
	}
}

void doku_php_work_begin(doku_php_work *work, void (*close)(doku_php_work *work))
{
	doku_php_work *head = &DOKU_G(works);
	work->close = close;
	work->previous = head->previous;
	work->next = head;
	head->previous->next = work;
	head->previous = work;
}

void doku_php_work_end(doku_php_work *work)
{
	if (work->next != NULL) {
		work->previous->next = work->next;
		work->next->previous = work->previous;
		work->previous = work->next = NULL;
	}
}

void doku_php_runtime_request_shutdown(void)
{
	doku_php_work *head = &DOKU_G(works);
	while (head->next != head) {
		doku_php_work *work = head->next;
		doku_php_work_end(work);
		work->close(work);
	}
	if (DOKU_G(is_preload)) {
		/* the server forks after preloading: no connection may be inherited */
		DOKU_G(is_preload) = false;
		if (doku_php_transport_is_ours()) {
			doku_transport_free(DOKU_G(transport));
			DOKU_G(transport) = NULL;
		}
	}
}
