/*
 * Runs a fuzz target over files and folders, without a fuzzing engine: the corpus as an ordinary
 * test. A broken promise ends the program, so a file that was counted has passed.
 */
#include <dirent.h>
#include <sys/stat.h>

#include "fuzz.h"

#define SIZE_LIMIT (4u * 1024u * 1024u)

static unsigned long passed;
static unsigned long failed;

static void replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	doku_buffer content;
	doku_buffer_init(&content, SIZE_LIMIT);
	char chunk[4096];
	size_t got;
	bool whole = file != NULL;
	while (whole && (got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		whole = doku_buffer_append(&content, chunk, got);
	}
	if (file != NULL) {
		fclose(file);
	}
	if (!whole) {
		fprintf(stderr, "cannot read %s\n", path);
		failed++;
	} else {
		/* a block of the input's own size: a read past its end is seen */
		uint8_t *data = malloc(content.length == 0 ? 1 : content.length);
		FUZZ_REQUIRE(data != NULL);
		if (content.length > 0) {
			memcpy(data, content.data, content.length);
		}
		fprintf(stderr, "replaying %s\n", path);
		LLVMFuzzerTestOneInput(data, content.length);
		free(data);
		passed++;
	}
	doku_buffer_free(&content);
}

static void replay_path(const char *path)
{
	struct stat facts;
	DIR *directory = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode) ? opendir(path) : NULL;
	if (directory == NULL) {
		replay_file(path);
		return;
	}
	struct dirent *entry;
	while ((entry = readdir(directory)) != NULL) {
		char inner[4096];
		int length = snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.' && length > 0 && (size_t)length < sizeof(inner)) {
			replay_file(inner);
		}
	}
	closedir(directory);
}

int main(int count, char **arguments)
{
	for (int i = 1; i < count; i++) {
		replay_path(arguments[i]);
	}
	printf("%lu passed, %lu failed\n", passed, failed);
	return failed == 0 && passed > 0 ? 0 : 1;
}
