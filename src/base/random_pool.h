/*
 * Random bytes for Request-Ids, drawn from the kernel for several at a time: the system call costs
 * as much as to check and write a whole order.
 *
 * No two processes get the same bytes: the kernel wipes the pool in a forked child, and without a
 * kernel that does, there is no pool (every call then asks the kernel). No two copies of a machine
 * do either, although a copy has the same pool: the time in nanoseconds is mixed in.
 *
 * One thread.
 */
#ifndef DOKU_RANDOM_POOL_H
#define DOKU_RANDOM_POOL_H

#include <stdbool.h>
#include <stddef.h>

/* One use of the pool. */
#define DOKU_RANDOM_SIZE 16

typedef struct doku_random_page {
	size_t left; /* bytes not yet given; 0 in a child's copy */
	bool mark;   /* see doku_random_pool_was_forked() */
	unsigned char bytes[16 * DOKU_RANDOM_SIZE];
} doku_random_page;

typedef struct doku_random_pool {
	doku_random_page *page; /* NULL: no pool */
} doku_random_pool;

/* Works without a page where the system cannot wipe one. */
void doku_random_pool_init(doku_random_pool *pool);
void doku_random_pool_free(doku_random_pool *pool);

/* Whether this process is a child of the one that asked last, or that made the pool: the kernel has
 * wiped the mark, which is set again. A process id proves less, since it is given anew. Always
 * false without a page. */
bool doku_random_pool_was_forked(doku_random_pool *pool);

/* The pool may be NULL. False when the system gives no random bytes. */
bool doku_random_pool_take(doku_random_pool *pool, unsigned char random[DOKU_RANDOM_SIZE]);

#endif
