#include "json.h"

#include <stdio.h>
#include <stdlib.h>

#include <json-c/json.h>

#include "reader.h"
#include "../base/caps.h"

/* json-c has names for these two since 0.16; before, the fields were the interface. */
#if JSON_C_VERSION_NUM < (16 << 8)
#define lh_table_head(table) ((table)->head)
#define lh_entry_next(entry) ((entry)->next)
#endif

struct doku_json_document {
	json_object *root;
};

/* json-c takes const away; nothing here changes a node. */
static json_object *node_object(const void *node)
{
	return (json_object *)node;
}

/* What is being made: the open containers, and room for a key, an unescaped text or a number. */
typedef struct maker {
	json_object *root;
	json_object *open[DOKU_MAX_JSON_DEPTH];
	doku_buffer text;
} maker;

/* The text as it is meant, with a NUL behind it; NULL when memory is out. */
static const char *text_of(maker *make, const doku_json_text *text)
{
	make->text.length = 0;
	if (!doku_buffer_reserve(&make->text, text->length + 1)) {
		return NULL;
	}
	doku_json_unescape(text, make->text.data);
	make->text.data[text->length] = '\0';
	return make->text.data;
}

/* strtod wants the decimal separator of the thread's locale. */
static double read_real(char *text)
{
	char probe[8];
	char *point = strchr(text, '.');
	if (point != NULL && snprintf(probe, sizeof(probe), "%.1f", 0.5) == 3) {
		*point = probe[1];
	}
	double number = strtod(text, NULL);
	if (point != NULL) {
		*point = '.';
	}
	return number;
}

/* json-c keeps the text beside the number: no digit is lost. */
static json_object *make_real(maker *make, doku_slice written)
{
	doku_json_text text = {written, written.length};
	if (text_of(make, &text) == NULL) {
		return NULL;
	}
	return json_object_new_double_s(read_real(make->text.data), make->text.data);
}

/* NULL: memory is out, or it is JSON's null. */
static json_object *make_value(maker *make, doku_json_event event, const doku_json_item *item)
{
	const char *text;
	switch (event) {
		case DOKU_JSON_EVENT_OBJECT:
			return json_object_new_object();
		case DOKU_JSON_EVENT_LIST:
			return json_object_new_array();
		case DOKU_JSON_EVENT_TEXT:
			text = text_of(make, &item->text);
			return text == NULL ? NULL : json_object_new_string_len(text, (int)item->text.length);
		case DOKU_JSON_EVENT_INTEGER:
			return json_object_new_int64(item->integer);
		case DOKU_JSON_EVENT_REAL:
			return make_real(make, item->written);
		case DOKU_JSON_EVENT_BOOLEAN:
			return json_object_new_boolean(item->boolean);
		default:
			return NULL;
	}
}

/* Takes over the value. */
static doku_json_status add_member(maker *make, json_object *parent, const doku_json_item *item,
	json_object *value, doku_json_reader *reader)
{
	const char *key = text_of(make, &item->key);
	if (key != NULL && json_object_object_get_ex(parent, key, NULL)) {
		doku_json_refuse(reader, DOKU_JSON_FAULT_KEY_TWICE);
		json_object_put(value);
		return DOKU_JSON_INVALID;
	}
	if (key == NULL
		|| json_object_object_add_ex(parent, key, value, JSON_C_OBJECT_ADD_KEY_IS_NEW) != 0) {
		json_object_put(value);
		return DOKU_JSON_NO_MEMORY;
	}
	return DOKU_JSON_OK;
}

/* Puts the event's value where it belongs. parent is NULL for the root. */
static doku_json_status add_value(maker *make, json_object *parent, doku_json_event event,
	const doku_json_item *item, doku_json_reader *reader)
{
	json_object *value = make_value(make, event, item);
	if (value == NULL && event != DOKU_JSON_EVENT_NULL) {
		return DOKU_JSON_NO_MEMORY;
	}
	if (event == DOKU_JSON_EVENT_OBJECT || event == DOKU_JSON_EVENT_LIST) {
		make->open[reader->depth - 1] = value;
	}
	if (parent == NULL) {
		make->root = value;
		return DOKU_JSON_OK;
	}
	if (item->key.written.data != NULL) {
		return add_member(make, parent, item, value, reader);
	}
	if (json_object_array_add(parent, value) != 0) {
		json_object_put(value);
		return DOKU_JSON_NO_MEMORY;
	}
	return DOKU_JSON_OK;
}

/* A scalar alone is read to its end too, for its verdict. */
static doku_json_status make_tree(maker *make, doku_json_reader *reader)
{
	doku_json_status status = DOKU_JSON_OK;
	bool is_scalar = false;
	while (status == DOKU_JSON_OK) {
		size_t depth = reader->depth;
		doku_json_item item;
		doku_json_event event = doku_json_next(reader, &item);
		if (event == DOKU_JSON_EVENT_REFUSED) {
			status = DOKU_JSON_INVALID;
		} else if (event == DOKU_JSON_EVENT_END) {
			return is_scalar ? DOKU_JSON_SCALAR : DOKU_JSON_OK;
		} else if (event != DOKU_JSON_EVENT_CLOSED) {
			is_scalar = depth == 0 && reader->depth == 0;
			json_object *parent = depth == 0 ? NULL : make->open[depth - 1];
			status = is_scalar ? status : add_value(make, parent, event, &item, reader);
		}
	}
	return status;
}

doku_json_status doku_json_parse(doku_slice text, doku_json_document **document)
{
	doku_json_reader reader;
	maker make;
	make.root = NULL;
	doku_buffer_init(&make.text, DOKU_MAX_BODY_BYTES + 1);
	doku_json_reader_init(&reader, text);
	doku_json_status status = make_tree(&make, &reader);
	doku_buffer_free(&make.text);
	*document = status == DOKU_JSON_OK ? calloc(1, sizeof(**document)) : NULL;
	if (*document != NULL) {
		(*document)->root = make.root;
		return DOKU_JSON_OK;
	}
	json_object_put(make.root);
	return status == DOKU_JSON_OK ? DOKU_JSON_NO_MEMORY : status;
}

void doku_json_free(doku_json_document *document)
{
	if (document != NULL) {
		json_object_put(document->root);
		free(document);
	}
}

const void *doku_json_root(const doku_json_document *document)
{
	return document->root;
}

const void *doku_json_member(const void *node, const char *name)
{
	json_object *value = NULL;
	if (!doku_json_is_object(node) || !json_object_object_get_ex(node_object(node), name, &value)) {
		return NULL;
	}
	return value;
}

bool doku_json_is_object(const void *node)
{
	return json_object_is_type(node_object(node), json_type_object);
}

bool doku_json_is_list(const void *node)
{
	return json_object_is_type(node_object(node), json_type_array);
}

doku_slice doku_json_string(const void *node)
{
	json_object *object = node_object(node);
	if (!json_object_is_type(object, json_type_string)) {
		return DOKU_SLICE_EMPTY;
	}
	return doku_slice_make(
		json_object_get_string(object), (size_t)json_object_get_string_len(object));
}

doku_slice doku_json_scalar(const void *node)
{
	json_object *object = node_object(node);
	if (json_object_is_type(object, json_type_int)
		|| json_object_is_type(object, json_type_double)) {
		/* json-c keeps the text that a double was parsed from */
		return doku_slice_from_string(json_object_get_string(object));
	}
	return doku_json_string(node);
}

static doku_value_type value_type(const void *node)
{
	switch (json_object_get_type(node_object(node))) {
		case json_type_boolean:
			return DOKU_VALUE_BOOLEAN;
		case json_type_int:
			return DOKU_VALUE_INTEGER;
		case json_type_double:
			return DOKU_VALUE_REAL;
		case json_type_string:
			return DOKU_VALUE_TEXT;
		case json_type_array:
			return DOKU_VALUE_LIST;
		case json_type_object:
			return DOKU_VALUE_MAP;
		case json_type_null:
			break;
	}
	return DOKU_VALUE_NULL;
}

static bool value_boolean(const void *node)
{
	return json_object_get_boolean(node_object(node)) != 0;
}

static int64_t value_integer(const void *node)
{
	return json_object_get_int64(node_object(node));
}

static double value_real(const void *node)
{
	return json_object_get_double(node_object(node));
}

static size_t value_count(const void *node)
{
	return doku_json_is_list(node) ? json_object_array_length(node_object(node))
								   : (size_t)json_object_object_length(node_object(node));
}

static void describe(doku_value_entry *entry, const void *node)
{
	entry->value = node;
	entry->type = value_type(node);
	if (entry->type == DOKU_VALUE_TEXT) {
		entry->text = doku_json_string(node);
	} else if (entry->type == DOKU_VALUE_INTEGER) {
		entry->integer = value_integer(node);
	}
}

static bool value_next(const void *node, doku_value_cursor *cursor, doku_value_entry *entry)
{
	json_object *object = node_object(node);
	if (doku_json_is_list(node)) {
		if (cursor->position >= json_object_array_length(object)) {
			return false;
		}
		entry->key = DOKU_SLICE_EMPTY;
		describe(entry, json_object_array_get_idx(object, cursor->position++));
		return true;
	}
	const struct lh_entry *member = cursor->position++ == 0
		? lh_table_head(json_object_get_object(object))
		: lh_entry_next((const struct lh_entry *)cursor->node);
	cursor->node = member;
	if (member == NULL) {
		return false;
	}
	entry->key = doku_slice_from_string(lh_entry_k(member));
	describe(entry, lh_entry_v(member));
	return true;
}

static const void *value_identity(const void *node)
{
	return node;
}

const doku_value_interface doku_json_values = {value_type, value_boolean, value_integer, value_real,
	doku_json_string, value_count, value_next, value_identity};

const char *doku_json_compiled_version(void)
{
	return JSON_C_VERSION;
}

const char *doku_json_linked_version(void)
{
	return json_c_version();
}
