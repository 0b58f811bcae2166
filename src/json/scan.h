/*
 * The strict scan of JSON text: accepts RFC 8259 within our bounds and nothing else.
 * Pure; linear in the text; recursion is bounded by DOKU_MAX_JSON_DEPTH.
 */
#ifndef DOKU_JSON_SCAN_H
#define DOKU_JSON_SCAN_H

#include "json.h"

/* As doku_json_scan. When `quoted` is not NULL, the text is also copied there with quotes
 * around integers that 64 bits cannot hold; false too when that copy fails. */
bool doku_json_scan_and_quote(doku_slice text, doku_json_facts *facts, doku_buffer *quoted);

#endif
