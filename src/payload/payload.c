#include "payload.h"

#include <stdio.h>

#include "../json/json.h"
#include "../base/caps.h"
#include "walk.h"

void doku_payload_init(doku_payload *payload)
{
	payload->characters = DOKU_CHARACTERS_DOCUMENTED;
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

#define TOTAL_SIZE 40

static void write_total(char text[TOTAL_SIZE], doku_total total)
{
	if (total.high > 0) {
		snprintf(text, TOTAL_SIZE, "%lld%012lld", (long long)total.high, (long long)total.low);
	} else {
		snprintf(text, TOTAL_SIZE, "%lld", (long long)total.low);
	}
}

/* The amount is below the base: its range ends there. */
static void check_sum(doku_place *place)
{
	const doku_order_facts *facts = &place->facts;
	doku_total total = facts->total;
	if (!facts->has_amount || !facts->has_items || facts->items_broken
		|| (total.high == 0 && total.low == facts->amount)) {
		return;
	}
	bool is_too_small = total.high == 0 && total.low < facts->amount;
	doku_total difference = {total.high, total.low - facts->amount};
	if (is_too_small) {
		difference.low = -difference.low;
	} else if (difference.low < 0) {
		difference.high--;
		difference.low += DOKU_TOTAL_BASE;
	}
	char total_text[TOTAL_SIZE];
	char difference_text[TOTAL_SIZE];
	write_total(total_text, total);
	write_total(difference_text, difference);
	doku_violation_add(&place->payload->violations, DOKU_SLICE_LITERAL("order.amount"),
		DOKU_RULE_SUM, NULL,
		"must equal the sum of price x quantity of the line items: the amount is %lld, the line "
		"items add up to %s, the difference is %s%s",
		(long long)facts->amount, total_text, is_too_small ? "" : "-", difference_text);
}

bool doku_payload_build(doku_payload *payload, const doku_field *rules,
	const doku_value_interface *values, const void *root)
{
	DOKU_NOT_ZEROED doku_place place;
	memset(&place, 0, offsetof(doku_place, ancestors));
	place.payload = payload;
	place.values = values;
	place.out = &payload->json;

	doku_walk_object(&place, rules, root, values->type(root));
	if (payload->json.state == DOKU_BUFFER_TOO_LARGE) {
		int64_t limit = DOKU_MAX_BODY_BYTES;
		doku_violation_add(&payload->violations, DOKU_SLICE_EMPTY, DOKU_RULE_MAX_LENGTH, &limit,
			"the payload must not be longer than %lld bytes as JSON", (long long)limit);
	} else {
		check_sum(&place);
	}
	payload->amount = place.facts.amount;
	payload->has_amount = place.facts.has_amount;
	return !payload->violations.no_memory && payload->json.state != DOKU_BUFFER_NO_MEMORY;
}
