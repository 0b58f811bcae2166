/*
 * The walk behind doku_payload_build: from a value and its row of the field table to JSON and
 * violations. Internal to the payload unit.
 */
#ifndef DOKU_PAYLOAD_WALK_H
#define DOKU_PAYLOAD_WALK_H

#include "place.h"

/* The value at the present path, as an object of the table. */
void doku_walk_object(
	doku_place *place, const doku_field *field, const void *value, doku_value_type type);

#endif
