#include "support_tree.h"

#include <inttypes.h>
#include <stdio.h>

static const test_node *node_of(const void *value)
{
	return value;
}

static doku_value_type tree_type(const void *value)
{
	return node_of(value)->type;
}

static bool tree_boolean(const void *value)
{
	return node_of(value)->boolean;
}

static int64_t tree_integer(const void *value)
{
	return node_of(value)->integer;
}

static double tree_real(const void *value)
{
	return node_of(value)->real;
}

static doku_slice tree_text(const void *value)
{
	return node_of(value)->text;
}

static size_t tree_count(const void *value)
{
	return node_of(value)->count;
}

static bool tree_next(const void *container, doku_value_cursor *cursor, doku_value_entry *entry)
{
	const test_node *node = node_of(container);
	if (cursor->position >= node->count) {
		return false;
	}
	const test_member *member = &node->members[cursor->position++];
	entry->key = member->key;
	if (member->has_integer_key) {
		int length =
			snprintf(entry->key_digits, sizeof(entry->key_digits), "%" PRId64, member->integer_key);
		entry->key = doku_slice_make(entry->key_digits, (size_t)length);
	}
	entry->value = member->value;
	entry->type = tree_type(member->value);
	entry->integer = tree_integer(member->value);
	entry->text = tree_text(member->value);
	return true;
}

static const void *tree_identity(const void *container)
{
	return container;
}

const doku_value_interface test_tree_values = {tree_type, tree_boolean, tree_integer, tree_real,
	tree_text, tree_count, tree_next, tree_identity};
