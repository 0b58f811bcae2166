/* Every allocation of the transport and every call of libcurl that can fail does fail, once each,
 * in the middle of an exchange: nothing crashes or leaks, and what is said about the request
 * stays true. The linker puts the functions below in the place of the real ones. */
#include <stdarg.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "../support/transport/client.h"
#include "check.h"

#undef curl_easy_setopt
#undef curl_multi_setopt
#undef curl_share_setopt

#define OK_ANSWER "HTTP/1.1 200 OK\r\nX-Test: a\r\nContent-Length: 2\r\n\r\nok"

/* Of this thread alone: the server's calls do not count. 0: nothing fails. */
static _Thread_local long calls_left;
static _Thread_local bool has_failed;
static _Thread_local CURLMcode multi_failure = CURLM_OUT_OF_MEMORY;

static bool fails(void)
{
	if (calls_left == 0 || --calls_left > 0) {
		return false;
	}
	has_failed = true;
	return true;
}

#define REAL(type, name, parameters) \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters

REAL(void *, malloc, (size_t size))
{
	return fails() ? NULL : __real_malloc(size);
}

REAL(void *, calloc, (size_t count, size_t size))
{
	return fails() ? NULL : __real_calloc(count, size);
}

REAL(void *, realloc, (void *old, size_t size))
{
	return fails() ? NULL : __real_realloc(old, size);
}

REAL(CURLcode, curl_global_init, (long flags))
{
	return fails() ? CURLE_FAILED_INIT : __real_curl_global_init(flags);
}

REAL(CURL *, curl_easy_init, (void))
{
	return fails() ? NULL : __real_curl_easy_init();
}

REAL(CURLM *, curl_multi_init, (void))
{
	return fails() ? NULL : __real_curl_multi_init();
}

REAL(CURLSH *, curl_share_init, (void))
{
	return fails() ? NULL : __real_curl_share_init();
}

REAL(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text))
{
	return fails() ? NULL : __real_curl_slist_append(list, text);
}

REAL(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy))
{
	return fails() ? multi_failure : __real_curl_multi_add_handle(multi, easy);
}

REAL(CURLMcode, curl_multi_perform, (CURLM * multi, int *running))
{
	return fails() ? multi_failure : __real_curl_multi_perform(multi, running);
}

REAL(CURLMcode, curl_multi_poll,
	(CURLM * multi, struct curl_waitfd *more, unsigned int count, int timeout, int *ready))
{
	return fails() ? multi_failure : __real_curl_multi_poll(multi, more, count, timeout, ready);
}

CURLcode __real_curl_easy_setopt(CURL *easy, CURLoption option, ...);
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...);
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	CURLcode code;
	va_list arguments;
	if (fails()) {
		return option == CURLOPT_URL ? CURLE_OUT_OF_MEMORY : CURLE_UNKNOWN_OPTION;
	}
	va_start(arguments, option);
	if (option < CURLOPTTYPE_OBJECTPOINT) {
		code = __real_curl_easy_setopt(easy, option, va_arg(arguments, long));
	} else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB) {
		code = __real_curl_easy_setopt(easy, option, va_arg(arguments, curl_off_t));
	} else {
		code = __real_curl_easy_setopt(easy, option, va_arg(arguments, void *));
	}
	va_end(arguments);
	return code;
}

CURLMcode __real_curl_multi_setopt(CURLM *multi, CURLMoption option, ...);
CURLMcode __wrap_curl_multi_setopt(CURLM *multi, CURLMoption option, ...);
CURLMcode __wrap_curl_multi_setopt(CURLM *multi, CURLMoption option, ...)
{
	va_list arguments;
	va_start(arguments, option); /* the transport sets numbers only */
	CURLMcode code = fails() ? CURLM_UNKNOWN_OPTION
							 : __real_curl_multi_setopt(multi, option, va_arg(arguments, long));
	va_end(arguments);
	return code;
}

CURLSHcode __real_curl_share_setopt(CURLSH *share, CURLSHoption option, ...);
CURLSHcode __wrap_curl_share_setopt(CURLSH *share, CURLSHoption option, ...);
CURLSHcode __wrap_curl_share_setopt(CURLSH *share, CURLSHoption option, ...)
{
	va_list arguments;
	va_start(arguments, option); /* the transport sets numbers only */
	CURLSHcode code = fails() ? CURLSHE_BAD_OPTION
							  : __real_curl_share_setopt(share, option, va_arg(arguments, int));
	va_end(arguments);
	return code;
}

/* ---- the exchange ---- */

/* Two POSTs over one connection, as far as they get. The server may have seen those that were
 * sent, and must have seen those that were answered. */
static void exchange(const client_url *url, fault_server *server)
{
	static const doku_transfer_header header = {{"Client-Id", 9}, {"MCH-TEST-0001", 13}};
	doku_transfer_options options = client_post(url, "{}");
	options.headers = &header;
	options.header_count = 1;
	size_t sent = 0;
	size_t answered = 0;
	doku_transport *transport = doku_transport_new();
	for (int i = 0; transport != NULL && i < 2; i++) {
		char detail[DOKU_ANSWER_DETAIL_SIZE] = "";
		doku_transfer_group *group = doku_transfer_group_open(transport);
		doku_transfer *transfer =
			group == NULL ? NULL : doku_transfer_start(group, &options, detail);
		if (transfer == NULL) {
			CHECK(has_failed && (group == NULL || detail[0] != '\0'));
			doku_transfer_group_close(group);
			continue;
		}
		CHECK(client_finish(group, transfer));
		const doku_answer *answer = doku_transfer_answer(transfer);
		sent += answer->sent;
		if (answer->result == DOKU_TRANSFER_ANSWERED) {
			answered++;
			CHECK_TEXT(doku_buffer_slice(&answer->body), "ok");
		} else {
			CHECK(has_failed && answer->detail[0] != '\0');
			CHECK(answer->result == DOKU_TRANSFER_NO_MEMORY
				|| answer->result
					== (answer->sent ? DOKU_TRANSFER_CUT_OFF : DOKU_TRANSFER_NOT_SENT));
		}
		doku_transfer_group_close(group);
	}
	doku_transport_free(transport);
	CHECK(has_failed || answered == 2);
	CHECK(fault_server_wait(server, FAULT_CLOSED, fault_server_count(server, FAULT_CONNECTIONS)));
	CHECK(fault_server_count(server, FAULT_REQUESTS) >= answered);
	CHECK(fault_server_count(server, FAULT_REQUESTS) <= sent);
}

static void test_each_call(void)
{
	static const fault_step polite[] = {
		{FAULT_READ, 0, NULL}, {FAULT_SEND, 0, OK_ANSWER}, {FAULT_AGAIN, 0, NULL}};
	static const fault_step *const scripts[] = {polite};
	long nth = 0;
	do {
		check_context("call %ld fails", ++nth);
		fault_server *server = fault_server_start("127.0.0.1", scripts, 1, NULL);
		client_url url = client_url_of("http", "127.0.0.1", fault_server_port(server), "/x");
		multi_failure = nth % 2 == 0 ? CURLM_OUT_OF_MEMORY : CURLM_INTERNAL_ERROR;
		has_failed = false;
		calls_left = nth;
		exchange(&url, server);
		calls_left = 0;
		fault_server_stop(server);
	} while (has_failed && nth < 10000);
	CHECK(!has_failed && nth > 100); /* a setting and an allocation each, at least */
}

static void test_startup(void)
{
	check_context("startup");
	calls_left = 1;
	CHECK(!doku_transport_startup());
	calls_left = 0;
	CHECK(doku_transport_startup());
}

int main(void)
{
	test_startup();
	test_each_call();
	doku_transport_shutdown();
	return check_finish();
}
