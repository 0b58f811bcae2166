#include "support_payload.h"

#include <stdio.h>
#include <stdlib.h>

#include "json/json.h"

const char test_generate_json[] =
	"{\"order\":{\"invoice_number\":\"INV-20210707-0001\",\"amount\":90000,\"line_items\":[{\"name\":"
	"\"T-Shirt Red\",\"price\":30000,\"quantity\":2,\"sku\":\"1002\",\"category\":\"Shirt\"},{\"name\":"
	"\"Polo Navy\",\"price\":30000,\"quantity\":1,\"sku\":\"1001\",\"category\":\"Shirts\"}],"
	"\"callback_url\":\"https://merchant.com/return-url\"},\"payment\":{\"merchant_unique_reference\":"
	"\"MUR-20210707-0001\"},\"customer\":{\"id\":\"CUST-0001\",\"name\":\"Anton Budiman\",\"phone\":"
	"\"6285694566147\",\"address\":\"Menara Mulia Lantai 8\",\"city\":\"Jakarta Selatan\",\"state\":"
	"\"DKI Jakarta\",\"postcode\":\"120129\"}}";

const char test_cancel_json[] =
	"{\"order\":{\"invoice_number\":\"MINV20201231468\"},\"payment\":{\"merchant_unique_reference\":"
	"\"ABC0001\",\"identifier\":[{\"name\":\"AKULAKU_UNIQUE_REFERENCE\",\"value\":"
	"\"MCH-12345678ABC0001\"},{\"name\":\"ORDER_ID\",\"value\":\"893102\"}]}}";

const char test_refund_json[] =
	"{\"order\":{\"invoice_number\":\"invoice-00000101123\"},\"payment\":{"
	"\"merchant_unique_reference\":\"REFUND-ABC-0001045\",\"identifier\":[{\"name\":\"ORDER_ID\","
	"\"value\":\"1000043205\"},{\"name\":\"AKULAKU_UNIQUE_REFERENCE\",\"value\":"
	"\"MCH-0001-10791114622547REFUND-ABC-0001045\"}]},\"refund\":{\"merchant_unique_reference\":"
	"\"XYZ-006456\"}}";

bool test_build_json(doku_payload *payload, const doku_field *rules, doku_slice json)
{
	doku_json_document *document = NULL;
	doku_payload_init(payload);
	if (doku_json_parse(json, &document) != DOKU_JSON_OK) {
		fprintf(stderr, "not JSON: %.*s\n", (int)json.length, json.data);
		exit(2);
	}
	bool done = doku_payload_build(payload, rules, &doku_json_values, doku_json_root(document));
	doku_json_free(document);
	return done;
}

void test_describe_violations(const doku_payload *payload, doku_buffer *out)
{
	const doku_violation_list *list = &payload->violations;
	for (size_t i = 0; i < list->count; i++) {
		const doku_violation *violation = &list->items[i];
		if (i > 0) {
			doku_buffer_append_string(out, "; ");
		}
		doku_buffer_append_slice(out, doku_violation_path(list, violation));
		doku_buffer_append_byte(out, ' ');
		doku_buffer_append_string(out, doku_rule_name(violation->rule));
		if (violation->has_limit) {
			doku_buffer_append_byte(out, ' ');
			doku_buffer_append_integer(out, violation->limit);
		}
	}
}

void test_replace(const char *json, const char *from, const char *to, doku_buffer *out)
{
	const char *place = strstr(json, from);
	if (place == NULL || strstr(place + 1, from) != NULL) {
		fprintf(stderr, "not exactly one %s\n", from);
		exit(2);
	}
	doku_buffer_append(out, json, (size_t)(place - json));
	doku_buffer_append_string(out, to);
	doku_buffer_append_string(out, place + strlen(from));
}
