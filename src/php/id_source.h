/*
 * The ids of checkStatuses(), drawn one at a time from an array or any Traversable.
 */
#ifndef DOKU_PHP_ID_SOURCE_H
#define DOKU_PHP_ID_SOURCE_H

#include "../../php_doku_akulaku.h"

typedef struct doku_php_id_source {
	zval ids;
	zend_object_iterator *iterator; /* of a Traversable */
	uint32_t position;              /* in an array */
	bool has_begun;
	bool is_exhausted;
} doku_php_id_source;

typedef enum doku_php_id_drawing {
	DOKU_PHP_ID_DRAWN,
	DOKU_PHP_ID_EXHAUSTED,
	DOKU_PHP_ID_FAILED /* an exception was thrown; nothing more can be drawn */
} doku_php_id_drawing;

/* Keeps a reference to the ids. False: an exception was thrown. */
bool doku_php_id_source_init(doku_php_id_source *source, zval *ids);

/* May run PHP code. The id is the caller's to release. */
doku_php_id_drawing doku_php_id_source_next(doku_php_id_source *source, zend_string **id);

void doku_php_id_source_add_gc(doku_php_id_source *source, zend_get_gc_buffer *buffer);
void doku_php_id_source_free(doku_php_id_source *source);

#endif
