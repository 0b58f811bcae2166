#include "batch.h"

#include <stdlib.h>
#ifdef PHP_WIN32
#include <process.h>
#else
#include <time.h>
#include <unistd.h>
#endif

#include "zend_exceptions.h"

#include "call.h"
#include "compat.h"
#include "logger.h"
#include "runtime.h"
#include "test_transport.h"

#include "../base/clock.h"

#define TURN_MILLISECONDS 250

typedef enum slot_state {
	SLOT_FREE = 0,
	SLOT_RUNNING, /* a transfer is in flight */
	SLOT_WAITING, /* for its next attempt */
	SLOT_DONE     /* not yet yielded */
} slot_state;

struct doku_php_batch_slot {
	slot_state state;
	doku_php_call *call;
	zend_string *id;
	doku_transfer *transfer;
	int64_t started; /* on the batch's own clock */
	int64_t wake;    /* on the wall's */
};

typedef struct doku_php_batch_slot slot;

static doku_php_batch *batch_from_work(doku_php_work *work)
{
	return (doku_php_batch *)((char *)work - offsetof(doku_php_batch, work));
}

static bool group_is_ours(const doku_php_batch *batch)
{
	return batch->group != NULL && batch->group_owner == (zend_long)getpid();
}

static void close_group(doku_php_batch *batch)
{
	if (group_is_ours(batch)) {
		doku_transfer_group_close(batch->group);
	}
	batch->group = NULL; /* a parent's is left alone */
}

static void free_slot(doku_php_batch *batch, slot *place)
{
	if (place->state == SLOT_FREE) {
		return;
	}
	if (place->transfer != NULL && group_is_ours(batch)) {
		doku_transfer_free(place->transfer);
	}
	if (place->call != NULL) {
		doku_php_call_close(place->call);
	}
	if (place->id != NULL) {
		zend_string_release(place->id);
	}
	memset(place, 0, sizeof(*place));
	batch->busy--;
}

/* Cancels all that is in flight. */
static void cancel(doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->slot_count; i++) {
		free_slot(batch, &batch->slots[i]);
	}
	close_group(batch);
	doku_php_work_end(&batch->work);
	batch->has_ended = true;
}

/* The request ends while the batch is open; the calls are listed themselves and close alone. */
static void close_at_request_end(doku_php_work *work)
{
	doku_php_batch *batch = batch_from_work(work);
	close_group(batch);
	for (size_t i = 0; i < batch->slot_count; i++) {
		batch->slots[i].call = NULL;
		batch->slots[i].transfer = NULL;
	}
	batch->has_ended = true;
}

bool doku_php_batch_init(
	doku_php_batch *batch, zend_object *client, zval *ids, zend_long concurrency)
{
	batch->slot_count = (size_t)concurrency;
	batch->slots = ecalloc(batch->slot_count, sizeof(slot));
	batch->client = client;
	GC_ADDREF(client);
	return doku_php_id_source_init(&batch->ids, ids);
}

void doku_php_batch_open(doku_php_batch *batch)
{
	doku_php_work_begin(&batch->work, close_at_request_end);
}

void doku_php_batch_free(doku_php_batch *batch)
{
	cancel(batch);
	doku_php_id_source_free(&batch->ids);
	if (batch->pending != NULL) {
		OBJ_RELEASE(batch->pending);
	}
	if (batch->client != NULL) {
		OBJ_RELEASE(batch->client);
	}
	if (batch->slots != NULL) {
		efree(batch->slots);
	}
}

void doku_php_batch_add_gc(doku_php_batch *batch, zend_get_gc_buffer *buffer)
{
	if (batch->client != NULL) {
		zend_get_gc_buffer_add_obj(buffer, batch->client);
	}
	if (batch->pending != NULL) {
		zend_get_gc_buffer_add_obj(buffer, batch->pending);
	}
	doku_php_id_source_add_gc(&batch->ids, buffer);
}

/* ---- one slot ---- */

static bool open_group(doku_php_batch *batch)
{
	if (batch->group == NULL) {
		doku_transport *transport = doku_php_transport();
		batch->group = transport == NULL ? NULL : doku_transfer_group_open(transport);
		batch->group_owner = (zend_long)getpid();
	}
	return batch->group != NULL;
}

/* Starts a transfer; false when it ended at once, with the answer filled. */
static bool start_transfer(doku_php_batch *batch, slot *place, int64_t limit)
{
	char detail[DOKU_ANSWER_DETAIL_SIZE] = "";
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS];
	doku_transfer_options options;
	if (!open_group(batch)) {
		doku_answer_fail(&place->call->answer, DOKU_TRANSFER_NO_MEMORY, "");
		return false;
	}
	doku_php_call_transfer_options(place->call, limit, headers, &options);
	options.http2 = batch->slot_count >= DOKU_PHP_BATCH_HTTP2_FROM;
	place->transfer = doku_transfer_start(batch->group, &options, detail);
	if (place->transfer == NULL) {
		doku_answer_fail(&place->call->answer, DOKU_TRANSFER_NOT_SENT, detail);
		return false;
	}
	doku_transfer_set_owner(place->transfer, place);
	return true;
}

static bool next_step(doku_php_batch *batch, slot *place);

/* The attempt's answer is in the call's state. False: exit() is on its way. */
static bool attempt_ended(doku_php_batch *batch, slot *place)
{
	doku_call_answered(&place->call->call, &place->call->answer, batch->active - place->started);
	return doku_php_log_answered(doku_php_client_from(batch->client), place->call)
		&& next_step(batch, place);
}

static bool send_attempt(doku_php_batch *batch, slot *place)
{
	doku_php_client *client = doku_php_client_from(batch->client);
	doku_php_call_start_attempt(place->call);
	if (!doku_php_log_sending(client, place->call)) {
		return false;
	}
	if (!Z_ISUNDEF(client->transport)) {
		return doku_php_attempt_by_test(place->call, client) && attempt_ended(batch, place);
	}
	int64_t elapsed = batch->active - place->started;
	if (start_transfer(batch, place, doku_call_attempt_limit(&place->call->call, elapsed))) {
		place->state = SLOT_RUNNING;
		return true;
	}
	return attempt_ended(batch, place);
}

/* False: an exception is on its way. */
static bool next_step(doku_php_batch *batch, slot *place)
{
	switch (doku_call_next(&place->call->call, (int64_t)time(NULL))) {
		case DOKU_STEP_SEND:
			return send_attempt(batch, place);
		case DOKU_STEP_WAIT:
			place->state = SLOT_WAITING;
			place->wake = doku_clock_milliseconds() + place->call->call.pause;
			break;
		case DOKU_STEP_DONE:
			place->state = SLOT_DONE;
			break;
	}
	return true;
}

static bool transfer_ended(doku_php_batch *batch, slot *place)
{
	doku_answer *arrived = doku_transfer_answer(place->transfer);
	doku_answer_free(&place->call->answer);
	place->call->answer = *arrived;
	doku_answer_init(arrived);
	doku_transfer_free(place->transfer);
	place->transfer = NULL;
	return attempt_ended(batch, place);
}

/* In a child process the parent's transfers cannot go on: each is tried again on connections of
 * the child's own. */
static bool leave_parents_transfers(doku_php_batch *batch)
{
	if (batch->group == NULL || group_is_ours(batch)) {
		return true;
	}
	batch->group = NULL;
	for (size_t i = 0; i < batch->slot_count; i++) {
		slot *place = &batch->slots[i];
		if (place->state == SLOT_RUNNING) {
			place->transfer = NULL;
			place->call->answer.result = DOKU_TRANSFER_DEAD_CONNECTION;
			place->call->answer.sent = true;
			if (!attempt_ended(batch, place)) {
				return false;
			}
		}
	}
	return true;
}

/* ---- the ids ---- */

/* Remembers the present exception for the end: nothing that is in flight is lost. False for
 * exit(), which waits for nothing. */
static bool postpone_exception(doku_php_batch *batch)
{
	if (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception))) {
		return false;
	}
	batch->pending = EG(exception);
	GC_ADDREF(batch->pending);
	zend_clear_exception();
	return true;
}

static slot *find_free_slot(doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->slot_count; i++) {
		if (batch->slots[i].state == SLOT_FREE) {
			return &batch->slots[i];
		}
	}
	return NULL;
}

/* Takes over the id. False: an exception is on its way. */
static bool start_look_up(doku_php_batch *batch, zend_string *id)
{
	doku_php_call *call = doku_php_call_open();
	if (call != NULL
		&& !doku_php_call_begin_check(call, doku_php_client_from(batch->client), id, NULL)) {
		doku_php_call_close(call);
		call = NULL;
	}
	if (call == NULL) {
		zend_string_release(id);
		return postpone_exception(batch);
	}
	slot *place = find_free_slot(batch);
	ZEND_ASSERT(place != NULL);
	place->call = call;
	place->id = id;
	place->started = batch->active;
	place->state = SLOT_WAITING;
	batch->busy++;
	return next_step(batch, place);
}

/* Draws ids while there is room. False: exit() is on its way. */
static bool fill_slots(doku_php_batch *batch)
{
	while (batch->busy < batch->slot_count && batch->pending == NULL) {
		zend_string *id;
		switch (doku_php_id_source_next(&batch->ids, &id)) {
			case DOKU_PHP_ID_DRAWN:
				if (!start_look_up(batch, id)) {
					return false;
				}
				break;
			case DOKU_PHP_ID_EXHAUSTED:
				return true;
			case DOKU_PHP_ID_FAILED:
				return postpone_exception(batch);
		}
	}
	return true;
}

/* ---- stepping ---- */

static slot *find_done_slot(doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->slot_count; i++) {
		if (batch->slots[i].state == SLOT_DONE) {
			return &batch->slots[i];
		}
	}
	return NULL;
}

/* Starts what has waited long enough; *pause becomes the time until the next one. */
static bool wake_slots(doku_php_batch *batch, int64_t *pause)
{
	int64_t now = doku_clock_milliseconds();
	*pause = TURN_MILLISECONDS;
	for (size_t i = 0; i < batch->slot_count; i++) {
		slot *place = &batch->slots[i];
		if (place->state != SLOT_WAITING) {
			continue;
		}
		if (place->wake <= now) {
			if (!next_step(batch, place)) {
				return false;
			}
		} else if (place->wake - now < *pause) {
			*pause = place->wake - now;
		}
	}
	return true;
}

static void give_up_all(doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->slot_count; i++) {
		slot *place = &batch->slots[i];
		if (place->state == SLOT_RUNNING) {
			doku_transfer_abort(place->transfer);
		} else if (place->state == SLOT_WAITING) {
			doku_call_give_up(&place->call->call);
			place->state = SLOT_DONE;
		}
	}
}

/* One turn of the transfers. False: exit() is on its way. */
static bool turn(doku_php_batch *batch)
{
	int64_t pause;
	if (!leave_parents_transfers(batch) || !wake_slots(batch, &pause)) {
		return false;
	}
	if (doku_php_time_is_over()) {
		give_up_all(batch);
	}
	if (find_done_slot(batch) != NULL) {
		return true;
	}
	if (batch->group == NULL) {
		doku_clock_sleep(pause);
		return true;
	}
	int64_t started = doku_clock_milliseconds();
	doku_transfer_group_step(batch->group, pause);
	batch->active += doku_clock_milliseconds() - started;
	doku_transfer *ended;
	while (group_is_ours(batch) && (ended = doku_transfer_group_take(batch->group)) != NULL) {
		if (!transfer_ended(batch, doku_transfer_owner(ended))) {
			return false;
		}
	}
	return true;
}

static void yield_slot(doku_php_batch *batch, slot *place, zval *value, zend_string **key)
{
	zend_object *exception = doku_php_call_outcome(place->call, value);
	if (exception != NULL) {
		ZVAL_OBJ(value, exception);
	}
	*key = zend_string_copy(place->id);
	free_slot(batch, place);
}

/* All has arrived, or exit() is on its way: what was postponed comes last. */
static void finish(doku_php_batch *batch)
{
	cancel(batch);
	if (batch->pending != NULL && EG(exception) == NULL) {
		zval thrown;
		ZVAL_OBJ(&thrown, batch->pending);
		batch->pending = NULL;
		zend_throw_exception_object(&thrown);
	}
}

bool doku_php_batch_next(doku_php_batch *batch, zval *value, zend_string **key)
{
	while (!batch->has_ended) {
		if (!fill_slots(batch)) {
			break;
		}
		slot *done = find_done_slot(batch);
		if (done != NULL) {
			yield_slot(batch, done, value, key);
			return true;
		}
		if (batch->busy == 0 || !turn(batch)) {
			break;
		}
	}
	if (!batch->has_ended) {
		finish(batch);
	}
	return false;
}
