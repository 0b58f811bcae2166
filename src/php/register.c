#include "register.h"

#include "zend_attributes.h"
#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include "ext/spl/spl_exceptions.h"

#include "body.h"
#include "client.h"
#include "doku_akulaku_arginfo.h"
#include "iterator.h"
#include "request.h"
#include "response.h"

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

bool doku_php_register_classes(void)
{
	doku_php_ce_client = register_class_DokuAkulaku();
	doku_php_client_register(doku_php_ce_client);
	doku_php_ce_status = register_class_DokuAkulaku_Status();
	doku_php_ce_response = register_class_DokuAkulaku_Response();
	doku_php_ce_notification = register_class_DokuAkulaku_Notification();
	doku_php_ce_request = register_class_DokuAkulaku_Request();
	doku_php_register_value_class(doku_php_ce_response);
	doku_php_register_value_class(doku_php_ce_notification);
	doku_php_register_value_class(doku_php_ce_request);
	doku_php_ce_status_iterator = register_class_DokuAkulaku_StatusIterator(zend_ce_iterator);
	doku_php_iterator_register(doku_php_ce_status_iterator);
	register_exceptions();
	doku_php_request_register_strings();
	doku_php_body_register_names();
	return doku_php_response_is_declared() && doku_php_request_is_declared();
}
