#include "payload.h"

#include <stdio.h>

#include "json.h"
#include "caps.h"
#include "payload_walk.h"

void doku_payload_init(doku_payload *payload)
{
	payload->invoice_length = 0;
	payload->amount = 0;
	payload->has_amount = false;
	doku_buffer_init(&payload->json, DOKU_MAX_BODY_BYTES);
	doku_violation_list_init(&payload->violations);
}

void doku_payload_free(doku_payload *payload)
{
	doku_buffer_free(&payload->json);
	doku_violation_list_free(&payload->violations);
}

/* Totals as text: 64 bits may not hold the sum of a hostile order, so the product is checked. */
static void check_sum(doku_walk *walk)
{
	const doku_order_facts *facts = &walk->facts;
	if (!facts->has_amount || !facts->has_items || facts->items_broken) {
		return;
	}
	doku_slice path = DOKU_SLICE_LITERAL("order.amount");
	if (facts->total_overflows) {
		doku_violation_add(&walk->payload->violations, path, DOKU_RULE_SUM, NULL,
			"must equal the sum of price x quantity of the line items: the amount is %lld, the line "
			"items add up to more than 64 bits hold",
			(long long)facts->amount);
	} else if (facts->total != facts->amount) {
		doku_violation_add(&walk->payload->violations, path, DOKU_RULE_SUM, NULL,
			"must equal the sum of price x quantity of the line items: the amount is %lld, the line "
			"items add up to %lld, the difference is %lld",
			(long long)facts->amount, (long long)facts->total,
			(long long)(facts->amount - facts->total));
	}
}

bool doku_payload_build(doku_payload *payload, const doku_field *rules,
	const doku_value_interface *values, const void *root)
{
	doku_walk walk;
	memset(&walk, 0, offsetof(doku_walk, ancestors));
	walk.payload = payload;
	walk.values = values;
	walk.out = &payload->json;

	doku_walk_object(&walk, rules, root, values->type(root));
	if (payload->json.state == DOKU_BUFFER_TOO_LARGE) {
		int64_t limit = DOKU_MAX_BODY_BYTES;
		doku_violation_add(&payload->violations, DOKU_SLICE_EMPTY, DOKU_RULE_MAX_LENGTH, &limit,
			"the payload must not be longer than %lld bytes as JSON", (long long)limit);
	} else {
		check_sum(&walk);
	}
	payload->amount = walk.facts.amount;
	payload->has_amount = walk.facts.has_amount;
	return !payload->violations.no_memory && payload->json.state != DOKU_BUFFER_NO_MEMORY;
}
