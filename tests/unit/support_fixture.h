/*
 * An account, requests and answers for tests. All credentials are placeholders.
 */
#ifndef DOKU_TEST_SUPPORT_FIXTURE_H
#define DOKU_TEST_SUPPORT_FIXTURE_H

#include "response/response.h"

#define TEST_CLIENT_ID "MCH-0001-10791114622547"
#define TEST_SECRET "secret-key-from-DOKU-back-office"
#define TEST_REQUEST_ID "baec7d95-f30a-4b78-b711-6ebe0ccdf50b"
#define TEST_NOW INT64_C(1625647543) /* 2021-07-07T08:45:43Z */

/* Two retries, 30 s, report; false when memory is out (freed then). */
bool test_settings_init(doku_settings *settings);

/* As above; ends the program when memory is out. */
void test_settings_make(doku_settings *settings);

/* What a server would answer. False when memory is out. */
bool test_answer_make(doku_answer *answer, int http_status, doku_slice body);
bool test_answer_header(doku_answer *answer, const char *name, const char *value);

/* Signs an answer as DOKU would for that request. False when memory is out. */
bool test_answer_sign(doku_answer *answer, const doku_settings *settings, const char *request_id,
	doku_slice target, bool with_digest);

/* Method and target of an operation; the id of a check is `id`. */
const char *test_operation_method(doku_operation operation);
void test_operation_target(doku_operation operation, const char *id, char *target, size_t size);

/* One call of that operation, for judging its answer. Settings, request and exchange live in it. */
typedef struct test_exchange {
	doku_settings settings;
	doku_request request;
	doku_exchange exchange;
} test_exchange;

/* 90000 rupiah for GENERATE; verify_response is report. Ends the program when memory is out. */
void test_exchange_make(test_exchange *made, doku_operation operation, const char *invoice);
void test_exchange_free(test_exchange *made);

#endif
