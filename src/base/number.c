#include "number.h"

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

static doku_whole_reading read_whole(doku_slice text, bool is_json, int64_t *whole)
{
	bool is_negative = take_byte(&text, '-', '-');
	decimal number = {0, 0, false};
	int64_t exponent = 0;
	size_t fraction = 0;
	size_t digits = take_digits(&text, &number);
	if (digits == 0) {
		return DOKU_WHOLE_NONE;
	}
	if (take_byte(&text, '.', '.')) {
		fraction = take_digits(&text, &number);
		if (fraction == 0) {
			return DOKU_WHOLE_NONE;
		}
	}
	if (is_json && take_byte(&text, 'e', 'E') && !take_exponent(&text, &exponent)) {
		return DOKU_WHOLE_NONE;
	}
	number.power += exponent - (int64_t)fraction;
	if (text.length > 0 || (number.digits != 0 && number.power < 0)) {
		return DOKU_WHOLE_NONE; /* its last digit, which is no zero, stands behind the point */
	}
	if (!is_json && digits <= 3 && fraction == 3) {
		return DOKU_WHOLE_AMBIGUOUS;
	}
	for (; number.digits != 0 && number.power > 0 && !number.is_too_large; number.power--) {
		multiply_add(&number, 0);
	}
	if (is_negative && number.digits != 0) {
		return DOKU_WHOLE_NEGATIVE;
	}
	*whole = number.digits;
	return number.is_too_large ? DOKU_WHOLE_TOO_LARGE : DOKU_WHOLE_READ;
}

doku_whole_reading doku_whole_from_text(doku_slice text, int64_t *number)
{
	return read_whole(text, false, number);
}

doku_whole_reading doku_whole_from_json(doku_slice token, int64_t *number)
{
	return read_whole(token, true, number);
}
