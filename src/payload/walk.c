#include "walk.h"

#include <stdio.h>

#include "../json/json.h"
#include "../base/utf8.h"

#define PATH_LIMIT 4096

/* A key in a path: printable as it stands, or with its bytes as \xNN. */
static void append_path_key(doku_buffer *path, doku_slice key)
{
	static const char digits[] = "0123456789abcdef";
	doku_text_facts facts = doku_text_inspect(key);
	if (facts.valid && !facts.has_control) {
		doku_buffer_append_slice(path, key);
		return;
	}
	for (size_t i = 0; i < key.length; i++) {
		unsigned char byte = (unsigned char)key.data[i];
		if (byte >= 0x20 && byte < 0x7F) {
			doku_buffer_append_byte(path, (char)byte);
		} else {
			char escape[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
			doku_buffer_append(path, escape, sizeof(escape));
		}
	}
}

static void append_path(const doku_walk *walk, doku_buffer *path)
{
	for (size_t i = 0; i < walk->path_length; i++) {
		const doku_path_step *step = &walk->path[i];
		if (step->key == NULL) {
			doku_buffer_append_byte(path, '[');
			doku_buffer_append_integer(path, (int64_t)step->index);
			doku_buffer_append_byte(path, ']');
		} else {
			if (i > 0) {
				doku_buffer_append_byte(path, '.');
			}
			append_path_key(path, *step->key);
		}
	}
}

void doku_walk_violation(doku_walk *walk, doku_rule rule, const int64_t *limit, const char *message)
{
	doku_violation_list *violations = &walk->payload->violations;
	doku_buffer path;
	doku_buffer_init(&path, PATH_LIMIT); /* a longer path is cut: keys are the caller's own */
	append_path(walk, &path);
	if (path.state == DOKU_BUFFER_NO_MEMORY) {
		violations->no_memory = true;
	}
	doku_violation_add(violations, doku_buffer_slice(&path), rule, limit, "%s", message);
	if (violations->no_memory || violations->is_full) {
		walk->out->state = DOKU_BUFFER_CLOSED;
	}
	doku_buffer_free(&path);
}

/* The key may change while the step is on the path: it is read when a violation is told. */
static void push_key(doku_walk *walk, const doku_slice *key)
{
	walk->path[walk->path_length++].key = key;
}

/* The caller counts the index up. */
static size_t *push_index(doku_walk *walk)
{
	doku_path_step *step = &walk->path[walk->path_length++];
	step->key = NULL;
	step->index = 0;
	return &step->index;
}

static void pop(doku_walk *walk)
{
	walk->path_length--;
}

bool doku_walk_enter(doku_walk *walk, const void *container)
{
	const void *identity = walk->values->identity(container);
	for (size_t i = 0; i < walk->depth; i++) {
		if (walk->ancestors[i] == identity) {
			doku_walk_violation(walk, DOKU_RULE_TYPE, NULL, "must not contain itself");
			return false;
		}
	}
	if (walk->depth == DOKU_MAX_JSON_DEPTH) {
		int64_t limit = DOKU_MAX_JSON_DEPTH;
		doku_walk_violation(
			walk, DOKU_RULE_TYPE, &limit, "must not be nested deeper than 32 levels");
		return false;
	}
	walk->ancestors[walk->depth++] = identity;
	return true;
}

void doku_walk_leave(doku_walk *walk)
{
	walk->depth--;
}

/* Writes what separates an entry from the one before. */
static inline void begin_entry(doku_walk *walk, bool *is_first)
{
	if (!*is_first) {
		doku_buffer_append_byte(walk->out, ',');
	}
	*is_first = false;
}

static void begin_member(doku_walk *walk, bool *is_first, doku_slice key)
{
	begin_entry(walk, is_first);
	doku_json_write_text(walk->out, key);
	doku_buffer_append_byte(walk->out, ':');
}

/* A documented member: its name is written as the table has it. A copy of fixed size is a few
 * instructions; what it writes too much is room that was reserved, and is written over. */
static inline void begin_field(doku_walk *walk, bool *is_first, const doku_field *field)
{
	doku_buffer *out = walk->out;
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
static bool check_key(doku_walk *walk, doku_slice key)
{
	doku_text_facts facts = doku_text_inspect(key);
	if (!facts.valid) {
		doku_walk_violation(walk, DOKU_RULE_UTF8, NULL, "the key must be valid UTF-8");
	} else if (facts.has_control) {
		doku_walk_violation(
			walk, DOKU_RULE_CHARSET, NULL, "the key must not hold control characters");
	}
	return facts.valid && !facts.has_control;
}

/* A member that DOKU does not document. */
static void walk_free_member(doku_walk *walk, const doku_value_entry *entry, bool *is_first)
{
	bool is_good = check_key(walk, entry->key);
	begin_member(walk, is_first, entry->key);
	if (is_good) {
		doku_walk_any(walk, entry);
	}
}

/* Mandatory fields below a row whose value is missing; the leaves are what the caller must add. */
static void report_missing(doku_walk *walk, const doku_field *field)
{
	if (field->presence != DOKU_FIELD_MANDATORY) {
		return;
	}
	if (field->role == DOKU_ROLE_LINE_ITEMS || field->role == DOKU_ROLE_AMOUNT) {
		walk->facts.items_broken = true;
	}
	if (field->role == DOKU_ROLE_PRICE || field->role == DOKU_ROLE_QUANTITY) {
		walk->facts.items_broken = true;
	}
	doku_slice name = doku_field_name(field);
	push_key(walk, &name);
	if (field->type == DOKU_FIELD_OBJECT) {
		for (size_t i = 0; i < field->child_count; i++) {
			report_missing(walk, &field->children[i]);
		}
	} else {
		doku_walk_violation(walk, DOKU_RULE_REQUIRED, NULL, "is mandatory and missing");
	}
	pop(walk);
}

static void finish_line_item(doku_walk *walk)
{
	doku_order_facts *facts = &walk->facts;
	if (!facts->has_price || !facts->has_quantity) {
		facts->items_broken = true;
		return;
	}
	/* price and quantity are within their ranges: the product fits */
	int64_t low = facts->total.low + facts->price * facts->quantity;
	facts->total.high += low / DOKU_TOTAL_BASE;
	facts->total.low = low % DOKU_TOTAL_BASE;
}

static void finish_settlement(doku_walk *walk)
{
	const doku_order_facts *facts = &walk->facts;
	if (facts->is_percentage && facts->has_settlement_value && facts->settlement_value > 100) {
		int64_t limit = 100;
		doku_slice name = DOKU_SLICE_LITERAL("value");
		push_key(walk, &name);
		doku_walk_violation(
			walk, DOKU_RULE_RANGE, &limit, "must be at most 100 where the type is PERCENTAGE");
		pop(walk);
	}
}

static void walk_list(
	doku_walk *walk, const doku_field *field, const void *value, doku_value_type type)
{
	const doku_value_interface *values = walk->values;
	bool is_items = field->role == DOKU_ROLE_LINE_ITEMS;
	if (type != DOKU_VALUE_LIST) {
		walk->facts.items_broken = walk->facts.items_broken || is_items;
		doku_walk_violation(walk, DOKU_RULE_TYPE, NULL,
			type == DOKU_VALUE_MAP
				? "must be a list (keys 0, 1, 2, ...): put a single entry into [ ]; array_values() "
				  "renumbers"
				: "must be a list of objects");
		return;
	}
	if (values->count(value) == 0 && field->presence == DOKU_FIELD_MANDATORY) {
		walk->facts.items_broken = walk->facts.items_broken || is_items;
		doku_walk_violation(walk, DOKU_RULE_REQUIRED, NULL, "must have at least one entry");
		return;
	}
	if (!doku_walk_enter(walk, value)) {
		return;
	}
	walk->facts.has_items = walk->facts.has_items || is_items;
	doku_buffer_append_byte(walk->out, '[');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	size_t *index = push_index(walk);
	for (; doku_walk_is_open(walk) && values->next(value, &cursor, &entry); ++*index) {
		walk->facts.has_price = walk->facts.has_quantity = false;
		walk->facts.has_settlement_value = walk->facts.is_percentage = false;
		begin_entry(walk, &is_first);
		doku_walk_object(walk, field, entry.value, entry.type);
		if (is_items) {
			finish_line_item(walk);
		} else if (field->role == DOKU_ROLE_SETTLEMENT) {
			finish_settlement(walk);
		}
	}
	pop(walk);
	doku_buffer_append_byte(walk->out, ']');
	doku_walk_leave(walk);
}

static void walk_field(doku_walk *walk, const doku_field *field, const doku_value_entry *entry)
{
	switch (field->type) {
		case DOKU_FIELD_TEXT:
			doku_walk_text(walk, field, entry);
			break;
		case DOKU_FIELD_NUMBER:
			doku_walk_number(walk, field, entry);
			break;
		case DOKU_FIELD_OBJECT:
			doku_walk_object(walk, field, entry->value, entry->type);
			break;
		case DOKU_FIELD_OBJECT_LIST:
			walk_list(walk, field, entry->value, entry->type);
			break;
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

static void refuse_member(doku_walk *walk)
{
	doku_walk_violation(walk, DOKU_RULE_FULL_REFUND_ONLY, NULL,
		"must not be sent: Akulaku refunds the full amount only, DOKU would refund everything");
}

/* One entry of the caller's map, whose row is at `place` or missing; false when it fills none. */
static inline bool walk_member(doku_walk *walk, const doku_field *field, size_t place,
	const doku_value_entry *entry, bool *is_first)
{
	const doku_field *child = place < field->child_count ? &field->children[place] : NULL;
	if (child == NULL && !field->is_closed) {
		walk_free_member(walk, entry, is_first);
		return false;
	}
	if (child == NULL || child->presence == DOKU_FIELD_REFUSED) {
		refuse_member(walk);
		return false;
	}
	if (entry->type == DOKU_VALUE_NULL) {
		return false; /* null is absent */
	}
	begin_field(walk, is_first, child);
	walk_field(walk, child, entry);
	return true;
}

static void add_missing(doku_walk *walk, const doku_field *field, uint32_t seen, bool *is_first)
{
	for (size_t i = 0; i < field->child_count; i++) {
		const doku_field *child = &field->children[i];
		if ((seen >> i & 1u) != 0) {
			continue;
		}
		if (child->presence == DOKU_FIELD_ALWAYS_SENT) {
			begin_field(walk, is_first, child);
			doku_buffer_append(walk->out, "\"\"", 2);
		} else {
			report_missing(walk, child);
		}
	}
}

void doku_walk_object(
	doku_walk *walk, const doku_field *field, const void *value, doku_value_type type)
{
	const doku_value_interface *values = walk->values;
	bool is_empty_list = type == DOKU_VALUE_LIST && values->count(value) == 0;
	if (type != DOKU_VALUE_MAP && !is_empty_list) {
		doku_walk_violation(walk, DOKU_RULE_TYPE, NULL,
			type == DOKU_VALUE_UNSUPPORTED ? "must be an array with names as keys: cast objects"
										   : "must be an array with names as keys");
		return;
	}
	if (!doku_walk_enter(walk, value)) {
		return;
	}
	doku_buffer_append_byte(walk->out, '{');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	uint32_t seen = 0;
	size_t place = 0;
	push_key(walk, &entry.key);
	while (doku_walk_is_open(walk) && values->next(value, &cursor, &entry)) {
		place = find_child(field, &entry.key, place);
		if (walk_member(walk, field, place, &entry, &is_first)) {
			seen |= UINT32_C(1) << place;
		}
		place++;
	}
	pop(walk);
	if (doku_walk_is_open(walk)) {
		add_missing(walk, field, seen, &is_first); /* else not everything was looked at */
	}
	doku_buffer_append_byte(walk->out, '}');
	doku_walk_leave(walk);
}

static void walk_any_container(doku_walk *walk, const void *value, bool is_list)
{
	if (!doku_walk_enter(walk, value)) {
		return;
	}
	doku_buffer_append_byte(walk->out, is_list ? '[' : '{');
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	size_t *index = push_index(walk);
	while (doku_walk_is_open(walk) && walk->values->next(value, &cursor, &entry)) {
		if (is_list) {
			begin_entry(walk, &is_first);
			doku_walk_any(walk, &entry);
			++*index;
		} else {
			walk->path[walk->path_length - 1].key = &entry.key;
			walk_free_member(walk, &entry, &is_first);
		}
	}
	pop(walk);
	doku_buffer_append_byte(walk->out, is_list ? ']' : '}');
	doku_walk_leave(walk);
}

static void walk_any_real(doku_walk *walk, double number)
{
	/* NaN is unequal to itself; infinity minus itself is NaN */
	if (number - number != 0) {
		doku_walk_violation(walk, DOKU_RULE_TYPE, NULL, "must be a finite number");
	} else {
		doku_json_write_real(walk->out, number);
	}
}

void doku_walk_any(doku_walk *walk, const doku_value_entry *entry)
{
	const doku_value_interface *values = walk->values;
	const void *value = entry->value;
	switch (entry->type) {
		case DOKU_VALUE_NULL:
			doku_buffer_append_string(walk->out, "null");
			break;
		case DOKU_VALUE_BOOLEAN:
			doku_buffer_append_string(walk->out, values->boolean(value) ? "true" : "false");
			break;
		case DOKU_VALUE_INTEGER:
			doku_buffer_append_integer(walk->out, entry->integer);
			break;
		case DOKU_VALUE_REAL:
			walk_any_real(walk, values->real(value));
			break;
		case DOKU_VALUE_TEXT:
			if (doku_text_inspect(entry->text).valid) {
				doku_json_write_text(walk->out, entry->text);
			} else {
				doku_walk_violation(walk, DOKU_RULE_UTF8, NULL, "must be valid UTF-8");
			}
			break;
		case DOKU_VALUE_LIST:
			walk_any_container(walk, value, true);
			break;
		case DOKU_VALUE_MAP:
			walk_any_container(walk, value, false);
			break;
		case DOKU_VALUE_UNSUPPORTED:
			doku_walk_violation(walk, DOKU_RULE_TYPE, NULL,
				"must not be an object or a resource: cast it to a string, number or array");
			break;
	}
}
