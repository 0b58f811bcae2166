#include "socket_set.h"

#ifndef _WIN32
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#endif

void doku_socket_set_add(doku_socket_set *set, intptr_t opened)
{
	set->count++;
	if (set->tracked < DOKU_TRACKED_SOCKETS) {
		set->sockets[set->tracked++] = opened;
	}
}

void doku_socket_set_remove(doku_socket_set *set, intptr_t closed)
{
	set->count--;
	for (size_t i = 0; i < set->tracked; i++) {
		if (set->sockets[i] == closed) {
			set->sockets[i] = set->sockets[--set->tracked];
			return;
		}
	}
}

#ifdef _WIN32

bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port)
{
	(void)set;
	(void)local_port;
	(void)remote_port;
	return false;
}

#else

static int port_of(const struct sockaddr_storage *name)
{
	switch (name->ss_family) {
		case AF_INET:
			return ntohs(((const struct sockaddr_in *)name)->sin_port);
		case AF_INET6:
			return ntohs(((const struct sockaddr_in6 *)name)->sin6_port);
		default:
			return -1;
	}
}

static bool is_between(int descriptor, int local_port, int remote_port)
{
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);
	if (getsockname(descriptor, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) != local_port) {
		return false;
	}
	size = sizeof(name);
	/* A reset connection has no peer any more. */
	return getpeername(descriptor, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) == remote_port;
}

bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port)
{
	for (size_t i = 0; i < set->tracked; i++) {
		int descriptor = (int)set->sockets[i];
		if (is_between(descriptor, local_port, remote_port)) {
			struct pollfd look = {.fd = descriptor, .events = POLLIN};
			return poll(&look, 1, 0) > 0;
		}
	}
	return false;
}

#endif
