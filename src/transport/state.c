#include "wire.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#endif

#include "../base/error.h"

/* ---- reading an answer ---- */

void doku_answer_reader_init(doku_answer_reader *reader, doku_answer *answer)
{
	reader->answer = answer;
	reader->began = false;
	reader->headers_ended = false;
	reader->problem = DOKU_TRANSFER_ANSWERED;
}

/* "HTTP/1.1 200 OK" or "HTTP/2 200": the number after the first space, 0 when there is none. */
static int status_of_line(doku_slice line)
{
	size_t i = 0;
	while (i < line.length && line.data[i] != ' ') {
		i++;
	}
	while (i < line.length && line.data[i] == ' ') {
		i++;
	}
	int status = 0;
	size_t digits = 0;
	while (i < line.length && line.data[i] >= '0' && line.data[i] <= '9' && digits < 3) {
		status = status * 10 + (line.data[i] - '0');
		i++;
		digits++;
	}
	return digits == 3 ? status : 0;
}

static bool stop_with(doku_answer_reader *reader, doku_transfer_result problem)
{
	reader->problem = problem;
	return false;
}

static bool add_header_field(doku_answer_reader *reader, doku_slice line)
{
	const char *colon = memchr(line.data, ':', line.length);
	if (colon == NULL || colon == line.data) {
		return true;
	}
	size_t name_length = (size_t)(colon - line.data);
	doku_slice name = doku_slice_make(line.data, name_length);
	doku_slice value = doku_slice_make(colon + 1, line.length - name_length - 1);
	switch (doku_answer_add_header(reader->answer, name, value)) {
		case DOKU_ANSWER_ADDED:
			return true;
		case DOKU_ANSWER_OVER_LIMIT:
			return stop_with(reader, DOKU_TRANSFER_TOO_LARGE);
		case DOKU_ANSWER_NO_MEMORY:
			break;
	}
	return stop_with(reader, DOKU_TRANSFER_NO_MEMORY);
}

bool doku_answer_reader_header(doku_answer_reader *reader, const char *line, size_t length)
{
	reader->began = true;
	if (reader->headers_ended) {
		return true; /* a trailer: nothing signs it, so nobody may rely on it */
	}
	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
		length--;
	}
	doku_slice text = doku_slice_make(line, length);
	if (doku_slice_starts_with(text, DOKU_SLICE_LITERAL("HTTP/"))) {
		doku_answer_reset_headers(reader->answer);
		reader->answer->http_status = status_of_line(text);
		return true;
	}
	if (text.length == 0) {
		reader->headers_ended = reader->answer->http_status >= 200;
		return true;
	}
	return add_header_field(reader, text);
}

bool doku_answer_reader_body(doku_answer_reader *reader, const char *data, size_t length)
{
	reader->began = true;
	if (doku_buffer_append(&reader->answer->body, data, length)) {
		return true;
	}
	return stop_with(reader,
		reader->answer->body.state == DOKU_BUFFER_NO_MEMORY ? DOKU_TRANSFER_NO_MEMORY
															: DOKU_TRANSFER_TOO_LARGE);
}

/* ---- what the caller asks for ---- */

static bool is_token_byte(char byte)
{
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
		|| (byte >= '0' && byte <= '9')) {
		return true;
	}
	return byte != '\0' && strchr("!#$%&'*+-.^_`|~", byte) != NULL; /* RFC 9110, 5.6.2 */
}

static const char *header_problem(const doku_transfer_header *header)
{
	if (header->name.length == 0) {
		return "a header name is empty";
	}
	for (size_t i = 0; i < header->name.length; i++) {
		if (!is_token_byte(header->name.data[i])) {
			return "a header name has a character that is not allowed";
		}
	}
	for (size_t i = 0; i < header->value.length; i++) {
		char byte = header->value.data[i];
		if (byte == '\r' || byte == '\n' || byte == '\0') {
			return "a header value has a line break or a NUL";
		}
	}
	return NULL;
}

bool doku_url_is_https(const char *url)
{
	return doku_slice_equals_ignore_case(
		doku_slice_make(url, strnlen(url, 8)), DOKU_SLICE_LITERAL("https://"));
}

static bool url_is_http(const char *url)
{
	return doku_slice_equals_ignore_case(
		doku_slice_make(url, strnlen(url, 7)), DOKU_SLICE_LITERAL("http://"));
}

const char *doku_url_target(const char *url)
{
	const char *authority = strstr(url, "://");
	if (authority == NULL) {
		return NULL;
	}
	const char *end = authority + 3 + strcspn(authority + 3, "/?#");
	return *end == '/' ? end : NULL;
}

static const char *url_problem(const char *url)
{
	if (!doku_url_is_https(url) && !url_is_http(url)) {
		return "the URL is neither http nor https";
	}
	for (const char *at = url; *at != '\0'; at++) {
		if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 127 || *at == '#') {
			return "the URL has a character that is not allowed";
		}
	}
	return NULL;
}

static bool is_method(const doku_transfer_options *options, const char *method)
{
	return strcmp(options->method, method) == 0;
}

static const char *method_problem(const doku_transfer_options *options)
{
	if (is_method(options, "GET")) {
		return options->has_body ? "a GET cannot have a body" : NULL;
	}
	if (is_method(options, "POST") || is_method(options, "PUT") || is_method(options, "PATCH")
		|| is_method(options, "DELETE")) {
		return NULL;
	}
	return "the method is not supported";
}

const char *doku_transfer_options_problem(const doku_transfer_options *options)
{
	const char *problem = method_problem(options);
	if (problem == NULL) {
		problem = url_problem(options->url);
	}
	for (size_t i = 0; problem == NULL && i < options->header_count; i++) {
		problem = header_problem(&options->headers[i]);
	}
	return problem;
}

bool doku_transfer_sends_body(const doku_transfer_options *options)
{
	return options->has_body || is_method(options, "POST") || is_method(options, "PUT")
		|| is_method(options, "PATCH");
}

bool doku_transfer_header_line(doku_buffer *line, const doku_transfer_header *header)
{
	doku_slice value = header->value;
	while (value.length > 0 && (value.data[0] == ' ' || value.data[0] == '\t')) {
		value.data++;
		value.length--;
	}
	line->length = 0;
	return doku_buffer_append_slice(line, header->name)
		&& doku_buffer_append_string(line, value.length == 0 ? ";" : ": ")
		&& doku_buffer_append_slice(line, value) && doku_buffer_append_byte(line, '\0');
}

bool doku_transfer_has_header(const doku_transfer_options *options, const char *name)
{
	doku_slice wanted = doku_slice_from_string(name);
	for (size_t i = 0; i < options->header_count; i++) {
		if (doku_slice_equals_ignore_case(options->headers[i].name, wanted)) {
			return true;
		}
	}
	return false;
}

/* ---- the outcome ---- */

/* Did the connection end, rather than bring something unusable? A name or a connection that is
 * wanted after the start is the HTTP library's own second attempt. */
static bool connection_ended(doku_wire_end end)
{
	return end == DOKU_WIRE_CLOSED || end == DOKU_WIRE_PARTIAL || end == DOKU_WIRE_NO_NAME
		|| end == DOKU_WIRE_NO_CONNECTION;
}

doku_transfer_result doku_outcome(const doku_answer *answer, const doku_wire_facts *facts)
{
	if (facts->end == DOKU_WIRE_NO_MEMORY) {
		/* libcurl says so too of a header line beyond its own limit */
		bool in_headers = answer->sent && facts->began && !facts->headers_ended;
		return in_headers ? DOKU_TRANSFER_TOO_LARGE : DOKU_TRANSFER_NO_MEMORY;
	}
	if (!answer->sent) {
		return DOKU_TRANSFER_NOT_SENT;
	}
	/* libcurl is content when a connection ends within the headers. */
	if (facts->end == DOKU_WIRE_COMPLETE && facts->headers_ended) {
		return DOKU_TRANSFER_ANSWERED;
	}
	if (facts->end == DOKU_WIRE_TIME_OVER) {
		return DOKU_TRANSFER_TIMED_OUT;
	}
	if (facts->end == DOKU_WIRE_GIVEN_UP) {
		return DOKU_TRANSFER_ABORTED;
	}
	if (facts->reused && !facts->began && connection_ended(facts->end)) {
		return DOKU_TRANSFER_DEAD_CONNECTION;
	}
	return DOKU_TRANSFER_CUT_OFF;
}

/* Independent of the locale and safe with threads, which strerror() is not. */
static const char *connect_error_text(long number)
{
	switch (number) {
		case ECONNREFUSED:
			return "Connection refused";
		case ECONNRESET:
			return "Connection reset by peer";
		case ETIMEDOUT:
			return "Connection timed out";
		case EHOSTUNREACH:
			return "No route to host";
		case ENETUNREACH:
			return "Network is unreachable";
		case EADDRNOTAVAIL:
			return "Cannot assign requested address";
		case EACCES:
		case EPERM:
			return "Permission denied";
		case EMFILE:
			return "Too many open files";
		default:
			return NULL;
	}
}

/* The library's words, unless they could hold the proxy's address with its password. */
static const char *safe_words(const doku_wire_facts *facts)
{
	bool is_safe = facts->words != NULL && facts->words[0] != '\0'
		&& !(facts->proxy && strchr(facts->words, '@') != NULL);
	return is_safe ? facts->words : "the HTTP library gave up";
}

static const char *unfinished_phase(const doku_wire_facts *facts)
{
	if (!facts->resolved) {
		return facts->proxy ? "the host name of the proxy was not resolved in time"
							: "the host name was not resolved in time";
	}
	if (!facts->connected) {
		return "no connection in time";
	}
	if (facts->proxy) {
		return "the proxy or the TLS handshake was not done in time";
	}
	return facts->https ? "the TLS handshake was not done in time" : "no connection in time";
}

static void describe_not_sent(const doku_wire_facts *facts, char *text, size_t size)
{
	const char *words = safe_words(facts);
	if (facts->proxy_status >= 300) {
		snprintf(text, size, "the proxy refused the tunnel (%ld)", facts->proxy_status);
		return;
	}
	switch (facts->end) {
		case DOKU_WIRE_NO_NAME:
			words = "could not resolve the host name";
			break;
		case DOKU_WIRE_NO_PROXY_NAME:
			words = "could not resolve the host name of the proxy";
			break;
		case DOKU_WIRE_NO_CONNECTION:
			words = connect_error_text(facts->os_error);
			if (words == NULL) {
				snprintf(text, size, "could not connect (error %ld)", facts->os_error);
			} else {
				snprintf(text, size, "could not connect: %s", words);
			}
			return;
		case DOKU_WIRE_NO_TUNNEL:
			words = "the proxy refused the connection";
			break;
		case DOKU_WIRE_NO_TLS:
			snprintf(text, size, "TLS: %s", words);
			return;
		case DOKU_WIRE_CLOSED:
		case DOKU_WIRE_PARTIAL:
		case DOKU_WIRE_INVALID:
			words = facts->proxy
				? "the proxy closed the connection, or its answer was not valid HTTP"
				: "the connection was closed before the request";
			break;
		case DOKU_WIRE_TIME_OVER:
			words = unfinished_phase(facts);
			break;
		case DOKU_WIRE_GIVEN_UP:
			words = "given up before the request";
			break;
		case DOKU_WIRE_COMPLETE:
		case DOKU_WIRE_NO_MEMORY:
		case DOKU_WIRE_OTHER:
			break;
	}
	snprintf(text, size, "%s", words);
}

static const char *cut_off_words(const doku_wire_facts *facts)
{
	if (facts->end == DOKU_WIRE_PARTIAL && facts->began) {
		return "the connection was closed in the middle of the answer";
	}
	if (facts->end == DOKU_WIRE_INVALID) {
		return "the answer was not valid HTTP";
	}
	if (facts->end == DOKU_WIRE_COMPLETE) {
		return "the connection was closed within the headers of the answer";
	}
	if (connection_ended(facts->end)) {
		return facts->began ? "the connection was closed, or the answer was not valid HTTP"
							: "the connection was closed before an answer came";
	}
	return safe_words(facts);
}

void doku_outcome_describe(doku_answer *answer, const doku_wire_facts *facts)
{
	char text[DOKU_WIRE_ERROR_SIZE + 64] = "";
	const char *words = "";
	switch (answer->result) {
		case DOKU_TRANSFER_NOT_SENT:
			describe_not_sent(facts, text, sizeof(text));
			words = text;
			break;
		case DOKU_TRANSFER_CUT_OFF:
		case DOKU_TRANSFER_DEAD_CONNECTION:
			words = cut_off_words(facts);
			break;
		case DOKU_TRANSFER_TIMED_OUT:
			words = "no complete answer in time";
			break;
		case DOKU_TRANSFER_TOO_LARGE:
			words = "the answer is larger than the limit";
			break;
		case DOKU_TRANSFER_ABORTED:
			words = "given up before the answer was complete";
			break;
		case DOKU_TRANSFER_NO_MEMORY:
			words = "out of memory";
			break;
		case DOKU_TRANSFER_ANSWERED:
			break;
	}
	doku_error_copy_text(answer->detail, sizeof(answer->detail), words, strlen(words));
}

/* ---- the machine ---- */

void doku_socket_set_add(doku_socket_set *set, intptr_t opened)
{
	set->count++;
	if (set->tracked < DOKU_TRACKED_SOCKETS) {
		set->sockets[set->tracked++] = opened;
	}
}

void doku_socket_set_remove(doku_socket_set *set, intptr_t closed)
{
	set->count--;
	for (size_t i = 0; i < set->tracked; i++) {
		if (set->sockets[i] == closed) {
			set->sockets[i] = set->sockets[--set->tracked];
			return;
		}
	}
}

#ifdef _WIN32

bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port)
{
	(void)set;
	(void)local_port;
	(void)remote_port;
	return false;
}

void doku_sigpipe_guard_begin(doku_sigpipe_guard *guard)
{
	guard->unused = 0;
}

void doku_sigpipe_guard_end(doku_sigpipe_guard *guard)
{
	guard->unused = 0;
}

#else

static int port_of(const struct sockaddr_storage *name)
{
	switch (name->ss_family) {
		case AF_INET:
			return ntohs(((const struct sockaddr_in *)name)->sin_port);
		case AF_INET6:
			return ntohs(((const struct sockaddr_in6 *)name)->sin6_port);
		default:
			return -1;
	}
}

static bool is_between(int descriptor, int local_port, int remote_port)
{
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);
	if (getsockname(descriptor, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) != local_port) {
		return false;
	}
	size = sizeof(name);
	/* A reset connection has no peer any more. */
	return getpeername(descriptor, (struct sockaddr *)&name, &size) != 0
		|| port_of(&name) == remote_port;
}

bool doku_socket_set_has_input(const doku_socket_set *set, int local_port, int remote_port)
{
	for (size_t i = 0; i < set->tracked; i++) {
		int descriptor = (int)set->sockets[i];
		if (is_between(descriptor, local_port, remote_port)) {
			struct pollfd look = {.fd = descriptor, .events = POLLIN};
			return poll(&look, 1, 0) > 0;
		}
	}
	return false;
}

static bool sigpipe_is_pending(void)
{
	sigset_t pending;
	return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

void doku_sigpipe_guard_begin(doku_sigpipe_guard *guard)
{
	sigset_t only_sigpipe;
	sigemptyset(&only_sigpipe);
	sigaddset(&only_sigpipe, SIGPIPE);
	guard->was_pending = sigpipe_is_pending();
	guard->active = pthread_sigmask(SIG_BLOCK, &only_sigpipe, &guard->previous_mask) == 0;
}

void doku_sigpipe_guard_end(doku_sigpipe_guard *guard)
{
	if (!guard->active) {
		return;
	}
	if (!guard->was_pending && sigpipe_is_pending()) {
		sigset_t only_sigpipe;
		int taken;
		sigemptyset(&only_sigpipe);
		sigaddset(&only_sigpipe, SIGPIPE);
		sigwait(&only_sigpipe, &taken);
	}
	pthread_sigmask(SIG_SETMASK, &guard->previous_mask, NULL);
}

#endif
