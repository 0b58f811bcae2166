/*
 * What a body that should be JSON looks like from outside, for messages. Pure.
 */
#ifndef DOKU_BODY_FORM_H
#define DOKU_BODY_FORM_H

#include "../base/buffer.h"

/* "the body is compressed ...", where its first bytes say so; NULL where nothing is to be seen.
 * Static. */
const char *doku_body_form_words(doku_slice body);

#endif
