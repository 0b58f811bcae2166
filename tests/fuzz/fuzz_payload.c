/*
 * The field rules over arbitrary trees. The bytes are read as a program that builds a tree:
 * each value is one byte of kind and what that kind needs; containers may be used again, also
 * inside themselves.
 */
#include "base/caps.h"
#include "fuzz.h"
#include "json/json.h"
#include "payload/payload.h"
#include "support_tree.h"
#include "base/utf8.h"

#define MAX_NODES 400
#define MAX_MEMBERS 1200
#define MAX_DEPTH 48
#define MAX_WALKED 3000

/* Documented names, so that the walk gets below them. */
static const char *const names[] = {"order", "payment", "customer", "additional_info", "refund",
	"invoice_number", "amount", "line_items", "callback_url", "merchant_unique_reference",
	"identifier", "name", "price", "quantity", "sku", "category", "value", "id", "phone", "address",
	"city", "state", "postcode", "override_notification_url", "settlement", "integration", "type",
	"bank_account_settlement_id", "version", "cms_version"};

#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

static test_node nodes[MAX_NODES];
static test_member members[MAX_MEMBERS];
static size_t node_count;
static size_t member_count;

static const test_node *build(fuzz_input *input, size_t depth);

static doku_slice take_text(fuzz_input *input)
{
	uint8_t length = fuzz_take_byte(input);
	if (length >= 0xF0) {
		/* a text that is valid where it stands, for the documented fields */
		static const char *const texts[] = {"https://a.example/", "62812", "PERCENTAGE", "FIX",
			"90000.00", "90000", "\xC3\xA9", " ", "", "-1", "9999", "0", "x", "1e5",
			"99999999999999999999", "."};
		return doku_slice_from_string(texts[length - 0xF0]);
	}
	return fuzz_take(input, length);
}

static void build_members(fuzz_input *input, test_node *node, size_t depth)
{
	size_t wanted = fuzz_take_byte(input) % 12;
	if (member_count + wanted > MAX_MEMBERS) {
		return;
	}
	test_member *own = &members[member_count];
	member_count += wanted;
	memset(own, 0, wanted * sizeof(*own));
	node->members = own;
	for (size_t i = 0; i < wanted; i++) {
		if (node->type == DOKU_VALUE_MAP) {
			uint8_t key = fuzz_take_byte(input);
			if (key < NAME_COUNT) {
				own[i].key = doku_slice_from_string(names[key]);
			} else if (key < 200) {
				own[i].has_integer_key = true;
				own[i].integer_key = (int64_t)key - 100;
			} else {
				own[i].key = take_text(input);
			}
		}
		own[i].value = build(input, depth + 1);
		node->count = i + 1;
	}
}

static int64_t take_integer(fuzz_input *input)
{
	int64_t number = 0;
	doku_slice bytes = fuzz_take(input, fuzz_take_byte(input) % 9);
	if (bytes.length > 0) {
		memcpy(&number, bytes.data, bytes.length);
	}
	return number;
}

static const test_node *build(fuzz_input *input, size_t depth)
{
	static const test_node nothing = {.type = DOKU_VALUE_NULL};
	uint8_t kind = fuzz_take_byte(input);
	if (node_count == MAX_NODES || depth > MAX_DEPTH) {
		return &nothing;
	}
	if (kind >= 0xF0 && node_count > 0) {
		return &nodes[fuzz_take_byte(input) % node_count]; /* perhaps an ancestor */
	}
	test_node *node = &nodes[node_count++];
	memset(node, 0, sizeof(*node));
	node->type = (doku_value_type)(kind % 8);
	switch (node->type) {
		case DOKU_VALUE_BOOLEAN:
			node->boolean = kind >= 128;
			break;
		case DOKU_VALUE_INTEGER:
			node->integer = take_integer(input);
			break;
		case DOKU_VALUE_REAL: {
			doku_slice bytes = fuzz_take(input, sizeof(node->real));
			if (bytes.length > 0) {
				memcpy(&node->real, bytes.data, bytes.length);
			}
			break;
		}
		case DOKU_VALUE_TEXT:
			node->text = take_text(input);
			break;
		case DOKU_VALUE_LIST:
		case DOKU_VALUE_MAP:
			build_members(input, node, depth);
			break;
		default:
			break;
	}
	return node;
}

/* Nodes that a walk meets, where what is used again counts again; stops at the limit. Trees that
 * grow without end are a unit test: here they would only cost time. */
static size_t count_walked(const test_node *node, size_t depth, size_t limit)
{
	size_t walked = 1;
	bool is_container = node->type == DOKU_VALUE_LIST || node->type == DOKU_VALUE_MAP;
	for (size_t i = 0; is_container && depth <= DOKU_MAX_JSON_DEPTH && i < node->count; i++) {
		walked +=
			walked < limit ? count_walked(node->members[i].value, depth + 1, limit - walked) : 0;
	}
	return walked;
}

static bool has_duplicate_keys(void)
{
	/* PHP's arrays have none; trees of the fuzzer may, and JSON then refuses them */
	for (size_t n = 0; n < node_count; n++) {
		for (size_t i = 0; nodes[n].type == DOKU_VALUE_MAP && i < nodes[n].count; i++) {
			for (size_t k = 0; k < i; k++) {
				const test_member *a = &nodes[n].members[i];
				const test_member *b = &nodes[n].members[k];
				if (a->has_integer_key || b->has_integer_key || doku_slice_equals(a->key, b->key)) {
					return true;
				}
			}
		}
	}
	return false;
}

static void check_violations(const doku_violation_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const doku_violation *violation = &list->items[i];
		FUZZ_REQUIRE(doku_text_inspect(doku_violation_path(list, violation)).valid);
		FUZZ_REQUIRE(doku_text_inspect(doku_violation_message(list, violation)).valid);
		FUZZ_REQUIRE(violation->message_length > 0);
		FUZZ_REQUIRE(doku_rule_name(violation->rule)[0] != '\0');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const doku_field *const tables[] = {
		&doku_generate_rules, &doku_cancel_rules, &doku_refund_rules, &doku_free_rules};
	fuzz_input input = {data, size};
	node_count = 0;
	member_count = 0;
	const doku_field *rules = tables[fuzz_take_byte(&input) % 4];
	const test_node *root = build(&input, 0);
	if (count_walked(root, 0, MAX_WALKED) >= MAX_WALKED) {
		return 0;
	}

	doku_payload first;
	doku_payload second;
	doku_payload_init(&first);
	doku_payload_init(&second);
	FUZZ_REQUIRE(doku_payload_build(&first, rules, &test_tree_values, root));
	FUZZ_REQUIRE(doku_payload_build(&second, rules, &test_tree_values, root));
	check_violations(&first.violations);
	/* equal trees give equal bytes and equal violations */
	FUZZ_REQUIRE(
		doku_slice_equals(doku_buffer_slice(&first.json), doku_buffer_slice(&second.json)));
	FUZZ_REQUIRE(first.violations.count == second.violations.count);
	FUZZ_REQUIRE(first.json.length <= DOKU_MAX_BODY_BYTES);
	FUZZ_REQUIRE(first.invoice_length < sizeof(first.invoice));
	if (first.violations.count == 0 && !has_duplicate_keys()) {
		doku_json_document *document = NULL;
		FUZZ_REQUIRE(doku_json_parse(doku_buffer_slice(&first.json), &document) == DOKU_JSON_OK);
		FUZZ_REQUIRE(doku_json_is_object(doku_json_root(document)));
		/* what was built is itself a valid payload, and gives the same bytes */
		doku_payload again;
		doku_payload_init(&again);
		FUZZ_REQUIRE(
			doku_payload_build(&again, rules, &doku_json_values, doku_json_root(document)));
		FUZZ_REQUIRE(again.violations.count == 0);
		FUZZ_REQUIRE(
			doku_slice_equals(doku_buffer_slice(&first.json), doku_buffer_slice(&again.json)));
		doku_payload_free(&again);
		doku_json_free(document);
	}
	doku_payload_free(&first);
	doku_payload_free(&second);
	return 0;
}
