#include "classes.h"

#include "zend_exceptions.h"

#include "compat.h"

zend_class_entry *doku_php_ce_client;
zend_class_entry *doku_php_ce_status;
zend_class_entry *doku_php_ce_response;
zend_class_entry *doku_php_ce_notification;
zend_class_entry *doku_php_ce_request;
zend_class_entry *doku_php_ce_status_iterator;
zend_class_entry *doku_php_ce_exception;
zend_class_entry *doku_php_ce_validation_exception;
zend_class_entry *doku_php_ce_configuration_exception;
zend_class_entry *doku_php_ce_connection_exception;
zend_class_entry *doku_php_ce_api_exception;
zend_class_entry *doku_php_ce_indeterminate_exception;
zend_class_entry *doku_php_ce_response_exception;
zend_class_entry *doku_php_ce_signature_exception;

static zend_object_handlers value_handlers;

static zend_function *refuse_constructor(zend_object *object)
{
	zend_throw_error(NULL, "%s is made by the extension only", ZSTR_VAL(object->ce->name));
	return NULL;
}

void doku_php_init_handlers(zend_object_handlers *handlers, size_t offset, bool users_may_construct)
{
	memcpy(handlers, &std_object_handlers, sizeof(*handlers));
	handlers->offset = (int)offset;
	handlers->clone_obj = NULL;
	handlers->compare = zend_objects_not_comparable;
	if (!users_may_construct) {
		handlers->get_constructor = refuse_constructor;
	}
}

zend_object *doku_php_new_value_object(zend_class_entry *ce)
{
	zend_object *object = zend_objects_new(ce);
	object_properties_init(object, ce);
	DOKU_PHP_SET_OBJECT_HANDLERS(object, &value_handlers);
	return object;
}

void doku_php_register_value_class(zend_class_entry *ce)
{
	/* with a create_object of its own, Reflection refuses to make one without a constructor */
	ce->create_object = doku_php_new_value_object;
	DOKU_PHP_SET_DEFAULT_HANDLERS(ce, &value_handlers);
	doku_php_init_handlers(&value_handlers, 0, false);
}
