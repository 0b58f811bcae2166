#include "iterator.h"

#include "zend_exceptions.h"

#include "batch.h"
#include "compat.h"

typedef struct status_iterator {
	doku_php_batch batch;
	zval current;
	zend_string *key;
	bool has_started;
	bool has_moved;
	bool is_advancing;
	zend_object std;
} status_iterator;

static zend_object_handlers iterator_handlers;

static status_iterator *iterator_from(zend_object *object)
{
	return (status_iterator *)((char *)object - offsetof(status_iterator, std));
}

static zend_object *create_iterator(zend_class_entry *ce)
{
	status_iterator *iterator = zend_object_alloc(sizeof(*iterator), ce);
	memset(iterator, 0, offsetof(status_iterator, std));
	zend_object_std_init(&iterator->std, ce);
	object_properties_init(&iterator->std, ce);
	DOKU_PHP_SET_OBJECT_HANDLERS(&iterator->std, &iterator_handlers);
	return &iterator->std;
}

static void clear_current(status_iterator *iterator)
{
	zval_ptr_dtor(&iterator->current);
	ZVAL_UNDEF(&iterator->current);
	if (iterator->key != NULL) {
		zend_string_release(iterator->key);
		iterator->key = NULL;
	}
}

static void free_iterator(zend_object *object)
{
	status_iterator *iterator = iterator_from(object);
	doku_php_batch_free(&iterator->batch);
	clear_current(iterator);
	zend_object_std_dtor(object);
}

static HashTable *get_gc(zend_object *object, zval **table, int *count)
{
	status_iterator *iterator = iterator_from(object);
	zend_get_gc_buffer *buffer = zend_get_gc_buffer_create();
	doku_php_batch_add_gc(&iterator->batch, buffer);
	zend_get_gc_buffer_add_zval(buffer, &iterator->current);
	zend_get_gc_buffer_use(buffer, table, count);
	return zend_std_get_properties(object);
}

void doku_php_iterator_register(zend_class_entry *ce)
{
	doku_php_init_handlers(&iterator_handlers, offsetof(status_iterator, std), false);
	iterator_handlers.free_obj = free_iterator;
	iterator_handlers.get_gc = get_gc;
	ce->create_object = create_iterator;
	DOKU_PHP_SET_DEFAULT_HANDLERS(ce, &iterator_handlers);
}

/* PHP code that runs meanwhile (ids, logger, transport) may call this iterator again. */
static void advance(status_iterator *iterator)
{
	if (iterator->is_advancing) {
		zend_throw_error(NULL, "The status iterator is already running");
		return;
	}
	iterator->is_advancing = true;
	GC_ADDREF(&iterator->std);
	clear_current(iterator);
	doku_php_batch_next(&iterator->batch, &iterator->current, &iterator->key);
	iterator->is_advancing = false;
	OBJ_RELEASE(&iterator->std);
}

static void start(status_iterator *iterator)
{
	if (!iterator->has_started) {
		iterator->has_started = true;
		doku_php_batch_open(&iterator->batch);
		advance(iterator);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, current)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (!Z_ISUNDEF(iterator->current)) {
		RETURN_COPY(&iterator->current);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, key)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (iterator->key != NULL) {
		RETURN_STR_COPY(iterator->key);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, next)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	if (EG(exception) == NULL) {
		iterator->has_moved = true;
		advance(iterator);
	}
}

ZEND_METHOD(DokuAkulaku_StatusIterator, rewind)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	if (iterator->has_moved) {
		zend_throw_error(NULL, "The status iterator only goes forward");
		RETURN_THROWS();
	}
	start(iterator);
}

ZEND_METHOD(DokuAkulaku_StatusIterator, valid)
{
	ZEND_PARSE_PARAMETERS_NONE();
	status_iterator *iterator = iterator_from(Z_OBJ_P(ZEND_THIS));
	start(iterator);
	RETURN_BOOL(!Z_ISUNDEF(iterator->current));
}

ZEND_METHOD(DokuAkulaku, checkStatuses)
{
	zval *ids;
	zend_long concurrency = 16;
	ZEND_PARSE_PARAMETERS_START(1, 2)
		Z_PARAM_ITERABLE(ids)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(concurrency)
	ZEND_PARSE_PARAMETERS_END();

	if (doku_php_this_client(ZEND_THIS) == NULL) {
		RETURN_THROWS();
	}
	if (concurrency < 1 || concurrency > DOKU_PHP_MAXIMUM_CONCURRENCY) {
		zend_argument_value_error(2, "must be between 1 and %d", DOKU_PHP_MAXIMUM_CONCURRENCY);
		RETURN_THROWS();
	}
	zend_object *object = create_iterator(doku_php_ce_status_iterator);
	status_iterator *iterator = iterator_from(object);
	if (!doku_php_batch_init(&iterator->batch, Z_OBJ_P(ZEND_THIS), ids, concurrency)) {
		OBJ_RELEASE(object);
		RETURN_THROWS();
	}
	RETURN_OBJ(object);
}
