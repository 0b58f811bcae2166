#include "value.h"

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
