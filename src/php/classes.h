/*
 * Class entries, and objects that only the extension makes.
 */
#ifndef DOKU_PHP_CLASSES_H
#define DOKU_PHP_CLASSES_H

#include "../../php_doku_akulaku.h"

extern zend_class_entry *doku_php_ce_client;
extern zend_class_entry *doku_php_ce_status;
extern zend_class_entry *doku_php_ce_response;
extern zend_class_entry *doku_php_ce_notification;
extern zend_class_entry *doku_php_ce_request;
extern zend_class_entry *doku_php_ce_status_iterator;
extern zend_class_entry *doku_php_ce_exception;
extern zend_class_entry *doku_php_ce_validation_exception;
extern zend_class_entry *doku_php_ce_configuration_exception;
extern zend_class_entry *doku_php_ce_connection_exception;
extern zend_class_entry *doku_php_ce_api_exception;
extern zend_class_entry *doku_php_ce_indeterminate_exception;
extern zend_class_entry *doku_php_ce_response_exception;
extern zend_class_entry *doku_php_ce_signature_exception;

/* Before a client is made. False, with an Error thrown: php.ini's disable_classes (up to PHP 8.4)
 * has taken one of our classes apart, and its objects would lack what we write into them. */
bool doku_php_classes_are_whole(void);

/* A handlers table for a final class without clone and comparison, whose `new` by a user is an
 * Error. */
void doku_php_init_handlers(
	zend_object_handlers *handlers, size_t offset, bool users_may_construct);

/* Makes a class one of the readonly ones. */
void doku_php_register_value_class(zend_class_entry *ce);

/* An instance of one of the readonly classes, properties still unset. */
zend_object *doku_php_new_value_object(zend_class_entry *ce);

/* Whether the class declares these properties at these places, and no others. */
bool doku_php_has_properties(const zend_class_entry *ce, const char *const *names, uint32_t count);

/* Writes a declared property by its place; takes over the value. */
static inline void doku_php_set_property(zend_object *object, uint32_t place, zval *value)
{
	ZVAL_COPY_VALUE(OBJ_PROP_NUM(object, place), value);
}

#endif
