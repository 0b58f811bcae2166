#define _GNU_SOURCE

#include "http2_server.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "check.h"

/* Not the first python3 on the path: python3-h2 belongs to the system's. */
#define PYTHON "/usr/bin/python3"

bool http2_server_wait_told(http2_server *server, const char *text)
{
	int64_t until = client_clock() + 10000;
	while (strstr(server->told, text) == NULL) {
		struct pollfd ready = {.fd = server->output, .events = POLLIN};
		int64_t left = until - client_clock();
		if (left <= 0 || poll(&ready, 1, (int)left) <= 0) {
			return false;
		}
		ssize_t count = read(server->output, server->told + server->length,
			sizeof(server->told) - server->length - 1);
		if (count <= 0) {
			return false;
		}
		server->length += (size_t)count;
		server->told[server->length] = '\0';
	}
	return true;
}

bool http2_server_start(http2_server *server, test_authority *authority)
{
	int to_server[2], from_server[2];
	memset(server, 0, sizeof(*server));
	server->certificate = test_server_file_new(authority, "IP:127.0.0.1");
	if (!CHECK(pipe(to_server) == 0 && pipe(from_server) == 0)) {
		return false;
	}
	server->process = fork();
	if (server->process == 0) {
		dup2(to_server[0], 0);
		dup2(from_server[1], 1);
		close(to_server[1]);
		execl(PYTHON, PYTHON, "-I", DOKU_TEST_SUPPORT "/transport/http2_server.py",
			server->certificate, (char *)NULL);
		_exit(127);
	}
	close(to_server[0]);
	close(from_server[1]);
	server->input = to_server[1];
	server->output = from_server[0];
	if (!CHECK(http2_server_wait_told(server, "\n"))) {
		return false;
	}
	server->port = atoi(server->told);
	return CHECK(server->port > 0);
}

void http2_server_stop(http2_server *server)
{
	close(server->input);
	waitpid(server->process, NULL, 0);
	close(server->output);
	test_server_file_free(server->certificate);
}

int http2_server_count_told(http2_server *server, const char *line)
{
	int count = 0;
	size_t length = strlen(line);
	for (const char *at = server->told; (at = strstr(at, line)) != NULL; at += length) {
		count += at[length] == '\n' && (at == server->told || at[-1] == '\n');
	}
	return count;
}
