#include "json.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <json-c/json.h>

#include "scan.h"
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

/* The text was accepted by the scan: what json-c then refuses can only be a lack of memory. */
static json_object *parse_scanned(doku_slice text)
{
	json_tokener *tokener = json_tokener_new_ex(DOKU_MAX_JSON_DEPTH + 1);
	if (tokener == NULL) {
		return NULL;
	}
	/* No flags: the scan was stricter than any of them, and STRICT of json-c 0.18 refuses every
	 * byte beyond ASCII. */
	json_object *root = json_tokener_parse_ex(tokener, text.data, (int)text.length);
	if (json_tokener_get_error(tokener) != json_tokener_success) {
		json_object_put(root);
		root = NULL;
	}
	json_tokener_free(tokener);
	return root;
}

static doku_slice trim_white_space(doku_slice text)
{
	while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) != NULL) {
		text.length--;
	}
	return text;
}

static doku_json_status parse_accepted(
	doku_slice text, size_t members, doku_json_document **document)
{
	doku_json_document *made = calloc(1, sizeof(*made));
	json_object *root = made == NULL ? NULL : parse_scanned(trim_white_space(text));
	if (root == NULL) {
		free(made);
		return DOKU_JSON_NO_MEMORY;
	}
	made->root = root;
	if (doku_value_count_members(&doku_json_values, root) != members) {
		doku_json_free(made); /* a duplicate key: json-c lets the later one replace the earlier */
		return DOKU_JSON_INVALID;
	}
	*document = made;
	return DOKU_JSON_OK;
}

doku_json_status doku_json_parse(doku_slice text, doku_json_document **document)
{
	*document = NULL;
	doku_json_facts facts;
	if (!doku_json_scan(text, &facts)) {
		return DOKU_JSON_INVALID;
	}
	if (!facts.is_container) {
		return DOKU_JSON_SCALAR;
	}
	if (facts.big_integers == 0) {
		return parse_accepted(text, facts.members, document);
	}
	doku_buffer quoted;
	doku_buffer_init(&quoted, text.length + 2 * facts.big_integers);
	doku_json_status status = DOKU_JSON_NO_MEMORY;
	if (doku_json_scan_and_quote(text, &facts, &quoted)) {
		status = parse_accepted(doku_buffer_slice(&quoted), facts.members, document);
	}
	doku_buffer_free(&quoted);
	return status;
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
