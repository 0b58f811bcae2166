/*
 * Which texts of a body hold characters outside DOKU's "Safe String", for the message of a refusal
 * that names none.
 */
#ifndef DOKU_PAYLOAD_SAFE_REPORT_H
#define DOKU_PAYLOAD_SAFE_REPORT_H

#include "payload.h"

/* Appends "path (characters); path (characters)" for a body of that table that holds others, the
 * first few of them; nothing when none does. False when memory is out. */
bool doku_safe_describe(const doku_field *rules, doku_slice body, doku_buffer *out);

#endif
