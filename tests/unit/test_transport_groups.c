/* Groups of transfers and their bookkeeping, the table of outcomes and their words, and the guard
 * against SIGPIPE. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/transport/client.h"
#include "base/caps.h"
#include "check.h"
#include "transport/outcome.h"
#include "transport/sigpipe_guard.h"

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define READ \
	{ \
		FAULT_READ, 0, NULL \
	}
#define SEND(text) \
	{ \
		FAULT_SEND, 0, text \
	}
#define GATE \
	{ \
		FAULT_GATE, 0, NULL \
	}
#define AGAIN \
	{ \
		FAULT_AGAIN, 0, NULL \
	}

static const fault_step polite[] = {READ, SEND(OK_ANSWER), AGAIN};
static const fault_step gated[] = {READ, GATE, SEND(OK_ANSWER), AGAIN};
static const fault_step stalling[] = {READ, {FAULT_STALL, 0, NULL}};

typedef struct stage {
	fault_server *server;
	client_url url;
	doku_transport *transport;
	doku_transfer_options options;
} stage;

static void set_stage(stage *s, const fault_step *const *scripts, size_t count)
{
	s->server = fault_server_start("127.0.0.1", scripts, count, NULL);
	s->url = client_url_of("http", "127.0.0.1", fault_server_port(s->server), "/x");
	s->transport = doku_transport_new();
	s->options = client_post(&s->url, "{}");
}

static void clear_stage(stage *s)
{
	doku_transport_free(s->transport);
	fault_server_stop(s->server);
}

/* Steps until the server has seen that many requests. */
static bool step_until(stage *s, doku_transfer_group *group, size_t requests)
{
	int64_t until = client_clock() + 10000;
	while (fault_server_count(s->server, FAULT_REQUESTS) < requests && client_clock() < until) {
		doku_transfer_group_step(group, 10);
	}
	return fault_server_count(s->server, FAULT_REQUESTS) >= requests;
}

/* ---- groups ---- */

static void test_two_groups(void)
{
	static const fault_step *const scripts[] = {gated, polite};
	check_context("two groups");
	stage s;
	set_stage(&s, scripts, 2);
	doku_transfer_group *slow = doku_transfer_group_open(s.transport);
	doku_transfer_group *quick = doku_transfer_group_open(s.transport);
	doku_transfer *waits = client_start(slow, &s.options);
	CHECK(step_until(&s, slow, 1));
	for (int i = 0; i < 3; i++) {
		doku_answer *answer = client_run(quick, &s.options);
		CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
		CHECK(answer->timing.reused == (i > 0));
	}
	CHECK(!client_is_done(waits));
	/* Stepping one group drives the other's connections too. */
	fault_server_open_gate(s.server);
	doku_transfer *driven = client_start(quick, &s.options);
	int64_t until = client_clock() + 10000;
	while (!client_is_done(waits) && client_clock() < until) {
		if (client_is_done(driven)) {
			doku_transfer_group_take(quick);
			driven = client_start(quick, &s.options);
		}
		doku_transfer_group_step(quick, 10);
	}
	CHECK(client_is_done(waits));
	CHECK(doku_transfer_group_take(slow) == waits);
	CHECK(doku_transfer_group_take(slow) == NULL);
	CHECK_INTEGER(doku_transfer_group_step(slow, 1000), 0);
	CHECK_INTEGER(doku_transfer_answer(waits)->result, DOKU_TRANSFER_ANSWERED);
	doku_transfer_group_close(slow);
	doku_transfer_group_close(quick);
	doku_transfer_group_close(NULL);
	clear_stage(&s);
}

/* One group's time does not pass while the other is stepped. */
static void test_time_of_groups(void)
{
	static const fault_step *const scripts[] = {gated, stalling};
	check_context("time of groups");
	stage s;
	set_stage(&s, scripts, 2);
	s.options.timeout = 300;
	doku_transfer_group *still = doku_transfer_group_open(s.transport);
	doku_transfer_group *moving = doku_transfer_group_open(s.transport);
	doku_transfer *first = client_start(still, &s.options);
	CHECK(step_until(&s, still, 1));
	CHECK_INTEGER(client_run(moving, &s.options)->result, DOKU_TRANSFER_TIMED_OUT);
	CHECK(!client_is_done(first));
	fault_server_open_gate(s.server);
	CHECK(client_finish(still, first));
	CHECK_INTEGER(doku_transfer_answer(first)->result, DOKU_TRANSFER_ANSWERED);
	clear_stage(&s); /* takes the open groups along */
}

static void test_owners_and_order(void)
{
	static const fault_step *const scripts[] = {gated};
	check_context("owners");
	stage s;
	set_stage(&s, scripts, 1);
	int owners[5];
	bool seen[5] = {false};
	doku_transfer_group *group = doku_transfer_group_open(s.transport);
	for (int i = 0; i < 5; i++) {
		doku_transfer *transfer = client_start(group, &s.options);
		CHECK(doku_transfer_owner(transfer) == NULL);
		doku_transfer_set_owner(transfer, &owners[i]);
	}
	CHECK(doku_transfer_group_take(group) == NULL);
	CHECK(step_until(&s, group, 5));
	fault_server_open_gate(s.server);
	int64_t until = client_clock() + 10000;
	for (int count = 0; count < 5 && client_clock() < until;) {
		size_t running = doku_transfer_group_step(group, 100);
		doku_transfer *transfer = doku_transfer_group_take(group);
		if (transfer != NULL) {
			int *owner = doku_transfer_owner(transfer);
			CHECK(owner >= owners && owner < owners + 5 && !seen[owner - owners]);
			seen[owner - owners] = true;
			CHECK(running <= (size_t)(5 - count - 1));
			count++;
		}
	}
	for (int i = 0; i < 5; i++) {
		CHECK(seen[i]);
	}
	doku_transfer_group_close(group);
	clear_stage(&s);
}

static void test_abort(void)
{
	static const fault_step *const scripts[] = {stalling, stalling, polite};
	check_context("abort");
	stage s;
	set_stage(&s, scripts, 3);
	doku_transfer_group *group = doku_transfer_group_open(s.transport);
	doku_transfer *unsent = client_start(group, &s.options);
	doku_transfer_abort(unsent);
	CHECK(client_is_done(unsent));
	CHECK_INTEGER(doku_transfer_answer(unsent)->result, DOKU_TRANSFER_NOT_SENT);
	CHECK_STRING(doku_transfer_answer(unsent)->detail, "given up before the request");
	CHECK(doku_transfer_group_take(group) == unsent);

	doku_transfer *sent = client_start(group, &s.options);
	CHECK(step_until(&s, group, 1));
	CHECK(!client_is_done(sent));
	doku_transfer_abort(sent);
	doku_transfer_abort(sent);
	doku_answer *answer = doku_transfer_answer(sent);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_ABORTED);
	CHECK(answer->sent);
	CHECK_STRING(answer->detail, "given up before the answer was complete");
	CHECK_INTEGER(doku_transfer_group_step(group, 1000), 0);
	CHECK(doku_transfer_group_take(group) == sent);
	CHECK(fault_server_wait(s.server, FAULT_CLOSED, 1));

	check_context("freeing what runs");
	doku_transfer *freed = client_start(group, &s.options);
	CHECK(step_until(&s, group, 2));
	doku_transfer_free(freed);
	CHECK_INTEGER(doku_transfer_group_step(group, 1000), 0);
	CHECK(doku_transfer_group_take(group) == NULL);
	CHECK(fault_server_wait(s.server, FAULT_CLOSED, 2));

	check_context("closing what runs");
	client_start(group, &s.options);
	CHECK_INTEGER(doku_transfer_group_step(group, 0), 1);
	doku_transfer_group_close(group);
	CHECK_INTEGER(client_probe(s.transport, &s.options, NULL), DOKU_TRANSFER_ANSWERED);

	check_context("freeing the transport while transfers run");
	group = doku_transfer_group_open(s.transport);
	client_start(group, &s.options);
	client_start(group, &s.options);
	doku_transfer_group_step(group, 0);
	clear_stage(&s);
	doku_transport_free(NULL);
}

static void test_body_moves_out(void)
{
	static const fault_step *const scripts[] = {polite};
	check_context("moving the body out");
	stage s;
	set_stage(&s, scripts, 1);
	doku_transfer_group *group = doku_transfer_group_open(s.transport);
	doku_answer *answer = client_run(group, &s.options);
	doku_buffer body = answer->body;
	doku_buffer_init(&answer->body, DOKU_MAX_BODY_BYTES);
	doku_transfer_group_close(group);
	CHECK_TEXT(doku_buffer_slice(&body), "ok");
	doku_buffer_free(&body);
	clear_stage(&s);
}

/* ---- what is refused before anything happens ---- */

typedef struct refused_case {
	const char *method;
	const char *url;
	const char *name;
	const char *value;
	size_t value_length;
	const char *detail;
} refused_case;

#define VALUE(text) text, sizeof(text) - 1
#define GOOD_URL "http://127.0.0.1:1/"

static const refused_case refused_cases[] = {
	{"TRACE", GOOD_URL, "A", VALUE("b"), "the method is not supported"},
	{"get", GOOD_URL, "A", VALUE("b"), "the method is not supported"},
	{"", GOOD_URL, "A", VALUE("b"), "the method is not supported"},
	{"GET", "ftp://127.0.0.1/", "A", VALUE("b"), "the URL is neither http nor https"},
	{"GET", "file:///etc/passwd", "A", VALUE("b"), "the URL is neither http nor https"},
	{"GET", "127.0.0.1/", "A", VALUE("b"), "the URL is neither http nor https"},
	{"GET", "", "A", VALUE("b"), "the URL is neither http nor https"},
	{"GET", "http:/", "A", VALUE("b"), "the URL is neither http nor https"},
	{"GET", "http://127.0.0.1:1/a b", "A", VALUE("b"), "the URL has a character"},
	{"GET", "http://127.0.0.1:1/a\r\nX: y", "A", VALUE("b"), "the URL has a character"},
	{"GET", "http://127.0.0.1:1/a#b", "A", VALUE("b"), "the URL has a character"},
	{"GET", "http://127.0.0.1:1/\x7f", "A", VALUE("b"), "the URL has a character"},
	{"GET", "http://127.0.0.1:1/\xc3\xa9", "A", VALUE("b"), "the URL has a character"},
	{"GET", GOOD_URL, "", VALUE("b"), "a header name is empty"},
	{"GET", GOOD_URL, "A B", VALUE("b"), "a header name has a character"},
	{"GET", GOOD_URL, "A:", VALUE("b"), "a header name has a character"},
	{"GET", GOOD_URL, "A\r\nB", VALUE("b"), "a header name has a character"},
	{"GET", GOOD_URL, "\xc3\xa9", VALUE("b"), "a header name has a character"},
	{"GET", GOOD_URL, "A", VALUE("b\r\nC: d"), "a header value has a line break"},
	{"GET", GOOD_URL, "A", VALUE("b\nC: d"), "a header value has a line break"},
	{"GET", GOOD_URL, "A", VALUE("b\r"), "a header value has a line break"},
	{"GET", GOOD_URL, "A", VALUE("b\0c"), "a header value has a line break"},
};

static void test_refused(void)
{
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);
	char detail[DOKU_ANSWER_DETAIL_SIZE];
	for (size_t i = 0; i < CHECK_COUNT(refused_cases); i++) {
		const refused_case *row = &refused_cases[i];
		check_context("refused, row %zu", i);
		doku_transfer_header headers[2] = {
			{DOKU_SLICE_LITERAL("Client-Id"), DOKU_SLICE_LITERAL("MCH-TEST-0001")},
			{doku_slice_from_string(row->name), doku_slice_make(row->value, row->value_length)}};
		client_url url;
		snprintf(url.text, sizeof(url.text), "%s", row->url);
		doku_transfer_options options = client_get(&url);
		options.method = row->method;
		options.headers = headers;
		options.header_count = 2;
		CHECK(doku_transfer_start(group, &options, detail) == NULL);
		CHECK(strncmp(detail, row->detail, strlen(row->detail)) == 0);
		CHECK_INTEGER(doku_transfer_group_step(group, 1000), 0);
	}
	check_context("a GET with a body");
	client_url url = client_url_of("http", "127.0.0.1", 1, "/");
	doku_transfer_options options = client_post(&url, "{}");
	options.method = "GET";
	CHECK(doku_transfer_start(group, &options, detail) == NULL);
	CHECK_STRING(detail, "a GET cannot have a body");
	check_context("a user in the URL");
	client_url login = {"http://buyer:fake-password@127.0.0.1:1/"};
	options = client_get(&login);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK(strstr(answer->detail, "password") == NULL);
	doku_transfer_group_close(group);
	doku_transport_free(transport);
}

/* ---- the outcome, as a table ---- */

typedef struct outcome_case {
	doku_wire_end end;
	bool sent, reused, began;
	doku_transfer_result result;
} outcome_case;

static const outcome_case outcome_cases[] = {
	{DOKU_WIRE_COMPLETE, true, false, true, DOKU_TRANSFER_ANSWERED},
	{DOKU_WIRE_COMPLETE, true, true, true, DOKU_TRANSFER_ANSWERED},
	{DOKU_WIRE_CLOSED, false, false, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_CLOSED, true, false, false, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_CLOSED, true, true, false, DOKU_TRANSFER_DEAD_CONNECTION},
	{DOKU_WIRE_CLOSED, true, true, true, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_CLOSED, true, true, true, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_NO_NAME, true, true, false, DOKU_TRANSFER_DEAD_CONNECTION},
	{DOKU_WIRE_NO_NAME, false, false, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_NO_CONNECTION, true, true, false, DOKU_TRANSFER_DEAD_CONNECTION},
	{DOKU_WIRE_NO_CONNECTION, true, false, false, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_PARTIAL, true, true, true, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_PARTIAL, true, true, false, DOKU_TRANSFER_DEAD_CONNECTION},
	{DOKU_WIRE_INVALID, true, true, false, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_INVALID, false, false, true, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_TOO_LARGE, true, false, true, DOKU_TRANSFER_TOO_LARGE},
	{DOKU_WIRE_TOO_LARGE, false, false, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_OTHER, true, true, false, DOKU_TRANSFER_CUT_OFF},
	{DOKU_WIRE_OTHER, false, false, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_TIME_OVER, true, true, false, DOKU_TRANSFER_TIMED_OUT},
	{DOKU_WIRE_TIME_OVER, false, false, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_GIVEN_UP, true, true, false, DOKU_TRANSFER_ABORTED},
	{DOKU_WIRE_GIVEN_UP, false, true, false, DOKU_TRANSFER_NOT_SENT},
	{DOKU_WIRE_NO_MEMORY, true, false, false, DOKU_TRANSFER_NO_MEMORY},
	{DOKU_WIRE_NO_MEMORY, false, false, false, DOKU_TRANSFER_NO_MEMORY},
};

static void test_outcomes(void)
{
	for (size_t i = 0; i < CHECK_COUNT(outcome_cases); i++) {
		const outcome_case *row = &outcome_cases[i];
		check_context("outcome, row %zu", i);
		doku_answer answer;
		doku_answer_init(&answer);
		answer.sent = row->sent;
		doku_wire_facts facts = {.end = row->end,
			.reused = row->reused,
			.began = row->began,
			.words = "words of the library"};
		answer.result = doku_outcome(&answer, &facts);
		CHECK_INTEGER(answer.result, row->result);
		doku_outcome_describe(&answer, &facts);
		CHECK((answer.detail[0] == '\0') == (row->result == DOKU_TRANSFER_ANSWERED));
	}
}

/* Every way of not being sent has words of its own. */
static void test_words(void)
{
	static const struct {
		doku_wire_facts facts;
		const char *detail;
	} rows[] = {
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = ECONNREFUSED},
			"could not connect: Connection refused"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = ENETUNREACH},
			"could not connect: Network is unreachable"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = EHOSTUNREACH},
			"could not connect: No route to host"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = ETIMEDOUT},
			"could not connect: Connection timed out"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = ECONNRESET},
			"could not connect: Connection reset by peer"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = EADDRNOTAVAIL},
			"could not connect: Cannot assign requested address"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = EACCES},
			"could not connect: Permission denied"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = EMFILE},
			"could not connect: Too many open files"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = 0}, "could not connect (error 0)"},
		{{.end = DOKU_WIRE_NO_CONNECTION, .os_error = ENFILE},
			"could not connect: Too many open files in the system"},
		{{.end = DOKU_WIRE_NO_NAME, .os_error = EMFILE}, "could not connect: Too many open files"},
		{{.end = DOKU_WIRE_NO_TLS, .os_error = EMFILE, .words = "no certificates"},
			"could not connect: Too many open files"},
		{{.end = DOKU_WIRE_TOO_LARGE, .proxy = true},
			"the answer of the proxy is larger than the limit"},
		{{.end = DOKU_WIRE_NO_TUNNEL}, "the proxy refused the connection"},
		{{.end = DOKU_WIRE_CLOSED}, "the connection was closed before the request"},
		{{.end = DOKU_WIRE_TIME_OVER, .proxy = true},
			"the host name of the proxy was not resolved in time"},
		{{.end = DOKU_WIRE_TIME_OVER, .resolved = true}, "no connection in time"},
		{{.end = DOKU_WIRE_TIME_OVER, .resolved = true, .connected = true},
			"no connection in time"},
		{{.end = DOKU_WIRE_OTHER, .words = "a\r\nb\x01"}, "a  b "},
		{{.end = DOKU_WIRE_OTHER, .words = ""}, "the HTTP library gave up"},
		{{.end = DOKU_WIRE_OTHER, .proxy = true, .words = "at http://buyer:fake-password@host"},
			"the HTTP library gave up"},
		{{.end = DOKU_WIRE_NO_TLS, .proxy = true, .words = "at http://buyer:fake-password@host"},
			"TLS: the HTTP library gave up"},
		{{.end = DOKU_WIRE_NO_TLS, .words = "a certificate of pay@example.com"},
			"TLS: a certificate of pay@example.com"},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		check_context("words, row %zu", i);
		doku_answer answer;
		doku_answer_init(&answer);
		answer.result = doku_outcome(&answer, &rows[i].facts);
		doku_outcome_describe(&answer, &rows[i].facts);
		CHECK_STRING(answer.detail, rows[i].detail);
	}
}

/* ---- the guard ---- */

static bool sigpipe_pending(void)
{
	sigset_t set;
	sigpending(&set);
	return sigismember(&set, SIGPIPE) == 1;
}

static void test_guard(void)
{
	check_context("guard");
	signal(SIGPIPE, SIG_DFL);
	sigset_t only, before, after;
	sigemptyset(&only);
	sigaddset(&only, SIGPIPE);
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	pthread_kill(pthread_self(), SIGPIPE); /* as a write would; deadly without the guard */
	CHECK(sigpipe_pending());
	doku_sigpipe_guard_end(&guard);
	CHECK(!sigpipe_pending());

	check_context("guard of a caller who blocks the signal");
	pthread_sigmask(SIG_BLOCK, &only, &before);
	doku_sigpipe_guard_begin(&guard);
	pthread_kill(pthread_self(), SIGPIPE);
	doku_sigpipe_guard_end(&guard);
	CHECK(!sigpipe_pending());
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	CHECK(sigismember(&after, SIGPIPE) == 1);

	check_context("guard of a caller who waits for the signal");
	pthread_kill(pthread_self(), SIGPIPE);
	doku_sigpipe_guard_begin(&guard);
	doku_sigpipe_guard_end(&guard);
	CHECK(sigpipe_pending());
	int taken;
	sigwait(&only, &taken);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
	/* libcurl starts with the first transport */
	test_two_groups();
	test_time_of_groups();
	test_owners_and_order();
	test_abort();
	test_body_moves_out();
	test_refused();
	test_outcomes();
	test_words();
	test_guard();
	doku_transport_shutdown();
	return check_finish();
}
