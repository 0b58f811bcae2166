/*
 * What a person can do about a refusal, where DOKU's own words do not say it.
 */
#ifndef DOKU_ADVICE_H
#define DOKU_ADVICE_H

#include "response.h"

/* Lengthens the message of a refusal whose api_* fields are filled. */
void doku_advise(const doku_exchange *exchange, const doku_answer *answer, doku_error *error);

#endif
