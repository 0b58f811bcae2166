/* Slices, buffers, the error record, answers, operations and states. */
#include <stdlib.h>

#include "transport/answer.h"
#include "check.h"
#include "base/error.h"
#include "base/caps.h"
#include "request/operation.h"

static void check_slices(void)
{
	check_context("slices");
	CHECK(doku_slice_equals(DOKU_SLICE_EMPTY, DOKU_SLICE_LITERAL("")));
	CHECK(!doku_slice_equals(DOKU_SLICE_LITERAL("a"), DOKU_SLICE_LITERAL("A")));
	CHECK(!doku_slice_equals(DOKU_SLICE_LITERAL("a"), DOKU_SLICE_LITERAL("ab")));
	CHECK(doku_slice_equals_ignore_case(
		DOKU_SLICE_LITERAL("Client-ID"), DOKU_SLICE_LITERAL("cLIENT-id")));
	CHECK(!doku_slice_equals_ignore_case(DOKU_SLICE_LITERAL("a@"), DOKU_SLICE_LITERAL("a`")));
	CHECK(!doku_slice_equals_ignore_case(DOKU_SLICE_LITERAL("a["), DOKU_SLICE_LITERAL("a{")));
	CHECK(!doku_slice_equals_ignore_case(DOKU_SLICE_LITERAL("a"), DOKU_SLICE_LITERAL("ab")));
	CHECK(doku_slice_starts_with(DOKU_SLICE_LITERAL("abc"), DOKU_SLICE_LITERAL("ab")));
	CHECK(doku_slice_starts_with(DOKU_SLICE_LITERAL("abc"), DOKU_SLICE_EMPTY));
	CHECK(!doku_slice_starts_with(DOKU_SLICE_LITERAL("a"), DOKU_SLICE_LITERAL("ab")));
	CHECK_INTEGER(doku_slice_from_string(NULL).length, 0);
}

static void check_buffers(void)
{
	check_context("buffers");
	doku_buffer buffer;
	doku_buffer_init(&buffer, 1000);
	for (int i = 0; i < 1000; i++) {
		CHECK(doku_buffer_append_byte(&buffer, (char)i));
	}
	CHECK_INTEGER(buffer.length, 1000);
	CHECK(buffer.capacity <= 1000);
	CHECK_INTEGER(buffer.state, DOKU_BUFFER_OK);
	CHECK(doku_buffer_append(&buffer, NULL, 0));
	CHECK(!doku_buffer_append_byte(&buffer, 'x'));
	CHECK_INTEGER(buffer.state, DOKU_BUFFER_TOO_LARGE);
	/* the failure is remembered */
	buffer.length = 0;
	CHECK(!doku_buffer_append_string(&buffer, "x"));
	CHECK(!doku_buffer_append(&buffer, "x", 1));
	CHECK(!doku_buffer_reserve(&buffer, 0));
	doku_buffer_free(&buffer);
	CHECK(buffer.data == NULL && buffer.limit == 1000 && buffer.state == DOKU_BUFFER_OK);
	CHECK(!doku_buffer_reserve(&buffer, SIZE_MAX));
	CHECK_INTEGER(buffer.state, DOKU_BUFFER_TOO_LARGE);
	doku_buffer_wipe(&buffer);
	CHECK(doku_buffer_append_string(&buffer, "fake-secret-1"));
	doku_buffer_wipe(&buffer);
	CHECK(buffer.data == NULL && buffer.length == 0);

	static const struct {
		int64_t number;
		const char *text;
	} rows[] = {{0, "0"}, {7, "7"}, {-7, "-7"}, {90000, "90000"},
		{INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_buffer_init(&buffer, 20);
		CHECK(doku_buffer_append_integer(&buffer, rows[i].number));
		CHECK_TEXT(doku_buffer_slice(&buffer), rows[i].text);
		doku_buffer_free(&buffer);
	}
}

static void check_error_messages(void)
{
	static const struct {
		const char *unit; /* repeated until it passes the field */
		size_t width;
	} rows[] = {{"a", 1}, {"\xC3\xA9", 2}, {"\xE2\x82\xAC", 3}, {"\xF0\x9F\x98\x80", 4}};
	doku_error error;
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		for (size_t lead = 0; lead < 4; lead++) {
			char text[DOKU_ERROR_MESSAGE_SIZE * 2] = "";
			memset(text, 'x', lead);
			while (strlen(text) < DOKU_ERROR_MESSAGE_SIZE + 8) {
				strcat(text, rows[i].unit);
			}
			check_context("cut characters of %zu bytes after %zu", rows[i].width, lead);
			doku_error_clear(&error);
			doku_error_set(&error, DOKU_ERROR_API, DOKU_REASON_NONE, "%s", text);
			size_t room = DOKU_ERROR_MESSAGE_SIZE - 1 - lead;
			CHECK_INTEGER(strlen(error.message), lead + room / rows[i].width * rows[i].width);
			CHECK(memcmp(error.message, text, strlen(error.message)) == 0);

			char field[16];
			doku_error_copy_text(field, sizeof(field), text, strlen(text));
			room = sizeof(field) - 1 - lead;
			CHECK_INTEGER(strlen(field), lead + room / rows[i].width * rows[i].width);
		}
	}
	/* bytes that are no text at all */
	char noise[DOKU_ERROR_MESSAGE_SIZE * 2];
	memset(noise, 0x80, sizeof(noise) - 1);
	noise[sizeof(noise) - 1] = '\0';
	check_context("noise");
	doku_error_set(&error, DOKU_ERROR_API, DOKU_REASON_NONE, "%s", noise);
	CHECK(memchr(error.message, '\0', sizeof(error.message)) != NULL);
	doku_error_set(NULL, DOKU_ERROR_API, DOKU_REASON_NONE, "x");

	char field[32];
	doku_error_copy_text(field, sizeof(field),
		"a\nb\x7F"
		"c\xC2\x85"
		"d\xFF"
		"e\0f",
		strlen("a.b.c..d.e.f"));
	CHECK_STRING(field, "a b c d?e f");
	doku_error_copy_text(field, sizeof(field), NULL, 0);
	CHECK_STRING(field, "");
	doku_error_copy_text(field, 1, "abc", 3);
	CHECK_STRING(field, "");
}

static void check_error_kinds(void)
{
	static const struct {
		doku_error_kind kind;
		bool unknown;
	} rows[] = {{DOKU_ERROR_NONE, false}, {DOKU_ERROR_MEMORY, false}, {DOKU_ERROR_ARGUMENT, false},
		{DOKU_ERROR_VALIDATION, false}, {DOKU_ERROR_CONNECTION, false}, {DOKU_ERROR_API, false},
		{DOKU_ERROR_INDETERMINATE, true}, {DOKU_ERROR_RESPONSE, true},
		{DOKU_ERROR_SIGNATURE, false}};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		doku_error error;
		doku_error_clear(&error);
		error.kind = rows[i].kind;
		check_context("kind %d", (int)rows[i].kind);
		CHECK_INTEGER(doku_error_is_unknown(&error), rows[i].unknown);
	}
	/* the names of the public contract */
	static const struct {
		doku_reason reason;
		const char *name;
	} names[] = {{DOKU_REASON_NONE, ""}, {DOKU_REASON_NOT_JSON, "not_json"},
		{DOKU_REASON_TOO_LARGE, "too_large"}, {DOKU_REASON_WRONG_SHAPE, "wrong_shape"},
		{DOKU_REASON_SIGNATURE, "signature"}, {DOKU_REASON_MISMATCH, "mismatch"},
		{DOKU_REASON_MISSING_HEADER, "missing_header"}, {DOKU_REASON_MALFORMED, "malformed"},
		{DOKU_REASON_CLIENT_ID, "client_id"}, {DOKU_REASON_STALE, "stale"}};
	for (size_t i = 0; i < CHECK_COUNT(names); i++) {
		CHECK_STRING(doku_reason_name(names[i].reason), names[i].name);
	}
}

static void check_answers(void)
{
	check_context("answers");
	doku_answer answer;
	doku_answer_init(&answer);
	CHECK(doku_answer_header_value(&answer, "Signature").data == NULL);
	CHECK_INTEGER(doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("Client-Id"),
					  DOKU_SLICE_LITERAL(" \t MCH-TEST-0001 \t\r\n")),
		DOKU_ANSWER_ADDED);
	CHECK_INTEGER(doku_answer_add_header(
					  &answer, DOKU_SLICE_LITERAL("client-id"), DOKU_SLICE_LITERAL("second")),
		DOKU_ANSWER_ADDED);
	CHECK_INTEGER(
		doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("Empty"), DOKU_SLICE_LITERAL(" \r\n")),
		DOKU_ANSWER_ADDED);
	CHECK_TEXT(doku_answer_header_value(&answer, "CLIENT-ID"), "MCH-TEST-0001");
	CHECK_INTEGER(doku_answer_header_value(&answer, "Empty").length, 0);
	CHECK(doku_answer_header_value(&answer, "Client").data == NULL);
	doku_answer_reset_headers(&answer);
	CHECK(doku_answer_header_value(&answer, "Client-Id").data == NULL);

	for (int i = 0; i < DOKU_MAX_HEADERS; i++) {
		CHECK_INTEGER(
			doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("N"), DOKU_SLICE_LITERAL("v")),
			DOKU_ANSWER_ADDED);
	}
	CHECK_INTEGER(doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("N"), DOKU_SLICE_LITERAL("v")),
		DOKU_ANSWER_OVER_LIMIT);
	doku_answer_free(&answer);
	doku_answer_free(&answer);

	check_context("header without a name");
	doku_answer_init(&answer);
	(void)doku_answer_add_header(&answer, DOKU_SLICE_EMPTY, DOKU_SLICE_EMPTY);
	CHECK(doku_answer_header_value(&answer, "Date").data == NULL);
	CHECK_INTEGER(
		doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("Date"), DOKU_SLICE_LITERAL("x")),
		DOKU_ANSWER_ADDED);
	CHECK_TEXT(doku_answer_header_value(&answer, "Date"), "x");
	doku_answer_free(&answer);

	check_context("answers, bytes of headers");
	doku_answer_init(&answer);
	static char value[DOKU_MAX_HEADER_BYTES];
	memset(value, 'v', sizeof(value));
	CHECK_INTEGER(doku_answer_add_header(
					  &answer, DOKU_SLICE_LITERAL("N"), doku_slice_make(value, sizeof(value) - 1)),
		DOKU_ANSWER_ADDED);
	CHECK_INTEGER(doku_answer_add_header(&answer, DOKU_SLICE_LITERAL("M"), DOKU_SLICE_EMPTY),
		DOKU_ANSWER_OVER_LIMIT);
	doku_answer_free(&answer);
}

static void check_operations(void)
{
	check_context("operations");
	CHECK_STRING(
		doku_operation_path(DOKU_OPERATION_GENERATE), "/akulaku-peer-to-peer/v2/generate-order");
	CHECK_STRING(doku_operation_path(DOKU_OPERATION_CANCEL), "/akulaku-peer-to-peer/v2/cancel");
	CHECK_STRING(doku_operation_path(DOKU_OPERATION_REFUND), "/akulaku-peer-to-peer/v2/refund");
	CHECK_STRING(doku_operation_path(DOKU_OPERATION_CHECK), "/orders/v1/status/");
	CHECK(doku_operation_path(DOKU_OPERATION_RAW) == NULL);
	CHECK(doku_operation_rules(DOKU_OPERATION_GENERATE) == &doku_generate_rules);
	CHECK(doku_operation_rules(DOKU_OPERATION_CANCEL) == &doku_cancel_rules);
	CHECK(doku_operation_rules(DOKU_OPERATION_REFUND) == &doku_refund_rules);
	CHECK(doku_operation_rules(DOKU_OPERATION_CHECK) == NULL);
	CHECK(doku_operation_rules(DOKU_OPERATION_RAW) == &doku_free_rules);
	for (int i = DOKU_OPERATION_GENERATE; i <= DOKU_OPERATION_RAW; i++) {
		CHECK(doku_operation_name((doku_operation)i)[0] != '\0');
	}
}

static void check_states(void)
{
	/* the contract's sentence on supersedes(), written out: row moves to, column is known */
	static const char *const words[] = {
		"PENDING", "SUCCESS", "FAILED", "EXPIRED", "CANCELLED", "REFUNDED", "UNKNOWN"};
	static const char *const table[] = {
		/*           P S F E C R U */
		/* PENDING   */ ". . . . . . +",
		/* SUCCESS   */ "+ . + + + . +",
		/* FAILED    */ "+ . . . . . +",
		/* EXPIRED   */ "+ . . . . . +",
		/* CANCELLED */ "+ . . . . . +",
		/* REFUNDED  */ "+ + + + + . +",
		/* UNKNOWN   */ ". . . . . . .",
	};
	static const char finals[] = ".+.+++.";
	for (size_t row = 0; row < CHECK_COUNT(words); row++) {
		doku_order_status status = doku_order_status_from_word(doku_slice_from_string(words[row]));
		check_context("%s", words[row]);
		CHECK_STRING(doku_order_status_word(status), words[row]);
		CHECK_INTEGER(doku_order_status_is_final(status), finals[row] == '+');
		for (size_t column = 0; column < CHECK_COUNT(words); column++) {
			check_context("%s over %s", words[row], words[column]);
			CHECK_INTEGER(doku_order_status_supersedes(status,
							  doku_order_status_from_word(doku_slice_from_string(words[column]))),
				table[row][column * 2] == '+');
		}
	}
	check_context("words");
	static const struct {
		const char *word;
		doku_order_status status;
	} others[] = {
		{"CANCELED", DOKU_ORDER_CANCELLED},
	};
	for (size_t i = 0; i < CHECK_COUNT(others); i++) {
		CHECK_INTEGER(
			doku_order_status_from_word(doku_slice_from_string(others[i].word)), others[i].status);
	}
	static const char *const paid[] = {
		"success", "Success", " SUCCESS", "SUCCESS\t", "\r\n sUcCeSs \f\v"};
	for (size_t i = 0; i < CHECK_COUNT(paid); i++) {
		CHECK_INTEGER(
			doku_order_status_from_word(doku_slice_from_string(paid[i])), DOKU_ORDER_SUCCESS);
	}
	CHECK_INTEGER(
		doku_order_status_from_word(DOKU_SLICE_LITERAL(" canceled ")), DOKU_ORDER_CANCELLED);
	static const char *const unknown[] = {"", " ", "VOIDED", "TIMEOUT", "REDIRECT", "SUCCES",
		"SUCCESSS", "SUC CESS", "\xC2\xA0SUCCESS", "ORDER_GENERATED"};
	for (size_t i = 0; i < CHECK_COUNT(unknown); i++) {
		CHECK_INTEGER(
			doku_order_status_from_word(doku_slice_from_string(unknown[i])), DOKU_ORDER_UNKNOWN);
	}
}

int main(void)
{
	check_slices();
	check_buffers();
	check_error_messages();
	check_error_kinds();
	check_answers();
	check_operations();
	check_states();
	return check_finish();
}
