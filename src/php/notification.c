/*
 * DokuAkulaku\Notification: parseNotification() and receiveNotification().
 */
#include "../response/notification.h"

#include "../../php_doku_akulaku.h"

#include "zend_exceptions.h"

#include "body.h"
#include "client.h"
#include "convert.h"
#include "exceptions.h"
#include "logger.h"
#include "status.h"
#include "web_request.h"

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
static void copy_identifiers(zval *target, const doku_notification_list *list)
{
	if (list->node == NULL) {
		ZVAL_EMPTY_ARRAY(target);
		return;
	}
	zval identifiers;
	ZVAL_ARR(&identifiers, (zend_array *)list->node);
	Z_ADDREF(identifiers);
	if (list->is_list) {
		ZVAL_COPY_VALUE(target, &identifiers);
		return;
	}
	array_init_size(target, 1);
	zend_hash_next_index_insert_new(Z_ARRVAL_P(target), &identifiers);
}

/* The body's own string, where there is one. */
static void set_text(zend_object *object, uint32_t place, const doku_notification_text *text)
{
	if (text->node != NULL) {
		ZVAL_STR_COPY(OBJ_PROP_NUM(object, place), (zend_string *)text->node);
	} else {
		doku_php_string_or_null(OBJ_PROP_NUM(object, place), text->text);
	}
}

/* Takes over the decoded body. */
static void make_notification(
	zval *target, const doku_notification *notification, zval *body, zend_string *raw_body)
{
	zend_object *object = doku_php_new_value_object(doku_php_ce_notification);
	ZVAL_OBJ(target, object);
	doku_php_status_case(OBJ_PROP_NUM(object, NOTIFICATION_STATUS), notification->status);
	set_text(object, NOTIFICATION_INVOICE_NUMBER, &notification->invoice);
	if (notification->has_amount) {
		ZVAL_LONG(OBJ_PROP_NUM(object, NOTIFICATION_AMOUNT), (zend_long)notification->amount);
	} else {
		ZVAL_NULL(OBJ_PROP_NUM(object, NOTIFICATION_AMOUNT));
	}
	doku_php_string(OBJ_PROP_NUM(object, NOTIFICATION_REQUEST_ID), notification->request_id);
	ZVAL_LONG(OBJ_PROP_NUM(object, NOTIFICATION_TIMESTAMP), (zend_long)notification->timestamp);
	set_text(object, NOTIFICATION_ORIGINAL_REQUEST_ID, &notification->original_request_id);
	set_text(object, NOTIFICATION_MERCHANT_UNIQUE_REFERENCE, &notification->reference);
	copy_identifiers(OBJ_PROP_NUM(object, NOTIFICATION_IDENTIFIERS), &notification->identifiers);
	set_text(object, NOTIFICATION_CHANNEL, &notification->channel);
	doku_php_set_property(object, NOTIFICATION_BODY, body);
	ZVAL_STR_COPY(OBJ_PROP_NUM(object, NOTIFICATION_RAW_BODY), raw_body);
}

/* ---- headers ---- */

static void add_value(doku_notification_headers *headers, doku_slice name, zval *value)
{
	ZVAL_DEREF(value);
	if (EXPECTED(Z_TYPE_P(value) == IS_STRING)) {
		doku_notification_add_header(headers, name, doku_php_slice(Z_STR_P(value)));
	} else if (Z_TYPE_P(value) == IS_NULL) {
		doku_notification_add_header(headers, name, DOKU_SLICE_EMPTY);
	} else {
		doku_notification_add_no_text(headers, name);
	}
}

static void add_header(doku_notification_headers *headers, doku_slice name, zval *value)
{
	ZVAL_DEREF(value);
	if (EXPECTED(Z_TYPE_P(value) != IS_ARRAY)) {
		add_value(headers, name, value);
		return;
	}
	zval *entry;
	ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), entry)
	{
		add_value(headers, name, entry);
	}
	ZEND_HASH_FOREACH_END();
}

/* "Client-Id: MCH-1" without a name of its own. */
static bool is_line(zval *value)
{
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_STRING
		&& memchr(Z_STRVAL_P(value), ':', Z_STRLEN_P(value)) != NULL;
}

/* $_SERVER also holds the server's own variables; there only the names with HTTP_ are headers. */
static void collect_headers(doku_notification_headers *headers, HashTable *given)
{
	bool is_server = zend_hash_str_exists(given, ZEND_STRL("REQUEST_METHOD"))
		|| zend_hash_str_exists(given, ZEND_STRL("REQUEST_TIME"));
	zend_string *name;
	zval *value;
	memset(headers, 0, sizeof(*headers));
	ZEND_HASH_FOREACH_STR_KEY_VAL(given, name, value)
	{
		if (name == NULL) {
			headers->are_lines = headers->are_lines || is_line(value);
		} else if (!is_server || zend_string_starts_with_literal(name, "HTTP_")) {
			add_header(headers, doku_php_slice(name), value);
		}
	}
	ZEND_HASH_FOREACH_END();
}

/* ---- the two methods ---- */

/* Verifies and makes the object, or throws. No memory of the engine is held. */
static void run_notification(zval *return_value, doku_php_client *client, zend_string *body,
	HashTable *given_headers, doku_slice target)
{
	doku_notification notification;
	doku_notification_headers headers;
	DOKU_NOT_ZEROED doku_json_reader reader;
	DOKU_NOT_ZEROED doku_error error;
	zval decoded;
	ZVAL_UNDEF(&decoded);
	collect_headers(&headers, given_headers);
	bool is_genuine = doku_notification_check(&notification, &client->settings, &headers,
		doku_php_slice(body), target, (int64_t)time(NULL), &error);
	if (is_genuine) {
		doku_json_reader_init(&reader, doku_php_slice(body));
		doku_php_read_body(&decoded, &reader, &notification);
		if (doku_notification_finish(&notification, &reader, doku_php_slice(body), &error)) {
			make_notification(return_value, &notification, &decoded, body);
			return;
		}
	}
	doku_slice id = headers.values[DOKU_HEADER_REQUEST_ID];
	char request_id[DOKU_MAX_REQUEST_ID + 1];
	doku_error_copy_text(request_id, sizeof(request_id), id.data, id.length);
	bool may_throw = !is_genuine || notification.amount_written.data == NULL
		|| doku_php_log_unreadable_amount(client, &notification, &error);
	zval_ptr_dtor(&decoded);
	if (may_throw) {
		doku_php_throw_error(&error, id.data == NULL ? NULL : request_id);
	}
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
	if (!doku_notification_is_target(doku_php_slice(target))) {
		zend_argument_value_error(
			3, "must be the path or the full address that DOKU was given, such as /doku/notify");
		RETURN_THROWS();
	}
	run_notification(return_value, client, body, headers, doku_php_slice(target));
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
	if (target != NULL && !doku_notification_is_target(doku_php_slice(target))) {
		zend_argument_value_error(
			1, "must be null, or the path or the full address that DOKU was given");
		RETURN_THROWS();
	}
	zval server;
	if (!doku_php_server_variables(&server)) {
		zend_throw_error(NULL,
			"DokuAkulaku::receiveNotification() needs a web request of PHP's own; in a worker "
			"(Swoole, RoadRunner, ...) and on the command line call "
			"parseNotification($body, $headers, $requestTarget)");
		RETURN_THROWS();
	}
	if (target == NULL) {
		zval *uri = zend_hash_str_find(Z_ARRVAL(server), ZEND_STRL("REQUEST_URI"));
		if (uri == NULL || Z_TYPE_P(uri) != IS_STRING || Z_STRLEN_P(uri) == 0) {
			zval_ptr_dtor(&server);
			zend_throw_error(
				NULL, "The server gives no REQUEST_URI: pass the path that DOKU was given");
			RETURN_THROWS();
		}
		target = Z_STR_P(uri);
	}
	zend_string *body = doku_php_request_body();
	run_notification(return_value, client, body, Z_ARRVAL(server), doku_php_slice(target));
	zend_string_release(body);
	zval_ptr_dtor(&server);
}
