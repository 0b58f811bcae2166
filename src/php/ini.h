/*
 * The module's INI settings, from the table of options.
 */
#ifndef DOKU_PHP_INI_H
#define DOKU_PHP_INI_H

#include "../../php_doku_akulaku.h"

void doku_php_register_ini(int module_number);
void doku_php_unregister_ini(int module_number);

/* At the start of a request: a pool or virtual host may have set a proxy with credentials. */
void doku_php_mask_proxy_setting(void);

#endif
