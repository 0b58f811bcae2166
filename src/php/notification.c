/*
 * DokuAkulaku\Notification: parseNotification() and receiveNotification().
 */
#include "../response/notification.h"

#include "../../php_doku_akulaku.h"

#include "ext/json/php_json.h"
#include "main/SAPI.h"
#include "main/php_streams.h"
#include "zend_exceptions.h"

#include "../base/caps.h"
#include "client.h"
#include "convert.h"
#include "exceptions.h"
#include "status.h"

/* Places of the properties, in the order of the stub. */
enum {
	NOTIFICATION_STATUS,
	NOTIFICATION_INVOICE_NUMBER,
	NOTIFICATION_AMOUNT,
	NOTIFICATION_REQUEST_ID,
	NOTIFICATION_TIMESTAMP,
	NOTIFICATION_ORIGINAL_REQUEST_ID,
	NOTIFICATION_MERCHANT_UNIQUE_REFERENCE,
	NOTIFICATION_IDENTIFIERS,
	NOTIFICATION_CHANNEL,
	NOTIFICATION_BODY,
	NOTIFICATION_RAW_BODY
};

/* The identifiers as they were received; one standing alone becomes a list of one. */
static void copy_identifiers(zval *target, const void *node)
{
	if (node == NULL) {
		ZVAL_EMPTY_ARRAY(target);
	} else if (doku_php_values.type(node) == DOKU_VALUE_LIST) {
		ZVAL_COPY(target, (zval *)node);
	} else {
		array_init_size(target, 1);
		Z_TRY_ADDREF_P((zval *)node);
		zend_hash_next_index_insert_new(Z_ARRVAL_P(target), (zval *)node);
	}
}

/* Takes over the decoded body. */
static void make_notification(
	zval *target, const doku_notification *notification, zval *body, zend_string *raw_body)
{
	zend_object *object = doku_php_new_value_object(doku_php_ce_notification);
	ZVAL_OBJ(target, object);
	doku_php_status_case(OBJ_PROP_NUM(object, NOTIFICATION_STATUS), notification->status);
	doku_php_string(OBJ_PROP_NUM(object, NOTIFICATION_INVOICE_NUMBER), notification->invoice);
	if (notification->has_amount) {
		ZVAL_LONG(OBJ_PROP_NUM(object, NOTIFICATION_AMOUNT), (zend_long)notification->amount);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, NOTIFICATION_AMOUNT));
	}
	doku_php_string(OBJ_PROP_NUM(object, NOTIFICATION_REQUEST_ID), notification->request_id);
	ZVAL_LONG(OBJ_PROP_NUM(object, NOTIFICATION_TIMESTAMP), (zend_long)notification->timestamp);
	doku_php_string_or_null(
		OBJ_PROP_NUM(object, NOTIFICATION_ORIGINAL_REQUEST_ID), notification->original_request_id);
	doku_php_string_or_null(
		OBJ_PROP_NUM(object, NOTIFICATION_MERCHANT_UNIQUE_REFERENCE), notification->reference);
	copy_identifiers(OBJ_PROP_NUM(object, NOTIFICATION_IDENTIFIERS), notification->identifiers);
	doku_php_string_or_null(OBJ_PROP_NUM(object, NOTIFICATION_CHANNEL), notification->channel);
	doku_php_set_property(object, NOTIFICATION_BODY, body);
	ZVAL_STR_COPY(OBJ_PROP_NUM(object, NOTIFICATION_RAW_BODY), raw_body);
}

static bool is_prefixed(const zend_string *name)
{
	return zend_string_starts_with_literal(name, "HTTP_");
}

static void add_header_value(
	doku_notification_headers *headers, doku_notification_header header, zval *value)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_STRING) {
		doku_notification_add_header(headers, header, doku_php_slice(Z_STR_P(value)));
	} else if (Z_TYPE_P(value) != IS_NULL) {
		headers->is_conflicting = true;
	}
}

static void add_header(
	doku_notification_headers *headers, doku_notification_header header, zval *value)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) != IS_ARRAY) {
		add_header_value(headers, header, value);
		return;
	}
	zval *entry;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), entry)
	{
		add_header_value(headers, header, entry);
	}
	ZEND_HASH_FOREACH_END();
}

/* Counts what a request may carry at most. $_SERVER also holds the server's own variables; there
 * only the names with HTTP_ are headers. */
static void collect_headers(doku_notification_headers *headers, HashTable *given)
{
	bool is_server = zend_hash_str_exists(given, ZEND_STRL("REQUEST_METHOD"))
		|| zend_hash_str_exists(given, ZEND_STRL("REQUEST_TIME"));
	size_t count = 0;
	size_t bytes = 0;
	zend_string *name;
	zval *value;
	memset(headers, 0, sizeof(*headers));
	ZEND_HASH_FOREACH_STR_KEY_VAL(given, name, value)
	{
		if (name == NULL || (is_server && !is_prefixed(name))) {
			continue;
		}
		count++;
		bytes += ZSTR_LEN(name);
		bytes += Z_TYPE_P(value) == IS_STRING ? Z_STRLEN_P(value) : 0;
		doku_notification_header header = doku_notification_header_from_name(doku_php_slice(name));
		if (header != DOKU_HEADER_COUNT) {
			add_header(headers, header, value);
		}
	}
	ZEND_HASH_FOREACH_END();
	if (count > DOKU_MAX_HEADERS || bytes > DOKU_MAX_HEADER_BYTES) {
		headers->is_too_large = true;
	}
}

/* Decodes a body that is genuine. The strict scan of the engine says what is accepted; the array
 * is then made by PHP's own decoder, which is twice as fast as json-c and a copy. */
static bool decode_body(zval *decoded, zend_string *body, size_t *members)
{
	doku_json_facts facts;
	ZVAL_UNDEF(decoded);
	if (!doku_json_scan(doku_php_slice(body), &facts) || !facts.is_container) {
		return false;
	}
	*members = facts.members;
	zend_long options = PHP_JSON_OBJECT_AS_ARRAY | PHP_JSON_BIGINT_AS_STRING;
	return php_json_decode_ex(
			   decoded, ZSTR_VAL(body), ZSTR_LEN(body), options, DOKU_MAX_JSON_DEPTH + 1)
		== SUCCESS;
}

static bool read_body(
	doku_notification *notification, zval *decoded, zend_string *body, doku_error *error)
{
	size_t members;
	if (!decode_body(decoded, body, &members)) {
		doku_notification_refuse_body(doku_php_slice(body), error);
		return false;
	}
	return doku_notification_read(
		notification, &doku_php_values, decoded, doku_php_slice(body), members, error);
}

/* Verifies and makes the object, or throws. No memory of the engine is held. */
static void run_notification(zval *return_value, doku_php_client *client, zend_string *body,
	HashTable *given_headers, doku_slice target)
{
	doku_notification notification;
	doku_notification_headers headers;
	doku_error error;
	zval decoded;
	ZVAL_UNDEF(&decoded);
	collect_headers(&headers, given_headers);
	if (doku_notification_check(&notification, &client->settings, &headers, doku_php_slice(body),
			target, (int64_t)time(NULL), &error)
		&& read_body(&notification, &decoded, body, &error)) {
		make_notification(return_value, &notification, &decoded, body);
		return;
	}
	zval_ptr_dtor(&decoded);
	doku_slice id = headers.values[DOKU_HEADER_REQUEST_ID];
	char request_id[DOKU_MAX_REQUEST_ID + 1];
	doku_error_copy_text(request_id, sizeof(request_id), id.data, id.length);
	doku_php_throw_error(&error, id.data == NULL ? NULL : request_id);
}

ZEND_METHOD(DokuAkulaku, parseNotification)
{
	zend_string *body;
	HashTable *headers;
	zend_string *target;
	ZEND_PARSE_PARAMETERS_START(3, 3)
		Z_PARAM_STR(body)
		Z_PARAM_ARRAY_HT(headers)
		Z_PARAM_STR(target)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (ZSTR_LEN(target) == 0) {
		zend_argument_value_error(3, "must be a path or a full address");
		RETURN_THROWS();
	}
	run_notification(return_value, client, body, headers, doku_php_slice(target));
}

/* $_SERVER as the SAPI filled it; NULL outside a web request. */
static HashTable *server_variables(void)
{
	zend_is_auto_global_str(ZEND_STRL("_SERVER"));
	zval *server = &PG(http_globals)[TRACK_VARS_SERVER];
	if (Z_TYPE_P(server) != IS_ARRAY
		|| !zend_hash_str_exists(Z_ARRVAL_P(server), ZEND_STRL("REQUEST_METHOD"))) {
		return NULL;
	}
	return Z_ARRVAL_P(server);
}

static zend_string *read_request_body(void)
{
	php_stream *input = php_stream_open_wrapper("php://input", "rb", 0, NULL);
	if (input == NULL) {
		return ZSTR_EMPTY_ALLOC();
	}
	zend_string *body = php_stream_copy_to_mem(input, PHP_STREAM_COPY_ALL, false);
	php_stream_close(input);
	return body == NULL ? ZSTR_EMPTY_ALLOC() : body;
}

ZEND_METHOD(DokuAkulaku, receiveNotification)
{
	zend_string *target = NULL;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_STR_OR_NULL(target)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	if (target != NULL && ZSTR_LEN(target) == 0) {
		zend_argument_value_error(1, "must be a path, a full address or null");
		RETURN_THROWS();
	}
	HashTable *server = server_variables();
	if (server == NULL) {
		zend_throw_error(NULL, "DokuAkulaku::receiveNotification() needs a web request");
		RETURN_THROWS();
	}
	if (target == NULL) {
		zval *uri = zend_hash_str_find(server, ZEND_STRL("REQUEST_URI"));
		if (uri == NULL || Z_TYPE_P(uri) != IS_STRING || Z_STRLEN_P(uri) == 0) {
			zend_throw_error(
				NULL, "The server gives no REQUEST_URI: pass the path that DOKU was given");
			RETURN_THROWS();
		}
		target = Z_STR_P(uri);
	}
	zend_string *body = read_request_body();
	run_notification(return_value, client, body, server, doku_php_slice(target));
	zend_string_release(body);
}
