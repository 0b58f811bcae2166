#include "read.h"

#include "envelope.h"
#include "../base/url.h"

void doku_response_init(doku_response *response)
{
	memset(response, 0, sizeof(*response));
	doku_buffer_init(&response->message, (size_t)64 * 1024);
}

void doku_response_free(doku_response *response)
{
	doku_json_free(response->document);
	doku_buffer_free(&response->message);
	doku_response_init(response);
}

/* The state word of an object of the answer. */
static doku_slice state_of(const void *root, const char *object)
{
	return doku_json_string(doku_json_member(doku_json_member(root, object), "status"));
}

static bool has_state(const void *root, const char *object)
{
	return doku_slice_trim(state_of(root, object)).length > 0;
}

/* DOKU reports a repeated refund as payment.status REFUNDED. */
static bool is_refunded(const void *root)
{
	return doku_state_word_is(state_of(root, "refund"), "SUCCESS")
		|| doku_state_word_is(state_of(root, "payment"), "REFUNDED");
}

bool doku_response_has_deciding_field(const doku_exchange *exchange, const void *root)
{
	switch (exchange->operation) {
		case DOKU_OPERATION_GENERATE:
			return has_state(root, "payment");
		case DOKU_OPERATION_CANCEL:
			return has_state(root, "cancel");
		case DOKU_OPERATION_REFUND:
			return has_state(root, "refund") || is_refunded(root);
		case DOKU_OPERATION_CHECK:
			/* some fields are absent in some states: an order or a transaction is an answer */
			return doku_json_is_object(doku_json_member(root, "transaction"))
				|| doku_json_is_object(doku_json_member(root, "order"));
		case DOKU_OPERATION_RAW:
		case DOKU_OPERATION_COUNT:
			return true;
	}
	return false;
}

/* Sets succeeded and status by the operation's own field. */
static void read_outcome(const doku_exchange *exchange, const void *root, doku_response *response)
{
	doku_order_status payment = doku_order_status_from_word(state_of(root, "payment"));
	doku_order_status order = doku_envelope_order_status(&doku_json_values, root);
	switch (exchange->operation) {
		case DOKU_OPERATION_GENERATE:
			response->succeeded = payment != DOKU_ORDER_FAILED;
			response->status = payment;
			break;
		case DOKU_OPERATION_CANCEL:
			response->succeeded = doku_state_word_is(state_of(root, "cancel"), "SUCCESS");
			response->status = response->succeeded ? DOKU_ORDER_CANCELLED : payment;
			break;
		case DOKU_OPERATION_REFUND:
			response->succeeded = is_refunded(root);
			response->status = response->succeeded ? DOKU_ORDER_REFUNDED : payment;
			break;
		case DOKU_OPERATION_CHECK:
			response->succeeded = true;
			response->status = order;
			break;
		case DOKU_OPERATION_RAW:
			response->succeeded = !doku_json_is_object(doku_json_member(root, "error"));
			response->status = order != DOKU_ORDER_UNKNOWN ? order : payment;
			break;
		case DOKU_OPERATION_COUNT:
			break;
	}
}

bool doku_response_read(
	const doku_exchange *exchange, const doku_answer *answer, doku_response *response)
{
	const void *root = response->document == NULL ? NULL : doku_json_root(response->document);
	const void *order = doku_json_member(root, "order");
	const void *payment = doku_json_member(root, "payment");
	response->http_status = answer->http_status;
	response->timestamp = doku_answer_header_value(answer, "Response-Timestamp");
	response->invoice = doku_json_scalar(doku_json_member(order, "invoice_number"));
	const void *amount = doku_json_member(order, "amount");
	response->amount_state =
		doku_amount_read(&doku_json_values, amount, doku_json_scalar(amount), &response->amount);
	response->reference = doku_json_scalar(doku_json_member(payment, "merchant_unique_reference"));
	doku_slice url = doku_json_string(doku_json_member(payment, "url"));
	response->payment_url = doku_url_is_web_address(url) ? url : DOKU_SLICE_EMPTY;
	response->identifiers = doku_envelope_identifiers(&doku_json_values, root);
	read_outcome(exchange, root, response);
	return doku_envelope_message(root, &response->message);
}

/* The id may be an invoice number or the Request-Id of the generate call: the answer must name it
 * as one of the two. DOKU leaves the Request-Id out in some states; then a UUID is taken for one. */
static bool is_other_lookup(const doku_exchange *exchange, const void *root, doku_slice invoice)
{
	if (exchange->invoice.length > 0) {
		return !doku_slice_equals(invoice, exchange->invoice);
	}
	doku_slice original = doku_json_scalar(
		doku_json_member(doku_json_member(root, "transaction"), "original_request_id"));
	if (doku_slice_equals(invoice, exchange->looked_up)
		|| doku_slice_equals(original, exchange->looked_up)) {
		return false;
	}
	return original.length > 0 || !doku_request_id_is_uuid(exchange->looked_up);
}

bool doku_response_is_other_invoice(
	const doku_exchange *exchange, const void *root, doku_slice invoice)
{
	if (exchange->operation == DOKU_OPERATION_CHECK) {
		return is_other_lookup(exchange, root, invoice);
	}
	return invoice.data != NULL && exchange->invoice.length > 0
		&& !doku_slice_equals(invoice, exchange->invoice);
}

bool doku_response_is_other_amount(const doku_exchange *exchange, const doku_response *response)
{
	return exchange->operation == DOKU_OPERATION_GENERATE && exchange->has_amount
		&& response->amount_state == DOKU_AMOUNT_READ && response->amount != exchange->amount;
}

bool doku_response_check_signature(
	const doku_exchange *exchange, const doku_answer *answer, doku_signature_state *state)
{
	const doku_settings *settings = exchange->settings;
	doku_slice signature = doku_answer_header_value(answer, "Signature");
	*state = DOKU_SIGNATURE_ABSENT;
	if (settings->verify_response == DOKU_VERIFY_OFF || signature.length == 0) {
		return true;
	}
	/* With the ids that we sent: an answer signed for another call is not ours. */
	doku_signature_fields fields = {
		.client_id = doku_slice_from_string(settings->client_id),
		.request_id = doku_slice_from_string(exchange->request->request_id),
		.timestamp = doku_answer_header_value(answer, "Response-Timestamp"),
		.target = doku_request_target(exchange->request),
		.has_body = true,
		.body = doku_buffer_slice(&answer->body),
		.is_response = true,
	};
	doku_signature_result result = doku_signature_verify(&settings->keyring, &fields, signature);
	if (result == DOKU_SIGNATURE_INVALID && strcmp(exchange->request->method, "GET") == 0) {
		/* the documents do not say whether a GET's answer has a Digest line */
		fields.has_body = false;
		result = doku_signature_verify(&settings->keyring, &fields, signature);
	}
	*state = result == DOKU_SIGNATURE_VALID ? DOKU_SIGNATURE_GOOD : DOKU_SIGNATURE_BAD;
	return result != DOKU_SIGNATURE_NO_MEMORY;
}
