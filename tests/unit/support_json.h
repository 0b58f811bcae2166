/*
 * Plain trees made of the strict reader's events, and a notification read as PHP reads one: the
 * same functions of the engine in the same order, with these trees in the place of PHP's values.
 */
#ifndef DOKU_TEST_SUPPORT_JSON_H
#define DOKU_TEST_SUPPORT_JSON_H

#include "json/reader.h"
#include "response/notification.h"
#include "support_tree.h"

/* Owns everything that was made of one text. */
typedef struct test_document {
	const test_node *root; /* NULL: refused before there was one */
	void **blocks;
	size_t count;
} test_document;

/* Reads to the last event; reader->fault says whether the text was taken. notification: NULL, or
 * what meets the fields; its nodes are test_node. */
void test_document_read(
	test_document *document, doku_json_reader *reader, doku_notification *notification);

void test_document_free(test_document *document);

/* The fault of a text. */
doku_json_fault test_json_fault(doku_slice text);

/* Check, read and finish. Free the document afterwards, in both cases. */
bool test_notification_verify(doku_notification *notification, test_document *document,
	const doku_settings *settings, const doku_notification_headers *headers, doku_slice body,
	doku_slice target, int64_t now, doku_error *error);

#endif
