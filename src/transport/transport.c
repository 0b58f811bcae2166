#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../base/clock.h"
#include "../base/error.h"
#include "../base/url.h"
#include "callbacks.h"
#include "limits.h"
#include "sigpipe_guard.h"

/* Idle connections a pool may keep when no group uses it; above that it is closed. */
#define KEPT_CONNECTIONS 32
#define LONGEST_TURN 250 /* ms */
/* Of one transfer. A server may take few requests a connection, but not none. */
#define MOST_RESTARTS 20

/* ---- lists ---- */

static void list_remove(doku_transfer *transfer)
{
	doku_transfer_list *list = transfer->list;
	if (list == NULL) {
		return;
	}
	*(transfer->previous != NULL ? &transfer->previous->next : &list->first) = transfer->next;
	*(transfer->next != NULL ? &transfer->next->previous : &list->last) = transfer->previous;
	list->count--;
	transfer->list = NULL;
}

static void list_move(doku_transfer *transfer, doku_transfer_list *list)
{
	list_remove(transfer);
	transfer->previous = list->last;
	transfer->next = NULL;
	*(list->last != NULL ? &list->last->next : &list->first) = transfer;
	list->last = transfer;
	list->count++;
	transfer->list = list;
}

/* ---- the end of a transfer ---- */

static void end_transfer(doku_transfer *transfer, doku_wire_end end)
{
	doku_answer *answer = &transfer->answer;
	doku_wire_facts facts = {0};
	facts.end = end == DOKU_WIRE_COMPLETE || transfer->reader.problem != DOKU_WIRE_COMPLETE
		? doku_answer_reader_finish(&transfer->reader)
		: end;
	facts.reused = transfer->reused;
	facts.began = transfer->reader.began;
	facts.https = transfer->https;
	facts.proxy = transfer->proxy;
	doku_wire_read(transfer, &facts);
	answer->timing.total = (double)(doku_clock_microseconds() - transfer->started_at) / 1e6;
	answer->timing.reused = transfer->reused;
	answer->received_at = (int64_t)time(NULL);
	if (answer->http_status < 200) {
		doku_answer_reset_headers(answer); /* a 1xx is no answer */
	}
	answer->result = doku_outcome(answer, &facts);
	doku_outcome_describe(answer, &facts);
	doku_wire_close(transfer, answer->result == DOKU_TRANSFER_ANSWERED);
	list_move(transfer, &transfer->group->ended);
}

/*
 * Transfers that simply start again, uncounted. Not sent: one whose kept connection turned out to
 * be stale, and one that the HTTP library's connect timeout has struck, which goes on while
 * nobody steps the group, when ours does not. Sent: a look-up in the pool of HTTP/2 whose stream
 * the server said it did not take, as servers do that limit the requests of a connection. When its
 * connection just ended the attempt counts.
 */
static bool may_start_again(const doku_transfer *transfer, doku_wire_end end)
{
	if (transfer->verdict != DOKU_WIRE_COMPLETE
		|| doku_limits_are_over(transfer, transfer->group->active)) {
		return false;
	}
	if (!transfer->answer.sent) {
		return end == DOKU_WIRE_TIME_OVER || (end == DOKU_WIRE_CLOSED && transfer->stale);
	}
	return transfer->http2 && transfer->is_look_up && !transfer->reader.began
		&& transfer->restarts < MOST_RESTARTS && doku_stream_was_refused(transfer);
}

/* What the HTTP library has ended, whichever group it belongs to. */
static void end_finished(doku_pool *pool)
{
	doku_transfer *transfer;
	doku_wire_end end;
	while ((transfer = doku_pool_take_ended(pool, &end)) != NULL) {
		if (!may_start_again(transfer, end) || !doku_wire_reopen(transfer)) {
			end_transfer(transfer, end);
		}
	}
}

/* ---- stepping ---- */

static void end_overdue(doku_transfer_group *group)
{
	doku_transfer *transfer = group->running.first;
	while (transfer != NULL) {
		doku_transfer *next = transfer->next;
		if (doku_limits_are_over(transfer, group->active)) {
			end_transfer(transfer, DOKU_WIRE_TIME_OVER);
		}
		transfer = next;
	}
}

static void end_all(doku_transfer_group *group, doku_wire_end end)
{
	while (group->running.first != NULL) {
		end_transfer(group->running.first, end);
	}
}

size_t doku_transfer_group_step(doku_transfer_group *group, int64_t max_wait)
{
	if (group->running.count == 0) {
		return 0;
	}
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	int64_t now = doku_clock_microseconds();
	int64_t turn_ends = now + (max_wait < LONGEST_TURN ? max_wait : LONGEST_TURN) * 1000;
	for (;;) {
		doku_turn_begin(group->pool, group, now);
		doku_wire_end end = doku_pool_perform(group->pool);
		doku_turn_end(group->pool);
		int64_t before = now;
		now = doku_clock_microseconds();
		group->active += now - before;
		end_finished(group->pool);
		end_overdue(group);
		bool goes_on = end == DOKU_WIRE_COMPLETE && group->running.count > 0
			&& group->ended.count == 0 && now < turn_ends;
		if (goes_on) {
			end = doku_pool_wait(group->pool, doku_limits_time_left(group, turn_ends - now));
		}
		if (end != DOKU_WIRE_COMPLETE) {
			end_all(group, end);
		}
		if (!goes_on || end != DOKU_WIRE_COMPLETE) {
			break;
		}
	}
	doku_sigpipe_guard_end(&guard);
	return group->running.count;
}

doku_transfer *doku_transfer_group_take(doku_transfer_group *group)
{
	doku_transfer *transfer = group->ended.first;
	if (transfer != NULL) {
		list_move(transfer, &group->taken);
	}
	return transfer;
}

/* ---- pools ---- */

static doku_pool *pool_for(doku_transport *transport, bool http2)
{
	int kind = http2 ? DOKU_POOL_HTTP_2 : DOKU_POOL_HTTP_1;
	if (transport->current[kind] == NULL) {
		doku_pool *pool = doku_pool_new();
		if (pool == NULL) {
			return NULL;
		}
		pool->next = transport->pools;
		transport->pools = pool;
		transport->current[kind] = pool;
	}
	return transport->current[kind];
}

static void discard_pool(doku_transport *transport, doku_pool *pool)
{
	doku_pool **link = &transport->pools;
	while (*link != pool) {
		link = &(*link)->next;
	}
	*link = pool->next;
	for (int kind = 0; kind < DOKU_POOL_KINDS; kind++) {
		if (transport->current[kind] == pool) {
			transport->current[kind] = NULL;
		}
	}
	doku_pool_free(pool);
}

/* ---- transfers ---- */

static void discard_transfer(doku_transfer *transfer)
{
	if (transfer->easy != NULL) {
		doku_wire_close(transfer, false);
	}
	list_remove(transfer);
	doku_answer_free(&transfer->answer);
	free(transfer);
}

/* FNV-1a of what two requests must have in common to share a connection. */
static uint64_t route_of(const doku_transfer_options *options)
{
	const char *target = doku_url_target(options->url);
	const doku_slice parts[] = {
		target == NULL ? doku_slice_from_string(options->url)
					   : doku_slice_make(options->url, (size_t)(target - options->url)),
		doku_slice_from_string(options->proxy),
		doku_slice_from_string(options->ca_file),
	};
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	for (size_t part = 0; part < sizeof(parts) / sizeof(parts[0]); part++) {
		for (size_t i = 0; i <= parts[part].length; i++) {
			unsigned char byte = i < parts[part].length ? (unsigned char)parts[part].data[i] : 0;
			hash = (hash ^ byte) * UINT64_C(0x100000001B3);
		}
	}
	return hash;
}

/* The proxy of the environment is not known here. */
static void keep_host(char host[DOKU_WIRE_HOST_SIZE], const char *url)
{
	doku_url_parts parts;
	if (url != NULL && doku_url_split(doku_slice_from_string(url), &parts)) {
		doku_error_copy_text(host, DOKU_WIRE_HOST_SIZE, parts.host.data, parts.host.length);
	}
}

static doku_transfer *transfer_new(doku_transfer_group *group, const doku_transfer_options *options)
{
	doku_transfer *transfer = calloc(1, sizeof(*transfer));
	if (transfer == NULL) {
		return NULL;
	}
	transfer->group = group;
	transfer->http2 = options->http2;
	transfer->is_look_up = strcmp(options->method, "GET") == 0;
	transfer->https = doku_url_is_https(options->url);
	transfer->proxy = options->proxy != NULL;
	transfer->started_at = doku_clock_microseconds();
	transfer->connect_deadline = group->active + options->connect_timeout * 1000;
	transfer->deadline = group->active + options->timeout * 1000;
	transfer->idle_timeout = options->idle_timeout * 1000;
	transfer->route = route_of(options);
	keep_host(transfer->host, options->url);
	keep_host(transfer->proxy_host, options->proxy);
	if (group->transport->idle_timeout < transfer->idle_timeout) {
		group->transport->idle_timeout = transfer->idle_timeout;
	}
	doku_answer_init(&transfer->answer);
	doku_answer_reader_init(&transfer->reader, &transfer->answer);
	transfer->reader.http2 = options->http2;
	return transfer;
}

static bool bind_group(doku_transfer_group *group, bool http2)
{
	if (group->pool == NULL) {
		group->pool = pool_for(group->transport, http2);
		if (group->pool == NULL) {
			return false;
		}
		group->pool->group_count++;
	}
	return true;
}

/* Newer libraries make a pool with descriptors of its own. */
static const char *no_pool_words(void)
{
	return doku_descriptor_shortage() != 0 ? "could not connect: Too many open files"
										   : "out of memory";
}

doku_transfer *doku_transfer_start(
	doku_transfer_group *group, const doku_transfer_options *options, char *detail)
{
	doku_transfer *transfer = NULL;
	const char *problem = doku_transfer_options_problem(options);
	if (problem == NULL) {
		transfer = bind_group(group, options->http2) ? transfer_new(group, options) : NULL;
		problem = transfer == NULL ? no_pool_words() : doku_wire_open(transfer, options);
	}
	if (problem != NULL) {
		if (transfer != NULL) {
			discard_transfer(transfer);
		}
		snprintf(detail, DOKU_ANSWER_DETAIL_SIZE, "%s", problem);
		return NULL;
	}
	detail[0] = '\0';
	list_move(transfer, &group->running);
	return transfer;
}

void doku_transfer_abort(doku_transfer *transfer)
{
	if (transfer->easy == NULL) {
		return;
	}
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	end_transfer(transfer, DOKU_WIRE_GIVEN_UP);
	doku_sigpipe_guard_end(&guard);
}

doku_answer *doku_transfer_answer(doku_transfer *transfer)
{
	return &transfer->answer;
}

void doku_transfer_set_owner(doku_transfer *transfer, void *owner)
{
	transfer->owner = owner;
}

void *doku_transfer_owner(const doku_transfer *transfer)
{
	return transfer->owner;
}

void doku_transfer_free(doku_transfer *transfer)
{
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	discard_transfer(transfer);
	doku_sigpipe_guard_end(&guard);
}

/* ---- groups ---- */

doku_transfer_group *doku_transfer_group_open(doku_transport *transport)
{
	doku_transfer_group *group = calloc(1, sizeof(*group));
	if (group == NULL) {
		return NULL;
	}
	group->transport = transport;
	group->next = transport->groups;
	if (group->next != NULL) {
		group->next->previous = group;
	}
	transport->groups = group;
	return group;
}

static void discard_list(doku_transfer_list *list)
{
	doku_transfer *next;
	for (doku_transfer *transfer = list->first; transfer != NULL; transfer = next) {
		next = transfer->next;
		discard_transfer(transfer);
	}
}

static void discard_group(doku_transfer_group *group)
{
	doku_transport *transport = group->transport;
	doku_pool *pool = group->pool;
	discard_list(&group->running);
	discard_list(&group->ended);
	discard_list(&group->taken);
	*(group->previous != NULL ? &group->previous->next : &transport->groups) = group->next;
	if (group->next != NULL) {
		group->next->previous = group->previous;
	}
	free(group);
	if (pool != NULL && --pool->group_count == 0
		&& (pool->retiring || pool->sockets.count > KEPT_CONNECTIONS)) {
		discard_pool(transport, pool);
	}
}

void doku_transfer_group_close(doku_transfer_group *group)
{
	if (group == NULL) {
		return;
	}
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	discard_group(group);
	doku_sigpipe_guard_end(&guard);
}

/* ---- transports ---- */

doku_transport *doku_transport_new(void)
{
	doku_transport *transport = doku_transport_startup() ? calloc(1, sizeof(*transport)) : NULL;
	if (transport == NULL) {
		return NULL;
	}
	transport->sessions = doku_wire_sessions_new();
	if (transport->sessions == NULL) {
		free(transport);
		return NULL;
	}
	return transport;
}

void doku_transport_watch(doku_transport *transport, const volatile unsigned char *interrupted)
{
	transport->interrupted = interrupted;
}

void doku_transport_close_idle(doku_transport *transport)
{
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	for (int kind = 0; kind < DOKU_POOL_KINDS; kind++) {
		doku_pool *pool = transport->current[kind];
		transport->current[kind] = NULL;
		if (pool != NULL && pool->group_count == 0) {
			discard_pool(transport, pool);
		} else if (pool != NULL) {
			pool->retiring = true;
		}
	}
	doku_sigpipe_guard_end(&guard);
}

void doku_transport_free(doku_transport *transport)
{
	if (transport == NULL || transport->abandoned) {
		return;
	}
	doku_sigpipe_guard guard;
	doku_sigpipe_guard_begin(&guard);
	doku_transfer_group *next;
	for (doku_transfer_group *group = transport->groups; group != NULL; group = next) {
		next = group->next;
		discard_group(group);
	}
	while (transport->pools != NULL) {
		discard_pool(transport, transport->pools);
	}
	doku_wire_sessions_free(transport->sessions);
	free(transport);
	doku_sigpipe_guard_end(&guard);
}

void doku_transport_abandon(doku_transport *transport)
{
	transport->abandoned = true;
}
