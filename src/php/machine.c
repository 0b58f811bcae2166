#include "machine.h"

#include <string.h>
#include <time.h>

#include "compat.h"
#include "logger.h"
#include "runtime.h"
#include "test_transport.h"

#include "../base/clock.h"

/* The longest time without a look at PHP's own time limit. */
#define TURN_MILLISECONDS 250

static int64_t clock_of(const doku_php_machine *machine)
{
	int64_t now = machine->is_stopped ? machine->stopped_at : doku_clock_milliseconds();
	return now - machine->stopped;
}

void doku_php_machine_stop_clock(doku_php_machine *machine)
{
	if (!machine->is_stopped) {
		machine->is_stopped = true;
		machine->stopped_at = doku_clock_milliseconds();
	}
}

void doku_php_machine_start_clock(doku_php_machine *machine)
{
	if (machine->is_stopped) {
		machine->is_stopped = false;
		machine->stopped += doku_clock_milliseconds() - machine->stopped_at;
	}
}

/* ---- open and close ---- */

static bool group_is_ours(const doku_php_machine *machine)
{
	return machine->group != NULL && machine->group_owner == doku_php_process();
}

static void close_group(doku_php_machine *machine)
{
	if (group_is_ours(machine)) {
		doku_transfer_group_close(machine->group);
	}
	machine->group = NULL; /* a parent's is left alone */
}

/* A parent's transfer is left alone. */
static void free_transfer(doku_php_slot *slot)
{
	if (slot->transfer != NULL && slot->transfer_owner == doku_php_process()) {
		doku_transfer_free(slot->transfer);
	}
	slot->transfer = NULL;
}

void doku_php_machine_release(doku_php_slot *slot)
{
	free_transfer(slot);
	if (slot->call != NULL) {
		doku_php_call_close(slot->call);
	}
	memset(slot, 0, sizeof(*slot));
}

void doku_php_machine_open(doku_php_machine *machine, void (*close)(doku_php_work *work))
{
	doku_php_work_begin(&machine->work, close);
}

void doku_php_machine_close(doku_php_machine *machine)
{
	for (size_t i = 0; i < machine->slot_count; i++) {
		doku_php_machine_release(&machine->slots[i]);
	}
	close_group(machine);
	doku_php_work_end(&machine->work);
}

void doku_php_machine_abandon(doku_php_machine *machine)
{
	close_group(machine);
	for (size_t i = 0; i < machine->slot_count; i++) {
		memset(&machine->slots[i], 0, sizeof(machine->slots[i]));
	}
}

/* ---- one slot ---- */

static bool open_group(doku_php_machine *machine)
{
	if (!group_is_ours(machine)) {
		doku_transport *transport = doku_php_transport();
		machine->group = transport == NULL ? NULL : doku_transfer_group_open(transport);
		machine->group_owner = doku_php_process();
	}
	return machine->group != NULL;
}

/* False when it ended at once, with the call's answer filled. */
static bool start_transfer(doku_php_machine *machine, doku_php_slot *slot, int64_t limit)
{
	char detail[DOKU_ANSWER_DETAIL_SIZE] = "";
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS];
	doku_transfer_options options;
	if (!open_group(machine)) {
		doku_answer_fail(&slot->call->answer, DOKU_TRANSFER_NO_MEMORY, "");
		return false;
	}
	doku_php_call_transfer_options(slot->call, limit, headers, &options);
	options.http2 = machine->http2;
	slot->transfer = doku_transfer_start(machine->group, &options, detail);
	slot->transfer_owner = doku_php_process();
	if (slot->transfer == NULL) {
		doku_answer_fail(&slot->call->answer, DOKU_TRANSFER_NOT_SENT, detail);
		return false;
	}
	doku_transfer_set_owner(slot->transfer, slot);
	return true;
}

static bool next_step(doku_php_machine *machine, doku_php_slot *slot);

/* The attempt's answer is in the call's state. */
static bool attempt_ended(doku_php_machine *machine, doku_php_slot *slot)
{
	doku_call_answered(&slot->call->call, &slot->call->answer, clock_of(machine) - slot->started);
	return doku_php_log_answered(machine->client, slot->call) && next_step(machine, slot);
}

static bool send_attempt(doku_php_machine *machine, doku_php_slot *slot)
{
	doku_php_call_start_attempt(slot->call);
	if (!doku_php_log_sending(machine->client, slot->call)) {
		return false;
	}
	if (!Z_ISUNDEF(machine->client->transport)) {
		return doku_php_attempt_by_test(slot->call, machine->client)
			&& attempt_ended(machine, slot);
	}
	int64_t elapsed = clock_of(machine) - slot->started;
	if (start_transfer(machine, slot, doku_call_attempt_limit(&slot->call->call, elapsed))) {
		slot->state = DOKU_PHP_SLOT_RUNNING;
		return true;
	}
	return attempt_ended(machine, slot);
}

static bool call_ended(doku_php_machine *machine, doku_php_slot *slot)
{
	slot->state = DOKU_PHP_SLOT_DONE;
	return doku_php_log_ended(machine->client, slot->call, clock_of(machine) - slot->started);
}

static bool next_step(doku_php_machine *machine, doku_php_slot *slot)
{
	switch (doku_call_next(&slot->call->call, (int64_t)time(NULL))) {
		case DOKU_STEP_SEND:
			return send_attempt(machine, slot);
		case DOKU_STEP_WAIT:
			slot->state = DOKU_PHP_SLOT_WAITING;
			slot->wake = doku_clock_milliseconds() + slot->call->call.pause;
			break;
		case DOKU_STEP_DONE:
			return call_ended(machine, slot);
	}
	return true;
}

bool doku_php_machine_start(doku_php_machine *machine, doku_php_slot *slot, doku_php_call *call)
{
	slot->call = call;
	slot->started = clock_of(machine);
	slot->state = DOKU_PHP_SLOT_WAITING;
	return next_step(machine, slot);
}

/* ---- a turn ---- */

static bool transfer_ended(doku_php_machine *machine, doku_php_slot *slot)
{
	doku_answer *arrived = doku_transfer_answer(slot->transfer);
	doku_answer_free(&slot->call->answer);
	slot->call->answer = *arrived;
	doku_answer_init(arrived);
	free_transfer(slot);
	return attempt_ended(machine, slot);
}

/* In a child process the parent's transfers cannot go on: each is tried again. */
static bool leave_parents_transfers(doku_php_machine *machine)
{
	for (size_t i = 0; i < machine->slot_count; i++) {
		doku_php_slot *slot = &machine->slots[i];
		if (slot->state == DOKU_PHP_SLOT_RUNNING && slot->transfer_owner != doku_php_process()) {
			free_transfer(slot);
			slot->call->answer.result = DOKU_TRANSFER_DEAD_CONNECTION;
			slot->call->answer.sent = true;
			if (!attempt_ended(machine, slot)) {
				return false;
			}
		}
	}
	return true;
}

/* Starts what has waited long enough; *pause becomes the time until the next one. */
static bool wake_slots(doku_php_machine *machine, int64_t *pause)
{
	int64_t now = doku_clock_milliseconds();
	*pause = TURN_MILLISECONDS;
	for (size_t i = 0; i < machine->slot_count; i++) {
		doku_php_slot *slot = &machine->slots[i];
		if (slot->state != DOKU_PHP_SLOT_WAITING) {
			continue;
		}
		if (slot->wake <= now) {
			if (!next_step(machine, slot)) {
				return false;
			}
		} else if (slot->wake - now < *pause) {
			*pause = slot->wake - now;
		}
	}
	return true;
}

/* PHP's time limit has struck. */
static bool give_up_all(doku_php_machine *machine)
{
	for (size_t i = 0; i < machine->slot_count; i++) {
		doku_php_slot *slot = &machine->slots[i];
		if (slot->state == DOKU_PHP_SLOT_RUNNING) {
			doku_transfer_abort(slot->transfer);
		} else if (slot->state == DOKU_PHP_SLOT_WAITING) {
			doku_call_give_up(&slot->call->call);
			if (!call_ended(machine, slot)) {
				return false;
			}
		}
	}
	return true;
}

static bool take_ended(doku_php_machine *machine)
{
	doku_transfer *ended;
	while (group_is_ours(machine) && (ended = doku_transfer_group_take(machine->group)) != NULL) {
		if (!transfer_ended(machine, doku_transfer_owner(ended))) {
			return false;
		}
	}
	return true;
}

bool doku_php_machine_turn(doku_php_machine *machine)
{
	int64_t pause;
	if (!leave_parents_transfers(machine) || !wake_slots(machine, &pause)) {
		return false;
	}
	if (doku_php_time_is_over() && !give_up_all(machine)) {
		return false;
	}
	if (doku_php_machine_find(machine, DOKU_PHP_SLOT_DONE) != NULL) {
		return true;
	}
	if (doku_php_machine_find(machine, DOKU_PHP_SLOT_RUNNING) == NULL) {
		doku_clock_sleep(pause);
		return true;
	}
	doku_transfer_group_step(machine->group, pause);
	return take_ended(machine);
}

doku_php_slot *doku_php_machine_find(doku_php_machine *machine, doku_php_slot_state state)
{
	for (size_t i = 0; i < machine->slot_count; i++) {
		if (machine->slots[i].state == state) {
			return &machine->slots[i];
		}
	}
	return NULL;
}
