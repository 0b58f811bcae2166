#include "safe_report.h"

#include "../json/json.h"

#define SHOWN_PATHS 5

/* The characters are what stands behind the last "has " of the rule's own message. */
static doku_slice characters_of(doku_slice message)
{
	static const char mark[] = "; it has ";
	for (size_t i = 0; i + sizeof(mark) - 1 <= message.length; i++) {
		if (memcmp(message.data + i, mark, sizeof(mark) - 1) == 0) {
			size_t start = i + sizeof(mark) - 1;
			return doku_slice_make(message.data + start, message.length - start);
		}
	}
	return DOKU_SLICE_EMPTY;
}

static bool append_path(const doku_violation_list *list, const doku_violation *violation,
	size_t shown, doku_buffer *out)
{
	if (shown == SHOWN_PATHS) {
		return doku_buffer_append_string(out, "; and others");
	}
	return (shown == 0 || doku_buffer_append_string(out, "; "))
		&& doku_buffer_append_slice(out, doku_violation_path(list, violation))
		&& doku_buffer_append_string(out, " (")
		&& doku_buffer_append_slice(out, characters_of(doku_violation_message(list, violation)))
		&& doku_buffer_append_byte(out, ')');
}

bool doku_safe_describe(const doku_field *rules, doku_slice body, doku_buffer *out)
{
	doku_json_document *document;
	if (rules == NULL || doku_json_parse(body, &document) != DOKU_JSON_OK) {
		return true;
	}
	doku_payload payload;
	doku_payload_init(&payload);
	payload.characters = DOKU_CHARACTERS_SAFE;
	bool done = doku_payload_build(&payload, rules, &doku_json_values, doku_json_root(document));
	size_t shown = 0;
	for (size_t i = 0; done && i < payload.violations.count && shown <= SHOWN_PATHS; i++) {
		if (payload.violations.items[i].rule == DOKU_RULE_SAFE_STRING) {
			done = append_path(&payload.violations, &payload.violations.items[i], shown++, out);
		}
	}
	doku_payload_free(&payload);
	doku_json_free(document);
	return done;
}
