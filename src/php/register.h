/*
 * Registers the classes of the stub, each with its handlers. Above all files that make one.
 */
#ifndef DOKU_PHP_REGISTER_H
#define DOKU_PHP_REGISTER_H

#include "../../php_doku_akulaku.h"

/* Once a process, at module start. False: the stub's properties stand in another order than they
 * are written in. */
bool doku_php_register_classes(void);

#endif
