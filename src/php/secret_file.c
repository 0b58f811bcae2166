#include "secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#ifdef PHP_WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "zend_exceptions.h"

#include "classes.h"

#include "../base/utf8.h"

#define FILE_LIMIT 4096

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif
/* a pipe without a writer must not hold the request */
#ifndef O_NONBLOCK
#define O_NONBLOCK 0
#endif
#ifndef S_ISREG
#define S_ISREG(mode) (((mode)&S_IFMT) == S_IFREG)
#endif

static bool refuse(const char *path, const char *why)
{
	zend_throw_exception_ex(
		doku_php_ce_configuration_exception, 0, "doku_akulaku.secret_file \"%s\" %s", path, why);
	return false;
}

/* Unicode's white space and the byte order mark, which some editors write, included. */
static bool has_white_space_around(doku_slice secret)
{
	uint32_t first = 0;
	uint32_t last = 0;
	doku_utf8_decode(secret, &first);
	for (size_t width = 1; width <= 4 && width <= secret.length; width++) {
		doku_slice end = doku_slice_make(secret.data + secret.length - width, width);
		if (doku_utf8_decode(end, &last) == width) {
			break;
		}
	}
	return secret.data[0] == '\0' || secret.data[secret.length - 1] == '\0'
		|| doku_utf8_is_white_space(first) || doku_utf8_is_white_space(last);
}

/* Adds the secrets of the lines; the content is wiped by the caller. */
static bool read_lines(const char *path, const char *content, size_t length, doku_keyring *keyring)
{
	size_t start = 0;
	while (start < length) {
		const char *newline = memchr(content + start, '\n', length - start);
		size_t end = newline == NULL ? length : (size_t)(newline - content);
		size_t next = end + 1;
		while (end > start && content[end - 1] == '\r') {
			end--;
		}
		if (end > start) {
			doku_slice secret = doku_slice_make(content + start, end - start);
			if (has_white_space_around(secret)) {
				return refuse(path, "has white space or a byte order mark around a secret");
			}
			if (!doku_keyring_add(keyring, secret)) {
				zend_throw_error(NULL, "DokuAkulaku: out of memory");
				return false;
			}
		}
		start = next;
	}
	return keyring->count > 0 || refuse(path, "is empty");
}

bool doku_php_read_secret_file(const char *path, doku_keyring *keyring)
{
	if (path == NULL || path[0] == '\0') {
		return refuse("", "is not set");
	}
	char content[FILE_LIMIT + 1];
	size_t length = 0;
	int file = VCWD_OPEN(path, O_RDONLY | O_CLOEXEC | O_BINARY | O_NONBLOCK);
	if (file < 0) {
		return refuse(path, errno == ENOENT ? "does not exist" : "cannot be read");
	}
	zend_stat_t facts;
	if (zend_fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
		close(file);
		return refuse(path, "is not a regular file");
	}
	bool is_readable = true;
	while (length < sizeof(content)) {
		ssize_t count = read(file, content + length, sizeof(content) - length);
		if (count < 0 && errno == EINTR) {
			continue;
		}
		if (count <= 0) {
			is_readable = count == 0;
			break;
		}
		length += (size_t)count;
	}
	close(file);
	bool done;
	if (!is_readable) {
		done = refuse(path, "cannot be read");
	} else if (length > FILE_LIMIT) {
		done = refuse(path, "is larger than 4 KiB");
	} else {
		done = read_lines(path, content, length, keyring);
	}
	doku_crypto_cleanse(content, sizeof(content));
	return done;
}

bool doku_php_secret_file_is_open_to_all(const char *path)
{
#ifdef PHP_WIN32
	return false;
#else
	struct stat facts;
	return path != NULL && path[0] != '\0' && stat(path, &facts) == 0
		&& (facts.st_mode & S_IROTH) != 0;
#endif
}
