#include "convert.h"

#include <stdio.h>

#include "zend_strtod.h"

static const zval *deref(const void *value)
{
	const zval *given = value;
	return Z_TYPE_P(given) == IS_REFERENCE ? Z_REFVAL_P(given) : given;
}

/* Rare next to texts and numbers, so not in line with them. */
static zend_never_inline doku_value_type array_type(HashTable *table)
{
	return zend_array_is_list(table) ? DOKU_VALUE_LIST : DOKU_VALUE_MAP;
}

static doku_value_type value_type(const void *value)
{
	const zval *given = deref(value);
	switch (Z_TYPE_P(given)) {
		case IS_UNDEF:
		case IS_NULL:
			return DOKU_VALUE_NULL;
		case IS_FALSE:
		case IS_TRUE:
			return DOKU_VALUE_BOOLEAN;
		case IS_LONG:
			return DOKU_VALUE_INTEGER;
		case IS_DOUBLE:
			return DOKU_VALUE_REAL;
		case IS_STRING:
			return DOKU_VALUE_TEXT;
		case IS_ARRAY:
			return array_type(Z_ARRVAL_P(given));
		default:
			return DOKU_VALUE_UNSUPPORTED;
	}
}

static bool value_boolean(const void *value)
{
	return Z_TYPE_P(deref(value)) == IS_TRUE;
}

static int64_t value_integer(const void *value)
{
	return Z_LVAL_P(deref(value));
}

static double value_real(const void *value)
{
	return Z_DVAL_P(deref(value));
}

static doku_slice value_text(const void *value)
{
	return doku_php_slice(Z_STR_P(deref(value)));
}

static size_t value_count(const void *value)
{
	return zend_hash_num_elements(Z_ARRVAL_P(deref(value)));
}

static zend_never_inline void set_digits_key(doku_value_entry *entry, zend_ulong index)
{
	entry->key.length = (size_t)snprintf(
		entry->key_digits, sizeof(entry->key_digits), "%lld", (long long)(zend_long)index);
	entry->key.data = entry->key_digits;
}

/* Texts and numbers, which most entries are, first. */
static zend_always_inline void describe(doku_value_entry *entry, const zval *value)
{
	ZVAL_DEREF(value);
	entry->value = value;
	if (Z_TYPE_P(value) == IS_STRING) {
		entry->type = DOKU_VALUE_TEXT;
		entry->text = doku_php_slice(Z_STR_P(value));
	} else if (Z_TYPE_P(value) == IS_LONG) {
		entry->type = DOKU_VALUE_INTEGER;
		entry->integer = Z_LVAL_P(value);
	} else {
		entry->type = value_type(value);
	}
}

static zend_never_inline bool next_of_packed(
	const HashTable *table, doku_value_cursor *cursor, doku_value_entry *entry)
{
	while (cursor->position < table->nNumUsed) {
		size_t position = cursor->position++;
		const zval *value = &table->arPacked[position];
		if (Z_TYPE_P(value) != IS_UNDEF) {
			entry->key = DOKU_SLICE_EMPTY;
			if (zend_hash_num_elements(table) != table->nNumUsed) {
				/* with holes it is a map; the keys of a list are not asked for */
				set_digits_key(entry, position);
			}
			describe(entry, value);
			return true;
		}
	}
	return false;
}

static bool value_next(const void *value, doku_value_cursor *cursor, doku_value_entry *entry)
{
	const HashTable *table = Z_ARRVAL_P(deref(value));
	if (HT_IS_PACKED(table)) {
		return next_of_packed(table, cursor, entry);
	}
	const Bucket *bucket = table->arData + cursor->position;
	const Bucket *end = table->arData + table->nNumUsed;
	while (bucket < end && Z_TYPE(bucket->val) == IS_UNDEF) {
		bucket++;
	}
	if (bucket >= end) {
		return false;
	}
	cursor->position = (size_t)(bucket - table->arData) + 1;
	if (EXPECTED(bucket->key != NULL)) {
		entry->key = doku_php_slice(bucket->key);
	} else {
		set_digits_key(entry, bucket->h);
	}
	describe(entry, &bucket->val);
	return true;
}

static const void *value_identity(const void *value)
{
	return Z_ARRVAL_P(deref(value));
}

const doku_value_interface doku_php_values = {value_type, value_boolean, value_integer, value_real,
	value_text, value_count, value_next, value_identity};

void doku_php_string(zval *target, doku_slice text)
{
	ZVAL_STRINGL_FAST(target, text.length == 0 ? "" : text.data, text.length);
}

void doku_php_string_or_null(zval *target, doku_slice text)
{
	if (text.data == NULL) {
		ZVAL_NULL(target);
	} else {
		doku_php_string(target, text);
	}
}

/* Keys are unique: the reader has refused anything else. "1" becomes 1, as in every array. */
static void add_member(HashTable *table, doku_slice key, zval *value)
{
	zend_ulong index;
	if (ZEND_HANDLE_NUMERIC_STR(key.data, key.length, index)) {
		zend_hash_index_add_new(table, index, value);
		return;
	}
	zend_string *name = zend_string_init(key.data, key.length, false);
	zend_hash_add_new(table, name, value);
	zend_string_release(name);
}

static void from_json_container(zval *target, const void *node, bool is_list)
{
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	array_init_size(target, (uint32_t)doku_json_values.count(node));
	while (doku_json_values.next(node, &cursor, &entry)) {
		zval value;
		doku_php_from_json(&value, entry.value);
		if (is_list) {
			zend_hash_next_index_insert_new(Z_ARRVAL_P(target), &value);
		} else {
			add_member(Z_ARRVAL_P(target), entry.key, &value);
		}
	}
}

void doku_php_from_json(zval *target, const void *node)
{
	switch (doku_json_values.type(node)) {
		case DOKU_VALUE_NULL:
		case DOKU_VALUE_UNSUPPORTED:
			ZVAL_NULL(target);
			break;
		case DOKU_VALUE_BOOLEAN:
			ZVAL_BOOL(target, doku_json_values.boolean(node));
			break;
		case DOKU_VALUE_INTEGER:
			ZVAL_LONG(target, (zend_long)doku_json_values.integer(node));
			break;
		case DOKU_VALUE_REAL:
			/* from the text as written, by PHP's own reader: no locale takes part */
			ZVAL_DOUBLE(target, zend_strtod(doku_json_scalar(node).data, NULL));
			break;
		case DOKU_VALUE_TEXT:
			doku_php_string(target, doku_json_string(node));
			break;
		case DOKU_VALUE_LIST:
			from_json_container(target, node, true);
			break;
		case DOKU_VALUE_MAP:
			from_json_container(target, node, false);
			break;
	}
}

void doku_php_identifiers(zval *target, const void *node)
{
	if (node == NULL) {
		ZVAL_EMPTY_ARRAY(target);
		return;
	}
	if (doku_json_is_list(node)) {
		doku_php_from_json(target, node);
		return;
	}
	zval single;
	doku_php_from_json(&single, node);
	array_init_size(target, 1);
	zend_hash_next_index_insert_new(Z_ARRVAL_P(target), &single);
}
