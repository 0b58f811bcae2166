/*
 * The methods of DokuAkulaku that send.
 */
#include "../../php_doku_akulaku.h"

#include "convert.h"
#include "single.h"

#include "../base/url.h"

static void run_post(INTERNAL_FUNCTION_PARAMETERS, doku_operation operation)
{
	zval *payload;
	zend_string *request_id = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ARRAY(payload)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(request_id)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL || !doku_php_check_request_id(request_id, 2)) {
		RETURN_THROWS();
	}
	doku_php_single *single = doku_php_single_open(client);
	if (single == NULL) {
		RETURN_THROWS();
	}
	single->call->payload.characters = client->settings.characters;
	doku_slice target = doku_slice_from_string(doku_operation_path(operation));
	if (doku_php_build_payload(
			&single->call->payload, doku_operation_rules(operation), payload, request_id)
		&& doku_php_call_begin(single->call, client, operation, doku_operation_method(operation),
			target, request_id, true)) {
		doku_php_single_run(single, return_value);
	}
	doku_php_single_close(single);
}

ZEND_METHOD(DokuAkulaku, generateOrder)
{
	run_post(INTERNAL_FUNCTION_PARAM_PASSTHRU, DOKU_OPERATION_GENERATE);
}

ZEND_METHOD(DokuAkulaku, cancelOrder)
{
	run_post(INTERNAL_FUNCTION_PARAM_PASSTHRU, DOKU_OPERATION_CANCEL);
}

ZEND_METHOD(DokuAkulaku, refundOrder)
{
	run_post(INTERNAL_FUNCTION_PARAM_PASSTHRU, DOKU_OPERATION_REFUND);
}

ZEND_METHOD(DokuAkulaku, checkStatus)
{
	zend_string *id;
	zend_string *invoice = NULL;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_STR(id)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(invoice)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	const char *problem = doku_lookup_id_problem(doku_php_slice(id));
	if (problem != NULL) {
		zend_argument_value_error(1, "must %s", problem);
		RETURN_THROWS();
	}
	if (invoice != NULL) {
		problem = doku_lookup_id_problem(doku_php_slice(invoice));
		if (problem == NULL && ZSTR_LEN(invoice) >= DOKU_INVOICE_SIZE) {
			problem = "be an invoice number, of at most 64 characters";
		}
	}
	if (problem != NULL) {
		zend_argument_value_error(2, "must %s", problem);
		RETURN_THROWS();
	}
	doku_php_single *single = doku_php_single_open(client);
	if (single == NULL) {
		RETURN_THROWS();
	}
	if (doku_php_call_begin_check(single->call, client, id, invoice)) {
		doku_php_single_run(single, return_value);
	}
	doku_php_single_close(single);
}

ZEND_METHOD(DokuAkulaku, request)
{
	zend_string *method_name;
	zend_string *path;
	zval *payload = NULL;
	zend_string *request_id = NULL;
	ZEND_PARSE_PARAMETERS_START(2, 4)
		Z_PARAM_STR(method_name)
		Z_PARAM_STR(path)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_OR_NULL(payload)
		Z_PARAM_STR_OR_NULL(request_id)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	const char *method = doku_request_method(doku_php_slice(method_name));
	if (method == NULL) {
		zend_argument_value_error(1, "must be GET, POST, PUT, PATCH or DELETE");
		RETURN_THROWS();
	}
	if (!doku_url_is_request_target(doku_php_slice(path)) || ZSTR_LEN(path) > 16384) {
		zend_argument_value_error(
			2, "must start with \"/\" and be visible ASCII without \"#\" and dot segments");
		RETURN_THROWS();
	}
	if (payload != NULL && strcmp(method, "GET") == 0) {
		zend_argument_value_error(3, "must be null with GET");
		RETURN_THROWS();
	}
	if (!doku_php_check_request_id(request_id, 4)) {
		RETURN_THROWS();
	}
	doku_php_single *single = doku_php_single_open(client);
	if (single == NULL) {
		RETURN_THROWS();
	}
	if ((payload == NULL
			|| doku_php_build_payload(
				&single->call->payload, &doku_free_rules, payload, request_id))
		&& doku_php_call_begin(single->call, client, DOKU_OPERATION_RAW, method,
			doku_php_slice(path), request_id, payload != NULL)) {
		doku_php_single_run(single, return_value);
	}
	doku_php_single_close(single);
}
