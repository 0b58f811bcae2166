#include "amount.h"

#include "../base/error.h"
#include "../base/number.h"
#include "../json/json.h"

static doku_amount_state state_of(doku_whole_reading reading)
{
	return reading == DOKU_WHOLE_READ ? DOKU_AMOUNT_READ : DOKU_AMOUNT_UNREADABLE;
}

doku_amount_state doku_amount_read(
	const doku_value_interface *values, const void *node, doku_slice token, int64_t *amount)
{
	switch (doku_value_type_of(values, node)) {
		case DOKU_VALUE_NULL:
			return DOKU_AMOUNT_ABSENT;
		case DOKU_VALUE_INTEGER:
			*amount = values->integer(node);
			return *amount < 0 ? DOKU_AMOUNT_UNREADABLE : DOKU_AMOUNT_READ;
		case DOKU_VALUE_REAL:
			return state_of(doku_whole_from_json(token, amount));
		case DOKU_VALUE_TEXT:
			return state_of(doku_whole_from_text(values->text(node), amount));
		default:
			return DOKU_AMOUNT_UNREADABLE;
	}
}

static void show_value(const doku_value_interface *values, const void *node, doku_buffer *out);

/* What stands inside an object is not told: an amount has no members. */
static void show_list(const doku_value_interface *values, const void *node, doku_buffer *out)
{
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	bool is_first = true;
	doku_buffer_append_byte(out, '[');
	while (out->state == DOKU_BUFFER_OK && values->next(node, &cursor, &entry)) {
		if (!is_first) {
			doku_buffer_append_byte(out, ',');
		}
		is_first = false;
		show_value(values, entry.value, out);
	}
	doku_buffer_append_byte(out, ']');
}

static void show_value(const doku_value_interface *values, const void *node, doku_buffer *out)
{
	switch (doku_value_type_of(values, node)) {
		case DOKU_VALUE_NULL:
			doku_buffer_append_string(out, "null");
			break;
		case DOKU_VALUE_BOOLEAN:
			doku_buffer_append_string(out, values->boolean(node) ? "true" : "false");
			break;
		case DOKU_VALUE_INTEGER:
			doku_buffer_append_integer(out, values->integer(node));
			break;
		case DOKU_VALUE_REAL:
			doku_json_write_real(out, values->real(node));
			break;
		case DOKU_VALUE_TEXT: {
			char text[DOKU_AMOUNT_SHOWN_SIZE];
			doku_slice written = values->text(node);
			doku_error_copy_text(text, sizeof(text), written.data, written.length);
			doku_buffer_append_byte(out, '"');
			doku_buffer_append_string(out, text);
			doku_buffer_append_byte(out, '"');
			break;
		}
		case DOKU_VALUE_LIST:
			show_list(values, node, out);
			break;
		case DOKU_VALUE_MAP:
		case DOKU_VALUE_UNSUPPORTED:
			doku_buffer_append_string(out, "{...}");
			break;
	}
}

void doku_amount_show(const doku_value_interface *values, const void *node, doku_slice token,
	char shown[DOKU_AMOUNT_SHOWN_SIZE])
{
	char storage[4 * DOKU_AMOUNT_SHOWN_SIZE];
	doku_buffer out;
	doku_buffer_init_in(&out, storage, sizeof(storage), sizeof(storage));
	if (doku_value_type_of(values, node) == DOKU_VALUE_REAL) {
		size_t longest = sizeof(storage) - 1;
		doku_buffer_append(&out, token.data, token.length < longest ? token.length : longest);
	} else {
		show_value(values, node, &out);
	}
	doku_error_copy_text(shown, DOKU_AMOUNT_SHOWN_SIZE, out.data, out.length);
	doku_buffer_free(&out);
}
