#include "certificates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#define A_DAY 86400L

struct test_authority {
	EVP_PKEY *key;
	X509 *certificate;
	long last_serial;
	char file[64];
};

static void must(int condition, const char *what)
{
	if (!condition) {
		printf("certificates: %s failed\n", what);
		ERR_print_errors_fp(stdout);
		exit(2);
	}
}

static void add_extension(X509 *certificate, X509 *issuer, int kind, const char *value)
{
	X509V3_CTX context;
	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
	must(extension != NULL && X509_add_ext(certificate, extension, -1) == 1, value);
	X509_EXTENSION_free(extension);
}

static X509 *make_certificate(const char *name, EVP_PKEY *key, long serial, long from, long until)
{
	X509 *certificate = X509_new();
	must(certificate != NULL, "X509_new");
	X509_set_version(certificate, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
	X509_gmtime_adj(X509_getm_notBefore(certificate), from);
	X509_gmtime_adj(X509_getm_notAfter(certificate), until);
	X509_set_pubkey(certificate, key);
	must(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
			 (const unsigned char *)name, -1, -1, 0)
			== 1,
		"the subject");
	return certificate;
}

test_authority *test_authority_new(const char *name)
{
	test_authority *authority = calloc(1, sizeof(*authority));
	must(authority != NULL, "calloc");
	authority->key = EVP_EC_gen("P-256");
	must(authority->key != NULL, "EVP_EC_gen");
	X509 *certificate = make_certificate(name, authority->key, 1, -A_DAY, A_DAY);
	X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
	add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
	add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
	add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
	must(X509_sign(certificate, authority->key, EVP_sha256()) > 0, "X509_sign");
	authority->certificate = certificate;
	authority->last_serial = 1;
	strcpy(authority->file, "/tmp/doku-test-authority-XXXXXX");
	int descriptor = mkstemp(authority->file);
	FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	must(file != NULL && PEM_write_X509(file, certificate) == 1, "writing the authority");
	fclose(file);
	return authority;
}

void test_authority_free(test_authority *authority)
{
	unlink(authority->file);
	X509_free(authority->certificate);
	EVP_PKEY_free(authority->key);
	free(authority);
}

const char *test_authority_file(const test_authority *authority)
{
	return authority->file;
}

static X509 *make_server(test_authority *authority, const char *names, long seconds, EVP_PKEY **key)
{
	*key = EVP_EC_gen("P-256");
	must(*key != NULL, "EVP_EC_gen");
	X509 *certificate = make_certificate("server", *key, ++authority->last_serial, -A_DAY, seconds);
	X509_set_issuer_name(certificate, X509_get_subject_name(authority->certificate));
	add_extension(certificate, authority->certificate, NID_basic_constraints, "CA:FALSE");
	add_extension(certificate, authority->certificate, NID_ext_key_usage, "serverAuth");
	add_extension(certificate, authority->certificate, NID_authority_key_identifier, "keyid");
	add_extension(certificate, authority->certificate, NID_subject_alt_name, names);
	must(X509_sign(certificate, authority->key, EVP_sha256()) > 0, "X509_sign");
	return certificate;
}

void *test_server_context_new(test_authority *authority, const char *names, long seconds)
{
	EVP_PKEY *key;
	X509 *certificate = make_server(authority, names, seconds, &key);
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	must(context != NULL && SSL_CTX_use_certificate(context, certificate) == 1
			&& SSL_CTX_use_PrivateKey(context, key) == 1,
		"the server's context");
	SSL_CTX_set_session_id_context(context, (const unsigned char *)"test", 4);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return context;
}

char *test_server_file_new(test_authority *authority, const char *names)
{
	EVP_PKEY *key;
	X509 *certificate = make_server(authority, names, 3600, &key);
	char *name = strdup("/tmp/doku-test-server-XXXXXX");
	int descriptor = name == NULL ? -1 : mkstemp(name);
	FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
	must(file != NULL && PEM_write_X509(file, certificate) == 1
			&& PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1,
		"writing the server's certificate");
	fclose(file);
	X509_free(certificate);
	EVP_PKEY_free(key);
	return name;
}

void test_server_file_free(char *file)
{
	unlink(file);
	free(file);
}

void test_server_context_make_old(void *context)
{
	SSL_CTX_set_security_level(context, 0);
	SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
	SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
}

void test_server_context_set_version(void *context, int minor)
{
	int version = minor == 2 ? TLS1_2_VERSION : TLS1_3_VERSION;
	SSL_CTX_set_min_proto_version(context, version);
	SSL_CTX_set_max_proto_version(context, version);
}

void test_server_context_free(void *context)
{
	SSL_CTX_free(context);
}
