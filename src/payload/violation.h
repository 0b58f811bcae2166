/*
 * The broken rules of one payload, in the order of finding: the first one of each path.
 * Messages name the rule and never a customer's value; of a text at most its odd characters.
 */
#ifndef DOKU_VIOLATION_H
#define DOKU_VIOLATION_H

#include "../base/buffer.h"
#include "../base/error.h"

typedef enum doku_rule {
	DOKU_RULE_REQUIRED,
	DOKU_RULE_TYPE,
	DOKU_RULE_MAX_LENGTH,
	DOKU_RULE_RANGE,
	DOKU_RULE_CHARSET,
	DOKU_RULE_UTF8,
	DOKU_RULE_PHONE,
	DOKU_RULE_URL,
	DOKU_RULE_SUM,
	DOKU_RULE_FULL_REFUND_ONLY,
	DOKU_RULE_SAFE_STRING,
	DOKU_RULE_ID, /* of a look-up, in a batch */
	DOKU_RULE_COUNT
} doku_rule;

/* A longer message is cut. All are ASCII. */
#define DOKU_VIOLATION_MESSAGE_SIZE 384

/* The name in the public contract ("max_length", ...). */
const char *doku_rule_name(doku_rule rule);

typedef struct doku_violation {
	size_t path_offset, path_length;
	size_t message_offset, message_length;
	doku_rule rule;
	bool has_limit;
	int64_t limit;
} doku_violation;

typedef struct doku_violation_list {
	doku_violation *items;
	size_t count;
	size_t capacity;
	doku_buffer text;
	uint32_t *slots; /* places of items by the hash of their paths, 1 and up; 0: free */
	size_t slot_count;
	bool no_memory;
	bool is_full; /* more were found than are worth telling */
} doku_violation_list;

void doku_violation_list_init(doku_violation_list *list);
void doku_violation_list_free(doku_violation_list *list);

/* limit may be NULL. A path that has a violation keeps it. When memory is out or the list is full, that is remembered and the
 * violation is lost. */
void doku_violation_add(doku_violation_list *list, doku_slice path, doku_rule rule,
	const int64_t *limit, const char *format, ...) DOKU_PRINTF_LIKE(5, 6);

/* Borrowed until the next addition. */
doku_slice doku_violation_path(const doku_violation_list *list, const doku_violation *violation);
doku_slice doku_violation_message(const doku_violation_list *list, const doku_violation *violation);

#endif
