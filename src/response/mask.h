/*
 * A body for a log at debug level: known harmless fields as they are, everything else masked.
 * A list of what may be shown, not of what must be hidden: unknown keys can hold anything.
 */
#ifndef DOKU_MASK_H
#define DOKU_MASK_H

#include "../base/buffer.h"

/* Appends the masked JSON; for a body that is not JSON only its length. False: memory is out. */
bool doku_mask_body(doku_slice body, doku_buffer *out);

#endif
