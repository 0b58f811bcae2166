#include "support_fixture.h"

#include <stdio.h>
#include <stdlib.h>

static char *copy_text(const char *text)
{
	/* malloc, not strdup: a failing allocator must see it */
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);
	if (copy != NULL) {
		memcpy(copy, text, size);
	}
	return copy;
}

bool test_settings_init(doku_settings *settings)
{
	memset(settings, 0, sizeof(*settings));
	settings->client_id = copy_text(TEST_CLIENT_ID);
	settings->base_url = copy_text("https://api-sandbox.doku.com");
	settings->user_agent = copy_text("doku-akulaku-test/1");
	settings->connect_timeout = 5000;
	settings->timeout = 30000;
	settings->retries = 2;
	if (settings->client_id == NULL || settings->base_url == NULL || settings->user_agent == NULL
		|| !doku_keyring_add(&settings->keyring, doku_slice_from_string(TEST_SECRET))) {
		doku_settings_free(settings);
		return false;
	}
	return true;
}

void test_settings_make(doku_settings *settings)
{
	if (!test_settings_init(settings)) {
		fprintf(stderr, "cannot make settings\n");
		exit(2);
	}
}

bool test_answer_make(doku_answer *answer, int http_status, doku_slice body)
{
	doku_answer_init(answer);
	answer->result = DOKU_TRANSFER_ANSWERED;
	answer->sent = true;
	answer->http_status = http_status;
	answer->received_at = TEST_NOW;
	return doku_buffer_append_slice(&answer->body, body);
}

bool test_answer_header(doku_answer *answer, const char *name, const char *value)
{
	return doku_answer_add_header(
			   answer, doku_slice_from_string(name), doku_slice_from_string(value))
		== DOKU_ANSWER_ADDED;
}

bool test_answer_sign(doku_answer *answer, const doku_settings *settings, const char *request_id,
	doku_slice target, bool with_digest)
{
	static const char timestamp[] = "2021-07-07T08:45:43Z";
	char signature[DOKU_SIGNATURE_SIZE];
	doku_signature_fields fields = {
		.client_id = doku_slice_from_string(settings->client_id),
		.request_id = doku_slice_from_string(request_id),
		.timestamp = doku_slice_from_string(timestamp),
		.target = target,
		.has_body = with_digest,
		.body = doku_buffer_slice(&answer->body),
		.is_response = true,
	};
	return doku_signature_create(&settings->keyring, &fields, signature)
		&& test_answer_header(answer, "Client-Id", settings->client_id)
		&& test_answer_header(answer, "Request-Id", request_id)
		&& test_answer_header(answer, "Response-Timestamp", timestamp)
		&& test_answer_header(answer, "Signature", signature);
}

const char *test_operation_method(doku_operation operation)
{
	return operation == DOKU_OPERATION_CHECK ? "GET" : "POST";
}

void test_operation_target(doku_operation operation, const char *id, char *target, size_t size)
{
	const char *path = doku_operation_path(operation);
	snprintf(target, size, "%s%s", path == NULL ? "/raw/v1/call" : path,
		operation == DOKU_OPERATION_CHECK ? id : "");
}

void test_exchange_make(test_exchange *made, doku_operation operation, const char *invoice)
{
	bool is_check = operation == DOKU_OPERATION_CHECK;
	bool has_invoice = !is_check && operation != DOKU_OPERATION_RAW;
	char target[128];
	test_settings_make(&made->settings);
	test_operation_target(operation, invoice, target, sizeof(target));
	if (!doku_request_init(&made->request, &made->settings, test_operation_method(operation),
			doku_slice_from_string(target), DOKU_SLICE_LITERAL(TEST_REQUEST_ID))) {
		exit(2);
	}
	made->exchange = (doku_exchange){.operation = operation,
		.settings = &made->settings,
		.request = &made->request,
		.invoice = has_invoice ? doku_slice_from_string(invoice) : DOKU_SLICE_EMPTY,
		.has_amount = operation == DOKU_OPERATION_GENERATE,
		.amount = operation == DOKU_OPERATION_GENERATE ? 90000 : 0,
		.looked_up = is_check ? doku_slice_from_string(invoice) : DOKU_SLICE_EMPTY};
}

void test_exchange_free(test_exchange *made)
{
	doku_request_free(&made->request);
	doku_settings_free(&made->settings);
}
