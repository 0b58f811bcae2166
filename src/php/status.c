#include "status.h"

#include "zend_enum.h"

void doku_php_status_case(zval *target, doku_order_status status)
{
	static const char *const names[] = {
		[DOKU_ORDER_UNKNOWN] = "Unknown",
		[DOKU_ORDER_PENDING] = "Pending",
		[DOKU_ORDER_SUCCESS] = "Success",
		[DOKU_ORDER_FAILED] = "Failed",
		[DOKU_ORDER_EXPIRED] = "Expired",
		[DOKU_ORDER_CANCELLED] = "Cancelled",
		[DOKU_ORDER_REFUNDED] = "Refunded",
	};
	_Static_assert(
		sizeof(names) / sizeof(names[0]) == DOKU_ORDER_STATUS_COUNT, "one case for every state");
	ZVAL_OBJ_COPY(target, zend_enum_get_case_cstr(doku_php_ce_status, names[status]));
}

static doku_order_status status_of_case(zend_object *object)
{
	zval *word = zend_enum_fetch_case_value(object);
	return doku_order_status_from_word(doku_slice_make(Z_STRVAL_P(word), Z_STRLEN_P(word)));
}

ZEND_METHOD(DokuAkulaku_Status, isFinal)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(doku_order_status_is_final(status_of_case(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(DokuAkulaku_Status, supersedes)
{
	zend_object *known;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(known, doku_php_ce_status)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_BOOL(
		doku_order_status_supersedes(status_of_case(Z_OBJ_P(ZEND_THIS)), status_of_case(known)));
}
