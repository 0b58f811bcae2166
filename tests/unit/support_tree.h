/*
 * A tree of values of the tests' own: what JSON cannot express (NaN, objects, containers that
 * contain themselves, integer keys, texts that are not UTF-8) can stand in it.
 */
#ifndef DOKU_TEST_SUPPORT_TREE_H
#define DOKU_TEST_SUPPORT_TREE_H

#include "base/value.h"

typedef struct test_node test_node;

typedef struct test_member {
	doku_slice key;
	bool has_integer_key;
	int64_t integer_key;
	const test_node *value;
} test_member;

struct test_node {
	doku_value_type type;
	bool boolean;
	int64_t integer;
	double real;
	doku_slice text;
	const test_member *members; /* of a list too; its keys are ignored */
	size_t count;
};

extern const doku_value_interface test_tree_values;

/* Initialisers. */
#define TEST_NULL \
	{ \
		.type = DOKU_VALUE_NULL \
	}
#define TEST_BOOLEAN(b) \
	{ \
		.type = DOKU_VALUE_BOOLEAN, .boolean = (b) \
	}
#define TEST_INTEGER(n) \
	{ \
		.type = DOKU_VALUE_INTEGER, .integer = (n) \
	}
#define TEST_REAL(n) \
	{ \
		.type = DOKU_VALUE_REAL, .real = (n) \
	}
#define TEST_TEXT(t) \
	{ \
		.type = DOKU_VALUE_TEXT, .text = {(t), sizeof(t) - 1 } \
	}
#define TEST_OBJECT \
	{ \
		.type = DOKU_VALUE_UNSUPPORTED \
	}
#define TEST_CONTAINER(t, array) \
	{ \
		.type = (t), .members = (array), .count = sizeof(array) / sizeof(*(array)) \
	}
#define TEST_MAP(array) TEST_CONTAINER(DOKU_VALUE_MAP, array)
#define TEST_LIST(array) TEST_CONTAINER(DOKU_VALUE_LIST, array)
#define TEST_MEMBER(name, node) \
	{ \
		.key = {(name), sizeof(name) - 1}, .value = (node) \
	}

#endif
