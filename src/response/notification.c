#include "notification.h"

#include "body_form.h"
#include "../request/request.h"
#include "../base/timestamp.h"
#include "../base/url.h"

static const struct {
	const char *name;
	doku_slice plain; /* as plain_name_byte makes it */
} header_names[DOKU_HEADER_COUNT] = {
	[DOKU_HEADER_CLIENT_ID] = {"Client-Id", {"client-id", 9}},
	[DOKU_HEADER_REQUEST_ID] = {"Request-Id", {"request-id", 10}},
	[DOKU_HEADER_TIMESTAMP] = {"Request-Timestamp", {"request-timestamp", 17}},
	[DOKU_HEADER_SIGNATURE] = {"Signature", {"signature", 9}},
};

/* Lower case, and '-' for '_'. */
static char plain_name_byte(char byte)
{
	if (byte >= 'A' && byte <= 'Z') {
		return (char)(byte + ('a' - 'A'));
	}
	return (char)(byte == '_' ? '-' : byte);
}

/* `given` is as long at least. */
static bool starts_with_name(doku_slice given, doku_slice plain)
{
	for (size_t i = 0; i < plain.length; i++) {
		if (plain_name_byte(given.data[i]) != plain.data[i]) {
			return false;
		}
	}
	return true;
}

doku_notification_header doku_notification_header_from_name(doku_slice name)
{
	if (name.length > 5 && starts_with_name(name, DOKU_SLICE_LITERAL("http-"))) {
		name = doku_slice_make(name.data + 5, name.length - 5);
	}
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		if (name.length == header_names[i].plain.length
			&& starts_with_name(name, header_names[i].plain)) {
			return (doku_notification_header)i;
		}
	}
	return DOKU_HEADER_COUNT;
}

/* Longer than every value that is well formed, and so longer than what can stand in it twice. */
#define LONGEST_VALUE DOKU_MAX_REQUEST_ID

/* Whether the rest is the part again and again, each time behind a comma. */
static bool is_repetition(doku_slice rest, doku_slice part)
{
	while (rest.length > 0) {
		doku_slice next = doku_slice_trim_blanks(doku_slice_make(rest.data + 1, rest.length - 1));
		if (rest.data[0] != ',' || !doku_slice_starts_with(next, part)) {
			return false;
		}
		rest = doku_slice_trim_blanks(
			doku_slice_make(next.data + part.length, next.length - part.length));
	}
	return true;
}

/* "X" of "X, X": servers join a header that came twice (RFC 9110, 5.3). */
static doku_slice without_repetition(doku_slice value)
{
	size_t place = 0;
	for (;;) {
		const char *comma =
			place >= value.length ? NULL : memchr(value.data + place, ',', value.length - place);
		place = comma == NULL ? 0 : (size_t)(comma - value.data);
		if (comma == NULL || place > LONGEST_VALUE) {
			return value;
		}
		doku_slice part = doku_slice_trim_blanks(doku_slice_make(value.data, place));
		if (part.length > 0 && is_repetition(doku_slice_make(comma, value.length - place), part)) {
			return part;
		}
		place++;
	}
}

void doku_notification_add_header(
	doku_notification_headers *headers, doku_slice name, doku_slice value)
{
	headers->count++;
	headers->bytes += name.length + value.length;
	doku_notification_header header = doku_notification_header_from_name(name);
	if (header == DOKU_HEADER_COUNT) {
		return;
	}
	value = without_repetition(doku_slice_trim_blanks(value));
	if (value.length == 0) {
		return; /* an empty header says nothing: as good as missing */
	}
	doku_slice *present = &headers->values[header];
	if (present->data != NULL && !doku_slice_equals(*present, value)) {
		headers->is_conflicting[header] = true;
	}
	*present = value;
}

void doku_notification_add_no_text(doku_notification_headers *headers, doku_slice name)
{
	headers->count++;
	headers->bytes += name.length;
	doku_notification_header header = doku_notification_header_from_name(name);
	if (header != DOKU_HEADER_COUNT) {
		headers->is_conflicting[header] = true;
	}
}

static bool refuse(doku_error *error, doku_reason reason, const char *words)
{
	doku_error_set(error, DOKU_ERROR_SIGNATURE, reason, "notification refused: %s", words);
	return false;
}

static const char malformed_id[] =
	"is malformed: it is 1 to " DOKU_CAP_TEXT(DOKU_MAX_REQUEST_ID) " visible ASCII characters";

static bool refuse_header(doku_error *error, int header, const char *words)
{
	doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED,
		"notification refused: the header %s %s", header_names[header].name, words);
	return false;
}

static bool check_headers(const doku_notification_headers *headers, const doku_settings *settings,
	int64_t *timestamp, doku_error *error)
{
	const doku_slice *values = headers->values;
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		if (values[i].data == NULL) {
			doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MISSING_HEADER,
				"notification refused: the header %s is missing%s", header_names[i].name,
				headers->are_lines ? "; the headers are \"Name: value\" lines: give them as "
									 "name => value"
								   : "");
			return false;
		}
	}
	if (headers->count > DOKU_MAX_HEADERS || headers->bytes > DOKU_MAX_HEADER_BYTES) {
		return refuse(error, DOKU_REASON_MALFORMED,
			"the headers are over the cap of " DOKU_CAP_TEXT(
				DOKU_MAX_HEADERS) " headers and 64 KiB");
	}
	for (int i = 0; i < DOKU_HEADER_COUNT; i++) {
		if (headers->is_conflicting[i]) {
			return refuse_header(error, i, "came twice with different values, or is no text");
		}
	}
	if (!doku_request_id_is_valid(values[DOKU_HEADER_CLIENT_ID])) {
		return refuse_header(error, DOKU_HEADER_CLIENT_ID, malformed_id);
	}
	if (!doku_request_id_is_valid(values[DOKU_HEADER_REQUEST_ID])) {
		return refuse_header(error, DOKU_HEADER_REQUEST_ID, malformed_id);
	}
	if (!doku_timestamp_parse(values[DOKU_HEADER_TIMESTAMP], timestamp)) {
		return refuse_header(
			error, DOKU_HEADER_TIMESTAMP, "is malformed: it has the form 2026-01-31T10:00:00Z");
	}
	if (!doku_signature_is_well_formed(values[DOKU_HEADER_SIGNATURE])) {
		return refuse_header(error, DOKU_HEADER_SIGNATURE,
			"is malformed: it is \"HMACSHA256=\" and 44 characters of base64");
	}
	if (!doku_slice_equals(
			values[DOKU_HEADER_CLIENT_ID], doku_slice_from_string(settings->client_id))) {
		return refuse(error, DOKU_REASON_CLIENT_ID, "the Client-Id is another account's");
	}
	return true;
}

/* ---- target ---- */

/* What may have been signed: the path alone, and the path with its query. */
typedef struct target_forms {
	doku_slice forms[2];
	size_t count;
	doku_buffer made; /* of an address with a query and no path: the path "/" before it */
} target_forms;

/* A line break would add lines to the string that is signed. */
static bool has_control(doku_slice target)
{
	for (size_t i = 0; i < target.length; i++) {
		unsigned char byte = (unsigned char)target.data[i];
		if (byte < 0x20 || byte == 0x7F) {
			return true;
		}
	}
	return false;
}

/* Path and query of a path or an address; of an address without a path perhaps the query alone. */
static bool find_path(doku_slice target, doku_slice *path)
{
	doku_url_parts parts;
	if (has_control(target)) {
		return false;
	}
	if (target.length > 0 && target.data[0] == '/') {
		const char *fragment = memchr(target.data, '#', target.length);
		*path = fragment == NULL ? target
								 : doku_slice_make(target.data, (size_t)(fragment - target.data));
		return true;
	}
	if (!doku_url_split(target, &parts)) {
		return false;
	}
	*path = parts.target.length == 0 ? DOKU_SLICE_LITERAL("/") : parts.target;
	return true;
}

bool doku_notification_is_target(doku_slice target)
{
	doku_slice path;
	return find_path(target, &path);
}

/* Frees nothing on failure: nothing is held then. */
static bool split_target(doku_slice target, target_forms *split)
{
	doku_slice path = DOKU_SLICE_EMPTY;
	memset(split, 0, sizeof(*split));
	if (!find_path(target, &path)) {
		return true; /* no form of it was signed */
	}
	if (path.data[0] != '/') {
		doku_buffer_init(&split->made, path.length + 1);
		if (!doku_buffer_append_byte(&split->made, '/')
			|| !doku_buffer_append_slice(&split->made, path)) {
			doku_buffer_free(&split->made);
			return false;
		}
		path = doku_buffer_slice(&split->made);
	}
	const char *query = memchr(path.data, '?', path.length);
	if (query != NULL) {
		split->forms[split->count++] = doku_slice_make(path.data, (size_t)(query - path.data));
	}
	split->forms[split->count++] = path;
	return true;
}

/* ---- signature ---- */

/* Room for a target in a message. */
#define SHOWN_TARGET 128

/* What to look at: the body's length, the targets, and what is wrong with the body as it came. */
static bool refuse_mismatch(doku_error *error, doku_slice body, const target_forms *split)
{
	doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MISMATCH,
		"notification refused: the signature does not fit (another secret, body or target): the "
		"body has %lu bytes, ",
		(unsigned long)body.length);
	if (split->count == 0) {
		doku_error_append(error, "the target is neither a path nor an address");
	}
	for (size_t i = 0; i < split->count; i++) {
		char shown[SHOWN_TARGET];
		doku_error_copy_text(shown, sizeof(shown), split->forms[i].data, split->forms[i].length);
		doku_error_append(error, "%s\"%s\"", i == 0 ? "tried as target: " : " and ", shown);
	}
	const char *form = doku_body_form_words(body);
	if (form != NULL) {
		doku_error_append(error, "; %s", form);
	}
	return false;
}

static bool refuse_for_memory(doku_error *error)
{
	doku_error_set(
		error, DOKU_ERROR_MEMORY, DOKU_REASON_NONE, "out of memory while verifying a notification");
	return false;
}

static doku_signature_result verify_forms(const doku_notification_headers *headers,
	const doku_settings *settings, doku_slice body, const target_forms *split)
{
	doku_signature_result result = DOKU_SIGNATURE_INVALID;
	for (size_t i = 0; i < split->count && result == DOKU_SIGNATURE_INVALID; i++) {
		doku_signature_fields fields = {
			.client_id = headers->values[DOKU_HEADER_CLIENT_ID],
			.request_id = headers->values[DOKU_HEADER_REQUEST_ID],
			.timestamp = headers->values[DOKU_HEADER_TIMESTAMP],
			.target = split->forms[i],
			.has_body = true,
			.body = body,
		};
		result = doku_signature_verify(
			&settings->keyring, &fields, headers->values[DOKU_HEADER_SIGNATURE]);
	}
	return result;
}

static bool check_signature(const doku_notification_headers *headers, const doku_settings *settings,
	doku_slice body, doku_slice target, doku_error *error)
{
	target_forms split;
	if (!split_target(target, &split)) {
		return refuse_for_memory(error);
	}
	bool is_valid = false;
	switch (verify_forms(headers, settings, body, &split)) {
		case DOKU_SIGNATURE_VALID:
			is_valid = true;
			break;
		case DOKU_SIGNATURE_INVALID:
			refuse_mismatch(error, body, &split);
			break;
		case DOKU_SIGNATURE_NO_MEMORY:
			refuse_for_memory(error);
			break;
	}
	doku_buffer_free(&split.made);
	return is_valid;
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
