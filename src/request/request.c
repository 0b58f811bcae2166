#include "request.h"

#include "../base/ascii.h"
#include "../base/crypto.h"
#include "../base/url.h"
#include "../base/utf8.h"

#define URL_LIMIT ((size_t)64 * 1024)

bool doku_request_id_is_valid(doku_slice request_id)
{
	if (request_id.length == 0 || request_id.length > DOKU_MAX_REQUEST_ID) {
		return false;
	}
	for (size_t i = 0; i < request_id.length; i++) {
		if (!doku_ascii_is_visible(request_id.data[i])) {
			return false;
		}
	}
	return true;
}

const char *doku_lookup_id_problem(doku_slice id)
{
	if (id.length == 0 || doku_url_is_dot_segment(id)) {
		return "be an invoice number or a Request-Id, not empty, \".\" or \"..\"";
	}
	if (id.length > DOKU_MAX_LOOKUP_ID) {
		return "not be longer than 1024 bytes";
	}
	doku_text_facts facts = doku_text_inspect(id);
	if (!facts.valid) {
		return "be valid UTF-8";
	}
	if (facts.has_control) {
		return "not hold control characters or line breaks: trim what was read from a file";
	}
	return NULL;
}

bool doku_request_id_is_uuid(doku_slice request_id)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	if (request_id.length != DOKU_UUID_LENGTH) {
		return false;
	}
	for (size_t i = 0; i < DOKU_UUID_LENGTH; i++) {
		char byte = request_id.data[i];
		if (shape[i] == '-' ? byte != '-' : !doku_ascii_is_hexadecimal(byte)) {
			return false;
		}
	}
	return true;
}

bool doku_request_id_random(doku_random_pool *pool, char request_id[DOKU_UUID_LENGTH + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char random[DOKU_RANDOM_SIZE];
	if (!doku_random_pool_take(pool, random)) {
		return false;
	}
	/* RFC 9562: version 4, and the variant */
	random[6] = (unsigned char)((random[6] & 0x0F) | 0x40);
	random[8] = (unsigned char)((random[8] & 0x3F) | 0x80);
	static const unsigned char places[sizeof(random)] = {
		0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};
	memcpy(request_id, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", DOKU_UUID_LENGTH + 1);
	for (size_t i = 0; i < sizeof(random); i++) {
		request_id[places[i]] = digits[random[i] >> 4];
		request_id[places[i] + 1] = digits[random[i] & 15];
	}
	return true;
}

const char *doku_request_method(doku_slice name)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
		if (doku_slice_equals(name, doku_slice_from_string(methods[i]))) {
			return methods[i];
		}
	}
	return NULL;
}

bool doku_request_init(doku_request *request, const doku_settings *settings, const char *method,
	doku_slice target, doku_slice request_id)
{
	memset(request, 0, sizeof(*request));
	doku_buffer_init(&request->url, URL_LIMIT);
	doku_buffer_init(&request->body, DOKU_MAX_BODY_BYTES);
	request->method = method;
	memcpy(request->request_id, request_id.data, request_id.length);
	request->target_offset = strlen(settings->base_url);
	return doku_buffer_append(&request->url, settings->base_url, request->target_offset)
		&& doku_buffer_append_slice(&request->url, target)
		&& doku_buffer_append_byte(&request->url, '\0');
}

void doku_request_take_body(doku_request *request, doku_buffer *body)
{
	request->has_body = true;
	request->body = *body;
	doku_buffer_init(body, body->limit);
}

void doku_request_free(doku_request *request)
{
	doku_buffer_free(&request->url);
	doku_buffer_free(&request->body);
}

doku_slice doku_request_target(const doku_request *request)
{
	return doku_slice_make(request->url.data + request->target_offset,
		request->url.length - 1 - request->target_offset);
}

bool doku_request_sign(doku_request *request, const doku_settings *settings, int64_t seconds)
{
	doku_timestamp_format(seconds, request->timestamp);
	doku_signature_fields fields = {
		.client_id = doku_slice_from_string(settings->client_id),
		.request_id = doku_slice_from_string(request->request_id),
		.timestamp = doku_slice_make(request->timestamp, DOKU_TIMESTAMP_LENGTH),
		.target = doku_request_target(request),
		.has_body = request->has_body,
		.body = doku_buffer_slice(&request->body),
	};
	return doku_signature_create(&settings->keyring, &fields, request->signature);
}

size_t doku_request_headers(const doku_request *request, const doku_settings *settings,
	doku_transfer_header headers[DOKU_REQUEST_MAX_HEADERS])
{
	size_t count = 0;
#define ADD(header_name, header_value) \
	headers[count++] = (doku_transfer_header){DOKU_SLICE_LITERAL(header_name), (header_value)}
	ADD("Client-Id", doku_slice_from_string(settings->client_id));
	ADD("Request-Id", doku_slice_from_string(request->request_id));
	ADD("Request-Timestamp", doku_slice_from_string(request->timestamp));
	ADD("Signature", doku_slice_from_string(request->signature));
	if (request->has_body) {
		ADD("Content-Type", DOKU_SLICE_LITERAL("application/json"));
	}
	ADD("Accept", DOKU_SLICE_LITERAL("application/json"));
	ADD("User-Agent", doku_slice_from_string(settings->user_agent));
#undef ADD
	return count;
}
