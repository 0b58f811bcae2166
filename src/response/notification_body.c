/* The fields of a notification's body, met while it is read. */
#include "notification.h"

#include "body_form.h"
#include "../base/number.h"

/* ---- where a field stands ---- */

typedef enum section {
	SECTION_NONE = 0,
	SECTION_ORDER,
	SECTION_TRANSACTION,
	SECTION_PAYMENT,
	SECTION_PEER_TO_PEER,
	SECTION_CHANNEL
} section;

typedef enum field {
	FIELD_NONE = 0,
	FIELD_INVOICE,
	FIELD_AMOUNT,
	FIELD_ORDER_STATUS,
	FIELD_STATUS,
	FIELD_ORIGINAL_REQUEST_ID,
	FIELD_REFERENCE,
	FIELD_PAYMENT_IDENTIFIERS,
	FIELD_IDENTIFIERS,
	FIELD_CHANNEL
} field;

typedef struct field_name {
	doku_slice name;
	field field;
} field_name;

static const field_name order_fields[] = {{{"invoice_number", 14}, FIELD_INVOICE},
	{{"amount", 6}, FIELD_AMOUNT}, {{"status", 6}, FIELD_ORDER_STATUS}};
static const field_name transaction_fields[] = {
	{{"status", 6}, FIELD_STATUS}, {{"original_request_id", 19}, FIELD_ORIGINAL_REQUEST_ID}};
static const field_name payment_fields[] = {{{"merchant_unique_reference", 25}, FIELD_REFERENCE},
	{{"identifier", 10}, FIELD_PAYMENT_IDENTIFIERS}};
static const field_name peer_to_peer_fields[] = {{{"identifier", 10}, FIELD_IDENTIFIERS}};
static const field_name channel_fields[] = {{{"id", 2}, FIELD_CHANNEL}};

#define FIELDS(table) table, sizeof(table) / sizeof((table)[0])

static const struct {
	doku_slice name;
	const field_name *fields;
	size_t count;
} sections[] = {
	[SECTION_NONE] = {{"", 0}, NULL, 0},
	[SECTION_ORDER] = {{"order", 5}, FIELDS(order_fields)},
	[SECTION_TRANSACTION] = {{"transaction", 11}, FIELDS(transaction_fields)},
	[SECTION_PAYMENT] = {{"payment", 7}, FIELDS(payment_fields)},
	[SECTION_PEER_TO_PEER] = {{"peer_to_peer_info", 17}, FIELDS(peer_to_peer_fields)},
	[SECTION_CHANNEL] = {{"channel", 7}, FIELDS(channel_fields)},
};

static section section_of(doku_slice key)
{
	for (size_t i = SECTION_ORDER; i <= SECTION_CHANNEL; i++) {
		if (doku_slice_equals(key, sections[i].name)) {
			return (section)i;
		}
	}
	return SECTION_NONE;
}

static field field_of(section inside, doku_slice key)
{
	for (size_t i = 0; i < sections[inside].count; i++) {
		if (doku_slice_equals(key, sections[inside].fields[i].name)) {
			return sections[inside].fields[i].field;
		}
	}
	return FIELD_NONE;
}

/* ---- what is taken from it ---- */

/* A text, or an integer by its digits. */
static void take_scalar(doku_notification_text *target, const doku_notification_event *met)
{
	if (met->event == DOKU_JSON_EVENT_TEXT) {
		target->text = met->text;
		target->node = met->node;
	} else if (met->event == DOKU_JSON_EVENT_INTEGER) {
		target->text = met->item->written;
	}
}

static doku_slice text_of(const doku_notification_event *met)
{
	return met->event == DOKU_JSON_EVENT_TEXT ? met->text : DOKU_SLICE_EMPTY;
}

static void take_list(doku_notification_list *list, const doku_notification_event *met)
{
	if (met->event == DOKU_JSON_EVENT_LIST || met->event == DOKU_JSON_EVENT_OBJECT) {
		list->node = met->node;
		list->is_list = met->event == DOKU_JSON_EVENT_LIST;
	} else if (met->event == DOKU_JSON_EVENT_CLOSED && met->item->members == 0) {
		list->node = NULL;
	}
}

/* 0 or more; what is there and is none is kept as it was written. */
static void take_amount(doku_notification *notification, const doku_notification_event *met)
{
	doku_whole_reading reading = DOKU_WHOLE_NONE;
	switch (met->event) {
		case DOKU_JSON_EVENT_NULL:
			return;
		case DOKU_JSON_EVENT_INTEGER:
			notification->amount = met->item->integer;
			reading = met->item->integer < 0 ? DOKU_WHOLE_NEGATIVE : DOKU_WHOLE_READ;
			break;
		case DOKU_JSON_EVENT_REAL:
			reading = doku_whole_from_json(met->item->written, &notification->amount);
			break;
		case DOKU_JSON_EVENT_TEXT:
			reading = doku_whole_from_text(met->text, &notification->amount);
			break;
		default:
			break;
	}
	notification->has_amount = reading == DOKU_WHOLE_READ;
	if (!notification->has_amount) {
		notification->amount_written = met->item->written;
	}
}

static void take_field(
	doku_notification *notification, field met_field, const doku_notification_event *met)
{
	switch (met_field) {
		case FIELD_NONE:
			break;
		case FIELD_INVOICE:
			take_scalar(&notification->invoice, met);
			break;
		case FIELD_AMOUNT:
			take_amount(notification, met);
			break;
		case FIELD_ORDER_STATUS:
			notification->order_status_word = text_of(met);
			break;
		case FIELD_STATUS:
			notification->status_word = text_of(met);
			break;
		case FIELD_ORIGINAL_REQUEST_ID:
			take_scalar(&notification->original_request_id, met);
			break;
		case FIELD_REFERENCE:
			take_scalar(&notification->reference, met);
			break;
		case FIELD_PAYMENT_IDENTIFIERS:
			take_list(&notification->payment_identifiers, met);
			break;
		case FIELD_IDENTIFIERS:
			take_list(&notification->identifiers, met);
			break;
		case FIELD_CHANNEL:
			if (met->event == DOKU_JSON_EVENT_TEXT) {
				take_scalar(&notification->channel, met);
			}
			break;
	}
}

static void close_field(doku_notification *notification, const doku_json_reader *reader,
	const doku_notification_event *met)
{
	if (notification->opened == FIELD_AMOUNT) {
		/* from its bracket up to here */
		doku_slice *written = &notification->amount_written;
		written->length = (size_t)(reader->position - written->data);
	} else {
		take_field(notification, (field)notification->opened, met);
	}
	notification->opened = FIELD_NONE;
}

static void open_section(doku_notification *notification, const doku_notification_event *met)
{
	section entered = section_of(met->key);
	if (entered == SECTION_TRANSACTION && met->event != DOKU_JSON_EVENT_NULL) {
		notification->has_transaction = true;
	}
	notification->section = entered; /* what is in a list has no key, so it is no field */
}

static void open_field(doku_notification *notification, const doku_notification_event *met)
{
	field found = field_of((section)notification->section, met->key);
	if (found != FIELD_NONE) {
		bool opens = met->event == DOKU_JSON_EVENT_OBJECT || met->event == DOKU_JSON_EVENT_LIST;
		take_field(notification, found, met);
		notification->opened = opens ? (unsigned int)found : FIELD_NONE;
	}
}

void doku_notification_meet(doku_notification *notification, const doku_json_reader *reader,
	const doku_notification_event *met)
{
	if (met->event == DOKU_JSON_EVENT_CLOSED) {
		if (met->depth == 2 && notification->opened != FIELD_NONE) {
			close_field(notification, reader, met);
		}
	} else if (met->depth == 2) {
		open_field(notification, met);
	} else if (met->depth == 1) {
		open_section(notification, met);
	} else if (met->depth == 0) {
		notification->is_object = met->event == DOKU_JSON_EVENT_OBJECT;
	}
}

/* ---- is it a notification? ---- */

static bool refuse_body(doku_error *error, const doku_json_reader *reader, doku_slice body)
{
	const char *form = doku_body_form_words(body);
	if (form != NULL) {
		doku_error_set(
			error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED, "notification refused: %s", form);
	} else if (reader->fault == DOKU_JSON_FAULT_NONE) {
		doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED,
			"notification refused: the body is JSON, but no object");
	} else {
		doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED,
			"notification refused: the body is not JSON that can be taken: %s (read up to byte %lu "
			"of %lu)",
			doku_json_fault_words(reader->fault), (unsigned long)(reader->position - reader->start),
			(unsigned long)body.length);
	}
	return false;
}

/* Room for an invoice number and an amount in a message. */
#define SHOWN_TEXT 160

static bool refuse_amount(const doku_notification *notification, doku_error *error)
{
	char invoice[SHOWN_TEXT];
	char amount[SHOWN_TEXT];
	doku_error_copy_text(invoice, sizeof(invoice), notification->invoice.text.data,
		notification->invoice.text.length);
	doku_error_copy_text(amount, sizeof(amount), notification->amount_written.data,
		notification->amount_written.length);
	doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED,
		"notification refused: the amount of invoice %s is not whole rupiah: %s; check the status "
		"and look the order up at DOKU before it is booked",
		invoice, amount);
	return false;
}

bool doku_notification_finish(doku_notification *notification, const doku_json_reader *reader,
	doku_slice body, doku_error *error)
{
	if (reader->fault != DOKU_JSON_FAULT_NONE || !notification->is_object) {
		return refuse_body(error, reader, body);
	}
	if (notification->payment_identifiers.node != NULL) {
		notification->identifiers = notification->payment_identifiers;
	}
	notification->status = doku_order_status_from_words(
		notification->has_transaction, notification->status_word, notification->order_status_word);
	if (notification->invoice.text.length == 0) {
		doku_error_set(error, DOKU_ERROR_SIGNATURE, DOKU_REASON_MALFORMED,
			"notification refused: the body names no invoice");
		return false;
	}
	return notification->amount_written.data == NULL || refuse_amount(notification, error);
}
