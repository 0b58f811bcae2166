/*
 * doku_akulaku.secret_file: one secret a line, the first signs. Read by the extension, so that
 * the secret never becomes a PHP value.
 */
#ifndef DOKU_PHP_SECRET_FILE_H
#define DOKU_PHP_SECRET_FILE_H

#include "../../php_doku_akulaku.h"

#include "../request/settings.h"

/* Adds the file's secrets. False: a ConfigurationException that names the path was thrown. */
bool doku_php_read_secret_file(const char *path, doku_keyring *keyring);

#define DOKU_PHP_SECRET_FILE_FACTS_SIZE 512

/* For phpinfo(): who can read the file; when this process cannot, why and what to do. */
void doku_php_describe_secret_file(const char *path, char facts[DOKU_PHP_SECRET_FILE_FACTS_SIZE]);

#endif
