/* The strict reader by itself: what it says where several things could be, and its steps of eight. */
#include <stdlib.h>

#include "base/caps.h"
#include "check.h"
#include "json/json.h"
#include "support_json.h"

#define FAULT(text, fault) \
	{ \
		text, sizeof(text) - 1, DOKU_JSON_FAULT_##fault \
	}

/* What is told where several things could be. */
static const struct {
	const char *text;
	size_t length;
	doku_json_fault fault;
} fault_rows[] = {
	FAULT("", EMPTY),
	FAULT(" \n", EMPTY),
	FAULT("{\"a\":1,\"a\":2}", KEY_TWICE),
	FAULT("{\"a\":1,\"\\u0061\":[", KEY_TWICE),
	FAULT("{} x", TRAILING_DATA),
	FAULT("{}\0", TRAILING_DATA),
	FAULT("\xEF\xBB\xBF{}", SYNTAX),
	FAULT("{\"a\"", CUT_OFF),
	FAULT("{\"a\":1,", CUT_OFF),
	FAULT("[1,", CUT_OFF),
	FAULT("[\"a", CUT_OFF),
	FAULT("[\"a\\", CUT_OFF),
	FAULT("[\"\\u00", CUT_OFF),
	FAULT("[tru", CUT_OFF),
	FAULT("[-", CUT_OFF),
	FAULT("[1.", CUT_OFF),
	FAULT("[1,]", SYNTAX),
	FAULT("[trux", SYNTAX),
	FAULT("[tx", SYNTAX),
	FAULT("['a']", SYNTAX),
	FAULT("[NaN]", SYNTAX),
	FAULT("[01]", SYNTAX),
	FAULT("[\"\xFF\"]", INVALID_UTF8),
	FAULT("[\"12345678\xFF\"]", INVALID_UTF8),
	FAULT("{\"\xC0\xAF\":1}", INVALID_UTF8),
	FAULT("[\"\\ud800\"]", LONE_SURROGATE),
	FAULT("[\"\\udc00\"]", LONE_SURROGATE),
	FAULT("[\"\\ud800\\u0041\"]", LONE_SURROGATE),
	FAULT("[\"\n\"]", CONTROL_CHARACTER),
	FAULT("[\"1234567\x1F\"]", CONTROL_CHARACTER),
	FAULT("[\"a\0\"]", CONTROL_CHARACTER),
	FAULT("{\"a\\u0000\":1}", NUL_IN_KEY),
};

static void check_faults(void)
{
	for (size_t i = 0; i < CHECK_COUNT(fault_rows); i++) {
		check_context("fault of %s", fault_rows[i].text);
		CHECK_INTEGER(test_json_fault(doku_slice_make(fault_rows[i].text, fault_rows[i].length)),
			fault_rows[i].fault);
	}
	/* what was refused stays refused, and the first fault counts */
	doku_json_reader reader;
	doku_json_item item;
	check_context("a maker refuses");
	doku_json_reader_init(&reader, DOKU_SLICE_LITERAL("[1]"));
	CHECK_INTEGER(doku_json_next(&reader, &item), DOKU_JSON_EVENT_LIST);
	doku_json_refuse(&reader, DOKU_JSON_FAULT_KEY_TWICE);
	doku_json_refuse(&reader, DOKU_JSON_FAULT_SYNTAX);
	CHECK_INTEGER(doku_json_next(&reader, &item), DOKU_JSON_EVENT_REFUSED);
	CHECK_INTEGER(reader.fault, DOKU_JSON_FAULT_KEY_TWICE);
}

/* A special byte at every place of a text, so at every place of a step of eight. */
static void check_places(void)
{
	for (size_t length = 0; length < 40; length++) {
		for (size_t place = 0; place < length; place++) {
			char text[64] = "[\"";
			memset(text + 2, 0x7F, length); /* the highest plain byte */
			memcpy(text + 2 + length, "\"]", 2);
			check_context("length %zu, place %zu", length, place);
			CHECK_INTEGER(test_json_fault(doku_slice_make(text, length + 4)), DOKU_JSON_FAULT_NONE);
			text[2 + place] = 0x20;
			CHECK_INTEGER(test_json_fault(doku_slice_make(text, length + 4)), DOKU_JSON_FAULT_NONE);
			text[2 + place] = 0x1F;
			CHECK_INTEGER(test_json_fault(doku_slice_make(text, length + 4)),
				DOKU_JSON_FAULT_CONTROL_CHARACTER);
			text[2 + place] = (char)0x80;
			CHECK_INTEGER(
				test_json_fault(doku_slice_make(text, length + 4)), DOKU_JSON_FAULT_INVALID_UTF8);
			text[2 + place] = '"';
			CHECK(test_json_fault(doku_slice_make(text, length + 4)) != DOKU_JSON_FAULT_NONE);
		}
	}
}

/* Members of one object are capped, elements of a list and objects side by side are not. */
static void check_members(void)
{
	doku_buffer text;
	doku_json_document *document;
	for (size_t count = DOKU_MAX_JSON_MEMBERS; count <= DOKU_MAX_JSON_MEMBERS + 1; count++) {
		doku_buffer_init(&text, DOKU_MAX_BODY_BYTES);
		doku_buffer_append_string(&text, "[{\"x\":1},{");
		for (size_t i = 0; i < count; i++) {
			doku_buffer_append_string(&text, i == 0 ? "\"" : ",\"");
			doku_buffer_append_integer(&text, (int64_t)i);
			doku_buffer_append_string(&text, "\":0");
		}
		doku_buffer_append_string(&text, "},{\"x\":1}]");
		bool is_taken = count == DOKU_MAX_JSON_MEMBERS;
		check_context("%zu members", count);
		CHECK_INTEGER(doku_json_parse(doku_buffer_slice(&text), &document),
			is_taken ? DOKU_JSON_OK : DOKU_JSON_INVALID);
		doku_json_free(document);
		CHECK_INTEGER(test_json_fault(doku_buffer_slice(&text)),
			is_taken ? DOKU_JSON_FAULT_NONE : DOKU_JSON_FAULT_TOO_MANY_MEMBERS);
		doku_buffer_free(&text);
	}
	doku_buffer_init(&text, DOKU_MAX_BODY_BYTES);
	doku_buffer_append_string(&text, "[0");
	for (size_t i = 0; i < 2 * DOKU_MAX_JSON_MEMBERS; i++) {
		doku_buffer_append_string(&text, ",0");
	}
	doku_buffer_append_string(&text, "]");
	check_context("a long list");
	CHECK_INTEGER(test_json_fault(doku_buffer_slice(&text)), DOKU_JSON_FAULT_NONE);
	doku_buffer_free(&text);
}

int main(void)
{
	check_faults();
	check_places();
	check_members();
	return check_finish();
}
