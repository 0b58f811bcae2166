/*
 * Times of the API: Unix seconds to and from the texts on the wire. Pure, independent of the
 * time zone and the locale.
 */
#ifndef DOKU_TIMESTAMP_H
#define DOKU_TIMESTAMP_H

#include "buffer.h"

#define DOKU_TIMESTAMP_LENGTH 20
#define DOKU_TIMESTAMP_SIZE (DOKU_TIMESTAMP_LENGTH + 1)
#define DOKU_TIMESTAMP_MAX INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

/* "yyyy-MM-ddTHH:mm:ssZ" in UTC, NUL-terminated; seconds from 0 to DOKU_TIMESTAMP_MAX. */
void doku_timestamp_format(int64_t seconds, char text[DOKU_TIMESTAMP_SIZE]);

/* Reads the same form, and leniently a fraction of a second (dropped) and an offset such as
 * +07:00 in place of Z. False for anything else, days that do not exist included. */
bool doku_timestamp_parse(doku_slice text, int64_t *seconds);

/* Reads an HTTP date in the form that servers must send (RFC 9110, 5.6.7: IMF-fixdate). */
bool doku_timestamp_parse_http(doku_slice text, int64_t *seconds);

#endif
