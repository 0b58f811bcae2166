/*
 * The open sockets of a pool: those that do not fit are counted only.
 */
#ifndef DOKU_SOCKET_SET_H
#define DOKU_SOCKET_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOKU_TRACKED_SOCKETS 512

typedef struct doku_socket_set {
	intptr_t sockets[DOKU_TRACKED_SOCKETS];
	size_t tracked;
	size_t count;
} doku_socket_set;

void doku_socket_set_add(doku_socket_set *set, intptr_t opened);
void doku_socket_set_remove(doku_socket_set *set, intptr_t closed);

/* Whether the socket between these two ports has something to read, the end included. False
 * when it is not known. */
bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port);

#endif
