/*
 * The caps of the public contract. They hold in both directions.
 */
#ifndef DOKU_CAPS_H
#define DOKU_CAPS_H

#include <stddef.h>

/* A cap as it stands in a message. */
#define DOKU_CAP_TEXT_OF(cap) #cap
#define DOKU_CAP_TEXT(cap) DOKU_CAP_TEXT_OF(cap)

#define DOKU_MAX_BODY_BYTES ((size_t)1024 * 1024)
#define DOKU_MAX_JSON_DEPTH 32
#define DOKU_MAX_JSON_MEMBERS 10000 /* of one object */
#define DOKU_MAX_HEADERS 100
#define DOKU_MAX_HEADER_BYTES ((size_t)64 * 1024)

/* DOKU's documents: Request-Id has at most 128 characters. Client-Id is held to the same. */
#define DOKU_MAX_REQUEST_ID 128
#define DOKU_MAX_CLIENT_ID 128

/* What both must be, for messages. */
#define DOKU_ID_WORDS "1 to 128 visible ASCII characters"

#endif
