/*
 * Any bytes through the strict reader with two makers of trees, and through the writer. Both makers
 * take the same texts and make the same tree; what is read, written and read again must be the same
 * tree and the same bytes.
 */
#include <math.h>

#include "base/caps.h"
#include "fuzz.h"
#include "json/json.h"
#include "response/amount.h"
#include "response/mask.h"
#include "payload/payload.h"
#include "base/utf8.h"
#include "support_json.h"

/* json-c's tree against the plain one. Both keep the order of the text. */
static void compare(const void *node, const test_node *plain, size_t depth)
{
	FUZZ_REQUIRE(depth <= DOKU_MAX_JSON_DEPTH);
	FUZZ_REQUIRE(doku_json_values.type(node) == plain->type);
	switch (plain->type) {
		case DOKU_VALUE_TEXT:
			FUZZ_REQUIRE(doku_slice_equals(doku_json_string(node), plain->text));
			FUZZ_REQUIRE(doku_text_inspect(plain->text).valid);
			break;
		case DOKU_VALUE_INTEGER:
			FUZZ_REQUIRE(doku_json_values.integer(node) == plain->integer);
			break;
		case DOKU_VALUE_REAL:
			/* the plain tree's text is cut where it is very long */
			FUZZ_REQUIRE(
				doku_json_values.real(node) == plain->real || doku_json_scalar(node).length > 500);
			break;
		case DOKU_VALUE_BOOLEAN:
			FUZZ_REQUIRE(doku_json_values.boolean(node) == plain->boolean);
			break;
		default:
			break;
	}
	if (plain->type != DOKU_VALUE_LIST && plain->type != DOKU_VALUE_MAP) {
		return;
	}
	FUZZ_REQUIRE(doku_json_values.count(node) == plain->count);
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	for (size_t i = 0; i < plain->count; i++) {
		FUZZ_REQUIRE(doku_json_values.next(node, &cursor, &entry));
		FUZZ_REQUIRE(doku_slice_equals(entry.key, plain->members[i].key));
		compare(entry.value, plain->members[i].value, depth + 1);
	}
	FUZZ_REQUIRE(!doku_json_values.next(node, &cursor, &entry));
}

/* Writes the tree; false when it holds what cannot be sent. */
static bool write_tree(const doku_json_document *document, doku_buffer *out)
{
	doku_payload payload;
	doku_payload_init(&payload);
	FUZZ_REQUIRE(doku_payload_build(
		&payload, &doku_free_rules, &doku_json_values, doku_json_root(document)));
	bool clean = payload.violations.count == 0;
	if (clean) {
		FUZZ_REQUIRE(doku_buffer_append_slice(out, doku_buffer_slice(&payload.json)));
	}
	doku_payload_free(&payload);
	return clean;
}

static void check_round_trip(const doku_json_document *document)
{
	doku_buffer first;
	doku_buffer second;
	doku_buffer_init(&first, DOKU_MAX_BODY_BYTES);
	doku_buffer_init(&second, DOKU_MAX_BODY_BYTES);
	if (write_tree(document, &first)) {
		doku_json_document *again = NULL;
		FUZZ_REQUIRE(doku_json_parse(doku_buffer_slice(&first), &again) == DOKU_JSON_OK);
		FUZZ_REQUIRE(write_tree(again, &second));
		FUZZ_REQUIRE(doku_slice_equals(doku_buffer_slice(&first), doku_buffer_slice(&second)));
		doku_json_free(again);
	}
	doku_buffer_free(&first);
	doku_buffer_free(&second);
}

static void check_mask(doku_slice text)
{
	doku_buffer out;
	doku_buffer_init(&out, 8u * DOKU_MAX_BODY_BYTES);
	FUZZ_REQUIRE(doku_mask_body(text, &out));
	doku_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	doku_slice text = doku_slice_make((const char *)data, size);
	doku_json_reader reader;
	test_document plain;
	doku_json_reader_init(&reader, text);
	test_document_read(&plain, &reader, NULL);
	doku_json_document *document = NULL;
	bool is_scalar = plain.root != NULL && plain.root->type != DOKU_VALUE_LIST
		&& plain.root->type != DOKU_VALUE_MAP;
	switch (doku_json_parse(text, &document)) {
		case DOKU_JSON_OK:
			FUZZ_REQUIRE(reader.fault == DOKU_JSON_FAULT_NONE && document != NULL);
			compare(doku_json_root(document), plain.root, 0);
			check_round_trip(document);
			break;
		case DOKU_JSON_SCALAR:
			FUZZ_REQUIRE(reader.fault == DOKU_JSON_FAULT_NONE && is_scalar && document == NULL);
			break;
		case DOKU_JSON_INVALID:
			FUZZ_REQUIRE(reader.fault != DOKU_JSON_FAULT_NONE && document == NULL);
			break;
		case DOKU_JSON_NO_MEMORY:
			/* nothing is short of memory here */
			FUZZ_REQUIRE(false);
	}
	test_document_free(&plain);
	doku_json_free(document);
	check_mask(text);
	return 0;
}
