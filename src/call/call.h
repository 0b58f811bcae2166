/*
 * One operation as a step machine: sign -> send -> judge -> try again or end.
 *
 * The call never sends, sleeps, logs or calls back: its owner asks for the next step, performs
 * it and reports the answer, and may run any code of its own between two steps. All times are
 * milliseconds of the call's own clock, which the owner may stop (a batch whose loop body runs).
 *
 * Unknown is sticky: once an attempt may have reached DOKU without a definite answer, only a
 * usable answer settles the call; whatever else follows becomes `previous` of the unknown.
 *
 * One thread. `settings` is borrowed and must outlive the call.
 */
#ifndef DOKU_CALL_H
#define DOKU_CALL_H

#include "../payload/payload.h"
#include "../response/response.h"
#include "retry.h"

typedef enum doku_step {
	DOKU_STEP_SEND, /* send the request as signed, then report by doku_call_answered */
	DOKU_STEP_WAIT, /* let `pause` milliseconds pass, then ask for the next step */
	DOKU_STEP_DONE  /* outcome and response are final */
} doku_step;

typedef struct doku_call {
	const doku_settings *settings;
	doku_operation operation;
	doku_request request;
	char invoice[DOKU_INVOICE_SIZE];
	size_t invoice_length;
	bool has_amount;
	int64_t amount;
	doku_buffer looked_up;
	bool without_pause;

	int attempts;
	int64_t pause;
	doku_step step;
	doku_answer answer;     /* of the last attempt */
	doku_response response; /* of the last attempt, borrows from answer */
	doku_decision decision; /* of the last attempt */

	doku_error error; /* the whole call's outcome, DOKU_ERROR_NONE: the response is usable */
	bool has_previous;
	doku_error previous; /* what followed an unknown attempt */
	bool is_unknown;
	doku_error unknown; /* the last attempt that left the outcome unknown */
} doku_call;

/* POST: moves the payload's bytes and facts. False when memory is out; free it all the same. */
bool doku_call_init(doku_call *call, const doku_settings *settings, doku_operation operation,
	const char *method, doku_slice target, doku_slice request_id, doku_payload *payload);

/* Remembers the id of a CHECK, to compare the answer with. */
bool doku_call_set_looked_up(doku_call *call, doku_slice id);

/* The invoice that the answer of a CHECK must name. False when it is too long to be one. */
bool doku_call_expect_invoice(doku_call *call, doku_slice invoice);

void doku_call_free(doku_call *call);

/* What is to be done now. For SEND the request was signed for the time `now` (Unix seconds). */
doku_step doku_call_next(doku_call *call, int64_t now);

/* Time limit of the attempt that doku_call_next asked for. */
int64_t doku_call_attempt_limit(const doku_call *call, int64_t elapsed);

/* Ends a call that waits for its next attempt: the last attempt's outcome is the call's. */
void doku_call_give_up(doku_call *call);

/* Reports the attempt's end. Moves the answer's content into the call. */
void doku_call_answered(doku_call *call, doku_answer *answer, int64_t elapsed);

#endif
