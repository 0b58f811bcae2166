#include "walk.h"

#include <stdio.h>

#include "../base/similar.h"
#include "../base/utf8.h"
#include "../json/json.h"
#include "leaf.h"

/* Anything that DOKU does not document: written as it is, where JSON can. */
static void walk_any(doku_place *place, const doku_value_entry *entry);

/* Writes what separates an entry from the one before. */
static inline void begin_entry(doku_place *place, bool *is_first)
{
	if (!*is_first) {
		doku_buffer_append_byte(place->out, ',');
	}
	*is_first = false;
}

static void begin_member(doku_place *place, bool *is_first, doku_slice key)
{
	begin_entry(place, is_first);
	doku_json_write_text(place->out, key);
	doku_buffer_append_byte(place->out, ':');
}

/* A documented member: its name is written as the table has it. A copy of fixed size is a few
 * instructions; what it writes too much is room that was reserved, and is written over. */
static inline void begin_field(doku_place *place, bool *is_first, const doku_field *field)
{
	doku_buffer *out = place->out;
	size_t skipped = *is_first ? 1 : 0; /* the comma */
	size_t length = field->name_length + 4 - skipped;
	*is_first = false;
	if (doku_buffer_has_room(out, sizeof(field->json_name))) {
		memcpy(out->data + out->length, field->json_name + skipped, sizeof(field->json_name) - 1);
		out->length += length;
	} else {
		doku_buffer_append(out, field->json_name + skipped, length);
	}
}

/* A key that JSON can carry and DOKU can read back; a violation otherwise. A refused key is
 * written all the same: all work costs output, so the cap on the output bounds the work. */
static bool check_key(doku_place *place, doku_slice key)
{
	doku_text_facts facts = doku_text_inspect(key);
	if (!facts.valid) {
		doku_place_violation(place, DOKU_RULE_UTF8, NULL, "the key must be valid UTF-8");
	} else if (facts.has_control) {
		doku_place_violation(
			place, DOKU_RULE_CHARSET, NULL, "the key must not hold control characters");
	}
	return facts.valid && !facts.has_control;
}

/* A member that DOKU does not document. */
static void walk_free_member(doku_place *place, const doku_value_entry *entry, bool *is_first)
{
	bool is_good = check_key(place, entry->key);
	begin_member(place, is_first, entry->key);
	if (is_good) {
		walk_any(place, entry);
	}
}

/* Up to eight bytes as a number; two loads that may overlap cover four and more. */
static inline uint64_t load_short(const char *bytes, size_t length)
{
	uint64_t number = 0;
	if (length >= 4) {
		uint32_t first;
		uint32_t last;
		memcpy(&first, bytes, sizeof(first));
		memcpy(&last, bytes + length - sizeof(last), sizeof(last));
		return (uint64_t)first << 32 | last;
	}
	for (size_t i = 0; i < length; i++) {
		number = number << 8 | (unsigned char)bytes[i];
	}
	return number;
}

/* Names are short: a call would cost more than the comparison. */
static inline bool is_same(const char *a, const char *b, size_t length)
{
	for (; length > 8; length -= 8, a += 8, b += 8) {
		if (load_short(a, 8) != load_short(b, 8)) {
			return false;
		}
	}
	return load_short(a, length) == load_short(b, length);
}

/* The place of the row of that name, or child_count; the search starts at `expected`, where the
 * caller's order makes it likely. */
static inline size_t find_child(const doku_field *field, const doku_slice *key, size_t expected)
{
	for (size_t i = 0; i < field->child_count; i++) {
		if (expected >= field->child_count) {
			expected = 0;
		}
		const doku_field *child = &field->children[expected];
		if (key->length == child->name_length && is_same(key->data, child->name, key->length)) {
			return expected;
		}
		expected++;
	}
	return field->child_count;
}

/* A longer key is no misspelt name. */
#define LONGEST_SIMILAR 48

/* The key of the map that somebody may have meant by the missing name; false: none. Keys that the
 * table knows are meant as they stand. */
static DOKU_NEVER_INLINE bool find_similar(const doku_place *place, const doku_field *object,
	const void *map, doku_slice name, doku_slice *found)
{
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	unsigned nearest = DOKU_NAMES_UNLIKE;
	while (place->values->next(map, &cursor, &entry)) {
		doku_text_facts facts = doku_text_inspect(entry.key);
		bool is_name = facts.valid && !facts.has_control && facts.code_points == entry.key.length
			&& entry.key.length <= LONGEST_SIMILAR && entry.key.data != entry.key_digits;
		unsigned distance = is_name ? doku_name_distance(entry.key, name) : DOKU_NAMES_UNLIKE;
		if (distance < nearest && find_child(object, &entry.key, 0) == object->child_count) {
			nearest = distance;
			*found = entry.key;
		}
	}
	return nearest < DOKU_NAMES_UNLIKE;
}

/* Mandatory fields below a row whose value is missing; the leaves are what the caller must add.
 * `hint` ends the message. */
static void report_missing(doku_place *place, const doku_field *field, const char *hint)
{
	if (field->presence != DOKU_FIELD_MANDATORY) {
		return;
	}
	if (field->role == DOKU_ROLE_LINE_ITEMS || field->role == DOKU_ROLE_AMOUNT
		|| field->role == DOKU_ROLE_PRICE || field->role == DOKU_ROLE_QUANTITY) {
		place->facts.items_broken = true;
	}
	doku_slice name = doku_field_name(field);
	doku_place_push_key(place, &name);
	if (field->type == DOKU_FIELD_OBJECT) {
		for (size_t i = 0; i < field->child_count; i++) {
			report_missing(place, &field->children[i], hint);
		}
	} else {
		doku_place_violation(place, DOKU_RULE_REQUIRED, NULL, "is mandatory and missing%s", hint);
	}
	doku_place_pop(place);
}

/* As above, for one row of an object that is there. */
static DOKU_NEVER_INLINE void report_missing_child(
	doku_place *place, const doku_field *object, const void *map, const doku_field *child)
{
	char hint[128] = "";
	doku_slice similar;
	if (child->presence == DOKU_FIELD_MANDATORY
		&& find_similar(place, object, map, doku_field_name(child), &similar)) {
		snprintf(hint, sizeof(hint), ": there is \"%.*s\", is \"%s\" meant?", (int)similar.length,
			similar.data, child->name);
	}
	report_missing(place, child, hint);
}

static void finish_line_item(doku_place *place)
{
	doku_order_facts *facts = &place->facts;
	if (!facts->has_price || !facts->has_quantity) {
		facts->items_broken = true;
		return;
	}
	/* price and quantity are within their ranges: the product fits */
	int64_t low = facts->total.low + facts->price * facts->quantity;
	facts->total.high += low / DOKU_TOTAL_BASE;
	facts->total.low = low % DOKU_TOTAL_BASE;
}

static void finish_settlement(doku_place *place)
{
	const doku_order_facts *facts = &place->facts;
	if (facts->is_percentage && facts->has_settlement_value && facts->settlement_value > 100) {
		int64_t limit = 100;
		doku_slice name = DOKU_SLICE_LITERAL("value");
		doku_place_push_key(place, &name);
		doku_place_violation(
			place, DOKU_RULE_RANGE, &limit, "must be at most 100 where the type is PERCENTAGE");
		doku_place_pop(place);
	}
}

static void walk_list(
	doku_place *place, const doku_field *field, const void *value, doku_value_type type)
{
	const doku_value_interface *values = place->values;
	bool is_items = field->role == DOKU_ROLE_LINE_ITEMS;
	if (type != DOKU_VALUE_LIST) {
		place->facts.items_broken = place->facts.items_broken || is_items;
		doku_place_violation(place, DOKU_RULE_TYPE, NULL,
			type == DOKU_VALUE_MAP
				? "must be a list (keys 0, 1, 2, ...): put a single entry into [ ]; array_values() "
				  "renumbers"
				: "must be a list of objects");
		return;
	}
	if (values->count(value) == 0 && field->presence == DOKU_FIELD_MANDATORY) {
		place->facts.items_broken = place->facts.items_broken || is_items;
		doku_place_violation(place, DOKU_RULE_REQUIRED, NULL, "must have at least one entry");
		return;
	}
	if (!doku_place_enter(place, value)) {
		return;
	}
	place->facts.has_items = place->facts.has_items || is_items;
	doku_buffer_append_byte(place->out, '[');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	size_t *index = doku_place_push_index(place);
	for (; doku_place_is_open(place) && values->next(value, &cursor, &entry); ++*index) {
		place->facts.has_price = place->facts.has_quantity = false;
		place->facts.has_settlement_value = place->facts.is_percentage = false;
		begin_entry(place, &is_first);
		doku_walk_object(place, field, entry.value, entry.type);
		if (is_items) {
			finish_line_item(place);
		} else if (field->role == DOKU_ROLE_SETTLEMENT) {
			finish_settlement(place);
		}
	}
	doku_place_pop(place);
	doku_buffer_append_byte(place->out, ']');
	doku_place_leave(place);
}

static void walk_field(doku_place *place, const doku_field *field, const doku_value_entry *entry)
{
	switch (field->type) {
		case DOKU_FIELD_TEXT:
			doku_leaf_text(place, field, entry);
			break;
		case DOKU_FIELD_NUMBER:
			doku_leaf_number(place, field, entry);
			break;
		case DOKU_FIELD_BOOLEAN:
			doku_leaf_boolean(place, entry);
			break;
		case DOKU_FIELD_OBJECT:
			doku_walk_object(place, field, entry->value, entry->type);
			break;
		case DOKU_FIELD_OBJECT_LIST:
			walk_list(place, field, entry->value, entry->type);
			break;
	}
}

static void refuse_member(doku_place *place)
{
	doku_place_violation(place, DOKU_RULE_FULL_REFUND_ONLY, NULL,
		"must not be sent: Akulaku refunds the full amount only, DOKU would refund everything");
}

/* One entry of the caller's map, whose row has that number, or is missing; false when it fills none. */
static inline bool walk_member(doku_place *place, const doku_field *field, size_t row,
	const doku_value_entry *entry, bool *is_first)
{
	const doku_field *child = row < field->child_count ? &field->children[row] : NULL;
	if (child == NULL && !field->is_closed) {
		walk_free_member(place, entry, is_first);
		return false;
	}
	if (child == NULL || child->presence == DOKU_FIELD_REFUSED) {
		refuse_member(place);
		return false;
	}
	if (entry->type == DOKU_VALUE_NULL) {
		return false; /* null is absent */
	}
	begin_field(place, is_first, child);
	walk_field(place, child, entry);
	return true;
}

static void add_missing(
	doku_place *place, const doku_field *field, const void *map, uint32_t seen, bool *is_first)
{
	for (size_t i = 0; i < field->child_count; i++) {
		const doku_field *child = &field->children[i];
		if ((seen >> i & 1u) != 0) {
			continue;
		}
		if (child->presence == DOKU_FIELD_ALWAYS_SENT) {
			begin_field(place, is_first, child);
			doku_buffer_append(place->out, "\"\"", 2);
		} else {
			report_missing_child(place, field, map, child);
		}
	}
}

void doku_walk_object(
	doku_place *place, const doku_field *field, const void *value, doku_value_type type)
{
	const doku_value_interface *values = place->values;
	bool is_empty_list = type == DOKU_VALUE_LIST && values->count(value) == 0;
	if (type != DOKU_VALUE_MAP && !is_empty_list) {
		doku_place_violation(place, DOKU_RULE_TYPE, NULL,
			type == DOKU_VALUE_UNSUPPORTED ? "must be an array with names as keys: cast objects"
										   : "must be an array with names as keys");
		return;
	}
	if (!doku_place_enter(place, value)) {
		return;
	}
	doku_buffer_append_byte(place->out, '{');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	uint32_t seen = 0;
	size_t row = 0;
	doku_place_push_key(place, &entry.key);
	while (doku_place_is_open(place) && values->next(value, &cursor, &entry)) {
		row = find_child(field, &entry.key, row);
		if (walk_member(place, field, row, &entry, &is_first)) {
			seen |= UINT32_C(1) << row;
		}
		row++;
	}
	doku_place_pop(place);
	if (doku_place_is_open(place)) {
		add_missing(place, field, value, seen, &is_first); /* else not everything was looked at */
	}
	doku_buffer_append_byte(place->out, '}');
	doku_place_leave(place);
}

static void walk_any_container(doku_place *place, const void *value, bool is_list)
{
	if (!doku_place_enter(place, value)) {
		return;
	}
	doku_buffer_append_byte(place->out, is_list ? '[' : '{');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	size_t *index = doku_place_push_index(place);
	while (doku_place_is_open(place) && place->values->next(value, &cursor, &entry)) {
		if (is_list) {
			begin_entry(place, &is_first);
			walk_any(place, &entry);
			++*index;
		} else {
			place->path[place->path_length - 1].key = &entry.key;
			walk_free_member(place, &entry, &is_first);
		}
	}
	doku_place_pop(place);
	doku_buffer_append_byte(place->out, is_list ? ']' : '}');
	doku_place_leave(place);
}

static void walk_any_real(doku_place *place, double number)
{
	/* NaN is unequal to itself; infinity minus itself is NaN */
	if (number - number != 0) {
		doku_place_violation(place, DOKU_RULE_TYPE, NULL, "must be a finite number");
	} else {
		doku_json_write_real(place->out, number);
	}
}

static void walk_any(doku_place *place, const doku_value_entry *entry)
{
	const doku_value_interface *values = place->values;
	const void *value = entry->value;
	switch (entry->type) {
		case DOKU_VALUE_NULL:
			doku_buffer_append_string(place->out, "null");
			break;
		case DOKU_VALUE_BOOLEAN:
			doku_buffer_append_string(place->out, values->boolean(value) ? "true" : "false");
			break;
		case DOKU_VALUE_INTEGER:
			doku_buffer_append_integer(place->out, entry->integer);
			break;
		case DOKU_VALUE_REAL:
			walk_any_real(place, values->real(value));
			break;
		case DOKU_VALUE_TEXT:
			if (doku_text_inspect(entry->text).valid) {
				doku_json_write_text(place->out, entry->text);
			} else {
				doku_place_violation(place, DOKU_RULE_UTF8, NULL, "must be valid UTF-8");
			}
			break;
		case DOKU_VALUE_LIST:
			walk_any_container(place, value, true);
			break;
		case DOKU_VALUE_MAP:
			walk_any_container(place, value, false);
			break;
		case DOKU_VALUE_UNSUPPORTED:
			doku_place_violation(place, DOKU_RULE_TYPE, NULL,
				"must not be an object or a resource: cast it to a string, number or array");
			break;
	}
}
