/*
 * The amount of an answer or a notification: whole rupiah, or nothing that may be booked.
 * Source: DOKU writes one amount as 39000, "39000", 39000.00 and "39000.00".
 */
#ifndef DOKU_AMOUNT_H
#define DOKU_AMOUNT_H

#include "../base/value.h"

typedef enum doku_amount_state {
	DOKU_AMOUNT_ABSENT = 0, /* not there, or null */
	DOKU_AMOUNT_READ,
	DOKU_AMOUNT_UNREADABLE /* there, and no whole rupiah: an alarm, never the same as absent */
} doku_amount_state;

/* `token` is the number as it was written, where the node is a REAL: a double has lost digits.
 * *amount is set when READ: 0 or more. */
doku_amount_state doku_amount_read(
	const doku_value_interface *values, const void *node, doku_slice token, int64_t *amount);

#define DOKU_AMOUNT_SHOWN_SIZE 64

/* As it was written, for a message: printable, cut where it is long. */
void doku_amount_show(const doku_value_interface *values, const void *node, doku_slice token,
	char shown[DOKU_AMOUNT_SHOWN_SIZE]);

#endif
