/* The transport over HTTP/2, against a server on Debian's python3-h2: transfers share a
 * connection; a stream that the server did not take is started again, a few times, and no other. */
#define _GNU_SOURCE

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "../support/transport/certificates.h"
#include "../support/transport/client.h"
#include "../support/transport/http2_server.h"
#include "check.h"

static test_authority *authority;

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
	return result == DOKU_TRANSFER_ANSWERED && http2_server_wait_told(server, line);
}

/* The server answers nobody until all wait on one connection. */
static void test_multiplex(void)
{
	check_context("multiplex");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
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
	CHECK_INTEGER(http2_server_count_told(&server, "request /wait/24/x"), 48);
	CHECK_INTEGER(http2_server_count_told(&server, "connection"), 1);
	doku_transport_free(transport);
	http2_server_stop(&server);
}

typedef struct fault_case {
	const char *path;
	doku_transfer_result fresh; /* on a new connection */
	doku_transfer_result kept;
	int status;
	int fresh_starts;
	int kept_starts;
} fault_case;

#define MOST_STARTS 21 /* the first, and 20 more */

static const fault_case fault_cases[] = {
	{"/refuse/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_CUT_OFF, 0, MOST_STARTS, MOST_STARTS},
	{"/reset/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0, 1, 1},
	{"/goaway/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_CUT_OFF, 0, MOST_STARTS, MOST_STARTS},
	{"/taken/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0, 1, 1},
	{"/close/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_DEAD_CONNECTION, 0, 1, 1},
	{"/half/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_CUT_OFF, 200, 1, 1},
	{"/cut/x", DOKU_TRANSFER_CUT_OFF, DOKU_TRANSFER_CUT_OFF, 200, 1, 1},
	{"/large/x", DOKU_TRANSFER_TOO_LARGE, DOKU_TRANSFER_TOO_LARGE, 200, 1, 1},
	{"/trailers/x", DOKU_TRANSFER_ANSWERED, DOKU_TRANSFER_ANSWERED, 200, 1, 1},
	{"/early/x", DOKU_TRANSFER_ANSWERED, DOKU_TRANSFER_ANSWERED, 200, 1, 1},
};

static void run_fault(const fault_case *row, bool kept)
{
	check_context("%s, %s connection", row->path, kept ? "kept" : "new");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
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
	CHECK(answer->timing.reused == (kept && row->kept_starts == 1));
	CHECK(doku_answer_header_value(answer, "x-late").data == NULL);
	if (strcmp(row->path, "/early/x") == 0) {
		CHECK(doku_answer_header_value(answer, "x-test").data == NULL);
	}
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	char line[64];
	snprintf(line, sizeof(line), "request %s", row->path);
	CHECK_INTEGER(
		http2_server_count_told(&server, line), kept ? row->kept_starts : row->fresh_starts);
	doku_transport_free(transport);
	http2_server_stop(&server);
}

/* An order whose stream was refused is not started again here, whatever HTTP/2 says about it. */
static void test_refused_order(void)
{
	check_context("refused order");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
		return;
	}
	client_url url = client_url_of("https", "127.0.0.1", server.port, "/refuse/x");
	doku_transfer_options options = get(&url);
	options.method = "POST";
	options.has_body = true;
	options.body = doku_slice_from_string("{}");
	doku_transport *transport = doku_transport_new();
	CHECK(settle(&server, transport, "/ok/first"));
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_DEAD_CONNECTION);
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(http2_server_count_told(&server, "request /refuse/x"), 1);
	doku_transport_free(transport);
	http2_server_stop(&server);
}

/* One refused stream among others that are answered, on the same connection or, as libcurl gives
 * no new streams to one that refused, the next. */
static void test_refused_among_others(void)
{
	check_context("refused among others");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
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
	CHECK_INTEGER(doku_transfer_answer(refused)->result, DOKU_TRANSFER_CUT_OFF);
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(http2_server_count_told(&server, "request /ok/x"), 6);
	CHECK_INTEGER(http2_server_count_told(&server, "request /refuse/x"), MOST_STARTS);
	doku_transport_free(transport);
	http2_server_stop(&server);
}

/* A connection that ends takes with it what is open on it. However much came over it before, for
 * others, each of these attempts is one request. */
static void test_end_among_others(void)
{
	check_context("end among others");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
		return;
	}
	doku_transport *transport = doku_transport_new();
	CHECK(settle(&server, transport, "/ok/first"));
	doku_transfer_group *group = doku_transfer_group_open(transport);
	client_url urls[9];
	for (int i = 0; i < 9; i++) {
		static const char *const paths[] = {"/ok/x", "/wait/9/x", "/close/x"};
		urls[i] = client_url_of("https", "127.0.0.1", server.port, paths[i / 4]);
		doku_transfer_options options = get(&urls[i]);
		client_start(group, &options);
	}
	int64_t until = client_clock() + 20000;
	int answered = 0, dead = 0;
	for (int taken = 0; taken < 9 && client_clock() < until;) {
		doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			doku_transfer_result result = doku_transfer_answer(transfer)->result;
			taken++;
			answered += result == DOKU_TRANSFER_ANSWERED;
			dead += result == DOKU_TRANSFER_DEAD_CONNECTION;
		}
	}
	CHECK_INTEGER(answered, 4);
	CHECK_INTEGER(dead, 5);
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(http2_server_count_told(&server, "request /wait/9/x"), 4);
	CHECK_INTEGER(http2_server_count_told(&server, "request /close/x"), 1);
	doku_transport_free(transport);
	http2_server_stop(&server);
}

/* A server that takes a few requests a connection: none of the others is lost, and none that was
 * answered is sent again. */
static void test_few_requests(void)
{
	check_context("few requests a connection");
	http2_server server;
	if (!http2_server_start(&server, authority)) {
		return;
	}
	doku_transport *transport = doku_transport_new();
	client_url url = client_url_of("https", "127.0.0.1", server.port, "/few/20/x");
	doku_transfer_options options = get(&url);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	for (int i = 0; i < 240; i++) {
		client_start(group, &options);
	}
	int64_t until = client_clock() + 30000;
	int answered = 0;
	for (int taken = 0; taken < 240 && client_clock() < until;) {
		doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			taken++;
			answered += doku_transfer_answer(transfer)->result == DOKU_TRANSFER_ANSWERED;
		}
	}
	CHECK_INTEGER(answered, 240);
	doku_transfer_group_close(group);
	CHECK(settle(&server, transport, "/ok/last"));
	CHECK_INTEGER(http2_server_count_told(&server, "request /few/20/x"), 240);
	doku_transport_free(transport);
	http2_server_stop(&server);
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
	test_refused_order();
	test_refused_among_others();
	test_end_among_others();
	test_few_requests();
	test_authority_free(authority);
	doku_transport_shutdown();
	return check_finish();
}
