/*
 * A payload: checked against a field table and written as JSON in one pass over a read-only
 * tree of values. Every violation is found, not only the first; nothing of the tree is changed,
 * and equal trees give equal bytes.
 *
 * Threads: pure but for the memory it returns.
 */
#ifndef DOKU_PAYLOAD_H
#define DOKU_PAYLOAD_H

#include "../base/buffer.h"
#include "rules.h"
#include "../base/value.h"
#include "violation.h"

/* 64 code points of at most 4 bytes, and a NUL. */
#define DOKU_INVOICE_SIZE 257

/* What texts may hold: DOKU's field tables say nothing; its server refuses what is outside its
 * Safe String. */
typedef enum doku_characters {
	DOKU_CHARACTERS_DOCUMENTED = 0,
	DOKU_CHARACTERS_SAFE
} doku_characters;

typedef struct doku_payload {
	doku_characters characters; /* DOCUMENTED unless the caller sets it after init */
	doku_buffer json; /* what is digested, signed and sent; to be used only without violations */
	doku_violation_list violations;
	/* for checking the answer; empty or 0 where the table has no such field */
	char invoice[DOKU_INVOICE_SIZE];
	size_t invoice_length;
	int64_t amount;
	bool has_amount;
} doku_payload;

void doku_payload_init(doku_payload *payload);
void doku_payload_free(doku_payload *payload);

/* Fills an initialised payload. False when memory is out. */
bool doku_payload_build(doku_payload *payload, const doku_field *rules,
	const doku_value_interface *values, const void *root);

#endif
