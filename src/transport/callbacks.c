#include "callbacks.h"

#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#else
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include "../base/clock.h"
#include "limits.h"

/* ---- the start ---- */

/* libcurl starts again because the stream was refused, because the connection died or because what
 * came is no HTTP/2, and does not say which. An end shows at the socket; what is no HTTP/2 it has put
 * into words. */
static void look_at_first_connection(doku_transfer *transfer)
{
	if (transfer->error_text[0] == '\0'
		&& doku_socket_set_is_open(&transfer->group->pool->sockets, transfer->connection)) {
		transfer->stream_refused = true;
	}
}

static bool is_second_start(doku_transfer *transfer)
{
	if (transfer->start_count > 0 && !transfer->refused) {
		transfer->refused = true;
		look_at_first_connection(transfer);
	}
	return transfer->refused;
}

/* Whether a kept connection is of no use for this transfer. */
static bool is_stale(const doku_transfer *transfer, doku_connection_id id)
{
	const doku_socket_set *sockets = &transfer->group->pool->sockets;
	if (doku_socket_set_idle(sockets, id, doku_clock_microseconds()) > transfer->idle_timeout) {
		return true;
	}
	/* Before anything is sent, nothing can be there to read but the end of the connection, or
	 * words that would pass for our answer. libcurl looks too, but from 8.20 on not at a
	 * connection that it looked at within the last second. HTTP/2 has frames of its own. */
	return !transfer->http2 && doku_socket_set_has_input(sockets, id);
}

bool doku_connection_must_be_fresh(const doku_transfer *transfer)
{
	return transfer->fresh
		|| doku_socket_set_is_too_old(&transfer->group->pool->sockets, transfer->route,
			transfer->idle_timeout, doku_clock_microseconds());
}

bool doku_callback_start(doku_transfer *transfer, int local_port, int remote_port)
{
	doku_socket_set *sockets = &transfer->group->pool->sockets;
	if (is_second_start(transfer)) {
		return false;
	}
	doku_connection_id id = doku_socket_set_find(sockets, local_port, remote_port);
	if (!transfer->opened_socket && is_stale(transfer, id)) {
		transfer->stale = true;
		return false;
	}
	transfer->stream = doku_socket_set_use(sockets, id);
	transfer->connection = id;
	transfer->start_count++;
	transfer->reused = !transfer->opened_socket;
	transfer->answer.sent = true;
	return true;
}

bool doku_callback_resolve(doku_transfer *transfer)
{
	return !is_second_start(transfer);
}

/* ---- sockets ---- */

#ifdef _WIN32

static intptr_t open_socket(int family, int type, int protocol, int *error)
{
	SOCKET opened = socket(family, type, protocol);
	*error = opened == INVALID_SOCKET ? WSAGetLastError() : 0;
	if (opened != INVALID_SOCKET) {
		(void)SetHandleInformation((HANDLE)opened, HANDLE_FLAG_INHERIT, 0);
	}
	return opened == INVALID_SOCKET ? -1 : (intptr_t)opened;
}

static int close_socket(intptr_t closed)
{
	return closesocket((SOCKET)closed);
}

#else

/* A program that the host starts meanwhile must not inherit the connection. */
static intptr_t open_socket(int family, int type, int protocol, int *error)
{
#ifdef SOCK_CLOEXEC
	type |= SOCK_CLOEXEC; /* leaves no gap in which another thread may fork */
#endif
	int opened = socket(family, type, protocol);
	*error = opened < 0 ? errno : 0;
	if (opened >= 0) {
		(void)fcntl(opened, F_SETFD, FD_CLOEXEC);
	}
	return opened;
}

static int close_socket(intptr_t closed)
{
	return close((int)closed);
}

#endif

intptr_t doku_callback_open_socket(doku_transfer *transfer, int family, int type, int protocol)
{
	if (is_second_start(transfer)) {
		return -1;
	}
	intptr_t opened = open_socket(family, type, protocol, &transfer->socket_error);
	if (opened >= 0) {
		transfer->opened_socket = true;
		doku_socket_set_add(&transfer->group->pool->sockets, opened, transfer, transfer->route);
	}
	return opened;
}

int doku_callback_close_socket(doku_pool *pool, intptr_t closed)
{
	doku_socket_set_remove(&pool->sockets, closed);
	return close_socket(closed);
}

/* ---- what comes ---- */

bool doku_callback_header(doku_transfer *transfer, const char *line, size_t length)
{
	if (transfer->answer.sent) {
		return doku_answer_reader_header(&transfer->reader, line, length);
	}
	/* a proxy's own words: libcurl may keep them, so they count, but they are no answer */
	if (!doku_header_count_line(&transfer->proxy_count, line, length)) {
		transfer->verdict = DOKU_WIRE_TOO_LARGE;
		return false;
	}
	return true;
}

bool doku_callback_body(doku_transfer *transfer, const char *data, size_t length)
{
	/* a proxy's body is read over by libcurl; none of it may pass for an answer */
	return transfer->answer.sent && doku_answer_reader_body(&transfer->reader, data, length);
}

void doku_callback_record(doku_transfer *transfer)
{
	if (doku_turn_check(transfer) != DOKU_WIRE_COMPLETE) {
		doku_socket_set_end(&transfer->group->pool->sockets, transfer->connection, transfer);
	}
}

/* ---- the end ---- */

/* The number behind the mark in "received GOAWAY, error=0, last_stream=39"; -1 for another line. */
static int64_t last_stream_of(doku_slice line)
{
	static const char mark[] = ", last_stream=";
	size_t at = 0;
	while (
		at + sizeof(mark) <= line.length && memcmp(line.data + at, mark, sizeof(mark) - 1) != 0) {
		at++;
	}
	at += sizeof(mark) - 1;
	int64_t number = -1;
	for (; at < line.length && line.data[at] >= '0' && line.data[at] <= '9'; at++) {
		number = (number < 0 ? 0 : number * 10) + (line.data[at] - '0');
		if (number > INT32_MAX) { /* there is no such stream */
			return -1;
		}
	}
	return number;
}

void doku_callback_words(doku_transfer *transfer, doku_slice line)
{
	/* 7.88 has a letter too many. */
	bool is_goaway = doku_slice_starts_with(line, DOKU_SLICE_LITERAL("received GOAWAY, error="))
		|| doku_slice_starts_with(line, DOKU_SLICE_LITERAL("recveived GOAWAY, error="));
	if (doku_slice_starts_with(line, DOKU_SLICE_LITERAL("Connection died, retrying "))) {
		look_at_first_connection(transfer); /* which newer versions end before the second start */
	}
	int64_t last = is_goaway ? last_stream_of(line) : -1;
	if (last >= 0) {
		doku_socket_set_limit(
			&transfer->group->pool->sockets, transfer->connection, transfer, last);
	}
}

bool doku_stream_was_refused(const doku_transfer *transfer)
{
	return transfer->stream_refused
		|| doku_socket_set_leaves_out(
			&transfer->group->pool->sockets, transfer->connection, transfer->stream);
}

void doku_connection_leave(doku_transfer *transfer)
{
	doku_socket_set *sockets = &transfer->group->pool->sockets;
	doku_socket_set_release(sockets, transfer->connection, doku_clock_microseconds());
	doku_socket_set_forget_opener(sockets, transfer);
	transfer->connection = 0;
}

long doku_connection_error(const doku_transfer *transfer, long known)
{
	if (transfer->socket_error != 0) {
		return transfer->socket_error;
	}
	int shortage = doku_descriptor_shortage();
	return shortage != 0 ? shortage : known;
}
