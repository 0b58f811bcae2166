#include "socket_set.h"

#ifndef _WIN32
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#ifndef POLLRDHUP
#define POLLRDHUP 0
#endif

#define FEW_DESCRIPTORS 4

/* ---- what depends on the system ---- */

#ifdef _WIN32

static bool is_between(intptr_t socket, int local_port, int remote_port)
{
	(void)socket;
	(void)local_port;
	(void)remote_port;
	return false;
}

static bool has_input(intptr_t socket)
{
	(void)socket;
	return false;
}

static bool has_ended(intptr_t socket)
{
	(void)socket;
	return true;
}

static void end_both_ways(intptr_t socket)
{
	(void)socket;
}

int doku_descriptor_shortage(void)
{
	return 0;
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

static bool is_between(intptr_t socket, int local_port, int remote_port)
{
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);
	if (getsockname((int)socket, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) != local_port) {
		return false;
	}
	size = sizeof(name);
	/* A reset connection has no peer any more. */
	return getpeername((int)socket, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) == remote_port;
}

static bool has_input(intptr_t socket)
{
	struct pollfd look = {.fd = (int)socket, .events = POLLIN};
	return poll(&look, 1, 0) > 0;
}

/* With POLLRDHUP the system tells of an end behind bytes that nobody has read yet. */
static bool has_ended(intptr_t socket)
{
	struct pollfd look = {.fd = (int)socket, .events = POLLIN | POLLRDHUP};
	if (poll(&look, 1, 0) <= 0) {
		return false;
	}
	char byte;
	return (look.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0
		|| recv((int)socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0;
}

static void end_both_ways(intptr_t socket)
{
	(void)shutdown((int)socket, SHUT_RDWR);
}

int doku_descriptor_shortage(void)
{
	int opened[FEW_DESCRIPTORS];
	int count = 0;
	int error = 0;
	while (error == 0 && count < FEW_DESCRIPTORS) {
		opened[count] = socket(AF_UNIX, SOCK_STREAM, 0);
		error = opened[count] < 0 ? errno : 0;
		count += error == 0;
	}
	while (count > 0) {
		close(opened[--count]);
	}
	return error == EMFILE || error == ENFILE ? error : 0;
}

#endif

/* ---- the set ---- */

static const doku_tracked_socket *find(const doku_socket_set *set, doku_connection_id id)
{
	for (size_t i = 0; id != 0 && i < set->tracked; i++) {
		if (set->sockets[i].id == id) {
			return &set->sockets[i];
		}
	}
	return NULL;
}

void doku_socket_set_add(doku_socket_set *set, intptr_t opened, const void *opener, uint64_t route)
{
	set->count++;
	if (set->tracked < DOKU_TRACKED_SOCKETS) {
		set->sockets[set->tracked++] = (doku_tracked_socket){.id = ++set->last_id,
			.socket = opened,
			.opener = opener,
			.route = route,
			.last_taken = INT64_MAX};
	}
}

static void remember(doku_socket_set *set, const doku_tracked_socket *entry)
{
	set->closed[set->next_closed] = (doku_closed_socket){
		.id = entry->id, .last_taken = entry->last_taken, .was_open = !has_ended(entry->socket)};
	set->next_closed = (set->next_closed + 1) % DOKU_CLOSED_SOCKETS;
}

void doku_socket_set_remove(doku_socket_set *set, intptr_t closed)
{
	set->count--;
	for (size_t i = 0; i < set->tracked; i++) {
		if (set->sockets[i].socket == closed) {
			remember(set, &set->sockets[i]);
			set->sockets[i] = set->sockets[--set->tracked];
			return;
		}
	}
}

doku_connection_id doku_socket_set_find(const doku_socket_set *set, int local_port, int remote_port)
{
	for (size_t i = 0; i < set->tracked; i++) {
		if (is_between(set->sockets[i].socket, local_port, remote_port)) {
			return set->sockets[i].id;
		}
	}
	return 0;
}

int64_t doku_socket_set_use(doku_socket_set *set, doku_connection_id id)
{
	doku_tracked_socket *entry = (doku_tracked_socket *)find(set, id);
	if (entry == NULL) {
		return 0;
	}
	entry->users++;
	return 2 * entry->streams++ + 1;
}

void doku_socket_set_release(doku_socket_set *set, doku_connection_id id, int64_t now)
{
	doku_tracked_socket *entry = (doku_tracked_socket *)find(set, id);
	if (entry != NULL && --entry->users == 0) {
		entry->idle_since = now;
	}
}

static bool is_idle(const doku_tracked_socket *entry)
{
	return entry->users == 0 && entry->idle_since != 0;
}

int64_t doku_socket_set_idle(const doku_socket_set *set, doku_connection_id id, int64_t now)
{
	const doku_tracked_socket *entry = find(set, id);
	return entry != NULL && is_idle(entry) ? now - entry->idle_since : 0;
}

bool doku_socket_set_is_too_old(
	const doku_socket_set *set, uint64_t route, int64_t age, int64_t now)
{
	bool has_older = false;
	for (size_t i = 0; i < set->tracked; i++) {
		const doku_tracked_socket *entry = &set->sockets[i];
		if (entry->route != route || !is_idle(entry)) {
			continue;
		}
		if (now - entry->idle_since <= age) {
			return false;
		}
		has_older = true;
	}
	return has_older;
}

bool doku_socket_set_has_input(const doku_socket_set *set, doku_connection_id id)
{
	const doku_tracked_socket *entry = find(set, id);
	return entry != NULL && has_input(entry->socket);
}

void doku_socket_set_limit(
	doku_socket_set *set, doku_connection_id id, const void *opener, int64_t last)
{
	for (size_t i = 0; i < set->tracked; i++) {
		doku_tracked_socket *entry = &set->sockets[i];
		bool is_meant = id != 0 ? entry->id == id : entry->opener == opener;
		if (is_meant && last < entry->last_taken) {
			entry->last_taken = last;
		}
	}
}

static const doku_closed_socket *find_closed(const doku_socket_set *set, doku_connection_id id)
{
	for (size_t i = 0; id != 0 && i < DOKU_CLOSED_SOCKETS; i++) {
		if (set->closed[i].id == id) {
			return &set->closed[i];
		}
	}
	return NULL;
}

bool doku_socket_set_leaves_out(const doku_socket_set *set, doku_connection_id id, int64_t stream)
{
	const doku_tracked_socket *entry = find(set, id);
	const doku_closed_socket *closed = entry == NULL ? find_closed(set, id) : NULL;
	return (entry != NULL && stream > entry->last_taken)
		|| (closed != NULL && stream > closed->last_taken);
}

bool doku_socket_set_is_open(const doku_socket_set *set, doku_connection_id id)
{
	const doku_tracked_socket *entry = find(set, id);
	const doku_closed_socket *closed = entry == NULL ? find_closed(set, id) : NULL;
	return entry != NULL ? !has_ended(entry->socket) : closed != NULL && closed->was_open;
}

void doku_socket_set_end(const doku_socket_set *set, doku_connection_id id, const void *opener)
{
	for (size_t i = 0; i < set->tracked; i++) {
		if (set->sockets[i].id == id || set->sockets[i].opener == opener) {
			end_both_ways(set->sockets[i].socket);
		}
	}
}

void doku_socket_set_forget_opener(doku_socket_set *set, const void *opener)
{
	for (size_t i = 0; i < set->tracked; i++) {
		if (set->sockets[i].opener == opener) {
			set->sockets[i].opener = NULL;
		}
	}
}
