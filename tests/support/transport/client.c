#include "client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "transport/wire.h"

client_url client_url_of(const char *scheme, const char *host, int port, const char *target)
{
	client_url url;
	snprintf(url.text, sizeof(url.text), "%s://%s:%d%s", scheme, host, port, target);
	return url;
}

doku_transfer_options client_get(const client_url *url)
{
	doku_transfer_options options = {0};
	options.method = "GET";
	options.url = url->text;
	options.connect_timeout = 5000;
	options.timeout = 10000;
	options.idle_timeout = 55000;
	return options;
}

doku_transfer_options client_post(const client_url *url, const char *body)
{
	doku_transfer_options options = client_get(url);
	options.method = "POST";
	options.has_body = true;
	options.body = doku_slice_from_string(body);
	return options;
}

doku_transfer *client_start(doku_transfer_group *group, const doku_transfer_options *options)
{
	char detail[DOKU_ANSWER_DETAIL_SIZE];
	doku_transfer *transfer = doku_transfer_start(group, options, detail);
	if (transfer == NULL) {
		printf("a transfer did not start: %s\n", detail);
		exit(2);
	}
	return transfer;
}

bool client_is_done(const doku_transfer *transfer)
{
	return transfer->easy == NULL;
}

bool client_finish(doku_transfer_group *group, const doku_transfer *transfer)
{
	int64_t until = client_clock() + 60000;
	while (!client_is_done(transfer) && client_clock() < until) {
		doku_transfer_group_step(group, 100);
		doku_transfer_group_take(group);
	}
	return client_is_done(transfer);
}

doku_answer *client_run(doku_transfer_group *group, const doku_transfer_options *options)
{
	doku_transfer *transfer = client_start(group, options);
	if (!client_finish(group, transfer)) {
		printf("a transfer did not end\n");
		exit(2);
	}
	return doku_transfer_answer(transfer);
}

doku_transfer_result client_probe(
	doku_transport *transport, const doku_transfer_options *options, int *status)
{
	doku_transfer_group *group = doku_transfer_group_open(transport);
	doku_answer *answer = client_run(group, options);
	doku_transfer_result result = answer->result;
	if (status != NULL) {
		*status = answer->http_status;
	}
	doku_transfer_group_close(group);
	return result;
}

int64_t client_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
