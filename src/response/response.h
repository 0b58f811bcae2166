/*
 * What an attempt's answer means: done, refused, unusable or unknown, and whether it may be
 * tried again. The one place where that is decided.
 *
 * A response borrows from its document, from the answer and from nothing else; it lives as long
 * as both. One thread.
 */
#ifndef DOKU_RESPONSE_H
#define DOKU_RESPONSE_H

#include "../transport/answer.h"
#include "amount.h"
#include "../base/error.h"
#include "../json/json.h"
#include "../request/operation.h"
#include "../request/request.h"
#include "../request/settings.h"

typedef enum doku_signature_state {
	DOKU_SIGNATURE_ABSENT = 0, /* not signed, or not looked at */
	DOKU_SIGNATURE_GOOD,
	DOKU_SIGNATURE_BAD
} doku_signature_state;

typedef struct doku_response {
	doku_json_document *document; /* NULL: an empty answer (204) */
	bool succeeded;
	bool replayed;
	doku_order_status status;
	int http_status;
	doku_signature_state signature;
	doku_slice timestamp;
	doku_slice payment_url; /* an absolute http or https address, or none */
	doku_slice invoice;
	doku_slice reference;
	doku_amount_state amount_state;
	int64_t amount; /* where it was READ */
	doku_buffer message;
	const void *identifiers; /* a list, or one object standing alone; NULL: none */
} doku_response;

void doku_response_init(doku_response *response);
void doku_response_free(doku_response *response);

/* What was asked, for judging the answer. */
typedef struct doku_exchange {
	doku_operation operation;
	const doku_settings *settings;
	const doku_request *request; /* as it was sent */
	/* that the answer must name; empty: none. Of the body; of CHECK as the caller asks for */
	doku_slice invoice;
	bool has_amount;
	int64_t amount;
	doku_slice looked_up; /* the id of CHECK, before percent-encoding */
} doku_exchange;

typedef enum doku_retry_advice {
	DOKU_RETRY_NEVER = 0,
	DOKU_RETRY_AFTER_PAUSE,
	DOKU_RETRY_AT_ONCE
} doku_retry_advice;

typedef struct doku_decision {
	doku_error error; /* DOKU_ERROR_NONE: the response is usable */
	doku_retry_advice retry;
	bool has_retry_after;
	int64_t retry_after; /* seconds */
	bool has_response;   /* the response is filled, also for a refusal or an unusable answer that
	                        was a JSON object */
} doku_decision;

/* Judges one answer. `response` is initialised and empty. */
void doku_response_decide(const doku_exchange *exchange, const doku_answer *answer,
	doku_response *response, doku_decision *decision);

#endif
