#include "options.h"

#include "../base/ascii.h"
#include "../base/url.h"

static const char *header_problem(const doku_transfer_header *header)
{
	if (header->name.length == 0) {
		return "a header name is empty";
	}
	for (size_t i = 0; i < header->name.length; i++) {
		if (!doku_ascii_is_token(header->name.data[i])) {
			return "a header name has a character that is not allowed";
		}
	}
	for (size_t i = 0; i < header->value.length; i++) {
		char byte = header->value.data[i];
		if (byte == '\r' || byte == '\n' || byte == '\0') {
			return "a header value has a line break or a NUL";
		}
	}
	return NULL;
}

static bool url_is_http(const char *url)
{
	return doku_slice_equals_ignore_case(
		doku_slice_make(url, strnlen(url, 7)), DOKU_SLICE_LITERAL("http://"));
}

static const char *url_problem(const char *url)
{
	if (!doku_url_is_https(url) && !url_is_http(url)) {
		return "the URL is neither http nor https";
	}
	for (const char *at = url; *at != '\0'; at++) {
		if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 127 || *at == '#') {
			return "the URL has a character that is not allowed";
		}
	}
	return NULL;
}

static bool is_method(const doku_transfer_options *options, const char *method)
{
	return strcmp(options->method, method) == 0;
}

static const char *method_problem(const doku_transfer_options *options)
{
	if (is_method(options, "GET")) {
		return options->has_body ? "a GET cannot have a body" : NULL;
	}
	if (is_method(options, "POST") || is_method(options, "PUT") || is_method(options, "PATCH")
		|| is_method(options, "DELETE")) {
		return NULL;
	}
	return "the method is not supported";
}

const char *doku_transfer_options_problem(const doku_transfer_options *options)
{
	const char *problem = method_problem(options);
	if (problem == NULL) {
		problem = url_problem(options->url);
	}
	for (size_t i = 0; problem == NULL && i < options->header_count; i++) {
		problem = header_problem(&options->headers[i]);
	}
	return problem;
}

bool doku_transfer_sends_body(const doku_transfer_options *options)
{
	return options->has_body || is_method(options, "POST") || is_method(options, "PUT")
		|| is_method(options, "PATCH");
}

static bool has_header(const doku_transfer_options *options, const char *name)
{
	doku_slice wanted = doku_slice_from_string(name);
	for (size_t i = 0; i < options->header_count; i++) {
		if (doku_slice_equals_ignore_case(options->headers[i].name, wanted)) {
			return true;
		}
	}
	return false;
}

/* What the HTTP library adds by itself, unless the caller has its own. */
static const char *const unwanted[] = {"Accept", "Content-Type", "Expect", "User-Agent"};
#define UNWANTED_COUNT (sizeof(unwanted) / sizeof(unwanted[0]))

size_t doku_transfer_header_lines(const doku_transfer_options *options)
{
	return UNWANTED_COUNT + options->header_count;
}

bool doku_transfer_header_line(
	doku_buffer *line, const doku_transfer_options *options, size_t index)
{
	line->length = 0;
	if (index < UNWANTED_COUNT) {
		return (has_header(options, unwanted[index])
				   || (doku_buffer_append_string(line, unwanted[index])
					   && doku_buffer_append_byte(line, ':')))
			&& doku_buffer_append_byte(line, '\0');
	}
	const doku_transfer_header *header = &options->headers[index - UNWANTED_COUNT];
	doku_slice value = doku_slice_trim_blanks(header->value);
	return doku_buffer_append_slice(line, header->name)
		&& doku_buffer_append_string(line, value.length == 0 ? ";" : ": ")
		&& doku_buffer_append_slice(line, value) && doku_buffer_append_byte(line, '\0');
}
