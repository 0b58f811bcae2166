/* Amounts as DOKU may write them: whole rupiah, or an alarm; null only where there is none. */
#include "base/number.h"
#include "check.h"
#include "json/json.h"
#include "response/amount.h"

#define READ DOKU_AMOUNT_READ
#define ABSENT DOKU_AMOUNT_ABSENT
#define UNREADABLE DOKU_AMOUNT_UNREADABLE

static const struct {
	const char *json; /* the member's value */
	doku_amount_state state;
	int64_t amount;
	const char *shown; /* NULL: as in `json` */
} rows[] = {
	{"null", ABSENT, 0, "null"},
	{"90000", READ, 90000, NULL},
	{"\"90000\"", READ, 90000, NULL},
	{"90000.00", READ, 90000, NULL},
	{"\"90000.00\"", READ, 90000, NULL},
	{"\"90000.000\"", READ, 90000, NULL},
	{"\"1000.000\"", READ, 1000, NULL},
	{"0", READ, 0, NULL},
	{"\"0\"", READ, 0, NULL},
	{"-0.0", READ, 0, NULL},
	{"9e4", READ, 90000, NULL},
	{"9E+4", READ, 90000, NULL},
	{"9.0e4", READ, 90000, NULL},
	{"9.00001e5", READ, 900001, NULL},
	{"900000e-1", READ, 90000, NULL},
	{"0.0e-5", READ, 0, NULL},
	{"0e99999999999999999999", READ, 0, NULL},
	{"1e18", READ, INT64_C(1000000000000000000), NULL},
	{"9007199254740993.00", READ, INT64_C(9007199254740993), NULL},
	{"9223372036854775807", READ, INT64_MAX, NULL},
	{"9223372036854775807.0", READ, INT64_MAX, NULL},
	/* JSON knows one meaning of it */
	{"90.000", READ, 90, NULL},
	/* ninety, or ninety thousand? */
	{"\"90.000\"", UNREADABLE, 0, NULL},
	{"\"1.000\"", UNREADABLE, 0, NULL},
	{"\"0.000\"", UNREADABLE, 0, NULL},
	{"\"1.500\"", UNREADABLE, 0, NULL},
	{"\"1.234.567\"", UNREADABLE, 0, NULL},
	{"\"90,000\"", UNREADABLE, 0, NULL},
	{"\"90000,00\"", UNREADABLE, 0, NULL},
	{"45000.5", UNREADABLE, 0, NULL},
	{"\"45000.5\"", UNREADABLE, 0, NULL},
	{"90000.00000000000001", UNREADABLE, 0, NULL},
	{"9.5e0", UNREADABLE, 0, NULL},
	{"1e-1", UNREADABLE, 0, NULL},
	{"\"9e4\"", UNREADABLE, 0, NULL},
	{"\"Rp 45.000\"", UNREADABLE, 0, NULL},
	{"\"\"", UNREADABLE, 0, NULL},
	{"\" 5\"", UNREADABLE, 0, NULL},
	{"\"5 \"", UNREADABLE, 0, NULL},
	{"\"+5\"", UNREADABLE, 0, NULL},
	{"\"-\"", UNREADABLE, 0, NULL},
	{"\".0\"", UNREADABLE, 0, NULL},
	{"\"90000.\"", UNREADABLE, 0, NULL},
	{"\"5.0.0\"", UNREADABLE, 0, NULL},
	{"\"0x10\"", UNREADABLE, 0, NULL},
	{"-1", UNREADABLE, 0, NULL},
	{"-90000.00", UNREADABLE, 0, NULL},
	{"\"-5.0\"", UNREADABLE, 0, NULL},
	{"9223372036854775808.0", UNREADABLE, 0, NULL},
	{"1e19", UNREADABLE, 0, NULL},
	{"1e99999999999999999999", UNREADABLE, 0, NULL},
	{"1e-99999999999999999999", UNREADABLE, 0, NULL},
	{"-1e99999999999999999999", UNREADABLE, 0, NULL},
	{"99999999999999999999", UNREADABLE, 0, "\"99999999999999999999\""},
	{"\"99999999999999999999\"", UNREADABLE, 0, NULL},
	{"true", UNREADABLE, 0, NULL},
	{"[]", UNREADABLE, 0, NULL},
	{"[45000]", UNREADABLE, 0, NULL},
	{"[\"45000\",null,1.5]", UNREADABLE, 0, NULL},
	{"{}", UNREADABLE, 0, "{...}"},
	{"{\"value\":45000}", UNREADABLE, 0, "{...}"},
};

static void check_rows(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		char text[128];
		snprintf(text, sizeof(text), "{\"v\":%s}", rows[i].json);
		check_context("amount %s", rows[i].json);
		doku_json_document *document = NULL;
		CHECK_INTEGER(doku_json_parse(doku_slice_from_string(text), &document), DOKU_JSON_OK);
		const void *node = doku_json_member(doku_json_root(document), "v");
		doku_slice token = doku_json_scalar(node);
		int64_t amount = 0;
		CHECK_INTEGER(doku_amount_read(&doku_json_values, node, token, &amount), rows[i].state);
		if (rows[i].state == READ) {
			CHECK_INTEGER(amount, rows[i].amount);
		}
		char shown[DOKU_AMOUNT_SHOWN_SIZE];
		doku_amount_show(&doku_json_values, node, token, shown);
		CHECK_STRING(shown, rows[i].shown == NULL ? rows[i].json : rows[i].shown);
		doku_json_free(document);
	}
}

/* What is shown is short and printable, whatever was written. */
static void check_shown(void)
{
	static const char *const written[] = {"\"line\\nbreak\\u0000\"", "[[[[[[[[[[\"x\"]]]]]]]]]]",
		"1.00000000000000000000000000000000000000000000000000000000000000000000000000000001"};
	for (size_t i = 0; i < CHECK_COUNT(written); i++) {
		char text[256];
		snprintf(text, sizeof(text), "[%s]", written[i]);
		check_context("shown %s", written[i]);
		doku_json_document *document = NULL;
		CHECK_INTEGER(doku_json_parse(doku_slice_from_string(text), &document), DOKU_JSON_OK);
		doku_value_cursor cursor = {0, NULL};
		doku_value_entry entry;
		CHECK(doku_json_values.next(doku_json_root(document), &cursor, &entry));
		char shown[DOKU_AMOUNT_SHOWN_SIZE];
		memset(shown, 'x', sizeof(shown));
		doku_amount_show(&doku_json_values, entry.value, doku_json_scalar(entry.value), shown);
		size_t length = strnlen(shown, sizeof(shown));
		CHECK(length > 0 && length < sizeof(shown));
		for (size_t k = 0; k < length; k++) {
			CHECK(shown[k] >= 0x20 && shown[k] < 0x7F);
		}
		doku_json_free(document);
	}
}

static void check_readings(void)
{
	static const struct {
		const char *text;
		doku_whole_reading as_text, as_json;
	} cases[] = {
		{"12", DOKU_WHOLE_READ, DOKU_WHOLE_READ},
		{"-12", DOKU_WHOLE_NEGATIVE, DOKU_WHOLE_NEGATIVE},
		{"-99999999999999999999", DOKU_WHOLE_NEGATIVE, DOKU_WHOLE_NEGATIVE},
		{"99999999999999999999", DOKU_WHOLE_TOO_LARGE, DOKU_WHOLE_TOO_LARGE},
		{"99999999999999999999.00", DOKU_WHOLE_TOO_LARGE, DOKU_WHOLE_TOO_LARGE},
		{"90.000", DOKU_WHOLE_AMBIGUOUS, DOKU_WHOLE_READ},
		{"9e4", DOKU_WHOLE_NONE, DOKU_WHOLE_READ},
		{"1.5", DOKU_WHOLE_NONE, DOKU_WHOLE_NONE},
		{"", DOKU_WHOLE_NONE, DOKU_WHOLE_NONE},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		int64_t number;
		check_context("reading of %s", cases[i].text);
		doku_slice text = doku_slice_from_string(cases[i].text);
		CHECK_INTEGER(doku_whole_from_text(text, &number), cases[i].as_text);
		CHECK_INTEGER(doku_whole_from_json(text, &number), cases[i].as_json);
	}
}

int main(void)
{
	check_rows();
	check_shown();
	check_readings();
	return check_finish();
}
