#include "leaf.h"

#include <math.h>
#include <stdio.h>

#include "../base/ascii.h"
#include "../base/number.h"
#include "../base/url.h"
#include "../base/utf8.h"
#include "../json/json.h"
#include "safe.h"

/* ---- numbers ---- */

/* What a number is called in messages. */
typedef struct number_words {
	const char *noun;
	const char *whole;     /* completes "must be ..." */
	const char *ambiguous; /* how to write what could mean thousands */
	const char *advice;    /* for a fraction */
} number_words;

static const number_words *words_of(doku_field_role role)
{
	static const number_words amount = {"an amount", "an amount in whole rupiah",
		"(90.000 is ninety thousand in Indonesia): write 90000 or 90.00",
		"round where it is computed, line by line"};
	static const number_words price = {"a price", "a price in whole rupiah",
		"(90.000 is ninety thousand in Indonesia): write 90000 or 90.00",
		"round where it is computed, line by line"};
	static const number_words quantity = {"a quantity", "a whole quantity",
		"(1.000 is one thousand in Indonesia): write 1000 or 1",
		"send what is measured as quantity 1 at the price of the whole line"};
	static const number_words value = {"a value", "a whole number",
		"(1.000 is one thousand in Indonesia): write 1000 or 1", "round it"};
	switch (role) {
		case DOKU_ROLE_AMOUNT:
			return &amount;
		case DOKU_ROLE_PRICE:
			return &price;
		case DOKU_ROLE_QUANTITY:
			return &quantity;
		default:
			return &value;
	}
}

static doku_whole_reading read_real(double real, int64_t *number)
{
	if (isnan(real) || isinf(real) || floor(real) != real) {
		return DOKU_WHOLE_NONE;
	}
	/* beyond 2^53 a double no longer tells neighbours apart; every limit is far below */
	if (real > 9007199254740992.0) {
		return DOKU_WHOLE_TOO_LARGE;
	}
	if (real < 0) {
		return DOKU_WHOLE_NEGATIVE;
	}
	*number = (int64_t)real;
	return DOKU_WHOLE_READ;
}

static doku_whole_reading read_number(
	const doku_place *place, const doku_value_entry *entry, int64_t *number)
{
	switch (entry->type) {
		case DOKU_VALUE_INTEGER:
			*number = entry->integer;
			return *number < 0 ? DOKU_WHOLE_NEGATIVE : DOKU_WHOLE_READ;
		case DOKU_VALUE_REAL:
			return read_real(place->values->real(entry->value), number);
		case DOKU_VALUE_TEXT:
			return doku_whole_from_text(entry->text, number);
		default:
			return DOKU_WHOLE_NONE;
	}
}

static void remember_number(doku_place *place, doku_field_role role, int64_t number)
{
	doku_order_facts *facts = &place->facts;
	switch (role) {
		case DOKU_ROLE_AMOUNT:
			facts->amount = number;
			facts->has_amount = true;
			break;
		case DOKU_ROLE_PRICE:
			facts->price = number;
			facts->has_price = true;
			break;
		case DOKU_ROLE_QUANTITY:
			facts->quantity = number;
			facts->has_quantity = true;
			break;
		case DOKU_ROLE_SETTLEMENT_VALUE:
			facts->settlement_value = number;
			facts->has_settlement_value = true;
			break;
		default:
			break;
	}
}

/* A float with a fraction is told with all its digits: 149999.99999999997 looks like 150000 in
 * what PHP prints by default elsewhere. */
static DOKU_NEVER_INLINE void refuse_fraction(
	doku_place *place, const number_words *words, const doku_value_entry *entry)
{
	double real = entry->type == DOKU_VALUE_REAL ? place->values->real(entry->value) : 0;
	/* NaN and infinity have no digits */
	bool has_digits = entry->type == DOKU_VALUE_REAL && real - real == 0;
	char storage[64];
	doku_buffer digits;
	doku_buffer_init_in(&digits, storage, sizeof(storage), sizeof(storage));
	if (has_digits) {
		doku_json_write_real(&digits, real);
		doku_place_violation(place, DOKU_RULE_TYPE, NULL, "must be %s, it is %.*s: %s",
			words->whole, (int)digits.length, digits.data, words->advice);
	} else {
		doku_place_violation(place, DOKU_RULE_TYPE, NULL,
			"must be %s: an int, a float without a fraction, or digits such as \"90000\" or "
			"\"90000.00\"",
			words->whole);
	}
	doku_buffer_free(&digits);
}

static DOKU_NEVER_INLINE void refuse_number(doku_place *place, const doku_field *field,
	const doku_value_entry *entry, doku_whole_reading reading)
{
	const number_words *words = words_of(field->role);
	bool is_too_large = reading == DOKU_WHOLE_TOO_LARGE;
	switch (reading) {
		case DOKU_WHOLE_NONE:
			refuse_fraction(place, words, entry);
			break;
		case DOKU_WHOLE_AMBIGUOUS:
			doku_place_violation(place, DOKU_RULE_TYPE, NULL,
				"must be %s and could mean thousands %s", words->whole, words->ambiguous);
			break;
		case DOKU_WHOLE_NEGATIVE:
		case DOKU_WHOLE_TOO_LARGE:
		case DOKU_WHOLE_READ: {
			int64_t limit = is_too_large ? field->maximum : field->minimum;
			doku_place_violation(place, DOKU_RULE_RANGE, &limit, "must be %s of at %s %lld",
				words->noun, is_too_large ? "most" : "least", (long long)limit);
			break;
		}
	}
}

void doku_leaf_number(doku_place *place, const doku_field *field, const doku_value_entry *entry)
{
	int64_t number = 0;
	doku_whole_reading reading = read_number(place, entry, &number);
	if (reading == DOKU_WHOLE_READ && number < field->minimum) {
		reading = DOKU_WHOLE_NEGATIVE;
	} else if (reading == DOKU_WHOLE_READ && number > field->maximum) {
		reading = DOKU_WHOLE_TOO_LARGE;
	}
	if (reading == DOKU_WHOLE_READ) {
		remember_number(place, field->role, number);
	} else {
		refuse_number(place, field, entry, reading);
	}
	doku_buffer_append_integer(place->out, number);
}

void doku_leaf_boolean(doku_place *place, const doku_value_entry *entry)
{
	bool is_true = entry->type == DOKU_VALUE_BOOLEAN && place->values->boolean(entry->value);
	if (entry->type != DOKU_VALUE_BOOLEAN) {
		doku_place_violation(place, DOKU_RULE_TYPE, NULL, "must be true or false, as a bool");
	}
	doku_buffer_append_string(place->out, is_true ? "true" : "false");
}

/* ---- texts ---- */

static bool is_digits(doku_slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (!doku_ascii_is_digit(text.data[i])) {
			return false;
		}
	}
	return true;
}

/* The first invisible character beyond ASCII, which nobody finds by looking; 0: none. */
static uint32_t find_invisible(doku_slice text)
{
	uint32_t code_point = 0;
	for (size_t width; (width = doku_utf8_decode(text, &code_point)) > 0;) {
		if (code_point >= 0x80 && doku_utf8_is_invisible(code_point)) {
			return code_point;
		}
		text = doku_slice_make(text.data + width, text.length - width);
	}
	return 0;
}

static DOKU_NEVER_INLINE bool check_phone(doku_place *place, doku_slice text)
{
	static const char shape[] = "must be the calling code and the number in digits";
	uint32_t invisible = find_invisible(text);
	if (invisible != 0) {
		doku_place_violation(place, DOKU_RULE_PHONE, NULL,
			"%s, and has an invisible character in it (U+%04X): remove it", shape,
			(unsigned int)invisible);
	} else if (!is_digits(text)) {
		doku_place_violation(
			place, DOKU_RULE_PHONE, NULL, "%s, without + or spaces: 62812... for 0812...", shape);
	} else if (text.data[0] == '0') {
		doku_place_violation(place, DOKU_RULE_PHONE, NULL, "%s: 62812... for 0812...", shape);
	} else if (doku_slice_starts_with(text, DOKU_SLICE_LITERAL("620"))) {
		doku_place_violation(place, DOKU_RULE_PHONE, NULL,
			"%s, and has no 0 after the calling code: 62812... for 620812...", shape);
	} else {
		return true;
	}
	return false;
}

static bool check_settlement_type(doku_place *place, doku_slice text)
{
	place->facts.is_percentage = doku_slice_equals(text, DOKU_SLICE_LITERAL("PERCENTAGE"));
	if (!place->facts.is_percentage && !doku_slice_equals(text, DOKU_SLICE_LITERAL("FIX"))) {
		doku_place_violation(place, DOKU_RULE_RANGE, NULL, "must be PERCENTAGE or FIX");
		return false;
	}
	return true;
}

/* The rule of the field's own alphabet; true when it holds, else a violation is told. */
static bool check_charset(doku_place *place, const doku_field *field, doku_slice text)
{
	const char *reason;
	switch (field->charset) {
		case DOKU_CHARSET_ANY:
			return true;
		case DOKU_CHARSET_DIGITS:
			if (!is_digits(text)) {
				doku_place_violation(place, DOKU_RULE_CHARSET, NULL, "must be digits only");
				return false;
			}
			return true;
		case DOKU_CHARSET_PHONE:
			return check_phone(place, text);
		case DOKU_CHARSET_URL:
			if (!doku_url_check_page(text, &reason)) {
				doku_place_violation(place, DOKU_RULE_URL, NULL, "must %s", reason);
				return false;
			}
			return true;
		case DOKU_CHARSET_SETTLEMENT_TYPE:
			return check_settlement_type(place, text);
	}
	return true;
}

static bool check_length(doku_place *place, const doku_field *field, size_t code_points)
{
	if (field->max_length > 0 && code_points > field->max_length) {
		int64_t limit = field->max_length;
		doku_place_violation(place, DOKU_RULE_MAX_LENGTH, &limit,
			"must not be longer than %lld characters", (long long)limit);
		return false;
	}
	return true;
}

/* What cannot be written into the path of a look-up cannot be looked up. */
static bool check_invoice(doku_place *place, const doku_field *field, doku_slice text)
{
	if (field->role != DOKU_ROLE_INVOICE) {
		return true;
	}
	if (doku_url_is_dot_segment(text)) {
		doku_place_violation(place, DOKU_RULE_CHARSET, NULL,
			"must not be \".\" or \"..\": an order of that number could never be looked up");
		return false;
	}
	return true;
}

/* Told by its own rule, when the client was asked to hold to it. */
static bool check_safe(doku_place *place, const doku_field *field, doku_slice text)
{
	char found[DOKU_SAFE_FOUND_SIZE];
	if (place->payload->characters != DOKU_CHARACTERS_SAFE || !doku_field_is_safe_text(field)
		|| !doku_safe_find_others(text, found)) {
		return true;
	}
	doku_place_violation(place, DOKU_RULE_SAFE_STRING, NULL,
		"must use DOKU's safe characters only, " DOKU_SAFE_WORDS "; it has %s", found);
	return false;
}

static DOKU_NEVER_INLINE void check_text(
	doku_place *place, const doku_field *field, doku_slice text, doku_text_facts facts)
{
	if (!facts.valid) {
		doku_place_violation(place, DOKU_RULE_UTF8, NULL, "must be valid UTF-8");
	} else if (facts.is_blank && field->presence == DOKU_FIELD_MANDATORY) {
		doku_place_violation(place, DOKU_RULE_REQUIRED, NULL,
			"is mandatory and must not be blank%s",
			find_invisible(text) == 0 ? "" : ": it has invisible characters only");
	} else if (facts.has_control) {
		doku_place_violation(place, DOKU_RULE_CHARSET, NULL,
			"must not hold control characters, line breaks included");
	} else if (check_charset(place, field, text) /* what is too much often does not belong there */
		&& check_length(place, field, facts.code_points) && check_invoice(place, field, text)
		&& check_safe(place, field, text) && field->role == DOKU_ROLE_INVOICE) {
		memcpy(place->payload->invoice, text.data, text.length);
		place->payload->invoice_length = text.length;
	}
}

static void write_characters(doku_place *place, const doku_field *field, doku_slice text)
{
	if (!doku_json_write_ordinary(place->out, text)) {
		check_text(place, field, text, doku_text_inspect(text));
		doku_json_write_text(place->out, text);
	} else if (text.length > field->free_length
		|| place->payload->characters == DOKU_CHARACTERS_SAFE) {
		doku_text_facts facts = {.valid = true, .code_points = text.length};
		check_text(place, field, text, facts);
	}
}

static DOKU_NEVER_INLINE void write_digits(
	doku_place *place, const doku_field *field, int64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%lld", (long long)number);
	write_characters(place, field, doku_slice_make(digits, (size_t)length));
}

void doku_leaf_text(doku_place *place, const doku_field *field, const doku_value_entry *entry)
{
	switch (entry->type) {
		case DOKU_VALUE_TEXT:
			write_characters(place, field, entry->text);
			break;
		case DOKU_VALUE_INTEGER:
			write_digits(place, field, entry->integer);
			break;
		default:
			doku_place_violation(place, DOKU_RULE_TYPE, NULL, "must be a string or an int");
			doku_buffer_append_string(place->out, "null");
			break;
	}
}
