#include "value.h"

#include <stdio.h>

const void *doku_value_member(
	const doku_value_interface *values, const void *node, const char *name)
{
	if (doku_value_type_of(values, node) != DOKU_VALUE_MAP) {
		return NULL;
	}
	doku_slice wanted = doku_slice_from_string(name);
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	while (values->next(node, &cursor, &entry)) {
		if (doku_slice_equals(entry.key, wanted)) {
			return doku_value_type_of(values, entry.value) == DOKU_VALUE_NULL ? NULL : entry.value;
		}
	}
	return NULL;
}

doku_slice doku_value_string(const doku_value_interface *values, const void *node)
{
	return doku_value_type_of(values, node) == DOKU_VALUE_TEXT ? values->text(node)
															   : DOKU_SLICE_EMPTY;
}

doku_slice doku_value_scalar(
	const doku_value_interface *values, const void *node, char digits[DOKU_VALUE_DIGITS_SIZE])
{
	if (doku_value_type_of(values, node) != DOKU_VALUE_INTEGER) {
		return doku_value_string(values, node);
	}
	int length = snprintf(digits, DOKU_VALUE_DIGITS_SIZE, "%lld", (long long)values->integer(node));
	return doku_slice_make(digits, (size_t)length);
}

size_t doku_value_count_members(const doku_value_interface *values, const void *node)
{
	doku_value_type type = doku_value_type_of(values, node);
	if (type != DOKU_VALUE_MAP && type != DOKU_VALUE_LIST) {
		return 0;
	}
	size_t members = values->count(node);
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	while (values->next(node, &cursor, &entry)) {
		members += doku_value_count_members(values, entry.value);
	}
	return members;
}
