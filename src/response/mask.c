#include "mask.h"

#include "../base/caps.h"
#include "../json/json.h"

/* Paths without list indexes. No customer data, no address, no token stands here. */
static const char *const shown[] = {"order.invoice_number", "order.amount", "order.status",
	"order.line_items.price", "order.line_items.quantity", "payment.merchant_unique_reference",
	"payment.status", "payment.date", "payment.identifier.name", "payment.identifier.value",
	"cancel.status", "cancel.date", "refund.status", "refund.date",
	"refund.merchant_unique_reference", "refund.identifier.name", "refund.identifier.value",
	"transaction.status", "transaction.date", "transaction.original_request_id", "service.id",
	"acquirer.id", "channel.id", "peer_to_peer_info.status",
	"peer_to_peer_info.merchant_unique_reference", "peer_to_peer_info.identifier.name",
	"peer_to_peer_info.identifier.value", "error.code", "error.type", "error.message", "code",
	"type", "message"};

#define PLAIN_NAME_LENGTH 40

/* Of the deepest nesting that JSON reading allows. */
#define PATH_LIMIT ((size_t)DOKU_MAX_JSON_DEPTH * (PLAIN_NAME_LENGTH + 1))

static bool is_shown(const doku_buffer *path)
{
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		if (doku_slice_equals(doku_buffer_slice(path), doku_slice_from_string(shown[i]))) {
			return true;
		}
	}
	return false;
}

static bool mask_node(const void *node, doku_buffer *path, doku_buffer *out);

/* A name such as DOKU's own: a key can hold anything too. */
static bool is_plain_name(doku_slice key)
{
	for (size_t i = 0; i < key.length; i++) {
		bool is_plain = (key.data[i] >= 'a' && key.data[i] <= 'z') || key.data[i] == '_';
		if (!is_plain) {
			return false;
		}
	}
	return key.length > 0 && key.length <= PLAIN_NAME_LENGTH;
}

/* Writes the key and lengthens the path by it; a path that no shown one equals when the key is
 * not plain. */
static bool mask_key(doku_slice key, doku_buffer *path, doku_buffer *out)
{
	bool is_plain = is_plain_name(key);
	doku_slice shown_key = is_plain ? key : DOKU_SLICE_LITERAL("***");
	return doku_json_write_text(out, shown_key) && doku_buffer_append_byte(out, ':')
		&& (path->length == 0 || doku_buffer_append_byte(path, '.'))
		&& doku_buffer_append_slice(path, shown_key);
}

/* Members of an object, or entries of a list, which keep the list's own path. */
static bool mask_container(const void *node, bool is_list, doku_buffer *path, doku_buffer *out)
{
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	bool done = doku_buffer_append_byte(out, is_list ? '[' : '{');
	while (done && doku_json_values.next(node, &cursor, &entry)) {
		size_t length = path->length;
		done = is_first || doku_buffer_append_byte(out, ',');
		is_first = false;
		done = done && (is_list || mask_key(entry.key, path, out))
			&& mask_node(entry.value, path, out);
		path->length = length;
	}
	return done && doku_buffer_append_byte(out, is_list ? ']' : '}');
}

static bool mask_node(const void *node, doku_buffer *path, doku_buffer *out)
{
	switch (doku_json_values.type(node)) {
		case DOKU_VALUE_LIST:
			return mask_container(node, true, path, out);
		case DOKU_VALUE_MAP:
			return mask_container(node, false, path, out);
		case DOKU_VALUE_NULL:
			return doku_buffer_append_string(out, "null");
		case DOKU_VALUE_TEXT:
			if (is_shown(path)) {
				return doku_json_write_text(out, doku_json_string(node));
			}
			break;
		case DOKU_VALUE_INTEGER:
		case DOKU_VALUE_REAL:
			if (is_shown(path)) {
				return doku_buffer_append_slice(out, doku_json_scalar(node));
			}
			break;
		default:
			break;
	}
	return doku_buffer_append_string(out, "\"***\"");
}

bool doku_mask_body(doku_slice body, doku_buffer *out)
{
	doku_json_document *document;
	if (doku_json_parse(body, &document) != DOKU_JSON_OK) {
		return doku_buffer_append_string(out, "(not JSON, ")
			&& doku_buffer_append_integer(out, (int64_t)body.length)
			&& doku_buffer_append_string(out, " bytes)");
	}
	doku_buffer path;
	doku_buffer_init(&path, PATH_LIMIT);
	bool done = mask_node(doku_json_root(document), &path, out);
	doku_buffer_free(&path);
	doku_json_free(document);
	return done;
}
