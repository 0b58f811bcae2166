/* The transport's time limits: they are kept by the time in which a group is stepped, they hold
 * in every phase, and a group that nobody steps stands still. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../support/transport/certificates.h"
#include "../support/transport/client.h"
#include "check.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define READ \
	{ \
		FAULT_READ, 0, NULL \
	}
#define SEND(text) \
	{ \
		FAULT_SEND, 0, text \
	}
#define STALL \
	{ \
		FAULT_STALL, 0, NULL \
	}

/* How late a limit may strike; valgrind and a busy machine need more than the 10 ms that a quiet
 * one keeps. */
#define LATE 400

static void pause_for(long milliseconds)
{
	struct timespec span = {milliseconds / 1000, milliseconds % 1000 * 1000000};
	nanosleep(&span, NULL);
}

typedef struct stall_case {
	const char *name;
	fault_step script[4];
	bool https;
	doku_transfer_result result;
	int status;
	const char *detail;
} stall_case;

static const stall_case stall_cases[] = {
	{"TLS", {STALL}, true, DOKU_TRANSFER_NOT_SENT, 0, "TLS handshake"},
	{"answer", {READ, STALL}, false, DOKU_TRANSFER_TIMED_OUT, 0, "no complete answer"},
	{"status line", {READ, SEND("HTTP/1.1 "), STALL}, false, DOKU_TRANSFER_TIMED_OUT, 0,
		"no complete answer"},
	{"headers", {READ, SEND("HTTP/1.1 200 OK\r\nX: y\r\n"), STALL}, false, DOKU_TRANSFER_TIMED_OUT,
		200, "no complete answer"},
	{"body", {READ, SEND("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), STALL}, false,
		DOKU_TRANSFER_TIMED_OUT, 200, "no complete answer"},
	{"after 103", {READ, SEND("HTTP/1.1 103 x\r\nX: y\r\n\r\n"), STALL}, false,
		DOKU_TRANSFER_TIMED_OUT, 0, "no complete answer"},
	{"drip",
		{READ, {FAULT_DRIP, 50, "HTTP/1.1 200 OK\r\nX: a long line that never ends in time"},
			STALL},
		false, DOKU_TRANSFER_TIMED_OUT, 0, "no complete answer"},
};

static void test_stalls(void)
{
	test_authority *authority =
		test_authority_new("authority"); /* loads faster than the system's */
	for (size_t i = 0; i < CHECK_COUNT(stall_cases); i++) {
		const stall_case *row = &stall_cases[i];
		check_context("stall at %s", row->name);
		static const fault_step polite[] = {READ, SEND(OK_ANSWER), {FAULT_AGAIN, 0, NULL}};
		const fault_step *const scripts[] = {row->script, polite};
		fault_server *server = fault_server_start("127.0.0.1", scripts, 2, NULL);
		client_url url = client_url_of(
			row->https ? "https" : "http", "127.0.0.1", fault_server_port(server), "/x");
		doku_transport *transport = doku_transport_new();
		doku_transfer_options options = client_post(&url, "{}");
		options.ca_file = test_authority_file(authority);
		options.connect_timeout = 300;
		options.timeout = row->https ? 5000 : 300;
		int64_t started = client_clock();
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		int64_t took = client_clock() - started;
		CHECK_INTEGER(answer->result, row->result);
		CHECK_INTEGER(answer->http_status, row->status);
		CHECK(answer->sent == (row->result == DOKU_TRANSFER_TIMED_OUT));
		CHECK(strstr(answer->detail, row->detail) != NULL);
		CHECK(took >= 299 && took < 300 + LATE);
		CHECK(answer->timing.total >= 0.299 && answer->timing.total < 0.3 + LATE / 1e3);
		doku_transfer_group_close(group);
		CHECK(fault_server_wait(server, FAULT_CLOSED, 1));
		if (!row->https) {
			CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
			CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
		}
		doku_transport_free(transport);
		fault_server_stop(server);
	}
	test_authority_free(authority);
}

/* A kept connection is no reason to wait longer. */
static void test_stall_on_kept(void)
{
	static const fault_step script[] = {READ, SEND(OK_ANSWER), READ, STALL};
	static const fault_step *const scripts[] = {script};
	check_context("stall on a kept connection");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.timeout = 200;
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	int64_t started = client_clock();
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_TIMED_OUT);
	int64_t took = client_clock() - started;
	CHECK(took >= 199 && took < 200 + LATE);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
	doku_transport_free(transport);
	fault_server_stop(server);
}

static void test_no_connection(void)
{
	check_context("a port that never accepts");
	fault_full full;
	fault_full_start(&full, "127.0.0.1", 0);
	client_url url = client_url_of("http", "127.0.0.1", full.port, "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.connect_timeout = 300;
	int64_t started = client_clock();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	int64_t took = client_clock() - started;
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK(!answer->sent);
	CHECK_STRING(answer->detail, "no connection in time");
	CHECK(took >= 299 && took < 300 + LATE);
	doku_transfer_group_close(group);

	check_context("the whole time is shorter than the time to connect");
	options.connect_timeout = 5000;
	options.timeout = 200;
	started = client_clock();
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_NOT_SENT);
	took = client_clock() - started;
	CHECK(took >= 199 && took < 200 + LATE);
	doku_transport_free(transport);
	fault_full_stop(&full);
}

/* Limits that make no sense do no harm. */
static void test_odd_limits(void)
{
	static const fault_step polite[] = {READ, SEND(OK_ANSWER), {FAULT_AGAIN, 0, NULL}};
	static const fault_step *const scripts[] = {polite};
	check_context("odd limits");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.connect_timeout = -1;
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_NOT_SENT);
	options.connect_timeout = INT64_C(1000000000000);
	options.timeout = INT64_C(1000000000000);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 1);
	doku_transport_free(transport);
	fault_server_stop(server);
}

static void test_refused(void)
{
	check_context("refused");
	client_url url = client_url_of("http", "127.0.0.1", fault_closed_port("127.0.0.1"), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK_INTEGER(answer->http_status, 0);
	CHECK(!answer->sent);
	CHECK_STRING(answer->detail, "could not connect: Connection refused");
	doku_transport_free(transport); /* takes the open group along */
}

/* ---- names ---- */

static void test_unknown_name(void)
{
	check_context("unknown name");
	client_url url = client_url_of("http", "unknown.test", 80, "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK_STRING(answer->detail, "could not resolve the host name unknown.test");
	doku_transfer_group_close(group);
	doku_transport_free(transport);
}

/* A look-up that does not come back must hold up neither the time limit nor the clean-up. */
static void test_stalled_name(void)
{
	check_context("stalled name");
	client_url url = client_url_of("http", "stalled.test", 80, "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	options.connect_timeout = 300;
	int64_t started = client_clock();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK(client_open_lookups() >= 1); /* newer libraries ask for each family by itself */
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK_STRING(answer->detail, "the host name stalled.test was not resolved in time");
	doku_transfer_group_close(group);
	int64_t took = client_clock() - started;
	CHECK(took >= 299 && took < 300 + LATE);

	check_context("clean-up with a stalled name");
	group = doku_transfer_group_open(transport);
	client_start(group, &options);
	started = client_clock();
	doku_transfer_group_step(group, 50);
	doku_transport_free(transport);
	took = client_clock() - started;
	CHECK(took < 50 + LATE);
	client_release_names();
	for (int i = 0; i < 1000 && client_open_lookups() > 0; i++) {
		pause_for(10);
	}
	CHECK_INTEGER(client_open_lookups(), 0);
}

/* The first address is dead: the second gets its chance within the time to connect. */
static void test_second_address(void)
{
	static const fault_step polite[] = {READ, SEND(OK_ANSWER), {FAULT_AGAIN, 0, NULL}};
	static const fault_step *const scripts[] = {polite};
	check_context("second address");
	fault_server *server = fault_server_start("127.0.0.3", scripts, 1, NULL);
	fault_full full;
	fault_full_start(&full, "127.0.0.2", fault_server_port(server));
	client_url url = client_url_of("http", "two.test", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	options.connect_timeout = 1500;
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	doku_transport_free(transport);
	fault_full_stop(&full);
	fault_server_stop(server);
}

/* ---- time in which nobody steps ---- */

static void test_pause_in_answer(void)
{
	static const fault_step script[] = {READ, {FAULT_GATE, 0, NULL}, SEND(OK_ANSWER), STALL};
	static const fault_step *const scripts[] = {script};
	check_context("a pause longer than the time");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.timeout = 400;
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_transfer *transfer = client_start(group, &options);
	pause_for(500);
	int64_t until = client_clock() + 10000;
	while (fault_server_count(server, FAULT_REQUESTS) == 0 && client_clock() < until) {
		doku_transfer_group_step(group, 10);
	}
	CHECK(!client_is_done(transfer));
	pause_for(600);
	fault_server_open_gate(server);
	CHECK(client_finish(group, transfer));
	CHECK_INTEGER(doku_transfer_answer(transfer)->result, DOKU_TRANSFER_ANSWERED);
	CHECK(doku_transfer_answer(transfer)->timing.total > 1.0);
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* The first TLS handshake of a process takes longer, under valgrind by seconds. */
static void test_warm_up(void)
{
	static const fault_step polite[] = {
		{FAULT_TLS, 0, NULL}, READ, SEND(OK_ANSWER), {FAULT_END, 0, NULL}};
	static const fault_step *const scripts[] = {polite};
	check_context("warm-up");
	test_authority *authority = test_authority_new("authority");
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	options.ca_file = test_authority_file(authority);
	options.connect_timeout = options.timeout = 30000;
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
	test_authority_free(authority);
}

/* The HTTP library's own connect timeout passes meanwhile; ours does not. */
static void test_pause_in_connect(void)
{
	static const fault_step stalls[] = {STALL};
	static const fault_step polite[] = {
		{FAULT_TLS, 0, NULL}, READ, SEND(OK_ANSWER), {FAULT_AGAIN, 1, NULL}};
	static const fault_step *const scripts[] = {stalls, polite};
	check_context("a pause in the TLS handshake");
	test_authority *authority = test_authority_new("authority");
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", scripts, 2, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.ca_file = test_authority_file(authority);
	options.connect_timeout = 1500;
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_transfer *transfer = client_start(group, &options);
	doku_transfer_group_step(group, 100);
	CHECK(!client_is_done(transfer));
	pause_for(2000);
	CHECK(client_finish(group, transfer));
	CHECK_INTEGER(doku_transfer_answer(transfer)->result, DOKU_TRANSFER_ANSWERED);
	CHECK(!doku_transfer_answer(transfer)->timing.reused);
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 1);
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
	test_authority_free(authority);
}

/* ---- idle connections ---- */

static bool is_reused(doku_transport *transport, const doku_transfer_options *options)
{
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
	bool reused = answer->timing.reused;
	doku_transfer_group_close(group);
	return reused;
}

/* An old connection is of no use for one who wants young ones, and is kept for one who does not
 * mind. */
static void test_idle(void)
{
	static const fault_step polite[] = {READ, SEND(OK_ANSWER), {FAULT_AGAIN, 0, NULL}};
	static const fault_step *const scripts[] = {polite};
	check_context("idle connections");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options patient = client_post(&url, "{}");
	doku_transfer_options impatient = patient;
	doku_transfer_options never = patient;
	impatient.idle_timeout = 1000;
	never.idle_timeout = 0;
	CHECK(!is_reused(transport, &patient));
	CHECK(is_reused(transport, &impatient));
	pause_for(1200);
	CHECK(!is_reused(transport, &impatient));
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	CHECK_INTEGER(fault_server_count(server, FAULT_CLOSED), 0);
	/* An old one and a young one: the young one serves, however many old ones are met first. */
	CHECK(is_reused(transport, &impatient));
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	pause_for(1200);
	CHECK(is_reused(transport, &patient));
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	CHECK(!is_reused(transport, &never));
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 6);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* ---- turns ---- */

static void test_turns(void)
{
	static const fault_step script[] = {READ, STALL};
	static const fault_step *const scripts[] = {script};
	check_context("turns");
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	doku_transfer_group *group = doku_transfer_group_open(transport);
	int64_t started = client_clock();
	CHECK_INTEGER(doku_transfer_group_step(group, 1000), 0);
	CHECK(client_clock() - started < 100);
	client_start(group, &options);
	static const struct {
		int64_t asked, lasts;
	} turns[] = {{0, 0}, {-5, 0}, {100, 100}, {5000, 250}};
	for (size_t i = 0; i < CHECK_COUNT(turns); i++) {
		started = client_clock();
		CHECK_INTEGER(doku_transfer_group_step(group, turns[i].asked), 1);
		int64_t took = client_clock() - started;
		CHECK(took >= turns[i].lasts - 1 && took < turns[i].lasts + LATE);
	}
	CHECK(doku_transfer_group_take(group) == NULL);
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	fault_server_stop(server);
}

int main(void)
{
	if (!CHECK(doku_transport_startup())) {
		return check_finish();
	}
	test_warm_up();
	test_stalls();
	test_stall_on_kept();
	test_no_connection();
	test_odd_limits();
	test_refused();
	test_unknown_name();
	test_stalled_name();
	test_second_address();
	test_pause_in_answer();
	test_pause_in_connect();
	test_idle();
	test_turns();
	doku_transport_shutdown();
	return check_finish();
}
