/*
 * The module's part of phpinfo() and --ri.
 */
#ifndef DOKU_PHP_INFO_H
#define DOKU_PHP_INFO_H

#include "../../php_doku_akulaku.h"

/* Prints a setting, and marks a value that will be refused when a client is made. */
ZEND_INI_DISP(doku_php_display_setting);

void doku_php_info(zend_module_entry *module);

#endif
