#include "body_form.h"

/* Sources: RFC 1952 (gzip), RFC 1950 (zlib: the two bytes are a multiple of 31), RFC 8878 (zstd),
 * and the Unicode Standard's byte order marks. */
static const struct {
	doku_slice start;
	const char *words;
} forms[] = {
	{{"\x1F\x8B", 2}, "the body is compressed by gzip: give it as it was before"},
	{{"\x78\x01", 2}, "the body is compressed by zlib: give it as it was before"},
	{{"\x78\x5E", 2}, "the body is compressed by zlib: give it as it was before"},
	{{"\x78\x9C", 2}, "the body is compressed by zlib: give it as it was before"},
	{{"\x78\xDA", 2}, "the body is compressed by zlib: give it as it was before"},
	{{"\x28\xB5\x2F\xFD", 4}, "the body is compressed by zstd: give it as it was before"},
	{{"\xEF\xBB\xBF", 3}, "the body begins with a byte order mark"},
	{{"\xFF\xFE", 2}, "the body begins with the byte order mark of UTF-16"},
	{{"\xFE\xFF", 2}, "the body begins with the byte order mark of UTF-16"},
};

const char *doku_body_form_words(doku_slice body)
{
	if (body.length == 0) {
		return "the body is empty: was php://input read before?";
	}
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (doku_slice_starts_with(body, forms[i].start)) {
			return forms[i].words;
		}
	}
	return NULL;
}
