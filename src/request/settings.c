#include "settings.h"

#include <stdlib.h>

#include "../base/utf8.h"

/* White space of any script, zero-width characters, controls. Bytes that are no UTF-8 can be part
 * of a key. */
static bool is_unseen(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)
		|| doku_utf8_is_invisible(code_point);
}

static bool has_unseen_end(doku_slice secret)
{
	uint32_t code_point;
	if (doku_utf8_decode(secret, &code_point) > 0 && is_unseen(code_point)) {
		return true;
	}
	for (size_t width = 1; width <= 4 && width <= secret.length; width++) {
		doku_slice end = doku_slice_make(secret.data + secret.length - width, width);
		if (doku_utf8_decode(end, &code_point) == width) {
			return is_unseen(code_point);
		}
	}
	return false;
}

/* NUL, LF, VT, FF, CR, U+0085, U+2028 and U+2029. */
static bool has_break(doku_slice secret)
{
	for (size_t i = 0; i < secret.length; i++) {
		const char *rest = secret.data + i;
		size_t left = secret.length - i;
		if (*rest == '\0' || (*rest >= '\n' && *rest <= '\r')
			|| (left >= 2 && memcmp(rest, "\xC2\x85", 2) == 0)
			|| (left >= 3 && memcmp(rest, "\xE2\x80", 2) == 0
				&& (rest[2] == '\xA8' || rest[2] == '\xA9'))) {
			return true;
		}
	}
	return false;
}

const char *doku_secret_problem(doku_slice secret)
{
	if (secret.length == 0) {
		return "not be empty";
	}
	if (has_unseen_end(secret)) {
		return "not begin or end with white space, a byte order mark or another invisible "
			   "character: copy it anew";
	}
	return has_break(secret) ? "not hold a NUL or a line break" : NULL;
}

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
