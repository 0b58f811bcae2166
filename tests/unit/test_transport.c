/* The transport over plain HTTP: what is sent, every way in which an answer can fail to come, and
 * that nothing is ever sent twice. The rows' expectations follow RFC 9110 and RFC 9112. */
#define _GNU_SOURCE

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "../support/transport/client.h"
#include "check.h"
#include "base/caps.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define ORDER "{\"order\":{}}"

static const fault_step polite[] = {
	{FAULT_READ, 0, NULL}, {FAULT_SEND, 0, OK_ANSWER}, {FAULT_AGAIN, 0, NULL}};
static const fault_step *const only_polite[] = {polite};

static bool contains(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* ---- kept connections ---- */

static void test_reuse(void)
{
	check_context("reuse");
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/");
	doku_transfer_options options = client_get(&url);
	doku_transport *transport = doku_transport_new();
	for (int i = 0; i < 3; i++) {
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
		CHECK_INTEGER(answer->http_status, 200);
		CHECK(answer->sent);
		CHECK_TEXT(doku_buffer_slice(&answer->body), "ok");
		CHECK_TEXT(doku_answer_header_value(answer, "content-length"), "2");
		CHECK_STRING(answer->detail, "");
		CHECK(answer->received_at > 1700000000);
		const doku_timing *timing = &answer->timing;
		CHECK(timing->reused == (i > 0));
		CHECK((timing->connect > 0.0) == (i == 0));
		CHECK(i == 0 || (timing->dns == 0.0 && timing->connect == 0.0));
		CHECK(timing->tls == 0.0);
		CHECK(timing->first_byte > 0.0 && timing->first_byte <= timing->total);
		CHECK(timing->dns + timing->connect <= timing->first_byte);
		CHECK(timing->total < 10.0);
		doku_transfer_group_close(group);
	}
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 1);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 3);
	doku_transport_free(transport);
	CHECK(fault_server_wait(server, FAULT_CLOSED, 1));
	fault_server_stop(server);
}

static void test_close_idle(void)
{
	check_context("close_idle");
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/");
	doku_transfer_options options = client_get(&url);
	doku_transport *transport = doku_transport_new();
	doku_transport_close_idle(transport); /* nothing there yet */
	client_probe(transport, &options, NULL);
	doku_transport_close_idle(transport);
	CHECK(fault_server_wait(server, FAULT_CLOSED, 1));

	doku_transfer_group *open = doku_transfer_group_open(transport);
	CHECK(!client_run(open, &options)->timing.reused);
	doku_transport_close_idle(transport);
	CHECK(client_run(open, &options)->timing.reused);
	doku_transfer_group *other = doku_transfer_group_open(transport);
	CHECK(!client_run(other, &options)->timing.reused);
	doku_transport_close_idle(transport);
	CHECK_INTEGER(fault_server_count(server, FAULT_CLOSED), 1);
	doku_transfer_group_close(open);
	CHECK(fault_server_wait(server, FAULT_CLOSED, 2));
	CHECK(client_run(other, &options)->timing.reused);
	doku_transfer_group_close(other);
	CHECK(fault_server_wait(server, FAULT_CLOSED, 3));
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 3);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* A wide batch leaves no crowd of idle connections behind, a narrow one keeps its own. */
static void test_crowd(size_t width, bool is_kept)
{
	static const fault_step together[] = {{FAULT_READ, 0, NULL}, {FAULT_GATE, 0, NULL},
		{FAULT_SEND, 0, OK_ANSWER}, {FAULT_AGAIN, 0, NULL}};
	static const fault_step *const scripts[] = {together};
	check_context("a batch of %zu", width);
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/");
	doku_transfer_options options = client_get(&url);
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	for (size_t i = 0; i < width; i++) {
		client_start(group, &options);
	}
	int64_t until = client_clock() + 20000;
	while (fault_server_count(server, FAULT_REQUESTS) < width && client_clock() < until) {
		doku_transfer_group_step(group, 20);
	}
	fault_server_open_gate(server);
	size_t taken = 0;
	while (taken < width && client_clock() < until) {
		doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			CHECK_INTEGER(doku_transfer_answer(transfer)->result, DOKU_TRANSFER_ANSWERED);
			doku_transfer_free(transfer);
			taken++;
		}
	}
	CHECK_INTEGER(taken, width);
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), width);
	doku_transfer_group_close(group);
	if (is_kept) {
		client_probe(transport, &options, NULL);
		CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), width);
	} else {
		CHECK(fault_server_wait(server, FAULT_CLOSED, width));
	}
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* The next of this program's descriptors, from `first`, that is connected to the port; -1: none. */
static int find_socket(int first, int port)
{
	for (int descriptor = first; descriptor < 256; descriptor++) {
		struct sockaddr_in peer;
		socklen_t size = sizeof(peer);
		if (getpeername(descriptor, (struct sockaddr *)&peer, &size) == 0
			&& peer.sin_family == AF_INET && ntohs(peer.sin_port) == port) {
			return descriptor;
		}
	}
	return -1;
}

static int number_of(int descriptor, int level, int option)
{
	int number = -1;
	socklen_t size = sizeof(number);
	getsockopt(descriptor, level, option, &number, &size);
	return number;
}

/* A program that the host starts must not hold the connection open. A peer that is gone is found
 * out while the connection is idle. */
static void test_close_on_exec(void)
{
	check_context("settings of the socket");
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, NULL);
	int port = fault_server_port(server);
	client_url url = client_url_of("http", "127.0.0.1", port, "/");
	doku_transfer_options options = client_get(&url);
	doku_transport *transport = doku_transport_new();
	client_probe(transport, &options, NULL);
	int descriptor = find_socket(0, port);
	CHECK(descriptor >= 0 && (fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
	CHECK_INTEGER(number_of(descriptor, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_INTEGER(number_of(descriptor, IPPROTO_TCP, TCP_KEEPIDLE), 15);
	CHECK_INTEGER(find_socket(descriptor + 1, port), -1);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* An answer that comes before it was asked for must not pass for the next one. */
static void test_unasked_answer(void)
{
	static const fault_step script[] = {{FAULT_READ, 0, NULL}, {FAULT_SEND, 0, OK_ANSWER},
		{FAULT_GATE, 0, NULL},
		{FAULT_SEND, 0, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"},
		{FAULT_STALL, 0, NULL}};
	static const fault_step *const scripts[] = {script, polite};
	check_context("unasked answer");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 2, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/");
	doku_transfer_options options = client_post(&url, ORDER);
	doku_transport *transport = doku_transport_new();
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	fault_server_open_gate(server);
	struct pollfd arrives = {.fd = find_socket(0, fault_server_port(server)), .events = POLLIN};
	CHECK_INTEGER(poll(&arrives, 1, 10000), 1);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
	CHECK(!answer->timing.reused);
	CHECK_TEXT(doku_buffer_slice(&answer->body), "ok");
	doku_transfer_group_close(group);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* ---- what is sent ---- */

typedef struct sent_case {
	const char *method;
	const char *target;
	const char *body; /* NULL: none */
	const doku_transfer_header *headers;
	size_t header_count;
	const char *expected; /* after the Host line */
} sent_case;

static const doku_transfer_header order_headers[] = {
	{{"Client-Id", 9}, {"MCH-TEST-0001", 13}},
	{{"Content-Type", 12}, {"application/json", 16}},
	{{"User-Agent", 10}, {"test/1", 6}},
	{{"Accept", 6}, {"application/json", 16}},
	{{"X-Empty", 7}, {NULL, 0}},
	{{"X-Blank", 7}, {"  ", 2}},
};
#define ORDER_HEADERS \
	"Client-Id: MCH-TEST-0001\r\nContent-Type: application/json\r\nUser-Agent: test/1\r\n" \
	"Accept: application/json\r\nX-Empty:\r\nX-Blank:\r\n"

static const sent_case sent_cases[] = {
	{"GET", "/orders/v1/status/INV-1", NULL, NULL, 0, "\r\n"},
	{"GET", "/a/../b/./c//d/%2e%2e/%41~", NULL, NULL, 0, "\r\n"},
	{"GET", "/?a=b&c=%20'\"<>{}|^`\\[]", NULL, NULL, 0, "\r\n"},
	{"GET", "", NULL, NULL, 0, "\r\n"},
	{"DELETE", "/x", NULL, NULL, 0, "\r\n"},
	{"POST", "/x", NULL, NULL, 0, "Content-Length: 0\r\n\r\n"},
	{"PUT", "/x", NULL, NULL, 0, "Content-Length: 0\r\n\r\n"},
	{"PATCH", "/x", NULL, NULL, 0, "Content-Length: 0\r\n\r\n"},
	{"POST", "/x", "", NULL, 0, "Content-Length: 0\r\n\r\n"},
	{"POST", "/x", ORDER, order_headers, 6, ORDER_HEADERS "Content-Length: 12\r\n\r\n" ORDER},
	{"PUT", "/x", ORDER, NULL, 0, "Content-Length: 12\r\n\r\n" ORDER},
	{"PATCH", "/x", ORDER, NULL, 0, "Content-Length: 12\r\n\r\n" ORDER},
	{"DELETE", "/x", ORDER, NULL, 0, "Content-Length: 12\r\n\r\n" ORDER},
};

static void test_sent(void)
{
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, NULL);
	doku_transport *transport = doku_transport_new();
	for (size_t i = 0; i < CHECK_COUNT(sent_cases); i++) {
		const sent_case *row = &sent_cases[i];
		check_context("sent: %s %s", row->method, row->target);
		client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), row->target);
		doku_transfer_options options = client_post(&url, row->body);
		options.method = row->method;
		options.has_body = row->body != NULL;
		options.headers = row->headers;
		options.header_count = row->header_count;
		CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
		char expected[1024];
		snprintf(expected, sizeof(expected), "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s",
			row->method, row->target[0] == '\0' ? "/" : row->target, fault_server_port(server),
			row->expected);
		char *request = fault_server_request(server, i);
		CHECK_STRING(request, expected);
		free(request);
	}
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* A body larger than the socket's buffers arrives whole, without "Expect: 100-continue". */
static void test_large_body(void)
{
	check_context("large body");
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	size_t length = 1536u * 1024u; /* libcurl expects "100 Continue" above 1 MiB */
	char *body = malloc(length + 1);
	for (size_t i = 0; i < length; i++) {
		body[i] = (char)('a' + i % 26);
	}
	body[length] = '\0';
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, body);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	char *request = fault_server_request(server, 0);
	const char *end = strstr(request, "\r\n\r\n");
	CHECK(end != NULL && strcmp(end + 4, body) == 0);
	CHECK(!contains(request, "Expect"));
	free(request);
	free(body);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* ---- faults ---- */

typedef struct fault_case {
	const char *name;
	fault_step script[8];
	doku_transfer_result result; /* on a new connection */
	int status;
	doku_transfer_result kept_result; /* on a kept one */
	const char *detail;
} fault_case;

#define A DOKU_TRANSFER_ANSWERED
#define C DOKU_TRANSFER_CUT_OFF
#define D DOKU_TRANSFER_DEAD_CONNECTION
#define L DOKU_TRANSFER_TOO_LARGE
#define NOT_RUN DOKU_TRANSFER_NO_MEMORY
#define READ \
	{ \
		FAULT_READ, 0, NULL \
	}
#define SEND(text) \
	{ \
		FAULT_SEND, 0, text \
	}

static const fault_case fault_cases[] = {
	{"close after reading", {READ}, C, 0, D, "closed before an answer"},
	{"reset after reading", {READ, {FAULT_RESET, 0, NULL}}, C, 0, D, "closed before an answer"},
	{"close within the request", {{FAULT_READ_SOME, 20, NULL}}, C, 0, D, "closed before an answer"},
	{"half a status line", {READ, SEND("HTTP/1.1 2")}, C, 0, D, ""},
	{"a version that was not agreed on",
		{READ, SEND("HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\nok")}, C, 0, C, "not valid HTTP"},
	{"half the headers", {READ, SEND("HTTP/1.1 200 OK\r\nContent-Le")}, C, 200, C, ""},
	{"headers without an end", {READ, SEND("HTTP/1.1 200 OK\r\nX: y\r\n")}, C, 200, C, ""},
	{"half the body", {READ, SEND("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")}, C, 200, C,
		"middle of the answer"},
	{"reset within the body",
		{READ, SEND("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), {FAULT_RESET, 0, NULL}}, C,
		200, C, ""},
	{"chunks without an end",
		{READ, SEND("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")}, C, 200, C,
		""},
	{"chunks that are none",
		{READ, SEND("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n")}, C, 200,
		C, ""},
	{"no HTTP at all", {READ, SEND("SSH-2.0-OpenSSH_9.2\r\n\r\n")}, C, 0, C, "not valid HTTP"},
	{"bare body", {READ, SEND("{\"payment\":{}}")}, C, 0, C, "not valid HTTP"},
	{"a length that is none", {READ, SEND("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")}, C, 200,
		C, "not valid HTTP"},
	{"103, then the end", {READ, SEND("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")}, C, 0, C, ""},
	{"64 MiB", {READ, SEND("HTTP/1.1 200 OK\r\n\r\n"), {FAULT_FILL, 64 << 20, NULL}}, L, 200, L,
		"larger"},
	{"64 MiB announced",
		{READ, SEND("HTTP/1.1 409 Conflict\r\nContent-Length: 67108864\r\n\r\n"),
			{FAULT_FILL, 64 << 20, NULL}},
		L, 409, L, "larger"},
	{"one byte too many",
		{READ, SEND("HTTP/1.1 200 OK\r\n\r\n"), {FAULT_FILL, DOKU_MAX_BODY_BYTES + 1, NULL}}, L,
		200, L, "larger"},
	{"as many bytes as allowed",
		{READ, SEND("HTTP/1.1 200 OK\r\n\r\n"), {FAULT_FILL, DOKU_MAX_BODY_BYTES, NULL}}, A, 200, A,
		""},
	{"too many headers",
		{READ, SEND("HTTP/1.1 200 OK\r\n"), {FAULT_HEADERS, DOKU_MAX_HEADERS + 1, NULL},
			SEND("\r\n")},
		L, 200, L, "larger"},
	{"as many headers as allowed",
		{READ, SEND("HTTP/1.1 200 OK\r\n"), {FAULT_HEADERS, DOKU_MAX_HEADERS, NULL}, SEND("\r\n")},
		A, 200, A, ""},
	{"a header that is too long",
		{READ, SEND("HTTP/1.1 200 OK\r\nX: "), {FAULT_FILL, DOKU_MAX_HEADER_BYTES, NULL},
			SEND("\r\n\r\n")},
		L, 200, L, "larger"},
	/* On a kept connection this is unasked for, which libcurl notices before it sends. */
	{"answer without reading", {SEND("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), READ}, A,
		503, NOT_RUN, ""},
};

/* One request over the script; a kept connection has one polite exchange first. Whatever comes
 * out, the server has seen the request once and the transport is as good as new. */
static void run_fault(const fault_case *row, const char *method, bool kept)
{
	check_context("%s, %s, %s connection", row->name, method, kept ? "kept" : "new");
	fault_step script[11] = {READ, SEND(OK_ANSWER)};
	memcpy(script + (kept ? 2 : 0), row->script, sizeof(row->script));
	const fault_step *scripts[] = {script, polite};
	fault_server *server = fault_server_start("127.0.0.1", scripts, 2, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, ORDER);
	if (strcmp(method, "GET") == 0) {
		options = client_get(&url);
	}
	if (kept) {
		CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	}
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	doku_transfer_result expected = kept ? row->kept_result : row->result;
	CHECK_INTEGER(answer->result, expected);
	CHECK_INTEGER(answer->http_status, row->status);
	CHECK(answer->sent);
	CHECK(answer->timing.reused == kept);
	CHECK(contains(answer->detail, row->detail));
	CHECK((answer->detail[0] == '\0') == (expected == DOKU_TRANSFER_ANSWERED));
	CHECK(answer->body.length <= DOKU_MAX_BODY_BYTES);
	doku_transfer_group_close(group);
	/* The refused second start opens no connection either. */
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 1);
	CHECK(fault_server_wait(server, FAULT_REQUESTS, kept ? 2 : 1));
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), kept ? 2 : 1);

	CHECK(fault_server_wait(server, FAULT_CLOSED, 1) || expected == DOKU_TRANSFER_ANSWERED);
	for (int i = 0; i < 2; i++) {
		CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	}
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), kept ? 4 : 3);
	doku_transport_free(transport);
	fault_server_stop(server);
}

static void test_faults(void)
{
	for (size_t i = 0; i < CHECK_COUNT(fault_cases); i++) {
		run_fault(&fault_cases[i], "POST", false);
		if (fault_cases[i].kept_result != NOT_RUN) {
			run_fault(&fault_cases[i], "POST", true);
			run_fault(&fault_cases[i], "GET", true);
		}
	}
}

/* The second start must not go over another kept connection either. */
static void test_dead_among_kept(void)
{
	static const fault_step dies[] = {
		READ, {FAULT_GATE, 0, NULL}, SEND(OK_ANSWER), READ, {FAULT_END, 0, NULL}};
	static const fault_step *const scripts[] = {dies, dies, dies, polite};
	check_context("dead among kept");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 4, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transfer_options options = client_post(&url, ORDER);
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	for (int i = 0; i < 3; i++) {
		client_start(group, &options);
	}
	int64_t until = client_clock() + 10000;
	while (fault_server_count(server, FAULT_REQUESTS) < 3 && client_clock() < until) {
		doku_transfer_group_step(group, 20);
	}
	fault_server_open_gate(server);
	while (doku_transfer_group_step(group, 100) > 0 && client_clock() < until) {
	}
	doku_transfer_group_close(group);
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 3);
	/* libcurl tries its second start on another kept connection, and loses that one too. */
	size_t dead = 0;
	while (dead < 4 && client_probe(transport, &options, NULL) == DOKU_TRANSFER_DEAD_CONNECTION) {
		dead++;
		CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 3 + dead);
		CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 3);
	}
	CHECK(dead >= 1 && dead <= 3);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 4 + dead);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* A connection that was closed while nobody used it is noticed before anything is sent. */
static void test_closed_while_idle(void)
{
	static const fault_step once[] = {READ, SEND(OK_ANSWER), {FAULT_END, 0, NULL}};
	static const fault_step *const scripts[] = {once};
	check_context("closed while idle");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transfer_options options = client_post(&url, ORDER);
	doku_transport *transport = doku_transport_new();
	for (size_t i = 0; i < 3; i++) {
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
		CHECK(!answer->timing.reused);
		doku_transfer_group_close(group);
		CHECK(fault_server_wait(server, FAULT_CLOSED, i + 1));
	}
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 3);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* ---- answers ---- */

typedef struct answer_case {
	const char *name;
	const char *answer;
	int status;
	const char *header; /* value of X-Test; NULL: none */
	const char *body;
} answer_case;

static const answer_case answer_cases[] = {
	{"1xx before",
		"HTTP/1.1 103 Early Hints\r\nX-Test: early\r\n\r\nHTTP/1.1 201 Made\r\n"
		"Content-Length: 1\r\n\r\n1",
		201, NULL, "1"},
	{"two of them",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\nX-Test: 1\r\n\r\n"
		"HTTP/1.1 200 OK\r\nX-Test: 2\r\nContent-Length: 0\r\n\r\n",
		200, "2", ""},
	{"white space", "HTTP/1.1 200 OK\r\nx-test: \t a b \t\r\nContent-Length: 0\r\n\r\n", 200, "a b",
		""},
	{"trailers",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
		"X-Test: late\r\n\r\n",
		200, NULL, "ok"},
	{"trailers of nothing",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
		"X-Test: late\r\n\r\n",
		200, NULL, ""},
	{"redirect", "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", 301,
		NULL, ""},
	{"no content", "HTTP/1.1 204 None\r\nX-Test: y\r\n\r\n", 204, "y", ""},
	{"compressed",
		"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b"
		"ab",
		200, NULL,
		"\x1f\x8b"
		"ab"},
	{"asks for a login",
		"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
		"Content-Length: 0\r\n\r\n",
		401, NULL, ""},
	{"expectation failed", "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n", 417, NULL, ""},
	{"sets a cookie", "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", 200, NULL,
		""},
	{"wants HTTP/2",
		"HTTP/1.1 426 Upgrade\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n"
		"Content-Length: 0\r\n\r\n",
		426, NULL, ""},
};

static void test_answers(void)
{
	for (size_t i = 0; i < CHECK_COUNT(answer_cases); i++) {
		const answer_case *row = &answer_cases[i];
		check_context("answer: %s", row->name);
		const fault_step script[] = {READ, SEND(row->answer), {FAULT_AGAIN, 0, NULL}};
		const fault_step *const scripts[] = {script};
		fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
		client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
		doku_transport *transport = doku_transport_new();
		doku_transfer_options options = client_post(&url, ORDER);
		for (int round = 0; round < 2; round++) {
			doku_transfer_group *group = doku_transfer_group_open(transport);
			doku_answer *answer = client_run(group, &options);
			CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
			CHECK_INTEGER(answer->http_status, row->status);
			CHECK_TEXT(doku_answer_header_value(answer, "X-Test"), row->header);
			CHECK_TEXT(doku_buffer_slice(&answer->body), row->body);
			doku_transfer_group_close(group);
		}
		CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
		char *second = fault_server_request(server, 1);
		CHECK(!contains(second, "Cookie"));
		free(second);
		doku_transport_free(transport);
		fault_server_stop(server);
	}
}

int main(void)
{
	if (!CHECK(doku_transport_startup())) {
		return check_finish();
	}
	CHECK(doku_transport_compiled_version()[0] >= '7');
	CHECK(doku_transport_linked_version()[0] >= '7');
	test_reuse();
	test_close_idle();
	test_crowd(8, true);
	test_crowd(40, false);
	test_close_on_exec();
	test_unasked_answer();
	test_sent();
	test_large_body();
	test_faults();
	test_dead_among_kept();
	test_closed_while_idle();
	test_answers();
	doku_transport_shutdown();
	return check_finish();
}
