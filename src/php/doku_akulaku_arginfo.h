/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7a6d2a058372056ea2090c219221d31d31c6f369 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_DokuAkulaku___construct, 0, 0, 2)
	ZEND_ARG_TYPE_INFO(0, clientId, IS_STRING, 0)
	ZEND_ARG_TYPE_MASK(0, secretKey, MAY_BE_STRING|MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_fromIni, 0, 0, DokuAkulaku, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_generateOrder, 0, 1, DokuAkulaku\\Response, 0)
	ZEND_ARG_TYPE_INFO(0, payload, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, requestId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_DokuAkulaku_cancelOrder arginfo_class_DokuAkulaku_generateOrder

#define arginfo_class_DokuAkulaku_refundOrder arginfo_class_DokuAkulaku_generateOrder

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_checkStatus, 0, 1, DokuAkulaku\\Response, 0)
	ZEND_ARG_TYPE_INFO(0, id, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, invoiceNumber, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_checkStatuses, 0, 1, DokuAkulaku\\StatusIterator, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, ids, Traversable, MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, concurrency, IS_LONG, 0, "16")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_prepareOrder, 0, 1, DokuAkulaku\\Request, 0)
	ZEND_ARG_TYPE_INFO(0, payload, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, requestId, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timestamp, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_validateOrder, 0, 1, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, payload, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_request, 0, 2, DokuAkulaku\\Response, 0)
	ZEND_ARG_TYPE_INFO(0, method, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, payload, IS_ARRAY, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, requestId, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_parseNotification, 0, 3, DokuAkulaku\\\116otification, 0)
	ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, headers, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO(0, requestTarget, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_receiveNotification, 0, 0, DokuAkulaku\\\116otification, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, requestTarget, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_sign, 0, 4, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, requestTarget, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 1)
	ZEND_ARG_TYPE_INFO(0, requestId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, timestamp, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, response, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_verify, 0, 5, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, signature, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, requestTarget, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 1)
	ZEND_ARG_TYPE_INFO(0, requestId, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, timestamp, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, response, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_closeConnections, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_Status_isFinal, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_Status_supersedes, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_OBJ_INFO(0, known, DokuAkulaku\\Status, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_DokuAkulaku_StatusIterator_current, 0, 0, DokuAkulaku\\Response|DokuAkulaku\\Exception, MAY_BE_NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_StatusIterator_key, 0, 0, IS_STRING, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_DokuAkulaku_StatusIterator_next arginfo_class_DokuAkulaku_closeConnections

#define arginfo_class_DokuAkulaku_StatusIterator_rewind arginfo_class_DokuAkulaku_closeConnections

#define arginfo_class_DokuAkulaku_StatusIterator_valid arginfo_class_DokuAkulaku_Status_isFinal

#define arginfo_class_DokuAkulaku_Exception_getRequestId arginfo_class_DokuAkulaku_StatusIterator_key

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_ValidationException_getViolations, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_ApiException_getHttpStatus, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_ApiException_getErrorCode, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_DokuAkulaku_ApiException_getErrorType arginfo_class_DokuAkulaku_ApiException_getErrorCode

#define arginfo_class_DokuAkulaku_ApiException_getErrorMessage arginfo_class_DokuAkulaku_ApiException_getErrorCode

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_DokuAkulaku_ApiException_getResponse, 0, 0, DokuAkulaku\\Response, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_DokuAkulaku_IndeterminateException_getHttpStatus, 0, 0, IS_LONG, 1)
ZEND_END_ARG_INFO()

#define arginfo_class_DokuAkulaku_IndeterminateException_getErrorCode arginfo_class_DokuAkulaku_StatusIterator_key

#define arginfo_class_DokuAkulaku_IndeterminateException_getAttempts arginfo_class_DokuAkulaku_ApiException_getHttpStatus

#define arginfo_class_DokuAkulaku_ResponseException_getReason arginfo_class_DokuAkulaku_ApiException_getErrorCode

#define arginfo_class_DokuAkulaku_ResponseException_getResponse arginfo_class_DokuAkulaku_ApiException_getResponse

#define arginfo_class_DokuAkulaku_SignatureException_getReason arginfo_class_DokuAkulaku_ApiException_getErrorCode


ZEND_METHOD(DokuAkulaku, __construct);
ZEND_METHOD(DokuAkulaku, fromIni);
ZEND_METHOD(DokuAkulaku, generateOrder);
ZEND_METHOD(DokuAkulaku, cancelOrder);
ZEND_METHOD(DokuAkulaku, refundOrder);
ZEND_METHOD(DokuAkulaku, checkStatus);
ZEND_METHOD(DokuAkulaku, checkStatuses);
ZEND_METHOD(DokuAkulaku, prepareOrder);
ZEND_METHOD(DokuAkulaku, validateOrder);
ZEND_METHOD(DokuAkulaku, request);
ZEND_METHOD(DokuAkulaku, parseNotification);
ZEND_METHOD(DokuAkulaku, receiveNotification);
ZEND_METHOD(DokuAkulaku, sign);
ZEND_METHOD(DokuAkulaku, verify);
ZEND_METHOD(DokuAkulaku, closeConnections);
ZEND_METHOD(DokuAkulaku_Status, isFinal);
ZEND_METHOD(DokuAkulaku_Status, supersedes);
ZEND_METHOD(DokuAkulaku_StatusIterator, current);
ZEND_METHOD(DokuAkulaku_StatusIterator, key);
ZEND_METHOD(DokuAkulaku_StatusIterator, next);
ZEND_METHOD(DokuAkulaku_StatusIterator, rewind);
ZEND_METHOD(DokuAkulaku_StatusIterator, valid);
ZEND_METHOD(DokuAkulaku_Exception, getRequestId);
ZEND_METHOD(DokuAkulaku_ValidationException, getViolations);
ZEND_METHOD(DokuAkulaku_ApiException, getHttpStatus);
ZEND_METHOD(DokuAkulaku_ApiException, getErrorCode);
ZEND_METHOD(DokuAkulaku_ApiException, getErrorType);
ZEND_METHOD(DokuAkulaku_ApiException, getErrorMessage);
ZEND_METHOD(DokuAkulaku_ApiException, getResponse);
ZEND_METHOD(DokuAkulaku_IndeterminateException, getHttpStatus);
ZEND_METHOD(DokuAkulaku_IndeterminateException, getErrorCode);
ZEND_METHOD(DokuAkulaku_IndeterminateException, getAttempts);
ZEND_METHOD(DokuAkulaku_ResponseException, getReason);
ZEND_METHOD(DokuAkulaku_ResponseException, getResponse);
ZEND_METHOD(DokuAkulaku_SignatureException, getReason);


static const zend_function_entry class_DokuAkulaku_methods[] = {
	ZEND_ME(DokuAkulaku, __construct, arginfo_class_DokuAkulaku___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, fromIni, arginfo_class_DokuAkulaku_fromIni, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(DokuAkulaku, generateOrder, arginfo_class_DokuAkulaku_generateOrder, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, cancelOrder, arginfo_class_DokuAkulaku_cancelOrder, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, refundOrder, arginfo_class_DokuAkulaku_refundOrder, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, checkStatus, arginfo_class_DokuAkulaku_checkStatus, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, checkStatuses, arginfo_class_DokuAkulaku_checkStatuses, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, prepareOrder, arginfo_class_DokuAkulaku_prepareOrder, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, validateOrder, arginfo_class_DokuAkulaku_validateOrder, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, request, arginfo_class_DokuAkulaku_request, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, parseNotification, arginfo_class_DokuAkulaku_parseNotification, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, receiveNotification, arginfo_class_DokuAkulaku_receiveNotification, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, sign, arginfo_class_DokuAkulaku_sign, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, verify, arginfo_class_DokuAkulaku_verify, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku, closeConnections, arginfo_class_DokuAkulaku_closeConnections, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_Status_methods[] = {
	ZEND_ME(DokuAkulaku_Status, isFinal, arginfo_class_DokuAkulaku_Status_isFinal, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_Status, supersedes, arginfo_class_DokuAkulaku_Status_supersedes, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_Response_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_Notification_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_Request_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_StatusIterator_methods[] = {
	ZEND_ME(DokuAkulaku_StatusIterator, current, arginfo_class_DokuAkulaku_StatusIterator_current, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_StatusIterator, key, arginfo_class_DokuAkulaku_StatusIterator_key, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_StatusIterator, next, arginfo_class_DokuAkulaku_StatusIterator_next, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_StatusIterator, rewind, arginfo_class_DokuAkulaku_StatusIterator_rewind, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_StatusIterator, valid, arginfo_class_DokuAkulaku_StatusIterator_valid, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_Exception_methods[] = {
	ZEND_ME(DokuAkulaku_Exception, getRequestId, arginfo_class_DokuAkulaku_Exception_getRequestId, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_ValidationException_methods[] = {
	ZEND_ME(DokuAkulaku_ValidationException, getViolations, arginfo_class_DokuAkulaku_ValidationException_getViolations, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_ConfigurationException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_ConnectionException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_ApiException_methods[] = {
	ZEND_ME(DokuAkulaku_ApiException, getHttpStatus, arginfo_class_DokuAkulaku_ApiException_getHttpStatus, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_ApiException, getErrorCode, arginfo_class_DokuAkulaku_ApiException_getErrorCode, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_ApiException, getErrorType, arginfo_class_DokuAkulaku_ApiException_getErrorType, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_ApiException, getErrorMessage, arginfo_class_DokuAkulaku_ApiException_getErrorMessage, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_ApiException, getResponse, arginfo_class_DokuAkulaku_ApiException_getResponse, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_IndeterminateException_methods[] = {
	ZEND_ME(DokuAkulaku_IndeterminateException, getHttpStatus, arginfo_class_DokuAkulaku_IndeterminateException_getHttpStatus, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_IndeterminateException, getErrorCode, arginfo_class_DokuAkulaku_IndeterminateException_getErrorCode, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_IndeterminateException, getAttempts, arginfo_class_DokuAkulaku_IndeterminateException_getAttempts, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_ResponseException_methods[] = {
	ZEND_ME(DokuAkulaku_ResponseException, getReason, arginfo_class_DokuAkulaku_ResponseException_getReason, ZEND_ACC_PUBLIC)
	ZEND_ME(DokuAkulaku_ResponseException, getResponse, arginfo_class_DokuAkulaku_ResponseException_getResponse, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_DokuAkulaku_SignatureException_methods[] = {
	ZEND_ME(DokuAkulaku_SignatureException, getReason, arginfo_class_DokuAkulaku_SignatureException_getReason, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_DokuAkulaku(void)
{
	zend_class_entry ce, *class_entry;

	INIT_CLASS_ENTRY(ce, "DokuAkulaku", class_DokuAkulaku_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval const_VERSION_value;
	zend_string *const_VERSION_value_str = zend_string_init(PHP_DOKU_AKULAKU_VERSION, strlen(PHP_DOKU_AKULAKU_VERSION), 1);
	ZVAL_STR(&const_VERSION_value, const_VERSION_value_str);
	zend_string *const_VERSION_name = zend_string_init_interned("VERSION", sizeof("VERSION") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_VERSION_name, &const_VERSION_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_VERSION_name);

	zval const_SANDBOX_value;
	zend_string *const_SANDBOX_value_str = zend_string_init("sandbox", strlen("sandbox"), 1);
	ZVAL_STR(&const_SANDBOX_value, const_SANDBOX_value_str);
	zend_string *const_SANDBOX_name = zend_string_init_interned("SANDBOX", sizeof("SANDBOX") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_SANDBOX_name, &const_SANDBOX_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_SANDBOX_name);

	zval const_PRODUCTION_value;
	zend_string *const_PRODUCTION_value_str = zend_string_init("production", strlen("production"), 1);
	ZVAL_STR(&const_PRODUCTION_value, const_PRODUCTION_value_str);
	zend_string *const_PRODUCTION_name = zend_string_init_interned("PRODUCTION", sizeof("PRODUCTION") - 1, 1);
	zend_declare_class_constant_ex(class_entry, const_PRODUCTION_name, &const_PRODUCTION_value, ZEND_ACC_PUBLIC, NULL);
	zend_string_release(const_PRODUCTION_name);


	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "__construct", sizeof("__construct") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "fromini", sizeof("fromini") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "generateorder", sizeof("generateorder") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "cancelorder", sizeof("cancelorder") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "refundorder", sizeof("refundorder") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "prepareorder", sizeof("prepareorder") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "validateorder", sizeof("validateorder") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "request", sizeof("request") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "parsenotification", sizeof("parsenotification") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "parsenotification", sizeof("parsenotification") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "sign", sizeof("sign") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "verify", sizeof("verify") - 1), 2, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_Status(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("DokuAkulaku\\Status", IS_STRING, class_DokuAkulaku_Status_methods);

	zval enum_case_Pending_value;
	zend_string *enum_case_Pending_value_str = zend_string_init("PENDING", strlen("PENDING"), 1);
	ZVAL_STR(&enum_case_Pending_value, enum_case_Pending_value_str);
	zend_enum_add_case_cstr(class_entry, "Pending", &enum_case_Pending_value);

	zval enum_case_Success_value;
	zend_string *enum_case_Success_value_str = zend_string_init("SUCCESS", strlen("SUCCESS"), 1);
	ZVAL_STR(&enum_case_Success_value, enum_case_Success_value_str);
	zend_enum_add_case_cstr(class_entry, "Success", &enum_case_Success_value);

	zval enum_case_Failed_value;
	zend_string *enum_case_Failed_value_str = zend_string_init("FAILED", strlen("FAILED"), 1);
	ZVAL_STR(&enum_case_Failed_value, enum_case_Failed_value_str);
	zend_enum_add_case_cstr(class_entry, "Failed", &enum_case_Failed_value);

	zval enum_case_Expired_value;
	zend_string *enum_case_Expired_value_str = zend_string_init("EXPIRED", strlen("EXPIRED"), 1);
	ZVAL_STR(&enum_case_Expired_value, enum_case_Expired_value_str);
	zend_enum_add_case_cstr(class_entry, "Expired", &enum_case_Expired_value);

	zval enum_case_Cancelled_value;
	zend_string *enum_case_Cancelled_value_str = zend_string_init("CANCELLED", strlen("CANCELLED"), 1);
	ZVAL_STR(&enum_case_Cancelled_value, enum_case_Cancelled_value_str);
	zend_enum_add_case_cstr(class_entry, "Cancelled", &enum_case_Cancelled_value);

	zval enum_case_Refunded_value;
	zend_string *enum_case_Refunded_value_str = zend_string_init("REFUNDED", strlen("REFUNDED"), 1);
	ZVAL_STR(&enum_case_Refunded_value, enum_case_Refunded_value_str);
	zend_enum_add_case_cstr(class_entry, "Refunded", &enum_case_Refunded_value);

	zval enum_case_Unknown_value;
	zend_string *enum_case_Unknown_value_str = zend_string_init("UNKNOWN", strlen("UNKNOWN"), 1);
	ZVAL_STR(&enum_case_Unknown_value, enum_case_Unknown_value_str);
	zend_enum_add_case_cstr(class_entry, "Unknown", &enum_case_Unknown_value);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_Response(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "Response", class_DokuAkulaku_Response_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_succeeded_default_value;
	ZVAL_UNDEF(&property_succeeded_default_value);
	zend_string *property_succeeded_name = zend_string_init("succeeded", sizeof("succeeded") - 1, 1);
	zend_declare_typed_property(class_entry, property_succeeded_name, &property_succeeded_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_succeeded_name);

	zend_string *property_status_class_DokuAkulaku_Status = zend_string_init("DokuAkulaku\\Status", sizeof("DokuAkulaku\\Status")-1, 1);
	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_status_class_DokuAkulaku_Status, 0, 0));
	zend_string_release(property_status_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_requestId_default_value;
	ZVAL_UNDEF(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_requestId_name);

	zval property_timestamp_default_value;
	ZVAL_UNDEF(&property_timestamp_default_value);
	zend_string *property_timestamp_name = zend_string_init("timestamp", sizeof("timestamp") - 1, 1);
	zend_declare_typed_property(class_entry, property_timestamp_name, &property_timestamp_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_timestamp_name);

	zval property_signatureValid_default_value;
	ZVAL_UNDEF(&property_signatureValid_default_value);
	zend_string *property_signatureValid_name = zend_string_init("signatureValid", sizeof("signatureValid") - 1, 1);
	zend_declare_typed_property(class_entry, property_signatureValid_name, &property_signatureValid_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL|MAY_BE_NULL));
	zend_string_release(property_signatureValid_name);

	zval property_replayed_default_value;
	ZVAL_UNDEF(&property_replayed_default_value);
	zend_string *property_replayed_name = zend_string_init("replayed", sizeof("replayed") - 1, 1);
	zend_declare_typed_property(class_entry, property_replayed_name, &property_replayed_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_replayed_name);

	zval property_attempts_default_value;
	ZVAL_UNDEF(&property_attempts_default_value);
	zend_string *property_attempts_name = zend_string_init("attempts", sizeof("attempts") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempts_name, &property_attempts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempts_name);

	zval property_paymentUrl_default_value;
	ZVAL_UNDEF(&property_paymentUrl_default_value);
	zend_string *property_paymentUrl_name = zend_string_init("paymentUrl", sizeof("paymentUrl") - 1, 1);
	zend_declare_typed_property(class_entry, property_paymentUrl_name, &property_paymentUrl_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_paymentUrl_name);

	zval property_message_default_value;
	ZVAL_UNDEF(&property_message_default_value);
	zend_string *property_message_name = zend_string_init("message", sizeof("message") - 1, 1);
	zend_declare_typed_property(class_entry, property_message_name, &property_message_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_message_name);

	zval property_identifiers_default_value;
	ZVAL_UNDEF(&property_identifiers_default_value);
	zend_string *property_identifiers_name = zend_string_init("identifiers", sizeof("identifiers") - 1, 1);
	zend_declare_typed_property(class_entry, property_identifiers_name, &property_identifiers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_identifiers_name);

	zval property_invoiceNumber_default_value;
	ZVAL_UNDEF(&property_invoiceNumber_default_value);
	zend_string *property_invoiceNumber_name = zend_string_init("invoiceNumber", sizeof("invoiceNumber") - 1, 1);
	zend_declare_typed_property(class_entry, property_invoiceNumber_name, &property_invoiceNumber_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_invoiceNumber_name);

	zval property_merchantUniqueReference_default_value;
	ZVAL_UNDEF(&property_merchantUniqueReference_default_value);
	zend_string *property_merchantUniqueReference_name = zend_string_init("merchantUniqueReference", sizeof("merchantUniqueReference") - 1, 1);
	zend_declare_typed_property(class_entry, property_merchantUniqueReference_name, &property_merchantUniqueReference_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_merchantUniqueReference_name);

	zval property_amount_default_value;
	ZVAL_UNDEF(&property_amount_default_value);
	zend_string *property_amount_name = zend_string_init("amount", sizeof("amount") - 1, 1);
	zend_declare_typed_property(class_entry, property_amount_name, &property_amount_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_amount_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_body_name);

	zval property_rawBody_default_value;
	ZVAL_UNDEF(&property_rawBody_default_value);
	zend_string *property_rawBody_name = zend_string_init("rawBody", sizeof("rawBody") - 1, 1);
	zend_declare_typed_property(class_entry, property_rawBody_name, &property_rawBody_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_rawBody_name);

	zval property_timing_default_value;
	ZVAL_UNDEF(&property_timing_default_value);
	zend_string *property_timing_name = zend_string_init("timing", sizeof("timing") - 1, 1);
	zend_declare_typed_property(class_entry, property_timing_name, &property_timing_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_timing_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_Notification(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "Notification", class_DokuAkulaku_Notification_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_status_class_DokuAkulaku_Status = zend_string_init("DokuAkulaku\\Status", sizeof("DokuAkulaku\\Status")-1, 1);
	zval property_status_default_value;
	ZVAL_UNDEF(&property_status_default_value);
	zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
	zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_status_class_DokuAkulaku_Status, 0, 0));
	zend_string_release(property_status_name);

	zval property_invoiceNumber_default_value;
	ZVAL_UNDEF(&property_invoiceNumber_default_value);
	zend_string *property_invoiceNumber_name = zend_string_init("invoiceNumber", sizeof("invoiceNumber") - 1, 1);
	zend_declare_typed_property(class_entry, property_invoiceNumber_name, &property_invoiceNumber_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_invoiceNumber_name);

	zval property_amount_default_value;
	ZVAL_UNDEF(&property_amount_default_value);
	zend_string *property_amount_name = zend_string_init("amount", sizeof("amount") - 1, 1);
	zend_declare_typed_property(class_entry, property_amount_name, &property_amount_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_amount_name);

	zval property_requestId_default_value;
	ZVAL_UNDEF(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_requestId_name);

	zval property_timestamp_default_value;
	ZVAL_UNDEF(&property_timestamp_default_value);
	zend_string *property_timestamp_name = zend_string_init("timestamp", sizeof("timestamp") - 1, 1);
	zend_declare_typed_property(class_entry, property_timestamp_name, &property_timestamp_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_timestamp_name);

	zval property_originalRequestId_default_value;
	ZVAL_UNDEF(&property_originalRequestId_default_value);
	zend_string *property_originalRequestId_name = zend_string_init("originalRequestId", sizeof("originalRequestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_originalRequestId_name, &property_originalRequestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_originalRequestId_name);

	zval property_merchantUniqueReference_default_value;
	ZVAL_UNDEF(&property_merchantUniqueReference_default_value);
	zend_string *property_merchantUniqueReference_name = zend_string_init("merchantUniqueReference", sizeof("merchantUniqueReference") - 1, 1);
	zend_declare_typed_property(class_entry, property_merchantUniqueReference_name, &property_merchantUniqueReference_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_merchantUniqueReference_name);

	zval property_identifiers_default_value;
	ZVAL_UNDEF(&property_identifiers_default_value);
	zend_string *property_identifiers_name = zend_string_init("identifiers", sizeof("identifiers") - 1, 1);
	zend_declare_typed_property(class_entry, property_identifiers_name, &property_identifiers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_identifiers_name);

	zval property_channel_default_value;
	ZVAL_UNDEF(&property_channel_default_value);
	zend_string *property_channel_name = zend_string_init("channel", sizeof("channel") - 1, 1);
	zend_declare_typed_property(class_entry, property_channel_name, &property_channel_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_channel_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_body_name);

	zval property_rawBody_default_value;
	ZVAL_UNDEF(&property_rawBody_default_value);
	zend_string *property_rawBody_name = zend_string_init("rawBody", sizeof("rawBody") - 1, 1);
	zend_declare_typed_property(class_entry, property_rawBody_name, &property_rawBody_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_rawBody_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_Request(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "Request", class_DokuAkulaku_Request_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zval property_method_default_value;
	ZVAL_UNDEF(&property_method_default_value);
	zend_string *property_method_name = zend_string_init("method", sizeof("method") - 1, 1);
	zend_declare_typed_property(class_entry, property_method_name, &property_method_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_method_name);

	zval property_url_default_value;
	ZVAL_UNDEF(&property_url_default_value);
	zend_string *property_url_name = zend_string_init("url", sizeof("url") - 1, 1);
	zend_declare_typed_property(class_entry, property_url_name, &property_url_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_url_name);

	zval property_headers_default_value;
	ZVAL_UNDEF(&property_headers_default_value);
	zend_string *property_headers_name = zend_string_init("headers", sizeof("headers") - 1, 1);
	zend_declare_typed_property(class_entry, property_headers_name, &property_headers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_headers_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_body_name);

	zval property_requestId_default_value;
	ZVAL_UNDEF(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_requestId_name);

	zval property_requestTarget_default_value;
	ZVAL_UNDEF(&property_requestTarget_default_value);
	zend_string *property_requestTarget_name = zend_string_init("requestTarget", sizeof("requestTarget") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestTarget_name, &property_requestTarget_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_requestTarget_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_StatusIterator(zend_class_entry *class_entry_Iterator)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "StatusIterator", class_DokuAkulaku_StatusIterator_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Iterator);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_Exception(zend_class_entry *class_entry_RuntimeException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "Exception", class_DokuAkulaku_Exception_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);

	zval property_requestId_default_value;
	ZVAL_NULL(&property_requestId_default_value);
	zend_string *property_requestId_name = zend_string_init("requestId", sizeof("requestId") - 1, 1);
	zend_declare_typed_property(class_entry, property_requestId_name, &property_requestId_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_requestId_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_ValidationException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "ValidationException", class_DokuAkulaku_ValidationException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	zval property_violations_default_value;
	ZVAL_EMPTY_ARRAY(&property_violations_default_value);
	zend_string *property_violations_name = zend_string_init("violations", sizeof("violations") - 1, 1);
	zend_declare_typed_property(class_entry, property_violations_name, &property_violations_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_violations_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_ConfigurationException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "ConfigurationException", class_DokuAkulaku_ConfigurationException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_ConnectionException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "ConnectionException", class_DokuAkulaku_ConnectionException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_ApiException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "ApiException", class_DokuAkulaku_ApiException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	zval property_httpStatus_default_value;
	ZVAL_LONG(&property_httpStatus_default_value, 0);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_httpStatus_name);

	zval property_errorCode_default_value;
	ZVAL_EMPTY_STRING(&property_errorCode_default_value);
	zend_string *property_errorCode_name = zend_string_init("errorCode", sizeof("errorCode") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorCode_name, &property_errorCode_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_errorCode_name);

	zval property_errorType_default_value;
	ZVAL_EMPTY_STRING(&property_errorType_default_value);
	zend_string *property_errorType_name = zend_string_init("errorType", sizeof("errorType") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorType_name, &property_errorType_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_errorType_name);

	zval property_errorMessage_default_value;
	ZVAL_EMPTY_STRING(&property_errorMessage_default_value);
	zend_string *property_errorMessage_name = zend_string_init("errorMessage", sizeof("errorMessage") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorMessage_name, &property_errorMessage_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_errorMessage_name);

	zend_string *property_response_class_DokuAkulaku_Response = zend_string_init("DokuAkulaku\\Response", sizeof("DokuAkulaku\\Response")-1, 1);
	zval property_response_default_value;
	ZVAL_NULL(&property_response_default_value);
	zend_string *property_response_name = zend_string_init("response", sizeof("response") - 1, 1);
	zend_declare_typed_property(class_entry, property_response_name, &property_response_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_response_class_DokuAkulaku_Response, 0, MAY_BE_NULL));
	zend_string_release(property_response_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_IndeterminateException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "IndeterminateException", class_DokuAkulaku_IndeterminateException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	zval property_httpStatus_default_value;
	ZVAL_NULL(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_httpStatus_name);

	zval property_errorCode_default_value;
	ZVAL_NULL(&property_errorCode_default_value);
	zend_string *property_errorCode_name = zend_string_init("errorCode", sizeof("errorCode") - 1, 1);
	zend_declare_typed_property(class_entry, property_errorCode_name, &property_errorCode_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_errorCode_name);

	zval property_attempts_default_value;
	ZVAL_LONG(&property_attempts_default_value, 0);
	zend_string *property_attempts_name = zend_string_init("attempts", sizeof("attempts") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempts_name, &property_attempts_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempts_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_ResponseException(zend_class_entry *class_entry_DokuAkulaku_IndeterminateException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "ResponseException", class_DokuAkulaku_ResponseException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_IndeterminateException);

	zval property_reason_default_value;
	ZVAL_EMPTY_STRING(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_reason_name);

	zend_string *property_response_class_DokuAkulaku_Response = zend_string_init("DokuAkulaku\\Response", sizeof("DokuAkulaku\\Response")-1, 1);
	zval property_response_default_value;
	ZVAL_NULL(&property_response_default_value);
	zend_string *property_response_name = zend_string_init("response", sizeof("response") - 1, 1);
	zend_declare_typed_property(class_entry, property_response_name, &property_response_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_response_class_DokuAkulaku_Response, 0, MAY_BE_NULL));
	zend_string_release(property_response_name);

	return class_entry;
}

static zend_class_entry *register_class_DokuAkulaku_SignatureException(zend_class_entry *class_entry_DokuAkulaku_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "DokuAkulaku", "SignatureException", class_DokuAkulaku_SignatureException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_DokuAkulaku_Exception);

	zval property_reason_default_value;
	ZVAL_EMPTY_STRING(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PRIVATE, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_reason_name);

	return class_entry;
}
