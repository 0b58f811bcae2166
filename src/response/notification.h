/*
 * DOKU's HTTP notification: collect its headers, verify it over the raw bytes, decode it.
 * Source: DOKU's pages on notifications; "Signature Component from Request Header".
 *
 * Order of checks: missing_header, malformed headers, client_id, mismatch, stale, malformed
 * body. Time is linear in the input; nothing of the expected signature leaves this unit.
 */
#ifndef DOKU_NOTIFICATION_H
#define DOKU_NOTIFICATION_H

#include "../base/error.h"
#include "../json/json.h"
#include "../request/operation.h"
#include "../request/settings.h"

typedef enum doku_notification_header {
	DOKU_HEADER_CLIENT_ID = 0,
	DOKU_HEADER_REQUEST_ID,
	DOKU_HEADER_TIMESTAMP,
	DOKU_HEADER_SIGNATURE,
	DOKU_HEADER_COUNT
} doku_notification_header;

/* Borrows the values that are added. */
typedef struct doku_notification_headers {
	doku_slice values[DOKU_HEADER_COUNT]; /* data is NULL: missing */
	bool is_conflicting; /* one name with different values, or a value that is no text */
	bool is_too_large;
	size_t bytes;
	size_t count;
} doku_notification_headers;

/* Which of the four a name stands for: case is ignored, '_' equals '-', a leading HTTP_ is
 * dropped. DOKU_HEADER_COUNT: none of them. */
doku_notification_header doku_notification_header_from_name(doku_slice name);

/* Adds a value of one of the four; white space around it is dropped. */
void doku_notification_add_header(
	doku_notification_headers *headers, doku_notification_header header, doku_slice value);

typedef struct doku_notification {
	doku_slice request_id; /* of the headers */
	int64_t timestamp;
	/* of the body; the slices borrow from its values, or from `digits` */
	doku_order_status status;
	doku_slice invoice;
	bool has_amount;
	int64_t amount;
	doku_slice original_request_id;
	doku_slice reference;
	doku_slice channel;
	const void *identifiers; /* a list, or one map standing alone; NULL: none */
	char digits[3][DOKU_VALUE_DIGITS_SIZE];
	doku_json_document *document; /* of doku_notification_verify; NULL otherwise */
} doku_notification;

/* All checks but the body's own: is this DOKU's, for us, and of now? Fills request_id and
 * timestamp. target: a path with or without a query, or a full address; with a query, both the
 * path alone and the path with the query are tried. now: Unix seconds. False: error is filled
 * (DOKU_ERROR_SIGNATURE, or DOKU_ERROR_MEMORY). */
bool doku_notification_check(doku_notification *notification, const doku_settings *settings,
	const doku_notification_headers *headers, doku_slice body, doku_slice target, int64_t now,
	doku_error *error);

/* Reads the fields of a body and its decoded tree. The strict scan has accepted the body with that
 * many members (fewer in the tree: a key came twice). The tree must outlive the notification. */
bool doku_notification_read(doku_notification *notification, const doku_value_interface *values,
	const void *root, doku_slice body, size_t members, doku_error *error);

/* The reason for a body that the scan refuses. */
void doku_notification_refuse_body(doku_slice body, doku_error *error);

/* Check, decode by the engine's own reader, and read. Free it afterwards. */
bool doku_notification_verify(doku_notification *notification, const doku_settings *settings,
	const doku_notification_headers *headers, doku_slice body, doku_slice target, int64_t now,
	doku_error *error);

void doku_notification_free(doku_notification *notification);

/* Path and query of a target as above; false when it is neither a path nor an address. */
bool doku_notification_split_target(doku_slice target, doku_slice *path, doku_slice *with_query);

#endif
