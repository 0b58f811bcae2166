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
	handlers->offset = (doku_php_handlers_offset)offset;
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

static bool is_disabled_exception(const zend_class_entry *ce)
{
	return ce->create_object != zend_ce_exception->create_object;
}

/* What zend_disable_class() leaves can be told from what was registered. */
static const zend_class_entry *find_disabled_class(void)
{
	const zend_class_entry *const values[] = {
		doku_php_ce_response, doku_php_ce_notification, doku_php_ce_request};
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (values[i]->create_object != doku_php_new_value_object) {
			return values[i];
		}
	}
	const zend_class_entry *const exceptions[] = {doku_php_ce_exception,
		doku_php_ce_validation_exception, doku_php_ce_configuration_exception,
		doku_php_ce_connection_exception, doku_php_ce_api_exception,
		doku_php_ce_indeterminate_exception, doku_php_ce_response_exception,
		doku_php_ce_signature_exception};
	for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++) {
		if (is_disabled_exception(exceptions[i])) {
			return exceptions[i];
		}
	}
	const zend_class_entry *const with_methods[] = {
		doku_php_ce_status, doku_php_ce_status_iterator};
	for (size_t i = 0; i < sizeof(with_methods) / sizeof(with_methods[0]); i++) {
		if (zend_hash_num_elements(&with_methods[i]->function_table) == 0) {
			return with_methods[i];
		}
	}
	return NULL;
}

bool doku_php_classes_are_whole(void)
{
	const zend_class_entry *disabled = find_disabled_class();
	if (disabled != NULL) {
		zend_throw_error(NULL,
			"php.ini's disable_classes names %s: doku_akulaku needs all its classes",
			ZSTR_VAL(disabled->name));
	}
	return disabled == NULL;
}

bool doku_php_has_properties(const zend_class_entry *ce, const char *const *names, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const zend_property_info *info =
			zend_hash_str_find_ptr(&ce->properties_info, names[i], strlen(names[i]));
		if (info == NULL || OBJ_PROP_TO_NUM(info->offset) != i) {
			return false;
		}
	}
	return (uint32_t)ce->default_properties_count == count;
}
