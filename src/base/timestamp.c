#include "timestamp.h"

#define SECONDS_A_DAY 86400

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar. Years start in March, so
 * that a leap day is the last day of its year. */
static int64_t days_from_date(int64_t year, int64_t month, int64_t day)
{
	int64_t shifted_year = month <= 2 ? year - 1 : year;
	int64_t shifted_month = month <= 2 ? month + 9 : month - 3;
	int64_t day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
	int64_t leap_days = shifted_year / 4 - shifted_year / 100 + shifted_year / 400;
	return shifted_year * 365 + leap_days + day_of_year - 719468;
}

static bool is_leap_year(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t days_in_month(int64_t year, int64_t month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

static void put_digits(char *out, size_t width, uint32_t number)
{
	for (size_t i = width; i > 0; i--) {
		out[i - 1] = (char)('0' + number % 10);
		number /= 10;
	}
}

/* The reverse, from 1970 on, again with years that start in March. A cycle is 400 years; within
 * it, the days of the leap days before are taken out, so that every year has 365. */
static void date_from_days(uint32_t days, uint32_t *year, uint32_t *month, uint32_t *day)
{
	const uint32_t days_of_cycle = 146097;
	uint32_t since_cycle_start = days + 719468;
	uint32_t cycle = since_cycle_start / days_of_cycle;
	uint32_t of_cycle = since_cycle_start % days_of_cycle;
	uint32_t leap_days = of_cycle / 1460 - of_cycle / 36524 + of_cycle / (days_of_cycle - 1);
	uint32_t of_years = (of_cycle - leap_days) / 365;
	uint32_t of_year = of_cycle - (of_years * 365 + of_years / 4 - of_years / 100);
	uint32_t shifted_month = (of_year * 5 + 2) / 153;
	*day = of_year - (153 * shifted_month + 2) / 5 + 1;
	*month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
	*year = cycle * 400 + of_years + (*month <= 2 ? 1 : 0);
}

void doku_timestamp_format(int64_t seconds, char text[DOKU_TIMESTAMP_SIZE])
{
	uint32_t year;
	uint32_t month;
	uint32_t day;
	date_from_days((uint32_t)(seconds / SECONDS_A_DAY), &year, &month, &day);
	uint32_t of_day = (uint32_t)(seconds % SECONDS_A_DAY);
	memcpy(text, "yyyy-MM-ddTHH:mm:ssZ", DOKU_TIMESTAMP_SIZE);
	put_digits(text, 4, year);
	put_digits(text + 5, 2, month);
	put_digits(text + 8, 2, day);
	put_digits(text + 11, 2, of_day / 3600);
	put_digits(text + 14, 2, of_day / 60 % 60);
	put_digits(text + 17, 2, of_day % 60);
}

/* Takes `width` digits from the front. */
static bool take_digits(doku_slice *text, size_t width, int64_t *number)
{
	if (text->length < width) {
		return false;
	}
	*number = 0;
	for (size_t i = 0; i < width; i++) {
		char digit = text->data[i];
		if (digit < '0' || digit > '9') {
			return false;
		}
		*number = *number * 10 + (digit - '0');
	}
	text->data += width;
	text->length -= width;
	return true;
}

static bool take_text(doku_slice *text, const char *expected)
{
	doku_slice wanted = doku_slice_from_string(expected);
	if (!doku_slice_starts_with(*text, wanted)) {
		return false;
	}
	text->data += wanted.length;
	text->length -= wanted.length;
	return true;
}

static bool seconds_from_parts(
	int64_t year, int64_t month, int64_t day, const int64_t time_of_day[3], int64_t *seconds)
{
	/* 60 is a leap second: counted as the first second of the next minute */
	if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)
		|| time_of_day[0] > 23 || time_of_day[1] > 59 || time_of_day[2] > 60) {
		return false;
	}
	*seconds = days_from_date(year, month, day) * SECONDS_A_DAY + time_of_day[0] * 3600
		+ time_of_day[1] * 60 + time_of_day[2];
	return true;
}

static bool take_time_of_day(doku_slice *text, int64_t time_of_day[3])
{
	return take_digits(text, 2, &time_of_day[0]) && take_text(text, ":")
		&& take_digits(text, 2, &time_of_day[1]) && take_text(text, ":")
		&& take_digits(text, 2, &time_of_day[2]);
}

static bool take_fraction(doku_slice *text)
{
	if (!take_text(text, ".")) {
		return true;
	}
	int64_t digit;
	size_t count = 0;
	while (take_digits(text, 1, &digit)) {
		count++;
	}
	return count >= 1 && count <= 9;
}

static bool take_offset(doku_slice *text, int64_t *offset)
{
	*offset = 0;
	if (take_text(text, "Z")) {
		return true;
	}
	int64_t sign;
	if (take_text(text, "+")) {
		sign = 1;
	} else if (take_text(text, "-")) {
		sign = -1;
	} else {
		return false;
	}
	int64_t hours;
	int64_t minutes;
	if (!take_digits(text, 2, &hours) || !take_text(text, ":") || !take_digits(text, 2, &minutes)
		|| hours > 14 || minutes > 59) {
		return false;
	}
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool doku_timestamp_parse(doku_slice text, int64_t *seconds)
{
	int64_t year;
	int64_t month;
	int64_t day;
	int64_t time_of_day[3];
	int64_t offset;
	if (!take_digits(&text, 4, &year) || !take_text(&text, "-") || !take_digits(&text, 2, &month)
		|| !take_text(&text, "-") || !take_digits(&text, 2, &day) || !take_text(&text, "T")
		|| !take_time_of_day(&text, time_of_day) || !take_fraction(&text)
		|| !take_offset(&text, &offset) || text.length != 0
		|| !seconds_from_parts(year, month, day, time_of_day, seconds)) {
		return false;
	}
	*seconds -= offset;
	return true;
}

static bool take_month_name(doku_slice *text, int64_t *month)
{
	static const char *const names[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	for (size_t i = 0; i < 12; i++) {
		if (take_text(text, names[i])) {
			*month = (int64_t)i + 1;
			return true;
		}
	}
	return false;
}

bool doku_timestamp_parse_http(doku_slice text, int64_t *seconds)
{
	/* "Sun, 06 Nov 1994 08:49:37 GMT": the day's name is not checked against the date */
	if (text.length != 29) {
		return false;
	}
	text.data += 3;
	text.length -= 3;
	int64_t year;
	int64_t month;
	int64_t day;
	int64_t time_of_day[3];
	return take_text(&text, ", ") && take_digits(&text, 2, &day) && take_text(&text, " ")
		&& take_month_name(&text, &month) && take_text(&text, " ") && take_digits(&text, 4, &year)
		&& take_text(&text, " ") && take_time_of_day(&text, time_of_day) && take_text(&text, " GMT")
		&& seconds_from_parts(year, month, day, time_of_day, seconds);
}
