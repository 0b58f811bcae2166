#include "envelope.h"

#define MESSAGE_LIMIT ((size_t)16 * 1024)

static bool append_part(doku_slice text, const char *separator, doku_buffer *out)
{
	return (out->length == 0 || doku_buffer_append_string(out, separator))
		&& doku_buffer_append_slice(out, text);
}

/* Appends a string, the strings of a list, or those of an object with their names before them. */
static bool append_words(const void *node, doku_buffer *out)
{
	doku_value_type type = doku_value_type_of(&doku_json_values, node);
	if (type == DOKU_VALUE_TEXT) {
		doku_slice text = doku_json_string(node);
		return text.length == 0 || append_part(text, "; ", out);
	}
	if (type != DOKU_VALUE_LIST && type != DOKU_VALUE_MAP) {
		return true;
	}
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	while (doku_json_values.next(node, &cursor, &entry)) {
		doku_slice text = doku_json_string(entry.value);
		bool is_named = type == DOKU_VALUE_MAP && text.length > 0;
		bool done = is_named ? append_part(entry.key, "; ", out) && append_part(text, ": ", out)
							 : append_words(entry.value, out);
		if (!done) {
			return false;
		}
	}
	return true;
}

static void copy_scalar(const void *node, char *field, size_t size)
{
	doku_slice text = doku_json_scalar(node);
	doku_error_copy_text(field, size, text.data, text.length);
}

/* Where a refusal has its words besides "message". */
static bool append_refusal_words(const void *root, doku_buffer *out)
{
	static const char *const places[] = {"error_messages", "errors", "responseMessage"};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!append_words(doku_json_member(root, places[i]), out)) {
			return false;
		}
	}
	const void *error = doku_json_member(root, "error");
	return doku_json_is_object(error) || append_words(error, out);
}

bool doku_envelope_read(const void *root, doku_error *error)
{
	const void *nested = doku_json_member(root, "error");
	const void *envelope = doku_json_is_object(nested) ? nested : root;
	copy_scalar(doku_json_member(envelope, "code"), error->api_code, sizeof(error->api_code));
	copy_scalar(doku_json_member(envelope, "type"), error->api_type, sizeof(error->api_type));
	if (error->api_code[0] == '\0') {
		copy_scalar(
			doku_json_member(root, "responseCode"), error->api_code, sizeof(error->api_code));
	}
	doku_buffer words;
	doku_buffer_init(&words, MESSAGE_LIMIT);
	append_words(doku_json_member(envelope, "message"), &words);
	if (words.length == 0) {
		append_words(doku_json_member(root, "message"), &words);
	}
	append_refusal_words(root, &words);
	doku_error_copy_text(error->api_message, sizeof(error->api_message), words.data, words.length);
	doku_buffer_free(&words);
	return error->api_message[0] != '\0'
		|| (error->api_code[0] != '\0' && (envelope != root || error->api_type[0] != '\0'));
}

bool doku_envelope_says_more_than_failed(const void *root)
{
	static const char *const places[] = {"transaction", "payment", "cancel", "refund"};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const void *status = doku_json_member(doku_json_member(root, places[i]), "status");
		bool is_blank = doku_json_values.type(status) == DOKU_VALUE_TEXT
			&& doku_slice_trim(doku_json_string(status)).length == 0;
		if (status != NULL && !is_blank
			&& !doku_state_word_is(doku_json_string(status), "FAILED")) {
			return true;
		}
	}
	return false;
}

bool doku_envelope_message(const void *root, doku_buffer *out)
{
	static const char *const places[] = {"cancel", "refund", "payment", "transaction"};
	const void *error = doku_json_member(root, "error");
	bool done = append_words(doku_json_member(root, "message"), out)
		&& append_words(doku_json_member(error, "message"), out) && append_refusal_words(root, out);
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

doku_order_status doku_envelope_order_status(const doku_value_interface *values, const void *root)
{
	const void *transaction = doku_value_member(values, root, "transaction");
	const void *order = doku_value_member(values, root, "order");
	return doku_order_status_from_words(transaction != NULL,
		doku_value_string(values, doku_value_member(values, transaction, "status")),
		doku_value_string(values, doku_value_member(values, order, "status")));
}

const void *doku_envelope_identifiers(const doku_value_interface *values, const void *root)
{
	static const char *const places[] = {"payment", "peer_to_peer_info"};
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const void *found =
			doku_value_member(values, doku_value_member(values, root, places[i]), "identifier");
		doku_value_type type = doku_value_type_of(values, found);
		if ((type == DOKU_VALUE_LIST || type == DOKU_VALUE_MAP) && values->count(found) > 0) {
			return found;
		}
	}
	return NULL;
}
