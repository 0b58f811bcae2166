/*
 * Kinds of bytes, without the locale that isalnum() and its like would ask.
 */
#ifndef DOKU_ASCII_H
#define DOKU_ASCII_H

#include <stdbool.h>
#include <string.h>

static inline bool doku_ascii_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool doku_ascii_is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool doku_ascii_is_hexadecimal(char byte)
{
	return doku_ascii_is_digit(byte) || (byte >= 'a' && byte <= 'f')
		|| (byte >= 'A' && byte <= 'F');
}

/* Not the space. */
static inline bool doku_ascii_is_visible(char byte)
{
	return byte > 0x20 && byte < 0x7F;
}

/* Space, tab and the line breaks. */
static inline bool doku_ascii_is_white_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Of a token such as a header's name: RFC 9110, 5.6.2. */
static inline bool doku_ascii_is_token(char byte)
{
	return doku_ascii_is_letter(byte) || doku_ascii_is_digit(byte)
		|| (byte != '\0' && strchr("!#$%&'*+-.^_`|~", byte) != NULL);
}

#endif
