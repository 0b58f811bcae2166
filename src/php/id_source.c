#include "id_source.h"

#include "zend_exceptions.h"

bool doku_php_id_source_init(doku_php_id_source *source, zval *ids)
{
	ZVAL_COPY(&source->ids, ids);
	if (Z_TYPE_P(ids) == IS_ARRAY) {
		return true;
	}
	source->iterator = Z_OBJCE_P(ids)->get_iterator(Z_OBJCE_P(ids), ids, 0);
	return source->iterator != NULL && EG(exception) == NULL;
}

void doku_php_id_source_free(doku_php_id_source *source)
{
	if (source->iterator != NULL) {
		zend_iterator_dtor(source->iterator);
		source->iterator = NULL;
	}
	zval_ptr_dtor(&source->ids);
	ZVAL_UNDEF(&source->ids);
}

void doku_php_id_source_add_gc(doku_php_id_source *source, zend_get_gc_buffer *buffer)
{
	zend_get_gc_buffer_add_zval(buffer, &source->ids);
	if (source->iterator != NULL) {
		zend_get_gc_buffer_add_obj(buffer, &source->iterator->std);
	}
}

/* The next value; NULL at the end or with an exception. */
static zval *next_of_array(doku_php_id_source *source)
{
	HashTable *table = Z_ARRVAL(source->ids);
	HashPosition position = source->position;
	zval *value = zend_hash_get_current_data_ex(table, &position);
	zend_hash_move_forward_ex(table, &position);
	source->position = position;
	return value;
}

static zval *next_of_traversable(doku_php_id_source *source)
{
	zend_object_iterator *iterator = source->iterator;
	if (!source->has_begun) {
		source->has_begun = true;
		if (iterator->funcs->rewind != NULL) {
			iterator->funcs->rewind(iterator);
		}
	} else {
		iterator->funcs->move_forward(iterator);
	}
	if (EG(exception) != NULL || iterator->funcs->valid(iterator) != SUCCESS
		|| EG(exception) != NULL) {
		return NULL;
	}
	zval *value = iterator->funcs->get_current_data(iterator);
	return EG(exception) == NULL ? value : NULL;
}

/* An id as text, or NULL with an exception. */
static zend_string *read_id(zval *value)
{
	ZVAL_DEREF(value);
	if (Z_TYPE_P(value) == IS_LONG) {
		return zend_long_to_str(Z_LVAL_P(value));
	}
	if (Z_TYPE_P(value) != IS_STRING) {
		zend_type_error("DokuAkulaku::checkStatuses(): every id must be a string or int, %s given",
			zend_zval_type_name(value));
		return NULL;
	}
	return zend_string_copy(Z_STR_P(value));
}

doku_php_id_drawing doku_php_id_source_next(doku_php_id_source *source, zend_string **id)
{
	*id = NULL;
	if (source->is_exhausted) {
		return DOKU_PHP_ID_EXHAUSTED;
	}
	zval *value = source->iterator == NULL ? next_of_array(source) : next_of_traversable(source);
	if (value != NULL) {
		*id = read_id(value);
	}
	if (*id != NULL) {
		return DOKU_PHP_ID_DRAWN;
	}
	source->is_exhausted = true;
	return EG(exception) != NULL ? DOKU_PHP_ID_FAILED : DOKU_PHP_ID_EXHAUSTED;
}
