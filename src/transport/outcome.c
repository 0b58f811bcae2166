#include "outcome.h"

#include <errno.h>
#include <stdio.h>

#include "../base/error.h"

/* Did the connection end, rather than bring something unusable? A name or a connection that is
 * wanted after the start is the HTTP library's own second attempt. */
static bool connection_ended(doku_wire_end end)
{
	return end == DOKU_WIRE_CLOSED || end == DOKU_WIRE_RESET || end == DOKU_WIRE_PARTIAL
		|| end == DOKU_WIRE_NO_NAME || end == DOKU_WIRE_NO_CONNECTION;
}

doku_transfer_result doku_outcome(const doku_answer *answer, const doku_wire_facts *facts)
{
	if (facts->end == DOKU_WIRE_NO_MEMORY) {
		return DOKU_TRANSFER_NO_MEMORY;
	}
	if (!answer->sent) {
		return DOKU_TRANSFER_NOT_SENT;
	}
	if (facts->reused && !facts->began && connection_ended(facts->end)) {
		return DOKU_TRANSFER_DEAD_CONNECTION;
	}
	switch (facts->end) {
		case DOKU_WIRE_COMPLETE:
			return DOKU_TRANSFER_ANSWERED;
		case DOKU_WIRE_TOO_LARGE:
			return DOKU_TRANSFER_TOO_LARGE;
		case DOKU_WIRE_TIME_OVER:
			return DOKU_TRANSFER_TIMED_OUT;
		case DOKU_WIRE_GIVEN_UP:
			return DOKU_TRANSFER_ABORTED;
		default:
			return DOKU_TRANSFER_CUT_OFF;
	}
}

/* Independent of the locale and safe with threads, which strerror() is not. */
static const char *os_error_text(long number)
{
	switch (number) {
		case ECONNREFUSED:
			return "Connection refused";
		case ECONNRESET:
			return "Connection reset by peer";
		case ETIMEDOUT:
			return "Connection timed out";
		case EHOSTUNREACH:
			return "No route to host";
		case ENETUNREACH:
			return "Network is unreachable";
		case EADDRNOTAVAIL:
			return "Cannot assign requested address";
		case EACCES:
		case EPERM:
			return "Permission denied";
		case EMFILE:
			return "Too many open files";
		case ENFILE:
			return "Too many open files in the system";
		case ENOBUFS:
			return "No buffer space available";
		case EAFNOSUPPORT:
			return "Address family not supported";
		default:
			return NULL;
	}
}

static bool is_out_of_descriptors(const doku_wire_facts *facts)
{
	return facts->os_error == EMFILE || facts->os_error == ENFILE;
}

/* The library's words, unless they could hold the proxy's address with its password. */
static const char *safe_words(const doku_wire_facts *facts)
{
	bool is_safe = facts->words != NULL && facts->words[0] != '\0'
		&& !(facts->proxy && strchr(facts->words, '@') != NULL);
	return is_safe ? facts->words : "the HTTP library gave up";
}

/* "the host name api.example", "the host name of the proxy proxy.example" */
static void name_host(const doku_wire_facts *facts, bool proxy, char *text, size_t size)
{
	const char *host = proxy ? facts->proxy_host : facts->host;
	bool is_known = host != NULL && host[0] != '\0';
	snprintf(text, size, "the host name%s%s%s", proxy ? " of the proxy" : "", is_known ? " " : "",
		is_known ? host : "");
}

static const char *unfinished_phase(const doku_wire_facts *facts)
{
	if (!facts->connected) {
		return "no connection in time";
	}
	if (facts->proxy) {
		return "the proxy or the TLS handshake was not done in time";
	}
	return facts->https ? "the TLS handshake was not done in time" : "no connection in time";
}

static void describe_not_sent(const doku_wire_facts *facts, char *text, size_t size)
{
	const char *words = safe_words(facts);
	if (facts->proxy_status >= 300) {
		snprintf(text, size, "the proxy refused the tunnel (%ld)", facts->proxy_status);
		return;
	}
	if (is_out_of_descriptors(facts)) {
		/* whatever failed: names and certificates are read through descriptors too */
		snprintf(text, size, "could not connect: %s", os_error_text(facts->os_error));
		return;
	}
	char host[DOKU_WIRE_HOST_SIZE + 32];
	switch (facts->end) {
		case DOKU_WIRE_NO_NAME:
		case DOKU_WIRE_NO_PROXY_NAME:
			name_host(facts, facts->end == DOKU_WIRE_NO_PROXY_NAME, host, sizeof(host));
			snprintf(text, size, "could not resolve %s", host);
			return;
		case DOKU_WIRE_NO_CONNECTION:
			if (facts->proxy && facts->os_error == 0) {
				/* connected, but the way through is not open: newer libcurls end so */
				words = "the proxy opened no tunnel";
				break;
			}
			words = os_error_text(facts->os_error);
			if (words == NULL) {
				snprintf(text, size, "could not connect (error %ld)", facts->os_error);
			} else {
				snprintf(text, size, "could not connect: %s", words);
			}
			return;
		case DOKU_WIRE_NO_TUNNEL:
			words = "the proxy refused the connection";
			break;
		case DOKU_WIRE_NO_TLS:
			snprintf(text, size, "TLS: %s%s", words,
				strstr(words, "wrong version number") != NULL
					? "; what answers there speaks no TLS: is it a port for http?"
					: "");
			return;
		case DOKU_WIRE_CLOSED:
		case DOKU_WIRE_RESET:
		case DOKU_WIRE_PARTIAL:
		case DOKU_WIRE_INVALID:
			words = facts->proxy
				? "the proxy closed the connection, or its answer was not valid HTTP"
				: "the connection was closed before the request";
			break;
		case DOKU_WIRE_TOO_LARGE:
			words = "the answer of the proxy is larger than the limit";
			break;
		case DOKU_WIRE_TIME_OVER:
			if (!facts->resolved) {
				name_host(facts, facts->proxy, host, sizeof(host));
				snprintf(text, size, "%s was not resolved in time", host);
				return;
			}
			words = unfinished_phase(facts);
			break;
		case DOKU_WIRE_GIVEN_UP:
			words = "given up before the request";
			break;
		case DOKU_WIRE_COMPLETE:
		case DOKU_WIRE_NO_MEMORY:
		case DOKU_WIRE_OTHER:
			break;
	}
	snprintf(text, size, "%s", words);
}

static const char *cut_off_words(const doku_wire_facts *facts)
{
	if (facts->end == DOKU_WIRE_PARTIAL && facts->began) {
		return "the connection was closed in the middle of the answer";
	}
	if (facts->end == DOKU_WIRE_INVALID) {
		return "the answer was not valid HTTP";
	}
	if (connection_ended(facts->end)) {
		return facts->began ? "the connection was closed, or the answer was not valid HTTP"
							: "the connection was closed before an answer came";
	}
	return safe_words(facts);
}

void doku_outcome_describe(doku_answer *answer, const doku_wire_facts *facts)
{
	char text[DOKU_WIRE_ERROR_SIZE + 64] = "";
	const char *words = "";
	switch (answer->result) {
		case DOKU_TRANSFER_NOT_SENT:
			describe_not_sent(facts, text, sizeof(text));
			words = text;
			break;
		case DOKU_TRANSFER_CUT_OFF:
		case DOKU_TRANSFER_DEAD_CONNECTION:
			words = cut_off_words(facts);
			break;
		case DOKU_TRANSFER_TIMED_OUT:
			words = "no complete answer in time";
			break;
		case DOKU_TRANSFER_TOO_LARGE:
			words = "the answer is larger than the limit";
			break;
		case DOKU_TRANSFER_ABORTED:
			words = "given up before the answer was complete";
			break;
		case DOKU_TRANSFER_NO_MEMORY:
			words = "out of memory";
			break;
		case DOKU_TRANSFER_ANSWERED:
			break;
	}
	doku_error_copy_text(answer->detail, sizeof(answer->detail), words, strlen(words));
}
