/*
 * The methods of DokuAkulaku that only check and sign: prepareOrder() and validateOrder().
 */
#include "../../php_doku_akulaku.h"

#include <stdlib.h>

#include "zend_exceptions.h"

#include "call.h"
#include "convert.h"
#include "exceptions.h"
#include "request.h"
#include "runtime.h"

/* An order of a few lines is written on the stack; a longer one moves to memory of its own. */
#define USUAL_ORDER 2048

/* Less than a whole call: nothing is sent. */
typedef struct order_draft {
	doku_php_work work;
	doku_payload payload;
	bool has_request;
	doku_request request;
} order_draft;

static void free_draft(doku_php_work *work)
{
	order_draft *draft = (order_draft *)work;
	doku_payload_free(&draft->payload);
	if (draft->has_request) {
		doku_request_free(&draft->request);
	}
	free(draft);
}

static order_draft *open_draft(char storage[USUAL_ORDER])
{
	order_draft *draft = malloc(sizeof(*draft));
	if (draft == NULL) {
		doku_php_throw_no_memory();
		return NULL;
	}
	draft->has_request = false;
	doku_payload_init(&draft->payload);
	doku_buffer_init_in(&draft->payload.json, storage, USUAL_ORDER, DOKU_MAX_BODY_BYTES);
	doku_php_work_begin(&draft->work, free_draft);
	return draft;
}

static void close_draft(order_draft *draft)
{
	doku_php_work_end(&draft->work);
	free_draft(&draft->work);
}

static void prepare(zval *return_value, doku_php_client *client, order_draft *draft, zval *payload,
	const zend_string *request_id, int64_t timestamp)
{
	char random_id[DOKU_UUID_LENGTH + 1];
	doku_slice id;
	draft->payload.characters = client->settings.characters;
	if (!doku_php_build_payload(&draft->payload, &doku_generate_rules, payload, request_id)
		|| !doku_php_choose_request_id(request_id, random_id, &id)) {
		return;
	}
	doku_slice target = doku_slice_from_string(doku_operation_path(DOKU_OPERATION_GENERATE));
	draft->has_request = true;
	bool done = doku_request_init(&draft->request, &client->settings,
		doku_operation_method(DOKU_OPERATION_GENERATE), target, id);
	if (done) {
		doku_request_take_body(&draft->request, &draft->payload.json);
		done = doku_request_sign(&draft->request, &client->settings, timestamp);
	}
	if (done) {
		doku_php_make_request(return_value, &draft->request, client);
	} else {
		doku_php_throw_no_memory();
	}
}

ZEND_METHOD(DokuAkulaku, prepareOrder)
{
	zval *payload;
	zend_string *request_id = NULL;
	zend_long timestamp = 0;
	bool is_now = true;
	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_ARRAY(payload)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(request_id)
		Z_PARAM_LONG_OR_NULL(timestamp, is_now)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL || !doku_php_check_request_id(request_id, 2)) {
		RETURN_THROWS();
	}
	if (!is_now && (timestamp < 0 || timestamp > DOKU_TIMESTAMP_MAX)) {
		zend_argument_value_error(3, "must be Unix seconds from 0 to 253402300799");
		RETURN_THROWS();
	}
	DOKU_NOT_ZEROED char storage[USUAL_ORDER];
	order_draft *draft = open_draft(storage);
	if (draft == NULL) {
		RETURN_THROWS();
	}
	prepare(return_value, client, draft, payload, request_id,
		is_now ? (int64_t)time(NULL) : (int64_t)timestamp);
	close_draft(draft);
}

ZEND_METHOD(DokuAkulaku, validateOrder)
{
	zval *payload;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_ARRAY(payload)
	ZEND_PARSE_PARAMETERS_END();

	char storage[USUAL_ORDER];
	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	order_draft *draft = client == NULL ? NULL : open_draft(storage);
	if (draft == NULL) {
		RETURN_THROWS();
	}
	draft->payload.characters = client->settings.characters;
	if (doku_payload_build(&draft->payload, &doku_generate_rules, &doku_php_values, payload)) {
		doku_php_violations_array(return_value, &draft->payload.violations);
	} else {
		doku_php_throw_no_memory();
	}
	close_draft(draft);
}
