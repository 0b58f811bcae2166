/* Peers that send without end: every byte that libcurl would keep counts, in memory, and every loop
 * of libcurl ends with the time of the transfer. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include "../support/transport/certificates.h"
#include "../support/transport/client.h"
#include "../support/transport/http2_server.h"
#include "check.h"

#define READ \
	{ \
		FAULT_READ, 0, NULL \
	}
#define SEND(text) \
	{ \
		FAULT_SEND, 0, text \
	}
#define REPEAT(text) \
	{ \
		FAULT_REPEAT, 0, text \
	}
#define FIELD "X-Field: 0123456789012345678901234567890123456789012345678901234567890123456789\r\n"

/* The caps allow 1 MiB of body and 64 KiB of headers; libcurl and the sanitizers have buffers of
 * their own. A flood brings hundreds of megabytes a second. */
#define MOST_GROWTH 24576 /* KiB */

/* The limit of each transfer, and how long it may take at most on a slow machine. */
#define LIMIT 600
#define LONGEST 4000

static test_authority *authority;

/* Freed memory counts as freed: AddressSanitizer would keep some of it back. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=1:thread_local_quarantine_size_kb=64";
}

/* Peak of this program's memory in KiB, counted from the last reset. */
static long peak_memory(void)
{
	char line[128];
	long size = 0;
	FILE *status = fopen("/proc/self/status", "r");
	while (status != NULL && fgets(line, sizeof(line), status) != NULL) {
		if (sscanf(line, "VmHWM: %ld", &size) == 1) {
			break;
		}
	}
	if (status != NULL) {
		fclose(status);
	}
	return size;
}

static void reset_peak(void)
{
	FILE *file = fopen("/proc/self/clear_refs", "w");
	if (CHECK(file != NULL)) {
		fputs("5", file);
		fclose(file);
	}
}

/* ---- HTTP/1.1, with and without a proxy ---- */

typedef struct flood_case {
	const char *name;
	fault_step script[4];
	bool proxy;
	doku_transfer_result result;
	int status;
	const char *detail;
} flood_case;

#define WHO "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"

static const flood_case flood_cases[] = {
	{"headers", {READ, SEND("HTTP/1.1 200 OK\r\n"), REPEAT(FIELD)}, false, DOKU_TRANSFER_TOO_LARGE,
		200, "larger than the limit"},
	{"trailers",
		{READ, SEND("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"),
			REPEAT(FIELD)},
		false, DOKU_TRANSFER_TOO_LARGE, 200, "larger than the limit"},
	{"early hints", {READ, REPEAT("HTTP/1.1 103 Early Hints\r\n" FIELD "\r\n")}, false,
		DOKU_TRANSFER_TOO_LARGE, 0, "larger than the limit"},
	{"continue", {READ, REPEAT("HTTP/1.1 100 Continue\r\n\r\n")}, false, DOKU_TRANSFER_TOO_LARGE, 0,
		"larger than the limit"},
	{"one line", {READ, SEND("HTTP/1.1 200 OK\r\nX: "), REPEAT("0123456789")}, false,
		DOKU_TRANSFER_TOO_LARGE, 200, "larger than the limit"},
	{"one trailer",
		{READ, SEND("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "),
			REPEAT("0123456789")},
		false, DOKU_TRANSFER_CUT_OFF, 200, ""},
	{"body", {READ, SEND("HTTP/1.1 200 OK\r\n\r\n"), REPEAT("0123456789")}, false,
		DOKU_TRANSFER_TOO_LARGE, 200, "larger than the limit"},
	{"chunks",
		{READ, SEND("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), REPEAT("1\r\nx\r\n")},
		false, DOKU_TRANSFER_TOO_LARGE, 200, "larger than the limit"},
	{"a proxy's headers", {READ, SEND("HTTP/1.1 200 OK\r\n"), REPEAT(FIELD)}, true,
		DOKU_TRANSFER_NOT_SENT, 0, "proxy"},
	{"a proxy's headers, refused", {READ, SEND(WHO), REPEAT(FIELD)}, true, DOKU_TRANSFER_NOT_SENT,
		0, "the proxy refused the tunnel (407)"},
	{"a proxy's early hints", {READ, REPEAT("HTTP/1.1 103 Early Hints\r\n" FIELD "\r\n")}, true,
		DOKU_TRANSFER_NOT_SENT, 0, "proxy"},
	{"a proxy's line", {READ, SEND("HTTP/1.1 200 OK\r\nX: "), REPEAT("0123456789")}, true,
		DOKU_TRANSFER_NOT_SENT, 0, ""},
	{"a proxy's trailers",
		{READ, SEND(WHO "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n"), REPEAT(FIELD)}, true,
		DOKU_TRANSFER_NOT_SENT, 0, "the proxy refused the tunnel (407)"},
	{"a proxy's chunks",
		{READ, SEND(WHO "Transfer-Encoding: chunked\r\n\r\n"), REPEAT("1\r\nx\r\n")}, true,
		DOKU_TRANSFER_NOT_SENT, 0, "the proxy refused the tunnel (407)"},
	{"a proxy's body",
		{READ, SEND(WHO "Content-Length: 99999999999\r\n\r\n"), REPEAT("0123456789")}, true,
		DOKU_TRANSFER_NOT_SENT, 0, "the proxy refused the tunnel (407)"},
};

static void run_flood(const flood_case *row)
{
	check_context("flood of %s", row->name);
	const fault_step *const scripts[] = {row->script};
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	char proxy[64];
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", fault_server_port(server));
	client_url url = row->proxy
		? client_url_of("https", "unknown.test", 443, "/x")
		: client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transfer_options options = client_post(&url, "{}");
	options.proxy = row->proxy ? proxy : NULL;
	options.ca_file = test_authority_file(authority);
	options.timeout = options.connect_timeout = LIMIT;
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	reset_peak();
	long before = peak_memory();
	int64_t started = client_clock();
	doku_answer *answer = client_run(group, &options);
	CHECK(client_clock() - started < LONGEST);
	/* newer libcurls say so where older ones only stop */
	if (row->result != DOKU_TRANSFER_CUT_OFF || answer->result != DOKU_TRANSFER_TOO_LARGE) {
		CHECK_INTEGER(answer->result, row->result);
	}
	CHECK_INTEGER(answer->http_status, row->status);
	CHECK(answer->sent == (row->result != DOKU_TRANSFER_NOT_SENT));
	if (!CHECK(strstr(answer->detail, row->detail) != NULL)) {
		printf("    %s\n", answer->detail);
	}
	CHECK(answer->header_count <= 100 && (row->status != 0 || answer->header_count == 0));
	doku_transfer_group_close(group);
	if (!CHECK(peak_memory() - before < MOST_GROWTH)) {
		printf("    %ld KiB more\n", peak_memory() - before);
	}
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* The time of a group that nobody steps stands still; a flood in it must not hold up another group
 * all the same. */
static void test_flood_beside(void)
{
	static const fault_step flood[] = {
		READ, SEND(WHO "Transfer-Encoding: chunked\r\n\r\n"), REPEAT("1\r\nx\r\n")};
	static const fault_step stall[] = {READ, {FAULT_STALL, 0, NULL}};
	static const fault_step *const floods[] = {flood};
	static const fault_step *const stalls[] = {stall};
	check_context("a flood beside another group");
	fault_server *hostile = fault_server_start("127.0.0.1", floods, 1, NULL);
	fault_server *slow = fault_server_start("127.0.0.1", stalls, 1, NULL);
	char proxy[64];
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", fault_server_port(hostile));
	client_url far = client_url_of("https", "unknown.test", 443, "/x");
	client_url near = client_url_of("http", "127.0.0.1", fault_server_port(slow), "/x");
	doku_transfer_options flooded = client_get(&far);
	doku_transfer_options stepped = client_get(&near);
	flooded.proxy = proxy;
	flooded.ca_file = test_authority_file(authority);
	flooded.timeout = flooded.connect_timeout = 30000;
	stepped.timeout = LIMIT;
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *idle = doku_transfer_group_open(transport);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_transfer *victim = client_start(idle, &flooded);
	int64_t started = client_clock();
	CHECK_INTEGER(client_run(group, &stepped)->result, DOKU_TRANSFER_TIMED_OUT);
	CHECK(client_clock() - started < LONGEST);
	CHECK(client_finish(idle, victim));
	CHECK_INTEGER(doku_transfer_answer(victim)->result, DOKU_TRANSFER_NOT_SENT);
	doku_transfer_group_close(group);
	doku_transfer_group_close(idle);
	doku_transport_free(transport);
	fault_server_stop(slow);
	fault_server_stop(hostile);
}

/* What stops PHP stops a transfer, in the middle of a loop of libcurl too. */
static void test_interrupt(void)
{
	static const fault_step flood[] = {
		READ, SEND(WHO "Transfer-Encoding: chunked\r\n\r\n"), REPEAT("1\r\nx\r\n")};
	static const fault_step *const scripts[] = {flood};
	check_context("an interrupt");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	char proxy[64];
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", fault_server_port(server));
	client_url url = client_url_of("https", "unknown.test", 443, "/x");
	doku_transfer_options options = client_get(&url);
	options.proxy = proxy;
	options.ca_file = test_authority_file(authority);
	options.timeout = options.connect_timeout = 30000;
	unsigned char interrupted = 1;
	doku_transport *transport = doku_transport_new();
	doku_transport_watch(transport, &interrupted);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	int64_t started = client_clock();
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK(client_clock() - started < LONGEST);
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* ---- HTTP/2 ---- */

static void run_http2_flood(const char *kind, int count)
{
	check_context("flood of %s, %d in flight", kind, count);
	http2_server server;
	if (!http2_server_start(&server, authority)) {
		return;
	}
	char target[64];
	snprintf(target, sizeof(target), "/flood/%s", kind);
	client_url url = client_url_of("https", "127.0.0.1", server.port, target);
	doku_transfer_options options = client_get(&url);
	options.ca_file = test_authority_file(authority);
	options.http2 = true;
	options.timeout = LIMIT;
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	for (int i = 0; i < count; i++) {
		client_start(group, &options);
	}
	reset_peak();
	long before = peak_memory();
	int64_t started = client_clock();
	int answered = 0;
	for (int taken = 0; taken < count && client_clock() - started < 60000;) {
		doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			taken++;
			answered += doku_transfer_answer(transfer)->result == DOKU_TRANSFER_ANSWERED;
			doku_transfer_free(transfer);
		}
	}
	if (!CHECK(client_clock() - started < LONGEST)) {
		printf("    %ld ms\n", (long)(client_clock() - started));
	}
	CHECK_INTEGER(answered, 0);
	doku_transfer_group_close(group);
	if (!CHECK(peak_memory() - before < MOST_GROWTH + 64 * count)) {
		printf("    %ld KiB more\n", peak_memory() - before);
	}
	doku_transport_free(transport);
	http2_server_stop(&server);
}

/* ---- descriptors ---- */

static int listen_somewhere(int *port)
{
	struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t size = sizeof(name);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(bind(listener, (struct sockaddr *)&name, sizeof(name)) == 0 && listen(listener, 8) == 0
		&& getsockname(listener, (struct sockaddr *)&name, &size) == 0);
	*port = ntohs(name.sin_port);
	return listener;
}

/* A process that has no descriptor left learns just that, whatever needed one. */
static void test_descriptors(const char *scheme, const char *host, rlim_t left)
{
	check_context("%s://%s, %d descriptors left", scheme, host, (int)left);
	int port;
	int listener = listen_somewhere(&port);
	client_url url = client_url_of(scheme, host, port, "/x");
	doku_transfer_options options = client_get(&url);
	options.timeout = options.connect_timeout = LIMIT;
	char detail[DOKU_ANSWER_DETAIL_SIZE] = "";
	struct rlimit limit, tight;
	getrlimit(RLIMIT_NOFILE, &limit);
	int lowest = dup(listener);
	close(lowest);
	tight = limit;
	tight.rlim_cur = (rlim_t)lowest + left;
	setrlimit(RLIMIT_NOFILE, &tight);
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_transfer *transfer = doku_transfer_start(group, &options, detail);
	if (transfer != NULL && CHECK(client_finish(group, transfer))) {
		CHECK_INTEGER(doku_transfer_answer(transfer)->result, DOKU_TRANSFER_NOT_SENT);
		snprintf(detail, sizeof(detail), "%s", doku_transfer_answer(transfer)->detail);
	}
	setrlimit(RLIMIT_NOFILE, &limit);
	CHECK_STRING(detail, "could not connect: Too many open files");
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	close(listener);
}

int main(void)
{
	static const char *const kinds[] = {"window", "priority", "early", "trailers", "bomb"};
	authority = test_authority_new("authority");
	for (size_t i = 0; i < CHECK_COUNT(flood_cases); i++) {
		run_flood(&flood_cases[i]);
	}
	test_flood_beside();
	test_interrupt();
	for (size_t i = 0; i < CHECK_COUNT(kinds); i++) {
		run_http2_flood(kinds[i], 1);
		run_http2_flood(kinds[i], 200);
	}
	test_descriptors("http", "127.0.0.1", 0);
	for (rlim_t left = 0; left < 3; left++) {
		test_descriptors("http", "unknown.test", left);
		test_descriptors("https", "127.0.0.1", left);
	}
	test_authority_free(authority);
	doku_transport_shutdown();
	return check_finish();
}
