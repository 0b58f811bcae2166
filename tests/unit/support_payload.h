/*
 * Building payloads in tests, and saying their violations in one line.
 */
#ifndef DOKU_TEST_SUPPORT_PAYLOAD_H
#define DOKU_TEST_SUPPORT_PAYLOAD_H

#include "payload/payload.h"

/* The samples of DOKU's guide, without white space. */
extern const char test_generate_json[];
extern const char test_cancel_json[];
extern const char test_refund_json[];

/* Builds from a JSON text; ends the program when the text is not JSON. `payload` is initialised
 * here. */
bool test_build_json(doku_payload *payload, const doku_field *rules, doku_slice json);

/* "order.amount range 1; customer.phone phone": path, rule and limit of each, in order. */
void test_describe_violations(const doku_payload *payload, doku_buffer *out);

/* Copies `json` with the only occurrence of `from` replaced; ends the program unless there is
 * exactly one. */
void test_replace(const char *json, const char *from, const char *to, doku_buffer *out);

#endif
