/* The transport over TLS and through proxies: who is trusted, what is kept and resumed, what a
 * child process leaves alone, and that a proxy's words never pass for the server's. */
#define _GNU_SOURCE

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

#include <openssl/ssl.h>

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
#define TLS \
	{ \
		FAULT_TLS, 0, NULL \
	}
#define AGAIN(step) \
	{ \
		FAULT_AGAIN, step, NULL \
	}

static const fault_step polite[] = {TLS, READ, SEND(OK_ANSWER), AGAIN(1)};
static const fault_step *const only_polite[] = {polite};

static test_authority *authority;
static test_authority *stranger;

static bool contains(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

/* ---- trust ---- */

typedef struct trust_case {
	const char *name;
	const char *host;
	const char *names; /* in the certificate */
	long seconds;
	bool is_known;      /* by the client */
	bool is_old;        /* TLS 1.1 */
	const char *detail; /* NULL: answered */
} trust_case;

static const trust_case trust_cases[] = {
	{"address", "127.0.0.1", "IP:127.0.0.1", 3600, true, false, NULL},
	{"name", "localhost", "DNS:localhost", 3600, true, false, NULL},
	{"unknown authority", "127.0.0.1", "IP:127.0.0.1", 3600, false, false,
		"unable to get local issuer certificate"},
	{"wrong host", "localhost", "DNS:api.example.com,IP:127.0.0.1", 3600, true, false,
		"no alternative certificate subject name matches"},
	{"wrong address", "127.0.0.1", "IP:127.0.0.2,DNS:127.0.0.1", 3600, true, false,
		"no alternative certificate subject name matches"},
	{"expired", "127.0.0.1", "IP:127.0.0.1", -60, true, false, "certificate has expired"},
	{"TLS 1.1", "127.0.0.1", "IP:127.0.0.1", 3600, true, true, "TLS: "},
};

static void test_trust(void)
{
	for (size_t i = 0; i < CHECK_COUNT(trust_cases); i++) {
		const trust_case *row = &trust_cases[i];
		check_context("trust: %s", row->name);
		void *context =
			test_server_context_new(row->is_known ? authority : stranger, row->names, row->seconds);
		if (row->is_old) {
			test_server_context_make_old(context);
		}
		fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, context);
		client_url url = client_url_of("https", row->host, fault_server_port(server), "/x");
		doku_transport *transport = doku_transport_new();
		doku_transfer_options options = client_post(&url, "{}");
		options.ca_file = test_authority_file(authority);
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		bool expected = row->detail == NULL;
		CHECK_INTEGER(answer->result, expected ? DOKU_TRANSFER_ANSWERED : DOKU_TRANSFER_NOT_SENT);
		CHECK(answer->sent == expected);
		CHECK((answer->timing.tls > 0.0) || !expected);
		if (!expected
			&& !CHECK(contains(answer->detail, "TLS: ") && contains(answer->detail, row->detail))) {
			printf("    %s\n", answer->detail);
		}
		doku_transfer_group_close(group);
		CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), expected);
		doku_transport_free(transport);
		fault_server_stop(server);
		test_server_context_free(context);
	}
}

/* Without a file the system's authorities count, and they do not know ours. */
static void test_authorities(void)
{
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_get(&url);
	check_context("the system's authorities");
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_NOT_SENT);
	check_context("our authority");
	options.ca_file = test_authority_file(authority);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	check_context("a kept connection is not for those who trust others");
	options.ca_file = test_authority_file(stranger);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_NOT_SENT);
	options.ca_file = NULL;
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_NOT_SENT);
	check_context("no such file");
	options.ca_file = "/nonexistent/authority.pem";
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK(contains(answer->detail, "TLS: ") && contains(answer->detail, "/nonexistent/"));
	doku_transfer_group_close(group);
	check_context("our authority again");
	options.ca_file = test_authority_file(authority);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
}

/* ---- kept and resumed ---- */

static void test_reuse(int minor)
{
	check_context("reuse with TLS 1.%d", minor);
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	test_server_context_set_version(context, minor);
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.ca_file = test_authority_file(authority);
	for (int i = 0; i < 4; i++) {
		if (i == 2) { /* a connection that has to be replaced resumes the session */
			doku_transport_close_idle(transport);
			CHECK(fault_server_wait(server, FAULT_CLOSED, 1));
		}
		bool reused = i % 2 == 1;
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
		CHECK(answer->timing.reused == reused);
		CHECK((answer->timing.tls > 0.0) == !reused);
		CHECK((answer->timing.connect > 0.0) == !reused);
		doku_transfer_group_close(group);
	}
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	CHECK_INTEGER(fault_server_count(server, FAULT_RESUMED), 1);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 4);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
}

static void test_dead_connection(void)
{
	static const fault_step closes[] = {TLS, READ, SEND(OK_ANSWER), READ, {FAULT_END, 0, NULL}};
	static const fault_step resets[] = {TLS, READ, SEND(OK_ANSWER), READ, {FAULT_RESET, 0, NULL}};
	static const fault_step *const scripts[] = {closes, resets, polite};
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", scripts, 3, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{\"order\":{}}");
	options.ca_file = test_authority_file(authority);
	for (size_t i = 0; i < 2; i++) {
		check_context("a kept TLS connection dies, %zu", i);
		CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
		CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_DEAD_CONNECTION);
		CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2 * i + 2);
		CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), i + 1);
	}
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	CHECK_INTEGER(fault_server_count(server, FAULT_RESUMED), 2);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
}

static void test_handshake_ends(void)
{
	static const fault_step closes[] = {{FAULT_READ_SOME, 20, NULL}, {FAULT_END, 0, NULL}};
	static const fault_step alerts[] = {
		{FAULT_READ_SOME, 20, NULL}, SEND("\x15\x03\x03\x01\x01\x02\x28"), {FAULT_END, 0, NULL}};
	static const fault_step plain[] = {
		{FAULT_READ_SOME, 20, NULL}, SEND("HTTP/1.1 200 OK\r\n\r\nx"), {FAULT_END, 0, NULL}};
	static const fault_step *const all[] = {closes, alerts, plain};
	for (size_t i = 0; i < CHECK_COUNT(all); i++) {
		check_context("the handshake ends, %zu", i);
		fault_server *server = fault_server_start("127.0.0.1", &all[i], 1, NULL);
		client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
		doku_transport *transport = doku_transport_new();
		doku_transfer_options options = client_post(&url, "{}");
		options.ca_file = test_authority_file(authority); /* loads faster than the system's */
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
		CHECK(contains(answer->detail, "TLS: "));
		CHECK(contains(answer->detail, "is it a port for http?") == (all[i] == plain));
		doku_transfer_group_close(group);
		doku_transport_free(transport);
		fault_server_stop(server);
	}
}

/* OpenSSL writes to a connection that the server has reset: without the guard SIGPIPE ends this
 * program. */
static void test_sigpipe(void)
{
	static const fault_step script[] = {TLS, {FAULT_READ_SOME, 20, NULL}, {FAULT_RESET, 0, NULL}};
	static const fault_step *const scripts[] = {script};
	check_context("SIGPIPE");
	signal(SIGPIPE, SIG_DFL);
	size_t length = 8u * 1024u * 1024u;
	char *body = malloc(length + 1);
	memset(body, 'x', length);
	body[length] = '\0';
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, body);
	options.ca_file = test_authority_file(authority);
	for (int i = 0; i < 5; i++) {
		doku_transfer_result result = client_probe(transport, &options, NULL);
		CHECK_INTEGER(result, DOKU_TRANSFER_CUT_OFF);
	}
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
	free(body);
}

/* ---- fork ---- */

/* The child abandons what it inherited and ends; the parent's TLS connection goes on. */
static void test_fork(void)
{
	check_context("fork");
	void *context = test_server_context_new(authority, "IP:127.0.0.1", 3600);
	fault_server *server = fault_server_start("127.0.0.1", only_polite, 1, context);
	client_url url = client_url_of("https", "127.0.0.1", fault_server_port(server), "/x");
	doku_transport *transport = doku_transport_new();
	doku_transfer_options options = client_post(&url, "{}");
	options.ca_file = test_authority_file(authority);
	CHECK_INTEGER(client_probe(transport, &options, NULL), DOKU_TRANSFER_ANSWERED);
	doku_transfer_group *open = doku_transfer_group_open(transport);
	pid_t child = fork();
	if (child == 0) {
		doku_transport_abandon(transport);
		doku_transport_free(transport);
		doku_transport *own = doku_transport_new();
		doku_transfer_result result = client_probe(own, &options, NULL);
		doku_transport_free(own);
		/* Another program takes over: what the server's threads held here is no leak of ours. */
		execlp(result == DOKU_TRANSFER_ANSWERED ? "true" : "false", "child", (char *)NULL);
		_exit(1);
	}
	int status = -1;
	CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
	doku_answer *answer = client_run(open, &options);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_ANSWERED);
	CHECK(answer->timing.reused);
	CHECK_INTEGER(fault_server_count(server, FAULT_CONNECTIONS), 2);
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 3);
	doku_transfer_group_close(open);
	doku_transport_free(transport);
	fault_server_stop(server);
	test_server_context_free(context);
}

/* ---- proxies ---- */

typedef struct proxy_case {
	const char *name;
	fault_step script[6];
	doku_transfer_result result;
	const char *detail;
} proxy_case;

#define FAKE "HTTP/1.1 200 OK\r\nClient-Id: forged\r\nContent-Length: 3\r\n\r\n"

static const proxy_case proxy_cases[] = {
	{"tunnel",
		{READ, SEND("HTTP/1.1 200 Connection established\r\n\r\n"), TLS, READ, SEND(OK_ANSWER)},
		DOKU_TRANSFER_ANSWERED, ""},
	{"tunnel with fake headers", {READ, SEND(FAKE), TLS, READ, SEND(OK_ANSWER)},
		DOKU_TRANSFER_ANSWERED, ""},
	{"407",
		{READ,
			SEND("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
				 "Client-Id: forged\r\nContent-Length: 0\r\n\r\n"),
			{FAULT_END, 0, NULL}},
		DOKU_TRANSFER_NOT_SENT, "the proxy refused the tunnel (407)"},
	{"502", {READ, SEND("HTTP/1.1 502 Bad\r\nContent-Length: 2\r\n\r\nno"), {FAULT_END, 0, NULL}},
		DOKU_TRANSFER_NOT_SENT, "the proxy refused the tunnel (502)"},
	{"302",
		{READ, SEND("HTTP/1.1 302 Go\r\nLocation: https://x.test/\r\nContent-Length: 0\r\n\r\n"),
			{FAULT_END, 0, NULL}},
		DOKU_TRANSFER_NOT_SENT, "the proxy refused the tunnel (302)"},
	{"closes", {READ, {FAULT_END, 0, NULL}}, DOKU_TRANSFER_NOT_SENT, "the proxy closed"},
	{"babbles", {READ, SEND("SSH-2.0-x\r\n\r\n"), {FAULT_END, 0, NULL}}, DOKU_TRANSFER_NOT_SENT,
		"the proxy"},
	{"closes in the tunnel", {READ, SEND(FAKE), TLS, READ, {FAULT_END, 0, NULL}},
		DOKU_TRANSFER_CUT_OFF, "before an answer"},
	{"stalls", {READ, {FAULT_STALL, 0, NULL}}, DOKU_TRANSFER_NOT_SENT, "the proxy"},
};

static void test_proxies(void)
{
	void *context = test_server_context_new(authority, "DNS:unknown.test", 3600);
	for (size_t i = 0; i < CHECK_COUNT(proxy_cases); i++) {
		const proxy_case *row = &proxy_cases[i];
		check_context("proxy: %s", row->name);
		const fault_step *const scripts[] = {row->script};
		fault_server *server = fault_server_start("127.0.0.1", scripts, 1, context);
		char proxy[128];
		snprintf(proxy, sizeof(proxy), "http://buyer:fake-password@127.0.0.1:%d",
			fault_server_port(server));
		client_url url = client_url_of("https", "unknown.test", 443, "/x");
		doku_transport *transport = doku_transport_new();
		doku_transfer_options options = client_post(&url, "{}");
		options.ca_file = test_authority_file(authority);
		options.proxy = proxy;
		options.connect_timeout = 2000;
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_answer *answer = client_run(group, &options);
		CHECK_INTEGER(answer->result, row->result);
		CHECK_INTEGER(answer->http_status, row->result == DOKU_TRANSFER_ANSWERED ? 200 : 0);
		CHECK(answer->sent == (row->result != DOKU_TRANSFER_NOT_SENT));
		if (!CHECK(contains(answer->detail, row->detail))) {
			printf("    %s\n", answer->detail);
		}
		CHECK(!contains(answer->detail, "fake-password"));
		CHECK(doku_answer_header_value(answer, "Client-Id").data == NULL);
		doku_transfer_group_close(group);
		char *first = fault_server_request(server, 0);
		/* base64 of "buyer:fake-password" */
		CHECK(contains(first, "CONNECT unknown.test:443 HTTP/1.1\r\n"));
		CHECK(contains(first, "Proxy-Authorization: Basic YnV5ZXI6ZmFrZS1wYXNzd29yZA==\r\n"));
		free(first);
		char *second = fault_server_request(server, 1);
		CHECK(!contains(second, "Proxy-"));
		free(second);
		doku_transport_free(transport);
		fault_server_stop(server);
	}
	test_server_context_free(context);
}

static doku_answer *through(doku_transfer_group *group, const client_url *url, const char *proxy)
{
	doku_transfer_options options = client_post(url, "{}");
	options.proxy = proxy;
	return client_run(group, &options);
}

static void test_proxy_choice(void)
{
	static const fault_step refuses[] = {
		READ, SEND("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"), {FAULT_END, 0, NULL}};
	static const fault_step *const scripts[] = {refuses};
	fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
	char proxy[64];
	char unusable[128];
	int closed = fault_closed_port("127.0.0.1");
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", fault_server_port(server));
	snprintf(unusable, sizeof(unusable), "nonsense://buyer:fake-password@127.0.0.1:%d", closed);
	client_url url = client_url_of("https", "127.0.0.1", closed, "/x");
	setenv("https_proxy", proxy, 1);
	setenv("ALL_PROXY", proxy, 1);
	doku_transport *transport = doku_transport_new();
	doku_transfer_group *group = doku_transfer_group_open(transport);

	check_context("the environment's proxy is not asked");
	doku_answer *answer = through(group, &url, NULL);
	CHECK_STRING(answer->detail, "could not connect: Connection refused");
	check_context("the environment's proxy");
	answer = through(group, &url, "env");
	CHECK_STRING(answer->detail, "the proxy refused the tunnel (403)");
	check_context("the environment's exceptions");
	setenv("no_proxy", "127.0.0.1", 1);
	answer = through(group, &url, "env");
	CHECK_STRING(answer->detail, "could not connect: Connection refused");
	answer = through(group, &url, proxy);
	CHECK_STRING(answer->detail, "the proxy refused the tunnel (403)");
	CHECK_INTEGER(fault_server_count(server, FAULT_REQUESTS), 2);
	check_context("a proxy without a name");
	answer = through(group, &url, "http://buyer:fake-password@unknown.test:1");
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK_STRING(answer->detail, "could not resolve the host name of the proxy unknown.test");
	check_context("a proxy of no known kind");
	answer = through(group, &url, unusable);
	CHECK_INTEGER(answer->result, DOKU_TRANSFER_NOT_SENT);
	CHECK(answer->detail[0] != '\0' && !contains(answer->detail, "fake-password"));

	unsetenv("https_proxy");
	unsetenv("ALL_PROXY");
	unsetenv("no_proxy");
	doku_transfer_group_close(group);
	doku_transport_free(transport);
	fault_server_stop(server);
}

/* OpenSSL's own settings must not be what refuses TLS 1.1. */
static void allow_old_tls(void)
{
	static char path[] = "/tmp/doku-test-openssl-XXXXXX";
	int descriptor = mkstemp(path);
	FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	if (file == NULL) {
		perror(path);
		exit(2);
	}
	fputs("openssl_conf = main\n[main]\nssl_conf = ssl\n[ssl]\nsystem_default = old\n"
		  "[old]\nMinProtocol = TLSv1\nCipherString = DEFAULT@SECLEVEL=0\n",
		file);
	fclose(file);
	setenv("OPENSSL_CONF", path, 1);
	OPENSSL_init_ssl(0, NULL);
	unlink(path);
}

int main(void)
{
	allow_old_tls();
	if (!CHECK(doku_transport_startup())) {
		return check_finish();
	}
	authority = test_authority_new("authority");
	stranger = test_authority_new("stranger");
	test_trust();
	test_authorities();
	test_reuse(2);
	test_reuse(3);
	test_dead_connection();
	test_handshake_ends();
	test_sigpipe();
	test_fork();
	test_proxies();
	test_proxy_choice();
	test_authority_free(authority);
	test_authority_free(stranger);
	doku_transport_shutdown();
	return check_finish();
}
