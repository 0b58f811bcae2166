#include "value.h"

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

/* A decimal number as it is read: digits without the zeros behind them, and the power of ten. */
typedef struct decimal {
	int64_t digits;
	int64_t power;
	bool is_too_large;
} decimal;

static void multiply_add(decimal *number, int64_t digit)
{
	if (number->digits > (INT64_MAX - digit) / 10) {
		number->is_too_large = true;
	} else {
		number->digits = number->digits * 10 + digit;
	}
}

/* Takes digits off the text; returns their number. Zeros wait until a digit follows them. */
static size_t take_digits(doku_slice *text, decimal *number)
{
	size_t count = 0;
	for (; count < text->length && text->data[count] >= '0' && text->data[count] <= '9'; count++) {
		int64_t digit = text->data[count] - '0';
		if (digit == 0) {
			number->power++;
			continue;
		}
		for (; number->power > 0 && !number->is_too_large; number->power--) {
			multiply_add(number, 0);
		}
		multiply_add(number, digit);
	}
	*text = doku_slice_make(text->data + count, text->length - count);
	return count;
}

static bool take_byte(doku_slice *text, char first, char second)
{
	if (text->length == 0 || (text->data[0] != first && text->data[0] != second)) {
		return false;
	}
	*text = doku_slice_make(text->data + 1, text->length - 1);
	return true;
}

/* Far beyond what 64 bits can hold, and far from what a power could overflow by. */
#define POWER_LIMIT 10000

static bool take_exponent(doku_slice *text, int64_t *exponent)
{
	bool is_negative = take_byte(text, '-', '-');
	if (!is_negative) {
		take_byte(text, '+', '+');
	}
	decimal number = {0, 0, false};
	if (take_digits(text, &number) == 0) {
		return false;
	}
	for (; number.power > 0 && number.digits < POWER_LIMIT; number.power--) {
		multiply_add(&number, 0);
	}
	*exponent = number.is_too_large || number.digits > POWER_LIMIT ? POWER_LIMIT : number.digits;
	*exponent = is_negative ? -*exponent : *exponent;
	return true;
}

bool doku_text_whole_number(doku_slice text, bool with_exponent, int64_t *whole)
{
	bool is_negative = take_byte(&text, '-', '-');
	decimal number = {0, 0, false};
	int64_t exponent = 0;
	size_t fraction = 0;
	if (text.length == 0 || take_digits(&text, &number) == 0) {
		return false;
	}
	if (take_byte(&text, '.', '.')) {
		fraction = take_digits(&text, &number);
		if (fraction == 0) {
			return false;
		}
	}
	if (with_exponent && take_byte(&text, 'e', 'E') && !take_exponent(&text, &exponent)) {
		return false;
	}
	if (text.length > 0 || number.is_too_large) {
		return false;
	}
	number.power += exponent - (int64_t)fraction;
	if (number.digits != 0 && number.power < 0) {
		return false; /* its last digit, which is no zero, stands behind the point */
	}
	for (; number.digits != 0 && number.power > 0 && !number.is_too_large; number.power--) {
		multiply_add(&number, 0);
	}
	*whole = is_negative ? -number.digits : number.digits;
	return !number.is_too_large;
}

bool doku_value_whole_number(const doku_value_interface *values, const void *node, int64_t *number)
{
	switch (type_of(values, node)) {
		case DOKU_VALUE_INTEGER:
			*number = values->integer(node);
			return true;
		case DOKU_VALUE_TEXT:
			return doku_text_whole_number(values->text(node), false, number);
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
