/* Payloads that JSON cannot express, and payloads at the edges of size, depth and number. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "json/json.h"
#include "base/caps.h"
#include "support_json.h"
#include "support_payload.h"
#include "support_tree.h"

#define TEXT_LIMIT (128u * 1024u * 1024u)

static const test_node text = TEST_TEXT("x");
static const test_node phone = TEST_TEXT("62812");
static const test_node address = TEST_TEXT("https://a.example/");
static const test_node one = TEST_INTEGER(1);

/* Builds, and compares the violations. `written` may be NULL. */
static void check_tree(const char *name, const doku_field *rules, const test_node *root,
	const char *violations, const char *written)
{
	doku_payload payload;
	doku_buffer found;
	doku_payload_init(&payload);
	doku_buffer_init(&found, TEXT_LIMIT);
	check_context("%s", name);
	CHECK(doku_payload_build(&payload, rules, &test_tree_values, root));
	test_describe_violations(&payload, &found);
	CHECK_TEXT(doku_buffer_slice(&found), violations);
	if (written != NULL) {
		CHECK_TEXT(doku_buffer_slice(&payload.json), written);
	}
	/* a path at most once */
	for (size_t i = 0; i < payload.violations.count && payload.violations.count < 100; i++) {
		for (size_t n = 0; n < i; n++) {
			CHECK(!doku_slice_equals(
				doku_violation_path(&payload.violations, &payload.violations.items[i]),
				doku_violation_path(&payload.violations, &payload.violations.items[n])));
		}
	}
	doku_buffer_free(&found);
	doku_payload_free(&payload);
}

/* A valid order whose amount and single line item can be set. */
static void check_order(const char *name, const test_node *amount, const test_node *price,
	const test_node *quantity, const test_node *label, const char *violations)
{
	const test_member item_members[] = {TEST_MEMBER("name", label), TEST_MEMBER("price", price),
		TEST_MEMBER("quantity", quantity), TEST_MEMBER("sku", &text),
		TEST_MEMBER("category", &text)};
	const test_node item = TEST_MAP(item_members);
	const test_member items_members[] = {{.value = &item}};
	const test_node items = TEST_LIST(items_members);
	const test_member order_members[] = {TEST_MEMBER("invoice_number", &text),
		TEST_MEMBER("amount", amount), TEST_MEMBER("line_items", &items),
		TEST_MEMBER("callback_url", &address)};
	const test_node order = TEST_MAP(order_members);
	const test_member payment_members[] = {TEST_MEMBER("merchant_unique_reference", &text)};
	const test_node payment = TEST_MAP(payment_members);
	const test_member customer_members[] = {
		TEST_MEMBER("id", &text), TEST_MEMBER("name", &text), TEST_MEMBER("phone", &phone)};
	const test_node customer = TEST_MAP(customer_members);
	const test_member root_members[] = {TEST_MEMBER("order", &order),
		TEST_MEMBER("payment", &payment), TEST_MEMBER("customer", &customer)};
	const test_node root = TEST_MAP(root_members);
	check_tree(name, &doku_generate_rules, &root, violations, NULL);
}

static void check_numbers(void)
{
	static const struct {
		double amount;
		const char *violations;
	} rows[] = {
		{1.0, ""},
		{-0.0, "order.amount range 1"},
		{0.5, "order.amount type"},
		{1.0000001, "order.amount type"},
		{NAN, "order.amount type"},
		{INFINITY, "order.amount type"},
		{-INFINITY, "order.amount type"},
		{1e300, "order.amount range 999999999999"},
		{-1e300, "order.amount range 1"},
		{9007199254740993.0, "order.amount range 999999999999"},
		{9223372036854775808.0, "order.amount range 999999999999"},
		{-1.0, "order.amount range 1"},
		{5e-324, "order.amount type"},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		const test_node amount = TEST_REAL(rows[i].amount);
		char name[64];
		snprintf(name, sizeof(name), "amount %.17g", rows[i].amount);
		check_order(name, &amount, &one, &one, &text, rows[i].violations);
	}
	const test_node minus_zero = TEST_REAL(-0.0);
	const test_node two = TEST_INTEGER(2);
	const test_node smallest = TEST_INTEGER(INT64_MIN);
	const test_node largest = TEST_INTEGER(INT64_MAX);
	const test_node yes = TEST_BOOLEAN(true);
	const test_node object = TEST_OBJECT;
	const test_node nothing = TEST_NULL;
	check_order("price -0.0", &one, &minus_zero, &one, &text, "order.amount sum");
	check_order("two", &two, &one, &two, &text, "");
	check_order("INT64_MIN", &smallest, &one, &one, &text, "order.amount range 1");
	check_order(
		"INT64_MAX", &one, &largest, &one, &text, "order.line_items[0].price range 999999999999");
	check_order("bool", &one, &one, &yes, &text, "order.line_items[0].quantity type");
	check_order("object as number", &object, &one, &one, &text, "order.amount type");
	check_order("object as text", &one, &one, &one, &object, "order.line_items[0].name type");
	check_order("null", &one, &nothing, &one, &nothing,
		"order.line_items[0].name required; order.line_items[0].price required");
}

static void check_texts(void)
{
	static const struct {
		const char *name, *bytes, *violations;
	} rows[] = {
		{"lone continuation", "\x80", "order.line_items[0].name utf8"},
		{"Latin-1", "caf\xE9", "order.line_items[0].name utf8"},
		{"overlong", "\xC0\xAF", "order.line_items[0].name utf8"},
		{"surrogate", "\xED\xA0\x80", "order.line_items[0].name utf8"},
		{"cut", "ab\xE2\x82", "order.line_items[0].name utf8"},
		{"four bytes", "\xF0\x9F\x98\x80", ""},
		{"tab", "a\tb", "order.line_items[0].name charset"},
		{"C1 control", "a\xC2\x85z", "order.line_items[0].name charset"},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		const test_node label = {
			.type = DOKU_VALUE_TEXT, .text = doku_slice_from_string(rows[i].bytes)};
		check_order(rows[i].name, &one, &one, &one, &label, rows[i].violations);
	}
}

/* What passes through where DOKU documents nothing. */
static void check_free_values(void)
{
	const test_node not_a_number = TEST_REAL(NAN);
	const test_node infinite = TEST_REAL(-INFINITY);
	const test_node object = TEST_OBJECT;
	const test_node latin = TEST_TEXT("caf\xE9");
	const test_node control = TEST_TEXT("a\nb");
	const test_node empty_list = {.type = DOKU_VALUE_LIST};
	const test_node empty_map = {.type = DOKU_VALUE_MAP};
	const test_node smallest = TEST_INTEGER(INT64_MIN);
	const test_node nothing = TEST_NULL;
	const test_node yes = TEST_BOOLEAN(true);
	const test_node half = TEST_REAL(0.5);

	const test_member good[] = {{.has_integer_key = true, .integer_key = 7, .value = &nothing},
		{.has_integer_key = true, .integer_key = INT64_MIN, .value = &yes},
		TEST_MEMBER("", &empty_list), TEST_MEMBER("m", &empty_map), TEST_MEMBER("c", &control),
		TEST_MEMBER("i", &smallest), TEST_MEMBER("h", &half)};
	const test_node good_root = TEST_MAP(good);
	check_tree("free values", &doku_free_rules, &good_root, "",
		"{\"7\":null,\"-9223372036854775808\":true,\"\":[],\"m\":{},\"c\":\"a\\nb\","
		"\"i\":-9223372036854775808,\"h\":0.5}");

	const test_member inner[] = {{.value = &object}, {.value = &latin}};
	const test_node list = TEST_LIST(inner);
	const test_member bad[] = {TEST_MEMBER("n", &not_a_number), TEST_MEMBER("i", &infinite),
		TEST_MEMBER("l", &list), TEST_MEMBER("\xFFk", &one), TEST_MEMBER("a\nb", &one)};
	const test_node bad_root = TEST_MAP(bad);
	check_tree("free violations", &doku_free_rules, &bad_root,
		"n type; i type; l[0] type; l[1] utf8; \\xffk utf8; a\\x0ab charset", NULL);

	/* a bad key with a bad value is one path, so one violation: the first */
	const test_member both[] = {TEST_MEMBER("\xFF", &latin)};
	const test_node both_root = TEST_MAP(both);
	check_tree("bad key and value", &doku_free_rules, &both_root, "\\xff utf8", NULL);

	const test_node roots[] = {TEST_NULL, TEST_BOOLEAN(true), TEST_INTEGER(1), TEST_REAL(1),
		TEST_TEXT("x"), TEST_OBJECT, TEST_LIST(inner)};
	for (size_t i = 0; i < CHECK_COUNT(roots); i++) {
		check_tree("root of another kind", &doku_free_rules, &roots[i], " type", NULL);
	}
}

/* The same container twice is no cycle; one inside itself is. */
static void check_sharing(void)
{
	const test_member leaf_members[] = {TEST_MEMBER("a", &one)};
	const test_node shared = TEST_MAP(leaf_members);
	const test_member twice[] = {TEST_MEMBER("x", &shared), TEST_MEMBER("y", &shared)};
	const test_node twice_root = TEST_MAP(twice);
	check_tree("shared", &doku_free_rules, &twice_root, "", "{\"x\":{\"a\":1},\"y\":{\"a\":1}}");

	test_node loop = {.type = DOKU_VALUE_MAP, .count = 1};
	const test_member loop_members[] = {TEST_MEMBER("me", &loop)};
	loop.members = loop_members;
	check_tree("map in itself", &doku_free_rules, &loop, "me type", NULL);

	test_node list = {.type = DOKU_VALUE_LIST, .count = 2};
	const test_member list_members[] = {{.value = &one}, {.value = &list}};
	list.members = list_members;
	const test_member root_members[] = {TEST_MEMBER("l", &list)};
	const test_node root = TEST_MAP(root_members);
	check_tree("list in itself", &doku_free_rules, &root, "l[1] type", NULL);

	/* the order as its own line item */
	test_node own_order = {.type = DOKU_VALUE_MAP, .count = 2};
	const test_member own_items_members[] = {{.value = &own_order}};
	const test_node own_items = TEST_LIST(own_items_members);
	const test_member own_order_members[] = {
		TEST_MEMBER("invoice_number", &text), TEST_MEMBER("line_items", &own_items)};
	own_order.members = own_order_members;
	const test_member own_root_members[] = {TEST_MEMBER("order", &own_order)};
	const test_node own_root = TEST_MAP(own_root_members);
	check_tree("order in itself", &doku_generate_rules, &own_root,
		"order.line_items[0] type; order.amount required; order.callback_url required; "
		"payment.merchant_unique_reference required; customer.id required; customer.name required; "
		"customer.phone required",
		NULL);

	/* around two corners, below documented fields */
	test_node order = {.type = DOKU_VALUE_MAP, .count = 1};
	test_node extra = {.type = DOKU_VALUE_MAP, .count = 1};
	const test_member order_members[] = {TEST_MEMBER("extra", &extra)};
	const test_member extra_members[] = {TEST_MEMBER("order", &order)};
	order.members = order_members;
	extra.members = extra_members;
	const test_member cycle_members[] = {TEST_MEMBER("order", &order)};
	const test_node cycle = TEST_MAP(cycle_members);
	check_tree("cycle", &doku_cancel_rules, &cycle,
		"order.extra.order type; order.invoice_number required; "
		"payment.merchant_unique_reference required",
		NULL);
}

/* Each level holds the next one twice: two to the power of 31 leaves, and the output's cap ends
 * the walk early, with good leaves and with bad ones. */
static void check_doubling(void)
{
	static const test_node object = TEST_OBJECT;
	const test_node *const leaves[] = {&one, &object};
	for (size_t leaf = 0; leaf < CHECK_COUNT(leaves); leaf++) {
		test_node nodes[31];
		test_member members[31][2];
		memset(nodes, 0, sizeof(nodes));
		memset(members, 0, sizeof(members));
		for (size_t i = 0; i < CHECK_COUNT(nodes); i++) {
			nodes[i] = (test_node){.type = i == 0 ? DOKU_VALUE_MAP : DOKU_VALUE_LIST,
				.members = members[i],
				.count = 2};
			members[i][0].key = DOKU_SLICE_LITERAL("a");
			members[i][1].key = DOKU_SLICE_LITERAL("b");
			members[i][0].value = members[i][1].value =
				i + 1 < CHECK_COUNT(nodes) ? &nodes[i + 1] : leaves[leaf];
		}
		doku_payload payload;
		doku_payload_init(&payload);
		check_context("doubling, leaf %zu", leaf);
		CHECK(doku_payload_build(&payload, &doku_free_rules, &test_tree_values, &nodes[0]));
		CHECK(payload.violations.count > 0);
		CHECK(payload.json.length <= DOKU_MAX_BODY_BYTES);
		doku_payload_free(&payload);
	}
}

/* The root is level 1: 32 levels are sent, the 33rd is refused. Lists and maps alike. */
static void check_depth(void)
{
	for (int is_list = 0; is_list < 2; is_list++) {
		for (size_t depth = 31; depth <= 34; depth++) {
			test_node nodes[40];
			test_member members[40];
			memset(nodes, 0, sizeof(nodes));
			memset(members, 0, sizeof(members));
			for (size_t i = 0; i < depth; i++) {
				nodes[i].type = is_list && i > 0 ? DOKU_VALUE_LIST : DOKU_VALUE_MAP;
				nodes[i].members = &members[i];
				nodes[i].count = i + 1 < depth ? 1 : 0;
				members[i].key = DOKU_SLICE_LITERAL("k");
				members[i].value = &nodes[i + 1];
			}
			doku_payload payload;
			doku_payload_init(&payload);
			check_context("depth %zu, list %d", depth, is_list);
			CHECK(doku_payload_build(&payload, &doku_free_rules, &test_tree_values, &nodes[0]));
			CHECK_INTEGER(payload.violations.count, depth <= 32 ? 0 : 1);
			if (depth <= 32) {
				/* what we send, DOKU's twin of our reader reads */
				CHECK_INTEGER(
					test_json_fault(doku_buffer_slice(&payload.json)), DOKU_JSON_FAULT_NONE);
			} else {
				CHECK_INTEGER(payload.violations.items[0].rule, DOKU_RULE_TYPE);
				CHECK_INTEGER(payload.violations.items[0].limit, 32);
			}
			doku_payload_free(&payload);
		}
	}
}

/* An order of n items of one price each, but for the last. */
static doku_payload build_many_and_one(
	size_t n, int64_t amount, int64_t price, int64_t quantity, int64_t last_price)
{
	const test_node price_node = TEST_INTEGER(price);
	const test_node quantity_node = TEST_INTEGER(quantity);
	const test_node amount_node = TEST_INTEGER(amount);
	const test_member item_members[] = {TEST_MEMBER("name", &text),
		TEST_MEMBER("price", &price_node), TEST_MEMBER("quantity", &quantity_node),
		TEST_MEMBER("sku", &text), TEST_MEMBER("category", &text)};
	const test_node item = TEST_MAP(item_members);
	const test_node last_price_node = TEST_INTEGER(last_price);
	const test_member last_members[] = {TEST_MEMBER("name", &text),
		TEST_MEMBER("price", &last_price_node), TEST_MEMBER("quantity", &quantity_node),
		TEST_MEMBER("sku", &text), TEST_MEMBER("category", &text)};
	const test_node last = TEST_MAP(last_members);
	test_member *list_members = calloc(n, sizeof(*list_members));
	for (size_t i = 0; i < n; i++) {
		list_members[i].value = i + 1 < n ? &item : &last;
	}
	const test_node items = {.type = DOKU_VALUE_LIST, .members = list_members, .count = n};
	const test_member order_members[] = {TEST_MEMBER("invoice_number", &text),
		TEST_MEMBER("amount", &amount_node), TEST_MEMBER("line_items", &items),
		TEST_MEMBER("callback_url", &address)};
	const test_node order = TEST_MAP(order_members);
	const test_member payment_members[] = {TEST_MEMBER("merchant_unique_reference", &text)};
	const test_node payment = TEST_MAP(payment_members);
	const test_member customer_members[] = {
		TEST_MEMBER("id", &text), TEST_MEMBER("name", &text), TEST_MEMBER("phone", &phone)};
	const test_node customer = TEST_MAP(customer_members);
	const test_member root_members[] = {TEST_MEMBER("order", &order),
		TEST_MEMBER("payment", &payment), TEST_MEMBER("customer", &customer)};
	const test_node root = TEST_MAP(root_members);
	doku_payload payload;
	doku_payload_init(&payload);
	CHECK(doku_payload_build(&payload, &doku_generate_rules, &test_tree_values, &root));
	free(list_members);
	return payload;
}

static doku_payload build_many(size_t n, int64_t amount, int64_t price, int64_t quantity)
{
	return build_many_and_one(n, amount, price, quantity, price);
}

static void check_many_items(void)
{
	check_context("1,000 items");
	doku_payload payload = build_many(1000, 3000, 1, 3);
	CHECK_INTEGER(payload.violations.count, 0);
	CHECK_INTEGER(test_json_fault(doku_buffer_slice(&payload.json)), DOKU_JSON_FAULT_NONE);
	doku_payload_free(&payload);

	check_context("the total passes 64 bits");
	payload = build_many(1000, 999999999999, 999999999999, 9999);
	if (CHECK_INTEGER(payload.violations.count, 1)) {
		CHECK_INTEGER(payload.violations.items[0].rule, DOKU_RULE_SUM);
		CHECK_TEXT(
			doku_violation_path(&payload.violations, &payload.violations.items[0]), "order.amount");
	}
	doku_payload_free(&payload);

	/* 1844 x 999999999999 x 9999 + 858893262126 x 9999 is 2^64 + 8102: a sum that wraps would fit */
	check_context("the total wraps to the amount");
	payload = build_many_and_one(1845, 8102, 999999999999, 9999, 858893262126);
	if (CHECK_INTEGER(payload.violations.count, 1)) {
		CHECK_INTEGER(payload.violations.items[0].rule, DOKU_RULE_SUM);
	}
	doku_payload_free(&payload);

	/* 922 x 999999999999 x 9999 is the last that fits 64 bits */
	check_context("the largest total");
	payload = build_many(922, 1, 999999999999, 9999);
	if (CHECK_INTEGER(payload.violations.count, 1)) {
		doku_slice message =
			doku_violation_message(&payload.violations, &payload.violations.items[0]);
		char words[512];
		snprintf(words, sizeof(words), "%.*s", (int)message.length, message.data);
		CHECK(strstr(words, "9219077999990780922") != NULL);
	}
	doku_payload_free(&payload);

	check_context("every field of 1,000 items wrong");
	payload = build_many(1000, 1, -1, 0);
	CHECK_INTEGER(payload.violations.count, 2000);
	CHECK_TEXT(doku_violation_path(&payload.violations, &payload.violations.items[1999]),
		"order.line_items[999].quantity");
	doku_payload_free(&payload);
}

static size_t json_length(const doku_field *rules, const test_node *root)
{
	doku_payload payload;
	doku_payload_init(&payload);
	CHECK(doku_payload_build(&payload, rules, &test_tree_values, root));
	size_t length = payload.json.length;
	doku_payload_free(&payload);
	return length;
}

/* More than 1 MiB of JSON: one violation of the whole, wherever the large part stands. */
static void check_oversized(void)
{
	size_t length = DOKU_MAX_BODY_BYTES + 1;
	char *bytes = malloc(length);
	memset(bytes, 'x', length);
	const test_node large = {.type = DOKU_VALUE_TEXT, .text = {bytes, length}};
	const test_member order_members[] = {TEST_MEMBER("invoice_number", &text)};
	const test_node order = TEST_MAP(order_members);
	const test_member payment_members[] = {TEST_MEMBER("merchant_unique_reference", &text)};
	const test_node payment = TEST_MAP(payment_members);
	const test_member first[] = {TEST_MEMBER("note", &large), TEST_MEMBER("order", &order),
		TEST_MEMBER("payment", &payment)};
	const test_member last[] = {TEST_MEMBER("order", &order), TEST_MEMBER("payment", &payment),
		TEST_MEMBER("note", &large)};
	const test_node first_root = TEST_MAP(first);
	const test_node last_root = TEST_MAP(last);
	check_tree("oversized, first", &doku_cancel_rules, &first_root, " max_length 1048576", NULL);
	check_tree("oversized, last", &doku_cancel_rules, &last_root, " max_length 1048576", NULL);

	/* as a documented text without a limit */
	const test_member payment_large[] = {TEST_MEMBER("merchant_unique_reference", &text)};
	const test_node payment_node = TEST_MAP(payment_large);
	const test_member identifier_members[] = {
		TEST_MEMBER("name", &large), TEST_MEMBER("value", &text)};
	const test_node identifier = TEST_MAP(identifier_members);
	const test_member list_members[] = {{.value = &identifier}};
	const test_node list = TEST_LIST(list_members);
	const test_member refund_payment_members[] = {
		TEST_MEMBER("identifier", &list), TEST_MEMBER("merchant_unique_reference", &text)};
	const test_node refund_payment = TEST_MAP(refund_payment_members);
	const test_member refund_members[] = {TEST_MEMBER("payment", &refund_payment),
		TEST_MEMBER("order", &order), TEST_MEMBER("refund", &payment_node)};
	const test_node refund = TEST_MAP(refund_members);
	check_tree("oversized, documented", &doku_refund_rules, &refund, " max_length 1048576", NULL);

	/* exactly 1 MiB is sent: {"n":"..."} adds eight bytes */
	const test_node fitting = {.type = DOKU_VALUE_TEXT, .text = {bytes, DOKU_MAX_BODY_BYTES - 8}};
	const test_member fitting_members[] = {TEST_MEMBER("n", &fitting)};
	const test_node fitting_root = TEST_MAP(fitting_members);
	check_tree("1 MiB", &doku_free_rules, &fitting_root, "", NULL);
	const test_node over = {.type = DOKU_VALUE_TEXT, .text = {bytes, DOKU_MAX_BODY_BYTES - 7}};
	const test_member over_members[] = {TEST_MEMBER("n", &over)};
	const test_node over_root = TEST_MAP(over_members);
	check_tree("1 MiB and a byte", &doku_free_rules, &over_root, " max_length 1048576", NULL);

	/* and so is 1 MiB that ends with documented members */
	test_node note = {.type = DOKU_VALUE_TEXT, .text = {bytes, 1}};
	const test_member filled_members[] = {
		TEST_MEMBER("note", &note), TEST_MEMBER("payment", &payment), TEST_MEMBER("order", &order)};
	const test_node filled = TEST_MAP(filled_members);
	size_t rest = DOKU_MAX_BODY_BYTES - json_length(&doku_cancel_rules, &filled);
	note.text.length = 1 + rest;
	check_tree("1 MiB, documented", &doku_cancel_rules, &filled, "", NULL);
	CHECK_INTEGER(json_length(&doku_cancel_rules, &filled), DOKU_MAX_BODY_BYTES);
	note.text.length++;
	check_tree("and a byte", &doku_cancel_rules, &filled, " max_length 1048576", NULL);
	free(bytes);
}

/* A documented text is sent as it is, whatever stands at whatever place of it. */
static void check_written_texts(void)
{
	size_t changed = 0;
	for (size_t length = 1; length <= 24; length++) {
		for (size_t place = 0; place < length; place++) {
			for (unsigned int byte = 0x20; byte < 0x7F; byte++) {
				char bytes[24];
				memset(bytes, 'a', sizeof(bytes));
				bytes[place] = (char)byte;
				const test_node label = {.type = DOKU_VALUE_TEXT, .text = {bytes, length}};
				const test_member members[] = {TEST_MEMBER("invoice_number", &label)};
				const test_node order = TEST_MAP(members);
				const test_member payment_members[] = {
					TEST_MEMBER("merchant_unique_reference", &text)};
				const test_node payment = TEST_MAP(payment_members);
				const test_member root_members[] = {
					TEST_MEMBER("order", &order), TEST_MEMBER("payment", &payment)};
				const test_node root = TEST_MAP(root_members);
				doku_payload payload;
				doku_json_document *document = NULL;
				doku_payload_init(&payload);
				bool done =
					doku_payload_build(&payload, &doku_cancel_rules, &test_tree_values, &root);
				bool is_refused = length == 1 && (byte == ' ' || byte == '.');
				if (!done || payload.violations.count != (is_refused ? 1 : 0)
					|| doku_json_parse(doku_buffer_slice(&payload.json), &document) != DOKU_JSON_OK
					|| !doku_slice_equals(label.text,
						doku_json_string(
							doku_json_member(doku_json_member(doku_json_root(document), "order"),
								"invoice_number")))) {
					printf("changed: length %zu, byte %u at %zu\n", length, byte, place);
					changed++;
				}
				doku_json_free(document);
				doku_payload_free(&payload);
			}
		}
	}
	check_context("written texts");
	CHECK_INTEGER(changed, 0);
}

int main(void)
{
	check_written_texts();
	check_numbers();
	check_texts();
	check_free_values();
	check_sharing();
	check_doubling();
	check_depth();
	check_many_items();
	check_oversized();
	return check_finish();
}
