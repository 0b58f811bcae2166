/*
 * DOKU's words in an answer: the error envelopes and the messages, wherever they stand.
 * Source: DOKU's documents are silent or contradict each other here, so all known shapes are
 * read: {"error":{"code","message","type"}}, the same without "error", {"message":"..."},
 * {"message":["..."]}, {"error_messages":[...]}, {"errors":...}, Spring's {"error":"..."}, SNAP's
 * {"responseCode","responseMessage"}, and a message inside cancel, refund or payment.
 */
#ifndef DOKU_ENVELOPE_H
#define DOKU_ENVELOPE_H

#include "../base/error.h"
#include "../json/json.h"
#include "../request/operation.h"

/* Reads an error envelope into the api_* fields; false when the body is none. */
bool doku_envelope_read(const void *root, doku_error *error);

/* Does a state word (of transaction, payment, cancel or refund) say anything but FAILED? Then the
 * body is no refusal, whatever its HTTP status. */
bool doku_envelope_says_more_than_failed(const void *root);

/* The message of an answer; several are joined with "; ". False when memory is out. `out` stays
 * empty when there is none. */
bool doku_envelope_message(const void *root, doku_buffer *out);

/* "Order Not Found" alone: a message, and nothing that says what became of an order. */
bool doku_envelope_is_lone_message(const void *root);

/* The state of the order as transaction.status has it; where there is no transaction, as
 * order.status has it (ORDER_GENERATED, ORDER_EXPIRED). */
doku_order_status doku_envelope_order_status(const doku_value_interface *values, const void *root);

/* payment.identifier, else peer_to_peer_info.identifier: a list, or one map standing alone, not
 * empty; NULL when there is none. */
const void *doku_envelope_identifiers(const doku_value_interface *values, const void *root);

#endif
