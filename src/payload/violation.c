#include "violation.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Far more than a person reads: a thousand line items with every field wrong are 5,000. */
#define COUNT_LIMIT 10000
#define TEXT_LIMIT ((size_t)64 * 1024 * 1024)
#define MESSAGE_SIZE 256

const char *doku_rule_name(doku_rule rule)
{
	switch (rule) {
		case DOKU_RULE_REQUIRED:
			return "required";
		case DOKU_RULE_TYPE:
			return "type";
		case DOKU_RULE_MAX_LENGTH:
			return "max_length";
		case DOKU_RULE_RANGE:
			return "range";
		case DOKU_RULE_CHARSET:
			return "charset";
		case DOKU_RULE_UTF8:
			return "utf8";
		case DOKU_RULE_PHONE:
			return "phone";
		case DOKU_RULE_URL:
			return "url";
		case DOKU_RULE_SUM:
			return "sum";
		case DOKU_RULE_FULL_REFUND_ONLY:
			return "full_refund_only";
		case DOKU_RULE_ID:
			return "id";
	}
	return "";
}

void doku_violation_list_init(doku_violation_list *list)
{
	memset(list, 0, sizeof(*list));
	doku_buffer_init(&list->text, TEXT_LIMIT);
}

void doku_violation_list_free(doku_violation_list *list)
{
	free(list->items);
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

void doku_violation_add(doku_violation_list *list, doku_slice path, doku_rule rule,
	const int64_t *limit, const char *format, ...)
{
	char message[MESSAGE_SIZE];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	size_t message_length = length < 0 ? 0 : (size_t)length;
	if (message_length >= sizeof(message)) {
		message_length = sizeof(message) - 1;
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
	list->count++;
}

doku_slice doku_violation_path(const doku_violation_list *list, const doku_violation *violation)
{
	return doku_slice_make(list->text.data + violation->path_offset, violation->path_length);
}

doku_slice doku_violation_message(const doku_violation_list *list, const doku_violation *violation)
{
	return doku_slice_make(list->text.data + violation->message_offset, violation->message_length);
}
