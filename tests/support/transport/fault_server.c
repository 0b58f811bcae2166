#define _GNU_SOURCE /* strcasestr */

#include "fault_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/ssl.h>

#define MOST_CONNECTIONS 512
#define MOST_REQUESTS 1024
#define REQUEST_SIZE (2u * 1024u * 1024u)
#define PATIENCE_SECONDS 20

typedef struct connection {
	fault_server *server;
	const fault_step *script;
	pthread_t thread;
	int descriptor;
	SSL *ssl;
	char *text; /* the request that is being read, and what came after it */
	size_t length;
	bool is_reset;
} connection;

struct fault_server {
	const fault_step *const *scripts;
	size_t script_count;
	SSL_CTX *tls;
	int listener;
	int port;
	int stop_pipe[2];
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t counts[FAULT_COUNTS];
	bool gate_is_open;
	bool stopping;
	char *requests[MOST_REQUESTS];
	connection connections[MOST_CONNECTIONS];
};

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void add_count(fault_server *server, fault_count which)
{
	pthread_mutex_lock(&server->lock);
	server->counts[which]++;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
}

/* ---- one connection ---- */

/* False when the server stops, the client says nothing for too long, or polling fails. */
static bool wait_readable(connection *c)
{
	struct pollfd fds[2] = {
		{.fd = c->descriptor, .events = POLLIN}, {.fd = c->server->stop_pipe[0], .events = POLLIN}};
	if (c->ssl != NULL && SSL_pending(c->ssl) > 0) {
		return true;
	}
	int ready;
	do {
		ready = poll(fds, 2, PATIENCE_SECONDS * 1000);
	} while (ready < 0 && errno == EINTR);
	return ready > 0 && fds[1].revents == 0;
}

static bool receive(connection *c)
{
	if (c->length + 1 >= REQUEST_SIZE || !wait_readable(c)) {
		return false;
	}
	size_t room = REQUEST_SIZE - c->length - 1;
	ssize_t count = c->ssl != NULL ? SSL_read(c->ssl, c->text + c->length, (int)room)
								   : recv(c->descriptor, c->text + c->length, room, 0);
	if (count <= 0) {
		return false;
	}
	c->length += (size_t)count;
	c->text[c->length] = '\0';
	return true;
}

static bool send_bytes(connection *c, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t count = c->ssl != NULL ? SSL_write(c->ssl, data, (int)length)
									   : send(c->descriptor, data, length, MSG_NOSIGNAL);
		if (count <= 0) {
			return false;
		}
		data += count;
		length -= (size_t)count;
	}
	return true;
}

static void keep_request(connection *c, size_t length)
{
	fault_server *server = c->server;
	pthread_mutex_lock(&server->lock);
	size_t index = server->counts[FAULT_REQUESTS];
	if (index < MOST_REQUESTS) {
		server->requests[index] = malloc(length + 1);
		if (server->requests[index] != NULL) {
			memcpy(server->requests[index], c->text, length);
			server->requests[index][length] = '\0';
		}
	}
	server->counts[FAULT_REQUESTS]++;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
	c->length -= length;
	memmove(c->text, c->text + length, c->length + 1);
}

static bool read_request(connection *c)
{
	char *end;
	while ((end = strstr(c->text, "\r\n\r\n")) == NULL) {
		if (!receive(c)) {
			return false;
		}
	}
	size_t wanted = (size_t)(end - c->text) + 4;
	const char *field = strcasestr(c->text, "\r\ncontent-length:");
	if (field != NULL && field < end) {
		wanted += strtoul(field + strlen("\r\ncontent-length:"), NULL, 10);
	}
	while (c->length < wanted) {
		if (!receive(c)) {
			return false;
		}
	}
	keep_request(c, wanted);
	return true;
}

static bool read_some(connection *c, size_t wanted)
{
	while (c->length < wanted) {
		if (!receive(c)) {
			return false;
		}
	}
	keep_request(c, c->length);
	return true;
}

static bool drip(connection *c, const char *text, long interval)
{
	for (; *text != '\0'; text++) {
		struct pollfd stop = {.fd = c->server->stop_pipe[0], .events = POLLIN};
		if (!send_bytes(c, text, 1) || poll(&stop, 1, (int)interval) > 0) {
			return false;
		}
	}
	return true;
}

static bool fill(connection *c, long count)
{
	char block[4096];
	memset(block, 'x', sizeof(block));
	while (count > 0) {
		size_t piece = count < (long)sizeof(block) ? (size_t)count : sizeof(block);
		if (!send_bytes(c, block, piece)) {
			return false;
		}
		count -= (long)piece;
	}
	return true;
}

static bool repeat(connection *c, const char *text)
{
	char block[16384];
	size_t length = strlen(text);
	size_t filled = 0;
	for (; filled + length <= sizeof(block); filled += length) {
		memcpy(block + filled, text, length);
	}
	while (send_bytes(c, block, filled)) {
	}
	return false;
}

static bool send_headers(connection *c, long count)
{
	for (long i = 0; i < count; i++) {
		char line[64];
		int length = snprintf(line, sizeof(line), "X-Filler-%ld: value\r\n", i);
		if (!send_bytes(c, line, (size_t)length)) {
			return false;
		}
	}
	return true;
}

static bool stall(connection *c)
{
	char dropped[4096];
	while (wait_readable(c)) {
		ssize_t count = c->ssl != NULL ? SSL_read(c->ssl, dropped, sizeof(dropped))
									   : recv(c->descriptor, dropped, sizeof(dropped), 0);
		if (count <= 0) {
			break;
		}
	}
	return false;
}

static struct timespec soon(int seconds)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += seconds;
	return until;
}

static bool wait_at_gate(fault_server *server)
{
	struct timespec until = soon(PATIENCE_SECONDS);
	int status = 0;
	pthread_mutex_lock(&server->lock);
	while (!server->gate_is_open && !server->stopping && status == 0) {
		status = pthread_cond_timedwait(&server->changed, &server->lock, &until);
	}
	bool passes = server->gate_is_open;
	pthread_mutex_unlock(&server->lock);
	return passes;
}

static bool shake_hands(connection *c)
{
	c->ssl = SSL_new(c->server->tls);
	if (c->ssl == NULL || SSL_set_fd(c->ssl, c->descriptor) != 1 || SSL_accept(c->ssl) != 1) {
		return false;
	}
	if (SSL_session_reused(c->ssl)) {
		add_count(c->server, FAULT_RESUMED);
	}
	return true;
}

static bool do_step(connection *c, const fault_step *step)
{
	switch (step->action) {
		case FAULT_READ:
			return read_request(c);
		case FAULT_READ_SOME:
			return read_some(c, (size_t)step->number);
		case FAULT_SEND:
			return send_bytes(c, step->text, strlen(step->text));
		case FAULT_DRIP:
			return drip(c, step->text, step->number);
		case FAULT_FILL:
			return fill(c, step->number);
		case FAULT_HEADERS:
			return send_headers(c, step->number);
		case FAULT_REPEAT:
			return repeat(c, step->text);
		case FAULT_STALL:
			return stall(c);
		case FAULT_GATE:
			return wait_at_gate(c->server);
		case FAULT_TLS:
			return shake_hands(c);
		case FAULT_RESET: {
			struct linger now = {.l_onoff = 1, .l_linger = 0};
			setsockopt(c->descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
			c->is_reset = true;
			return false;
		}
		default:
			return false;
	}
}

/* A broken connection is part of the tests; it must not raise a signal here. */
static void block_sigpipe(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void *serve(void *word)
{
	connection *c = word;
	const fault_step *step = c->script;
	block_sigpipe();
	for (;;) {
		if (step->action == FAULT_AGAIN) {
			step = c->script + step->number;
		} else if (do_step(c, step)) {
			step++;
		} else {
			break;
		}
	}
	if (c->ssl != NULL && SSL_is_init_finished(c->ssl) && !c->is_reset) {
		SSL_shutdown(c->ssl); /* without it OpenSSL would not resume the session */
	}
	SSL_free(c->ssl);
	close(c->descriptor);
	free(c->text);
	add_count(c->server, FAULT_CLOSED);
	return NULL;
}

/* ---- the server ---- */

static void *accept_all(void *word)
{
	fault_server *server = word;
	struct pollfd fds[2] = {
		{.fd = server->listener, .events = POLLIN}, {.fd = server->stop_pipe[0], .events = POLLIN}};
	block_sigpipe();
	for (;;) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR) {
			return NULL;
		}
		if (fds[1].revents != 0) {
			return NULL;
		}
		int descriptor = accept(server->listener, NULL, NULL);
		size_t number = fault_server_count(server, FAULT_CONNECTIONS);
		if (descriptor < 0 || number == MOST_CONNECTIONS) {
			die("accept");
		}
		int yes = 1;
		setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
		connection *c = &server->connections[number];
		c->server = server;
		c->descriptor = descriptor;
		c->script =
			server->scripts[number < server->script_count ? number : server->script_count - 1];
		c->text = calloc(1, REQUEST_SIZE);
		add_count(server, FAULT_CONNECTIONS); /* before anything can be answered */
		if (c->text == NULL || pthread_create(&c->thread, NULL, serve, c) != 0) {
			die("pthread_create");
		}
	}
}

static int listen_on(const char *address, int port, int backlog)
{
	struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	inet_pton(AF_INET, address, &name.sin_addr);
	if (listener < 0 || bind(listener, (struct sockaddr *)&name, sizeof(name)) != 0
		|| listen(listener, backlog) != 0) {
		die("listen");
	}
	return listener;
}

static int port_of(int descriptor)
{
	struct sockaddr_in name;
	socklen_t size = sizeof(name);
	if (getsockname(descriptor, (struct sockaddr *)&name, &size) != 0) {
		die("getsockname");
	}
	return ntohs(name.sin_port);
}

fault_server *fault_server_start(
	const char *address, const fault_step *const *scripts, size_t script_count, void *tls)
{
	fault_server *server = calloc(1, sizeof(*server));
	if (server == NULL || pipe(server->stop_pipe) != 0) {
		die("fault server");
	}
	server->scripts = scripts;
	server->script_count = script_count;
	server->tls = tls;
	server->listener = listen_on(address, 0, 256);
	server->port = port_of(server->listener);
	pthread_mutex_init(&server->lock, NULL);
	pthread_cond_init(&server->changed, NULL);
	if (pthread_create(&server->thread, NULL, accept_all, server) != 0) {
		die("pthread_create");
	}
	return server;
}

void fault_server_stop(fault_server *server)
{
	pthread_mutex_lock(&server->lock);
	server->stopping = true;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
	close(server->stop_pipe[1]);
	pthread_join(server->thread, NULL);
	for (size_t i = 0; i < server->counts[FAULT_CONNECTIONS]; i++) {
		pthread_join(server->connections[i].thread, NULL);
	}
	for (size_t i = 0; i < MOST_REQUESTS; i++) {
		free(server->requests[i]);
	}
	close(server->stop_pipe[0]);
	close(server->listener);
	pthread_cond_destroy(&server->changed);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

int fault_server_port(const fault_server *server)
{
	return server->port;
}

void fault_server_open_gate(fault_server *server)
{
	pthread_mutex_lock(&server->lock);
	server->gate_is_open = true;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
}

size_t fault_server_count(fault_server *server, fault_count which)
{
	pthread_mutex_lock(&server->lock);
	size_t count = server->counts[which];
	pthread_mutex_unlock(&server->lock);
	return count;
}

bool fault_server_wait(fault_server *server, fault_count which, size_t count)
{
	struct timespec until = soon(10);
	int status = 0;
	pthread_mutex_lock(&server->lock);
	while (server->counts[which] < count && status == 0) {
		status = pthread_cond_timedwait(&server->changed, &server->lock, &until);
	}
	bool reached = server->counts[which] >= count;
	pthread_mutex_unlock(&server->lock);
	return reached;
}

char *fault_server_request(fault_server *server, size_t index)
{
	pthread_mutex_lock(&server->lock);
	const char *text =
		index < MOST_REQUESTS && server->requests[index] != NULL ? server->requests[index] : "";
	char *copy = strdup(text);
	pthread_mutex_unlock(&server->lock);
	return copy;
}

/* ---- places where no connection is made ---- */

void fault_full_start(fault_full *full, const char *address, int port)
{
	struct sockaddr_in name = {.sin_family = AF_INET};
	full->listener = listen_on(address, port, 0);
	full->port = port_of(full->listener);
	name.sin_port = htons((unsigned short)full->port);
	inet_pton(AF_INET, address, &name.sin_addr);
	for (size_t i = 0; i < sizeof(full->fillers) / sizeof(full->fillers[0]); i++) {
		full->fillers[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (connect(full->fillers[i], (struct sockaddr *)&name, sizeof(name)) != 0
			&& errno != EINPROGRESS) {
			die("connect");
		}
	}
}

void fault_full_stop(fault_full *full)
{
	for (size_t i = 0; i < sizeof(full->fillers) / sizeof(full->fillers[0]); i++) {
		close(full->fillers[i]);
	}
	close(full->listener);
}

int fault_closed_port(const char *address)
{
	int listener = listen_on(address, 0, 1);
	int port = port_of(listener);
	close(listener);
	return port;
}
