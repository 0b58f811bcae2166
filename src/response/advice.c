#include "advice.h"

#include "../base/timestamp.h"
#include "../payload/safe_report.h"

/* Far below the 3600 s that DOKU allows, and far above the age of a Date header. */
#define CLOCKS_AGREE 300

static bool code_is(const doku_error *error, const char *code)
{
	return doku_slice_equals_ignore_case(
		doku_slice_from_string(error->api_code), doku_slice_from_string(code));
}

/* ASCII only, without regard to case. */
static bool has_words(const char *text, const char *words)
{
	doku_slice wanted = doku_slice_from_string(words);
	for (size_t length = strlen(text); length >= wanted.length; text++, length--) {
		if (doku_slice_equals_ignore_case(doku_slice_make(text, wanted.length), wanted)) {
			return true;
		}
	}
	return false;
}

/* DOKU's clock against ours. */
static void advise_clock(const doku_answer *answer, doku_error *error)
{
	int64_t server;
	if (!doku_timestamp_parse_http(doku_answer_header_value(answer, "Date"), &server)) {
		return;
	}
	int64_t difference = answer->received_at - server;
	int64_t distance = difference < 0 ? -difference : difference;
	bool is_seven_hours = distance > 7 * 3600 - 600 && distance < 7 * 3600 + 600;
	if (distance < CLOCKS_AGREE) {
		doku_error_append(error,
			"; DOKU's Date header agrees with this machine's clock (%lld seconds apart): the clock "
			"is right, look at what delays requests on their way",
			(long long)distance);
		return;
	}
	doku_error_append(error, "; this machine's clock is %lld seconds %s DOKU's%s",
		(long long)distance, difference < 0 ? "behind" : "ahead of",
		is_seven_hours ? " (7 hours: WIB sent as UTC?)" : "");
}

static void advise_credentials(const doku_settings *settings, doku_error *error)
{
	const char *url = settings->base_url;
	const char *environment = strcmp(url, DOKU_SANDBOX_URL) == 0 ? " (sandbox)"
		: strcmp(url, DOKU_PRODUCTION_URL) == 0                  ? " (production)"
																 : "";
	doku_error_append(error,
		"; this was %s%s: sandbox and production have different Client-Ids and secret keys, and "
		"the secret key (SK-...) is not the API key (doku_key_...) that DOKU's dashboard also shows",
		url, environment);
}

/* DOKU names no field: the characters that it refuses are looked for in what was sent. */
static void advise_characters(const doku_exchange *exchange, doku_error *error)
{
	doku_buffer found;
	doku_buffer_init(&found, sizeof(error->message));
	const doku_field *rules = doku_operation_rules(exchange->operation);
	doku_safe_describe(rules, doku_buffer_slice(&exchange->request->body), &found);
	if (found.length > 0) {
		doku_error_append(error, "; such characters are in %.*s", (int)found.length, found.data);
	}
	doku_buffer_free(&found);
}

void doku_advise(const doku_exchange *exchange, const doku_answer *answer, doku_error *error)
{
	if (code_is(error, "request_time_out_of_range")) {
		advise_clock(answer, error);
	} else if (code_is(error, "invalid_signature") || code_is(error, "invalid_client_id")) {
		advise_credentials(exchange->settings, error);
	} else if (has_words(error->api_message, "invalid character")) {
		advise_characters(exchange, error);
	} else if (exchange->operation == DOKU_OPERATION_GENERATE
		&& has_words(error->api_message, "already used")) {
		doku_error_append(error,
			"; to repeat a call, pass its Request-Id: without a Request-Id each call is new");
	}
}
