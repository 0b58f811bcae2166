/*
 * http2_server.py as a process of its own.
 */
#ifndef DOKU_TEST_HTTP2_SERVER_H
#define DOKU_TEST_HTTP2_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "certificates.h"

typedef struct http2_server {
	pid_t process;
	int input, output;
	int port;
	char *certificate;
	char told[65536]; /* its lines so far */
	size_t length;
} http2_server;

/* False, with a failed check, when it does not start. */
bool http2_server_start(http2_server *server, test_authority *authority);
void http2_server_stop(http2_server *server);

/* Reads what the server says, until `text` is among it or 10 s are over. */
bool http2_server_wait_told(http2_server *server, const char *text);

/* How often a line was told. All that the server has to say about ended transfers is there when
 * it has answered one more request. */
int http2_server_count_told(http2_server *server, const char *line);

#endif
