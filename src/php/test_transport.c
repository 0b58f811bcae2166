#include "test_transport.h"

#include "zend_exceptions.h"

#include "convert.h"
#include "classes.h"
#include "request.h"

#include "../base/caps.h"

static const char shape_message[] =
	"The transport must return array{status: int, headers: array, body: string}";

static zval *find(HashTable *table, const char *name)
{
	zval *value = zend_hash_str_find(table, name, strlen(name));
	if (value != NULL) {
		ZVAL_DEREF(value);
	}
	return value;
}

/* Adds one header value; false when it is no text. */
static bool add_value(doku_answer *answer, zend_string *name, zval *value)
{
	ZVAL_DEREF(value);
	zend_string *text;
	if (Z_TYPE_P(value) == IS_STRING) {
		text = zend_string_copy(Z_STR_P(value));
	} else if (Z_TYPE_P(value) == IS_LONG) {
		text = zend_long_to_str(Z_LVAL_P(value));
	} else {
		return false;
	}
	switch (doku_answer_add_header(answer, doku_php_slice(name), doku_php_slice(text))) {
		case DOKU_ANSWER_ADDED:
			break;
		case DOKU_ANSWER_OVER_LIMIT:
			answer->result = DOKU_TRANSFER_TOO_LARGE;
			break;
		case DOKU_ANSWER_NO_MEMORY:
			answer->result = DOKU_TRANSFER_NO_MEMORY;
			break;
	}
	zend_string_release(text);
	return true;
}

static bool add_headers(doku_answer *answer, HashTable *headers)
{
	zend_string *name;
	zval *value;
	ZEND_HASH_FOREACH_STR_KEY_VAL(headers, name, value)
	{
		ZVAL_DEREF(value);
		if (name == NULL) {
			return false;
		}
		if (Z_TYPE_P(value) != IS_ARRAY) {
			if (!add_value(answer, name, value)) {
				return false;
			}
			continue;
		}
		zval *entry;
		ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), entry)
		{
			if (!add_value(answer, name, entry)) {
				return false;
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

/* Copies the returned array; false when its shape is wrong. */
static bool read_answer(zval *returned, doku_answer *answer)
{
	if (Z_TYPE_P(returned) != IS_ARRAY) {
		return false;
	}
	zval *status = find(Z_ARRVAL_P(returned), "status");
	zval *headers = find(Z_ARRVAL_P(returned), "headers");
	zval *body = find(Z_ARRVAL_P(returned), "body");
	if (status == NULL || Z_TYPE_P(status) != IS_LONG || Z_LVAL_P(status) < 100
		|| Z_LVAL_P(status) > 599 || headers == NULL || Z_TYPE_P(headers) != IS_ARRAY
		|| body == NULL || Z_TYPE_P(body) != IS_STRING) {
		return false;
	}
	answer->http_status = (int)Z_LVAL_P(status);
	if (!add_headers(answer, Z_ARRVAL_P(headers))) {
		return false;
	}
	if (!doku_buffer_append_slice(&answer->body, doku_php_slice(Z_STR_P(body)))) {
		answer->result = answer->body.state == DOKU_BUFFER_NO_MEMORY ? DOKU_TRANSFER_NO_MEMORY
																	 : DOKU_TRANSFER_TOO_LARGE;
	}
	return true;
}

/* "Not sent" and "unknown" can be thrown; anything else goes on its way. */
static bool read_exception(doku_php_call *state, doku_answer *answer)
{
	zend_object *thrown = EG(exception);
	if (instanceof_function(thrown->ce, doku_php_ce_connection_exception)) {
		answer->result = DOKU_TRANSFER_NOT_SENT;
		answer->sent = false;
	} else if (instanceof_function(thrown->ce, doku_php_ce_indeterminate_exception)) {
		answer->result = DOKU_TRANSFER_CUT_OFF;
	} else {
		return false;
	}
	snprintf(answer->detail, sizeof(answer->detail), "the transport said so");
	GC_ADDREF(thrown);
	zend_clear_exception();
	state->thrown = thrown;
	return true;
}

bool doku_php_attempt_by_test(doku_php_call *state, doku_php_client *client)
{
	doku_answer *answer = &state->answer;
	zval request;
	zval returned;
	zval callable;
	doku_php_make_request(&request, &state->call.request, client);
	ZVAL_UNDEF(&returned);
	ZVAL_COPY(&callable, &client->transport);
	call_user_function(NULL, NULL, &callable, &returned, 1, &request);
	zval_ptr_dtor(&callable);
	zval_ptr_dtor(&request);

	answer->result = DOKU_TRANSFER_ANSWERED;
	answer->sent = true;
	answer->received_at = (int64_t)time(NULL);
	bool done;
	if (EG(exception) != NULL) {
		done = read_exception(state, answer);
	} else {
		done = read_answer(&returned, answer);
		if (!done) {
			zend_type_error("%s", shape_message);
		}
	}
	zval_ptr_dtor(&returned);
	return done;
}
