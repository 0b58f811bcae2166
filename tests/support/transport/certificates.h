/*
 * Certificates made while a test runs: authorities, and servers with the names they are given.
 * Every failure ends the program.
 */
#ifndef DOKU_TEST_CERTIFICATES_H
#define DOKU_TEST_CERTIFICATES_H

typedef struct test_authority test_authority;

/* Makes an authority and writes its certificate to a file that is removed at the end. */
test_authority *test_authority_new(const char *name);
void test_authority_free(test_authority *authority);
const char *test_authority_file(const test_authority *authority);

/* An SSL_CTX of a server. `names` is in OpenSSL's spelling, as "IP:127.0.0.1,DNS:localhost".
 * The certificate is valid until `seconds` from now; negative: it has expired.
 * Freed by test_server_context_free. */
void *test_server_context_new(test_authority *authority, const char *names, long seconds);

/* Certificate and key for a server that is another program, in a file that is removed by
 * test_server_file_free. */
char *test_server_file_new(test_authority *authority, const char *names);
void test_server_file_free(char *file);

/* The server speaks nothing newer than TLS 1.1. */
void test_server_context_make_old(void *context);

/* The server speaks TLS 1.2, or 1.3. */
void test_server_context_set_version(void *context, int minor);

void test_server_context_free(void *context);

#endif
