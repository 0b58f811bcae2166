#include "url.h"

#include "ascii.h"

static bool is_unreserved(char byte)
{
	return doku_ascii_is_letter(byte) || doku_ascii_is_digit(byte)
		|| (byte != '\0' && strchr("-._~", byte) != NULL);
}

/* Visible ASCII but for what no URI may hold (RFC 3986, appendix A): " < > \\ ^ ` { }. Of those,
 * '[', ']' and '|' pass: shops' own addresses hold them in queries, and browsers take them.
 * A bit for each byte below 128. */
static bool is_url_byte(char byte)
{
	static const uint64_t bits[2] = {UINT64_C(0xAFFFFFFA00000000), UINT64_C(0x57FFFFFEAFFFFFFF)};
	unsigned char number = (unsigned char)byte;
	return number < 128 && (bits[number >> 6] >> (number & 63) & 1) != 0;
}

static bool all_bytes(doku_slice text, bool (*accept)(char))
{
	for (size_t i = 0; i < text.length; i++) {
		if (!accept(text.data[i])) {
			return false;
		}
	}
	return true;
}

static size_t find_byte(doku_slice text, const char *any_of)
{
	size_t nearest = text.length;
	for (; *any_of != '\0'; any_of++) {
		const char *found = nearest == 0 ? NULL : memchr(text.data, *any_of, nearest);
		if (found != NULL) {
			nearest = (size_t)(found - text.data);
		}
	}
	return nearest;
}

static doku_slice head(doku_slice text, size_t length)
{
	return doku_slice_make(text.data, length);
}

static doku_slice tail(doku_slice text, size_t start)
{
	return doku_slice_make(text.data + start, text.length - start);
}

static bool is_port(doku_slice port)
{
	uint32_t number = 0;
	if (port.length == 0 || port.length > 5 || !all_bytes(port, doku_ascii_is_digit)) {
		return false;
	}
	for (size_t i = 0; i < port.length; i++) {
		number = number * 10 + (uint32_t)(port.data[i] - '0');
	}
	return number >= 1 && number <= 65535;
}

static bool split_host_and_port(doku_slice authority, doku_url_parts *parts)
{
	size_t host_end;
	if (authority.length > 0 && authority.data[0] == '[') {
		host_end = find_byte(authority, "]");
		if (host_end == authority.length) {
			return false;
		}
		parts->host = doku_slice_make(authority.data + 1, host_end - 1);
		parts->host_is_bracketed = true;
		authority = tail(authority, host_end + 1);
	} else {
		host_end = find_byte(authority, ":");
		parts->host = head(authority, host_end);
		authority = tail(authority, host_end);
	}
	if (parts->host.length == 0) {
		return false;
	}
	if (authority.length == 0) {
		return true;
	}
	parts->port = tail(authority, 1);
	return authority.data[0] == ':' && is_port(parts->port);
}

static bool is_scheme_byte(char byte)
{
	return doku_ascii_is_letter(byte) || doku_ascii_is_digit(byte) || byte == '+' || byte == '-'
		|| byte == '.';
}

bool doku_url_split(doku_slice url, doku_url_parts *parts)
{
	memset(parts, 0, sizeof(*parts));
	size_t colon = find_byte(url, ":");
	if (colon == 0 || url.length - colon < 3 || memcmp(url.data + colon, "://", 3) != 0) {
		return false;
	}
	parts->scheme = head(url, colon);
	if (!doku_ascii_is_letter(url.data[0]) || !all_bytes(parts->scheme, is_scheme_byte)) {
		return false;
	}
	doku_slice rest = tail(url, colon + 3);
	size_t authority_end = find_byte(rest, "/?#");
	doku_slice authority = head(rest, authority_end);
	rest = tail(rest, authority_end);
	parts->target = head(rest, find_byte(rest, "#"));

	for (size_t i = authority.length; i > 0; i--) {
		if (authority.data[i - 1] == '@') {
			parts->user_information = head(authority, i - 1);
			authority = tail(authority, i);
			break;
		}
	}
	return split_host_and_port(authority, parts);
}

static bool scheme_is(const doku_url_parts *parts, const char *name)
{
	return doku_slice_equals_ignore_case(parts->scheme, doku_slice_from_string(name));
}

bool doku_url_is_web_address(doku_slice url)
{
	doku_url_parts parts;
	return all_bytes(url, is_url_byte) && doku_url_split(url, &parts)
		&& (scheme_is(&parts, "https") || scheme_is(&parts, "http"));
}

static bool percent_signs_encode(doku_slice url)
{
	for (size_t i = 0; i < url.length; i++) {
		if (url.data[i] == '%'
			&& (url.length - i < 3 || !doku_ascii_is_hexadecimal(url.data[i + 1])
				|| !doku_ascii_is_hexadecimal(url.data[i + 2]))) {
			return false;
		}
	}
	return true;
}

/* In a host, percent signs are another way to write what is not ASCII. */
static bool is_ascii_host_byte(char byte)
{
	return doku_ascii_is_visible(byte) && byte != '%';
}

bool doku_url_check_page(doku_slice url, const char **reason)
{
	doku_url_parts parts;
	*reason = NULL;
	/* the usual one: without percent signs all that could be wrong is what a web address rules out */
	if (find_byte(url, "%") == url.length && doku_url_is_web_address(url)) {
		return true;
	}
	if (doku_url_split(url, &parts) && !all_bytes(parts.host, is_ascii_host_byte)) {
		*reason = "have its host in ASCII: an international name is written as xn--...";
	} else if (!doku_url_is_web_address(url)) {
		*reason = "be a full address such as https://shop.example/return, percent-encoded";
	} else if (!percent_signs_encode(url)) {
		*reason = "have a % only before two hexadecimal digits: %25 is the sign itself";
	}
	return *reason == NULL;
}

/* Dotted quad in 127.0.0.0/8, four decimal numbers without leading zeros. */
static bool is_loopback_ipv4(doku_slice host)
{
	for (int part = 0; part < 4; part++) {
		size_t end = find_byte(host, ".");
		doku_slice number = head(host, end);
		if (number.length == 0 || number.length > 3 || !all_bytes(number, doku_ascii_is_digit)
			|| (number.length > 1 && number.data[0] == '0')) {
			return false;
		}
		int value = 0;
		for (size_t i = 0; i < number.length; i++) {
			value = value * 10 + (number.data[i] - '0');
		}
		if (value > 255 || (part == 0 && value != 127) || (part < 3 && end == host.length)) {
			return false;
		}
		host = tail(host, part < 3 ? end + 1 : end);
	}
	return host.length == 0;
}

static bool is_loopback(const doku_url_parts *parts)
{
	if (parts->host_is_bracketed) {
		return doku_slice_equals(parts->host, DOKU_SLICE_LITERAL("::1"));
	}
	return is_loopback_ipv4(parts->host)
		|| doku_slice_equals_ignore_case(parts->host, DOKU_SLICE_LITERAL("localhost"));
}

static bool is_host_byte(char byte)
{
	return doku_ascii_is_letter(byte) || doku_ascii_is_digit(byte) || byte == '-' || byte == '.'
		|| byte == '_' || byte == ':';
}

bool doku_url_check_base(doku_slice url, doku_slice *origin, const char **reason)
{
	static const char shape[] = "be scheme://host or scheme://host:port";
	doku_url_parts parts;
	*reason = shape;
	if (!all_bytes(url, is_url_byte) || !doku_url_split(url, &parts)
		|| parts.user_information.data != NULL || !all_bytes(parts.host, is_host_byte)) {
		return false;
	}
	size_t origin_length = (size_t)(parts.host.data + parts.host.length - url.data);
	if (parts.host_is_bracketed) {
		origin_length++;
	}
	if (parts.port.data != NULL) {
		origin_length += 1 + parts.port.length;
	}
	doku_slice rest = tail(url, origin_length);
	if (rest.length > 1 || (rest.length == 1 && rest.data[0] != '/')) {
		return false;
	}
	if (scheme_is(&parts, "http")) {
		*reason = "use https, or http to 127.0.0.0/8, [::1] or localhost only";
		if (!is_loopback(&parts)) {
			return false;
		}
	} else if (!scheme_is(&parts, "https")) {
		return false;
	}
	*origin = head(url, origin_length);
	*reason = NULL;
	return true;
}

bool doku_url_is_proxy(doku_slice url)
{
	static const char *const schemes[] = {
		"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
	if (url.length == 0 || url.length > 2048 || !all_bytes(url, doku_ascii_is_visible)) {
		return false;
	}
	doku_url_parts parts;
	if (!doku_url_split(url, &parts)) {
		/* without a scheme it is an HTTP proxy */
		doku_buffer with_scheme;
		doku_buffer_init(&with_scheme, url.length + 7);
		bool accepted = find_byte(url, "/") == url.length
			&& doku_buffer_append_string(&with_scheme, "http://")
			&& doku_buffer_append_slice(&with_scheme, url)
			&& doku_url_split(doku_buffer_slice(&with_scheme), &parts);
		doku_buffer_wipe(&with_scheme);
		return accepted;
	}
	if (parts.target.length > 1 || (parts.target.length == 1 && parts.target.data[0] != '/')) {
		return false;
	}
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (scheme_is(&parts, schemes[i])) {
			return true;
		}
	}
	return false;
}

bool doku_url_is_dot_segment(doku_slice segment)
{
	return doku_slice_equals(segment, DOKU_SLICE_LITERAL("."))
		|| doku_slice_equals(segment, DOKU_SLICE_LITERAL(".."));
}

/* The same, where a dot may also be written as %2E. */
static bool is_encoded_dot_segment(doku_slice segment)
{
	size_t dots = 0;
	size_t position = 0;
	while (position < segment.length) {
		if (segment.data[position] == '.') {
			position++;
		} else if (segment.length - position >= 3
			&& doku_slice_equals_ignore_case(
				doku_slice_make(segment.data + position, 3), DOKU_SLICE_LITERAL("%2e"))) {
			position += 3;
		} else {
			return false;
		}
		dots++;
	}
	return dots == 1 || dots == 2;
}

bool doku_url_is_request_target(doku_slice target)
{
	if (target.length == 0 || target.data[0] != '/' || !all_bytes(target, doku_ascii_is_visible)
		|| find_byte(target, "#") != target.length) {
		return false;
	}
	doku_slice path = head(target, find_byte(target, "?"));
	while (path.length > 0) {
		path = tail(path, 1);
		size_t end = find_byte(path, "/");
		if (is_encoded_dot_segment(head(path, end))) {
			return false;
		}
		path = tail(path, end);
	}
	return true;
}

bool doku_url_is_https(const char *url)
{
	return doku_slice_equals_ignore_case(
		doku_slice_make(url, strnlen(url, 8)), DOKU_SLICE_LITERAL("https://"));
}

const char *doku_url_target(const char *url)
{
	const char *authority = strstr(url, "://");
	if (authority == NULL) {
		return NULL;
	}
	const char *end = authority + 3 + strcspn(authority + 3, "/?#");
	return *end == '/' ? end : NULL;
}

bool doku_url_encode(doku_buffer *out, doku_slice text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		if (is_unreserved((char)byte)) {
			if (!doku_buffer_append_byte(out, (char)byte)) {
				return false;
			}
		} else {
			char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};
			if (!doku_buffer_append(out, escape, sizeof(escape))) {
				return false;
			}
		}
	}
	return true;
}
