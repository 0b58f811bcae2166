#include "similar.h"

#define LONGEST_NAME 48
#define SHORTEST_PART 4

/* Without separators, in small letters; 0 when it is too long to be a name. */
static size_t plain_name(doku_slice name, char plain[LONGEST_NAME])
{
	size_t length = 0;
	for (size_t i = 0; i < name.length; i++) {
		char byte = name.data[i];
		if (byte == '_' || byte == '-' || byte == ' ') {
			continue;
		}
		if (length == LONGEST_NAME) {
			return 0;
		}
		plain[length++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 'a' - 'A' : byte);
	}
	return length;
}

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment. */
static unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned rows[3][LONGEST_NAME + 1];
	unsigned *before_last = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b_length; j++) {
		last[j] = (unsigned)j;
	}
	for (size_t i = 1; i <= a_length; i++) {
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_length; j++) {
			unsigned cost = a[i - 1] == b[j - 1] ? 0 : 1;
			row[j] = smaller(last[j - 1] + cost, smaller(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
				row[j] = smaller(row[j], before_last[j - 2] + 1);
			}
		}
		unsigned *oldest = before_last;
		before_last = last;
		last = row;
		row = oldest;
	}
	return last[b_length];
}

static bool is_part(const char *part, size_t part_length, const char *whole, size_t whole_length)
{
	for (size_t i = 0; part_length >= SHORTEST_PART && i + part_length <= whole_length; i++) {
		if (memcmp(part, whole + i, part_length) == 0) {
			return true;
		}
	}
	return false;
}

unsigned doku_name_distance(doku_slice a, doku_slice b)
{
	char first[LONGEST_NAME];
	char second[LONGEST_NAME];
	size_t first_length = plain_name(a, first);
	size_t second_length = plain_name(b, second);
	if (first_length == 0 || second_length == 0) {
		return DOKU_NAMES_UNLIKE;
	}
	unsigned distance = edit_distance(first, first_length, second, second_length);
	size_t shorter = first_length < second_length ? first_length : second_length;
	if (distance <= (shorter + 1) / 3) {
		return distance;
	}
	bool is_near = (shorter >= SHORTEST_PART && memcmp(first, second, SHORTEST_PART) == 0)
		|| is_part(first, first_length, second, second_length)
		|| is_part(second, second_length, first, first_length);
	/* after every name that is only misspelt, the nearest in length first */
	return is_near ? LONGEST_NAME + distance : DOKU_NAMES_UNLIKE;
}
