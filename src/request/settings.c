#include "settings.h"

#include <stdlib.h>

void doku_settings_free(doku_settings *settings)
{
	doku_keyring_free(&settings->keyring);
	if (settings->proxy != NULL) {
		doku_crypto_cleanse(settings->proxy, strlen(settings->proxy));
	}
	free(settings->client_id);
	free(settings->base_url);
	free(settings->ca_file);
	free(settings->proxy);
	free(settings->user_agent);
	memset(settings, 0, sizeof(*settings));
}
