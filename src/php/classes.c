#include "classes.h"

#include "zend_attributes.h"
#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include "ext/spl/spl_exceptions.h"

#include "client.h"
#include "compat.h"
#include "doku_akulaku_arginfo.h"
#include "iterator.h"
#include "response.h"

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

static void register_value_class(zend_class_entry *ce)
{
	/* with a create_object of its own, Reflection refuses to make one without a constructor */
	ce->create_object = doku_php_new_value_object;
	DOKU_PHP_SET_DEFAULT_HANDLERS(ce, &value_handlers);
}

static void register_exceptions(void)
{
	doku_php_ce_exception = register_class_DokuAkulaku_Exception(spl_ce_RuntimeException);
	doku_php_ce_validation_exception =
		register_class_DokuAkulaku_ValidationException(doku_php_ce_exception);
	doku_php_ce_configuration_exception =
		register_class_DokuAkulaku_ConfigurationException(doku_php_ce_exception);
	doku_php_ce_connection_exception =
		register_class_DokuAkulaku_ConnectionException(doku_php_ce_exception);
	doku_php_ce_api_exception = register_class_DokuAkulaku_ApiException(doku_php_ce_exception);
	doku_php_ce_indeterminate_exception =
		register_class_DokuAkulaku_IndeterminateException(doku_php_ce_exception);
	doku_php_ce_response_exception =
		register_class_DokuAkulaku_ResponseException(doku_php_ce_indeterminate_exception);
	doku_php_ce_signature_exception =
		register_class_DokuAkulaku_SignatureException(doku_php_ce_exception);
}

void doku_php_register_classes(void)
{
	doku_php_init_handlers(&value_handlers, 0, false);
	doku_php_ce_client = register_class_DokuAkulaku();
	doku_php_client_register(doku_php_ce_client);
	doku_php_ce_status = register_class_DokuAkulaku_Status();
	doku_php_ce_response = register_class_DokuAkulaku_Response();
	doku_php_ce_notification = register_class_DokuAkulaku_Notification();
	doku_php_ce_request = register_class_DokuAkulaku_Request();
	register_value_class(doku_php_ce_response);
	register_value_class(doku_php_ce_notification);
	register_value_class(doku_php_ce_request);
	doku_php_ce_status_iterator = register_class_DokuAkulaku_StatusIterator(zend_ce_iterator);
	doku_php_iterator_register(doku_php_ce_status_iterator);
	register_exceptions();
	doku_php_register_common_strings();
}

void doku_php_status_case(zval *target, doku_order_status status)
{
	static const char *const names[DOKU_ORDER_STATUS_COUNT] = {
		"Unknown", "Pending", "Success", "Failed", "Expired", "Cancelled", "Refunded"};
	ZVAL_OBJ_COPY(target, zend_enum_get_case_cstr(doku_php_ce_status, names[status]));
}

static doku_order_status status_of_case(zend_object *object)
{
	zval *word = zend_enum_fetch_case_value(object);
	return doku_order_status_from_word(doku_slice_make(Z_STRVAL_P(word), Z_STRLEN_P(word)));
}

ZEND_METHOD(DokuAkulaku_Status, isFinal)
{
	ZEND_PARSE_PARAMETERS_NONE();
	RETURN_BOOL(doku_order_status_is_final(status_of_case(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(DokuAkulaku_Status, supersedes)
{
	zend_object *known;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_OBJ_OF_CLASS(known, doku_php_ce_status)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_BOOL(
		doku_order_status_supersedes(status_of_case(Z_OBJ_P(ZEND_THIS)), status_of_case(known)));
}
