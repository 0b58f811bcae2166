/*
 * Registers the classes of the stub, each with its handlers. Above all files that make one.
 */
#ifndef DOKU_PHP_REGISTER_H
#define DOKU_PHP_REGISTER_H

/* Once a process, at module start. */
void doku_php_register_classes(void);

#endif
