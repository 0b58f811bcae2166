/*
 * The field tables of DOKU's Akulaku guide as data: one row a field, shared by validation and
 * serialisation. Constant; safe in any thread.
 */
#ifndef DOKU_PAYLOAD_RULES_H
#define DOKU_PAYLOAD_RULES_H

#include "../base/buffer.h"

typedef enum doku_field_type {
	DOKU_FIELD_TEXT,
	DOKU_FIELD_NUMBER,
	DOKU_FIELD_BOOLEAN,
	DOKU_FIELD_OBJECT,
	DOKU_FIELD_OBJECT_LIST
} doku_field_type;

typedef enum doku_field_presence {
	DOKU_FIELD_OPTIONAL,
	DOKU_FIELD_MANDATORY,
	DOKU_FIELD_ALWAYS_SENT, /* optional, but the key is sent with an empty text */
	DOKU_FIELD_REFUSED      /* would be ignored by DOKU: full refunds only */
} doku_field_presence;

/* What a text may hold besides: valid UTF-8 without control characters always. */
typedef enum doku_field_charset {
	DOKU_CHARSET_ANY,
	DOKU_CHARSET_DIGITS,
	DOKU_CHARSET_PHONE,
	DOKU_CHARSET_URL,
	DOKU_CHARSET_SETTLEMENT_TYPE
} doku_field_charset;

/* Fields that other rules, or the check of the answer, need to know. */
typedef enum doku_field_role {
	DOKU_ROLE_NONE,
	DOKU_ROLE_INVOICE,
	DOKU_ROLE_AMOUNT,
	DOKU_ROLE_PRICE,
	DOKU_ROLE_QUANTITY,
	DOKU_ROLE_LINE_ITEMS,
	DOKU_ROLE_SETTLEMENT,
	DOKU_ROLE_SETTLEMENT_VALUE,
	DOKU_ROLE_SETTLEMENT_TYPE
} doku_field_role;

typedef struct doku_field doku_field;

/* A name, and what JSON puts around it: a comma, two quotes, a colon and a NUL. Names of the
 * tables are checked against it at compile time. */
#define DOKU_FIELD_JSON_NAME_SIZE 32
#define DOKU_FIELD_MAX_NAME (DOKU_FIELD_JSON_NAME_SIZE - 5)

struct doku_field {
	const char *name;
	size_t name_length;
	char json_name[DOKU_FIELD_JSON_NAME_SIZE]; /* ,"name": as it is written */
	doku_field_type type;
	doku_field_presence presence;
	uint16_t max_length; /* code points; 0: DOKU gives none */
	/* up to this length there is nothing to check about a text of visible ASCII */
	uint32_t free_length;
	doku_field_charset charset;
	doku_field_role role;
	int64_t minimum, maximum; /* of a number */
	const doku_field *children;
	size_t child_count;
	bool is_closed; /* keys that are not in the table are refused, as DOKU_FIELD_REFUSED */
	const char *source;
};

/* At most this many children, so that a bit mask holds which were seen. */
#define DOKU_FIELD_MAX_CHILDREN 32

static inline doku_slice doku_field_name(const doku_field *field)
{
	return doku_slice_make(field->name, field->name_length);
}

extern const doku_field doku_generate_rules;
extern const doku_field doku_cancel_rules;
extern const doku_field doku_refund_rules;

/* A body without documented fields: everything passes through. */
extern const doku_field doku_free_rules;

#endif
