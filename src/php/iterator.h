/*
 * What checkStatuses() returns: DokuAkulaku\StatusIterator around a batch. Forward only.
 */
#ifndef DOKU_PHP_ITERATOR_H
#define DOKU_PHP_ITERATOR_H

#include "classes.h"

#define DOKU_PHP_MAXIMUM_CONCURRENCY 256

void doku_php_iterator_register(zend_class_entry *ce);

#endif
