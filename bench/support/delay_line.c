/*
 * A line between two network namespaces: a TUN device in each, and every packet handed over after
 * the given delay. For benchmarks; Linux, root.
 *
 *   delay_line NAMESPACE-A NAMESPACE-B MILLISECONDS-ONE-WAY
 *
 * Prints "ready" when both devices (tun0) are there, and ends when its standard input ends.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PACKET_SIZE 2048
#define QUEUE_LENGTH 16384

typedef struct packet {
	int64_t due;
	ssize_t length;
	unsigned char bytes[PACKET_SIZE];
} packet;

/* One direction: packets wait in the order of their arrival. */
typedef struct direction {
	int from, to;
	packet *queue;
	size_t head, count;
} direction;

static void fail(const char *what)
{
	fprintf(stderr, "delay_line: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(void)
{
	struct timespec clock;
	clock_gettime(CLOCK_MONOTONIC, &clock);
	return (int64_t)clock.tv_sec * 1000000000 + clock.tv_nsec;
}

static int open_device(const char *name_space)
{
	char path[256];
	snprintf(path, sizeof(path), "/run/netns/%s", name_space);
	int place = open(path, O_RDONLY | O_CLOEXEC);
	if (place < 0 || setns(place, CLONE_NEWNET) != 0) {
		fail(path);
	}
	close(place);
	int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	struct ifreq request;
	memset(&request, 0, sizeof(request));
	request.ifr_flags = IFF_TUN | IFF_NO_PI;
	strcpy(request.ifr_name, "tun0");
	if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0) {
		fail("/dev/net/tun");
	}
	return device;
}

static void take_in(direction *way, int64_t delay)
{
	while (way->count < QUEUE_LENGTH) {
		packet *place = &way->queue[(way->head + way->count) % QUEUE_LENGTH];
		place->length = read(way->from, place->bytes, PACKET_SIZE);
		if (place->length <= 0) {
			return;
		}
		place->due = now() + delay;
		way->count++;
	}
}

static void hand_over(direction *way)
{
	while (way->count > 0 && way->queue[way->head].due <= now()) {
		packet *first = &way->queue[way->head];
		if (write(way->to, first->bytes, (size_t)first->length) < 0 && errno == EAGAIN) {
			return;
		}
		way->head = (way->head + 1) % QUEUE_LENGTH;
		way->count--;
	}
}

static int64_t next_due(const direction *ways)
{
	int64_t due = INT64_MAX;
	for (int i = 0; i < 2; i++) {
		if (ways[i].count > 0 && ways[i].queue[ways[i].head].due < due) {
			due = ways[i].queue[ways[i].head].due;
		}
	}
	return due;
}

int main(int count, char **words)
{
	if (count != 4) {
		fprintf(stderr, "usage: delay_line NAMESPACE-A NAMESPACE-B MILLISECONDS-ONE-WAY\n");
		return 2;
	}
	int64_t delay = (int64_t)(atof(words[3]) * 1e6);
	int a = open_device(words[1]);
	int b = open_device(words[2]);
	direction ways[2] = {{a, b, NULL, 0, 0}, {b, a, NULL, 0, 0}};
	for (int i = 0; i < 2; i++) {
		ways[i].queue = malloc(QUEUE_LENGTH * sizeof(packet));
		if (ways[i].queue == NULL) {
			fail("memory");
		}
	}
	puts("ready");
	fflush(stdout);
	for (;;) {
		struct pollfd looks[3] = {{a, POLLIN, 0}, {b, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
		int64_t due = next_due(ways);
		int64_t left = due == INT64_MAX ? INT64_MAX : due - now();
		struct timespec wait = {left / 1000000000, left % 1000000000};
		if (left <= 0) {
			wait = (struct timespec){0, 0};
		}
		if (ppoll(looks, 3, due == INT64_MAX ? NULL : &wait, NULL) < 0 && errno != EINTR) {
			fail("ppoll");
		}
		if (looks[2].revents != 0) {
			return 0;
		}
		for (int i = 0; i < 2; i++) {
			take_in(&ways[i], delay);
			hand_over(&ways[i]);
		}
	}
}
