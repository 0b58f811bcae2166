#include "rules.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* DOKU's tables give numbers a count of digits: 12 for money, 4 for quantities. */
#define MONEY_MAXIMUM INT64_C(999999999999)
#define QUANTITY_MAXIMUM 9999

/* 0, or an array of negative size, which does not compile. */
#define HOLDS(condition) (0 * sizeof(char[(condition) ? 1 : -1]))

#define NAME_LENGTH(name) (sizeof(name) - 1 + HOLDS(sizeof(name) - 1 <= DOKU_FIELD_MAX_NAME))

#define CHILD_COUNT(table) (COUNT(table) + HOLDS(COUNT(table) <= DOKU_FIELD_MAX_CHILDREN))

#define FREE_LENGTH(length, field_charset, field_role) \
	((field_charset) != DOKU_CHARSET_ANY || (field_role) != DOKU_ROLE_NONE ? 0 \
			: (length) == 0                                                ? UINT32_MAX \
																		   : (length))

/* What every row begins with. */
#define ROW(field_name, field_type, field_presence, field_source) \
	.name = (field_name), .name_length = NAME_LENGTH(field_name), \
	.json_name = ",\"" field_name "\":", .type = (field_type), .presence = (field_presence), \
	.source = (field_source)

#define TEXT(field_name, field_presence, length, field_charset, field_role, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_TEXT, field_presence, field_source), \
			.max_length = (length), .charset = (field_charset), .role = (field_role), \
			.free_length = FREE_LENGTH(length, field_charset, field_role) \
	}

#define NUMBER(field_name, smallest, largest, field_role, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_NUMBER, DOKU_FIELD_MANDATORY, field_source), \
			.minimum = (smallest), .maximum = (largest), .role = (field_role) \
	}

#define BOOLEAN(field_name, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_BOOLEAN, DOKU_FIELD_OPTIONAL, field_source) \
	}

#define OBJECT(field_name, field_presence, table, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_OBJECT, field_presence, field_source), \
			.children = (table), .child_count = CHILD_COUNT(table) \
	}

/* Keys beside the table's are refused. */
#define CLOSED_OBJECT(field_name, field_presence, table, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_OBJECT, field_presence, field_source), \
			.children = (table), .child_count = CHILD_COUNT(table), .is_closed = true \
	}

/* Would be ignored by DOKU, so it is refused here. */
#define REFUSED(field_name, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_NUMBER, DOKU_FIELD_REFUSED, field_source) \
	}

#define LIST(field_name, field_presence, field_role, table, field_source) \
	{ \
		ROW(field_name, DOKU_FIELD_OBJECT_LIST, field_presence, field_source), \
			.role = (field_role), .children = (table), .child_count = CHILD_COUNT(table) \
	}

#define M DOKU_FIELD_MANDATORY
#define O DOKU_FIELD_OPTIONAL
#define A DOKU_FIELD_ALWAYS_SENT

static const char guide[] = "Akulaku guide, generate order, request table";
static const char cancel_guide[] = "Akulaku guide, cancel order, request table";
static const char refund_guide[] = "Akulaku guide, refund order, request table";
static const char split_guide[] = "split settlement, request table";
static const char hold_guide[] = "hold and release of a settlement";
static const char override_guide[] = "override notification URL";
static const char integration_source[] = "DOKU's own plugins";

static const doku_field line_item_fields[] = {
	TEXT("name", M, 255, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	NUMBER("price", 0, MONEY_MAXIMUM, DOKU_ROLE_PRICE, guide),
	NUMBER("quantity", 1, QUANTITY_MAXIMUM, DOKU_ROLE_QUANTITY, guide),
	TEXT("sku", M, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("category", M, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
};

static const doku_field order_fields[] = {
	TEXT("invoice_number", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_INVOICE, guide),
	NUMBER("amount", 1, MONEY_MAXIMUM, DOKU_ROLE_AMOUNT, guide),
	LIST("line_items", M, DOKU_ROLE_LINE_ITEMS, line_item_fields, guide),
	TEXT("callback_url", M, 0, DOKU_CHARSET_URL, DOKU_ROLE_NONE, guide),
};

static const doku_field payment_fields[] = {
	TEXT("merchant_unique_reference", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
};

/* The guide asks to send city, state and postcode even when empty; address likewise, because
 * DOKU's own call to Akulaku joins all four. */
static const doku_field customer_fields[] = {
	TEXT("id", M, 50, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("name", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("phone", M, 16, DOKU_CHARSET_PHONE, DOKU_ROLE_NONE, guide),
	TEXT("address", A, 400, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("city", A, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("state", A, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, guide),
	TEXT("postcode", A, 64, DOKU_CHARSET_DIGITS, DOKU_ROLE_NONE, guide),
};

static const doku_field settlement_fields[] = {
	TEXT("bank_account_settlement_id", M, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, split_guide),
	NUMBER("value", 0, MONEY_MAXIMUM, DOKU_ROLE_SETTLEMENT_VALUE, split_guide),
	TEXT("type", M, 0, DOKU_CHARSET_SETTLEMENT_TYPE, DOKU_ROLE_SETTLEMENT_TYPE, split_guide),
};

static const doku_field integration_fields[] = {
	TEXT("name", O, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, integration_source),
	TEXT("version", O, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, integration_source),
	TEXT("cms_version", O, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, integration_source),
};

static const doku_field additional_info_fields[] = {
	TEXT("override_notification_url", O, 0, DOKU_CHARSET_URL, DOKU_ROLE_NONE, override_guide),
	LIST("settlement", O, DOKU_ROLE_SETTLEMENT, settlement_fields, split_guide),
	BOOLEAN("hold_settlement", hold_guide),
	OBJECT("integration", O, integration_fields, integration_source),
};

static const doku_field generate_fields[] = {
	OBJECT("order", M, order_fields, guide),
	OBJECT("payment", M, payment_fields, guide),
	OBJECT("customer", M, customer_fields, guide),
	OBJECT("additional_info", O, additional_info_fields, guide),
};

const doku_field doku_generate_rules = OBJECT("", M, generate_fields, guide);

static const doku_field identifier_fields[] = {
	TEXT("name", M, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, cancel_guide),
	TEXT("value", M, 0, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, cancel_guide),
};

static const doku_field cancel_order_fields[] = {
	TEXT("invoice_number", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_INVOICE, cancel_guide),
};

static const doku_field cancel_payment_fields[] = {
	TEXT("merchant_unique_reference", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, cancel_guide),
	LIST("identifier", O, DOKU_ROLE_NONE, identifier_fields, cancel_guide),
};

static const doku_field cancel_fields[] = {
	OBJECT("order", M, cancel_order_fields, cancel_guide),
	OBJECT("payment", M, cancel_payment_fields, cancel_guide),
};

const doku_field doku_cancel_rules = OBJECT("", M, cancel_fields, cancel_guide);

/* Akulaku takes full refunds only: an amount would be ignored, so it is refused here. */
static const doku_field refund_order_fields[] = {
	TEXT("invoice_number", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_INVOICE, refund_guide),
	REFUSED("amount", refund_guide),
};

static const doku_field refund_payment_fields[] = {
	TEXT("merchant_unique_reference", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, refund_guide),
	LIST("identifier", M, DOKU_ROLE_NONE, identifier_fields, refund_guide),
};

static const doku_field refund_refund_fields[] = {
	TEXT("merchant_unique_reference", M, 64, DOKU_CHARSET_ANY, DOKU_ROLE_NONE, refund_guide),
};

static const doku_field refund_fields[] = {
	OBJECT("order", M, refund_order_fields, refund_guide),
	OBJECT("payment", M, refund_payment_fields, refund_guide),
	CLOSED_OBJECT("refund", M, refund_refund_fields, refund_guide),
};

const doku_field doku_refund_rules = OBJECT("", M, refund_fields, refund_guide);

const doku_field doku_free_rules = {
	.name = "", .type = DOKU_FIELD_OBJECT, .presence = DOKU_FIELD_OPTIONAL};
