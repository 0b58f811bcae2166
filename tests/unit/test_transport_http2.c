/* The transport over HTTP/2, against a server on Debian's python3-h2: transfers share a
 * connection, and neither a refused stream nor a GOAWAY makes libcurl send a request again. */
#define _GNU_SOURCE

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

#include "../support/transport/certificates.h"
#include "../support/transport/client.h"
#include "check.h"

/* Not the first python3 on the path: python3-h2 belongs to the system's. */
#define PYTHON "/usr/bin/python3"

typedef struct http2_server {
	pid_t process;
	int input, output;
	int port;
	char *certificate;
	char told[65536]; /* its lines so far */
	size_t length;
} http2_server;

static test_authority *authority;

/* Reads what the server says, until `text` is among it or 10 s are over. */
static bool wait_told(http2_server *server, const char *text)
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

static bool start_server(http2_server *server)
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
	if (!CHECK(wait_told(server, "\n"))) {
		return false;
	}
	server->port = atoi(server->told);
	return CHECK(server->port > 0);
}

static void stop_server(http2_server *server)
{
	close(server->input);
	waitpid(server->process, NULL, 0);
	close(server->output);
	test_server_file_free(server->certificate);
}

/* How often a line was told. All that the server has to say about ended transfers is there when
 * it has answered one more request. */
static int count_told(http2_server *server, const char *line)
{
	int count = 0;
	size_t length = strlen(line);
	for (const char *at = server->told; (at = strstr(at, line)) != NULL; at += length) {
		count += at[length] == '\n' && (at == server->told || at[-1] == '\n');
	}
	return count;
}

static doku_transfer_options get(const client_url *url)
{
	doku_transfer_options options = client_get(url);
	options.ca_file = test_authority_file(authority);
	options.http2 = true;
	return options;
}

/* One more request, after which the ledger is complete. From 8.20 on libcurl may give out a
 * connection that ended within the last second once more. */
static bool settle(http2_server *server, doku_transport *transport, const char *path)
{
	client_url url = client_url_of("https", "127.0.0.1", server->port, path);
	doku_transfer_options options = get(&url);
	char line[300];
	snprintf(line, sizeof(line), "request %s\n", path);
	doku_transfer_result result = client_probe(transport, &options, NULL);
	if (result == DOKU_TRANSFER_DEAD_CONNECTION) {
		result = client_probe(transport, &options, NULL);
	}
	return result == DOKU_TRANSFER_ANSWERED && wait_told(server, line);
}

/* The server answers nobody until all wait on one connection. */
static void test_multiplex(void)
{
	check_context("multiplex");
	http2_server server;
	if (!start_server(&server)) {
		return;
	}
	client_url url = client_url_of("https", "127.0.0.1", server.port, "/wait/24/x");
	doku_transfer_options options = get(&url);
	doku_transport *transport = doku_transport_new();
	for (int round = 0; round < 2; round++) {
		doku_transfer_group *group = doku_transfer_group_open(transport);
		int reused = 0;
		for (int i = 0; i < 24; i++) {
			client_start(group, &options);
		}
		int64_t until = client_clock() + 20000;
		for (int taken = 0; taken < 24 && client_clock() < until;) {
			doku_transfer_group_step(group, 100);
			doku_transfer *transfer = doku_transfer_group_take(group);
			if (transfer != NULL) {
				doku_answer *answer = doku_transfer_answer(transfer);
				CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
				CHECK_INTEGER(answer->http_status, 200);
				CHECK_TEXT(doku_buffer_slice(&answer->body), "ok");
				reused += answer->timing.reused;
				taken++;
			}
		}
		CHECK_INTEGER(reused, round == 0 ? 23 : 24);
		doku_transfer_group_close(group);
	}
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(count_told(&server, "request /wait/24/x"), 48);
	CHECK_INTEGER(count_told(&server, "connection"), 1);
	doku_transport_free(transport);
	stop_server(&server);
}

typedef struct fault_case {
	const char *path;
	doku_transfer_result fresh; /* on a new connection */
	doku_transfer_result kept;
	int status;
} fault_case;

static const fault_case fault_cases[] = {
	{"/refuse/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0},
	{"/reset/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0},
	{"/goaway/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0},
	{"/close/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0},
	{"/half/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_CUT_OFF, 200},
	{"/large/x", DOKU_TRANSFER_TOO_LARGE, DOKU_TRANSFER_TOO_LARGE, 200},
	{"/trailers/x", DOKU_TRANSFER_ANSWERED, DOKU_TRANSFER_ANSWERED, 200},
	{"/early/x", DOKU_TRANSFER_ANSWERED, DOKU_TRANSFER_ANSWERED, 200},
};

static void run_fault(const fault_case *row, bool kept)
{
	check_context("%s, %s connection", row->path, kept ? "kept" : "new");
	http2_server server;
	if (!start_server(&server)) {
		return;
	}
	client_url url = client_url_of("https", "127.0.0.1", server.port, row->path);
	doku_transfer_options options = get(&url);
	doku_transport *transport = doku_transport_new();
	if (kept) {
		CHECK(settle(&server, transport, "/ok/first"));
	}
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, kept ? row->kept : row->fresh);
	CHECK_INTEGER(answer->http_status, row->status);
	CHECK(answer->sent);
	CHECK(answer->timing.reused == kept);
	CHECK(doku_answer_header_value(answer, "x-late").data == NULL);
	if (strcmp(row->path, "/early/x") == 0) {
		CHECK(doku_answer_header_value(answer, "x-test").data == NULL);
	}
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	char line[64];
	snprintf(line, sizeof(line), "request %s", row->path);
	CHECK_INTEGER(count_told(&server, line), 1);
	doku_transport_free(transport);
	stop_server(&server);
}

/* One refused stream among others that are answered, on the same connection or, as libcurl gives
 * no new streams to one that refused, the next. */
static void test_refused_among_others(void)
{
	check_context("refused among others");
	http2_server server;
	if (!start_server(&server)) {
		return;
	}
	doku_transport *transport = doku_transport_new();
	CHECK(settle(&server, transport, "/ok/first"));
	client_url good = client_url_of("https", "127.0.0.1", server.port, "/ok/x");
	client_url bad = client_url_of("https", "127.0.0.1", server.port, "/refuse/x");
	doku_transfer_options served = get(&good);
	doku_transfer_options refuse = get(&bad);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_transfer *refused = NULL;
	for (int i = 0; i < 7; i++) {
		doku_transfer *transfer = client_start(group, i == 3 ? &refuse : &served);
		refused = i == 3 ? transfer : refused;
	}
	int64_t until = client_clock() + 20000;
	int answered = 0;
	for (int taken = 0; taken < 7 && client_clock() < until;) {
		doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			taken++;
			answered += doku_transfer_answer(transfer)->result == DOKU_TRANSFER_ANSWERED;
		}
	}
	CHECK_INTEGER(answered, 6);
	CHECK_INTEGER(doku_transfer_answer(refused)->result, DOKU_TRANSFER_DEAD_CONNECTION);
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(count_told(&server, "request /ok/x"), 6);
	CHECK_INTEGER(count_told(&server, "request /refuse/x"), 1);
	doku_transport_free(transport);
	stop_server(&server);
}

int main(void)
{
	signal(SIGPIPE, SIG_DFL);
	if (!CHECK(doku_transport_startup())) {
		return check_finish();
	}
	authority = test_authority_new("authority");
	test_multiplex();
	for (size_t i = 0; i < CHECK_COUNT(fault_cases); i++) {
		run_fault(&fault_cases[i], false);
		run_fault(&fault_cases[i], true);
	}
	test_refused_among_others();
	test_authority_free(authority);
	doku_transport_shutdown();
	return check_finish();
}
