/*
 * The logger of a client: told between the steps of a call, never inside one. It cannot change
 * an outcome: what it throws is dropped, exit() is not.
 */
#ifndef DOKU_PHP_LOGGER_H
#define DOKU_PHP_LOGGER_H

#include "client.h"

#include "call.h"

#include "../response/notification.h"

/* An object with a method log(), as PSR-3 has it. */
bool doku_php_is_psr_logger(const zval *logger);

/* Before an attempt, and after one. False: exit() is on its way, the call is to be given up. */
bool doku_php_log_sending(doku_php_client *client, doku_php_call *state);
bool doku_php_log_answered(doku_php_client *client, doku_php_call *state);

/* Once a call, when it has ended, after `elapsed` milliseconds. False: as above. */
bool doku_php_log_ended(doku_php_client *client, doku_php_call *state, int64_t elapsed);

/* A genuine notification whose amount cannot be read. False: as above. */
bool doku_php_log_unreadable_amount(
	doku_php_client *client, const doku_notification *notification, const doku_error *error);

#endif
