#include "walk.h"

#include <math.h>
#include <stdio.h>

#include "../base/number.h"
#include "../base/url.h"
#include "../base/utf8.h"
#include "../json/json.h"

static const char whole_number_message[] =
	"must be a whole number: an int, a float without a fraction, or digits such as \"90000\" or "
	"\"90000.00\"";

/* The message is the two texts with the limit between them. */
static void violation_with_limit(
	doku_walk *walk, doku_rule rule, const char *before, int64_t limit, const char *after)
{
	char message[160];
	snprintf(message, sizeof(message), "%s%lld%s", before, (long long)limit, after);
	doku_walk_violation(walk, rule, &limit, message);
}

static const char thousands_message[] =
	"could mean thousands (90.000 is ninety thousand in Indonesia): write 90000 or 90.00";

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
	const doku_walk *walk, const doku_value_entry *entry, int64_t *number)
{
	switch (entry->type) {
		case DOKU_VALUE_INTEGER:
			*number = entry->integer;
			return *number < 0 ? DOKU_WHOLE_NEGATIVE : DOKU_WHOLE_READ;
		case DOKU_VALUE_REAL:
			return read_real(walk->values->real(entry->value), number);
		case DOKU_VALUE_TEXT:
			return doku_whole_from_text(entry->text, number);
		default:
			return DOKU_WHOLE_NONE;
	}
}

static void remember_number(doku_walk *walk, doku_field_role role, int64_t number)
{
	doku_order_facts *facts = &walk->facts;
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

void doku_walk_number(doku_walk *walk, const doku_field *field, const doku_value_entry *entry)
{
	int64_t number = 0;
	doku_whole_reading reading = read_number(walk, entry, &number);
	if (reading == DOKU_WHOLE_NONE) {
		doku_walk_violation(walk, DOKU_RULE_TYPE, NULL, whole_number_message);
	} else if (reading == DOKU_WHOLE_AMBIGUOUS) {
		doku_walk_violation(walk, DOKU_RULE_TYPE, NULL, thousands_message);
	} else if (reading == DOKU_WHOLE_NEGATIVE
		|| (reading == DOKU_WHOLE_READ && number < field->minimum)) {
		violation_with_limit(walk, DOKU_RULE_RANGE, "must be at least ", field->minimum, "");
	} else if (reading == DOKU_WHOLE_TOO_LARGE || number > field->maximum) {
		violation_with_limit(walk, DOKU_RULE_RANGE, "must be at most ", field->maximum, "");
	} else {
		remember_number(walk, field->role, number);
	}
	doku_buffer_append_integer(walk->out, number);
}

static bool is_digits(doku_slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9') {
			return false;
		}
	}
	return true;
}

/* The rule of the field's own alphabet; true when it holds, else a violation is told. */
static bool check_charset(doku_walk *walk, const doku_field *field, doku_slice text)
{
	switch (field->charset) {
		case DOKU_CHARSET_ANY:
			return true;
		case DOKU_CHARSET_DIGITS:
			if (!is_digits(text)) {
				doku_walk_violation(walk, DOKU_RULE_CHARSET, NULL, "must be digits only");
				return false;
			}
			return true;
		case DOKU_CHARSET_PHONE:
			if (!is_digits(text) || text.data[0] == '0') {
				doku_walk_violation(walk, DOKU_RULE_PHONE, NULL,
					"must be the calling code and the number in digits, without + or spaces: "
					"62812... for 0812...");
				return false;
			}
			return true;
		case DOKU_CHARSET_URL:
			if (!doku_url_is_web_address(text)) {
				doku_walk_violation(walk, DOKU_RULE_URL, NULL,
					"must be a full address such as https://shop.example/return, percent-encoded");
				return false;
			}
			return true;
		case DOKU_CHARSET_SETTLEMENT_TYPE:
			walk->facts.is_percentage = doku_slice_equals(text, DOKU_SLICE_LITERAL("PERCENTAGE"));
			if (!walk->facts.is_percentage && !doku_slice_equals(text, DOKU_SLICE_LITERAL("FIX"))) {
				doku_walk_violation(walk, DOKU_RULE_RANGE, NULL, "must be PERCENTAGE or FIX");
				return false;
			}
			return true;
	}
	return true;
}

static DOKU_NEVER_INLINE void check_text(
	doku_walk *walk, const doku_field *field, doku_slice text, doku_text_facts facts)
{
	if (!facts.valid) {
		doku_walk_violation(walk, DOKU_RULE_UTF8, NULL, "must be valid UTF-8");
	} else if (facts.is_blank && field->presence == DOKU_FIELD_MANDATORY) {
		doku_walk_violation(walk, DOKU_RULE_REQUIRED, NULL, "is mandatory and must not be blank");
	} else if (facts.has_control) {
		doku_walk_violation(walk, DOKU_RULE_CHARSET, NULL,
			"must not hold control characters, line breaks included");
	} else if (!check_charset(walk, field, text)) {
		return; /* before the length: what is too much there is often what does not belong there */
	} else if (field->max_length > 0 && facts.code_points > field->max_length) {
		violation_with_limit(walk, DOKU_RULE_MAX_LENGTH, "must not be longer than ",
			field->max_length, " characters");
	} else if (field->role == DOKU_ROLE_INVOICE) {
		memcpy(walk->payload->invoice, text.data, text.length);
		walk->payload->invoice_length = text.length;
	}
}

static void walk_characters(doku_walk *walk, const doku_field *field, doku_slice text)
{
	if (!doku_json_write_ordinary(walk->out, text)) {
		check_text(walk, field, text, doku_text_inspect(text));
		doku_json_write_text(walk->out, text);
	} else if (text.length > field->free_length) {
		doku_text_facts facts = {.valid = true, .code_points = text.length};
		check_text(walk, field, text, facts);
	}
}

static DOKU_NEVER_INLINE void walk_digits(doku_walk *walk, const doku_field *field, int64_t number)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%lld", (long long)number);
	walk_characters(walk, field, doku_slice_make(digits, (size_t)length));
}

void doku_walk_text(doku_walk *walk, const doku_field *field, const doku_value_entry *entry)
{
	switch (entry->type) {
		case DOKU_VALUE_TEXT:
			walk_characters(walk, field, entry->text);
			break;
		case DOKU_VALUE_INTEGER:
			walk_digits(walk, field, entry->integer);
			break;
		default:
			doku_walk_violation(walk, DOKU_RULE_TYPE, NULL, "must be a string or an int");
			doku_buffer_append_string(walk->out, "null");
			break;
	}
}
