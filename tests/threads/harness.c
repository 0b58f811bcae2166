/*
 * Runs PHP code in many threads of one process at once, as a threaded web server does: each thread serves some
 * requests and ends while others go on, and new ones take its place.
 *
 *   harness MODULE INI SCRIPT BASE_URL THREADS GENERATIONS SEED
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <sapi/embed/php_embed.h>

#ifndef ZTS
#error "a PHP with threads is needed"
#endif

#define MAXIMUM_THREADS 64
#define MOST_REQUESTS 8

ZEND_TSRMLS_CACHE_EXTERN()

typedef struct worker {
	pthread_t thread;
	unsigned number;
	unsigned requests;
} worker;

static const char *script;
static const char *base_url;
static pthread_barrier_t start_line;

static void set_text(const char *name, const char *text)
{
	zval value;
	ZVAL_STRING(&value, text);
	zend_hash_str_update(&EG(symbol_table), name, strlen(name), &value);
}

static void set_number(const char *name, zend_long number)
{
	zval value;
	ZVAL_LONG(&value, number);
	zend_hash_str_update(&EG(symbol_table), name, strlen(name), &value);
}

static void serve_request(const worker *self, unsigned request)
{
	SG(server_context) = (void *)self;
	SG(options) |= SAPI_OPTION_NO_CHDIR;
	if (php_request_startup() != SUCCESS) {
		fputs("FAILED: a request could not start\n", stdout);
		return;
	}
	SG(headers_sent) = 1;
	SG(request_info).no_headers = 1;
	zend_first_try
	{
		zend_file_handle file;
		set_text("base_url", base_url);
		set_number("thread", (zend_long)self->number);
		set_number("request", (zend_long)request);
		zend_stream_init_filename(&file, script);
		php_execute_script(&file);
		zend_destroy_file_handle(&file);
	}
	zend_end_try();
	php_request_shutdown(NULL);
}

static void *run_worker(void *word)
{
	worker *self = word;
	(void)ts_resource(0);
	ZEND_TSRMLS_CACHE_UPDATE();
	pthread_barrier_wait(&start_line);
	for (unsigned i = 0; i < self->requests; i++) {
		serve_request(self, i);
	}
	ts_free_thread();
	return NULL;
}

static int run_generation(unsigned count, unsigned generation)
{
	static worker workers[MAXIMUM_THREADS];
	pthread_barrier_init(&start_line, NULL, count);
	for (unsigned i = 0; i < count; i++) {
		workers[i].number = generation * count + i;
		workers[i].requests = 1 + (unsigned)rand() % MOST_REQUESTS;
		if (pthread_create(&workers[i].thread, NULL, run_worker, &workers[i]) != 0) {
			fputs("FAILED: a thread could not start\n", stdout);
			exit(1);
		}
	}
	int requests = 0;
	for (unsigned i = 0; i < count; i++) {
		pthread_join(workers[i].thread, NULL);
		requests += (int)workers[i].requests;
	}
	pthread_barrier_destroy(&start_line);
	return requests;
}

static zend_module_entry *extension;

static int start_module(sapi_module_struct *sapi)
{
	return php_module_startup(sapi, extension);
}

/* PHP itself would load it with RTLD_DEEPBIND, which ThreadSanitizer forbids. */
static bool load_extension(const char *path)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
	zend_module_entry *(*get_module)(void) = NULL;
	if (library != NULL) {
		*(void **)&get_module = dlsym(library, "get_module");
	}
	if (get_module == NULL) {
		fprintf(stderr, "%s\n", dlerror());
		return false;
	}
	extension = get_module();
	php_embed_module.startup = start_module;
	return true;
}

static int raced;

static void *race(void *word)
{
	for (int i = 0; i < 1000; i++) {
		raced++;
	}
	return word;
}

/* "harness control": a race on purpose, which the sanitizer must report. */
static int run_control(void)
{
	pthread_t first;
	pthread_t second;
	if (pthread_create(&first, NULL, race, NULL) != 0
		|| pthread_create(&second, NULL, race, NULL) != 0) {
		return 2;
	}
	pthread_join(first, NULL);
	pthread_join(second, NULL);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "control") == 0) {
		return run_control();
	}
	if (argc != 8 || !load_extension(argv[1])) {
		return 2;
	}
	argv++;
	script = argv[2];
	base_url = argv[3];
	unsigned threads = (unsigned)strtoul(argv[4], NULL, 10);
	unsigned generations = (unsigned)strtoul(argv[5], NULL, 10);
	srand((unsigned)strtoul(argv[6], NULL, 10));
	if (threads == 0 || threads > MAXIMUM_THREADS) {
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	php_embed_module.php_ini_path_override = argv[1];
	php_embed_module.php_ini_ignore = 0;
	if (php_embed_init(0, NULL) != SUCCESS) {
		return 2;
	}
	int requests = 0;
	for (unsigned i = 0; i < generations; i++) {
		requests += run_generation(threads, i);
	}
	printf("requests %d\n", requests);
	php_embed_shutdown();
	return 0;
}

ZEND_TSRMLS_CACHE_DEFINE()
