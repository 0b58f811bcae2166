#include "iterator.h"

#include <stdlib.h>
#ifdef PHP_WIN32
# include <process.h>
#else
# include <time.h>
# include <unistd.h>
#endif

#include "zend_exceptions.h"
#include "zend_interfaces.h"

#include "call.h"
#include "compat.h"
#include "convert.h"
#include "exceptions.h"
#include "id_source.h"
#include "logger.h"
#include "response.h"
#include "runtime.h"
#include "test_transport.h"

#include "../clock.h"

#define TURN_MILLISECONDS 250

typedef enum slot_state {
	SLOT_FREE = 0,
	SLOT_RUNNING, /* a transfer is in flight */
	SLOT_WAITING, /* for its next attempt */
	SLOT_DONE     /* not yet yielded */
} slot_state;

typedef struct slot {
	slot_state state;
	doku_php_call *call;
	zend_string *id;
	doku_transfer *transfer;
	int64_t started; /* on the batch's own clock */
	int64_t wake;    /* on the wall's */
} slot;

typedef struct status_iterator {
	doku_php_work work; /* listed from the first step to the end */
	zend_object *client;
	doku_php_id_source ids;
	slot *slots;
	size_t slot_count;
	size_t busy;
	doku_transfer_group *group;
	zend_long group_owner;
	/* Milliseconds spent in here: what counts against the calls' timeouts. */
	int64_t active;
	zval current;
	zend_string *key;
	zend_object *pending; /* misuse or the ids' own exception: thrown when all has arrived */
	bool has_started;
	bool has_moved;
	bool is_advancing;
	bool has_ended;
	zend_object std;
} status_iterator;

static zend_object_handlers iterator_handlers;

static status_iterator *iterator_from(zend_object *object)
{
	return (status_iterator *)((char *)object - offsetof(status_iterator, std));
}

static status_iterator *iterator_from_work(doku_php_work *work)
{
	return (status_iterator *)((char *)work - offsetof(status_iterator, work));
}

static bool group_is_ours(const status_iterator *iterator)
{
	return iterator->group != NULL && iterator->group_owner == (zend_long)getpid();
}

static void close_group(status_iterator *iterator)
{
	if (group_is_ours(iterator)) {
		doku_transfer_group_close(iterator->group);
	}
	iterator->group = NULL; /* a parent's is left alone */
}

static void free_slot(status_iterator *iterator, slot *place)
{
	if (place->state == SLOT_FREE) {
		return;
	}
	if (place->transfer != NULL && group_is_ours(iterator)) {
		doku_transfer_free(place->transfer);
	}
	if (place->call != NULL) {
		doku_php_call_close(place->call);
	}
	if (place->id != NULL) {
		zend_string_release(place->id);
	}
	memset(place, 0, sizeof(*place));
	iterator->busy--;
}

/* Cancels all that is in flight. */
static void cancel(status_iterator *iterator)
{
	for (size_t i = 0; i < iterator->slot_count; i++) {
		free_slot(iterator, &iterator->slots[i]);
	}
	close_group(iterator);
	doku_php_work_end(&iterator->work);
	iterator->has_ended = true;
}

/* The request ends while the batch is open; the calls are listed themselves and close alone. */
static void close_at_request_end(doku_php_work *work)
{
	status_iterator *iterator = iterator_from_work(work);
	close_group(iterator);
	for (size_t i = 0; i < iterator->slot_count; i++) {
		iterator->slots[i].call = NULL;
		iterator->slots[i].transfer = NULL;
	}
	iterator->has_ended = true;
}

static zend_object *create_iterator(zend_class_entry *ce)
{
	status_iterator *iterator = zend_object_alloc(sizeof(*iterator), ce);
	memset(iterator, 0, offsetof(status_iterator, std));
	zend_object_std_init(&iterator->std, ce);
	object_properties_init(&iterator->std, ce);
	DOKU_PHP_SET_OBJECT_HANDLERS(&iterator->std, &iterator_handlers);
	return &iterator->std;
}

static void clear_current(status_iterator *iterator)
{
	zval_ptr_dtor(&iterator->current);
	ZVAL_UNDEF(&iterator->current);
	if (iterator->key != NULL) {
		zend_string_release(iterator->key);
		iterator->key = NULL;
	}
}

static void free_iterator(zend_object *object)
{
	status_iterator *iterator = iterator_from(object);
	cancel(iterator);
	clear_current(iterator);
	doku_php_id_source_free(&iterator->ids);
	if (iterator->pending != NULL) {
		OBJ_RELEASE(iterator->pending);
	}
	if (iterator->client != NULL) {
		OBJ_RELEASE(iterator->client);
	}
	efree(iterator->slots);
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	status_iterator *iterator = iterator_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	if (iterator->client != NULL) {
		zend_get_gc_buffer_add_obj(buffer, iterator->client);
	}
	if (iterator->pending != NULL) {
		zend_get_gc_buffer_add_obj(buffer, iterator->pending);
	}
	zend_get_gc_buffer_add_zval(buffer, &iterator->current);
	doku_php_id_source_add_gc(&iterator->ids, buffer);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void doku_php_iterator_register(zend_class_entry *ce)
{
	doku_php_init_handlers(&iterator_handlers, offsetof(status_iterator, std), false);
	iterator_handlers.free_obj = free_iterator;
	iterator_handlers.get_gc = get_gc;
	ce->create_object = create_iterator;
	DOKU_PHP_SET_DEFAULT_HANDLERS(ce, &iterator_handlers);
}

bool doku_php_make_iterator(zval *target, zend_object *client, zval *ids, zend_long concurrency)
{
	zend_object *object = create_iterator(doku_php_ce_status_iterator);
	status_iterator *iterator = iterator_from(object);
	iterator->slot_count = (size_t)concurrency;
	iterator->slots = ecalloc(iterator->slot_count, sizeof(slot));
	iterator->client = client;
	GC_ADDREF(client);
	if (!doku_php_id_source_init(&iterator->ids, ids)) {
		OBJ_RELEASE(object);
		return false;
	}
	ZVAL_OBJ(target, object);
	return true;
}

/* ---- one slot ---- */

static void fail_before_sending(slot *place, doku_transfer_result result, const char *detail)
{
	doku_answer *answer = &place->call->answer;
	answer->result = result;
	answer->sent = false;
	snprintf(answer->detail, sizeof(answer->detail), "%s", detail);
}

static bool open_group(status_iterator *iterator)
{
	if (iterator->group == NULL) {
		doku_transport *transport = doku_php_transport();
		iterator->group = transport == NULL ? NULL : doku_transfer_group_open(transport);
		iterator->group_owner = (zend_long)getpid();
	}
	return iterator->group != NULL;
}

/* Starts a transfer; false when it ended at once, with the answer filled. */
static bool start_transfer(status_iterator *iterator, slot *place, int64_t limit)
{
	char detail[DOKU_ANSWER_DETAIL_SIZE] = "";
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS];
	doku_transfer_options options;
	if (!open_group(iterator)) {
		fail_before_sending(place, DOKU_TRANSFER_NO_MEMORY, "");
		return false;
	}
	doku_php_call_transfer_options(place->call, limit, headers, &options);
	options.http2 = DOKU_PHP_BATCH_HTTP2;
	place->transfer = doku_transfer_start(iterator->group, &options, detail);
	if (place->transfer == NULL) {
		fail_before_sending(place, DOKU_TRANSFER_NOT_SENT, detail);
		return false;
	}
	doku_transfer_set_owner(place->transfer, place);
	return true;
}

static bool next_step(status_iterator *iterator, slot *place);

/* The attempt's answer is in the call's state. False: exit() is on its way. */
static bool attempt_ended(status_iterator *iterator, slot *place)
{
	doku_call_answered(
		&place->call->call, &place->call->answer, iterator->active - place->started);
	return doku_php_log_answered(doku_php_client_from(iterator->client), place->call)
		&& next_step(iterator, place);
}

static bool send_attempt(status_iterator *iterator, slot *place)
{
	doku_php_client *client = doku_php_client_from(iterator->client);
	doku_php_call_start_attempt(place->call);
	if (!doku_php_log_sending(client, place->call)) {
		return false;
	}
	if (!Z_ISUNDEF(client->transport)) {
		return doku_php_attempt_by_test(place->call, client) && attempt_ended(iterator, place);
	}
	int64_t elapsed = iterator->active - place->started;
	if (start_transfer(iterator, place, doku_call_attempt_limit(&place->call->call, elapsed))) {
		place->state = SLOT_RUNNING;
		return true;
	}
	return attempt_ended(iterator, place);
}

/* False: an exception is on its way. */
static bool next_step(status_iterator *iterator, slot *place)
{
	switch (doku_call_next(&place->call->call, (int64_t)time(NULL))) {
		case DOKU_STEP_SEND:
			return send_attempt(iterator, place);
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

static bool transfer_ended(status_iterator *iterator, slot *place)
{
	doku_answer *arrived = doku_transfer_answer(place->transfer);
	doku_answer_free(&place->call->answer);
	place->call->answer = *arrived;
	doku_answer_init(arrived);
	doku_transfer_free(place->transfer);
	place->transfer = NULL;
	return attempt_ended(iterator, place);
}

/* In a child process the parent's transfers cannot go on: each is tried again on connections of
 * the child's own. */
static bool leave_parents_transfers(status_iterator *iterator)
{
	if (iterator->group == NULL || group_is_ours(iterator)) {
		return true;
	}
	iterator->group = NULL;
	for (size_t i = 0; i < iterator->slot_count; i++) {
		slot *place = &iterator->slots[i];
		if (place->state == SLOT_RUNNING) {
			place->transfer = NULL;
			place->call->answer.result = DOKU_TRANSFER_DEAD_CONNECTION;
			place->call->answer.sent = true;
			if (!attempt_ended(iterator, place)) {
				return false;
			}
		}
	}
	return true;
}

/* ---- the ids ---- */

/* Remembers the present exception for the end: nothing that is in flight is lost. False for
 * exit(), which waits for nothing. */
static bool postpone_exception(status_iterator *iterator)
{
	if (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception))) {
		return false;
	}
	iterator->pending = EG(exception);
	GC_ADDREF(iterator->pending);
	zend_clear_exception();
	return true;
}

static slot *find_free_slot(status_iterator *iterator)
{
	for (size_t i = 0; i < iterator->slot_count; i++) {
		if (iterator->slots[i].state == SLOT_FREE) {
			return &iterator->slots[i];
		}
	}
	return NULL;
}

/* Takes over the id. False: an exception is on its way. */
static bool start_look_up(status_iterator *iterator, zend_string *id)
{
	doku_php_call *call = doku_php_call_open();
	if (call != NULL
		&& !doku_php_call_begin_check(call, doku_php_client_from(iterator->client), id)) {
		doku_php_call_close(call);
		call = NULL;
	}
	if (call == NULL) {
		zend_string_release(id);
		return postpone_exception(iterator);
	}
	slot *place = find_free_slot(iterator);
	place->call = call;
	place->id = id;
	place->started = iterator->active;
	place->state = SLOT_WAITING;
	iterator->busy++;
	return next_step(iterator, place);
}

/* Draws ids while there is room. False: exit() is on its way. */
static bool fill_slots(status_iterator *iterator)
{
	while (iterator->busy < iterator->slot_count && iterator->pending == NULL) {
		zend_string *id;
		switch (doku_php_id_source_next(&iterator->ids, &id)) {
			case DOKU_PHP_ID_DRAWN:
				if (!start_look_up(iterator, id)) {
					return false;
				}
				break;
			case DOKU_PHP_ID_EXHAUSTED:
				return true;
			case DOKU_PHP_ID_FAILED:
				return postpone_exception(iterator);
		}
	}
	return true;
}

/* ---- stepping ---- */

static slot *find_done_slot(status_iterator *iterator)
{
	for (size_t i = 0; i < iterator->slot_count; i++) {
		if (iterator->slots[i].state == SLOT_DONE) {
			return &iterator->slots[i];
		}
	}
	return NULL;
}

/* Starts what has waited long enough; *pause becomes the time until the next one. */
static bool wake_slots(status_iterator *iterator, int64_t *pause)
{
	int64_t now = doku_clock_milliseconds();
	*pause = TURN_MILLISECONDS;
	for (size_t i = 0; i < iterator->slot_count; i++) {
		slot *place = &iterator->slots[i];
		if (place->state != SLOT_WAITING) {
			continue;
		}
		if (place->wake <= now) {
			if (!next_step(iterator, place)) {
				return false;
			}
		} else if (place->wake - now < *pause) {
			*pause = place->wake - now;
		}
	}
	return true;
}

static void give_up_all(status_iterator *iterator)
{
	for (size_t i = 0; i < iterator->slot_count; i++) {
		slot *place = &iterator->slots[i];
		if (place->state == SLOT_RUNNING) {
			doku_transfer_abort(place->transfer);
		} else if (place->state == SLOT_WAITING) {
			doku_call_give_up(&place->call->call);
			place->state = SLOT_DONE;
		}
	}
}

static void sleep_milliseconds(int64_t pause)
{
#ifdef PHP_WIN32
	Sleep((DWORD)pause);
#else
	struct timespec turn = {pause / 1000, (long)(pause % 1000) * 1000000};
	nanosleep(&turn, NULL);
#endif
}

/* One turn of the transfers. False: exit() is on its way. */
static bool turn(status_iterator *iterator)
{
	int64_t pause;
	if (!leave_parents_transfers(iterator) || !wake_slots(iterator, &pause)) {
		return false;
	}
	if (doku_php_time_is_over()) {
		give_up_all(iterator);
	}
	if (find_done_slot(iterator) != NULL) {
		return true;
	}
	if (iterator->group == NULL) {
		sleep_milliseconds(pause);
		return true;
	}
	int64_t started = doku_clock_milliseconds();
	doku_transfer_group_step(iterator->group, pause);
	iterator->active += doku_clock_milliseconds() - started;
	doku_transfer *ended;
	while (group_is_ours(iterator)
		&& (ended = doku_transfer_group_take(iterator->group)) != NULL) {
		if (!transfer_ended(iterator, doku_transfer_owner(ended))) {
			return false;
		}
	}
	return true;
}

static void yield_slot(status_iterator *iterator, slot *place)
{
	zend_object *exception = doku_php_call_outcome(place->call, &iterator->current);
	if (exception != NULL) {
		ZVAL_OBJ(&iterator->current, exception);
	}
	iterator->key = zend_string_copy(place->id);
	free_slot(iterator, place);
}

static void finish(status_iterator *iterator)
{
	cancel(iterator);
	if (iterator->pending != NULL && EG(exception) == NULL) {
		zval thrown;
		ZVAL_OBJ(&thrown, iterator->pending);
		iterator->pending = NULL;
		zend_throw_exception_object(&thrown);
	}
}

/* Moves to the next result, or to the end. */
static void advance(status_iterator *iterator)
{
	clear_current(iterator);
	for (;;) {
		if (iterator->has_ended) {
			return;
		}
		if (!fill_slots(iterator)) {
			break;
		}
		slot *done = find_done_slot(iterator);
		if (done != NULL) {
			yield_slot(iterator, done);
			return;
		}
		if (iterator->busy == 0 || !turn(iterator)) {
			break;
		}
	}
	finish(iterator);
}

/* PHP code that runs meanwhile (ids, logger, transport) may call this iterator again. */
static void advance_guarded(status_iterator *iterator)
{
	if (iterator->is_advancing) {
		zend_throw_error(NULL, "The status iterator is already running");
		return;
	}
	iterator->is_advancing = true;
	GC_ADDREF(&iterator->std);
	advance(iterator);
	iterator->is_advancing = false;
	OBJ_RELEASE(&iterator->std);
}

static void start(status_iterator *iterator)
{
	if (!iterator->has_started) {
		iterator->has_started = true;
		doku_php_work_begin(&iterator->work, close_at_request_end);
		advance_guarded(iterator);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, current)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (!Z_ISUNDEF(iterator->current)) {
		RETURN_COPY(&iterator->current);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, key)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (iterator->key != NULL) {
		RETURN_STR_COPY(iterator->key);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, next)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (EG(exception) == NULL) {
		iterator->has_moved = true;
		advance_guarded(iterator);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, rewind)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	if (iterator->has_moved) {
		zend_throw_error(NULL, "The status iterator only goes forward");
		RETURN_THROWS();
	}
	start(iterator);
}

ZEND_METHOD(DokuAkulaku_StatusIterator, valid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	RETURN_BOOL(!Z_ISUNDEF(iterator->current));
}

ZEND_METHOD(DokuAkulaku, checkStatuses)
{
	zval *ids;
	zend_long concurrency = 16;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ITERABLE(ids)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(concurrency)
	ZEND_PARSE_PARAMETERS_END();

	if (doku_php_this_client(ZEND_THIS) == NULL) {
		RETURN_THROWS();
	}
	if (concurrency < 1 || concurrency > DOKU_PHP_MAXIMUM_CONCURRENCY) {
		zend_argument_value_error(2, "must be between 1 and %d", DOKU_PHP_MAXIMUM_CONCURRENCY);
		RETURN_THROWS();
	}
	doku_php_make_iterator(return_value, Z_OBJ_P(ZEND_THIS), ids, concurrency);
}
