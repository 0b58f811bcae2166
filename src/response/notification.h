/*
 * DOKU's HTTP notification: collect its headers, verify it over the raw bytes, read its body.
 * Source: DOKU's pages on notifications; "Signature Component from Request Header".
 *
 * Order of checks: missing_header, malformed headers, client_id, mismatch, stale, malformed
 * body. Time is linear in the input; nothing of the expected signature leaves this unit. All slices
 * are borrowed. No memory is held after a call.
 *
 * One after the other: doku_notification_add_header for each header, doku_notification_check, a
 * loop of doku_json_next with doku_notification_meet, and doku_notification_finish.
 */
#ifndef DOKU_NOTIFICATION_H
#define DOKU_NOTIFICATION_H

#include "../base/error.h"
#include "../json/reader.h"
#include "../request/operation.h"
#include "../request/settings.h"

/* ---- headers ---- */

typedef enum doku_notification_header {
	DOKU_HEADER_CLIENT_ID = 0,
	DOKU_HEADER_REQUEST_ID,
	DOKU_HEADER_TIMESTAMP,
	DOKU_HEADER_SIGNATURE,
	DOKU_HEADER_COUNT
} doku_notification_header;

/* Zeroed before the first is added. */
typedef struct doku_notification_headers {
	doku_slice values[DOKU_HEADER_COUNT];   /* data is NULL: missing */
	bool is_conflicting[DOKU_HEADER_COUNT]; /* different values, or one that is no text */
	bool are_lines; /* some came as "Name: value", without a name of their own: for a message */
	size_t bytes;
	size_t count;
} doku_notification_headers;

/* Which of the four a name stands for: case is ignored, '_' equals '-', a leading HTTP_ is
 * dropped. DOKU_HEADER_COUNT: none of them. */
doku_notification_header doku_notification_header_from_name(doku_slice name);

/* Adds one value of a header of any name; all of them count towards the caps. White space around
 * a value is dropped, and so is what servers make of a header that came twice: "X, X" is X. */
void doku_notification_add_header(
	doku_notification_headers *headers, doku_slice name, doku_slice value);

/* A value that is no text. */
void doku_notification_add_no_text(doku_notification_headers *headers, doku_slice name);

/* ---- the notification ---- */

/* A text or number of the body. */
typedef struct doku_notification_text {
	doku_slice text;  /* data is NULL: not there */
	const void *node; /* as it was given with the text; NULL for a number */
} doku_notification_text;

/* A list of identifiers, or one object standing alone. */
typedef struct doku_notification_list {
	const void *node; /* NULL: not there, or empty */
	bool is_list;
} doku_notification_list;

typedef struct doku_notification {
	doku_slice request_id; /* of the headers */
	int64_t timestamp;
	/* of the body, after doku_notification_finish */
	doku_order_status status;
	doku_notification_text invoice;
	bool has_amount;
	int64_t amount;
	doku_notification_text original_request_id;
	doku_notification_text reference;
	doku_notification_text channel;
	doku_notification_list identifiers;
	doku_slice amount_written; /* as it stands in the body, where it is no amount; else no data */
	/* while the body is read */
	unsigned int section; /* that the reader is in; 0: none with fields */
	unsigned int opened;  /* field that is a container and still open */
	bool is_object;
	bool has_transaction;
	doku_slice status_word;
	doku_slice order_status_word;
	doku_notification_list payment_identifiers;
} doku_notification;

/* All checks but the body's own: is this DOKU's, for us, and of now? Fills request_id and
 * timestamp. target: a path with or without a query, or a full address; with a query, both the
 * path alone and the path with the query are tried. now: Unix seconds. False: error is filled
 * (DOKU_ERROR_SIGNATURE, or DOKU_ERROR_MEMORY). */
bool doku_notification_check(doku_notification *notification, const doku_settings *settings,
	const doku_notification_headers *headers, doku_slice body, doku_slice target, int64_t now,
	doku_error *error);

/* A target that doku_notification_check can use: a path, or an address with a host. */
bool doku_notification_is_target(doku_slice target);

/* What the body's reader has just given. The texts must outlive the notification, as must the
 * node, which stands for the text, the list or the object in the caller's tree. */
typedef struct doku_notification_event {
	doku_json_event event;
	size_t depth; /* of what the value stands in; 0 for the root */
	const doku_json_item *item;
	doku_slice key;  /* of a member of an object, unescaped; empty elsewhere */
	doku_slice text; /* the same; of TEXT */
	const void *node;
} doku_notification_event;

/* No field stands deeper: what is not wanted need not be met. */
static inline bool doku_notification_wants(const doku_notification *notification, size_t depth)
{
	return depth < 2 || (depth == 2 && notification->section != 0);
}

void doku_notification_meet(doku_notification *notification, const doku_json_reader *reader,
	const doku_notification_event *met);

/* After the reader's last event, END or REFUSED: is it a notification? */
bool doku_notification_finish(doku_notification *notification, const doku_json_reader *reader,
	doku_slice body, doku_error *error);

#endif
