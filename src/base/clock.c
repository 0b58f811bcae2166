#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include "clock.h"

#ifdef _WIN32
#include <windows.h>

int64_t doku_clock_microseconds(void)
{
	LARGE_INTEGER count;
	LARGE_INTEGER frequency;
	QueryPerformanceCounter(&count);
	QueryPerformanceFrequency(&frequency);
	return count.QuadPart / frequency.QuadPart * 1000000
		+ count.QuadPart % frequency.QuadPart * 1000000 / frequency.QuadPart;
}

void doku_clock_sleep(int64_t milliseconds)
{
	Sleep((DWORD)milliseconds);
}
#else
#include <time.h>

int64_t doku_clock_microseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void doku_clock_sleep(int64_t milliseconds)
{
	struct timespec turn = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
	nanosleep(&turn, NULL);
}
#endif
