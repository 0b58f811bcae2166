#include "runtime.h"

#include <stdatomic.h>
#include <stdlib.h>
#ifdef PHP_WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

#include "exceptions.h"

#include "../base/crypto.h"

_Static_assert(sizeof(EG(timed_out)) == 1, "it is watched as a byte");

/* Threads that have globals, and the process that started libcurl: 0 while none has. */
static atomic_int thread_count;
static atomic_llong library_owner;

/* Grows with each fork that a child notices, so that it differs from the parent's. */
static atomic_llong process_number = 1;

static zend_long process_of(zend_doku_akulaku_globals *globals)
{
	if (globals->random_pool.page == NULL) {
		return (zend_long)getpid(); /* the kernel wipes no pages */
	}
	if (doku_random_pool_was_forked(&globals->random_pool)) {
		atomic_fetch_add(&process_number, 1);
	}
	return (zend_long)atomic_load(&process_number);
}

zend_long doku_php_process(void)
{
	return process_of(ZEND_MODULE_GLOBALS_BULK(doku_akulaku));
}

bool doku_php_crypto_is_ready(void)
{
	if (!doku_crypto_startup()) {
		doku_php_throw_not_started("doku_akulaku: OpenSSL gives no SHA-256; nothing was sent");
		return false;
	}
	return true;
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

void doku_php_runtime_thread_startup(zend_doku_akulaku_globals *globals)
{
	globals->works.previous = &globals->works;
	globals->works.next = &globals->works;
	doku_random_pool_init(&globals->random_pool);
	atomic_fetch_add(&thread_count, 1);
}

void doku_php_runtime_thread_shutdown(zend_doku_akulaku_globals *globals)
{
	if (globals->transport != NULL && globals->transport_owner == process_of(globals)) {
		doku_transport_free(globals->transport);
	} else if (globals->transport != NULL) {
		abandon_transport(globals->transport);
	}
	globals->transport = NULL;
	zend_long process = process_of(globals);
	doku_random_pool_free(&globals->random_pool);
	if (globals->proxy != NULL) {
		doku_crypto_cleanse(globals->proxy, strlen(globals->proxy));
		free(globals->proxy);
		globals->proxy = NULL;
	}
	if (atomic_fetch_sub(&thread_count, 1) == 1) {
		/* the last thread; what a parent started is not ended in a child */
		if (atomic_exchange(&library_owner, 0) == process) {
			doku_transport_shutdown();
		}
		doku_crypto_shutdown();
	}
}

bool doku_php_transport_is_ours(void)
{
	return DOKU_G(transport) != NULL && DOKU_G(transport_owner) == doku_php_process();
}

doku_transport *doku_php_transport(void)
{
	if (DOKU_G(transport) != NULL && !doku_php_transport_is_ours()) {
		abandon_transport(DOKU_G(transport));
		DOKU_G(transport) = NULL;
	}
	if (DOKU_G(transport) == NULL) {
		DOKU_G(transport) = doku_transport_new();
		DOKU_G(transport_owner) = doku_php_process();
		long long nobody = 0;
		atomic_compare_exchange_strong(&library_owner, &nobody, (long long)doku_php_process());
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
