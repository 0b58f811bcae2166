/*
 * The few rules about addresses that the contract has. Pure functions over slices.
 */
#ifndef DOKU_URL_H
#define DOKU_URL_H

#include "buffer.h"

typedef struct doku_url_parts {
	doku_slice scheme;
	doku_slice user_information; /* data is NULL when there is no '@' */
	doku_slice host;             /* an IPv6 address without its brackets */
	bool host_is_bracketed;
	doku_slice port;   /* data is NULL when there is none */
	doku_slice target; /* path and query, may be empty; the fragment is left out */
} doku_url_parts;

/* Splits "scheme://[user@]host[:port][/path][?query][#fragment]"; the host is not empty and the
 * port, where given, is a number from 1 to 65535. False for anything else. */
bool doku_url_split(doku_slice url, doku_url_parts *parts);

/* An absolute http or https address that a browser can be sent to: visible ASCII without the
 * characters that RFC 3986 keeps out of every URI. */
bool doku_url_is_web_address(doku_slice url);

/* The same for an address that is sent: also, percent signs encode something, and the host is ASCII.
 * Otherwise *reason has words that complete "must ...". */
bool doku_url_check_page(doku_slice url, const char **reason);

/* scheme://host[:port] for base_url: https, or http to a loopback address. On success `reason`
 * is NULL; otherwise words that complete "must ...". A single slash at the end is allowed and
 * not part of *origin. */
bool doku_url_check_base(doku_slice url, doku_slice *origin, const char **reason);

/* [scheme://][user:password@]host[:port] of a proxy: http, https, socks4, socks4a, socks5,
 * socks5h. */
bool doku_url_is_proxy(doku_slice url);

/* A path as it goes on the wire: starts with '/', visible ASCII, no '#', no segment "." or ".."
 * (percent-encoded dots count as dots). A query is allowed. */
bool doku_url_is_request_target(doku_slice target);

bool doku_url_is_https(const char *url);

/* Path and query, as they stand; NULL when the URL has no path. */
const char *doku_url_target(const char *url);

/* "." or "..", which no path can name. */
bool doku_url_is_dot_segment(doku_slice segment);

/* Percent-encodes everything outside RFC 3986's unreserved set. */
bool doku_url_encode(doku_buffer *out, doku_slice text);

#endif
