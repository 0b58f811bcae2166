#include "value.h"

#include <math.h>
#include <stdio.h>

static doku_value_type type_of(const doku_value_interface *values, const void *node)
{
	return node == NULL ? DOKU_VALUE_NULL : values->type(node);
}

const void *doku_value_member(
	const doku_value_interface *values, const void *node, const char *name)
{
	if (type_of(values, node) != DOKU_VALUE_MAP) {
		return NULL;
	}
	doku_slice wanted = doku_slice_from_string(name);
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	while (values->next(node, &cursor, &entry)) {
		if (doku_slice_equals(entry.key, wanted)) {
			return type_of(values, entry.value) == DOKU_VALUE_NULL ? NULL : entry.value;
		}
	}
	return NULL;
}

doku_slice doku_value_string(const doku_value_interface *values, const void *node)
{
	return type_of(values, node) == DOKU_VALUE_TEXT ? values->text(node) : DOKU_SLICE_EMPTY;
}

doku_slice doku_value_scalar(
	const doku_value_interface *values, const void *node, char digits[DOKU_VALUE_DIGITS_SIZE])
{
	if (type_of(values, node) != DOKU_VALUE_INTEGER) {
		return doku_value_string(values, node);
	}
	int length = snprintf(digits, DOKU_VALUE_DIGITS_SIZE, "%lld", (long long)values->integer(node));
	return doku_slice_make(digits, (size_t)length);
}

bool doku_text_whole_number(doku_slice text, int64_t *number)
{
	size_t position = 0;
	bool is_negative = text.length > 0 && text.data[0] == '-';
	if (is_negative) {
		position++;
	}
	size_t digits = 0;
	int64_t value = 0;
	for (; position < text.length && text.data[position] >= '0' && text.data[position] <= '9';
		 position++, digits++) {
		int64_t digit = text.data[position] - '0';
		if (value > (INT64_MAX - digit) / 10) {
			return false;
		}
		value = value * 10 + digit;
	}
	if (digits == 0) {
		return false;
	}
	if (position < text.length && text.data[position] == '.') {
		size_t fraction = ++position;
		while (position < text.length && text.data[position] == '0') {
			position++;
		}
		if (position == fraction) {
			return false;
		}
	}
	*number = is_negative ? -value : value;
	return position == text.length;
}

bool doku_value_whole_number(const doku_value_interface *values, const void *node, int64_t *number)
{
	switch (type_of(values, node)) {
		case DOKU_VALUE_INTEGER:
			*number = values->integer(node);
			return true;
		case DOKU_VALUE_REAL: {
			/* beyond 2^53 a double no longer tells neighbours apart */
			double real = values->real(node);
			if (!(fabs(real) <= 9007199254740992.0) || floor(real) != real) {
				return false;
			}
			*number = (int64_t)real;
			return true;
		}
		case DOKU_VALUE_TEXT:
			return doku_text_whole_number(values->text(node), number);
		default:
			return false;
	}
}

size_t doku_value_count_members(const doku_value_interface *values, const void *node)
{
	doku_value_type type = type_of(values, node);
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
