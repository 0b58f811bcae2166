#include "notification.h"

#include "../base/caps.h"
#include "amount.h"
#include "envelope.h"
#include "../request/request.h"
#include "../base/timestamp.h"
#include "../base/url.h"

static const char *const header_names[DOKU_HEADER_COUNT] = {
	"Client-Id", "Request-Id", "Request-Timestamp", "Signature"};

/* Lower case, and '-' for '_'. */
static char plain_name_byte(char byte)
{
	if (byte >= 'A' && byte <= 'Z') {
		return (char)(byte + ('a' - 'A'));
	}
	return (char)(byte == '_' ? '-' : byte);
}

static bool is_name(doku_slice given, doku_slice name)
{
	if (given.length != name.length) {
		return false;
	}
	for (size_t i = 0; i < given.length; i++) {
		if (plain_name_byte(given.data[i]) != plain_name_byte(name.data[i])) {
			return false;
		}
	}
	return true;
}

doku_notification_header doku_notification_header_from_name(doku_slice name)
{
	if (name.length > 5 && is_name(doku_slice_make(name.data, 5), DOKU_SLICE_LITERAL("HTTP-"))) {
		name = doku_slice_make(name.data + 5, name.length - 5);
	}
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		if (is_name(name, doku_slice_from_string(header_names[i]))) {
			return (doku_notification_header)i;
		}
	}
	return DOKU_HEADER_COUNT;
}

static doku_slice trim(doku_slice text)
{
	while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
		text.data++;
		text.length--;
	}
	while (text.length > 0
		&& (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\t')) {
		text.length--;
	}
	return text;
}

void doku_notification_add_header(
	doku_notification_headers *headers, doku_notification_header header, doku_slice value)
{
	value = trim(value);
	headers->bytes += value.length;
	if (headers->bytes > DOKU_MAX_HEADER_BYTES) {
		headers->is_too_large = true;
	}
	if (++headers->count > DOKU_MAX_HEADERS) {
		headers->is_too_large = true;
	}
	doku_slice *present = &headers->values[header];
	if (value.length == 0) {
		return; /* an empty header says nothing: as good as missing */
	}
	if (present->data != NULL && !doku_slice_equals(*present, value)) {
		headers->is_conflicting = true;
	}
	*present = value;
}

bool doku_notification_split_target(doku_slice target, doku_slice *path, doku_slice *with_query)
{
	doku_url_parts parts;
	if (target.length > 0 && target.data[0] == '/') {
		const char *fragment = memchr(target.data, '#', target.length);
		*with_query = fragment == NULL
			? target
			: doku_slice_make(target.data, (size_t)(fragment - target.data));
	} else if (doku_url_split(target, &parts)) {
		bool has_path = parts.target.length > 0 && parts.target.data[0] == '/';
		*with_query = has_path ? parts.target : DOKU_SLICE_LITERAL("/");
	} else {
		return false;
	}
	const char *query = memchr(with_query->data, '?', with_query->length);
	*path = query == NULL ? *with_query
						  : doku_slice_make(with_query->data, (size_t)(query - with_query->data));
	return true;
}

static bool refuse(doku_error *error, doku_reason reason, const char *words)
{
	doku_error_set(error, DOKU_ERROR_SIGNATURE, reason, "notification refused: %s", words);
	return false;
}

static bool check_headers(const doku_notification_headers *headers, const doku_settings *settings,
	int64_t *timestamp, doku_error *error)
{
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		if (headers->values[i].data == NULL) {
			doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MISSING_HEADER,
				"notification refused: the header %s is missing", header_names[i]);
			return false;
		}
	}
	if (headers->is_too_large) {
		return refuse(error, DOKU_REASON_MALFORMED, "the headers are larger than the cap");
	}
	if (headers->is_conflicting) {
		return refuse(error, DOKU_REASON_MALFORMED, "a header came twice with different values");
	}
	const doku_slice *values = headers->values;
	if (!doku_request_id_is_valid(values[DOKU_HEADER_CLIENT_ID])) {
		return refuse(error, DOKU_REASON_MALFORMED, "the header Client-Id is malformed");
	}
	if (!doku_request_id_is_valid(values[DOKU_HEADER_REQUEST_ID])) {
		return refuse(error, DOKU_REASON_MALFORMED, "the header Request-Id is malformed");
	}
	if (!doku_timestamp_parse(values[DOKU_HEADER_TIMESTAMP], timestamp)) {
		return refuse(error, DOKU_REASON_MALFORMED, "the header Request-Timestamp is malformed");
	}
	if (!doku_signature_is_well_formed(values[DOKU_HEADER_SIGNATURE])) {
		return refuse(error, DOKU_REASON_MALFORMED, "the header Signature is malformed");
	}
	if (!doku_slice_equals(
			values[DOKU_HEADER_CLIENT_ID], doku_slice_from_string(settings->client_id))) {
		return refuse(error, DOKU_REASON_CLIENT_ID, "the Client-Id is another account's");
	}
	return true;
}

/* A target with a line break would add lines to the string that is signed. */
static bool is_single_line(doku_slice target)
{
	return memchr(target.data, '\n', target.length) == NULL
		&& memchr(target.data, '\r', target.length) == NULL;
}

static bool check_signature(const doku_notification_headers *headers, const doku_settings *settings,
	doku_slice body, doku_slice target, doku_error *error)
{
	static const char mismatch[] = "the signature does not fit (another secret, body or target)";
	doku_slice targets[2];
	if (!doku_notification_split_target(target, &targets[0], &targets[1])
		|| !is_single_line(targets[1])) {
		return refuse(error, DOKU_REASON_MISMATCH, mismatch);
	}
	size_t count = targets[0].length == targets[1].length ? 1 : 2;
	for (size_t i = 0; i < count; i++) {
		doku_signature_fields fields = {
			.client_id = headers->values[DOKU_HEADER_CLIENT_ID],
			.request_id = headers->values[DOKU_HEADER_REQUEST_ID],
			.timestamp = headers->values[DOKU_HEADER_TIMESTAMP],
			.target = targets[i],
			.has_body = true,
			.body = body,
		};
		switch (doku_signature_verify(
			&settings->keyring, &fields, headers->values[DOKU_HEADER_SIGNATURE])) {
			case DOKU_SIGNATURE_VALID:
				return true;
			case DOKU_SIGNATURE_INVALID:
				break;
			case DOKU_SIGNATURE_NO_MEMORY:
				doku_error_set(error, DOKU_ERROR_MEMORY, DOKU_REASON_NONE,
					"out of memory while verifying a notification");
				return false;
		}
	}
	return refuse(error, DOKU_REASON_MISMATCH, mismatch);
}

static bool is_stale(const doku_settings *settings, int64_t timestamp, int64_t now)
{
	int64_t age = now - timestamp;
	return settings->notification_max_age > 0
		&& (age > settings->notification_max_age || -age > settings->notification_max_age);
}

bool doku_notification_check(doku_notification *notification, const doku_settings *settings,
	const doku_notification_headers *headers, doku_slice body, doku_slice target, int64_t now,
	doku_error *error)
{
	memset(notification, 0, sizeof(*notification));
	doku_error_clear(error);
	if (!check_headers(headers, settings, &notification->timestamp, error)
		|| !check_signature(headers, settings, body, target, error)) {
		return false;
	}
	if (is_stale(settings, notification->timestamp, now)) {
		return refuse(
			error, DOKU_REASON_STALE, "its timestamp is too far from this machine's clock");
	}
	notification->request_id = headers->values[DOKU_HEADER_REQUEST_ID];
	return true;
}

static void read_fields(
	doku_notification *notification, const doku_value_interface *values, const void *root)
{
	const void *order = doku_value_member(values, root, "order");
	const void *transaction = doku_value_member(values, root, "transaction");
	const void *payment = doku_value_member(values, root, "payment");
	const void *channel = doku_value_member(values, root, "channel");
	notification->invoice = doku_value_scalar(
		values, doku_value_member(values, order, "invoice_number"), notification->digits[0]);
	notification->status = doku_envelope_order_status(values, root);
	notification->original_request_id = doku_value_scalar(values,
		doku_value_member(values, transaction, "original_request_id"), notification->digits[1]);
	notification->reference = doku_value_scalar(values,
		doku_value_member(values, payment, "merchant_unique_reference"), notification->digits[2]);
	notification->channel = doku_value_string(values, doku_value_member(values, channel, "id"));
	notification->identifiers = doku_envelope_identifiers(values, root);
}

/* A number with a point or an exponent is read from the digits in the body: the tree has a double,
 * which rounds. False when memory is out. */
static bool read_amount(doku_notification *notification, const doku_value_interface *values,
	const void *root, doku_slice body)
{
	const void *node =
		doku_value_member(values, doku_value_member(values, root, "order"), "amount");
	if (doku_value_type_of(values, node) != DOKU_VALUE_REAL) {
		notification->has_amount =
			doku_amount_read(values, node, DOKU_SLICE_EMPTY, &notification->amount)
			== DOKU_AMOUNT_READ;
		return true;
	}
	doku_json_document *document;
	if (doku_json_parse(body, &document) == DOKU_JSON_NO_MEMORY) {
		return false;
	}
	if (document != NULL) {
		const void *order = doku_json_member(doku_json_root(document), "order");
		const void *amount = doku_json_member(order, "amount");
		notification->has_amount = doku_amount_read(&doku_json_values, amount,
									   doku_json_scalar(amount), &notification->amount)
			== DOKU_AMOUNT_READ;
	}
	doku_json_free(document);
	return true;
}

static bool refuse_for_memory(doku_error *error)
{
	doku_error_set(
		error, DOKU_ERROR_MEMORY, DOKU_REASON_NONE, "out of memory while decoding a notification");
	return false;
}

void doku_notification_refuse_body(doku_slice body, doku_error *error)
{
	refuse(error, DOKU_REASON_MALFORMED,
		body.length > DOKU_MAX_BODY_BYTES ? "the body is larger than the cap"
										  : "the body is not a JSON object");
}

bool doku_notification_read(doku_notification *notification, const doku_value_interface *values,
	const void *root, doku_slice body, size_t members, doku_error *error)
{
	if (values->type(root) != DOKU_VALUE_MAP || doku_value_count_members(values, root) != members) {
		doku_notification_refuse_body(body, error);
		return false;
	}
	read_fields(notification, values, root);
	if (!read_amount(notification, values, root, body)) {
		return refuse_for_memory(error);
	}
	return notification->invoice.length > 0
		|| refuse(error, DOKU_REASON_MALFORMED, "the body names no invoice");
}

bool doku_notification_verify(doku_notification *notification, const doku_settings *settings,
	const doku_notification_headers *headers, doku_slice body, doku_slice target, int64_t now,
	doku_error *error)
{
	if (!doku_notification_check(notification, settings, headers, body, target, now, error)) {
		return false;
	}
	const void *root;
	switch (doku_json_parse(body, &notification->document)) {
		case DOKU_JSON_OK:
			root = doku_json_root(notification->document);
			return doku_notification_read(notification, &doku_json_values, root, body,
				doku_value_count_members(&doku_json_values, root), error);
		case DOKU_JSON_NO_MEMORY:
			return refuse_for_memory(error);
		case DOKU_JSON_INVALID:
		case DOKU_JSON_SCALAR:
			break;
	}
	doku_notification_refuse_body(body, error);
	return false;
}

void doku_notification_free(doku_notification *notification)
{
	doku_json_free(notification->document);
	notification->document = NULL;
}
