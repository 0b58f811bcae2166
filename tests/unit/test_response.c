/* What an answer means: HTTP status x body x operation, against the contract's tables. */
#include "base/crypto.h"
#include "check.h"
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
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, r->operation, INVOICE);
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
		test_exchange_free(&s);
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
		test_exchange s;
		doku_answer answer;
		doku_response response;
		doku_decision decision;
		test_exchange_make(&s, G, INVOICE);
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
		test_exchange_free(&s);
	}
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	check_rows();
	check_transfers();
	doku_crypto_shutdown();
	return check_finish();
}
