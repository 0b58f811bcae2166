#include "body.h"

#include "zend_strtod.h"

#include "convert.h"

/* ---- names ---- */

/* Keys of DOKU's documents: made once, with their hashes, so that no body makes them again. */
static const char *const names[] = {"acquirer", "additional_info", "amount", "apiFormat", "channel",
	"code", "created_date", "customer", "date", "email", "expired_date", "id", "identifier",
	"invoice_number", "merchant_unique_reference", "message", "name", "order", "origin",
	"original_request_id", "payment", "peer_to_peer_info", "phone", "product", "service", "source",
	"state", "status", "system", "transaction", "type", "url", "value", "virtual_account_number"};

#define NAME_SLOTS 64

/* At most one name a slot. */
static zend_string *name_slots[NAME_SLOTS];

/* Of a name that is not empty. The factors were tried out: no two of the names share a slot. */
static zend_always_inline size_t slot_of(const char *name, size_t length)
{
	return (length * 18 + (size_t)(unsigned char)name[0] * 30
			   + (size_t)(unsigned char)name[length - 1] * 14 + (unsigned char)name[length / 2])
		% NAME_SLOTS;
}

void doku_php_body_register_names(void)
{
	memset(name_slots, 0, sizeof(name_slots)); /* of a module start before this one */
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length = strlen(names[i]);
		ZEND_ASSERT(name_slots[slot_of(names[i], length)] == NULL);
		name_slots[slot_of(names[i], length)] = zend_string_init_interned(names[i], length, true);
	}
}

/* NULL: no such name. */
static zend_always_inline zend_string *find_name(doku_slice key)
{
	if (key.length == 0) {
		return NULL;
	}
	zend_string *name = name_slots[slot_of(key.data, key.length)];
	return name != NULL && zend_string_equals_cstr(name, key.data, key.length) ? name : NULL;
}

/* ---- texts ---- */

static zend_never_inline zend_string *make_unescaped(const doku_json_text *text)
{
	zend_string *made = zend_string_alloc(text->length, false);
	doku_json_unescape(text, ZSTR_VAL(made));
	ZSTR_VAL(made)[text->length] = '\0';
	return made;
}

static zend_always_inline zend_string *make_text(const doku_json_text *text)
{
	if (UNEXPECTED(text->length != text->written.length)) {
		return make_unescaped(text);
	}
	return zend_string_init_fast(text->written.data, text->length);
}

static zend_always_inline zend_string *make_key(const doku_json_text *text)
{
	zend_string *name = text->length == text->written.length ? find_name(text->written) : NULL;
	return name != NULL ? name : make_text(text);
}

/* ---- values ---- */

static zend_always_inline void make_value(
	zval *value, doku_json_event event, const doku_json_item *item)
{
	switch (event) {
		case DOKU_JSON_EVENT_TEXT:
			ZVAL_STR(value, make_text(&item->text));
			break;
		case DOKU_JSON_EVENT_OBJECT:
		case DOKU_JSON_EVENT_LIST:
			ZVAL_ARR(value, zend_new_array(0));
			break;
		case DOKU_JSON_EVENT_INTEGER:
			ZVAL_LONG(value, (zend_long)item->integer);
			break;
		case DOKU_JSON_EVENT_REAL:
			/* by PHP's own reader: no locale takes part. The text ends with a NUL, and no number
			 * goes on over what stands behind this one. */
			ZVAL_DOUBLE(value, zend_strtod(item->written.data, NULL));
			break;
		case DOKU_JSON_EVENT_BOOLEAN:
			ZVAL_BOOL(value, item->boolean);
			break;
		default:
			ZVAL_NULL(value);
			break;
	}
}

static const void *node_of(const zval *value)
{
	return Z_TYPE_P(value) == IS_STRING || Z_TYPE_P(value) == IS_ARRAY ? Z_PTR_P(value) : NULL;
}

/* What is being made. */
typedef struct maker {
	doku_json_reader *reader;
	doku_notification *notification;
	zend_array *open[DOKU_MAX_JSON_DEPTH];
} maker;

static zend_always_inline void meet(maker *make, size_t depth, doku_json_event event,
	const doku_json_item *item, const zend_string *key, const zval *value)
{
	if (!doku_notification_wants(make->notification, depth)) {
		return;
	}
	doku_notification_event met;
	met.event = event;
	met.depth = depth;
	met.item = item;
	met.key = key == NULL ? DOKU_SLICE_EMPTY : doku_php_slice(key);
	met.text = Z_TYPE_P(value) == IS_STRING ? doku_php_slice(Z_STR_P(value)) : DOKU_SLICE_EMPTY;
	met.node = node_of(value);
	doku_notification_meet(make->notification, make->reader, &met);
}

/* "1" becomes 1, as in every array. NULL: the key came before. */
static zend_always_inline zval *add_member(zend_array *parent, zend_string *key, zval *value)
{
	zend_ulong index;
	if (UNEXPECTED(ZEND_HANDLE_NUMERIC_STR(ZSTR_VAL(key), ZSTR_LEN(key), index))) {
		return zend_hash_index_add(parent, index, value);
	}
	return zend_hash_add(parent, key, value);
}

/* Puts a value into what is open; takes it over. */
static zend_always_inline void add_value(
	maker *make, size_t depth, doku_json_event event, const doku_json_item *item, zval *value)
{
	zend_array *parent = make->open[depth - 1];
	if (item->key.written.data == NULL) {
		zend_hash_next_index_insert_new(parent, value);
		meet(make, depth, event, item, NULL, value);
		return;
	}
	zend_string *key = make_key(&item->key);
	if (EXPECTED(add_member(parent, key, value) != NULL)) {
		meet(make, depth, event, item, key, value);
	} else {
		zval_ptr_dtor(value);
		doku_json_refuse(make->reader, DOKU_JSON_FAULT_KEY_TWICE);
	}
	zend_string_release(key);
}

void doku_php_read_body(zval *target, doku_json_reader *reader, doku_notification *notification)
{
	DOKU_NOT_ZEROED maker make;
	make.reader = reader;
	make.notification = notification;
	doku_json_item item;
	ZVAL_NULL(target);
	for (;;) {
		size_t depth = reader->depth;
		doku_json_event event = doku_json_next(reader, &item);
		if (event <= DOKU_JSON_EVENT_END) {
			return;
		}
		zval value;
		ZVAL_UNDEF(&value);
		if (event == DOKU_JSON_EVENT_CLOSED) {
			ZVAL_NULL(&value);
			meet(&make, depth - 1, event, &item, NULL, &value);
			continue;
		}
		make_value(&value, event, &item);
		if (reader->depth > depth) {
			make.open[depth] = Z_ARR(value);
		}
		if (EXPECTED(depth > 0)) {
			add_value(&make, depth, event, &item, &value);
		} else {
			ZVAL_COPY_VALUE(target, &value);
			meet(&make, 0, event, &item, NULL, &value);
		}
	}
}
