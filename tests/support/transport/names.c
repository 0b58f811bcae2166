/* getaddrinfo() of the test programs, see client.h. The HTTP library finds this one first. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "client.h"

typedef int lookup(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool released;
static int open_lookups;

void client_release_names(void)
{
	pthread_mutex_lock(&lock);
	released = true;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

int client_open_lookups(void)
{
	pthread_mutex_lock(&lock);
	int count = open_lookups;
	pthread_mutex_unlock(&lock);
	return count;
}

static void wait_for_release(void)
{
	struct timespec until;
	int status = 0;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 30;
	pthread_mutex_lock(&lock);
	open_lookups++;
	while (!released && status == 0) {
		status = pthread_cond_timedwait(&changed, &lock, &until);
	}
	open_lookups--;
	pthread_mutex_unlock(&lock);
}

static bool is_address(const char *node)
{
	return strspn(node, "0123456789.") == strlen(node) || strchr(node, ':') != NULL;
}

int getaddrinfo(const char *restrict node, const char *restrict service,
	const struct addrinfo *restrict hints, struct addrinfo **restrict found)
{
	lookup *real = (lookup *)dlsym(RTLD_NEXT, "getaddrinfo");
	if (real == NULL) {
		abort();
	}
	if (node == NULL || is_address(node) || strcmp(node, "localhost") == 0) {
		return real(node, service, hints, found);
	}
	if (strcmp(node, "stalled.test") == 0) {
		wait_for_release();
		return real("127.0.0.1", service, hints, found);
	}
	if (strcmp(node, "two.test") == 0) {
		int status = real("127.0.0.2", service, hints, found);
		return status != 0 ? status : real("127.0.0.3", service, hints, &(*found)->ai_next);
	}
	return EAI_NONAME;
}
