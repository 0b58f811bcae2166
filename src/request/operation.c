#include "operation.h"

const char *doku_operation_name(doku_operation operation)
{
	static const char *const names[] = {
		"generate-order", "cancel", "refund", "check-status", "request"};
	return names[operation];
}

const char *doku_operation_path(doku_operation operation)
{
	static const char *const paths[] = {"/akulaku-peer-to-peer/v2/generate-order",
		"/akulaku-peer-to-peer/v2/cancel", "/akulaku-peer-to-peer/v2/refund", "/orders/v1/status/",
		NULL};
	return paths[operation];
}

const doku_field *doku_operation_rules(doku_operation operation)
{
	switch (operation) {
		case DOKU_OPERATION_GENERATE:
			return &doku_generate_rules;
		case DOKU_OPERATION_CANCEL:
			return &doku_cancel_rules;
		case DOKU_OPERATION_REFUND:
			return &doku_refund_rules;
		case DOKU_OPERATION_CHECK:
			return NULL;
		case DOKU_OPERATION_RAW:
			return &doku_free_rules;
	}
	return NULL;
}

const char *doku_order_status_word(doku_order_status status)
{
	static const char *const words[DOKU_ORDER_STATUS_COUNT] = {
		"UNKNOWN", "PENDING", "SUCCESS", "FAILED", "EXPIRED", "CANCELLED", "REFUNDED"};
	return words[status];
}

bool doku_state_word_is(doku_slice word, const char *expected)
{
	return doku_slice_equals_ignore_case(doku_slice_trim(word), doku_slice_from_string(expected));
}

doku_order_status doku_order_status_from_word(doku_slice word)
{
	for (int i = DOKU_ORDER_PENDING; i < DOKU_ORDER_STATUS_COUNT; i++) {
		doku_order_status status = (doku_order_status)i;
		if (doku_state_word_is(word, doku_order_status_word(status))) {
			return status;
		}
	}
	return doku_state_word_is(word, "CANCELED") ? DOKU_ORDER_CANCELLED : DOKU_ORDER_UNKNOWN;
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
			break;
	}
	return false;
}
