/*
 * The calls of the API and the states of an order.
 * Source: DOKU's Akulaku guide and its page on checking a status.
 */
#ifndef DOKU_OPERATION_H
#define DOKU_OPERATION_H

#include "../payload/rules.h"

typedef enum doku_operation {
	DOKU_OPERATION_GENERATE = 0,
	DOKU_OPERATION_CANCEL,
	DOKU_OPERATION_REFUND,
	DOKU_OPERATION_CHECK,
	DOKU_OPERATION_RAW, /* request(): whatever DOKU adds later */
	DOKU_OPERATION_COUNT
} doku_operation;

/* For messages and logs: "generate-order", ... */
const char *doku_operation_name(doku_operation operation);

/* In static storage; NULL for RAW, whose caller names it. */
const char *doku_operation_method(doku_operation operation);

/* Path of the three POST calls; of CHECK the part before the id; NULL for RAW. */
const char *doku_operation_path(doku_operation operation);

/* Field table of the body; NULL for CHECK. */
const doku_field *doku_operation_rules(doku_operation operation);

typedef enum doku_order_status {
	DOKU_ORDER_UNKNOWN = 0,
	DOKU_ORDER_PENDING,
	DOKU_ORDER_SUCCESS,
	DOKU_ORDER_FAILED,
	DOKU_ORDER_EXPIRED,
	DOKU_ORDER_CANCELLED,
	DOKU_ORDER_REFUNDED,
	DOKU_ORDER_STATUS_COUNT
} doku_order_status;

/* "PENDING", ...; the words that DOKU uses, CANCELLED in its spelling with two L. */
const char *doku_order_status_word(doku_order_status status);

/* Without regard to ASCII case and white space around it. */
bool doku_state_word_is(doku_slice word, const char *expected);

/* Read in that way; both spellings of CANCELLED; anything unknown is DOKU_ORDER_UNKNOWN. */
doku_order_status doku_order_status_from_word(doku_slice word);

/* The state of an order as its transaction has it; where there is no transaction, as the order
 * itself has it (ORDER_GENERATED, ORDER_EXPIRED). */
doku_order_status doku_order_status_from_words(
	bool has_transaction, doku_slice transaction, doku_slice order);

/* Success, Expired, Cancelled, Refunded. A FAILED may still become a SUCCESS: DOKU's older pages
 * call it final, the newer ones do not. */
bool doku_order_status_is_final(doku_order_status status);

/* May one who knows `known` move to `status`? */
bool doku_order_status_supersedes(doku_order_status status, doku_order_status known);

#endif
