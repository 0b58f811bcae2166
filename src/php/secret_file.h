/*
 * doku_akulaku.secret_file: one secret a line, the first signs. Read by the extension, so that
 * the secret never becomes a PHP value.
 */
#ifndef DOKU_PHP_SECRET_FILE_H
#define DOKU_PHP_SECRET_FILE_H

#include "../../php_doku_akulaku.h"

#include "../request/signature.h"

/* Adds the file's secrets. False: a ConfigurationException that names the path was thrown. */
bool doku_php_read_secret_file(const char *path, doku_keyring *keyring);

/* For phpinfo(): true when every user of the machine may read the file. */
bool doku_php_secret_file_is_open_to_all(const char *path);

#endif
