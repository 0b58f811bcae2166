/* The rules about addresses, as tables. */
#include <stdlib.h>

#include "check.h"
#include "base/url.h"

static const struct {
	const char *url;
	bool accepted;
	const char *scheme, *user, *host, *port, *target; /* NULL: not there */
} split_rows[] = {
	{"https://api.doku.com", true, "https", NULL, "api.doku.com", NULL, ""},
	{"https://api.doku.com/", true, "https", NULL, "api.doku.com", NULL, "/"},
	{"https://a.example:8443/x/y?q=1#f", true, "https", NULL, "a.example", "8443", "/x/y?q=1"},
	{"https://a.example?q=1", true, "https", NULL, "a.example", NULL, "?q=1"},
	{"https://a.example#f", true, "https", NULL, "a.example", NULL, ""},
	{"http://[::1]:80/x", true, "http", NULL, "::1", "80", "/x"},
	{"http://[::1]", true, "http", NULL, "::1", NULL, ""},
	{"https://user:pass@a.example/", true, "https", "user:pass", "a.example", NULL, "/"},
	{"https://a@b@c.example/", true, "https", "a@b", "c.example", NULL, "/"},
	{"https://@c.example/", true, "https", "", "c.example", NULL, "/"},
	{"a+b-c.1://h", true, "a+b-c.1", NULL, "h", NULL, ""},
	{"https://a.example/@x", true, "https", NULL, "a.example", NULL, "/@x"},
	{"", false, NULL, NULL, NULL, NULL, NULL},
	{"https", false, NULL, NULL, NULL, NULL, NULL},
	{"https:", false, NULL, NULL, NULL, NULL, NULL},
	{"https:/a.example", false, NULL, NULL, NULL, NULL, NULL},
	{"https:a.example", false, NULL, NULL, NULL, NULL, NULL},
	{"//a.example/", false, NULL, NULL, NULL, NULL, NULL},
	{"://a.example/", false, NULL, NULL, NULL, NULL, NULL},
	{"1https://a.example", false, NULL, NULL, NULL, NULL, NULL},
	{"ht tp://a.example", false, NULL, NULL, NULL, NULL, NULL},
	{"https://", false, NULL, NULL, NULL, NULL, NULL},
	{"https:///path", false, NULL, NULL, NULL, NULL, NULL},
	{"https://:443/", false, NULL, NULL, NULL, NULL, NULL},
	{"https://user@/", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:0", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:65535", true, "https", NULL, "a.example", "65535", ""},
	{"https://a.example:65536", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:4294967376", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:44x", false, NULL, NULL, NULL, NULL, NULL},
	{"https://a.example:-1", false, NULL, NULL, NULL, NULL, NULL},
	{"https://[::1", false, NULL, NULL, NULL, NULL, NULL},
	{"https://[]", false, NULL, NULL, NULL, NULL, NULL},
	{"https://[::1]x", false, NULL, NULL, NULL, NULL, NULL},
	{"https://::1/", false, NULL, NULL, NULL, NULL, NULL},
};

typedef struct verdict {
	const char *text;
	bool accepted;
} verdict;

static const verdict web_rows[] = {
	{"https://merchant.com/return-url", true}, /* DOKU's sample */
	{"http://merchant.com/return-url", true},
	{"HTTPS://merchant.com", true},
	{"https://localhost:8080/return?order=1&x=%20", true},
	{"https://shop.example/return?ids[]=1|2", true},
	{"https://[2001:db8::1]/return", true},
	{"https://shop.example/return#done", true},
	{"", false},
	{"merchant.com/return-url", false},
	{"/return-url", false},
	{"//merchant.com/return-url", false},
	{"ftp://merchant.com/", false},
	{"javascript://merchant.com/%0aalert(1)", false},
	{"javascript:alert(1)", false},
	{"https://", false},
	{"https:///x", false},
	{"https://merchant.com/re turn", false},
	{"https://merchant.com/\xC3\xA9", false},
	{"https://merchant.com/a\"b", false},
	{"https://merchant.com/<b>", false},
	{"https://merchant.com/a\\b", false},
	{"https://merchant.com/a^b", false},
	{"https://merchant.com/a`b", false},
	{"https://merchant.com/{id}", false},
	{"https://merchant.com/\x7F", false},
	{"https://merchant.com/\n", false},
	{" https://merchant.com/", false},
};

static const struct {
	const char *text;
	const char *origin; /* NULL: refused */
} base_rows[] = {
	{"https://api-sandbox.doku.com", "https://api-sandbox.doku.com"},
	{"https://api.doku.com/", "https://api.doku.com"},
	{"https://simulator.example:8443", "https://simulator.example:8443"},
	{"https://simulator.example:8443/", "https://simulator.example:8443"},
	{"https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"},
	{"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
	{"http://127.0.0.1", "http://127.0.0.1"},
	{"http://127.255.255.254:1", "http://127.255.255.254:1"},
	{"http://localhost:8080", "http://localhost:8080"},
	{"http://LOCALHOST", "http://LOCALHOST"},
	{"http://[::1]:8080/", "http://[::1]:8080"},
	{"http://128.0.0.1", NULL},
	{"http://127.0.0.1.example.com", NULL},
	{"http://127.0.0", NULL},
	{"http://127.0.0.1.2", NULL},
	{"http://127.0.0.256", NULL},
	{"http://127.0.0.01", NULL},
	{"http://127.0.0.", NULL},
	{"http://127.0.0.1.", NULL},
	{"http://127..0.1", NULL},
	{"http://0177.0.0.1", NULL},
	{"http://2130706433", NULL},
	{"http://127.1", NULL},
	{"http://[::ffff:127.0.0.1]", NULL},
	{"http://[127.0.0.1]", NULL},
	{"http://localhost.example.com", NULL},
	{"http://api.doku.com", NULL},
	{"http://10.0.0.1", NULL},
	{"http://user@localhost", NULL},
	{"https://user:pass@api.doku.com", NULL},
	{"https://@api.doku.com", NULL},
	{"http://127.0.0.1@evil.example", NULL},
	{"http://evil.example#@127.0.0.1", NULL},
	{"http://evil.example?@127.0.0.1", NULL},
	{"http://evil.example/@127.0.0.1", NULL},
	{"http://evil.example\\@127.0.0.1", NULL},
	{"https://api.doku.com/v1", NULL},
	{"https://api.doku.com//", NULL},
	{"https://api.doku.com?x", NULL},
	{"https://api.doku.com?", NULL},
	{"https://api.doku.com#", NULL},
	{"https://api.doku.com/#", NULL},
	{"https://api.doku.com ", NULL},
	{" https://api.doku.com", NULL},
	{"https://api.doku.com\n", NULL},
	{"https://api.doku.com:0", NULL},
	{"https://api.doku.com:", NULL},
	{"https://a,b.example", NULL},
	{"https://a%2Fb.example", NULL},
	{"ftp://127.0.0.1", NULL},
	{"api.doku.com", NULL},
	{"https:", NULL},
	{"", NULL},
};

static const verdict proxy_rows[] = {
	{"proxy.example:3128", true},
	{"proxy.example", true},
	{"http://proxy.example:3128", true},
	{"http://proxy.example:3128/", true},
	{"https://proxy.example:3128", true},
	{"http://user:secret@proxy.example:3128", true},
	{"user:secret@proxy.example:3128", true},
	{"socks4://proxy.example", true},
	{"socks4a://proxy.example", true},
	{"socks5://proxy.example", true},
	{"SOCKS5H://proxy.example:1080", true},
	{"[::1]:3128", true},
	{"http://[::1]:3128", true},
	{"", false},
	{"http://", false},
	{"ftp://proxy.example", false},
	{"socks6://proxy.example", false},
	{"http://proxy.example/path", false},
	{"proxy.example/path", false},
	{"http://proxy.example?x=1", false},
	{"proxy.example:99999", false},
	{"proxy example", false},
	{"proxy.example\r\n", false},
	{"://proxy.example", false},
	{":3128", false},
};

static const verdict target_rows[] = {
	{"/", true},
	{"/orders/v1/status/INV-1", true},
	{"/orders/v1/status/a%2Fb", true},
	{"/a?b=c&d=../e", true},
	{"/a//b", true},
	{"/...", true},
	{"/..a", true},
	{"/a..", true},
	{"/.well-known/x", true},
	{"/%2e%2e%2e", true},
	{"/a/%2ex", true},
	{"/~user/*(x);y=z,!$'", true},
	{"", false},
	{"a", false},
	{"https://api.doku.com/", false},
	{"?x", false},
	{"/a b", false},
	{"/a\tb", false},
	{"/a\nb", false},
	{"/a\r\nX: y", false},
	{"/a\x7F", false},
	{"/\xC3\xA9", false},
	{"/a#b", false},
	{"/a?b#c", false},
	{"/.", false},
	{"/..", false},
	{"/./a", false},
	{"/../a", false},
	{"/a/.", false},
	{"/a/..", false},
	{"/a/../b", false},
	{"/a/./b", false},
	{"/%2e", false},
	{"/%2E%2e/b", false},
	{"/a/.%2e", false},
	{"/a/%2E.?x", false},
	{"/..?x=1", false},
};

static const struct {
	const char *text, *encoded;
} encode_rows[] = {
	{"", ""},
	{"INV-20210707-0001", "INV-20210707-0001"},
	{"abcXYZ019-._~", "abcXYZ019-._~"},
	{"a/b", "a%2Fb"},
	{"a b+c", "a%20b%2Bc"},
	{"%", "%25"},
	{"?#[]@!$&'()*,;=:", "%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2C%3B%3D%3A"},
	{"\xC3\xA9\xFF\x01", "%C3%A9%FF%01"},
};

static void check_part(doku_slice part, const char *expected)
{
	if (expected == NULL) {
		CHECK(part.data == NULL);
	} else {
		CHECK(part.data != NULL);
		CHECK_TEXT(part, expected);
	}
}

static void check_split(void)
{
	for (size_t i = 0; i < CHECK_COUNT(split_rows); i++) {
		doku_url_parts parts;
		check_context("split %s", split_rows[i].url);
		bool accepted = doku_url_split(doku_slice_from_string(split_rows[i].url), &parts);
		CHECK_INTEGER(accepted, split_rows[i].accepted);
		if (accepted && split_rows[i].accepted) {
			check_part(parts.scheme, split_rows[i].scheme);
			check_part(parts.user_information, split_rows[i].user);
			check_part(parts.host, split_rows[i].host);
			check_part(parts.port, split_rows[i].port);
			CHECK_TEXT(parts.target, split_rows[i].target);
		}
	}
}

static void check_base(void)
{
	for (size_t i = 0; i < CHECK_COUNT(base_rows); i++) {
		doku_slice origin = DOKU_SLICE_EMPTY;
		const char *reason = "unset";
		check_context("base %s", base_rows[i].text);
		bool accepted =
			doku_url_check_base(doku_slice_from_string(base_rows[i].text), &origin, &reason);
		CHECK_INTEGER(accepted, base_rows[i].origin != NULL);
		if (accepted && base_rows[i].origin != NULL) {
			CHECK_TEXT(origin, base_rows[i].origin);
			CHECK(reason == NULL);
		} else {
			CHECK(reason != NULL && strcmp(reason, "unset") != 0 && reason[0] != '\0');
		}
	}
}

static void check_verdicts(
	const char *name, const verdict *rows, size_t count, bool (*function)(doku_slice))
{
	for (size_t i = 0; i < count; i++) {
		check_context("%s %s", name, rows[i].text);
		CHECK_INTEGER(function(doku_slice_from_string(rows[i].text)), rows[i].accepted);
	}
	/* a NUL is no end of text */
	check_context("%s with a NUL", name);
	CHECK(!function(DOKU_SLICE_LITERAL("http://localhost/\0x")));
	CHECK(!function(DOKU_SLICE_LITERAL("/x\0y")));
}

static void check_encode(void)
{
	for (size_t i = 0; i < CHECK_COUNT(encode_rows); i++) {
		doku_buffer out;
		doku_buffer_init(&out, 4096);
		check_context("encode %s", encode_rows[i].text);
		CHECK(doku_url_encode(&out, doku_slice_from_string(encode_rows[i].text)));
		CHECK_TEXT(doku_buffer_slice(&out), encode_rows[i].encoded);
		doku_buffer_free(&out);
	}
	doku_buffer small;
	doku_buffer_init(&small, 4);
	check_context("encode into a full buffer");
	CHECK(!doku_url_encode(&small, DOKU_SLICE_LITERAL("//")));
	doku_buffer_free(&small);
	doku_buffer_init(&small, 1);
	CHECK(!doku_url_encode(&small, DOKU_SLICE_LITERAL("ab")));
	doku_buffer_free(&small);
}

/* An address that is sent: what a browser takes, and what a person must mend. */
static void check_pages(void)
{
	static const struct {
		const char *url, *reason; /* NULL: it is good */
	} cases[] = {
		{"https://shop.example", NULL},
		{"http://shop.example:8080/%C3%A9?x=%41#y", NULL},
		{"https://[2001:db8::1]/", NULL},
		{"https://shop.example/100%", "%25"},
		{"https://shop.example/%4", "%25"},
		{"https://shop.example/%g1", "%25"},
		{"https://shop.example/%1g?", "%25"},
		{"https://shop.example/?q=%", "%25"},
		{"https://tok\xC3\xB6.example/", "xn--"},
		{"https://tok%C3%B6.example/", "xn--"},
		{"https://shop.example/\xC3\xB6", "full address"},
		{"ftp://shop.example/", "full address"},
		{"/return", "full address"},
		{"", "full address"},
	};
	for (size_t i = 0; i < CHECK_COUNT(cases); i++) {
		const char *reason;
		check_context("page %s", cases[i].url);
		CHECK_INTEGER(doku_url_check_page(doku_slice_from_string(cases[i].url), &reason),
			cases[i].reason == NULL);
		if (cases[i].reason == NULL) {
			CHECK(reason == NULL);
		} else {
			CHECK(reason != NULL && strstr(reason, cases[i].reason) != NULL);
		}
	}
	/* what DOKU answers is not ours to mend */
	CHECK(doku_url_is_web_address(DOKU_SLICE_LITERAL("https://pay.example/100%")));
	CHECK(doku_url_is_dot_segment(DOKU_SLICE_LITERAL(".")));
	CHECK(doku_url_is_dot_segment(DOKU_SLICE_LITERAL("..")));
	CHECK(!doku_url_is_dot_segment(DOKU_SLICE_LITERAL("...")));
	CHECK(!doku_url_is_dot_segment(DOKU_SLICE_LITERAL("%2e")));
}

int main(void)
{
	check_pages();
	check_split();
	check_base();
	check_verdicts("web", web_rows, CHECK_COUNT(web_rows), doku_url_is_web_address);
	check_verdicts("proxy", proxy_rows, CHECK_COUNT(proxy_rows), doku_url_is_proxy);
	check_verdicts("target", target_rows, CHECK_COUNT(target_rows), doku_url_is_request_target);
	check_encode();

	check_context("long proxy");
	char proxy[2100];
	memset(proxy, 'a', sizeof(proxy));
	CHECK(doku_url_is_proxy(doku_slice_make(proxy, 2048)));
	CHECK(!doku_url_is_proxy(doku_slice_make(proxy, 2049)));
	return check_finish();
}
