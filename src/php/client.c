#include "client.h"

#include <stdlib.h>

#include "zend_exceptions.h"

#include "compat.h"
#include "convert.h"
#include "exceptions.h"
#include "options.h"
#include "runtime.h"
#include "secret_file.h"

#include "../request/request.h"

static zend_object_handlers client_handlers;

static zend_object *create_client(zend_class_entry *ce)
{
	doku_php_client *client = zend_object_alloc(sizeof(*client), ce);
	memset(client, 0, offsetof(doku_php_client, std));
	zend_object_std_init(&client->std, ce);
	object_properties_init(&client->std, ce);
	DOKU_PHP_SET_OBJECT_HANDLERS(&client->std, &client_handlers);
	return &client->std;
}

static void free_client(zend_object *object)
{
	doku_php_client *client = doku_php_client_from(object);
	doku_settings_free(&client->settings);
	zval_ptr_dtor(&client->logger);
	zval_ptr_dtor(&client->transport);
	zval_ptr_dtor(&client->headers);
	zend_object_std_dtor(object);
}

/* A logger or transport may hold the client: such a cycle is collected. */
static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	doku_php_client *client = doku_php_client_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	zend_get_gc_buffer_add_zval(buffer, &client->logger);
	zend_get_gc_buffer_add_zval(buffer, &client->transport);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void doku_php_client_register(zend_class_entry *ce)
{
	doku_php_init_handlers(&client_handlers, offsetof(doku_php_client, std), true);
	client_handlers.free_obj = free_client;
	client_handlers.get_gc = get_gc;
	ce->create_object = create_client;
	DOKU_PHP_SET_DEFAULT_HANDLERS(ce, &client_handlers);
}

doku_php_client *doku_php_this_client(zval *object)
{
	doku_php_client *client = doku_php_client_from(Z_OBJ_P(object));
	if (!client->is_constructed) {
		zend_throw_error(NULL, "The DokuAkulaku object was not constructed");
		return NULL;
	}
	return client;
}

static bool set_client_id(doku_php_client *client, const char *text, size_t length)
{
	client->settings.client_id = malloc(length + 1);
	if (client->settings.client_id == NULL) {
		doku_php_throw_no_memory();
		return false;
	}
	memcpy(client->settings.client_id, text, length);
	client->settings.client_id[length] = '\0';
	return true;
}

static bool add_secret(doku_php_client *client, const zval *secret)
{
	ZVAL_DEREF(secret);
	if (Z_TYPE_P(secret) != IS_STRING) {
		zend_argument_type_error(2, "must be a string or an array of strings, array of %s given",
			zend_zval_type_name(secret));
		return false;
	}
	const char *problem = doku_secret_problem(doku_php_slice(Z_STR_P(secret)));
	if (problem != NULL) {
		zend_argument_value_error(2, "must hold a key as DOKU gave it: a secret must %s", problem);
		return false;
	}
	if (!doku_keyring_add(&client->settings.keyring, doku_php_slice(Z_STR_P(secret)))) {
		doku_php_throw_no_memory();
		return false;
	}
	return true;
}

static bool add_secrets(doku_php_client *client, zend_string *secret, HashTable *secrets)
{
	zval single;
	if (secret != NULL) {
		ZVAL_STR(&single, secret);
		return add_secret(client, &single);
	}
	if (zend_hash_num_elements(secrets) == 0) {
		zend_argument_value_error(2, "must not be empty");
		return false;
	}
	zval *value;
	ZEND_HASH_FOREACH_VAL(secrets, value)
	{
		if (!add_secret(client, value)) {
			return false;
		}
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

ZEND_METHOD(DokuAkulaku, __construct)
{
	zend_string *client_id;
	zend_string *secret = NULL;
	HashTable *secrets = NULL;
	HashTable *options = (HashTable *)&zend_empty_array;
	ZEND_PARSE_PARAMETERS_START(2, 3)
		Z_PARAM_STR(client_id)
		Z_PARAM_ARRAY_HT_OR_STR(secrets, secret)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_client_from(Z_OBJ_P(ZEND_THIS));
	if (client->is_constructed || client->settings.client_id != NULL) {
		zend_throw_error(NULL, "The DokuAkulaku object is already constructed");
		RETURN_THROWS();
	}
	if (!doku_php_classes_are_whole() || !doku_php_crypto_is_ready()) {
		RETURN_THROWS();
	}
	if (!doku_request_id_is_valid(doku_php_slice(client_id))) {
		zend_argument_value_error(1, "must be " DOKU_ID_WORDS);
		RETURN_THROWS();
	}
	if (!set_client_id(client, ZSTR_VAL(client_id), ZSTR_LEN(client_id))
		|| !add_secrets(client, secret, secrets) || !doku_php_read_options(client, options)) {
		RETURN_THROWS();
	}
	client->is_constructed = true;
}

static bool read_ini_account(doku_php_client *client)
{
	const char *client_id = doku_php_setting_text("client_id");
	if (!doku_request_id_is_valid(doku_slice_from_string(client_id))) {
		zend_value_error(
			"DokuAkulaku: the INI setting doku_akulaku.client_id must be " DOKU_ID_WORDS);
		return false;
	}
	return set_client_id(client, client_id, strlen(client_id))
		&& doku_php_read_secret_file(
			doku_php_setting_text("secret_file"), &client->settings.keyring);
}

ZEND_METHOD(DokuAkulaku, fromIni)
{
	HashTable *options = (HashTable *)&zend_empty_array;
	ZEND_PARSE_PARAMETERS_START(0, 1)
		Z_PARAM_OPTIONAL
		Z_PARAM_ARRAY_HT(options)
	ZEND_PARSE_PARAMETERS_END();

	if (!doku_php_classes_are_whole() || !doku_php_crypto_is_ready()) {
		RETURN_THROWS();
	}
	object_init_ex(return_value, doku_php_ce_client);
	doku_php_client *client = doku_php_client_from(Z_OBJ_P(return_value));
	if (!read_ini_account(client) || !doku_php_read_options(client, options)) {
		zval_ptr_dtor(return_value);
		ZVAL_UNDEF(return_value); /* the engine would destroy it again */
		RETURN_THROWS();
	}
	client->is_constructed = true;
}

ZEND_METHOD(DokuAkulaku, closeConnections)
{
	ZEND_PARSE_PARAMETERS_NONE();
	doku_php_close_connections();
}

static bool is_signable(doku_slice text)
{
	if (text.length == 0) {
		return false;
	}
	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		if (byte < 0x20 || byte == 0x7F) {
			return false;
		}
	}
	return true;
}

typedef struct signing_arguments {
	zend_string *target, *body, *request_id, *timestamp;
	bool is_response;
} signing_arguments;

static doku_signature_fields signing_fields(
	const doku_php_client *client, const signing_arguments *arguments)
{
	return (doku_signature_fields){
		.client_id = doku_slice_from_string(client->settings.client_id),
		.request_id = doku_php_slice(arguments->request_id),
		.timestamp = doku_php_slice(arguments->timestamp),
		.target = doku_php_slice(arguments->target),
		.has_body = arguments->body != NULL,
		.body = arguments->body == NULL ? DOKU_SLICE_EMPTY : doku_php_slice(arguments->body),
		.is_response = arguments->is_response,
	};
}

/* A line break in a field would add a line to what is signed. */
static const char *signing_problem(const signing_arguments *arguments, uint32_t *argument)
{
	doku_slice target = doku_php_slice(arguments->target);
	*argument = 1;
	if (!is_signable(target) || target.data[0] != '/') {
		return "must start with \"/\" and hold no control characters";
	}
	*argument = 3;
	if (!is_signable(doku_php_slice(arguments->request_id))) {
		return "must not be empty or hold control characters";
	}
	*argument = 4;
	if (!is_signable(doku_php_slice(arguments->timestamp))) {
		return "must not be empty or hold control characters";
	}
	return NULL;
}

ZEND_METHOD(DokuAkulaku, sign)
{
	signing_arguments arguments = {0};
	ZEND_PARSE_PARAMETERS_START(4, 5)
		Z_PARAM_STR(arguments.target)
		Z_PARAM_STR_OR_NULL(arguments.body)
		Z_PARAM_STR(arguments.request_id)
		Z_PARAM_STR(arguments.timestamp)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(arguments.is_response)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	uint32_t argument;
	const char *problem = client == NULL ? NULL : signing_problem(&arguments, &argument);
	if (problem != NULL) {
		zend_argument_value_error(argument, "%s", problem);
	}
	if (client == NULL || problem != NULL) {
		RETURN_THROWS();
	}
	char signature[DOKU_SIGNATURE_SIZE];
	doku_signature_fields fields = signing_fields(client, &arguments);
	if (!doku_signature_create(&client->settings.keyring, &fields, signature)) {
		doku_php_throw_no_memory();
		RETURN_THROWS();
	}
	RETURN_STRINGL(signature, DOKU_SIGNATURE_LENGTH);
}

ZEND_METHOD(DokuAkulaku, verify)
{
	zend_string *signature;
	signing_arguments arguments = {0};
	ZEND_PARSE_PARAMETERS_START(5, 6)
		Z_PARAM_STR(signature)
		Z_PARAM_STR(arguments.target)
		Z_PARAM_STR_OR_NULL(arguments.body)
		Z_PARAM_STR(arguments.request_id)
		Z_PARAM_STR(arguments.timestamp)
		Z_PARAM_OPTIONAL
		Z_PARAM_BOOL(arguments.is_response)
	ZEND_PARSE_PARAMETERS_END();

	doku_php_client *client = doku_php_this_client(ZEND_THIS);
	if (client == NULL) {
		RETURN_THROWS();
	}
	uint32_t argument;
	if (signing_problem(&arguments, &argument) != NULL) {
		RETURN_FALSE; /* these values come from outside: they are wrong, not misuse */
	}
	doku_signature_fields fields = signing_fields(client, &arguments);
	doku_signature_result result =
		doku_signature_verify(&client->settings.keyring, &fields, doku_php_slice(signature));
	if (result == DOKU_SIGNATURE_NO_MEMORY) {
		doku_php_throw_no_memory();
		RETURN_THROWS();
	}
	RETURN_BOOL(result == DOKU_SIGNATURE_VALID);
}
