#include "reader.h"

#include "../base/utf8.h"

void doku_json_reader_init(doku_json_reader *reader, doku_slice text)
{
	reader->start = text.data;
	reader->position = text.data;
	reader->end = text.length == 0 ? text.data : text.data + text.length;
	reader->depth = 0;
	reader->has_begun = false;
	reader->fault =
		text.length > DOKU_MAX_BODY_BYTES ? DOKU_JSON_FAULT_TOO_LARGE : DOKU_JSON_FAULT_NONE;
}

void doku_json_refuse(doku_json_reader *reader, doku_json_fault fault)
{
	if (reader->fault == DOKU_JSON_FAULT_NONE) {
		reader->fault = fault;
	}
}

/* Where the text ends too early, that is the fault, whatever was expected there. */
static doku_json_event refuse(doku_json_reader *reader, doku_json_fault fault)
{
	bool is_end = reader->position == reader->end && fault == DOKU_JSON_FAULT_SYNTAX;
	doku_json_refuse(reader, is_end ? DOKU_JSON_FAULT_CUT_OFF : fault);
	return DOKU_JSON_EVENT_REFUSED;
}

static bool refuse_text(doku_json_reader *reader, doku_json_fault fault)
{
	refuse(reader, fault);
	return false;
}

static inline void skip_white_space(doku_json_reader *reader)
{
	const char *position = reader->position;
	while (position < reader->end
		&& (*position == ' ' || *position == '\n' || *position == '\r' || *position == '\t')) {
		position++;
	}
	reader->position = position;
}

static inline bool take(doku_json_reader *reader, char byte)
{
	if (reader->position < reader->end && *reader->position == byte) {
		reader->position++;
		return true;
	}
	return false;
}

/* ---- texts ---- */

/* Marks in each of eight bytes that needs a look, 0 where there is none: a quote, a backslash, a
 * control character or not ASCII. A byte above such a one may be marked wrongly, because the lower
 * one lends from it. */
static inline uint64_t special_marks(const char *eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t bytes;
	memcpy(&bytes, eight, sizeof(bytes));
	uint64_t quotes = bytes ^ (ones * '"');
	uint64_t backslashes = bytes ^ (ones * '\\');
	return ((bytes - ones * 0x20) | (quotes - ones) | (backslashes - ones) | bytes) & tops;
}

/* The next byte that is not plain, or the end. */
static inline const char *skip_plain(const char *position, const char *end)
{
	while (end - position >= 8) {
		uint64_t marks = special_marks(position);
		if (marks != 0) {
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
			return position + (__builtin_ctzll(marks) >> 3); /* the lowest mark is right */
#else
			break;
#endif
		}
		position += 8;
	}
	while (position < end) {
		unsigned char byte = (unsigned char)*position;
		if (byte == '"' || byte == '\\' || byte < 0x20 || byte >= 0x80) {
			break;
		}
		position++;
	}
	return position;
}

static bool take_unit(doku_json_reader *reader, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		char byte = '\0';
		if (reader->position < reader->end) {
			byte = *reader->position;
		}
		uint32_t digit;
		if (byte >= '0' && byte <= '9') {
			digit = (uint32_t)(byte - '0');
		} else if (byte >= 'a' && byte <= 'f') {
			digit = (uint32_t)(byte - 'a') + 10;
		} else if (byte >= 'A' && byte <= 'F') {
			digit = (uint32_t)(byte - 'A') + 10;
		} else {
			return refuse_text(reader, DOKU_JSON_FAULT_SYNTAX);
		}
		*unit = *unit << 4 | digit;
		reader->position++;
	}
	return true;
}

static size_t utf8_width(uint32_t code_point)
{
	return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : 3;
}

/* After "\u": one unit, or a high surrogate with its low one. Returns the bytes that it means; 0
 * when it is refused. */
static size_t take_unicode_escape(doku_json_reader *reader, bool is_key)
{
	uint32_t unit;
	if (!take_unit(reader, &unit)) {
		return 0;
	}
	if (is_key && unit == 0) {
		refuse(reader, DOKU_JSON_FAULT_NUL_IN_KEY);
		return 0;
	}
	if (unit < 0xD800 || unit > 0xDFFF) {
		return utf8_width(unit);
	}
	uint32_t low;
	if (unit > 0xDBFF || !take(reader, '\\') || !take(reader, 'u')) {
		refuse(reader, DOKU_JSON_FAULT_LONE_SURROGATE);
		return 0;
	}
	if (!take_unit(reader, &low)) {
		return 0;
	}
	if (low < 0xDC00 || low > 0xDFFF) {
		refuse(reader, DOKU_JSON_FAULT_LONE_SURROGATE);
		return 0;
	}
	return 4;
}

/* From the backslash on. Returns the bytes that it means; 0 when it is refused. */
static size_t take_escape(doku_json_reader *reader, bool is_key)
{
	reader->position++;
	char byte = '\0';
	if (reader->position < reader->end) {
		byte = *reader->position;
	}
	if (byte == 'u') {
		reader->position++;
		return take_unicode_escape(reader, is_key);
	}
	if (byte == '\0' || strchr("\"\\/bfnrt", byte) == NULL) {
		refuse(reader, DOKU_JSON_FAULT_SYNTAX);
		return 0;
	}
	reader->position++;
	return 1;
}

/* What skip_plain stopped at, unless it is the quote. Returns the bytes that it means. */
static DOKU_NEVER_INLINE size_t take_special(doku_json_reader *reader, bool is_key)
{
	unsigned char byte = (unsigned char)*reader->position;
	if (byte == '\\') {
		return take_escape(reader, is_key);
	}
	if (byte < 0x20) {
		refuse(reader, DOKU_JSON_FAULT_CONTROL_CHARACTER);
		return 0;
	}
	size_t width = doku_utf8_decode(
		doku_slice_make(reader->position, (size_t)(reader->end - reader->position)), NULL);
	if (width == 0) {
		refuse(reader, DOKU_JSON_FAULT_INVALID_UTF8);
	}
	reader->position += width;
	return width;
}

/* From the quote on. */
static inline bool read_text(doku_json_reader *reader, doku_json_text *text, bool is_key)
{
	const char *start = ++reader->position;
	size_t saved = 0; /* by escapes, which are longer than what they mean */
	for (;;) {
		reader->position = skip_plain(reader->position, reader->end);
		if (reader->position == reader->end) {
			return refuse_text(reader, DOKU_JSON_FAULT_CUT_OFF);
		}
		const char *special = reader->position;
		if (*special == '"') {
			reader->position++;
			text->written = doku_slice_make(start, (size_t)(special - start));
			text->length = text->written.length - saved;
			return true;
		}
		size_t meant = take_special(reader, is_key);
		if (meant == 0) {
			return false;
		}
		saved += (size_t)(reader->position - special) - meant;
	}
}

static uint32_t unit_at(const char *digits)
{
	uint32_t unit = 0;
	for (int i = 0; i < 4; i++) {
		char byte = digits[i];
		uint32_t digit = (uint32_t)(byte <= '9' ? byte - '0' : (byte | 0x20) - 'a' + 10);
		unit = unit << 4 | digit;
	}
	return unit;
}

static char *put_code_point(char *out, uint32_t code_point)
{
	if (code_point < 0x80) {
		*out++ = (char)code_point;
		return out;
	}
	if (code_point < 0x800) {
		*out++ = (char)(0xC0 | code_point >> 6);
	} else {
		if (code_point < 0x10000) {
			*out++ = (char)(0xE0 | code_point >> 12);
		} else {
			*out++ = (char)(0xF0 | code_point >> 18);
			*out++ = (char)(0x80 | (code_point >> 12 & 0x3F));
		}
		*out++ = (char)(0x80 | (code_point >> 6 & 0x3F));
	}
	*out++ = (char)(0x80 | (code_point & 0x3F));
	return out;
}

static char plain_escape(char byte)
{
	switch (byte) {
		case 'b':
			return '\b';
		case 'f':
			return '\f';
		case 'n':
			return '\n';
		case 'r':
			return '\r';
		case 't':
			return '\t';
		default:
			return byte; /* the quote, the backslash and the slash mean themselves */
	}
}

void doku_json_unescape(const doku_json_text *text, char *out)
{
	const char *position = text->written.data;
	const char *end = position + text->written.length;
	while (position < end) {
		const char *escape = memchr(position, '\\', (size_t)(end - position));
		size_t plain = (size_t)((escape == NULL ? end : escape) - position);
		memcpy(out, position, plain);
		out += plain;
		position += plain;
		if (escape == NULL) {
			return;
		}
		if (position[1] != 'u') {
			*out++ = plain_escape(position[1]);
			position += 2;
			continue;
		}
		uint32_t code_point = unit_at(position + 2);
		position += 6;
		if (code_point >= 0xD800 && code_point <= 0xDBFF) {
			code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit_at(position + 2) - 0xDC00);
			position += 6;
		}
		out = put_code_point(out, code_point);
	}
}

/* ---- other values ---- */

static size_t take_digits(doku_json_reader *reader)
{
	const char *start = reader->position;
	while (reader->position < reader->end && *reader->position >= '0' && *reader->position <= '9') {
		reader->position++;
	}
	return (size_t)(reader->position - start);
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

static doku_json_event give_integer(
	doku_json_item *item, const char *digits, size_t count, bool is_negative)
{
	if (!fits_64_bits(digits, count, is_negative)) {
		item->text.written = item->written;
		item->text.length = item->written.length;
		return DOKU_JSON_EVENT_TEXT;
	}
	uint64_t number = 0;
	for (size_t i = 0; i < count; i++) {
		number = number * 10 + (uint64_t)(digits[i] - '0');
	}
	item->integer = (int64_t)(is_negative ? 0 - number : number);
	return DOKU_JSON_EVENT_INTEGER;
}

static doku_json_event read_number(doku_json_reader *reader, doku_json_item *item)
{
	const char *start = reader->position;
	bool is_negative = take(reader, '-');
	const char *digits = reader->position;
	size_t count = take_digits(reader);
	if (count == 0 || (count > 1 && digits[0] == '0')) {
		return refuse(reader, DOKU_JSON_FAULT_SYNTAX);
	}
	bool is_integer = true;
	if (take(reader, '.')) {
		is_integer = false;
		if (take_digits(reader) == 0) {
			return refuse(reader, DOKU_JSON_FAULT_SYNTAX);
		}
	}
	if (take(reader, 'e') || take(reader, 'E')) {
		is_integer = false;
		if (!take(reader, '+')) {
			take(reader, '-');
		}
		if (take_digits(reader) == 0) {
			return refuse(reader, DOKU_JSON_FAULT_SYNTAX);
		}
	}
	item->written = doku_slice_make(start, (size_t)(reader->position - start));
	return is_integer ? give_integer(item, digits, count, is_negative) : DOKU_JSON_EVENT_REAL;
}

static doku_json_event read_word(
	doku_json_reader *reader, doku_json_item *item, doku_slice word, doku_json_event event)
{
	size_t left = (size_t)(reader->end - reader->position);
	if (left < word.length) {
		bool is_begun = memcmp(reader->position, word.data, left) == 0;
		return refuse(reader, is_begun ? DOKU_JSON_FAULT_CUT_OFF : DOKU_JSON_FAULT_SYNTAX);
	}
	if (memcmp(reader->position, word.data, word.length) != 0) {
		return refuse(reader, DOKU_JSON_FAULT_SYNTAX);
	}
	item->written = doku_slice_make(reader->position, word.length);
	item->boolean = word.length == 4; /* "true"; of "null" nobody asks */
	reader->position += word.length;
	return event;
}

static doku_json_event open_container(
	doku_json_reader *reader, doku_json_item *item, doku_json_event event)
{
	if (reader->depth == DOKU_MAX_JSON_DEPTH) {
		return refuse(reader, DOKU_JSON_FAULT_TOO_DEEP);
	}
	item->written = doku_slice_make(reader->position, 1);
	reader->position++;
	doku_json_level *level = &reader->levels[reader->depth++];
	level->members = 0;
	level->is_object = event == DOKU_JSON_EVENT_OBJECT;
	return event;
}

static inline doku_json_event read_value(doku_json_reader *reader, doku_json_item *item)
{
	if (reader->position == reader->end) {
		return refuse(reader, DOKU_JSON_FAULT_CUT_OFF);
	}
	const char *start = reader->position;
	switch (*start) {
		case '"':
			if (!read_text(reader, &item->text, false)) {
				return DOKU_JSON_EVENT_REFUSED;
			}
			item->written = doku_slice_make(start, (size_t)(reader->position - start));
			return DOKU_JSON_EVENT_TEXT;
		case '{':
			return open_container(reader, item, DOKU_JSON_EVENT_OBJECT);
		case '[':
			return open_container(reader, item, DOKU_JSON_EVENT_LIST);
		case 't':
			return read_word(reader, item, DOKU_SLICE_LITERAL("true"), DOKU_JSON_EVENT_BOOLEAN);
		case 'f':
			return read_word(reader, item, DOKU_SLICE_LITERAL("false"), DOKU_JSON_EVENT_BOOLEAN);
		case 'n':
			return read_word(reader, item, DOKU_SLICE_LITERAL("null"), DOKU_JSON_EVENT_NULL);
		default:
			return read_number(reader, item);
	}
}

/* ---- containers ---- */

/* Key and colon of the next member. */
static inline bool read_key(doku_json_reader *reader, doku_json_item *item)
{
	if (reader->position == reader->end || *reader->position != '"') {
		return refuse_text(reader, DOKU_JSON_FAULT_SYNTAX);
	}
	if (!read_text(reader, &item->key, true)) {
		return false;
	}
	skip_white_space(reader);
	if (!take(reader, ':')) {
		return refuse_text(reader, DOKU_JSON_FAULT_SYNTAX);
	}
	skip_white_space(reader);
	return true;
}

static inline doku_json_event next_in_container(doku_json_reader *reader, doku_json_item *item)
{
	doku_json_level *level = &reader->levels[reader->depth - 1];
	if (take(reader, level->is_object ? '}' : ']')) {
		reader->depth--;
		item->members = level->members;
		return DOKU_JSON_EVENT_CLOSED;
	}
	if (level->members > 0) {
		if (!take(reader, ',')) {
			return refuse(reader, DOKU_JSON_FAULT_SYNTAX);
		}
		skip_white_space(reader);
	}
	level->members++;
	if (level->is_object) {
		if (level->members > DOKU_MAX_JSON_MEMBERS) {
			return refuse(reader, DOKU_JSON_FAULT_TOO_MANY_MEMBERS);
		}
		if (!read_key(reader, item)) {
			return DOKU_JSON_EVENT_REFUSED;
		}
	}
	return read_value(reader, item);
}

doku_json_event doku_json_next(doku_json_reader *reader, doku_json_item *item)
{
	if (reader->fault != DOKU_JSON_FAULT_NONE) {
		return DOKU_JSON_EVENT_REFUSED;
	}
	item->key.written.data = NULL;
	skip_white_space(reader);
	if (reader->depth > 0) {
		return next_in_container(reader, item);
	}
	if (!reader->has_begun) {
		reader->has_begun = true;
		return reader->position == reader->end ? refuse(reader, DOKU_JSON_FAULT_EMPTY)
											   : read_value(reader, item);
	}
	return reader->position == reader->end ? DOKU_JSON_EVENT_END
										   : refuse(reader, DOKU_JSON_FAULT_TRAILING_DATA);
}

const char *doku_json_fault_words(doku_json_fault fault)
{
	switch (fault) {
		case DOKU_JSON_FAULT_NONE:
			break;
		case DOKU_JSON_FAULT_EMPTY:
			return "there is nothing in it";
		case DOKU_JSON_FAULT_TOO_LARGE:
			return "it is larger than 1 MiB";
		case DOKU_JSON_FAULT_SYNTAX:
			return "the syntax is wrong";
		case DOKU_JSON_FAULT_CUT_OFF:
			return "it ends in the middle";
		case DOKU_JSON_FAULT_TRAILING_DATA:
			return "something follows the value";
		case DOKU_JSON_FAULT_TOO_DEEP:
			return "it is nested deeper than " DOKU_CAP_TEXT(DOKU_MAX_JSON_DEPTH) " levels";
		case DOKU_JSON_FAULT_TOO_MANY_MEMBERS:
			return "an object has more than " DOKU_CAP_TEXT(DOKU_MAX_JSON_MEMBERS) " members";
		case DOKU_JSON_FAULT_INVALID_UTF8:
			return "a text is not UTF-8";
		case DOKU_JSON_FAULT_LONE_SURROGATE:
			return "an escape is half of a surrogate pair";
		case DOKU_JSON_FAULT_CONTROL_CHARACTER:
			return "a text has a control character that is not escaped";
		case DOKU_JSON_FAULT_NUL_IN_KEY:
			return "a key has a NUL";
		case DOKU_JSON_FAULT_KEY_TWICE:
			return "a key stands twice in one object";
	}
	return "";
}
