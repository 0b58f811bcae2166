#include "violation.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Far more than a person reads: a thousand line items with every field wrong are 5,000. */
#define COUNT_LIMIT 10000
#define TEXT_LIMIT ((size_t)64 * 1024 * 1024)

const char *doku_rule_name(doku_rule rule)
{
	static const char *const names[] = {
		[DOKU_RULE_REQUIRED] = "required",
		[DOKU_RULE_TYPE] = "type",
		[DOKU_RULE_MAX_LENGTH] = "max_length",
		[DOKU_RULE_RANGE] = "range",
		[DOKU_RULE_CHARSET] = "charset",
		[DOKU_RULE_UTF8] = "utf8",
		[DOKU_RULE_PHONE] = "phone",
		[DOKU_RULE_URL] = "url",
		[DOKU_RULE_SUM] = "sum",
		[DOKU_RULE_FULL_REFUND_ONLY] = "full_refund_only",
		[DOKU_RULE_SAFE_STRING] = "safe_string",
		[DOKU_RULE_ID] = "id",
	};
	_Static_assert(sizeof(names) / sizeof(names[0]) == DOKU_RULE_COUNT, "a name for each rule");
	return names[rule];
}

void doku_violation_list_init(doku_violation_list *list)
{
	memset(list, 0, sizeof(*list));
	doku_buffer_init(&list->text, TEXT_LIMIT);
}

void doku_violation_list_free(doku_violation_list *list)
{
	free(list->items);
	free(list->slots);
	doku_buffer_free(&list->text);
	doku_violation_list_init(list);
}

static doku_violation *next_item(doku_violation_list *list)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
		doku_violation *items = realloc(list->items, capacity * sizeof(*items));
		if (items == NULL) {
			return NULL;
		}
		list->items = items;
		list->capacity = capacity;
	}
	return &list->items[list->count];
}

/* FNV-1a */
static uint32_t hash_path(doku_slice path)
{
	uint32_t hash = 2166136261U;
	for (size_t i = 0; i < path.length; i++) {
		hash = (hash ^ (unsigned char)path.data[i]) * 16777619U;
	}
	return hash;
}

/* The slot of that path: with its item, or free. There is always a free one. */
static uint32_t *find_slot(const doku_violation_list *list, doku_slice path)
{
	size_t at = hash_path(path) & (list->slot_count - 1);
	while (list->slots[at] != 0) {
		const doku_violation *item = &list->items[list->slots[at] - 1];
		if (doku_slice_equals(doku_violation_path(list, item), path)) {
			break;
		}
		at = (at + 1) & (list->slot_count - 1);
	}
	return &list->slots[at];
}

/* Twice as many slots as items, so that a search is short. */
static bool make_slots(doku_violation_list *list)
{
	size_t wanted = list->slot_count == 0 ? 64 : list->slot_count * 2;
	if (list->slot_count > 2 * list->count) {
		return true;
	}
	uint32_t *slots = calloc(wanted, sizeof(*slots));
	if (slots == NULL) {
		return false;
	}
	free(list->slots);
	list->slots = slots;
	list->slot_count = wanted;
	for (size_t i = 0; i < list->count; i++) {
		*find_slot(list, doku_violation_path(list, &list->items[i])) = (uint32_t)i + 1;
	}
	return true;
}

void doku_violation_add(doku_violation_list *list, doku_slice path, doku_rule rule,
	const int64_t *limit, const char *format, ...)
{
	char message[DOKU_VIOLATION_MESSAGE_SIZE];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	size_t message_length = length < 0 ? 0 : (size_t)length;
	if (message_length >= sizeof(message)) {
		message_length = sizeof(message) - 1;
	}

	if (!make_slots(list)) {
		list->no_memory = true;
		return;
	}
	uint32_t *slot = find_slot(list, path);
	if (*slot != 0) {
		return; /* the first broken rule of a path counts */
	}
	if (list->count == COUNT_LIMIT) {
		list->is_full = true;
		return;
	}
	doku_violation *item = next_item(list);
	size_t path_offset = list->text.length;
	size_t message_offset = path_offset + path.length;
	if (item == NULL || !doku_buffer_append_slice(&list->text, path)
		|| !doku_buffer_append(&list->text, message, message_length)) {
		list->is_full = list->text.state == DOKU_BUFFER_TOO_LARGE;
		list->no_memory = !list->is_full;
		return;
	}
	*item = (doku_violation){path_offset, path.length, message_offset, message_length, rule,
		limit != NULL, limit == NULL ? 0 : *limit};
	*slot = (uint32_t)++list->count;
}

doku_slice doku_violation_path(const doku_violation_list *list, const doku_violation *violation)
{
	return doku_slice_make(list->text.data + violation->path_offset, violation->path_length);
}

doku_slice doku_violation_message(const doku_violation_list *list, const doku_violation *violation)
{
	return doku_slice_make(list->text.data + violation->message_offset, violation->message_length);
}
