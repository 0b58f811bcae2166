/*
 * Where the walk over a payload stands: the path, the open containers, what was learned of the
 * order, and what is written and told. Internal to the payload unit.
 */
#ifndef DOKU_PAYLOAD_PLACE_H
#define DOKU_PAYLOAD_PLACE_H

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

typedef struct doku_place {
	doku_payload *payload;
	const doku_value_interface *values;
	doku_buffer *out;
	doku_order_facts facts;
	size_t depth;       /* open containers */
	size_t path_length; /* steps */
	/* filled up to depth and path_length only */
	const void *ancestors[DOKU_MAX_JSON_DEPTH];
	doku_path_step path[DOKU_MAX_JSON_DEPTH + 1];
} doku_place;

/* A violation at the present path. limit may be NULL. */
void doku_place_violation(doku_place *place, doku_rule rule, const int64_t *limit,
	const char *format, ...) DOKU_PRINTF_LIKE(4, 5);

/* Enters a list or map; false (with a violation) when it is too deep or contains itself. */
bool doku_place_enter(doku_place *place, const void *container);

static inline void doku_place_leave(doku_place *place)
{
	place->depth--;
}

/* The key may change while the step is on the path: it is read when a violation is told. */
static inline void doku_place_push_key(doku_place *place, const doku_slice *key)
{
	place->path[place->path_length++].key = key;
}

/* The caller counts the index up. */
static inline size_t *doku_place_push_index(doku_place *place)
{
	doku_path_step *step = &place->path[place->path_length++];
	step->key = NULL;
	step->index = 0;
	return &step->index;
}

static inline void doku_place_pop(doku_place *place)
{
	place->path_length--;
}

/* False when nothing more can be written or told: the walk may end. */
static inline bool doku_place_is_open(const doku_place *place)
{
	return place->out->state == DOKU_BUFFER_OK;
}

#endif
