#include "secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#ifdef PHP_WIN32
#include <io.h>
#else
#include <pwd.h>
#include <unistd.h>
#endif

#include "zend_exceptions.h"

#include "exceptions.h"

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
			const char *problem = doku_secret_problem(secret);
			if (problem != NULL) {
				char why[128];
				snprintf(why, sizeof(why), "is wrong: a secret must %s", problem);
				return refuse(path, why);
			}
			if (!doku_keyring_add(keyring, secret)) {
				doku_php_throw_no_memory();
				return false;
			}
		}
		start = next;
	}
	return keyring->count > 0 || refuse(path, "is empty");
}

bool doku_php_read_secret_file(const char *path, doku_keyring *keyring)
{
	if (path[0] == '\0') {
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

#ifdef PHP_WIN32

void doku_php_describe_secret_file(const char *path, char facts[DOKU_PHP_SECRET_FILE_FACTS_SIZE])
{
	bool is_readable = VCWD_ACCESS(path, R_OK) == 0;
	snprintf(facts, DOKU_PHP_SECRET_FILE_FACTS_SIZE, "%s",
		is_readable ? "readable by this process" : "cannot be read by this process");
}

#else

#define USER_NAME_SIZE 64

static void name_user(uid_t id, char name[USER_NAME_SIZE])
{
	struct passwd entry;
	struct passwd *found = NULL;
	char memory[1024];
	if (getpwuid_r(id, &entry, memory, sizeof(memory), &found) == 0 && found != NULL) {
		snprintf(name, USER_NAME_SIZE, "%s", found->pw_name);
	} else {
		snprintf(name, USER_NAME_SIZE, "user %ld", (long)id);
	}
}

static void describe_refusal(const char *path, const char *user, int error, char *facts)
{
	const size_t size = DOKU_PHP_SECRET_FILE_FACTS_SIZE;
	int used =
		snprintf(facts, size, "cannot be read by %s: %s, errno %d", user, strerror(error), error);
	struct stat status;
	if (used < 0 || (size_t)used >= size) {
		return;
	}
	facts += used;
	if (VCWD_STAT(path, &status) == 0) {
		char owner[USER_NAME_SIZE];
		name_user(status.st_uid, owner);
		snprintf(facts, size - (size_t)used,
			"; it belongs to %s, mode %04o: give it to %s (chown, and chmod 0400), or to a group of "
			"that user (chmod 0440)",
			owner, (unsigned)(status.st_mode & 07777), user);
	} else {
		snprintf(facts, size - (size_t)used, "%s",
			error == ENOENT ? "; create it, or mend the path"
							: "; a folder on its path must let that user through (chmod +x)");
	}
}

void doku_php_describe_secret_file(const char *path, char facts[DOKU_PHP_SECRET_FILE_FACTS_SIZE])
{
	char user[USER_NAME_SIZE];
	name_user(geteuid(), user);
	struct stat status;
	int file = VCWD_OPEN(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0) {
		describe_refusal(path, user, errno, facts);
		return;
	}
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
		snprintf(facts, DOKU_PHP_SECRET_FILE_FACTS_SIZE, "is not a regular file");
	} else if ((status.st_mode & S_IROTH) != 0) {
		snprintf(facts, DOKU_PHP_SECRET_FILE_FACTS_SIZE, "readable by every user of this machine");
	} else {
		snprintf(facts, DOKU_PHP_SECRET_FILE_FACTS_SIZE, "readable by %s", user);
	}
	close(file);
}

#endif
