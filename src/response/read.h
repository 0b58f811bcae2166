/*
 * Reading a decoded answer: fields, signature, comparison with what was sent. Internal to the
 * response unit.
 */
#ifndef DOKU_RESPONSE_READ_H
#define DOKU_RESPONSE_READ_H

#include "response.h"

/* Fills the fields of a response whose document is set. False when memory is out. */
bool doku_response_read(
	const doku_exchange *exchange, const doku_answer *answer, doku_response *response);

/* Does the body hold what decides this operation? */
bool doku_response_has_deciding_field(const doku_exchange *exchange, const void *root);

/* About another order than was sent or looked up; `invoice` is the one that the answer names. */
bool doku_response_is_other_invoice(
	const doku_exchange *exchange, const void *root, doku_slice invoice);

/* For generate: another amount than was sent. */
bool doku_response_is_other_amount(const doku_exchange *exchange, const doku_response *response);

/* Sets *state; false when memory is out. */
bool doku_response_check_signature(
	const doku_exchange *exchange, const doku_answer *answer, doku_signature_state *state);

#endif
