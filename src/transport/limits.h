/*
 * When a transfer's time is over: one rule for what its group sees between two turns of the HTTP
 * library and for what the library's callbacks see inside of them. The library has loops that go
 * on for as long as a peer sends; a look at the clock after them would come too late.
 *
 * A group's clock runs while the group is stepped. A turn drives other groups' transfers on the
 * same connections too: of those only the time counts that such a transfer takes for itself.
 */
#ifndef DOKU_TRANSFER_LIMITS_H
#define DOKU_TRANSFER_LIMITS_H

#include "wire.h"

/* Whether the transfer's time is over when its group's clock shows `active`. */
bool doku_limits_are_over(const doku_transfer *transfer, int64_t active);

/* Microseconds until the first of the group's transfers is overdue, at most `longest`. */
int64_t doku_limits_time_left(const doku_transfer_group *group, int64_t longest);

/* Around a turn of the library that is made for `group`. */
void doku_turn_begin(doku_pool *pool, const doku_transfer_group *group, int64_t now);
void doku_turn_end(doku_pool *pool);

/* Inside a turn, on behalf of the transfer that the library works for: _COMPLETE to go on, else
 * how the transfer has to end, which it then remembers. Outside a turn always _COMPLETE. */
doku_wire_end doku_turn_check(doku_transfer *transfer);

#endif
