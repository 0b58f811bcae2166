/* What an answer means: HTTP status x body x operation, against the contract's tables. */
#include <stdlib.h>

#include "check.h"
#include "response/envelope.h"
#include "response/response.h"
#include "support_fixture.h"

#define INVOICE "INV-1"

#define G DOKU_OPERATION_GENERATE
#define C DOKU_OPERATION_CANCEL
#define R DOKU_OPERATION_REFUND
#define S DOKU_OPERATION_CHECK
#define W DOKU_OPERATION_RAW

#define ORDER "\"order\":{\"invoice_number\":\"INV-1\",\"amount\":90000}"
#define PAGE "\"url\":\"https://pay.example/1\""
#define GENERATED(status) "{" ORDER ",\"payment\":{\"status\":\"" status "\"," PAGE "}}"
#define CANCELLED(cancel, payment) \
	"{" ORDER ",\"payment\":{\"status\":\"" payment "\"},\"cancel\":{\"status\":\"" cancel "\"}}"
#define REFUNDED(refund, payment) \
	"{" ORDER ",\"payment\":{\"status\":\"" payment "\"},\"refund\":{\"status\":\"" refund "\"}}"
#define CHECKED(status) "{" ORDER ",\"transaction\":{\"status\":\"" status "\"}}"
#define ENVELOPE(code) "{\"error\":{\"code\":\"" code "\",\"message\":\"m\",\"type\":\"t\"}}"
#define HTML "<html><body>403 Forbidden</body></html>"

#define NONE DOKU_ERROR_NONE, DOKU_REASON_NONE, DOKU_RETRY_NEVER
#define API DOKU_ERROR_API, DOKU_REASON_NONE, DOKU_RETRY_NEVER
#define API_AGAIN DOKU_ERROR_API, DOKU_REASON_NONE, DOKU_RETRY_AFTER_PAUSE
#define UNKNOWN DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_NEVER
#define UNKNOWN_AGAIN DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE, DOKU_RETRY_AFTER_PAUSE
#define NOT_JSON DOKU_ERROR_RESPONSE, DOKU_REASON_NOT_JSON, DOKU_RETRY_NEVER
#define NOT_JSON_AGAIN DOKU_ERROR_RESPONSE, DOKU_REASON_NOT_JSON, DOKU_RETRY_AFTER_PAUSE
#define SHAPE DOKU_ERROR_RESPONSE, DOKU_REASON_WRONG_SHAPE, DOKU_RETRY_NEVER
#define AMOUNT DOKU_ERROR_RESPONSE, DOKU_REASON_AMOUNT, DOKU_RETRY_NEVER
#define NO_PAGE DOKU_ERROR_RESPONSE, DOKU_REASON_NO_PAGE, DOKU_RETRY_NEVER
#define MISMATCH DOKU_ERROR_RESPONSE, DOKU_REASON_MISMATCH, DOKU_RETRY_NEVER

typedef struct row {
	doku_operation operation;
	int http_status;
	const char *body;
	doku_error_kind kind;
	doku_reason reason;
	doku_retry_advice retry;
	bool succeeded;
	doku_order_status status;
	bool replayed;
} row;

static const row rows[] = {
	/* generate: succeeded unless payment.status is FAILED */
	{G, 200, GENERATED("PENDING"), NONE, true, DOKU_ORDER_PENDING, false},
	{G, 200, GENERATED("FAILED"), NONE, false, DOKU_ORDER_FAILED, false},
	{G, 200, GENERATED("SUCCESS"), NONE, true, DOKU_ORDER_SUCCESS, false},
	{G, 200, GENERATED("SOMETHING_NEW"), NONE, true, DOKU_ORDER_UNKNOWN, false},
	{G, 201, GENERATED("PENDING"), NONE, true, DOKU_ORDER_PENDING, false},
	{G, 299, GENERATED("PENDING"), NONE, true, DOKU_ORDER_PENDING, false},
	{G, 200, GENERATED(" pending "), NONE, true, DOKU_ORDER_PENDING, false},
	{G, 200, GENERATED("failed"), NONE, false, DOKU_ORDER_FAILED, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\"," PAGE "}}", NONE, true, DOKU_ORDER_PENDING,
		false},
	{G, 200, "{\"order\":null,\"x\":[],\"payment\":{\"status\":\"PENDING\"," PAGE "}}", NONE, true,
		DOKU_ORDER_PENDING, false},
	/* an order that nobody can pay */
	{G, 200, "{\"payment\":{\"status\":\"PENDING\"}}", NO_PAGE, false, 0, false},
	{G, 200, "{" ORDER ",\"payment\":{\"status\":\"SUCCESS\"}}", NO_PAGE, false, 0, false},
	{G, 409, "{" ORDER ",\"payment\":{\"status\":\"PENDING\"}}", NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":null}}", NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"\"}}", NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\" \"}}", NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"/pay/1\"}}", NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"//pay.example/1\"}}", NO_PAGE, false,
		0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"javascript:alert(1)\"}}", NO_PAGE,
		false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"https://pay.example/\\r\\nX: 1\"}}",
		NO_PAGE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":[\"https://pay.example/1\"]}}", NO_PAGE,
		false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\",\"url\":\"HTTP://pay.example\"}}", NONE, true,
		DOKU_ORDER_PENDING, false},
	{G, 200, "{" ORDER ",\"payment\":{\"status\":\"FAILED\"}}", NONE, false, DOKU_ORDER_FAILED,
		false},
	{G, 200, "{" ORDER "}", SHAPE, false, 0, false},
	{G, 200, "{\"payment\":{}}", SHAPE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":null}}", SHAPE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"\"}}", SHAPE, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":1}}", SHAPE, false, 0, false},
	{G, 200, "{\"payment\":\"PENDING\"}", SHAPE, false, 0, false},
	{G, 200, "{}", SHAPE, false, 0, false},
	{G, 200, "[]", SHAPE, false, 0, false},
	{G, 200, "null", SHAPE, false, 0, false},
	{G, 200, "\"ok\"", SHAPE, false, 0, false},
	/* a lone message settles cancel, refund and check only: an order may have been made */
	{G, 200, "{\"message\":\"Order Not Found\"}", SHAPE, false, 0, false},
	{G, 200, "{\"message\":[\"SUCCESS\"],\"response\":{}}", SHAPE, false, 0, false},
	{G, 200, "", NOT_JSON_AGAIN, false, 0, false},
	{G, 200, HTML, NOT_JSON_AGAIN, false, 0, false},
	{G, 200, "{\"payment\":{\"status\":\"PENDING\"}", NOT_JSON_AGAIN, false, 0, false},
	{G, 204, "", NOT_JSON_AGAIN, false, 0, false},
	/* another invoice, another amount */
	{G, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
		MISMATCH, false, 0, false},
	{G, 200, "{\"order\":{\"invoice_number\":\"inv-1\"},\"payment\":{\"status\":\"PENDING\"}}",
		MISMATCH, false, 0, false},
	{G, 200, "{\"order\":{\"amount\":90001},\"payment\":{\"status\":\"PENDING\"}}", MISMATCH, false,
		0, false},
	{G, 200, "{\"order\":{\"amount\":90000.5},\"payment\":{\"status\":\"PENDING\"}}", AMOUNT, true,
		0, false},
	{G, 200, "{\"order\":{\"amount\":\"x\"},\"payment\":{\"status\":\"PENDING\"}}", AMOUNT, true, 0,
		false},
	{G, 200, "{\"order\":{\"amount\":\"90.000\"},\"payment\":{\"status\":\"FAILED\"}}", AMOUNT,
		false, 0, false},
	{G, 409, "{\"order\":{\"amount\":[90000]},\"payment\":{\"status\":\"PENDING\"," PAGE "}}",
		AMOUNT, true, 0, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":\"Rp 90.000\"},\"transaction\":{\"status\":"
		"\"SUCCESS\"}}",
		AMOUNT, true, 0, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":null},\"transaction\":{\"status\":"
		"\"SUCCESS\"}}",
		NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":0},\"transaction\":{\"status\":\"SUCCESS\"}}",
		NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200, "{\"order\":{\"invoice_number\":\"INV-2\",\"amount\":\"x\"}}", MISMATCH, false, 0,
		false},
	/* in cancel and refund no amount was sent: none is told */
	{C, 200, "{\"order\":{\"amount\":\"x\"},\"cancel\":{\"status\":\"SUCCESS\"}}", NONE, true,
		DOKU_ORDER_CANCELLED, false},
	{R, 200, "{\"order\":{\"amount\":-1},\"refund\":{\"status\":\"SUCCESS\"}}", NONE, true,
		DOKU_ORDER_REFUNDED, false},
	{G, 200, "{\"order\":{\"amount\":90000.00},\"payment\":{\"status\":\"PENDING\"," PAGE "}}",
		NONE, true, DOKU_ORDER_PENDING, false},
	{G, 200, "{\"order\":{\"amount\":\"90000.00\"},\"payment\":{\"status\":\"PENDING\"," PAGE "}}",
		NONE, true, DOKU_ORDER_PENDING, false},
	{G, 409, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
		MISMATCH, false, 0, false},
	{G, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"FAILED\"}}",
		MISMATCH, false, 0, false},

	/* cancel */
	{C, 200, CANCELLED("SUCCESS", "CANCELLED"), NONE, true, DOKU_ORDER_CANCELLED, false},
	{C, 200, CANCELLED(" success", "CANCELLED"), NONE, true, DOKU_ORDER_CANCELLED, false},
	{C, 200, CANCELLED("FAILED", "Success "), NONE, false, DOKU_ORDER_SUCCESS, false},
	{C, 200, CANCELLED(" ", "CANCELLED"), SHAPE, false, 0, false},
	{C, 200, CANCELLED("SUCCESS", "SUCCESS"), NONE, true, DOKU_ORDER_CANCELLED, false},
	{C, 200, "{\"cancel\":{\"status\":\"SUCCESS\"}}", NONE, true, DOKU_ORDER_CANCELLED, false},
	{C, 200, CANCELLED("FAILED", "SUCCESS"), NONE, false, DOKU_ORDER_SUCCESS, false},
	{C, 200, CANCELLED("FAILED", "CANCELED"), NONE, false, DOKU_ORDER_CANCELLED, false},
	{C, 200, CANCELLED("FAILED", "PENDING"), NONE, false, DOKU_ORDER_PENDING, false},
	{C, 200, "{\"cancel\":{\"status\":\"FAILED\"}}", NONE, false, DOKU_ORDER_UNKNOWN, false},
	{C, 200, "{\"cancel\":{\"status\":\"FAILED\",\"message\":\"Order Not Found\"}}", NONE, false,
		DOKU_ORDER_UNKNOWN, false},
	{C, 200, "{" ORDER ",\"payment\":{\"status\":\"CANCELLED\"}}", SHAPE, false, 0, false},
	{C, 200, "{\"message\":\"Order Not Found\"}", API, false, 0, false},
	{C, 200, "{\"message\":[\"Order Not Found\"]}", API, false, 0, false},
	{C, 200, "{\"cancel\":{\"message\":\"Order Not Found\"}}", API, false, 0, false},
	{C, 200, "{\"message\":[\"SUCCESS\"]}", SHAPE, false, 0, false},
	{C, 200, "{\"message\":\"\"}", SHAPE, false, 0, false},
	{C, 200, "{\"message\":5}", SHAPE, false, 0, false},
	{C, 200, "{\"message\":\"m\",\"payment\":{\"url\":\"x\"}}", SHAPE, false, 0, false},
	{C, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"cancel\":{\"status\":\"SUCCESS\"}}",
		MISMATCH, false, 0, false},
	/* the amount is compared for generate only */
	{C, 200, "{\"order\":{\"amount\":5},\"cancel\":{\"status\":\"SUCCESS\"}}", NONE, true,
		DOKU_ORDER_CANCELLED, false},

	/* refund: "already request" is said by payment.status REFUNDED */
	{R, 200, REFUNDED("SUCCESS", "REFUNDED"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, REFUNDED("Success", "refunded"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, REFUNDED("FAILED", " Refunded"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, REFUNDED("SUCCESS", "SUCCESS"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, REFUNDED("FAILED", "REFUNDED"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, "{\"payment\":{\"status\":\"REFUNDED\"}}", NONE, true, DOKU_ORDER_REFUNDED, false},
	{R, 200, REFUNDED("FAILED", "CANCELED"), NONE, false, DOKU_ORDER_CANCELLED, false},
	{R, 200, REFUNDED("FAILED", "PENDING"), NONE, false, DOKU_ORDER_PENDING, false},
	{R, 200, REFUNDED("FAILED", "FAILED"), NONE, false, DOKU_ORDER_FAILED, false},
	{R, 200, "{\"payment\":{\"status\":\"PENDING\"}}", SHAPE, false, 0, false},
	{R, 200, "{\"message\":\"Order Not Found\"}", API, false, 0, false},
	{R, 200, "{\"refund\":{\"message\":\"Order Not Found\"}}", API, false, 0, false},

	/* check: an answer came */
	{S, 200, CHECKED("PENDING"), NONE, true, DOKU_ORDER_PENDING, false},
	{S, 200, CHECKED("SUCCESS"), NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200, CHECKED("FAILED"), NONE, true, DOKU_ORDER_FAILED, false},
	{S, 200, CHECKED("EXPIRED"), NONE, true, DOKU_ORDER_EXPIRED, false},
	{S, 200, CHECKED("REFUNDED"), NONE, true, DOKU_ORDER_REFUNDED, false},
	{S, 200, CHECKED("TIMEOUT"), NONE, true, DOKU_ORDER_UNKNOWN, false},
	{S, 200,
		"{" ORDER ",\"transaction\":{\"status\":null},\"service\":{\"id\":null},\"acquirer\":null}",
		NONE, true, DOKU_ORDER_UNKNOWN, false},
	{S, 200, "{" ORDER "}", NONE, true, DOKU_ORDER_UNKNOWN, false},
	/* it must name what was asked for */
	{S, 200, "{\"transaction\":{\"status\":\"SUCCESS\"}}", MISMATCH, false, 0, false},
	{S, 200, "{\"order\":{\"amount\":90000},\"transaction\":{\"status\":\"SUCCESS\"}}", MISMATCH,
		false, 0, false},
	/* order.status counts where there is no transaction */
	{S, 200, "{\"order\":{\"invoice_number\":\"INV-1\",\"status\":\"ORDER_EXPIRED\"}}", NONE, true,
		DOKU_ORDER_EXPIRED, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"status\":\" order_expired\"},\"transaction\":null}",
		NONE, true, DOKU_ORDER_EXPIRED, false},
	{S, 200, "{\"order\":{\"invoice_number\":\"INV-1\",\"status\":\"ORDER_GENERATED\"}}", NONE,
		true, DOKU_ORDER_PENDING, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"status\":\"ORDER_EXPIRED\"},\"transaction\":{"
		"\"status\":\"SUCCESS\"}}",
		NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-1\",\"status\":\"ORDER_EXPIRED\"},\"transaction\":{}}",
		NONE, true, DOKU_ORDER_UNKNOWN, false},
	{S, 200, CHECKED("success "), NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200, "{\"message\":\"Order Not Found\"}", API, false, 0, false},
	{S, 200, "{}", SHAPE, false, 0, false},
	{S, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"transaction\":{\"status\":\"SUCCESS\"}}",
		MISMATCH, false, 0, false},
	/* the id may have been the Request-Id of the generate call */
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-2\"},\"transaction\":{\"status\":\"SUCCESS\","
		"\"original_request_id\":\"INV-1\"}}",
		NONE, true, DOKU_ORDER_SUCCESS, false},
	{S, 200,
		"{\"order\":{\"invoice_number\":\"INV-2\"},\"transaction\":{\"status\":\"SUCCESS\","
		"\"original_request_id\":\"INV-3\"}}",
		MISMATCH, false, 0, false},
	{S, 200, HTML, NOT_JSON_AGAIN, false, 0, false},

	/* request(): any JSON object, or an empty 204 */
	{W, 200, "{}", NONE, true, DOKU_ORDER_UNKNOWN, false},
	{W, 200, "{\"transaction\":{\"status\":\"SUCCESS\"}}", NONE, true, DOKU_ORDER_SUCCESS, false},
	{W, 200, "{\"payment\":{\"status\":\"PENDING\"}}", NONE, true, DOKU_ORDER_PENDING, false},
	{W, 204, "", NONE, true, DOKU_ORDER_UNKNOWN, false},
	{W, 200, "", NOT_JSON_AGAIN, false, 0, false},
	{W, 200, "1", SHAPE, false, 0, false},
	{W, 400, ENVELOPE("x"), API, false, 0, false},

	/* refusals: the envelopes that are known */
	{G, 400, ENVELOPE("invalid_signature"), API, false, 0, false},
	{G, 401, ENVELOPE("invalid_client_id"), API, false, 0, false},
	{G, 403, "{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}", API, false, 0, false},
	{G, 400, "{\"message\":[\"PAYMENT CHANNEL IS INACTIVE\"]}", API, false, 0, false},
	{G, 404, "{\"message\":\"No static resource x.\"}", API, false, 0, false},
	{G, 422, "{\"error\":{\"message\":\"m\"}}", API, false, 0, false},
	{G, 400, "{\"error\":{\"code\":\"c\"}}", API, false, 0, false},
	{S, 404, "{\"message\":\"Order Not Found\"}", API, false, 0, false},
	{C, 499, ENVELOPE("x"), API, false, 0, false},
	/* a 4xx without one */
	{G, 403, HTML, NOT_JSON, false, 0, false},
	{G, 403, "", NOT_JSON, false, 0, false},
	{G, 400, "[]", SHAPE, false, 0, false},
	{G, 400, "\"x\"", SHAPE, false, 0, false},
	/* a JSON object is a refusal, whatever its envelope */
	{G, 400, "{}", API, false, 0, false},
	{G, 400, "{\"error\":\"Bad Request\",\"status\":400,\"path\":\"/x\"}", API, false, 0, false},
	{G, 400, "{\"error\":{}}", API, false, 0, false},
	{G, 400, "{\"error_messages\":[\"order.invoice_number must be filled\"]}", API, false, 0,
		false},
	{G, 422, "{\"errors\":{\"customer.phone\":[\"is missing or null\"]}}", API, false, 0, false},
	{R, 401, "{\"responseCode\":\"4010000\",\"responseMessage\":\"Unauthorized\"}", API, false, 0,
		false},
	{G, 400, "{\"payment\":{\"status\":\"FAILED\"}}", API, false, 0, false},
	{G, 400, "{\"payment\":{\"status\":\"failed\"},\"message\":\"m\"}", API, false, 0, false},
	{C, 404, "{\"cancel\":{\"status\":\"FAILED\",\"message\":\"Order Not Found\"}}", API, false, 0,
		false},
	{S, 404, "{\"transaction\":null,\"message\":\"m\"}", API, false, 0, false},
	{G, 405, "{\"message\":\"m\"}", API, false, 0, false},
	{G, 413, "{\"x\":1}", API, false, 0, false},
	/* unless it speaks of an order as if it were made */
	{G, 400, "{\"payment\":{\"status\":\"PENDING\"}}", SHAPE, false, 0, false},
	{G, 400, "{\"message\":\"m\",\"payment\":{\"status\":\"SUCCESS\"}}", SHAPE, false, 0, false},
	{G, 400, "{\"error\":{\"code\":\"c\"},\"transaction\":{\"status\":\"NEW\"}}", SHAPE, false, 0,
		false},
	{C, 422, "{\"message\":\"m\",\"cancel\":{\"status\":\"SUCCESS\"}}", SHAPE, false, 0, false},
	{R, 400, "{\"message\":\"m\",\"refund\":{\"status\":1}}", SHAPE, false, 0, false},
	/* 408, 429 */
	{G, 408, "", UNKNOWN_AGAIN, false, 0, false},
	{G, 408, ENVELOPE("x"), UNKNOWN_AGAIN, false, 0, false},
	{G, 429, ENVELOPE("x"), API_AGAIN, false, 0, false},
	{G, 429, "{\"message\":\"slow down\"}", API_AGAIN, false, 0, false},
	{S, 429, ENVELOPE("x"), API_AGAIN, false, 0, false},
	/* 3xx and everything odd: never again, outcome unknown */
	{G, 301, "", UNKNOWN, false, 0, false},
	{G, 302, GENERATED("PENDING"), UNKNOWN, false, 0, false},
	{G, 304, "", UNKNOWN, false, 0, false},
	{G, 399, "", UNKNOWN, false, 0, false},
	{S, 307, "", UNKNOWN, false, 0, false},
	{G, 600, "", UNKNOWN, false, 0, false},
	{G, 100, "", UNKNOWN, false, 0, false},
	{G, 0, "", UNKNOWN, false, 0, false},
	/* 5xx: whatever the body says */
	{G, 500, "", UNKNOWN_AGAIN, false, 0, false},
	{G, 500, ENVELOPE("x"), UNKNOWN_AGAIN, false, 0, false},
	{G, 500, GENERATED("PENDING"), UNKNOWN_AGAIN, false, 0, false},
	{G, 502, HTML, UNKNOWN_AGAIN, false, 0, false},
	{G, 503, HTML, UNKNOWN_AGAIN, false, 0, false},
	{G, 504, HTML, UNKNOWN_AGAIN, false, 0, false},
	{S, 500, "", UNKNOWN_AGAIN, false, 0, false},
	{G, 501, "", UNKNOWN, false, 0, false},
	{G, 505, "", UNKNOWN, false, 0, false},
	{G, 520, "", UNKNOWN, false, 0, false},
	{G, 599, "", UNKNOWN, false, 0, false},
	/* 409: the original answer, or nothing is known */
	{G, 409, GENERATED("PENDING"), NONE, true, DOKU_ORDER_PENDING, true},
	{G, 409, GENERATED("FAILED"), NONE, false, DOKU_ORDER_FAILED, true},
	{C, 409, CANCELLED("SUCCESS", "CANCELLED"), NONE, true, DOKU_ORDER_CANCELLED, true},
	{R, 409, REFUNDED("SUCCESS", "REFUNDED"), NONE, true, DOKU_ORDER_REFUNDED, true},
	{W, 409, "{\"a\":1}", NONE, true, DOKU_ORDER_UNKNOWN, true},
	{W, 409, "{\"message\":\"m\"}", UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "", UNKNOWN_AGAIN, false, 0, false},
	{G, 409, HTML, UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "{}", UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "{" ORDER "}", UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "{\"message\":\"Conflict\"}", UNKNOWN_AGAIN, false, 0, false},
	{C, 409, "{\"message\":\"Order Not Found\"}", UNKNOWN_AGAIN, false, 0, false},
	{G, 409, ENVELOPE("idempotent_request"), UNKNOWN_AGAIN, false, 0, false},
	{G, 409, ENVELOPE("other"), UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "[]", UNKNOWN_AGAIN, false, 0, false},
	{G, 409,
		"{\"code\":\"idempotent_request\",\"message\":\"m\",\"type\":\"t\",\"payment\":{\"status\":"
		"\"PENDING\"}}",
		UNKNOWN_AGAIN, false, 0, false},
	{G, 409, "{\"error\":{\"code\":\"x\"},\"payment\":{\"status\":\"PENDING\"}}", UNKNOWN_AGAIN,
		false, 0, false},
	/* idempotent_request means the same at any status */
	{G, 400, ENVELOPE("idempotent_request"), UNKNOWN, false, 0, false},
	{G, 429, ENVELOPE("idempotent_request"), UNKNOWN, false, 0, false},
	{G, 200, ENVELOPE("idempotent_request"), UNKNOWN, false, 0, false},
	{C, 200, ENVELOPE("idempotent_request"), UNKNOWN, false, 0, false},
	{G, 500, ENVELOPE("idempotent_request"), UNKNOWN_AGAIN, false, 0, false},
	{G, 400, "{\"code\":\"idempotent_request\",\"message\":\"m\",\"type\":\"t\"}", UNKNOWN, false,
		0, false},
};

typedef struct setting {
	doku_settings settings;
	doku_request request;
	doku_exchange exchange;
} setting;

static void set_up(setting *s, doku_operation operation, doku_verify_mode mode)
{
	char target[128];
	test_settings_make(&s->settings);
	s->settings.verify_response = mode;
	test_operation_target(operation, INVOICE, target, sizeof(target));
	if (!doku_request_init(&s->request, &s->settings, test_operation_method(operation),
			doku_slice_from_string(target), DOKU_SLICE_LITERAL(TEST_REQUEST_ID))) {
		exit(2);
	}
	s->exchange = (doku_exchange){.operation = operation,
		.settings = &s->settings,
		.request = &s->request,
		.invoice =
			operation == S || operation == W ? DOKU_SLICE_EMPTY : DOKU_SLICE_LITERAL(INVOICE),
		.has_amount = operation == G,
		.amount = operation == G ? 90000 : 0,
		.looked_up = operation == S ? DOKU_SLICE_LITERAL(INVOICE) : DOKU_SLICE_EMPTY};
}

static void tear_down(setting *s)
{
	doku_request_free(&s->request);
	doku_settings_free(&s->settings);
}

/* The message speaks of the operation, ends, and holds neither secret nor body. */
static void check_message(const doku_error *error, doku_operation operation)
{
	size_t length = strnlen(error->message, sizeof(error->message));
	CHECK(length > 0 && length < sizeof(error->message));
	CHECK(strncmp(error->message, doku_operation_name(operation),
			  strlen(doku_operation_name(operation)))
		== 0);
	CHECK(strstr(error->message, TEST_SECRET) == NULL);
	CHECK(strstr(error->message, "HMACSHA256") == NULL);
	CHECK(strchr(error->message, '<') == NULL);
}

static void check_rows(void)
{
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		const row *r = &rows[i];
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, r->operation, DOKU_VERIFY_REPORT);
		check_context("row %zu: %s, HTTP %d, %.100s", i, doku_operation_name(r->operation),
			r->http_status, r->body);
		CHECK(test_answer_make(&answer, r->http_status, doku_slice_from_string(r->body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.error.kind, r->kind);
		CHECK_INTEGER(decision.error.reason, r->reason);
		CHECK_INTEGER(decision.retry, r->retry);
		if (r->kind == DOKU_ERROR_NONE) {
			CHECK(decision.has_response);
			CHECK_INTEGER(response.succeeded, r->succeeded);
			CHECK_INTEGER(response.status, r->status);
			CHECK_INTEGER(response.replayed, r->replayed);
			CHECK_INTEGER(response.http_status, r->http_status);
			CHECK_STRING(decision.error.message, "");
		} else {
			CHECK_INTEGER(decision.error.http_status, r->http_status);
			bool is_object = r->body[0] == '{';
			CHECK(r->kind == DOKU_ERROR_INDETERMINATE
				|| decision.has_response
					== (r->reason == DOKU_REASON_NOT_JSON ? false : is_object));
			CHECK(!decision.has_response || response.succeeded == r->succeeded);
			check_message(&decision.error, r->operation);
		}
		CHECK(!decision.has_retry_after);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

/* Transfers that brought no answer. */
static void check_transfers(void)
{
	static const struct {
		doku_transfer_result result;
		bool sent;
		doku_error_kind kind;
		doku_reason reason;
		doku_retry_advice retry;
	} transfers[] = {
		{DOKU_TRANSFER_NOT_SENT, false, DOKU_ERROR_CONNECTION, DOKU_REASON_NONE,
			DOKU_RETRY_AFTER_PAUSE},
		{DOKU_TRANSFER_CUT_OFF, true, UNKNOWN_AGAIN},
		{DOKU_TRANSFER_DEAD_CONNECTION, true, DOKU_ERROR_INDETERMINATE, DOKU_REASON_NONE,
			DOKU_RETRY_AT_ONCE},
		{DOKU_TRANSFER_TIMED_OUT, true, UNKNOWN_AGAIN},
		{DOKU_TRANSFER_TOO_LARGE, true, DOKU_ERROR_RESPONSE, DOKU_REASON_TOO_LARGE,
			DOKU_RETRY_NEVER},
		{DOKU_TRANSFER_ABORTED, true, UNKNOWN},
		{DOKU_TRANSFER_NO_MEMORY, true, UNKNOWN},
		{DOKU_TRANSFER_NO_MEMORY, false, DOKU_ERROR_MEMORY, DOKU_REASON_NONE, DOKU_RETRY_NEVER},
	};
	for (size_t i = 0; i < CHECK_COUNT(transfers); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, G, DOKU_VERIFY_REPORT);
		doku_answer_init(&answer);
		answer.result = transfers[i].result;
		answer.sent = transfers[i].sent;
		memset(answer.detail, 'd', sizeof(answer.detail) - 1);
		doku_response_init(&response);
		check_context("transfer result %d", (int)transfers[i].result);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.error.kind, transfers[i].kind);
		CHECK_INTEGER(decision.error.reason, transfers[i].reason);
		CHECK_INTEGER(decision.retry, transfers[i].retry);
		CHECK(!decision.has_response);
		/* one question decides: may money have moved? */
		CHECK_INTEGER(doku_error_is_unknown(&decision.error), transfers[i].sent);
		check_message(&decision.error, G);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

static void check_fields(void)
{
	static const char body[] =
		"{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":\"90000.00\"},\"payment\":{\"status\":"
		"\"PENDING\",\"url\":\"https://pay.example/1\",\"merchant_unique_reference\":\"MUR-1\","
		"\"identifier\":[{\"name\":\"ORDER_ID\",\"value\":\"1\"}],\"message\":\"m2\"},"
		"\"message\":[\"m0\",\"m1\"],\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"X\"}]}}";
	setting s;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	set_up(&s, G, DOKU_VERIFY_REPORT);
	check_context("fields");
	CHECK(test_answer_make(&answer, 200, doku_slice_from_string(body)));
	CHECK(test_answer_header(&answer, "response-timestamp", "2021-07-07T08:45:43Z"));
	doku_response_init(&response);
	doku_response_decide(&s.exchange, &answer, &response, &decision);
	CHECK_INTEGER(decision.error.kind, DOKU_ERROR_NONE);
	CHECK_TEXT(response.invoice, "INV-1");
	CHECK_TEXT(response.reference, "MUR-1");
	CHECK_TEXT(response.payment_url, "https://pay.example/1");
	CHECK_TEXT(response.timestamp, "2021-07-07T08:45:43Z");
	CHECK_INTEGER(response.amount_state, DOKU_AMOUNT_READ);
	CHECK_INTEGER(response.amount, 90000);
	CHECK_TEXT(doku_buffer_slice(&response.message), "m0; m1; m2");
	CHECK(doku_json_is_list(response.identifiers));
	CHECK_INTEGER(doku_json_values.count(response.identifiers), 1);
	doku_response_free(&response);
	CHECK(response.document == NULL && response.identifiers == NULL);
	doku_response_free(&response);
	doku_answer_free(&answer);
	tear_down(&s);
}

static void check_identifiers(void)
{
	static const struct {
		const char *json;
		const char *first; /* NULL: none */
	} cases[] = {
		{"{\"payment\":{\"identifier\":[{\"name\":\"A\"}]}}", "A"},
		{"{\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}", "B"},
		{"{\"payment\":{\"identifier\":[]},\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}",
			"B"},
		{"{\"payment\":{\"identifier\":null},\"peer_to_peer_info\":{\"identifier\":[{\"name\":\"B\"}]}}",
			"B"},
		{"{\"payment\":{\"identifier\":{\"name\":\"A\"}}}", "A"},
		{"{\"payment\":{\"identifier\":\"A\"}}", NULL},
		{"{\"payment\":{\"identifier\":[]}}", NULL},
		{"{\"payment\":[]}", NULL},
		{"[]", NULL},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		doku_json_document *document = NULL;
		check_context("identifiers of %s", cases[i].json);
		CHECK_INTEGER(
			doku_json_parse(doku_slice_from_string(cases[i].json), &document), DOKU_JSON_OK);
		const void *found = doku_envelope_identifiers(&doku_json_values, doku_json_root(document));
		CHECK_INTEGER(found != NULL, cases[i].first != NULL);
		if (found != NULL && cases[i].first != NULL) {
			doku_value_cursor cursor = {0, NULL};
			doku_value_entry entry;
			const void *object = found;
			if (doku_json_is_list(found) && doku_json_values.next(found, &cursor, &entry)) {
				object = entry.value;
			}
			CHECK_TEXT(doku_json_string(doku_json_member(object, "name")), cases[i].first);
		}
		doku_json_free(document);
	}
	CHECK(doku_envelope_identifiers(&doku_json_values, NULL) == NULL);
}

static void check_envelopes(void)
{
	static const struct {
		const char *body, *code, *type, *message;
	} cases[] = {
		{"{\"error\":{\"code\":\"invalid_signature\",\"message\":\"Invalid Header Signature\",\"type\":"
		 "\"invalid_request_error\"}}",
			"invalid_signature", "invalid_request_error", "Invalid Header Signature"},
		{"{\"code\":\"c\",\"message\":\"m\",\"type\":\"t\"}", "c", "t", "m"},
		{"{\"message\":[\"a\",\"b\"]}", "", "", "a; b"},
		{"{\"message\":\"a\"}", "", "", "a"},
		{"{\"error\":{\"code\":404,\"message\":[\"a\",5,null,\"b\"]},\"message\":\"x\"}", "404", "",
			"a; b"},
		{"{\"error\":{\"code\":\"c\"},\"message\":\"x\"}", "c", "", "x"},
		{"{\"error\":{\"code\":\"a\\u0000b\",\"message\":\"line\\nbreak\"}}", "a b", "",
			"line break"},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, G, DOKU_VERIFY_REPORT);
		check_context("envelope %s", cases[i].body);
		CHECK(test_answer_make(&answer, 400, doku_slice_from_string(cases[i].body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.error.kind, DOKU_ERROR_API);
		CHECK_STRING(decision.error.api_code, cases[i].code);
		CHECK_STRING(decision.error.api_type, cases[i].type);
		CHECK_STRING(decision.error.api_message, cases[i].message);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

/* Words that a message must have: what to do, DOKU's own, and never only "ask again". */
static void check_words(void)
{
	static const struct {
		doku_operation operation;
		int http_status;
		const char *body, *part, *other_part;
	} cases[] = {
		{S, 200, "{\"order\":{\"invoice_number\":\"INV-1\",\"amount\":\"Rp 90.000\"}}",
			"invoice \"INV-1\"", "\"Rp 90.000\""},
		{G, 200, "{\"payment\":{\"status\":\"PENDING\"}}", "cancel it", "payment.url"},
		{G, 409, "{\"error\":{\"code\":\"duplicate\",\"message\":\"INVOICE ALREADY USED\"}}",
			"duplicate", "INVOICE ALREADY USED"},
		{G, 409, "{\"message\":[\"Conflict of ids\"]}", "Conflict of ids", "Request-Id"},
		{G, 409, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
			"INV-2", "cannot help"},
		{G, 200, "{\"order\":{\"invoice_number\":\"INV-2\"},\"payment\":{\"status\":\"PENDING\"}}",
			"INV-2", "another invoice"},
		{G, 400, "{\"message\":[\"INVOICE ALREADY USED\"]}", "INVOICE ALREADY USED",
			"without a Request-Id each call is new"},
		{G, 400, ENVELOPE("invalid_signature"), "sandbox and production", "doku_key_"},
		{S, 400, ENVELOPE("invalid_client_id"), "http", "SK-"},
		{G, 400, "{\"error_messages\":[\"order.amount must be filled\"]}",
			"order.amount must be filled", "400"},
		{G, 400, "{\"errors\":{\"customer.phone\":[\"is missing\"]}}", "is missing", "400"},
		{G, 400, "{\"errors\":[{\"field\":\"a\",\"reason\":\"b\"}]}", "field: a; reason: b", "400"},
		{G, 400, "{\"timestamp\":\"t\",\"status\":400,\"error\":\"Bad Request\",\"path\":\"/p\"}",
			"Bad Request", "400"},
		{G, 401, "{\"responseCode\":\"4010000\",\"responseMessage\":\"Unauthorized. x\"}",
			"4010000", "Unauthorized. x"},
		{G, 400, "{\"payment\":{\"status\":\"FAILED\",\"message\":\"too small\"}}", "too small",
			"400"},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, cases[i].operation, DOKU_VERIFY_REPORT);
		check_context("words about %s", cases[i].body);
		CHECK(
			test_answer_make(&answer, cases[i].http_status, doku_slice_from_string(cases[i].body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK(strstr(decision.error.message, cases[i].part) != NULL);
		CHECK(strstr(decision.error.message, cases[i].other_part) != NULL);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

/* A look-up answers about what was asked for, however that is said. */
static void check_look_ups(void)
{
	static const struct {
		const char *id, *expected; /* expected: the invoice, "" for none */
		const char *invoice, *original;
		bool is_mismatch;
	} cases[] = {
		{"INV-1", "", "\"INV-1\"", "null", false},
		{"INV-1", "", "\"INV-2\"", "null", true},
		{"INV-1", "", "null", "null", true},
		{"INV-1", "", "\"\"", "\"\"", true},
		{"my-id", "", "\"INV-1\"", "\"my-id\"", false},
		{"my-id", "", "\"INV-1\"", "null", true},
		{"my-id", "", "\"INV-1\"", "\"other\"", true},
		{"17", "", "17", "null", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "null", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "\"\"", false},
		{TEST_REQUEST_ID, "", "null", "\"" TEST_REQUEST_ID "\"", false},
		{TEST_REQUEST_ID, "", "\"INV-1\"", "\"other\"", true},
		/* with the invoice, it alone counts */
		{"my-id", "INV-1", "\"INV-1\"", "null", false},
		{"my-id", "INV-1", "\"INV-1\"", "\"other\"", false},
		{"my-id", "INV-1", "\"INV-2\"", "\"my-id\"", true},
		{"my-id", "INV-1", "null", "\"my-id\"", true},
		{"my-id", "INV-1", "\"inv-1\"", "\"my-id\"", true},
		{TEST_REQUEST_ID, "INV-1", "\"INV-2\"", "null", true},
		{"INV-1", "INV-1", "\"INV-1\"", "null", false},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		char body[256];
		set_up(&s, S, DOKU_VERIFY_REPORT);
		s.exchange.looked_up = doku_slice_from_string(cases[i].id);
		s.exchange.invoice = doku_slice_from_string(cases[i].expected);
		snprintf(body, sizeof(body),
			"{\"order\":{\"invoice_number\":%s},\"transaction\":{\"status\":\"SUCCESS\","
			"\"original_request_id\":%s}}",
			cases[i].invoice, cases[i].original);
		check_context("look-up %s (%s): %s", cases[i].id, cases[i].expected, body);
		CHECK(test_answer_make(&answer, 200, doku_slice_from_string(body)));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(
			decision.error.reason, cases[i].is_mismatch ? DOKU_REASON_MISMATCH : DOKU_REASON_NONE);
		CHECK(decision.has_response);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

static void check_clock(void)
{
	static const struct {
		const char *date;     /* DOKU's */
		const char *expected; /* NULL: no word of the clock */
		bool names_wib;
	} cases[] = {
		{"Wed, 07 Jul 2021 08:45:43 GMT", "agrees with this machine's clock (0 seconds", false},
		{"Wed, 07 Jul 2021 08:46:43 GMT", "agrees with this machine's clock (60 seconds", false},
		{"Wed, 07 Jul 2021 08:35:43 GMT", "600 seconds ahead", false},
		{"Wed, 07 Jul 2021 10:45:43 GMT", "7200 seconds behind", false},
		{"Wed, 07 Jul 2021 06:45:43 GMT", "7200 seconds ahead", false},
		{"Wed, 07 Jul 2021 01:45:43 GMT", "25200 seconds ahead", true},
		{"Wed, 07 Jul 2021 15:46:00 GMT", "behind", true},
		{"nonsense", NULL, false},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, G, DOKU_VERIFY_REPORT);
		check_context("clock %s", cases[i].date);
		CHECK(test_answer_make(
			&answer, 400, DOKU_SLICE_LITERAL(ENVELOPE("request_time_out_of_range"))));
		CHECK(test_answer_header(&answer, "Date", cases[i].date));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		if (cases[i].expected == NULL) {
			CHECK(strstr(decision.error.message, "clock") == NULL);
		} else {
			CHECK(strstr(decision.error.message, cases[i].expected) != NULL);
		}
		CHECK_INTEGER(strstr(decision.error.message, "WIB") != NULL, cases[i].names_wib);
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
}

static void check_retry_after(void)
{
	static const struct {
		const char *value;
		bool has;
		int64_t seconds;
	} cases[] = {
		{"0", true, 0},
		{"5", true, 5},
		{"120", true, 120},
		{"", false, 0},
		{"-1", false, 0},
		{"1.5", false, 0},
		{"soon", false, 0},
		{"5 s", false, 0},
		{"Wed, 07 Jul 2021 08:46:43 GMT", true, 60},
		{"Wed, 07 Jul 2021 08:45:43 GMT", true, 0},
		{"Wed, 07 Jul 2021 01:00:00 GMT", true, 0},
		{"Wednesday", false, 0},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		setting s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		set_up(&s, G, DOKU_VERIFY_REPORT);
		check_context("Retry-After: %s", cases[i].value);
		CHECK(test_answer_make(&answer, 503, DOKU_SLICE_EMPTY));
		CHECK(test_answer_header(&answer, "retry-after", cases[i].value));
		doku_response_init(&response);
		doku_response_decide(&s.exchange, &answer, &response, &decision);
		CHECK_INTEGER(decision.has_retry_after, cases[i].has);
		if (cases[i].has) {
			CHECK_INTEGER(decision.retry_after, cases[i].seconds);
		}
		doku_response_free(&response);
		doku_answer_free(&answer);
		tear_down(&s);
	}
	setting s;
	doku_answer answer;
	doku_response response;
	doku_decision decision;
	set_up(&s, G, DOKU_VERIFY_REPORT);
	check_context("Retry-After beyond all numbers");
	CHECK(test_answer_make(&answer, 503, DOKU_SLICE_EMPTY));
	CHECK(test_answer_header(&answer, "Retry-After", "99999999999999999999999999999999"));
	doku_response_init(&response);
	doku_response_decide(&s.exchange, &answer, &response, &decision);
	CHECK(decision.has_retry_after && decision.retry_after > INT32_MAX);
	doku_response_free(&response);
	doku_answer_free(&answer);
	tear_down(&s);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	check_rows();
	check_transfers();
	check_fields();
	check_identifiers();
	check_envelopes();
	check_words();
	check_look_ups();
	check_clock();
	check_retry_after();
	doku_crypto_shutdown();
	return check_finish();
}
