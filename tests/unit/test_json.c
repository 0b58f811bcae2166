/* Reading JSON: what is accepted, what is refused, and what the nodes then say. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "json/json.h"
#include "base/caps.h"
#include "support_json.h"

#define ROW(status, text) \
	{ \
		text, sizeof(text) - 1, status \
	}
#define OK(text) ROW(DOKU_JSON_OK, text)
#define BAD(text) ROW(DOKU_JSON_INVALID, text)
#define SCALAR(text) ROW(DOKU_JSON_SCALAR, text)

static const struct {
	const char *text;
	size_t length;
	doku_json_status status;
} rows[] = {
	OK("{}"),
	OK("[]"),
	OK(" \t\r\n{ } \t\r\n"),
	OK("{\"a\":1}"),
	OK("[1,2,3]"),
	OK("[true,false,null]"),
	OK("{\"a\":{\"b\":[{}]}}"),
	OK("{\"\":1}"),
	OK("{\"a\":1,\"A\":1}"),
	OK("[\"\"]"),
	OK("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
	OK("[\"\\u0000\"]"),
	OK("[\"\x7F\"]"),
	OK("[\"\\u00e9\\uD83D\\uDE00\"]"),
	OK("[\"\xC3\xA9\xF0\x9F\x98\x80\"]"),
	OK("[0,-0,1,-1,10,1.0,0.5,-0.5e10,1e5,1E+5,1e-5,0e0,0.0]"),
	OK("[9223372036854775807,-9223372036854775808]"),
	OK("[9223372036854775808]"),
	OK("[-9223372036854775809]"),
	OK("[18446744073709551615]"),
	OK("[18446744073709551616]"),
	OK("[100000000000000000000000000000000000000000000000000]"),
	OK("[1e400]"),
	OK("[1e-400]"),
	OK("{\"a\":1,\"b\":{\"a\":1}}"),
	OK("[{\"a\":1},{\"a\":1}]"),
	/* scalars are JSON, but no document of DOKU's */
	SCALAR("1"),
	SCALAR("\"x\""),
	SCALAR("null"),
	SCALAR("true"),
	SCALAR(" 1.5 "),
	/* nothing, or not one value */
	BAD(""),
	BAD(" "),
	BAD("\n"),
	BAD("{}{}"),
	BAD("{} x"),
	BAD("{},"),
	BAD("[]]"),
	BAD("{}\0"),
	BAD("\0{}"),
	BAD("{}\0x"),
	BAD("\xEF\xBB\xBF{}"),
	BAD("{"),
	BAD("["),
	BAD("[1"),
	BAD("[1,"),
	BAD("{\"a\""),
	BAD("{\"a\":"),
	BAD("{\"a\":1"),
	BAD("{\"a\":1,"),
	BAD("]"),
	BAD("}"),
	BAD("[}"),
	BAD("{]"),
	BAD("\f{}"),
	BAD("\v[]"),
	BAD("\xC2\xA0{}"),
	/* commas and colons */
	BAD("[1,]"),
	BAD("[,1]"),
	BAD("[1,,2]"),
	BAD("[1 2]"),
	BAD("{\"a\":1,}"),
	BAD("{,}"),
	BAD("{\"a\" 1}"),
	BAD("{\"a\":1 \"b\":2}"),
	BAD("{\"a\"::1}"),
	BAD("{:1}"),
	BAD("[1:2]"),
	/* what json-c takes in its strict mode */
	BAD("{'a':1}"),
	BAD("['a']"),
	BAD("{a:1}"),
	BAD("[NaN]"),
	BAD("[-Infinity]"),
	BAD("[Infinity]"),
	BAD("[nan]"),
	BAD("[inf]"),
	BAD("{\"a\":1,\"a\":2}"),
	BAD("{\"a\":1,\"\\u0061\":2}"),
	BAD("{\"\":1,\"\":2}"),
	BAD("{\"x\":{\"a\":1,\"b\":2,\"a\":3}}"),
	BAD("{\"a\":{\"b\":1,\"c\":2},\"a\":{}}"),
	BAD("[{\"k\":[{\"a\":1,\"a\":1}]}]"),
	BAD("{\"\xC3\xA9\":1,\"\\u00e9\":2}"),
	BAD("{\"\xF0\x9F\x98\x80\":1,\"\\ud83d\\ude00\":1}"),
	BAD("{\"a\\u0000b\":1}"),
	BAD("{\"\\u0000\":1}"),
	BAD("{\"a\0b\":1}"),
	BAD("[\"a\0b\"]"),
	BAD("[\"a\nb\"]"),
	BAD("[\"a\tb\"]"),
	BAD("[\"\x1F\"]"),
	BAD("{\"a\nb\":1}"),
	BAD("/* c */{}"),
	BAD("{}// c"),
	BAD("#\n{}"),
	BAD("[1]/**/"),
	/* words */
	BAD("[True]"),
	BAD("[TRUE]"),
	BAD("[nul]"),
	BAD("[nulll]"),
	BAD("[tru]"),
	BAD("[fals]"),
	BAD("[undefined]"),
	BAD("[falsey]"),
	/* numbers */
	BAD("[01]"),
	BAD("[-01]"),
	BAD("[00]"),
	BAD("[+1]"),
	BAD("[.5]"),
	BAD("[1.]"),
	BAD("[1.e5]"),
	BAD("[-]"),
	BAD("[--1]"),
	BAD("[1e]"),
	BAD("[1e+]"),
	BAD("[1e+-5]"),
	BAD("[e5]"),
	BAD("[0x10]"),
	BAD("[1_000]"),
	BAD("[1,5e]"),
	BAD("[1.5.5]"),
	BAD("[1e5.5]"),
	BAD("[- 1]"),
	BAD("[1 .5]"),
	BAD("[12abc]"),
	BAD("[\xD9\xA1]"),
	/* strings and escapes */
	BAD("[\"]"),
	BAD("[\"a]"),
	BAD("[\"\\\"]"),
	BAD("[\"\\x41\"]"),
	BAD("[\"\\a\"]"),
	BAD("[\"\\0\"]"),
	BAD("[\"\\\0\"]"),
	BAD("[\"\\'\"]"),
	BAD("[\"\\u\"]"),
	BAD("[\"\\u12\"]"),
	BAD("[\"\\u123\"]"),
	BAD("[\"\\u12G4\"]"),
	BAD("[\"\\U0041\"]"),
	BAD("[\"\\u 041\"]"),
	BAD("[\"\\u-041\"]"),
	BAD("[\"\\"),
	BAD("[\"\\u"),
	BAD("[\"\\u004"),
	/* lone and swapped surrogates */
	BAD("[\"\\uD800\"]"),
	BAD("[\"\\uDBFF\"]"),
	BAD("[\"\\uDC00\"]"),
	BAD("[\"\\uDFFF\"]"),
	BAD("[\"\\uD800x\"]"),
	BAD("[\"\\uD800\\n\"]"),
	BAD("[\"\\uD800\\u0041\"]"),
	BAD("[\"\\uD800\\uD800\"]"),
	BAD("[\"\\uDC00\\uD800\"]"),
	BAD("[\"\\uD83D\\uDE0\"]"),
	BAD("{\"\\uD800\":1}"),
	/* UTF-8 */
	BAD("[\"\xFF\"]"),
	BAD("[\"\xC0\xAF\"]"),
	BAD("[\"\xED\xA0\x80\"]"),
	BAD("[\"\xF4\x90\x80\x80\"]"),
	BAD("[\"\xC3\"]"),
	BAD("[\"\xE2\x82\"]"),
	BAD("{\"\x80\":1}"),
	BAD("[\xC3\xA9]"),
	/* other encodings */
	BAD("{\0\"\0a\0\"\0:\0"
		"1\0}\0"),
	BAD("\xFF\xFE{\0}\0"),
	/* keys */
	BAD("{1:1}"),
	BAD("{null:1}"),
	BAD("{true:1}"),
	BAD("{[]:1}"),
	BAD("{{}:1}"),
};

static void check_rows(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_json_document *document = NULL;
		doku_slice text = doku_slice_make(rows[i].text, rows[i].length);
		check_context("row %zu: %.*s", i, (int)text.length, text.data);
		doku_json_status status = doku_json_parse(text, &document);
		CHECK_INTEGER(status, rows[i].status);
		CHECK((document != NULL) == (rows[i].status == DOKU_JSON_OK));
		doku_json_free(document);

		/* in a block of its own size, so that ASan sees a read past the end */
		char *copy = malloc(text.length == 0 ? 1 : text.length);
		memcpy(copy, text.data, text.length);
		doku_json_fault fault = test_json_fault(doku_slice_make(copy, text.length));
		CHECK_INTEGER(fault != DOKU_JSON_FAULT_NONE, rows[i].status == DOKU_JSON_INVALID);
		CHECK_INTEGER(doku_json_fault_words(fault)[0] != '\0', fault != DOKU_JSON_FAULT_NONE);
		free(copy);
	}
	doku_json_free(NULL);
}

static doku_json_status parse_nested(
	size_t depth, const char *open, const char *middle, const char *close)
{
	doku_buffer text;
	doku_json_document *document = NULL;
	doku_buffer_init(&text, 4u * DOKU_MAX_BODY_BYTES);
	for (size_t i = 0; i < depth; i++) {
		doku_buffer_append_string(&text, open);
	}
	doku_buffer_append_string(&text, middle);
	for (size_t i = 0; i < depth; i++) {
		doku_buffer_append_string(&text, close);
	}
	doku_json_status status = doku_json_parse(doku_buffer_slice(&text), &document);
	doku_json_free(document);
	doku_buffer_free(&text);
	return status;
}

static void check_depth(void)
{
	check_context("depth");
	CHECK_INTEGER(parse_nested(31, "[", "1", "]"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(32, "[", "1", "]"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(32, "[", "", "]"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(33, "[", "1", "]"), DOKU_JSON_INVALID);
	CHECK_INTEGER(parse_nested(33, "[", "", "]"), DOKU_JSON_INVALID);
	CHECK_INTEGER(parse_nested(32, "{\"a\":", "1", "}"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(32, "{\"a\":", "\"x\"", "}"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(33, "{\"a\":", "1", "}"), DOKU_JSON_INVALID);
	CHECK_INTEGER(parse_nested(16, "[{\"a\":", "1", "}]"), DOKU_JSON_OK);
	CHECK_INTEGER(parse_nested(16, "[{\"a\":", "[]", "}]"), DOKU_JSON_INVALID);
	CHECK_INTEGER(parse_nested(500000, "[", "", ""), DOKU_JSON_INVALID);
	/* side by side is not deep */
	CHECK_INTEGER(parse_nested(1, "[",
					  "[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],"
					  "[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]",
					  "]"),
		DOKU_JSON_OK);
}

/* 1 MiB exactly is read, one byte more is not. */
static void check_size(void)
{
	char *text = malloc(DOKU_MAX_BODY_BYTES + 1);
	memset(text, ' ', DOKU_MAX_BODY_BYTES + 1);
	memcpy(text, "[1]", 3);
	doku_json_document *document = NULL;
	check_context("size");
	CHECK_INTEGER(
		doku_json_parse(doku_slice_make(text, DOKU_MAX_BODY_BYTES), &document), DOKU_JSON_OK);
	doku_json_free(document);
	CHECK_INTEGER(doku_json_parse(doku_slice_make(text, DOKU_MAX_BODY_BYTES + 1), &document),
		DOKU_JSON_INVALID);
	CHECK(document == NULL);

	/* one string as long as the cap allows */
	memset(text, 'x', DOKU_MAX_BODY_BYTES);
	memcpy(text, "[\"", 2);
	memcpy(text + DOKU_MAX_BODY_BYTES - 2, "\"]", 2);
	CHECK_INTEGER(
		doku_json_parse(doku_slice_make(text, DOKU_MAX_BODY_BYTES), &document), DOKU_JSON_OK);
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	if (CHECK(doku_json_values.next(doku_json_root(document), &cursor, &entry))) {
		CHECK_INTEGER(doku_json_string(entry.value).length, DOKU_MAX_BODY_BYTES - 4);
	}
	doku_json_free(document);

	/* as many integers beyond 64 bits as fit */
	size_t length = 0;
	text[length++] = '[';
	while (length + 22 < DOKU_MAX_BODY_BYTES) {
		memcpy(text + length, "99999999999999999999,", 21);
		length += 21;
	}
	memcpy(text + length, "1]", 2);
	length += 2;
	CHECK_INTEGER(doku_json_parse(doku_slice_make(text, length), &document), DOKU_JSON_OK);
	doku_json_free(document);
	free(text);
}

/* The document of a row that is known to be good. */
static doku_json_document *parse(const char *text)
{
	doku_json_document *document = NULL;
	if (doku_json_parse(doku_slice_from_string(text), &document) != DOKU_JSON_OK) {
		fprintf(stderr, "cannot parse %s\n", text);
		exit(2);
	}
	return document;
}

static const struct {
	const char *json;   /* the member's value */
	const char *scalar; /* NULL: neither text nor number */
	bool is_string;
} value_rows[] = {
	{"90000", "90000", false},
	{"90000.00", "90000.00", false},
	{"\"90000\"", "90000", true},
	{"\"90000.00\"", "90000.00", true},
	{"\"90000.\"", "90000.", true},
	{"0", "0", false},
	{"-5", "-5", false},
	{"\"-5.0\"", "-5.0", true},
	{"9223372036854775807", "9223372036854775807", false},
	{"-9223372036854775807", "-9223372036854775807", false},
	{"9223372036854775808", "9223372036854775808", true},
	{"-9223372036854775809", "-9223372036854775809", true},
	{"18446744073709551615", "18446744073709551615", true},
	{"123456789012345678901234567890", "123456789012345678901234567890", true},
	{"\"9223372036854775808\"", "9223372036854775808", true},
	{"90000.5", "90000.5", false},
	{"90000.10", "90000.10", false},
	{"9e4", "9e4", false},
	{"9E+4", "9E+4", false},
	{"9.0e4", "9.0e4", false},
	{"9.00001e5", "9.00001e5", false},
	{"90000.0e0", "90000.0e0", false},
	{"900000e-1", "900000e-1", false},
	{"9.5e0", "9.5e0", false},
	{"1e-1", "1e-1", false},
	{"0.0e-5", "0.0e-5", false},
	{"0e99999999999999999999", "0e99999999999999999999", false},
	{"1e18", "1e18", false},
	{"1e19", "1e19", false},
	{"1e99999999999999999999", "1e99999999999999999999", false},
	{"1e-99999999999999999999", "1e-99999999999999999999", false},
	{"90000.00000000000001", "90000.00000000000001", false},
	{"9007199254740993.00", "9007199254740993.00", false},
	{"9223372036854775807.0", "9223372036854775807.0", false},
	{"9223372036854775808.0", "9223372036854775808.0", false},
	{"\"9e4\"", "9e4", true},
	{"\" 5\"", " 5", true},
	{"\"5 \"", "5 ", true},
	{"\"+5\"", "+5", true},
	{"\"-\"", "-", true},
	{"\"\"", "", true},
	{"\".0\"", ".0", true},
	{"\"5.0.0\"", "5.0.0", true},
	{"\"0x10\"", "0x10", true},
	{"true", NULL, false},
	{"null", NULL, false},
	{"[]", NULL, false},
	{"{}", NULL, false},
	{"[5]", NULL, false},
};

static void check_values(void)
{
	for (size_t i = 0; i < CHECK_COUNT(value_rows); i++) {
		char text[128];
		snprintf(text, sizeof(text), "{\"v\":%s}", value_rows[i].json);
		check_context("value %s", text);
		doku_json_document *document = parse(text);
		const void *node = doku_json_member(doku_json_root(document), "v");
		doku_slice scalar = doku_json_scalar(node);
		if (value_rows[i].scalar == NULL) {
			CHECK(scalar.data == NULL);
		} else {
			CHECK(scalar.data != NULL);
			CHECK_TEXT(scalar, value_rows[i].scalar);
		}
		CHECK_INTEGER(doku_json_string(node).data != NULL, value_rows[i].is_string);
		doku_json_free(document);
	}
}

static void check_nodes(void)
{
	check_context("nodes");
	doku_json_document *document =
		parse("{\"s\":\"a\\u0000b\\u00e9\",\"n\":null,\"t\":true,\"f\":false,\"i\":-7,\"r\":1.5,"
			  "\"l\":[1,null,\"x\"],\"o\":{\"k\":{\"d\":1}},\"e\":[]}");
	const void *root = doku_json_root(document);
	CHECK(doku_json_is_object(root) && !doku_json_is_list(root));
	CHECK(doku_json_member(root, "absent") == NULL);
	CHECK(doku_json_member(root, "n") == NULL);
	CHECK(doku_json_member(NULL, "n") == NULL);
	CHECK(doku_json_member(doku_json_member(root, "l"), "n") == NULL);
	CHECK(doku_json_is_list(doku_json_member(root, "l")));
	CHECK(!doku_json_is_object(NULL) && !doku_json_is_list(NULL));
	CHECK_SLICE(doku_json_string(doku_json_member(root, "s")), DOKU_SLICE_LITERAL("a\0b\xC3\xA9"));
	CHECK(doku_json_string(NULL).data == NULL);
	CHECK(doku_json_scalar(NULL).data == NULL);

	static const doku_value_type types[] = {DOKU_VALUE_TEXT, DOKU_VALUE_NULL, DOKU_VALUE_BOOLEAN,
		DOKU_VALUE_BOOLEAN, DOKU_VALUE_INTEGER, DOKU_VALUE_REAL, DOKU_VALUE_LIST, DOKU_VALUE_MAP,
		DOKU_VALUE_LIST};
	static const char *const keys[] = {"s", "n", "t", "f", "i", "r", "l", "o", "e"};
	doku_value_cursor cursor = {0, NULL};
	doku_value_entry entry;
	size_t count = 0;
	while (doku_json_values.next(root, &cursor, &entry) && count < CHECK_COUNT(types)) {
		CHECK_TEXT(entry.key, keys[count]);
		CHECK_INTEGER(doku_json_values.type(entry.value), types[count]);
		count++;
	}
	CHECK_INTEGER(count, CHECK_COUNT(types));
	CHECK_INTEGER(doku_json_values.count(root), CHECK_COUNT(types));
	CHECK(doku_json_values.identity(root) == root);
	CHECK(doku_json_values.boolean(doku_json_member(root, "t")));
	CHECK(!doku_json_values.boolean(doku_json_member(root, "f")));
	CHECK_INTEGER(doku_json_values.integer(doku_json_member(root, "i")), -7);
	CHECK(doku_json_values.real(doku_json_member(root, "r")) == 1.5);

	const void *list = doku_json_member(root, "l");
	cursor = (doku_value_cursor){0, NULL};
	CHECK_INTEGER(doku_json_values.count(list), 3);
	CHECK(doku_json_values.next(list, &cursor, &entry) && entry.key.length == 0);
	CHECK(doku_json_values.next(list, &cursor, &entry) && entry.value == NULL);
	CHECK(doku_json_values.next(list, &cursor, &entry));
	CHECK_TEXT(doku_json_values.text(entry.value), "x");
	CHECK(!doku_json_values.next(list, &cursor, &entry));

	cursor = (doku_value_cursor){0, NULL};
	CHECK(!doku_json_values.next(doku_json_member(root, "e"), &cursor, &entry));
	doku_json_free(document);

	document = parse("{}");
	cursor = (doku_value_cursor){0, NULL};
	CHECK(!doku_json_values.next(doku_json_root(document), &cursor, &entry));
	CHECK_INTEGER(doku_json_values.count(doku_json_root(document)), 0);
	doku_json_free(document);
}

/* A number's text must not depend on the locale's decimal comma. */
static void check_locale(void)
{
	static const char *const names[] = {"de_DE.UTF-8", "id_ID.UTF-8", "fr_FR.UTF-8", "C"};
	for (size_t i = 0; i < CHECK_COUNT(names); i++) {
		if (setlocale(LC_ALL, names[i]) == NULL) {
			continue;
		}
		check_context("locale %s", names[i]);
		doku_json_document *document = parse("[90000.00,1.5]");
		doku_value_cursor cursor = {0, NULL};
		doku_value_entry entry;
		CHECK(doku_json_values.next(doku_json_root(document), &cursor, &entry));
		CHECK_TEXT(doku_json_scalar(entry.value), "90000.00");
		CHECK(doku_json_values.next(doku_json_root(document), &cursor, &entry));
		CHECK(doku_json_values.real(entry.value) == 1.5);
		doku_json_free(document);
	}
	setlocale(LC_ALL, "C");
}

int main(void)
{
	check_rows();
	check_depth();
	check_size();
	check_values();
	check_nodes();
	check_locale();
	check_context("versions");
	CHECK(doku_json_compiled_version()[0] != '\0');
	CHECK(doku_json_linked_version()[0] != '\0');
	return check_finish();
}
