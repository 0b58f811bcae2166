#include "scan.h"

#include "../base/caps.h"
#include "../base/utf8.h"

typedef struct scanner {
	const char *position;
	const char *end;
	size_t depth;
	doku_json_facts facts;
	doku_buffer *quoted; /* NULL when only scanning */
	const char *copied;  /* up to here the text is in `quoted` */
} scanner;

static bool scan_value(scanner *scan);

static void skip_white_space(scanner *scan)
{
	while (scan->position < scan->end) {
		char byte = *scan->position;
		if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
			break;
		}
		scan->position++;
	}
}

static bool take(scanner *scan, char byte)
{
	if (scan->position < scan->end && *scan->position == byte) {
		scan->position++;
		return true;
	}
	return false;
}

static bool take_word(scanner *scan, const char *word)
{
	size_t length = strlen(word);
	if ((size_t)(scan->end - scan->position) < length
		|| memcmp(scan->position, word, length) != 0) {
		return false;
	}
	scan->position += length;
	return true;
}

static bool take_hex4(scanner *scan, uint32_t *unit)
{
	if (scan->end - scan->position < 4) {
		return false;
	}
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char byte = *scan->position++;
		uint32_t digit;
		if (byte >= '0' && byte <= '9') {
			digit = (uint32_t)(byte - '0');
		} else if (byte >= 'a' && byte <= 'f') {
			digit = (uint32_t)(byte - 'a') + 10;
		} else if (byte >= 'A' && byte <= 'F') {
			digit = (uint32_t)(byte - 'A') + 10;
		} else {
			return false;
		}
		*unit = *unit << 4 | digit;
	}
	return true;
}

/* After "\u": one unit, or a high surrogate with its low one. */
static bool take_unicode_escape(scanner *scan, bool is_key)
{
	uint32_t unit;
	if (!take_hex4(scan, &unit) || (is_key && unit == 0)) {
		return false;
	}
	if (unit >= 0xDC00 && unit <= 0xDFFF) {
		return false;
	}
	if (unit >= 0xD800 && unit <= 0xDBFF) {
		uint32_t low;
		return take(scan, '\\') && take(scan, 'u') && take_hex4(scan, &low) && low >= 0xDC00
			&& low <= 0xDFFF;
	}
	return true;
}

static bool take_escape(scanner *scan, bool is_key)
{
	if (scan->position == scan->end) {
		return false;
	}
	char byte = *scan->position++;
	if (byte == 'u') {
		return take_unicode_escape(scan, is_key);
	}
	return byte != '\0' && strchr("\"\\/bfnrt", byte) != NULL;
}

static bool scan_string(scanner *scan, bool is_key)
{
	if (!take(scan, '"')) {
		return false;
	}
	while (scan->position < scan->end) {
		unsigned char byte = (unsigned char)*scan->position;
		if (byte == '"') {
			scan->position++;
			return true;
		}
		if (byte < 0x20) {
			return false;
		}
		if (byte == '\\') {
			scan->position++;
			if (!take_escape(scan, is_key)) {
				return false;
			}
		} else if (byte < 0x80) {
			scan->position++;
		} else {
			size_t width = doku_utf8_decode(
				doku_slice_make(scan->position, (size_t)(scan->end - scan->position)), NULL);
			if (width == 0) {
				return false;
			}
			scan->position += width;
		}
	}
	return false;
}

static size_t take_digits(scanner *scan)
{
	const char *start = scan->position;
	while (scan->position < scan->end && *scan->position >= '0' && *scan->position <= '9') {
		scan->position++;
	}
	return (size_t)(scan->position - start);
}

static bool fits_64_bits(const char *digits, size_t count, bool is_negative)
{
	static const char largest[] = "9223372036854775807";
	static const char smallest[] = "9223372036854775808";
	if (count != sizeof(largest) - 1) {
		return count < sizeof(largest) - 1;
	}
	return memcmp(digits, is_negative ? smallest : largest, count) <= 0;
}

static bool quote_integer(scanner *scan, const char *start)
{
	scan->facts.big_integers++;
	if (scan->quoted == NULL) {
		return true;
	}
	bool done = doku_buffer_append(scan->quoted, scan->copied, (size_t)(start - scan->copied))
		&& doku_buffer_append_byte(scan->quoted, '"')
		&& doku_buffer_append(scan->quoted, start, (size_t)(scan->position - start))
		&& doku_buffer_append_byte(scan->quoted, '"');
	scan->copied = scan->position;
	return done;
}

static bool scan_number(scanner *scan)
{
	const char *start = scan->position;
	bool is_negative = take(scan, '-');
	const char *digits = scan->position;
	size_t count = take_digits(scan);
	if (count == 0 || (count > 1 && digits[0] == '0')) {
		return false;
	}
	bool is_integer = true;
	if (take(scan, '.')) {
		is_integer = false;
		if (take_digits(scan) == 0) {
			return false;
		}
	}
	if (take(scan, 'e') || take(scan, 'E')) {
		is_integer = false;
		if (!take(scan, '+')) {
			take(scan, '-');
		}
		if (take_digits(scan) == 0) {
			return false;
		}
	}
	if (is_integer && !fits_64_bits(digits, count, is_negative)) {
		return quote_integer(scan, start);
	}
	return true;
}

static bool scan_member(scanner *scan)
{
	skip_white_space(scan);
	if (!scan_string(scan, true)) {
		return false;
	}
	scan->facts.members++;
	skip_white_space(scan);
	return take(scan, ':') && scan_value(scan);
}

static bool scan_element(scanner *scan)
{
	scan->facts.members++;
	return scan_value(scan);
}

/* The part after the opening bracket. */
static bool scan_container(scanner *scan, char close, bool (*scan_entry)(scanner *))
{
	if (++scan->depth > DOKU_MAX_JSON_DEPTH) {
		return false;
	}
	skip_white_space(scan);
	if (!take(scan, close)) {
		do {
			if (!scan_entry(scan)) {
				return false;
			}
		} while (take(scan, ','));
		if (!take(scan, close)) {
			return false;
		}
	}
	scan->depth--;
	return true;
}

static bool scan_value(scanner *scan)
{
	skip_white_space(scan);
	if (scan->position == scan->end) {
		return false;
	}
	bool accepted;
	switch (*scan->position) {
		case '{':
			scan->position++;
			accepted = scan_container(scan, '}', scan_member);
			break;
		case '[':
			scan->position++;
			accepted = scan_container(scan, ']', scan_element);
			break;
		case '"':
			accepted = scan_string(scan, false);
			break;
		case 't':
			accepted = take_word(scan, "true");
			break;
		case 'f':
			accepted = take_word(scan, "false");
			break;
		case 'n':
			accepted = take_word(scan, "null");
			break;
		default:
			accepted = scan_number(scan);
			break;
	}
	if (accepted) {
		skip_white_space(scan);
	}
	return accepted;
}

bool doku_json_scan_and_quote(doku_slice text, doku_json_facts *facts, doku_buffer *quoted)
{
	if (text.length == 0 || text.length > DOKU_MAX_BODY_BYTES) {
		return false;
	}
	scanner scan = {text.data, text.data + text.length, 0, {0, 0, false}, quoted, text.data};
	skip_white_space(&scan);
	if (scan.position == scan.end) {
		return false;
	}
	scan.facts.is_container = *scan.position == '{' || *scan.position == '[';
	if (!scan_value(&scan) || scan.position != scan.end) {
		return false;
	}
	if (facts != NULL) {
		*facts = scan.facts;
	}
	return quoted == NULL
		|| doku_buffer_append(quoted, scan.copied, (size_t)(scan.end - scan.copied));
}

bool doku_json_scan(doku_slice text, doku_json_facts *facts)
{
	return doku_json_scan_and_quote(text, facts, NULL);
}
