/*
 * Any bytes through the strict scan, the reader and the writer. What the scan accepts must be
 * read; what is read, written and read again must be the same tree and the same bytes.
 */
#include <math.h>

#include "base/caps.h"
#include "fuzz.h"
#include "json/json.h"
#include "response/amount.h"
#include "response/mask.h"
#include "payload/payload.h"
#include "base/utf8.h"

static size_t count_nodes(const void *node, size_t depth)
{
	FUZZ_REQUIRE(depth <= DOKU_MAX_JSON_DEPTH);
	size_t nodes = 1;
	doku_value_type type = doku_json_values.type(node);
	if (type == DOKU_VALUE_TEXT) {
		FUZZ_REQUIRE(doku_text_inspect(doku_json_string(node)).valid);
	}
	int64_t amount;
	char shown[DOKU_AMOUNT_SHOWN_SIZE];
	bool is_read = doku_amount_read(&doku_json_values, node, doku_json_scalar(node), &amount)
		== DOKU_AMOUNT_READ;
	FUZZ_REQUIRE(!is_read || amount >= 0);
	doku_amount_show(&doku_json_values, node, doku_json_scalar(node), shown);
	FUZZ_REQUIRE(memchr(shown, '\0', sizeof(shown)) != NULL);
	if (type == DOKU_VALUE_LIST || type == DOKU_VALUE_MAP) {
		doku_value_cursor cursor = {0, NULL};
		doku_value_entry entry;
		size_t entries = 0;
		while (doku_json_values.next(node, &cursor, &entry)) {
			FUZZ_REQUIRE(memchr(entry.key.length == 0 ? "" : entry.key.data, '\0', entry.key.length)
				== NULL);
			nodes += count_nodes(entry.value, depth + 1);
			entries++;
		}
		FUZZ_REQUIRE(entries == doku_json_values.count(node));
	}
	return nodes;
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
	doku_json_facts facts;
	bool accepted = doku_json_scan(text, &facts);
	doku_json_document *document = NULL;
	switch (doku_json_parse(text, &document)) {
		case DOKU_JSON_OK:
			FUZZ_REQUIRE(accepted && facts.is_container && document != NULL);
			FUZZ_REQUIRE(count_nodes(doku_json_root(document), 0) >= facts.members);
			check_round_trip(document);
			break;
		case DOKU_JSON_SCALAR:
			FUZZ_REQUIRE(accepted && !facts.is_container && document == NULL);
			break;
		case DOKU_JSON_INVALID:
			FUZZ_REQUIRE(document == NULL);
			/* only a duplicate key is found after the scan */
			FUZZ_REQUIRE(!accepted || facts.members >= 2);
			break;
		case DOKU_JSON_NO_MEMORY:
			/* nothing is short of memory here: the reader refused what the scan took */
			FUZZ_REQUIRE(false);
	}
	doku_json_free(document);
	check_mask(text);
	return 0;
}
