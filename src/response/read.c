#include "read.h"

#include "envelope.h"

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

const void *doku_response_find_identifiers(const void *root)
{
	return doku_envelope_identifiers(&doku_json_values, root);
}

static doku_slice word_at(const void *root, const char *object, const char *member)
{
	return doku_json_string(doku_json_member(doku_json_member(root, object), member));
}

static bool word_is(doku_slice word, const char *expected)
{
	return doku_slice_equals(word, doku_slice_from_string(expected));
}

/* DOKU reports a repeated refund as payment.status REFUNDED. */
static bool is_refunded(const void *root)
{
	return word_is(word_at(root, "refund", "status"), "SUCCESS")
		|| word_is(word_at(root, "payment", "status"), "REFUNDED");
}

bool doku_response_has_deciding_field(const doku_exchange *exchange, const void *root)
{
	switch (exchange->operation) {
		case DOKU_OPERATION_GENERATE:
			return word_at(root, "payment", "status").length > 0;
		case DOKU_OPERATION_CANCEL:
			return word_at(root, "cancel", "status").length > 0;
		case DOKU_OPERATION_REFUND:
			return word_at(root, "refund", "status").length > 0 || is_refunded(root);
		case DOKU_OPERATION_CHECK:
			/* some fields are absent in some states: an order or a transaction is an answer */
			return doku_json_is_object(doku_json_member(root, "transaction"))
				|| doku_json_is_object(doku_json_member(root, "order"));
		case DOKU_OPERATION_RAW:
			return true;
	}
	return false;
}

/* Sets succeeded and status by the operation's own field. */
static void read_outcome(const doku_exchange *exchange, const void *root, doku_response *response)
{
	doku_order_status payment = doku_order_status_from_word(word_at(root, "payment", "status"));
	doku_order_status transaction =
		doku_order_status_from_word(word_at(root, "transaction", "status"));
	switch (exchange->operation) {
		case DOKU_OPERATION_GENERATE:
			response->succeeded = payment != DOKU_ORDER_FAILED;
			response->status = payment;
			break;
		case DOKU_OPERATION_CANCEL:
			response->succeeded = word_is(word_at(root, "cancel", "status"), "SUCCESS");
			response->status = response->succeeded ? DOKU_ORDER_CANCELLED : payment;
			break;
		case DOKU_OPERATION_REFUND:
			response->succeeded = is_refunded(root);
			response->status = response->succeeded ? DOKU_ORDER_REFUNDED : payment;
			break;
		case DOKU_OPERATION_CHECK:
			response->succeeded = true;
			response->status = transaction;
			break;
		case DOKU_OPERATION_RAW:
			response->succeeded = !doku_json_is_object(doku_json_member(root, "error"));
			response->status = transaction != DOKU_ORDER_UNKNOWN ? transaction : payment;
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
	response->has_amount =
		doku_json_whole_number(doku_json_member(order, "amount"), &response->amount);
	response->reference = doku_json_scalar(doku_json_member(payment, "merchant_unique_reference"));
	response->payment_url = doku_json_string(doku_json_member(payment, "url"));
	response->identifiers = doku_response_find_identifiers(root);
	read_outcome(exchange, root, response);
	return doku_envelope_message(root, &response->message);
}

/* The id may be an invoice number or a Request-Id; an answer that names another of that kind is
 * about another order. What looks like a UUID is taken for a Request-Id. DOKU leaves fields out
 * in some states: what is not there contradicts nothing. */
static bool is_other_lookup(const doku_exchange *exchange, const void *root, doku_slice invoice)
{
	doku_slice original = doku_json_scalar(
		doku_json_member(doku_json_member(root, "transaction"), "original_request_id"));
	if ((invoice.data != NULL && doku_slice_equals(invoice, exchange->looked_up))
		|| (original.data != NULL && doku_slice_equals(original, exchange->looked_up))) {
		return false;
	}
	bool is_uuid = doku_request_id_is_uuid(exchange->looked_up);
	return is_uuid ? original.data != NULL : invoice.data != NULL;
}

bool doku_response_is_mismatch(const doku_exchange *exchange, const void *root)
{
	const void *order = doku_json_member(root, "order");
	doku_slice invoice = doku_json_scalar(doku_json_member(order, "invoice_number"));
	if (exchange->operation == DOKU_OPERATION_CHECK) {
		return is_other_lookup(exchange, root, invoice);
	}
	if (invoice.data != NULL && exchange->invoice.length > 0
		&& !doku_slice_equals(invoice, exchange->invoice)) {
		return true;
	}
	const void *amount_node = doku_json_member(order, "amount");
	if (exchange->operation != DOKU_OPERATION_GENERATE || !exchange->has_amount
		|| doku_json_scalar(amount_node).data == NULL) {
		return false;
	}
	int64_t amount;
	return !doku_json_whole_number(amount_node, &amount) || amount != exchange->amount;
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
