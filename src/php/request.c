#include "request.h"

#include "convert.h"

#include "../request/operation.h"

/* Places of the properties. */
enum {
	REQUEST_METHOD,
	REQUEST_URL,
	REQUEST_HEADERS,
	REQUEST_BODY,
	REQUEST_REQUEST_ID,
	REQUEST_REQUEST_TARGET,
	REQUEST_COUNT
};

static const char *const names[] = {
	[REQUEST_METHOD] = "method",
	[REQUEST_URL] = "url",
	[REQUEST_HEADERS] = "headers",
	[REQUEST_BODY] = "body",
	[REQUEST_REQUEST_ID] = "requestId",
	[REQUEST_REQUEST_TARGET] = "requestTarget",
};

_Static_assert(sizeof(names) / sizeof(names[0]) == REQUEST_COUNT, "one name for every place");

bool doku_php_request_is_declared(void)
{
	return doku_php_has_properties(doku_php_ce_request, names, REQUEST_COUNT);
}

/* Texts that every request has, made once a process with their hashes. */
enum {
	TEXT_REQUEST_ID,
	TEXT_REQUEST_TIMESTAMP,
	TEXT_SIGNATURE,
	TEXT_POST,
	TEXT_GENERATE_PATH,
	TEXT_COUNT
};

static zend_string *common_strings[TEXT_COUNT];

void doku_php_request_register_strings(void)
{
	const char *texts[TEXT_COUNT] = {
		[TEXT_REQUEST_ID] = "Request-Id",
		[TEXT_REQUEST_TIMESTAMP] = "Request-Timestamp",
		[TEXT_SIGNATURE] = "Signature",
		[TEXT_POST] = doku_operation_method(DOKU_OPERATION_GENERATE),
		[TEXT_GENERATE_PATH] = doku_operation_path(DOKU_OPERATION_GENERATE),
	};
	for (size_t i = 0; i < TEXT_COUNT; i++) {
		common_strings[i] = zend_string_init_interned(texts[i], strlen(texts[i]), true);
	}
}

static zend_string *make_string(doku_slice text)
{
	return zend_string_init(text.data, text.length, false);
}

/* The common one where it is the same text; releasing that does nothing. */
static zend_string *make_common_string(doku_slice text, size_t place)
{
	zend_string *common = common_strings[place];
	return doku_slice_equals(text, doku_php_slice(common)) ? common : make_string(text);
}

static void make_headers(zval *target, const doku_request *request, const doku_settings *settings)
{
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS];
	size_t count = doku_request_headers(request, settings, headers);
	array_init_size(target, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		zval value;
		ZVAL_STR(&value, make_string(headers[i].value));
		zend_string *name = make_string(headers[i].name);
		zend_hash_add_new(Z_ARRVAL_P(target), name, &value);
		zend_string_release(name);
	}
}

static void replace_header(HashTable *headers, size_t name, zend_string *value)
{
	zval replacement;
	ZVAL_STR(&replacement, value);
	zend_hash_update(headers, common_strings[name], &replacement);
}

/* Three of the headers change from request to request; the rest is kept with the client. */
static void copy_headers(
	zval *target, const doku_request *request, doku_php_client *client, zend_string *request_id)
{
	if (Z_ISUNDEF(client->headers)) {
		zval made;
		make_headers(&made, request, &client->settings);
		ZVAL_COPY_VALUE(&client->headers, &made); /* whole, or not at all */
	}
	ZVAL_ARR(target, zend_array_dup(Z_ARRVAL(client->headers)));
	replace_header(Z_ARRVAL_P(target), TEXT_REQUEST_ID, zend_string_copy(request_id));
	replace_header(Z_ARRVAL_P(target), TEXT_REQUEST_TIMESTAMP,
		make_string(doku_slice_make(request->timestamp, DOKU_TIMESTAMP_LENGTH)));
	replace_header(Z_ARRVAL_P(target), TEXT_SIGNATURE,
		make_string(doku_slice_make(request->signature, DOKU_SIGNATURE_LENGTH)));
}

void doku_php_make_request(zval *target, const doku_request *request, doku_php_client *client)
{
	zend_object *object = doku_php_new_value_object(doku_php_ce_request);
	ZVAL_OBJ(target, object);
	zend_string *request_id = make_string(doku_slice_from_string(request->request_id));
	ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_REQUEST_ID), request_id);
	ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_METHOD),
		make_common_string(doku_slice_from_string(request->method), TEXT_POST));
	ZVAL_STR(OBJ_PROP_NUM(object, REQUEST_REQUEST_TARGET),
		make_common_string(doku_request_target(request), TEXT_GENERATE_PATH));
	doku_php_string(OBJ_PROP_NUM(object, REQUEST_URL),
		doku_slice_make(request->url.data, request->url.length - 1));
	doku_php_string(OBJ_PROP_NUM(object, REQUEST_BODY), doku_buffer_slice(&request->body));
	zval *headers = OBJ_PROP_NUM(object, REQUEST_HEADERS);
	if (request->has_body) {
		copy_headers(headers, request, client, request_id);
	} else {
		make_headers(headers, request, &client->settings);
	}
}
