#include "single.h"

#include <stdlib.h>

#include "exceptions.h"

/* The call is listed itself and closes alone. */
static void close_at_request_end(doku_php_work *work)
{
	doku_php_single *single = (doku_php_single *)work;
	doku_php_machine_abandon(&single->machine);
	free(single);
}

doku_php_single *doku_php_single_open(doku_php_client *client)
{
	doku_php_single *single = calloc(1, sizeof(*single));
	if (single == NULL) {
		doku_php_throw_no_memory();
		return NULL;
	}
	single->machine.client = client;
	single->machine.slots = &single->slot;
	single->machine.slot_count = 1;
	doku_php_machine_open(&single->machine, close_at_request_end);
	single->call = doku_php_call_open();
	if (single->call == NULL) {
		doku_php_single_close(single);
		return NULL;
	}
	return single;
}

void doku_php_single_run(doku_php_single *single, zval *return_value)
{
	bool goes_on = doku_php_machine_start(&single->machine, &single->slot, single->call);
	while (goes_on && single->slot.state != DOKU_PHP_SLOT_DONE) {
		goes_on = doku_php_machine_turn(&single->machine);
	}
	if (goes_on) {
		zend_object *exception = doku_php_call_outcome(single->call, return_value);
		if (exception != NULL) {
			doku_php_throw_object(exception);
		}
	}
}

void doku_php_single_close(doku_php_single *single)
{
	if (single->slot.call == NULL && single->call != NULL) {
		doku_php_call_close(single->call); /* it was never started */
	}
	doku_php_machine_close(&single->machine);
	free(single);
}
