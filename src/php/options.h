/*
 * Constructor options and INI settings: which one counts, and whether it is valid. A bad value
 * never falls back to a default.
 */
#ifndef DOKU_PHP_OPTIONS_H
#define DOKU_PHP_OPTIONS_H

#include "client.h"

/* Fills the client's settings (all but client_id and the secrets), logger and transport from the
 * options, else the INI settings. False: an exception was thrown. */
bool doku_php_read_options(doku_php_client *client, HashTable *options);

/* Checks one INI setting by its short name; NULL when it is valid, else what it must be. */
const char *doku_php_ini_problem(const char *name, const char *value);

/* Header-safe: 1 to 128 visible ASCII characters. */
bool doku_php_client_id_is_valid(doku_slice client_id);

#endif
