#include "support_json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void *keep(test_document *document, void *block)
{
	void **blocks = realloc(document->blocks, (document->count + 1) * sizeof(*blocks));
	if (blocks == NULL || block == NULL) {
		fprintf(stderr, "out of memory in a test's tree\n");
		exit(2);
	}
	document->blocks = blocks;
	document->blocks[document->count++] = block;
	return block;
}

/* An open container. */
typedef struct level {
	test_node *node;
	test_member *members;
	size_t count;
	size_t room;
} level;

typedef struct maker {
	test_document *document;
	doku_json_reader *reader;
	doku_notification *notification;
	level levels[DOKU_MAX_JSON_DEPTH];
} maker;

static doku_slice unescaped(test_document *document, const doku_json_text *text)
{
	if (text->written.data == NULL) {
		return DOKU_SLICE_EMPTY;
	}
	char *room = keep(document, malloc(text->length == 0 ? 1 : text->length));
	doku_json_unescape(text, room);
	return doku_slice_make(room, text->length);
}

static test_node *make_node(
	test_document *document, doku_json_event event, const doku_json_item *item)
{
	test_node *node = keep(document, calloc(1, sizeof(*node)));
	char digits[512];
	switch (event) {
		case DOKU_JSON_EVENT_OBJECT:
			node->type = DOKU_VALUE_MAP;
			break;
		case DOKU_JSON_EVENT_LIST:
			node->type = DOKU_VALUE_LIST;
			break;
		case DOKU_JSON_EVENT_TEXT:
			node->type = DOKU_VALUE_TEXT;
			node->text = unescaped(document, &item->text);
			break;
		case DOKU_JSON_EVENT_INTEGER:
			node->type = DOKU_VALUE_INTEGER;
			node->integer = item->integer;
			break;
		case DOKU_JSON_EVENT_REAL:
			node->type = DOKU_VALUE_REAL;
			snprintf(digits, sizeof(digits), "%.*s", (int)item->written.length, item->written.data);
			node->real = strtod(digits, NULL);
			break;
		case DOKU_JSON_EVENT_BOOLEAN:
			node->type = DOKU_VALUE_BOOLEAN;
			node->boolean = item->boolean;
			break;
		default:
			node->type = DOKU_VALUE_NULL;
			break;
	}
	return node;
}

static bool has_key(const level *parent, doku_slice key)
{
	for (size_t i = 0; i < parent->count; i++) {
		if (doku_slice_equals(parent->members[i].key, key)) {
			return true;
		}
	}
	return false;
}

/* False: the key came before. */
static bool add_member(level *parent, doku_slice key, const test_node *value)
{
	if (parent->node->type == DOKU_VALUE_MAP && has_key(parent, key)) {
		return false;
	}
	if (parent->count == parent->room) {
		parent->room = parent->room == 0 ? 8 : 2 * parent->room;
		parent->members = realloc(parent->members, parent->room * sizeof(*parent->members));
		if (parent->members == NULL) {
			exit(2);
		}
	}
	parent->members[parent->count++] = (test_member){.key = key, .value = value};
	return true;
}

static void close_level(maker *make, level *closed)
{
	closed->node->members = closed->members == NULL ? NULL : keep(make->document, closed->members);
	closed->node->count = closed->count;
	closed->members = NULL;
}

static void meet(maker *make, size_t depth, doku_json_event event, const doku_json_item *item,
	doku_slice key, const test_node *node)
{
	if (make->notification == NULL || !doku_notification_wants(make->notification, depth)) {
		return;
	}
	doku_notification_event met = {.event = event,
		.depth = depth,
		.item = item,
		.key = key,
		.text = event == DOKU_JSON_EVENT_TEXT ? node->text : DOKU_SLICE_EMPTY,
		.node = node};
	doku_notification_meet(make->notification, make->reader, &met);
}

static void add_value(maker *make, size_t depth, doku_json_event event, const doku_json_item *item)
{
	test_node *node = make_node(make->document, event, item);
	doku_slice key = unescaped(make->document, &item->key);
	if (make->reader->depth > depth) {
		make->levels[depth] = (level){.node = node};
	}
	if (depth == 0) {
		make->document->root = node;
	} else if (!add_member(&make->levels[depth - 1], key, node)) {
		doku_json_refuse(make->reader, DOKU_JSON_FAULT_KEY_TWICE);
		return;
	}
	meet(make, depth, event, item, key, node);
}

void test_document_read(
	test_document *document, doku_json_reader *reader, doku_notification *notification)
{
	maker make = {.document = document, .reader = reader, .notification = notification};
	memset(document, 0, sizeof(*document));
	for (;;) {
		size_t depth = reader->depth;
		doku_json_item item;
		doku_json_event event = doku_json_next(reader, &item);
		if (event == DOKU_JSON_EVENT_REFUSED || event == DOKU_JSON_EVENT_END) {
			break;
		}
		if (event == DOKU_JSON_EVENT_CLOSED) {
			close_level(&make, &make.levels[depth - 1]);
			meet(&make, depth - 1, event, &item, DOKU_SLICE_EMPTY, NULL);
		} else {
			add_value(&make, depth, event, &item);
		}
	}
	for (size_t i = 0; i < DOKU_MAX_JSON_DEPTH; i++) {
		free(make.levels[i].members); /* of a refused text */
	}
}

void test_document_free(test_document *document)
{
	for (size_t i = 0; i < document->count; i++) {
		free(document->blocks[i]);
	}
	free(document->blocks);
	memset(document, 0, sizeof(*document));
}

doku_json_fault test_json_fault(doku_slice text)
{
	doku_json_reader reader;
	test_document document;
	doku_json_reader_init(&reader, text);
	test_document_read(&document, &reader, NULL);
	test_document_free(&document);
	return reader.fault;
}

bool test_notification_verify(doku_notification *notification, test_document *document,
	const doku_settings *settings, const doku_notification_headers *headers, doku_slice body,
	doku_slice target, int64_t now, doku_error *error)
{
	doku_json_reader reader;
	memset(document, 0, sizeof(*document));
	if (!doku_notification_check(notification, settings, headers, body, target, now, error)) {
		return false;
	}
	doku_json_reader_init(&reader, body);
	test_document_read(document, &reader, notification);
	return doku_notification_finish(notification, &reader, body, error);
}
