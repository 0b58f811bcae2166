/* Times, compared with gmtime_r() and timegm(), and with tables of what must be refused. */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "base/timestamp.h"

static void check_moment(int64_t seconds)
{
	char text[DOKU_TIMESTAMP_SIZE];
	char expected[64];
	time_t moment = (time_t)seconds;
	struct tm parts;
	check_context("second %" PRId64, seconds);
	if (!CHECK(gmtime_r(&moment, &parts) != NULL)) {
		return;
	}
	strftime(expected, sizeof(expected), "%Y-%m-%dT%H:%M:%SZ", &parts);
	memset(text, '!', sizeof(text));
	doku_timestamp_format(seconds, text);
	CHECK_STRING(text, expected);

	int64_t read = -1;
	CHECK(doku_timestamp_parse(doku_slice_from_string(expected), &read));
	CHECK_INTEGER(read, seconds);

	strftime(expected, sizeof(expected), "%a, %d %b %Y %H:%M:%S GMT", &parts);
	read = -1;
	CHECK(doku_timestamp_parse_http(doku_slice_from_string(expected), &read));
	CHECK_INTEGER(read, seconds);
}

static void check_many_moments(void)
{
	static const int64_t edges[] = {0, 1, 59, 60, 3599, 3600, 86399, 86400, 951782399, 951782400,
		951868799, 951868800, 1582934400, 1609459199, 1609459200, 2147483647, 2147483648,
		4107542399, 4107542400, 4294967295, 4294967296, 253402300798, DOKU_TIMESTAMP_MAX};
	for (size_t i = 0; i < CHECK_COUNT(edges); i++) {
		check_moment(edges[i]);
	}
	/* both ends of every month from 1970 to 2100, and of every year to 9999 */
	for (int year = 1970; year <= 9999; year += 1) {
		for (int month = 0; month < (year <= 2100 ? 12 : 1); month++) {
			struct tm first = {.tm_year = year - 1900, .tm_mon = month, .tm_mday = 1};
			int64_t seconds = (int64_t)timegm(&first);
			check_moment(seconds);
			if (seconds > 0) {
				check_moment(seconds - 1);
			}
		}
	}
	/* a step that is prime to the day walks through all times of day */
	for (int64_t seconds = 0; seconds < DOKU_TIMESTAMP_MAX; seconds += INT64_C(50000021)) {
		check_moment(seconds);
	}
}

static const struct {
	const char *text;
	bool accepted;
	int64_t seconds;
} rows[] = {
	/* DOKU's own samples */
	{"2020-08-11T08:45:42Z", true, 1597135542},
	{"2021-07-07T08:48:42Z", true, 1625647722},
	/* fractions are dropped */
	{"2020-08-11T08:45:42.0Z", true, 1597135542},
	{"2020-08-11T08:45:42.999Z", true, 1597135542},
	{"2020-08-11T08:45:42.123456789Z", true, 1597135542},
	{"2020-08-11T08:45:42.Z", false, 0},
	{"2020-08-11T08:45:42.1234567890Z", false, 0},
	{"2020-08-11T08:45:42,5Z", false, 0},
	/* offsets: WIB is UTC+7 */
	{"2020-08-11T15:45:42+07:00", true, 1597135542},
	{"2020-08-11T15:45:42.5+07:00", true, 1597135542},
	{"2020-08-11T08:45:42+00:00", true, 1597135542},
	{"2020-08-11T08:45:42-00:00", true, 1597135542},
	{"2020-08-11T03:15:42-05:30", true, 1597135542},
	{"2020-08-11T22:45:42+14:00", true, 1597135542},
	{"2020-08-11T23:45:42+15:00", false, 0},
	{"2020-08-11T15:45:42+07:60", false, 0},
	{"2020-08-11T15:45:42+0700", false, 0},
	{"2020-08-11T15:45:42+7:00", false, 0},
	{"2020-08-11T15:45:42+07", false, 0},
	{"2020-08-11T08:45:42", false, 0},
	{"2020-08-11T08:45:42z", false, 0},
	{"2020-08-11T08:45:42ZZ", false, 0},
	{"2020-08-11T08:45:42Z ", false, 0},
	{" 2020-08-11T08:45:42Z", false, 0},
	{"2020-08-11 08:45:42Z", false, 0},
	{"2020-08-11t08:45:42Z", false, 0},
	{"20200811084542", false, 0},
	{"2020-8-11T08:45:42Z", false, 0},
	{"2020-08-11T8:45:42Z", false, 0},
	{"2020-08-11T08:45Z", false, 0},
	{"+020-08-11T08:45:42Z", false, 0},
	{"2020-08-11T08:45:-2Z", false, 0},
	{"", false, 0},
	{"Z", false, 0},
	/* days that do and do not exist */
	{"2020-02-29T00:00:00Z", true, 1582934400},
	{"2021-02-29T00:00:00Z", false, 0},
	{"2000-02-29T00:00:00Z", true, 951782400},
	{"2100-02-29T00:00:00Z", false, 0},
	{"2020-04-31T00:00:00Z", false, 0},
	{"2020-12-32T00:00:00Z", false, 0},
	{"2020-00-10T00:00:00Z", false, 0},
	{"2020-13-10T00:00:00Z", false, 0},
	{"2020-10-00T00:00:00Z", false, 0},
	{"2020-08-11T24:00:00Z", false, 0},
	{"2020-08-11T23:60:00Z", false, 0},
	{"2020-08-11T23:59:61Z", false, 0},
	/* a leap second is the first second of the next minute */
	{"2016-12-31T23:59:60Z", true, 1483228800},
	{"1969-12-31T23:59:59Z", false, 0},
	{"9999-12-31T23:59:59Z", true, DOKU_TIMESTAMP_MAX},
};

static const struct {
	const char *text;
	bool accepted;
	int64_t seconds;
} http_rows[] = {
	/* RFC 9110, 5.6.7 */
	{"Sun, 06 Nov 1994 08:49:37 GMT", true, 784111777},
	{"Sunday, 06-Nov-94 08:49:37 GMT", false, 0},
	{"Sun Nov  6 08:49:37 1994", false, 0},
	{"Sat, 29 Feb 2020 00:00:00 GMT", true, 1582934400},
	{"Mon, 29 Feb 2021 00:00:00 GMT", false, 0},
	{"Sun, 06 Nov 1994 08:49:37 UTC", false, 0},
	{"Sun, 06 nov 1994 08:49:37 GMT", false, 0},
	{"Sun, 06 Foo 1994 08:49:37 GMT", false, 0},
	{"Sun, 06 Nov 1994 08:49:37 GMT ", false, 0},
	{"Sun, 6 Nov 1994 08:49:37 GMT", false, 0},
	{"Sun; 06 Nov 1994 08:49:37 GMT", false, 0},
	{"Sun, 06 Nov 1994 24:49:37 GMT", false, 0},
	{"Sun, 06 Nov 1969 08:49:37 GMT", false, 0},
	{"120", false, 0},
	{"", false, 0},
};

int main(void)
{
	check_many_moments();
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		int64_t seconds = 0;
		check_context("\"%s\"", rows[i].text);
		CHECK_INTEGER(
			doku_timestamp_parse(doku_slice_from_string(rows[i].text), &seconds), rows[i].accepted);
		if (rows[i].accepted) {
			CHECK_INTEGER(seconds, rows[i].seconds);
		}
	}
	for (size_t i = 0; i < CHECK_COUNT(http_rows); i++) {
		int64_t seconds = 0;
		check_context("HTTP \"%s\"", http_rows[i].text);
		CHECK_INTEGER(
			doku_timestamp_parse_http(doku_slice_from_string(http_rows[i].text), &seconds),
			http_rows[i].accepted);
		if (http_rows[i].accepted) {
			CHECK_INTEGER(seconds, http_rows[i].seconds);
		}
	}
	return check_finish();
}
