#include "wire.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <curl/curl.h>

#include "../base/caps.h"
#include "../base/clock.h"
#include "../base/url.h"
#include "callbacks.h"
#include "limits.h"

#define OLDEST_LIBRARY 0x075700 /* 7.87, see CURLOPT_QUICK_EXIT */
#if LIBCURL_VERSION_NUM < OLDEST_LIBRARY
#error "libcurl 7.87 or newer is needed"
#endif

/* Kept connections that one transfer finds to be of no use before it opens one. */
#define MOST_STALE_CONNECTIONS 4
/* Above the widest batch, or libcurl would close a connection at the end of each transfer. */
#define MOST_CONNECTIONS 512L
/* Of one HTTP/2 connection; above it libcurl opens a connection a transfer. */
#define MOST_STREAMS 256L
#define KEEPALIVE_SECONDS 15L
#define LIFE_SECONDS 600L
#define DNS_SECONDS 60L
/* libcurl's own connect timeout is longer than ours, so that ours strikes first. */
#define CONNECT_SLACK 250
#define LONGEST_CONNECT 3600000
/* CURLMOPT_QUICK_EXIT of 8.20, spelled out: the headers may be older than the library. */
#define MULTI_QUICK_EXIT ((CURLMoption)(CURLOPTTYPE_LONG + 21))

_Static_assert(DOKU_WIRE_ERROR_SIZE >= CURL_ERROR_SIZE, "libcurl writes that much");

/* ---- the library as a whole ---- */

static atomic_bool is_started;

bool doku_transport_is_usable(void)
{
	const curl_version_info_data *version = curl_version_info(CURLVERSION_NOW);
	return version->version_num >= OLDEST_LIBRARY && (version->features & CURL_VERSION_SSL) != 0;
}

/* libcurl counts its starts, in a way that is safe with threads. So two threads that come first at
 * once start it twice and one takes its start back: there is no lock here that a fork could leave
 * held, and what failed is tried again. */
bool doku_transport_startup(void)
{
	if (atomic_load(&is_started)) {
		return true;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		return false;
	}
	if (atomic_exchange(&is_started, true)) {
		curl_global_cleanup();
	}
	return true;
}

void doku_transport_shutdown(void)
{
	if (atomic_exchange(&is_started, false)) {
		curl_global_cleanup();
	}
}

const char *doku_transport_compiled_version(void)
{
	return LIBCURL_VERSION;
}

const char *doku_transport_linked_version(void)
{
	return curl_version_info(CURLVERSION_NOW)->version;
}

/* Used by one thread, so libcurl needs no locks for it. */
void *doku_wire_sessions_new(void)
{
	CURLSH *share = curl_share_init();
	if (share != NULL
		&& curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK) {
		curl_share_cleanup(share);
		return NULL;
	}
	return share;
}

void doku_wire_sessions_free(void *sessions)
{
	curl_share_cleanup(sessions);
}

/* ---- pools ---- */

doku_pool *doku_pool_new(void)
{
	doku_pool *pool = calloc(1, sizeof(*pool));
	if (pool == NULL) {
		return NULL;
	}
	CURLM *multi = curl_multi_init();
	if (multi == NULL
		|| curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX) != CURLM_OK
		|| curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, MOST_STREAMS) != CURLM_OK
		|| curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, MOST_CONNECTIONS) != CURLM_OK) {
		curl_multi_cleanup(multi);
		free(pool);
		return NULL;
	}
	/* Older libraries have it on the easy handle only and refuse it here. */
	(void)curl_multi_setopt(multi, MULTI_QUICK_EXIT, 1L);
	pool->multi = multi;
	return pool;
}

void doku_pool_free(doku_pool *pool)
{
	while (pool->spare_count > 0) {
		curl_easy_cleanup(pool->spare[--pool->spare_count]);
	}
	curl_multi_cleanup(pool->multi);
	free(pool);
}

static doku_wire_end end_of_failure(CURLMcode code)
{
	if (code == CURLM_OK) {
		return DOKU_WIRE_COMPLETE;
	}
	return code == CURLM_OUT_OF_MEMORY ? DOKU_WIRE_NO_MEMORY : DOKU_WIRE_OTHER;
}

doku_wire_end doku_pool_wait(doku_pool *pool, int64_t microseconds)
{
	int milliseconds = (int)((microseconds + 999) / 1000);
	return end_of_failure(curl_multi_poll(pool->multi, NULL, 0, milliseconds, NULL));
}

/* CURLE_TOO_LARGE of 8.6, spelled out: a header line beyond libcurl's limit. */
#define CODE_TOO_LARGE 100

static doku_wire_end end_of(CURLcode code)
{
	if ((int)code == CODE_TOO_LARGE) {
		return DOKU_WIRE_TOO_LARGE;
	}
	switch (code) {
		case CURLE_OK:
			return DOKU_WIRE_COMPLETE;
		case CURLE_ABORTED_BY_CALLBACK: /* the refused second start, see on_start() */
		case CURLE_GOT_NOTHING:
		case CURLE_SEND_ERROR:
		case CURLE_RECV_ERROR:
		case CURLE_SEND_FAIL_REWIND:
		case CURLE_HTTP2:
			return DOKU_WIRE_CLOSED;
		case CURLE_HTTP2_STREAM:
			return DOKU_WIRE_RESET;
		case CURLE_PARTIAL_FILE:
			return DOKU_WIRE_PARTIAL;
		case CURLE_WEIRD_SERVER_REPLY:
		case CURLE_UNSUPPORTED_PROTOCOL:
		case CURLE_BAD_CONTENT_ENCODING:
			return DOKU_WIRE_INVALID;
		case CURLE_COULDNT_RESOLVE_HOST:
			return DOKU_WIRE_NO_NAME;
		case CURLE_COULDNT_RESOLVE_PROXY:
			return DOKU_WIRE_NO_PROXY_NAME;
		case CURLE_COULDNT_CONNECT:
			return DOKU_WIRE_NO_CONNECTION;
		case CURLE_PROXY:
			return DOKU_WIRE_NO_TUNNEL;
		case CURLE_SSL_CONNECT_ERROR:
		case CURLE_PEER_FAILED_VERIFICATION:
		case CURLE_SSL_CERTPROBLEM:
		case CURLE_SSL_CIPHER:
		case CURLE_SSL_ISSUER_ERROR:
		case CURLE_SSL_CACERT_BADFILE:
			return DOKU_WIRE_NO_TLS;
		case CURLE_OPERATION_TIMEDOUT:
			return DOKU_WIRE_TIME_OVER;
		case CURLE_OUT_OF_MEMORY:
			return DOKU_WIRE_NO_MEMORY;
		default:
			return DOKU_WIRE_OTHER;
	}
}

static doku_wire_end end_of_transfer(const doku_transfer *transfer, CURLcode code)
{
	if (transfer->verdict != DOKU_WIRE_COMPLETE) {
		return transfer->verdict;
	}
	/* what older libraries say of a header line beyond their limit */
	bool is_line = code == CURLE_OUT_OF_MEMORY && transfer->reader.in_headers;
	return is_line ? DOKU_WIRE_TOO_LARGE : end_of(code);
}

doku_wire_end doku_pool_perform(doku_pool *pool)
{
	int running;
	return end_of_failure(curl_multi_perform(pool->multi, &running));
}

doku_transfer *doku_pool_take_ended(doku_pool *pool, doku_wire_end *end)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(pool->multi, &left)) != NULL) {
		doku_transfer *transfer = NULL;
		CURLcode result = message->data.result;
		if (message->msg != CURLMSG_DONE
			|| curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer) != CURLE_OK) {
			continue;
		}
		if (transfer->error_text[0] == '\0') {
			snprintf(transfer->error_text, DOKU_WIRE_ERROR_SIZE, "%s", curl_easy_strerror(result));
		}
		*end = end_of_transfer(transfer, result);
		return transfer;
	}
	return NULL;
}

/* ---- callbacks: adapters of callbacks.h ---- */

static int on_start(void *word, char *primary_ip, char *local_ip, int primary_port, int local_port)
{
	(void)primary_ip;
	(void)local_ip;
	return doku_callback_start(word, local_port, primary_port) ? CURL_PREREQFUNC_OK
															   : CURL_PREREQFUNC_ABORT;
}

static int on_progress(
	void *word, curl_off_t total_in, curl_off_t in, curl_off_t total_out, curl_off_t out)
{
	(void)total_in, (void)in, (void)total_out, (void)out;
	return doku_turn_check(word) != DOKU_WIRE_COMPLETE;
}

/*
 * libcurl 7.88 reads HTTP/2 frames, and OpenSSL the records of a handshake, for as long as some
 * come, and no progress is told meanwhile. What is told is each record, as something to trace.
 */
static int on_trace(CURL *easy, curl_infotype kind, char *data, size_t size, void *word)
{
	(void)easy;
	if (kind == CURLINFO_SSL_DATA_IN) {
		doku_callback_record(word);
	} else if (kind == CURLINFO_TEXT) {
		doku_callback_words(word, doku_slice_make(data, size));
	}
	return 0;
}

static curl_socket_t on_open_socket(void *word, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)purpose;
	intptr_t opened =
		doku_callback_open_socket(word, address->family, address->socktype, address->protocol);
	return opened < 0 ? CURL_SOCKET_BAD : (curl_socket_t)opened;
}

static int on_close_socket(void *word, curl_socket_t closed)
{
	return doku_callback_close_socket(word, (intptr_t)closed);
}

static int on_resolve(void *resolver, void *reserved, void *word)
{
	(void)resolver;
	(void)reserved;
	return !doku_callback_resolve(word);
}

static size_t on_header(char *data, size_t size, size_t count, void *word)
{
	return doku_callback_header(word, data, size * count) ? size * count : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *word)
{
	size_t length = size * count;
	return doku_callback_body(word, data, length) ? length : CURL_WRITEFUNC_ERROR;
}

/* ---- settings: all of them, for every transfer ---- */

#define SET(option, value) \
	do { \
		CURLcode set_code = curl_easy_setopt(easy, option, value); \
		if (set_code != CURLE_OK) { \
			return set_code; \
		} \
	} while (0)

static CURLcode set_fixed(CURL *easy)
{
	static const struct {
		CURLoption option;
		long value;
	} settings[] = {
		{CURLOPT_NOSIGNAL, 1L},
		{CURLOPT_NOPROGRESS, 0L}, /* on_progress() */
		{CURLOPT_VERBOSE, 1L},    /* on_trace() */
		{CURLOPT_QUICK_EXIT, 1L}, /* or a stalled look-up would hold us past every timeout */
		{CURLOPT_TIMEOUT_MS, 0L}, /* transport.c keeps the time */
		{CURLOPT_FOLLOWLOCATION, 0L},
		{CURLOPT_HTTP09_ALLOWED, 0L},
		{CURLOPT_HTTP_CONTENT_DECODING, 0L},
		{CURLOPT_PATH_AS_IS, 1L}, /* the path is signed as it stands */
		{CURLOPT_DISALLOW_USERNAME_IN_URL, 1L},
		{CURLOPT_SUPPRESS_CONNECT_HEADERS, 0L}, /* they count, see on_header() */
		{CURLOPT_HEADEROPT, CURLHEADER_SEPARATE},
		{CURLOPT_NETRC, CURL_NETRC_IGNORED},
		{CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC}, /* others start a request more than once */
		{CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
		{CURLOPT_SSL_VERIFYPEER, 1L},
		{CURLOPT_SSL_VERIFYHOST, 2L},
		{CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
		{CURLOPT_PROXY_SSL_VERIFYPEER, 1L},
		{CURLOPT_PROXY_SSL_VERIFYHOST, 2L},
		{CURLOPT_TCP_NODELAY, 1L},
		{CURLOPT_TCP_KEEPALIVE, 1L},
		{CURLOPT_TCP_KEEPIDLE, KEEPALIVE_SECONDS},
		{CURLOPT_TCP_KEEPINTVL, KEEPALIVE_SECONDS},
		{CURLOPT_DNS_CACHE_TIMEOUT, DNS_SECONDS},
		{CURLOPT_MAXLIFETIME_CONN, LIFE_SECONDS},
	};
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		SET(settings[i].option, settings[i].value);
	}
	return CURLE_OK;
}

static CURLcode set_callbacks(CURL *easy, doku_transfer *transfer)
{
	SET(CURLOPT_PRIVATE, transfer);
	SET(CURLOPT_ERRORBUFFER, transfer->error_text);
	SET(CURLOPT_XFERINFOFUNCTION, on_progress);
	SET(CURLOPT_XFERINFODATA, transfer);
	SET(CURLOPT_DEBUGFUNCTION, on_trace);
	SET(CURLOPT_DEBUGDATA, transfer);
	SET(CURLOPT_PREREQFUNCTION, on_start);
	SET(CURLOPT_PREREQDATA, transfer);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	SET(CURLOPT_OPENSOCKETDATA, transfer);
	/* A connection outlives its transfer, so its end is told to the pool. */
	SET(CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
	SET(CURLOPT_CLOSESOCKETDATA, transfer->group->pool);
	SET(CURLOPT_RESOLVER_START_FUNCTION, on_resolve);
	SET(CURLOPT_RESOLVER_START_DATA, transfer);
	SET(CURLOPT_HEADERFUNCTION, on_header);
	SET(CURLOPT_HEADERDATA, transfer);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, transfer);
	SET(CURLOPT_SHARE, transfer->group->transport->sessions);
	return CURLE_OK;
}

static CURLcode set_route(CURL *easy, const doku_transfer_options *options)
{
	SET(CURLOPT_URL, options->url);
	const char *target = doku_url_target(options->url);
	if (target != NULL && (options->proxy == NULL || doku_url_is_https(options->url))) {
		/* From 8.20 on libcurl rewrites percent-encoding, and the target is signed as it stands.
		 * A proxy that is not tunnelled through needs the whole URL, which libcurl makes. */
		SET(CURLOPT_REQUEST_TARGET, target);
	}
	SET(CURLOPT_PROTOCOLS_STR, doku_url_is_https(options->url) ? "https" : "http");
	if (options->ca_file != NULL) {
		/* These authorities and no others: libcurl would also look into its directory. */
		SET(CURLOPT_CAINFO, options->ca_file);
		SET(CURLOPT_CAPATH, (char *)NULL);
		SET(CURLOPT_PROXY_CAINFO, options->ca_file);
		SET(CURLOPT_PROXY_CAPATH, (char *)NULL);
	}
#ifdef _WIN32
	else {
		/* OpenSSL knows no authorities there: those of the system. */
		SET(CURLOPT_SSL_OPTIONS, (long)CURLSSLOPT_NATIVE_CA);
		SET(CURLOPT_PROXY_SSL_OPTIONS, (long)CURLSSLOPT_NATIVE_CA);
	}
#endif
	if (options->proxy == NULL) {
		SET(CURLOPT_PROXY, "");
	} else if (strcmp(options->proxy, "env") != 0) {
		SET(CURLOPT_PROXY, options->proxy);
		SET(CURLOPT_NOPROXY, ""); /* the environment's no_proxy would count otherwise */
	}
	return CURLE_OK;
}

/* Not "never": libcurl gives each address of a host a share of this time, so that a dead one
 * leaves some for the next. */
static CURLcode set_connect_timeout(CURL *easy, int64_t timeout)
{
	timeout = timeout < 0 ? 0 : timeout > LONGEST_CONNECT ? LONGEST_CONNECT : timeout;
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)timeout + CONNECT_SLACK);
	return CURLE_OK;
}

static CURLcode set_http_version(CURL *easy, bool http2)
{
	if (http2) {
		SET(CURLOPT_PIPEWAIT, 1L);
		CURLcode code = curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
		if (code != CURLE_UNSUPPORTED_PROTOCOL) { /* a library built without HTTP/2 */
			return code;
		}
	}
	SET(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	return CURLE_OK;
}

static CURLcode set_request(CURL *easy, const doku_transfer_options *options)
{
	if (doku_transfer_sends_body(options)) {
		bool empty = !options->has_body || options->body.length == 0;
		SET(CURLOPT_POST, 1L);
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(empty ? 0 : options->body.length));
		SET(CURLOPT_POSTFIELDS, empty ? "" : options->body.data);
	} else {
		SET(CURLOPT_HTTPGET, 1L);
	}
	if (strcmp(options->method, "GET") != 0 && strcmp(options->method, "POST") != 0) {
		SET(CURLOPT_CUSTOMREQUEST, options->method);
	}
	return CURLE_OK;
}

static CURLcode set_headers(
	CURL *easy, doku_transfer *transfer, const doku_transfer_options *options)
{
	CURLcode code = CURLE_OK;
	doku_buffer line;
	doku_buffer_init(&line, DOKU_MAX_HEADER_BYTES);
	for (size_t i = 0; code == CURLE_OK && i < doku_transfer_header_lines(options); i++) {
		if (!doku_transfer_header_line(&line, options, i)) {
			code = CURLE_OUT_OF_MEMORY;
		} else if (line.length > 1) {
			struct curl_slist *longer = curl_slist_append(transfer->headers, line.data);
			code = longer == NULL ? CURLE_OUT_OF_MEMORY : CURLE_OK;
			transfer->headers = longer == NULL ? transfer->headers : longer;
		}
	}
	doku_buffer_wipe(&line);
	if (code == CURLE_OK) {
		SET(CURLOPT_HTTPHEADER, transfer->headers);
	}
	return code;
}

static CURLcode set_age(CURL *easy, const doku_transfer *transfer)
{
	int64_t longest = transfer->group->transport->idle_timeout;
	SET(CURLOPT_MAXAGE_CONN, (long)(longest / 1000000) + 1);
	SET(CURLOPT_FRESH_CONNECT, doku_connection_must_be_fresh(transfer) ? 1L : 0L);
	return CURLE_OK;
}

static CURLcode set_all(doku_transfer *transfer, const doku_transfer_options *options)
{
	CURL *easy = transfer->easy;
	CURLcode code = set_fixed(easy);
	code = code != CURLE_OK ? code : set_callbacks(easy, transfer);
	code = code != CURLE_OK ? code : set_route(easy, options);
	code = code != CURLE_OK ? code : set_connect_timeout(easy, options->connect_timeout);
	code = code != CURLE_OK ? code : set_http_version(easy, options->http2);
	code = code != CURLE_OK ? code : set_request(easy, options);
	code = code != CURLE_OK ? code : set_age(easy, transfer);
	return code != CURLE_OK ? code : set_headers(easy, transfer, options);
}

/* ---- one transfer ---- */

static CURL *take_handle(doku_pool *pool)
{
	if (pool->spare_count == 0) {
		return curl_easy_init();
	}
	CURL *easy = pool->spare[--pool->spare_count];
	curl_easy_reset(easy);
	return easy;
}

const char *doku_wire_open(doku_transfer *transfer, const doku_transfer_options *options)
{
	CURL *easy = take_handle(transfer->group->pool);
	transfer->easy = easy;
	CURLcode code = easy == NULL ? CURLE_OUT_OF_MEMORY : set_all(transfer, options);
	if (code == CURLE_OK && curl_multi_add_handle(transfer->group->pool->multi, easy) != CURLM_OK) {
		code = CURLE_OUT_OF_MEMORY;
	}
	if (code == CURLE_OK) {
		return NULL;
	}
	return code == CURLE_OUT_OF_MEMORY ? "out of memory" : curl_easy_strerror(code);
}

/* libcurl counts its own starts in the handle and gives up after some. */
static bool renew_handle(doku_transfer *transfer)
{
	CURL *easy = curl_easy_duphandle(transfer->easy);
	if (easy == NULL
		|| curl_easy_setopt(easy, CURLOPT_SHARE, transfer->group->transport->sessions)
			!= CURLE_OK) {
		curl_easy_cleanup(easy);
		return false;
	}
	curl_easy_cleanup(transfer->easy);
	transfer->easy = easy;
	return true;
}

bool doku_wire_reopen(doku_transfer *transfer)
{
	CURLM *multi = transfer->group->pool->multi;
	if (curl_multi_remove_handle(multi, transfer->easy) != CURLM_OK
		|| (transfer->answer.sent && !renew_handle(transfer))) {
		return false;
	}
	doku_connection_leave(transfer);
	/* The stale one is closed now, unless others share it: the next may be of use, or the one after. */
	transfer->stale_count += transfer->stale;
	transfer->fresh =
		transfer->stale && (transfer->http2 || transfer->stale_count > MOST_STALE_CONNECTIONS);
	transfer->restarts += transfer->answer.sent;
	transfer->start_count = 0;
	transfer->opened_socket = false;
	transfer->stale = false;
	transfer->refused = false;
	transfer->stream_refused = false;
	transfer->error_text[0] = '\0';
	return set_age(transfer->easy, transfer) == CURLE_OK
		&& curl_multi_add_handle(multi, transfer->easy) == CURLM_OK;
}

/* libcurl 8.14 keeps a failed rewind in the handle and fails every later send: a handle whose
 * transfer failed is therefore not used again. */
void doku_wire_close(doku_transfer *transfer, bool healthy)
{
	doku_pool *pool = transfer->group->pool;
	curl_multi_remove_handle(pool->multi, transfer->easy);
	doku_connection_leave(transfer);
	/* The error buffer ends with the transfer, the handle lives on. */
	if (healthy && pool->spare_count < DOKU_SPARE_HANDLES
		&& curl_easy_setopt(transfer->easy, CURLOPT_ERRORBUFFER, (char *)NULL) == CURLE_OK) {
		pool->spare[pool->spare_count++] = transfer->easy;
	} else {
		curl_easy_cleanup(transfer->easy);
	}
	transfer->easy = NULL;
	curl_slist_free_all(transfer->headers);
	transfer->headers = NULL;
}

static double seconds_of(CURL *easy, CURLINFO which)
{
	curl_off_t microseconds = 0;
	(void)curl_easy_getinfo(easy, which, &microseconds);
	return (double)microseconds / 1e6;
}

void doku_wire_read(doku_transfer *transfer, doku_wire_facts *facts)
{
	CURL *easy = transfer->easy;
	double resolved = seconds_of(easy, CURLINFO_NAMELOOKUP_TIME_T);
	double connected = seconds_of(easy, CURLINFO_CONNECT_TIME_T);
	double secured = seconds_of(easy, CURLINFO_APPCONNECT_TIME_T);
	doku_timing *timing = &transfer->answer.timing;
	if (!transfer->reused) {
		timing->dns = resolved;
		timing->connect = connected > resolved ? connected - resolved : 0.0;
		timing->tls = secured > connected ? secured - connected : 0.0;
	}
	if (transfer->reader.began) {
		timing->first_byte = seconds_of(easy, CURLINFO_STARTTRANSFER_TIME_T);
	}
	long connections = 0;
	(void)curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections);
	facts->resolved = transfer->opened_socket;
	facts->connected = connections > 0; /* the times are set after TLS only, from 8.0 on */
	(void)curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &facts->proxy_status);
	(void)curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &facts->os_error);
	if (!transfer->answer.sent && facts->end != DOKU_WIRE_TIME_OVER) {
		facts->os_error = doku_connection_error(transfer, facts->os_error);
	}
	facts->words = transfer->error_text;
	facts->host = transfer->host;
	facts->proxy_host = transfer->proxy_host;
}
