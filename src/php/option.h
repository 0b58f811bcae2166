/*
 * One row of the table of options and INI settings, and the kinds of value that a row can have.
 * Internal to the options; the table is in options.c.
 */
#ifndef DOKU_PHP_OPTION_H
#define DOKU_PHP_OPTION_H

#include "client.h"

#define DOKU_PHP_RULE_SIZE 256

typedef struct doku_php_option doku_php_option;

typedef struct doku_php_option_kind {
	/* Reads the option, else the setting, into the client. False: an exception was thrown.
	 * NULL: fromIni() reads it. */
	bool (*read)(const doku_php_option *option, doku_php_client *client, HashTable *options);
	/* Is the setting's text wrong? Then `rule` completes "must ...". NULL: any text is right. */
	bool (*is_wrong)(const doku_php_option *option, const char *text, char *rule);
} doku_php_option_kind;

struct doku_php_option {
	const char *name;
	const doku_php_option_kind *kind;
	const char *setting; /* default of the INI setting of that name; NULL: there is none */
	int access;          /* who may change the setting */
	bool is_setting_only;
	size_t place, size;        /* of the value in doku_settings */
	int64_t minimum, maximum;  /* of a number; milliseconds of a time */
	const char *const *words;  /* of a word, NULL at the end: its value is its place here */
	const char *empty_setting; /* the word that an empty setting stands for; NULL: none */
};

extern const doku_php_option_kind doku_php_word_option;    /* an enum of the settings */
extern const doku_php_option_kind doku_php_seconds_option; /* an int64_t in milliseconds */
extern const doku_php_option_kind doku_php_whole_option;   /* an int or int64_t */
extern const doku_php_option_kind doku_php_client_id_option;
extern const doku_php_option_kind doku_php_secret_file_option;
extern const doku_php_option_kind doku_php_environment_option;
extern const doku_php_option_kind doku_php_base_url_option;
extern const doku_php_option_kind doku_php_ca_file_option;
extern const doku_php_option_kind doku_php_proxy_option;
extern const doku_php_option_kind doku_php_logger_option;
extern const doku_php_option_kind doku_php_app_info_option;
extern const doku_php_option_kind doku_php_transport_option;

/* ---- for the kinds ---- */

/* The option's value, dereferenced; NULL when it was not passed or is null. */
zval *doku_php_find_option(HashTable *options, const char *name);

/* The setting of that name as it stands for this request; "" when it is empty. */
const char *doku_php_setting_text(const char *name);

/* Throw about the option, or about the setting of that name; both return false. */
bool doku_php_refuse_value(const char *name, bool is_option, const char *rule);
bool doku_php_refuse_type(const char *name, const char *expected, const zval *given);

/* A text from the option, else the setting. False: an exception was thrown. */
bool doku_php_text_option(HashTable *options, const char *name, bool *is_option, const char **text);

/* A copy of the engine's kind; NULL with an exception thrown when memory is out. */
char *doku_php_copy_text(const char *text, size_t length);

#endif
