/*
 * Names that somebody may have mixed up, for messages that say "did you mean".
 */
#ifndef DOKU_SIMILAR_H
#define DOKU_SIMILAR_H

#include "buffer.h"

/* Nobody takes one of the two for the other. */
#define DOKU_NAMES_UNLIKE 1000U

/* How far two names are apart: letters that are missing, too many, wrong or swapped. ASCII case
 * does not count, nor do '_' and '-'. A name that is part of the other, or begins like
 * it, is near too. */
unsigned doku_name_distance(doku_slice a, doku_slice b);

#endif
