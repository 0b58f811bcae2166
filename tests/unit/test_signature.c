/* The string to sign, signatures and their verification, against every vector folder. */
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "check.h"
#include "json/json.h"
#include "request/signature.h"
#include "support_files.h"

#define STRING_LIMIT (1024u * 1024u)

typedef struct vector {
	const char *folder;
	doku_buffer context_text;
	doku_json_document *context;
	doku_signature_fields fields;
	doku_buffer body;
	doku_buffer string_to_sign;
	doku_buffer signature;
	doku_buffer secret;
	bool has_digest;
	bool layout_only;
	bool is_digest_only;
} vector;

static size_t folders_seen;
static size_t signatures_seen;

static void read_optional(const char *folder, const char *name, doku_buffer *out)
{
	if (test_has_file(folder, name)) {
		test_read_file(folder, name, out);
	} else {
		doku_buffer_init(out, 1);
	}
}

static void open_vector(vector *v, const char *folder)
{
	memset(v, 0, sizeof(*v));
	v->folder = folder;
	test_read_file(folder, "context.json", &v->context_text);
	if (doku_json_parse(doku_buffer_slice(&v->context_text), &v->context) != DOKU_JSON_OK) {
		fprintf(stderr, "cannot read the context of %s\n", folder);
		exit(2);
	}
	const void *root = doku_json_root(v->context);
	doku_slice kind = doku_json_string(doku_json_member(root, "kind"));
	read_optional(folder, "body", &v->body);
	read_optional(folder, "string_to_sign", &v->string_to_sign);
	read_optional(folder, "signature", &v->signature);
	read_optional(folder, "secret", &v->secret);
	v->has_digest = test_has_file(folder, "digest");
	v->layout_only = doku_json_values.boolean(doku_json_member(root, "layout_only"));
	v->is_digest_only = doku_slice_equals(kind, DOKU_SLICE_LITERAL("digest"));
	v->fields.client_id = doku_json_string(doku_json_member(root, "client_id"));
	v->fields.request_id = doku_json_string(doku_json_member(root, "request_id"));
	v->fields.timestamp = doku_json_string(doku_json_member(root, "timestamp"));
	v->fields.target = doku_json_string(doku_json_member(root, "target"));
	v->fields.has_body = test_has_file(folder, "body");
	v->fields.body = doku_buffer_slice(&v->body);
	v->fields.is_response = doku_slice_equals(kind, DOKU_SLICE_LITERAL("response"));
}

static void close_vector(vector *v)
{
	doku_json_free(v->context);
	doku_buffer_free(&v->context_text);
	doku_buffer_free(&v->body);
	doku_buffer_free(&v->string_to_sign);
	doku_buffer_free(&v->signature);
	doku_buffer_free(&v->secret);
}

static void check_digest(const vector *v)
{
	doku_buffer expected;
	test_read_file(v->folder, "digest", &expected);
	unsigned char digest[DOKU_SHA256_SIZE];
	char text[DOKU_SHA256_BASE64_LENGTH];
	CHECK(doku_crypto_sha256(v->fields.body, digest));
	doku_base64_encode(digest, sizeof(digest), text);
	CHECK_SLICE(doku_slice_make(text, sizeof(text)), doku_buffer_slice(&expected));
	doku_buffer_free(&expected);
}

static void check_string(const vector *v)
{
	doku_buffer out;
	doku_buffer_init(&out, STRING_LIMIT);
	CHECK(doku_signature_string(&v->fields, &out));
	doku_slice expected = doku_buffer_slice(&v->string_to_sign);
	if (v->layout_only && v->has_digest) {
		/* the body is not published: the line that only it could give is compared apart */
		doku_buffer digest;
		test_read_file(v->folder, "digest", &digest);
		size_t line = strlen("\nDigest:") + digest.length;
		if (CHECK(expected.length > line)) {
			expected.length -= line;
			CHECK(memcmp(expected.data + expected.length, "\nDigest:", 8) == 0);
			CHECK(memcmp(expected.data + expected.length + 8, digest.data, digest.length) == 0);
		}
		doku_buffer_free(&digest);
	}
	CHECK_SLICE(doku_buffer_slice(&out), expected);
	doku_buffer_free(&out);
}

static doku_signature_result verify(const doku_keyring *keyring, const vector *v, doku_slice text)
{
	return doku_signature_verify(keyring, &v->fields, text);
}

/* Every way in which a signature can be almost right. */
static void check_hostile(const doku_keyring *keyring, const vector *v)
{
	doku_slice good = doku_buffer_slice(&v->signature);
	char text[128];
	memcpy(text, good.data, good.length);

	CHECK_INTEGER(verify(keyring, v, good), DOKU_SIGNATURE_VALID);
	/* a sample of DOKU's documents has no padding */
	CHECK_INTEGER(verify(keyring, v, doku_slice_make(text, good.length - 1)), DOKU_SIGNATURE_VALID);
	for (size_t length = 0; length < good.length - 1; length++) {
		CHECK_INTEGER(verify(keyring, v, doku_slice_make(text, length)), DOKU_SIGNATURE_INVALID);
	}
	for (size_t bit = 0; bit < (good.length - 1) * 8; bit++) {
		text[bit / 8] ^= (char)(1u << bit % 8);
		CHECK_INTEGER(
			verify(keyring, v, doku_slice_make(text, good.length)), DOKU_SIGNATURE_INVALID);
		CHECK_INTEGER(
			verify(keyring, v, doku_slice_make(text, good.length - 1)), DOKU_SIGNATURE_INVALID);
		text[bit / 8] ^= (char)(1u << bit % 8);
	}
	static const char *const suffixes[] = {"=", "\n", " ", "A", ","};
	for (size_t i = 0; i < CHECK_COUNT(suffixes); i++) {
		memcpy(text + good.length, suffixes[i], 1);
		CHECK_INTEGER(
			verify(keyring, v, doku_slice_make(text, good.length + 1)), DOKU_SIGNATURE_INVALID);
	}
	static const char *const prefixes[] = {"hmacsha256=", "HMACSHA512=", "HMACSHA256:",
		" HMACSHA256=", "HMACHSHA256=", "", "=", "HMACSHA256==", "HMACSHA256= "};
	for (size_t i = 0; i < CHECK_COUNT(prefixes); i++) {
		int length = snprintf(text, sizeof(text), "%s%.*s", prefixes[i],
			(int)DOKU_SHA256_BASE64_LENGTH, good.data + strlen(DOKU_SIGNATURE_PREFIX));
		CHECK_INTEGER(
			verify(keyring, v, doku_slice_make(text, (size_t)length)), DOKU_SIGNATURE_INVALID);
	}
	/* the spare bits of the last character must be zero: no second spelling */
	const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	memcpy(text, good.data, good.length);
	char *last = text + good.length - 2;
	const char *place = strchr(alphabet, *last);
	for (int spare = 1; spare < 4; spare++) {
		*last = place[spare];
		CHECK_INTEGER(
			verify(keyring, v, doku_slice_make(text, good.length)), DOKU_SIGNATURE_INVALID);
	}
}

/* Each field takes part: a change of any of them refuses the signature. */
static void check_fields_count(const doku_keyring *keyring, const vector *v)
{
	doku_slice good = doku_buffer_slice(&v->signature);
	for (int field = 0; field < 6; field++) {
		vector changed = *v;
		const doku_slice other = DOKU_SLICE_LITERAL("other");
		switch (field) {
			case 0:
				changed.fields.client_id = other;
				break;
			case 1:
				changed.fields.request_id = other;
				break;
			case 2:
				changed.fields.timestamp = other;
				break;
			case 3:
				changed.fields.target = other;
				break;
			case 4:
				changed.fields.is_response = !v->fields.is_response;
				break;
			default:
				changed.fields.has_body = !v->fields.has_body;
				break;
		}
		CHECK_INTEGER(verify(keyring, &changed, good), DOKU_SIGNATURE_INVALID);
	}
	if (v->body.length > 0) {
		for (size_t i = 0; i < v->body.length; i++) {
			v->body.data[i] ^= 1;
			CHECK_INTEGER(verify(keyring, v, good), DOKU_SIGNATURE_INVALID);
			v->body.data[i] ^= 1;
		}
		vector changed = *v;
		changed.fields.body.length--;
		CHECK_INTEGER(verify(keyring, &changed, good), DOKU_SIGNATURE_INVALID);
	}
}

static void check_rotation(const vector *v)
{
	doku_slice good = doku_buffer_slice(&v->signature);
	for (size_t place = 0; place < 4; place++) {
		doku_keyring keyring = {NULL, 0};
		for (size_t i = 0; i < 3; i++) {
			char secret[32];
			snprintf(secret, sizeof(secret), "fake-secret-%zu", i);
			CHECK(doku_keyring_add(&keyring,
				i == place ? doku_buffer_slice(&v->secret) : doku_slice_from_string(secret)));
		}
		CHECK_INTEGER(
			verify(&keyring, v, good), place < 3 ? DOKU_SIGNATURE_VALID : DOKU_SIGNATURE_INVALID);
		char made[DOKU_SIGNATURE_SIZE];
		CHECK(doku_signature_create(&keyring, &v->fields, made));
		/* the first secret signs */
		CHECK_INTEGER(doku_slice_equals(doku_slice_from_string(made), good), place == 0);
		doku_keyring_free(&keyring);
		CHECK(keyring.keys == NULL && keyring.count == 0);
	}
}

static void check_folder(const char *folder)
{
	if (!test_has_file(folder, "context.json") || strncmp(folder, "rfc4231-", 8) == 0) {
		return;
	}
	vector v;
	open_vector(&v, folder);
	folders_seen++;
	check_context("%s", folder);
	if (v.has_digest && v.fields.has_body) {
		check_digest(&v);
	}
	if (!v.is_digest_only) {
		check_string(&v);
	}
	if (v.secret.length > 0) {
		doku_keyring keyring = {NULL, 0};
		char made[DOKU_SIGNATURE_SIZE];
		signatures_seen++;
		CHECK(doku_keyring_add(&keyring, doku_buffer_slice(&v.secret)));
		CHECK(doku_signature_create(&keyring, &v.fields, made));
		CHECK_SLICE(doku_slice_from_string(made), doku_buffer_slice(&v.signature));
		check_hostile(&keyring, &v);
		check_fields_count(&keyring, &v);
		check_rotation(&v);
		doku_keyring_free(&keyring);
	}
	close_vector(&v);
}

static void check_well_formed(void)
{
	static const struct {
		const char *text;
		bool expected;
	} rows[] = {
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=", true},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I", true},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I==", false},
		{"HMACSHA256=byoMf_h2cLAuXvyXZP7TNLCJrSSovXU_1vCVtBHqF7I=", false},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7", false},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7==", false},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I ", false},
		{"HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJ SSovXU/1vCVtBHqF7I=", false},
		{"HMACSHA256=", false},
		{"HMACSHA256", false},
		{"hmacsha256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=", false},
		{"byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=", false},
		{"", false},
	};
	for (size_t i = 0; i < CHECK_COUNT(rows); i++) {
		check_context("well formed: %s", rows[i].text);
		CHECK_INTEGER(
			doku_signature_is_well_formed(doku_slice_from_string(rows[i].text)), rows[i].expected);
	}
}

/* A target that nobody signs: refused, not an error of memory. */
static void check_long_target(void)
{
	static char target[300 * 1024];
	memset(target, 'a', sizeof(target));
	doku_keyring keyring = {NULL, 0};
	doku_signature_fields fields = {DOKU_SLICE_LITERAL("MCH-TEST-0001"), DOKU_SLICE_LITERAL("id"),
		DOKU_SLICE_LITERAL("2021-07-07T08:45:42Z"), {target, sizeof(target)}, false,
		DOKU_SLICE_EMPTY, false};
	char made[DOKU_SIGNATURE_SIZE];
	check_context("long target");
	CHECK(doku_keyring_add(&keyring, DOKU_SLICE_LITERAL("fake-secret-1")));
	CHECK(!doku_signature_create(&keyring, &fields, made));
	CHECK_INTEGER(
		doku_signature_verify(&keyring, &fields,
			DOKU_SLICE_LITERAL("HMACSHA256=byoMf/h2cLAuXvyXZP7TNLCJrSSovXU/1vCVtBHqF7I=")),
		DOKU_SIGNATURE_INVALID);
	doku_keyring_free(&keyring);
}

/* A string to sign of every length around the room on the stack, against OpenSSL's HMAC. */
static void check_string_lengths(void)
{
	static const char secret[] = "fake-secret-1";
	static char target[2000];
	memset(target, 'b', sizeof(target));
	doku_keyring keyring = {NULL, 0};
	CHECK(doku_keyring_add(&keyring, DOKU_SLICE_LITERAL("fake-secret-1")));
	for (size_t length = 300; length <= sizeof(target); length += length < 600 ? 1 : 97) {
		char text[2200];
		unsigned char mac[32];
		char expected[64] = DOKU_SIGNATURE_PREFIX;
		char made[DOKU_SIGNATURE_SIZE];
		int size = snprintf(text, sizeof(text),
			"Client-Id:MCH-TEST-0001\nRequest-Id:id\nRequest-Timestamp:2021-07-07T08:45:42Z\n"
			"Request-Target:%.*s",
			(int)length, target);
		HMAC(EVP_sha256(), secret, (int)strlen(secret), (unsigned char *)text, (size_t)size, mac,
			NULL);
		EVP_EncodeBlock((unsigned char *)expected + strlen(expected), mac, (int)sizeof(mac));
		doku_signature_fields fields = {DOKU_SLICE_LITERAL("MCH-TEST-0001"),
			DOKU_SLICE_LITERAL("id"), DOKU_SLICE_LITERAL("2021-07-07T08:45:42Z"), {target, length},
			false, DOKU_SLICE_EMPTY, false};
		check_context("a target of %zu bytes", length);
		CHECK(doku_signature_create(&keyring, &fields, made));
		CHECK_TEXT(doku_slice_from_string(made), expected);
		CHECK_INTEGER(doku_signature_verify(&keyring, &fields, doku_slice_from_string(expected)),
			DOKU_SIGNATURE_VALID);
	}
	doku_keyring_free(&keyring);
}

int main(void)
{
	if (!CHECK(doku_crypto_startup())) {
		return check_finish();
	}
	test_each_folder(check_folder);
	/* a new folder is found by itself; none of these may get lost */
	CHECK(folders_seen >= 19);
	CHECK(signatures_seen >= 12);
	check_well_formed();
	check_long_target();
	check_string_lengths();
	check_context("empty secret");
	doku_keyring keyring = {NULL, 0};
	CHECK(!doku_keyring_add(&keyring, DOKU_SLICE_EMPTY));
	CHECK_INTEGER(keyring.count, 0);
	doku_crypto_shutdown();
	return check_finish();
}
