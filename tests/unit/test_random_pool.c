/* The pool behind the Request-Ids: never the same bytes again, in no child and no copy. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "base/random_pool.h"
#include "request/request.h"

#define COUNT 4096

/* Without the first half, in which the time would hide a repetition. */
static int compare(const void *a, const void *b)
{
	return memcmp((const unsigned char *)a + 8, (const unsigned char *)b + 8, DOKU_RANDOM_SIZE - 8);
}

static void check_unique(doku_random_pool *pool)
{
	unsigned char(*all)[DOKU_RANDOM_SIZE] = calloc(COUNT, DOKU_RANDOM_SIZE);
	size_t bits = 0;
	for (size_t i = 0; i < COUNT; i++) {
		CHECK(doku_random_pool_take(pool, all[i]));
		for (size_t byte = 0; byte < DOKU_RANDOM_SIZE; byte++) {
			bits += (size_t)__builtin_popcount(all[i][byte]);
		}
	}
	/* half of the bits, within eight standard deviations */
	size_t half = COUNT * DOKU_RANDOM_SIZE * 4;
	CHECK(bits > half - 8 * 363 && bits < half + 8 * 363);
	qsort(all, COUNT, DOKU_RANDOM_SIZE, compare);
	size_t twice = 0;
	for (size_t i = 1; i < COUNT; i++) {
		twice += compare(all[i - 1], all[i]) == 0 ? 1 : 0;
	}
	CHECK_INTEGER(twice, 0);
	free(all);
}

/* A child must not give what its parent gives; the time is mixed in, so the page itself is compared. */
static void check_child(doku_random_pool *pool)
{
	unsigned char random[DOKU_RANDOM_SIZE];
	check_context("a child");
	CHECK(doku_random_pool_take(pool, random));
	if (!CHECK(pool->page != NULL && pool->page->left > 0)) {
		return;
	}
	int ends[2];
	CHECK(pipe(ends) == 0);
	pid_t child = fork();
	if (child == 0) {
		doku_random_page seen = *pool->page;
		bool done = write(ends[1], &seen, sizeof(seen)) == (ssize_t)sizeof(seen)
			&& doku_random_pool_take(pool, random)
			&& write(ends[1], pool->page, sizeof(seen)) == (ssize_t)sizeof(seen);
		_exit(done ? 0 : 1);
	}
	doku_random_page wiped;
	doku_random_page filled;
	int status = 1;
	CHECK(read(ends[0], &wiped, sizeof(wiped)) == (ssize_t)sizeof(wiped));
	CHECK(read(ends[0], &filled, sizeof(filled)) == (ssize_t)sizeof(filled));
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	CHECK_INTEGER(wiped.left, 0);
	static const doku_random_page zero;
	CHECK(memcmp(wiped.bytes, zero.bytes, sizeof(zero.bytes)) == 0);
	CHECK(filled.left > 0);
	CHECK(memcmp(filled.bytes, pool->page->bytes, DOKU_RANDOM_SIZE) != 0);
	close(ends[0]);
	close(ends[1]);
}

/* The parent keeps its mark, each child and grandchild finds it gone, once. */
static void check_mark(doku_random_pool *pool)
{
	check_context("the mark of a process");
	CHECK(!doku_random_pool_was_forked(pool));
	int status = 1;
	pid_t child = fork();
	if (child == 0) {
		bool done = doku_random_pool_was_forked(pool) && !doku_random_pool_was_forked(pool);
		pid_t grandchild = fork();
		if (grandchild == 0) {
			_exit(doku_random_pool_was_forked(pool) ? 0 : 1);
		}
		done = waitpid(grandchild, &status, 0) == grandchild && status == 0 && done
			&& !doku_random_pool_was_forked(pool);
		_exit(done ? 0 : 1);
	}
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	CHECK(!doku_random_pool_was_forked(pool));
}

/* A copy of the machine wakes up with the same page, at another time. */
static void check_copy(doku_random_pool *pool)
{
	unsigned char first[DOKU_RANDOM_SIZE];
	unsigned char second[DOKU_RANDOM_SIZE];
	check_context("a copy of the machine");
	CHECK(doku_random_pool_take(pool, first));
	doku_random_page kept = *pool->page;
	CHECK(doku_random_pool_take(pool, first));
	*pool->page = kept;
	CHECK(doku_random_pool_take(pool, second));
	CHECK(memcmp(first, second, DOKU_RANDOM_SIZE) != 0);
	CHECK(memcmp(first + 8, second + 8, DOKU_RANDOM_SIZE - 8) == 0); /* so the page was the same */
}

int main(void)
{
	doku_random_pool pool;
	CHECK(doku_crypto_startup());
	check_context("without a pool");
	check_unique(NULL);
	doku_random_pool_init(&pool);
	check_context("with a pool");
	check_unique(&pool);
	check_child(&pool);
	check_mark(&pool);
	check_copy(&pool);
	doku_random_pool_free(&pool);
	doku_random_pool_free(&pool);
	check_context("after its end");
	CHECK(!doku_random_pool_was_forked(&pool));
	check_unique(&pool);
	doku_crypto_shutdown();
	return check_finish();
}
