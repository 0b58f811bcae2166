/*
 * The walk behind doku_payload_build: from a value and its row of the field table to JSON and
 * violations. Internal to the payload unit.
 */
#ifndef DOKU_PAYLOAD_WALK_H
#define DOKU_PAYLOAD_WALK_H

#include "../base/caps.h"
#include "payload.h"

/* A sum of line items, which 64 bits may not hold: high x 10^12 + low, low below 10^12. */
#define DOKU_TOTAL_BASE INT64_C(1000000000000)

typedef struct doku_total {
	int64_t high, low;
} doku_total;

/* What the sum rule and the check of the answer need. */
typedef struct doku_order_facts {
	int64_t amount;
	bool has_amount; /* a valid one */
	bool has_items;
	bool items_broken; /* a price or quantity is not valid: no sum to compare */
	doku_total total;
	/* of the line item or settlement at hand */
	int64_t price, quantity, settlement_value;
	bool has_price, has_quantity, has_settlement_value, is_percentage;
} doku_order_facts;

/* One step of a path: a key, borrowed from whoever steps through the container, or an index. */
typedef struct doku_path_step {
	const doku_slice *key; /* NULL: an index of a list */
	size_t index;
} doku_path_step;

typedef struct doku_walk {
	doku_payload *payload;
	const doku_value_interface *values;
	doku_buffer *out;
	doku_order_facts facts;
	size_t depth;       /* open containers */
	size_t path_length; /* steps */
	/* filled up to depth and path_length only */
	const void *ancestors[DOKU_MAX_JSON_DEPTH];
	doku_path_step path[DOKU_MAX_JSON_DEPTH + 1];
} doku_walk;

/* The value at the walk's present path, as an object of the table. */
void doku_walk_object(
	doku_walk *walk, const doku_field *field, const void *value, doku_value_type type);

/* A violation at the present path. limit may be NULL. */
void doku_walk_violation(
	doku_walk *walk, doku_rule rule, const int64_t *limit, const char *message);

/* Leaves of the table: check and write one text or number. */
void doku_walk_text(doku_walk *walk, const doku_field *field, const doku_value_entry *entry);
void doku_walk_number(doku_walk *walk, const doku_field *field, const doku_value_entry *entry);

/* Anything that DOKU does not document: written as it is, where JSON can. */
void doku_walk_any(doku_walk *walk, const doku_value_entry *entry);

/* Enters a list or map; false (with a violation) when it is too deep or contains itself. */
bool doku_walk_enter(doku_walk *walk, const void *container);
void doku_walk_leave(doku_walk *walk);

/* False when nothing more can be written or told: the walk may end. */
static inline bool doku_walk_is_open(const doku_walk *walk)
{
	return walk->out->state == DOKU_BUFFER_OK;
}

#endif
