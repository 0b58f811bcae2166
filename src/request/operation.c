#include "operation.h"

typedef struct operation_row {
	const char *name;
	const char *method;
	const char *path;
	const doku_field *rules;
} operation_row;

static const operation_row operations[] = {
	[DOKU_OPERATION_GENERATE] = {"generate-order", "POST",
		"/akulaku-peer-to-peer/v2/generate-order", &doku_generate_rules},
	[DOKU_OPERATION_CANCEL] = {"cancel", "POST", "/akulaku-peer-to-peer/v2/cancel",
		&doku_cancel_rules},
	[DOKU_OPERATION_REFUND] = {"refund", "POST", "/akulaku-peer-to-peer/v2/refund",
		&doku_refund_rules},
	[DOKU_OPERATION_CHECK] = {"check-status", "GET", "/orders/v1/status/", NULL},
	[DOKU_OPERATION_RAW] = {"request", NULL, NULL, &doku_free_rules},
};

_Static_assert(
	sizeof(operations) / sizeof(operations[0]) == DOKU_OPERATION_COUNT, "a row for each operation");

const char *doku_operation_name(doku_operation operation)
{
	return operations[operation].name;
}

const char *doku_operation_method(doku_operation operation)
{
	return operations[operation].method;
}

const char *doku_operation_path(doku_operation operation)
{
	return operations[operation].path;
}

const doku_field *doku_operation_rules(doku_operation operation)
{
	return operations[operation].rules;
}

const char *doku_order_status_word(doku_order_status status)
{
	static const char *const words[] = {
		[DOKU_ORDER_UNKNOWN] = "UNKNOWN",
		[DOKU_ORDER_PENDING] = "PENDING",
		[DOKU_ORDER_SUCCESS] = "SUCCESS",
		[DOKU_ORDER_FAILED] = "FAILED",
		[DOKU_ORDER_EXPIRED] = "EXPIRED",
		[DOKU_ORDER_CANCELLED] = "CANCELLED",
		[DOKU_ORDER_REFUNDED] = "REFUNDED",
	};
	_Static_assert(
		sizeof(words) / sizeof(words[0]) == DOKU_ORDER_STATUS_COUNT, "a word for each state");
	return words[status];
}

bool doku_state_word_is(doku_slice word, const char *expected)
{
	return doku_slice_equals_ignore_case(doku_slice_trim(word), doku_slice_from_string(expected));
}

/* Words of DOKU that stand for a state besides the one that we call it by. */
static const struct {
	const char *word;
	doku_order_status status;
} other_words[] = {
	{"CANCELED", DOKU_ORDER_CANCELLED},
};

doku_order_status doku_order_status_from_word(doku_slice word)
{
	for (int i = DOKU_ORDER_PENDING; i < DOKU_ORDER_STATUS_COUNT; i++) {
		if (doku_state_word_is(word, doku_order_status_word((doku_order_status)i))) {
			return (doku_order_status)i;
		}
	}
	for (size_t i = 0; i < sizeof(other_words) / sizeof(other_words[0]); i++) {
		if (doku_state_word_is(word, other_words[i].word)) {
			return other_words[i].status;
		}
	}
	return DOKU_ORDER_UNKNOWN;
}

doku_order_status doku_order_status_from_words(
	bool has_transaction, doku_slice transaction, doku_slice order)
{
	if (has_transaction) {
		return doku_order_status_from_word(transaction);
	}
	if (doku_state_word_is(order, "ORDER_EXPIRED")) {
		return DOKU_ORDER_EXPIRED;
	}
	return doku_state_word_is(order, "ORDER_GENERATED") ? DOKU_ORDER_PENDING : DOKU_ORDER_UNKNOWN;
}

bool doku_order_status_is_final(doku_order_status status)
{
	return status == DOKU_ORDER_SUCCESS || status == DOKU_ORDER_EXPIRED
		|| status == DOKU_ORDER_CANCELLED || status == DOKU_ORDER_REFUNDED;
}

bool doku_order_status_supersedes(doku_order_status status, doku_order_status known)
{
	switch (status) {
		case DOKU_ORDER_REFUNDED:
			return known != DOKU_ORDER_REFUNDED;
		case DOKU_ORDER_SUCCESS:
			return known != DOKU_ORDER_REFUNDED && known != DOKU_ORDER_SUCCESS;
		case DOKU_ORDER_FAILED:
		case DOKU_ORDER_EXPIRED:
		case DOKU_ORDER_CANCELLED:
			return known == DOKU_ORDER_PENDING || known == DOKU_ORDER_UNKNOWN;
		case DOKU_ORDER_PENDING:
			return known == DOKU_ORDER_UNKNOWN;
		case DOKU_ORDER_UNKNOWN:
		case DOKU_ORDER_STATUS_COUNT:
			break;
	}
	return false;
}
