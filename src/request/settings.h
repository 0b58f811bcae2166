/*
 * What a client object was made with. Filled once by the glue, read-only afterwards; calls
 * borrow it, so it must outlive them.
 */
#ifndef DOKU_SETTINGS_H
#define DOKU_SETTINGS_H

#include "../base/buffer.h"
#include "../payload/payload.h"
#include "signature.h"

#define DOKU_SANDBOX_URL "https://api-sandbox.doku.com"
#define DOKU_PRODUCTION_URL "https://api.doku.com"

typedef enum doku_verify_mode {
	DOKU_VERIFY_REPORT = 0,
	DOKU_VERIFY_REQUIRE,
	DOKU_VERIFY_OFF
} doku_verify_mode;

typedef struct doku_settings {
	char *client_id;
	doku_keyring keyring;
	char *base_url; /* scheme://host[:port], no slash at the end */
	char *ca_file;  /* NULL: the system's */
	char *proxy;    /* NULL: none; "env": the environment's; may hold credentials */
	char *user_agent;
	int64_t connect_timeout; /* milliseconds */
	int64_t timeout;         /* milliseconds, of a whole call */
	int64_t idle_timeout;    /* milliseconds; an older idle connection is not used */
	int retries;
	doku_verify_mode verify_response;
	doku_characters characters;
	int64_t notification_max_age; /* seconds; 0: off */
} doku_settings;

/* What a secret must be, in words that complete "must ..."; NULL when it is. Whatever its ends or
 * a line break inside hold came from a file or a copy: DOKU's keys have none of it. */
const char *doku_secret_problem(doku_slice secret);

/* Frees what the fields hold and wipes what may be secret. */
void doku_settings_free(doku_settings *settings);

#endif
