/*
 * The leaves of the field table: check one text, number or boolean, and write it. Internal to the
 * payload unit.
 */
#ifndef DOKU_PAYLOAD_LEAF_H
#define DOKU_PAYLOAD_LEAF_H

#include "place.h"

void doku_leaf_text(doku_place *place, const doku_field *field, const doku_value_entry *entry);
void doku_leaf_number(doku_place *place, const doku_field *field, const doku_value_entry *entry);
void doku_leaf_boolean(doku_place *place, const doku_value_entry *entry);

#endif
