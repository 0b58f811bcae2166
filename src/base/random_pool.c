#ifndef _WIN32
#define _DEFAULT_SOURCE /* MADV_WIPEONFORK, MAP_ANONYMOUS */
#endif

#include "random_pool.h"

#include <stdint.h>
#include <string.h>
#ifndef _WIN32
#include <sys/mman.h>
#include <time.h>
#endif

#include "crypto.h"

#ifdef MADV_WIPEONFORK
void doku_random_pool_init(doku_random_pool *pool)
{
	pool->page = NULL;
	void *page = mmap(
		NULL, sizeof(doku_random_page), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED) {
		return;
	}
	if (madvise(page, sizeof(doku_random_page), MADV_WIPEONFORK) != 0) {
		munmap(page, sizeof(doku_random_page));
		return;
	}
	pool->page = page;
	pool->page->mark = true;
}

void doku_random_pool_free(doku_random_pool *pool)
{
	if (pool->page != NULL) {
		munmap(pool->page, sizeof(doku_random_page));
		pool->page = NULL;
	}
}

static void mix_time(unsigned char random[DOKU_RANDOM_SIZE])
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	uint64_t nanoseconds = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
	for (size_t i = 0; i < sizeof(nanoseconds); i++) {
		random[i] ^= (unsigned char)(nanoseconds >> 8 * i);
	}
}

static bool take_from_page(doku_random_page *page, unsigned char random[DOKU_RANDOM_SIZE])
{
	if (page->left == 0) {
		if (!doku_crypto_random(page->bytes, sizeof(page->bytes))) {
			return false;
		}
		page->left = sizeof(page->bytes);
	}
	page->left -= DOKU_RANDOM_SIZE;
	memcpy(random, page->bytes + page->left, DOKU_RANDOM_SIZE);
	memset(page->bytes + page->left, 0, DOKU_RANDOM_SIZE);
	mix_time(random);
	return true;
}
#else
void doku_random_pool_init(doku_random_pool *pool)
{
	pool->page = NULL;
}

void doku_random_pool_free(doku_random_pool *pool)
{
	pool->page = NULL;
}

static bool take_from_page(doku_random_page *page, unsigned char random[DOKU_RANDOM_SIZE])
{
	(void)page;
	return doku_crypto_random(random, DOKU_RANDOM_SIZE);
}
#endif

bool doku_random_pool_was_forked(doku_random_pool *pool)
{
	bool was_forked = pool->page != NULL && !pool->page->mark;
	if (was_forked) {
		pool->page->mark = true;
	}
	return was_forked;
}

bool doku_random_pool_take(doku_random_pool *pool, unsigned char random[DOKU_RANDOM_SIZE])
{
	return pool == NULL || pool->page == NULL ? doku_crypto_random(random, DOKU_RANDOM_SIZE)
											  : take_from_page(pool->page, random);
}
