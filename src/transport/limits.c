#include "limits.h"

#include "../base/clock.h"

/* A transfer of another group that holds up a turn for so long, when the turn's own time is over,
 * is a flood: microseconds. */
#define LONGEST_HOLD 1000000

static int64_t deadline_of(const doku_transfer *transfer)
{
	bool connects = !transfer->answer.sent && transfer->connect_deadline < transfer->deadline;
	return connects ? transfer->connect_deadline : transfer->deadline;
}

bool doku_limits_are_over(const doku_transfer *transfer, int64_t active)
{
	return active >= deadline_of(transfer);
}

int64_t doku_limits_time_left(const doku_transfer_group *group, int64_t longest)
{
	for (const doku_transfer *transfer = group->running.first; transfer != NULL;
		 transfer = transfer->next) {
		int64_t left = deadline_of(transfer) - group->active;
		longest = left < longest ? left : longest;
	}
	return longest > 0 ? longest : 0;
}

void doku_turn_begin(doku_pool *pool, const doku_transfer_group *group, int64_t now)
{
	pool->turn = (doku_turn){
		.group = group,
		.began = now,
		.time_over = now + doku_limits_time_left(group, INT64_MAX / 2),
	};
}

void doku_turn_end(doku_pool *pool)
{
	pool->turn.group = NULL;
}

static bool is_over(doku_turn *turn, const doku_transfer *transfer)
{
	int64_t now = doku_clock_microseconds();
	if (turn->busy_with != transfer) {
		turn->busy_with = transfer;
		turn->busy_since = now;
	}
	if (transfer->group == turn->group) {
		return doku_limits_are_over(transfer, transfer->group->active + now - turn->began);
	}
	int64_t taken = now - turn->busy_since;
	return doku_limits_are_over(transfer, transfer->group->active + taken)
		|| (taken >= LONGEST_HOLD && now >= turn->time_over);
}

doku_wire_end doku_turn_check(doku_transfer *transfer)
{
	doku_turn *turn = &transfer->group->pool->turn;
	const volatile unsigned char *interrupted = transfer->group->transport->interrupted;
	if (turn->group == NULL || transfer->verdict != DOKU_WIRE_COMPLETE) {
		return transfer->verdict;
	}
	if (interrupted != NULL && *interrupted != 0) {
		transfer->verdict = DOKU_WIRE_GIVEN_UP;
	} else if (is_over(turn, transfer)) {
		transfer->verdict = DOKU_WIRE_TIME_OVER;
	}
	return transfer->verdict;
}
