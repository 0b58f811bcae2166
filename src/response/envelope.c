#include "envelope.h"

#define MESSAGE_LIMIT ((size_t)16 * 1024)

/* Appends a string, or the strings of a list. */
static bool append_words(const void *node, doku_buffer *out)
{
	if (doku_json_is_list(node)) {
		doku_value_cursor cursor = {0, NULL};
		doku_value_entry entry;
		while (doku_json_values.next(node, &cursor, &entry)) {
			if (!doku_json_is_list(entry.value) && !append_words(entry.value, out)) {
				return false;
			}
		}
		return true;
	}
	doku_slice text = doku_json_string(node);
	if (text.length == 0) {
		return true;
	}
	return (out->length == 0 || doku_buffer_append_string(out, "; "))
		&& doku_buffer_append_slice(out, text);
}

static void copy_words(const void *node, char *field, size_t size)
{
	doku_buffer words;
	doku_buffer_init(&words, MESSAGE_LIMIT);
	append_words(node, &words);
	doku_error_copy_text(field, size, words.data, words.length);
	doku_buffer_free(&words);
}

static void copy_scalar(const void *node, char *field, size_t size)
{
	doku_slice text = doku_json_scalar(node);
	doku_error_copy_text(field, size, text.data, text.length);
}

bool doku_envelope_read(const void *root, doku_error *error)
{
	const void *nested = doku_json_member(root, "error");
	const void *envelope = doku_json_is_object(nested) ? nested : root;
	copy_scalar(doku_json_member(envelope, "code"), error->api_code, sizeof(error->api_code));
	copy_scalar(doku_json_member(envelope, "type"), error->api_type, sizeof(error->api_type));
	copy_words(
		doku_json_member(envelope, "message"), error->api_message, sizeof(error->api_message));
	if (envelope != root && error->api_message[0] == '\0') {
		copy_words(
			doku_json_member(root, "message"), error->api_message, sizeof(error->api_message));
	}
	if (envelope != root) {
		return error->api_code[0] != '\0' || error->api_message[0] != '\0';
	}
	return error->api_message[0] != '\0'
		|| (error->api_code[0] != '\0' && error->api_type[0] != '\0');
}

bool doku_envelope_message(const void *root, doku_buffer *out)
{
	static const char *const places[] = {"error", "cancel", "refund", "payment", "transaction"};
	bool done = append_words(doku_json_member(root, "message"), out);
	for (size_t i = 0; done && i < sizeof(places) / sizeof(places[0]); i++) {
		done = append_words(doku_json_member(doku_json_member(root, places[i]), "message"), out);
	}
	return done || out->state == DOKU_BUFFER_TOO_LARGE;
}

static bool says_success(const void *message)
{
	const void *word = message;
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	if (doku_json_is_list(message) && doku_json_values.next(message, &cursor, &entry)) {
		word = entry.value;
	}
	return doku_slice_equals_ignore_case(doku_json_string(word), DOKU_SLICE_LITERAL("SUCCESS"));
}

static bool has_words(const void *message)
{
	return doku_json_string(message).length > 0
		|| (doku_json_is_list(message) && doku_json_values.count(message) > 0);
}

bool doku_envelope_is_lone_message(const void *root)
{
	static const char *const states[] = {"payment", "transaction", "error", "response"};
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (doku_json_member(root, states[i]) != NULL) {
			return false;
		}
	}
	const void *cancel = doku_json_member(root, "cancel");
	const void *refund = doku_json_member(root, "refund");
	if (doku_json_member(cancel, "status") != NULL || doku_json_member(refund, "status") != NULL) {
		return false;
	}
	const void *messages[] = {doku_json_member(root, "message"),
		doku_json_member(cancel, "message"), doku_json_member(refund, "message")};
	bool found = false;
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		/* Checkout's success envelope: saying "success" is no refusal */
		if (says_success(messages[i])) {
			return false;
		}
		found = found || has_words(messages[i]);
	}
	return found;
}

const void *doku_envelope_identifiers(const doku_value_interface *values, const void *root)
{
	static const char *const places[] = {"payment", "peer_to_peer_info"};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const void *found =
			doku_value_member(values, doku_value_member(values, root, places[i]), "identifier");
		doku_value_type type = found == NULL ? DOKU_VALUE_NULL : values->type(found);
		if ((type == DOKU_VALUE_LIST || type == DOKU_VALUE_MAP) && values->count(found) > 0) {
			return found;
		}
	}
	return NULL;
}
