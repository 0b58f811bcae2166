#include "batch.h"

#include "zend_exceptions.h"

#include "convert.h"
#include "exceptions.h"

#include "../request/request.h"

/* Cancels all that is in flight. */
static void cancel(doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->machine.slot_count; i++) {
		if (batch->names[i] != NULL) {
			zend_string_release(batch->names[i]);
			batch->names[i] = NULL;
		}
	}
	doku_php_machine_close(&batch->machine);
	batch->has_ended = true;
}

static void close_at_request_end(doku_php_work *work)
{
	doku_php_batch *batch = (doku_php_batch *)work;
	doku_php_machine_abandon(&batch->machine);
	batch->has_ended = true;
}

bool doku_php_batch_init(
	doku_php_batch *batch, zend_object *client, zval *ids, zend_long concurrency)
{
	size_t count = (size_t)concurrency;
	batch->machine.slots = ecalloc(count, sizeof(doku_php_slot));
	batch->names = ecalloc(count, sizeof(zend_string *));
	batch->machine.slot_count = count;
	batch->machine.http2 = count >= DOKU_PHP_BATCH_HTTP2_FROM;
	batch->machine.client = doku_php_client_from(client);
	doku_php_machine_stop_clock(&batch->machine);
	batch->client = client;
	GC_ADDREF(client);
	return doku_php_id_source_init(&batch->ids, ids);
}

void doku_php_batch_open(doku_php_batch *batch)
{
	doku_php_machine_open(&batch->machine, close_at_request_end);
}

static void release_object(zend_object **object)
{
	if (*object != NULL) {
		OBJ_RELEASE(*object);
		*object = NULL;
	}
}

void doku_php_batch_free(doku_php_batch *batch)
{
	cancel(batch);
	doku_php_id_source_free(&batch->ids);
	release_object(&batch->pending);
	release_object(&batch->refusal);
	release_object(&batch->client);
	if (batch->refused != NULL) {
		zend_string_release(batch->refused);
		batch->refused = NULL;
	}
	if (batch->machine.slots != NULL) {
		efree(batch->machine.slots);
		efree(batch->names);
		batch->machine.slots = NULL;
		batch->machine.slot_count = 0;
	}
}

void doku_php_batch_add_gc(doku_php_batch *batch, zend_get_gc_buffer *buffer)
{
	zend_object *objects[] = {batch->client, batch->pending, batch->refusal};
	for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
		if (objects[i] != NULL) {
			zend_get_gc_buffer_add_obj(buffer, objects[i]);
		}
	}
	/* What a test's transport threw waits in its call for the next attempt. */
	for (size_t i = 0; i < batch->machine.slot_count; i++) {
		const doku_php_call *call = batch->machine.slots[i].call;
		if (call != NULL && call->thrown != NULL) {
			zend_get_gc_buffer_add_obj(buffer, call->thrown);
		}
	}
	doku_php_id_source_add_gc(&batch->ids, buffer);
}

/* ---- the ids ---- */

/* Takes the present exception; NULL for exit(), which waits for nothing. */
static zend_object *take_exception(void)
{
	zend_object *exception = EG(exception);
	if (zend_is_unwind_exit(exception) || zend_is_graceful_exit(exception)) {
		return NULL;
	}
	GC_ADDREF(exception);
	zend_clear_exception();
	return exception;
}

/* Remembers the present exception for the end: nothing that is in flight is lost. False for
 * exit(). */
static bool postpone_exception(doku_php_batch *batch)
{
	batch->pending = take_exception();
	return batch->pending != NULL;
}

/* Takes over the id: its result is the exception at hand. */
static bool refuse(doku_php_batch *batch, zend_string *id)
{
	batch->refused = id;
	batch->refusal = take_exception();
	return batch->refusal != NULL;
}

static doku_php_call *begin_look_up(doku_php_batch *batch, const zend_string *id)
{
	const char *problem = doku_lookup_id_problem(doku_php_slice(id));
	if (problem != NULL) {
		doku_php_throw_bad_id(problem);
		return NULL;
	}
	doku_php_call *call = doku_php_call_open();
	if (call != NULL && !doku_php_call_begin_check(call, batch->machine.client, id, NULL)) {
		doku_php_call_close(call);
		call = NULL;
	}
	return call;
}

/* Takes over the id. False: an exception is on its way. */
static bool start_look_up(doku_php_batch *batch, doku_php_slot *slot, zend_string *id)
{
	doku_php_call *call = begin_look_up(batch, id);
	if (call == NULL) {
		return refuse(batch, id);
	}
	batch->names[slot - batch->machine.slots] = id;
	return doku_php_machine_start(&batch->machine, slot, call);
}

static doku_php_id_drawing draw_id(doku_php_batch *batch, zend_string **id)
{
	doku_php_machine_stop_clock(&batch->machine);
	doku_php_id_drawing drawing = doku_php_id_source_next(&batch->ids, id);
	doku_php_machine_start_clock(&batch->machine);
	return drawing;
}

/* Draws ids while there is room and nothing to tell. False: an exception is on its way. */
static bool fill_slots(doku_php_batch *batch)
{
	doku_php_slot *slot;
	while (batch->pending == NULL && batch->refusal == NULL
		&& (slot = doku_php_machine_find(&batch->machine, DOKU_PHP_SLOT_FREE)) != NULL) {
		zend_string *id;
		switch (draw_id(batch, &id)) {
			case DOKU_PHP_ID_DRAWN:
				if (!start_look_up(batch, slot, id)) {
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

/* ---- the results ---- */

static void yield_refusal(doku_php_batch *batch, zval *value, zend_string **key)
{
	ZVAL_OBJ(value, batch->refusal);
	*key = batch->refused;
	batch->refusal = NULL;
	batch->refused = NULL;
}

static void yield_slot(doku_php_batch *batch, doku_php_slot *slot, zval *value, zend_string **key)
{
	zend_object *exception = doku_php_call_outcome(slot->call, value);
	if (exception != NULL) {
		ZVAL_OBJ(value, exception);
	}
	zend_string **name = &batch->names[slot - batch->machine.slots];
	*key = *name;
	*name = NULL;
	doku_php_machine_release(slot);
}

/* All has arrived, or an exception is on its way: what was postponed comes last. */
static void finish(doku_php_batch *batch)
{
	cancel(batch);
	if (batch->pending != NULL && EG(exception) == NULL) {
		zend_object *pending = batch->pending;
		batch->pending = NULL;
		doku_php_throw_object(pending);
	}
}

static bool is_idle(const doku_php_batch *batch)
{
	for (size_t i = 0; i < batch->machine.slot_count; i++) {
		if (batch->machine.slots[i].state != DOKU_PHP_SLOT_FREE) {
			return false;
		}
	}
	return true;
}

/* False at the end, or with an exception on its way. */
static bool find_result(doku_php_batch *batch, zval *value, zend_string **key)
{
	while (!batch->has_ended && fill_slots(batch)) {
		if (batch->refusal != NULL) {
			yield_refusal(batch, value, key);
			return true;
		}
		doku_php_slot *done = doku_php_machine_find(&batch->machine, DOKU_PHP_SLOT_DONE);
		if (done != NULL) {
			yield_slot(batch, done, value, key);
			return true;
		}
		if (is_idle(batch) || !doku_php_machine_turn(&batch->machine)) {
			break;
		}
	}
	return false;
}

bool doku_php_batch_next(doku_php_batch *batch, zval *value, zend_string **key)
{
	doku_php_machine_start_clock(&batch->machine);
	bool has_result = find_result(batch, value, key);
	doku_php_machine_stop_clock(&batch->machine);
	if (!has_result && !batch->has_ended) {
		finish(batch);
	}
	return has_result;
}
