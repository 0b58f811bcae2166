/*
 * The step machine of calls in flight: it signs, sends, waits, tries again and logs until each has
 * ended. A look-up of many ids has a slot for each in flight; a single call is a machine of one.
 *
 * Its clock is what counts against the calls' timeouts; the owner may stop it. A machine must not
 * lie on the stack: a fatal error jumps over the owner, and what is listed as work is closed when
 * the request ends. It is listed before its calls, so that transfers end before what they borrow.
 *
 * A child process that finds itself with the parent's transfers leaves them alone and tries again
 * on connections of its own.
 */
#ifndef DOKU_PHP_MACHINE_H
#define DOKU_PHP_MACHINE_H

#include "call.h"

typedef enum doku_php_slot_state {
	DOKU_PHP_SLOT_FREE = 0,
	DOKU_PHP_SLOT_RUNNING, /* a transfer is in flight */
	DOKU_PHP_SLOT_WAITING, /* for its next attempt */
	DOKU_PHP_SLOT_DONE     /* the call has ended */
} doku_php_slot_state;

typedef struct doku_php_slot {
	doku_php_slot_state state;
	doku_php_call *call;
	doku_transfer *transfer;
	zend_long transfer_owner; /* process that started it */
	int64_t started;          /* on the machine's clock */
	int64_t wake;             /* on the wall's */
} doku_php_slot;

typedef struct doku_php_machine {
	doku_php_work work;
	doku_php_client *client; /* borrowed */
	doku_php_slot *slots;    /* borrowed, zeroed */
	size_t slot_count;
	bool http2; /* transfers may share HTTP/2 connections */
	doku_transfer_group *group;
	zend_long group_owner; /* process that opened the group */
	bool is_stopped;
	int64_t stopped_at; /* on the wall's clock */
	int64_t stopped;    /* milliseconds, of all stops before */
} doku_php_machine;

/* Into zeroed memory, with client and slots set. `close` is called when the request ends and the
 * machine is still open: it has to call doku_php_machine_abandon. */
void doku_php_machine_open(doku_php_machine *machine, void (*close)(doku_php_work *work));

/* Cancels all that is in flight, with its calls; safe when nothing is open. */
void doku_php_machine_close(doku_php_machine *machine);

/* Closes transfers only: at the request's end, calls are listed themselves and close alone. */
void doku_php_machine_abandon(doku_php_machine *machine);

void doku_php_machine_stop_clock(doku_php_machine *machine);
void doku_php_machine_start_clock(doku_php_machine *machine);

/* Starts a call in a free slot, which then owns it. False: an exception is on its way (a test's
 * transport failed, or exit() was called). */
bool doku_php_machine_start(doku_php_machine *machine, doku_php_slot *slot, doku_php_call *call);

/* One turn: sends what has waited long enough, drives the transfers for a while, takes what has
 * ended. Returns at once when a slot is done. False: as above. */
bool doku_php_machine_turn(doku_php_machine *machine);

/* The first slot in that state; NULL: none. */
doku_php_slot *doku_php_machine_find(doku_php_machine *machine, doku_php_slot_state state);

/* Frees the slot's call and makes the slot free. */
void doku_php_machine_release(doku_php_slot *slot);

#endif
