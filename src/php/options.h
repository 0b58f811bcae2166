/*
 * Constructor options and INI settings: one table, a row each. It says which value counts, and
 * whether it is valid. A bad value never falls back to a default.
 */
#ifndef DOKU_PHP_OPTIONS_H
#define DOKU_PHP_OPTIONS_H

#include "option.h"

extern const doku_php_option doku_php_options[];
extern const size_t doku_php_option_count;

/* Fills the client's settings (all but client_id and the secrets), logger and transport from the
 * options, else the INI settings. False: an exception was thrown. */
bool doku_php_read_options(doku_php_client *client, HashTable *options);

/* The row of the INI setting with that short name; NULL: there is no such setting. */
const doku_php_option *doku_php_find_setting(doku_slice name);

/* Where requests go by the settings alone; NULL: one of them is invalid. */
const char *doku_php_settings_host(void);

/* Of the settings (or else of the options) the one that somebody who wrote `name` may have meant;
 * NULL: none. */
const char *doku_php_nearest_option(doku_slice name, bool of_settings);

#endif
