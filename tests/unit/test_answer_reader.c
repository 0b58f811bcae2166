/* The reader of answers, line by line, without the HTTP library: what one version of it refuses
 * another one takes. The rows follow RFC 9110 and RFC 9112. */
#include <stdio.h>
#include <string.h>

#include "base/caps.h"
#include "check.h"
#include "transport/answer_reader.h"

static bool give(doku_answer_reader *reader, const char *line)
{
	return doku_answer_reader_header(reader, line, strlen(line));
}

/* ---- status lines ---- */

static void test_status_lines(void)
{
	static const struct {
		const char *line;
		int status; /* 0: no status line */
		bool http2;
	} rows[] = {
		{"HTTP/1.1 200 OK\r\n", 200, false},
		{"HTTP/1.1 200 \r\n", 200, false},
		{"HTTP/1.1 200\r\n", 200, false},
		{"HTTP/1.0 404 Not Found\r\n", 404, false},
		{"HTTP/1.1 999 Own\r\n", 999, false},
		{"HTTP/1.1 200 OK\r\n", 200, true},
		{"HTTP/2 200 \r\n", 200, true},
		{"HTTP/2 200\r\n", 200, true},
		{"HTTP/2 2000\r\n", 0, true},
		{"HTTP/2.0 200 OK\r\n", 0, true},
		{"HTTP/3 503 \n", 0, true},
		{"HTTP/2 200 OK\r\n", 0, false},
		{"HTTP/3 200 OK\r\n", 0, false},
		{"HTTP/0.9 200 OK\r\n", 0, false},
		{"HTTP/1.2 200 OK\r\n", 0, false},
		{"HTTP/1 200 OK\r\n", 0, false},
		{"HTTP/1.1 2000\r\n", 0, false},
		{"HTTP/1.1 2000 OK\r\n", 0, false},
		{"HTTP/1.1 20\r\n", 0, false},
		{"HTTP/1.1 20 OK\r\n", 0, false},
		{"HTTP/1.1 020 OK\r\n", 0, false},
		{"HTTP/1.1 200OK\r\n", 0, false},
		{"HTTP/1.1 200\tOK\r\n", 0, false},
		{"HTTP/1.1 200.0 OK\r\n", 0, false},
		{"HTTP/1.1  200 OK\r\n", 0, false},
		{"HTTP/1.1\t200 OK\r\n", 0, false},
		{"HTTP/1.1 +20 OK\r\n", 0, false},
		{"HTTP/1.1 -200 OK\r\n", 0, false},
		{"HTTP/1.1 2x0 OK\r\n", 0, false},
		{"HTTP/1.1 \r\n", 0, false},
		{"HTTP/1.1\r\n", 0, false},
		{"HTTP/1.10 200 OK\r\n", 0, false},
		{"HTTP/11 200 OK\r\n", 0, false},
		{"HTTP/x 200 OK\r\n", 0, false},
		{"HTTP/ 200 OK\r\n", 0, false},
		{"HTTP/", 0, false},
		{"HTTP 200 OK\r\n", 0, false},
		{"http/1.1 200 OK\r\n", 0, false},
		{"ICY 200 OK\r\n", 0, false},
		{" HTTP/1.1 200 OK\r\n", 0, false},
		{"Date: x\r\n", 0, false},
		{"\r\n", 0, false},
		{"", 0, false},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		check_context("status line %zu: %s", i, rows[i].line);
		doku_answer answer;
		doku_answer_reader reader;
		doku_answer_init(&answer);
		doku_answer_reader_init(&reader, &answer);
		reader.http2 = rows[i].http2;
		CHECK(give(&reader, rows[i].line) == (rows[i].status != 0));
		CHECK_INTEGER(answer.http_status, rows[i].status);
		CHECK_INTEGER(reader.problem, rows[i].status != 0 ? DOKU_WIRE_COMPLETE : DOKU_WIRE_INVALID);
		doku_answer_free(&answer);
	}
}

/* ---- whole answers ---- */

typedef struct answer_case {
	const char *name;
	const char *lines[8];
	const char *body;
	doku_wire_end end;
} answer_case;

#define OK_LINE "HTTP/1.1 200 OK\r\n"
#define END "\r\n"

static const answer_case answer_cases[] = {
	{"a length that fits", {OK_LINE, "Content-Length: 2\r\n", END}, "ok", DOKU_WIRE_COMPLETE},
	{"no length", {OK_LINE, END}, "ok", DOKU_WIRE_COMPLETE},
	{"no body", {OK_LINE, "Content-Length: 0\r\n", END}, "", DOKU_WIRE_COMPLETE},
	{"leading zeros", {OK_LINE, "content-length: 0002\r\n", END}, "ok", DOKU_WIRE_COMPLETE},
	{"the same twice", {OK_LINE, "Content-Length: 2\r\n", "Content-Length: 2\r\n", END}, "ok",
		DOKU_WIRE_COMPLETE},
	{"the same twice, joined", {OK_LINE, "Content-Length: 2, 2\r\n", END}, "ok",
		DOKU_WIRE_COMPLETE},
	{"cut", {OK_LINE, "Content-Length: 3\r\n", END}, "ok", DOKU_WIRE_PARTIAL},
	{"nothing of it", {OK_LINE, "Content-Length: 3\r\n", END}, "", DOKU_WIRE_PARTIAL},
	{"more than announced", {OK_LINE, "Content-Length: 1\r\n", END}, "ok", DOKU_WIRE_PARTIAL},
	{"two lengths", {OK_LINE, "Content-Length: 2\r\n", "Content-Length: 3\r\n", END}, "ok",
		DOKU_WIRE_PARTIAL},
	{"two lengths, joined", {OK_LINE, "Content-Length: 2, 3\r\n", END}, "ok", DOKU_WIRE_PARTIAL},
	{"a length that is none", {OK_LINE, "Content-Length: x\r\n", END}, "ok", DOKU_WIRE_INVALID},
	{"an empty length", {OK_LINE, "Content-Length:\r\n", END}, "ok", DOKU_WIRE_INVALID},
	{"a signed length", {OK_LINE, "Content-Length: +2\r\n", END}, "ok", DOKU_WIRE_INVALID},
	{"a length with a tail", {OK_LINE, "Content-Length: 2x\r\n", END}, "ok", DOKU_WIRE_INVALID},
	{"a length beyond all numbers", {OK_LINE, "Content-Length: 18446744073709551618\r\n", END},
		"ok", DOKU_WIRE_PARTIAL},
	{"chunks, with a length",
		{OK_LINE, "Transfer-Encoding: chunked\r\n", "Content-Length: 9\r\n", END}, "ok",
		DOKU_WIRE_COMPLETE},
	{"204 with a length", {"HTTP/1.1 204 None\r\n", "Content-Length: 9\r\n", END}, "",
		DOKU_WIRE_COMPLETE},
	{"304 with a length", {"HTTP/1.1 304 Same\r\n", "Content-Length: 9\r\n", END}, "",
		DOKU_WIRE_COMPLETE},
	{"headers without an end", {OK_LINE, "Content-Length: 0\r\n"}, "", DOKU_WIRE_PARTIAL},
	{"a 1xx alone", {"HTTP/1.1 103 Early\r\n", END}, "", DOKU_WIRE_PARTIAL},
	{"a 1xx before", {"HTTP/1.1 103 Early\r\n", "Content-Length: 9\r\n", END, OK_LINE, END}, "ok",
		DOKU_WIRE_COMPLETE},
	{"a length in a trailer", {OK_LINE, END, "Content-Length: 9\r\n", END}, "ok",
		DOKU_WIRE_COMPLETE},
	{"a header that looks like a status line", {OK_LINE, "HTTP/1.1 500 No\r\n", END}, "ok",
		DOKU_WIRE_COMPLETE},
};

static void test_answers(void)
{
	for (size_t i = 0; i < CHECK_COUNT(answer_cases); i++) {
		const answer_case *row = &answer_cases[i];
		check_context("answer: %s", row->name);
		doku_answer answer;
		doku_answer_reader reader;
		doku_answer_init(&answer);
		doku_answer_reader_init(&reader, &answer);
		for (size_t line = 0; line < CHECK_COUNT(row->lines) && row->lines[line] != NULL; line++) {
			CHECK(give(&reader, row->lines[line]));
		}
		CHECK(doku_answer_reader_body(&reader, row->body, strlen(row->body)));
		CHECK_INTEGER(doku_answer_reader_finish(&reader), row->end);
		CHECK(answer.http_status < 400);
		doku_answer_free(&answer);
	}
}

/* ---- caps ---- */

/* How many of `line`, each after `before`, are taken until the reader stops. */
static size_t count_taken(const char *start, const char *before, const char *line)
{
	doku_answer answer;
	doku_answer_reader reader;
	size_t taken = 0;
	doku_answer_init(&answer);
	doku_answer_reader_init(&reader, &answer);
	CHECK(start[0] == '\0' || give(&reader, start));
	while (taken < 100000 && (before[0] == '\0' || give(&reader, before)) && give(&reader, line)) {
		taken++;
	}
	CHECK_INTEGER(reader.problem, DOKU_WIRE_TOO_LARGE);
	CHECK_INTEGER(doku_answer_reader_finish(&reader), DOKU_WIRE_TOO_LARGE);
	CHECK(answer.header_count <= 100 && answer.header_text.length <= 65536);
	doku_answer_free(&answer);
	return taken;
}

/* 100 headers and 64 KiB of headers, whatever section they stand in. */
static void test_caps(void)
{
	char long_line[1024];
	memset(long_line, 'x', sizeof(long_line));
	memcpy(long_line, "X: ", 3);
	memcpy(long_line + sizeof(long_line) - 3, "\r\n", 3);
	check_context("headers");
	CHECK_INTEGER(count_taken(OK_LINE, "", "X: y\r\n"), 100);
	check_context("bytes of headers");
	CHECK_INTEGER(count_taken(OK_LINE, "", long_line), (65536 - 17) / 1023);
	check_context("lines that are no headers");
	CHECK_INTEGER(count_taken(OK_LINE, "", "no colon\r\n"), 100);
	check_context("1xx");
	CHECK_INTEGER(count_taken("", "HTTP/1.1 100 Continue\r\n", "\r\n"), 65536 / 25);
	check_context("1xx with headers");
	doku_answer answer;
	doku_answer_reader reader;
	int taken = 0;
	doku_answer_init(&answer);
	doku_answer_reader_init(&reader, &answer);
	while (taken < 1000 && give(&reader, "HTTP/1.1 103 Early\r\n") && give(&reader, "X: y\r\n")
		&& give(&reader, "\r\n")) {
		taken++;
	}
	CHECK_INTEGER(taken, 100);
	doku_answer_free(&answer);

	check_context("headers and trailers together");
	doku_answer_init(&answer);
	doku_answer_reader_init(&reader, &answer);
	CHECK(give(&reader, OK_LINE));
	for (int i = 0; i < 60; i++) {
		CHECK(give(&reader, "X: y\r\n"));
	}
	CHECK(give(&reader, "\r\n"));
	for (int i = 0; i < 40; i++) {
		CHECK(give(&reader, "X: y\r\n"));
	}
	CHECK_INTEGER(answer.header_count, 60);
	CHECK(!give(&reader, "X: y\r\n"));
	CHECK_INTEGER(reader.problem, DOKU_WIRE_TOO_LARGE);
	doku_answer_free(&answer);
}

int main(void)
{
	test_status_lines();
	test_answers();
	test_caps();
	return check_finish();
}
