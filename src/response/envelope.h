/*
 * DOKU's words in an answer: the error envelopes and the messages, wherever they stand.
 * Source: DOKU's documents are silent or contradict each other here, so all known shapes are
 * read: {"error":{"code","message","type"}}, the same without "error", {"message":"..."},
 * {"message":["..."]}, and a message inside cancel, refund or payment.
 */
#ifndef DOKU_ENVELOPE_H
#define DOKU_ENVELOPE_H

#include "../base/error.h"
#include "../json/json.h"

/* Reads an error envelope into the api_* fields; false when the body is none. */
bool doku_envelope_read(const void *root, doku_error *error);

/* The message of an answer; several are joined with "; ". False when memory is out. `out` stays
 * empty when there is none. */
bool doku_envelope_message(const void *root, doku_buffer *out);

/* "Order Not Found" alone: a message, and nothing that says what became of an order. */
bool doku_envelope_is_lone_message(const void *root);

/* payment.identifier, else peer_to_peer_info.identifier: a list, or one map standing alone, not
 * empty; NULL when there is none. */
const void *doku_envelope_identifiers(const doku_value_interface *values, const void *root);

#endif
