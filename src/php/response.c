#include "response.h"

#include "classes.h"
#include "convert.h"
#include "status.h"

/* Places of the properties. */
enum {
	RESPONSE_SUCCEEDED,
	RESPONSE_STATUS,
	RESPONSE_HTTP_STATUS,
	RESPONSE_REQUEST_ID,
	RESPONSE_TIMESTAMP,
	RESPONSE_SIGNATURE_VALID,
	RESPONSE_REPLAYED,
	RESPONSE_ATTEMPTS,
	RESPONSE_PAYMENT_URL,
	RESPONSE_MESSAGE,
	RESPONSE_IDENTIFIERS,
	RESPONSE_INVOICE_NUMBER,
	RESPONSE_MERCHANT_UNIQUE_REFERENCE,
	RESPONSE_AMOUNT,
	RESPONSE_BODY,
	RESPONSE_RAW_BODY,
	RESPONSE_TIMING,
	RESPONSE_COUNT
};

static const char *const names[] = {
	[RESPONSE_SUCCEEDED] = "succeeded",
	[RESPONSE_STATUS] = "status",
	[RESPONSE_HTTP_STATUS] = "httpStatus",
	[RESPONSE_REQUEST_ID] = "requestId",
	[RESPONSE_TIMESTAMP] = "timestamp",
	[RESPONSE_SIGNATURE_VALID] = "signatureValid",
	[RESPONSE_REPLAYED] = "replayed",
	[RESPONSE_ATTEMPTS] = "attempts",
	[RESPONSE_PAYMENT_URL] = "paymentUrl",
	[RESPONSE_MESSAGE] = "message",
	[RESPONSE_IDENTIFIERS] = "identifiers",
	[RESPONSE_INVOICE_NUMBER] = "invoiceNumber",
	[RESPONSE_MERCHANT_UNIQUE_REFERENCE] = "merchantUniqueReference",
	[RESPONSE_AMOUNT] = "amount",
	[RESPONSE_BODY] = "body",
	[RESPONSE_RAW_BODY] = "rawBody",
	[RESPONSE_TIMING] = "timing",
};

_Static_assert(sizeof(names) / sizeof(names[0]) == RESPONSE_COUNT, "one name for every place");

bool doku_php_response_is_declared(void)
{
	return doku_php_has_properties(doku_php_ce_response, names, RESPONSE_COUNT);
}

static void set_bool(zend_object *object, uint32_t place, bool value)
{
	ZVAL_BOOL(OBJ_PROP_NUM(object, place), value);
}

static void set_long(zend_object *object, uint32_t place, zend_long value)
{
	ZVAL_LONG(OBJ_PROP_NUM(object, place), value);
}

static void set_text(zend_object *object, uint32_t place, doku_slice text)
{
	doku_php_string(OBJ_PROP_NUM(object, place), text);
}

static void set_text_or_null(zend_object *object, uint32_t place, doku_slice text)
{
	doku_php_string_or_null(OBJ_PROP_NUM(object, place), text);
}

void doku_php_timing(zval *target, const doku_timing *timing)
{
	array_init_size(target, 6);
	add_assoc_double(target, "dns", timing->dns);
	add_assoc_double(target, "connect", timing->connect);
	add_assoc_double(target, "tls", timing->tls);
	add_assoc_double(target, "first_byte", timing->first_byte);
	add_assoc_double(target, "total", timing->total);
	add_assoc_bool(target, "reused", timing->reused);
}

static void set_outcome(zend_object *object, const doku_call *call)
{
	const doku_response *response = &call->response;
	set_bool(object, RESPONSE_SUCCEEDED, response->succeeded);
	doku_php_status_case(OBJ_PROP_NUM(object, RESPONSE_STATUS), response->status);
	set_long(object, RESPONSE_HTTP_STATUS, response->http_status);
	set_text(object, RESPONSE_REQUEST_ID, doku_slice_from_string(call->request.request_id));
	set_text_or_null(object, RESPONSE_TIMESTAMP, response->timestamp);
	if (response->signature == DOKU_SIGNATURE_ABSENT) {
		ZVAL_NULL(OBJ_PROP_NUM(object, RESPONSE_SIGNATURE_VALID));
	} else {
		set_bool(object, RESPONSE_SIGNATURE_VALID, response->signature == DOKU_SIGNATURE_GOOD);
	}
	set_bool(object, RESPONSE_REPLAYED, response->replayed);
	set_long(object, RESPONSE_ATTEMPTS, call->attempts);
}

void doku_php_make_response(zval *target, const doku_call *call)
{
	const doku_response *response = &call->response;
	zend_object *object = doku_php_new_value_object(doku_php_ce_response);
	ZVAL_OBJ(target, object);
	set_outcome(object, call);
	set_text_or_null(object, RESPONSE_PAYMENT_URL, response->payment_url);
	set_text_or_null(object, RESPONSE_MESSAGE,
		response->message.length == 0 ? DOKU_SLICE_EMPTY : doku_buffer_slice(&response->message));
	doku_php_identifiers(OBJ_PROP_NUM(object, RESPONSE_IDENTIFIERS), response->identifiers);
	set_text_or_null(object, RESPONSE_INVOICE_NUMBER, response->invoice);
	set_text_or_null(object, RESPONSE_MERCHANT_UNIQUE_REFERENCE, response->reference);
	if (response->amount_state == DOKU_AMOUNT_READ) {
		set_long(object, RESPONSE_AMOUNT, (zend_long)response->amount);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, RESPONSE_AMOUNT));
	}
	if (response->document == NULL) {
		ZVAL_EMPTY_ARRAY(OBJ_PROP_NUM(object, RESPONSE_BODY));
	} else {
		doku_php_from_json(OBJ_PROP_NUM(object, RESPONSE_BODY), doku_json_root(response->document));
	}
	set_text(object, RESPONSE_RAW_BODY, doku_buffer_slice(&call->answer.body));
	doku_php_timing(OBJ_PROP_NUM(object, RESPONSE_TIMING), &call->answer.timing);
}
