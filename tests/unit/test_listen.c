/*
 * Sockets from outside: which addresses are taken and refused, TLS and its conditions, and the end of
 * service.
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "listen_fixture.h"

static char err[512], dir[] = "/tmp/omst-listen-XXXXXX";
static unsigned drained;

static void setup(void)
{
	base = event_base_new();
	env = (struct call_env){.base = base};
	cr_assert_eq(call_env_init(&env), 0);
	cr_assert(mkdtemp(dir));
	log_set_level(LOG_ERROR);
}

static void teardown(void)
{
	char path[64];

	listen_free(l);
	cr_assert_eq(env.counts.connections, 0);
	call_env_clear(&env);
	event_base_free(base);
	for (const char *const *f = (const char *const[]){"s", "cert", "key", NULL}; *f; f++) {
		snprintf(path, sizeof(path), "%s/%s", dir, *f);
		unlink(path);
	}
	cr_assert_eq(rmdir(dir), 0);
}

TestSuite(listen, .init = setup, .fini = teardown);

static struct listen *open_at(const char *address, unsigned max)
{
	const char *const addresses[] = {address, NULL};
	const struct listen_options o = {.addresses = addresses, .max_connections = max};

	return l = listen_open(&env, &o, err, sizeof(err));
}

static int connect_unix(const char *path)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(un.sun_path, sizeof(un.sun_path), "%s", path);
	if (connect(fd, (struct sockaddr *)&un, sizeof(un)) == 0)
		return fd;
	close(fd);
	return -1;
}

static int connect_tcp(const char *address)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_port = htons((uint16_t)strtoul(strrchr(address, ':') + 1, NULL, 10));
	cr_assert_eq(connect(fd, (struct sockaddr *)&in, sizeof(in)), 0);
	return fd;
}

/* --- addresses --- */

Test(listen, loopback_is_plaintext)
{
	int fd;

	cr_assert(open_at("127.0.0.1:0", 0), "%s", err);
	cr_assert_null(listen_address(l, 1));
	cr_assert_neq(strcmp(listen_address(l, 0), "127.0.0.1:0"), 0, "the port that was chosen is told");
	fd = connect_tcp(listen_address(l, 0));
	turn();
	cr_assert_eq(env.counts.connections, 1);
	close(fd);
	turn();
	cr_assert_eq(env.counts.connections, 0);
}

Test(listen, the_world_wants_tls)
{
	cr_assert_null(open_at("0.0.0.0:0", 0));
	cr_assert(strstr(err, "there is no TLS certificate"), "%s", err);
}

Test(listen, odd_addresses_are_named)
{
	static const char *const odd[] = {
	    "", ":", "localhost", "127.0.0.1:", ":80", "unix:", "[]:80", "127.0.0.1:http2x"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		cr_assert_null(open_at(odd[i], 0), "%s", odd[i]);
		cr_assert(strstr(err, "cannot listen on "), "%s: %s", odd[i], err);
	}
}

Test(listen, a_path_too_long)
{
	char path[300] = "unix:/";

	memset(path + 6, 'x', 200);
	cr_assert_null(open_at(path, 0));
	cr_assert(strstr(err, "too long"), "%s", err);
}

Test(listen, a_socket_file_left_behind_is_replaced_and_a_living_one_is_not)
{
	struct listen *first;
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	char address[64];
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(un.sun_path, sizeof(un.sun_path), "%s/s", dir);
	snprintf(address, sizeof(address), "unix:%s/s", dir);
	cr_assert_eq(bind(fd, (struct sockaddr *)&un, sizeof(un)), 0);
	close(fd);
	first = open_at(address, 0);
	cr_assert(first, "%s", err);
	cr_assert_null(open_at(address, 0));
	cr_assert(strstr(err, "in use"), "%s", err);
	fd = connect_unix(un.sun_path);
	cr_assert_geq(fd, 0, "the first still listens");
	close(fd);
	l = first;
	listen_free(l);
	l = NULL;
	cr_assert_neq(access(un.sun_path, F_OK), 0, "and takes its file with it");
	turn();
}

/* --- connections --- */

/* True when the other end has closed, whatever it said before. */
static bool closed(int fd)
{
	char bytes[256];
	ssize_t n;

	do
		n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	while (n > 0);
	return n == 0 || errno == ECONNRESET;
}

Test(listen, one_too_many_takes_the_place_of_one_without_calls)
{
	int fd[3];

	cr_assert(open_at("127.0.0.1:0", 2), "%s", err);
	for (int i = 0; i < 3; i++) {
		fd[i] = connect_tcp(listen_address(l, 0));
		turn();
	}
	cr_assert_eq(env.counts.connections, 2);
	cr_assert(!closed(fd[2]), "who comes is let in");
	cr_assert_eq(closed(fd[0]) + closed(fd[1]), 1, "in the place of one who does nothing");
	for (int i = 0; i < 3; i++)
		close(fd[i]);
	turn();
}

static struct listen *open_shared(unsigned max, unsigned per_address)
{
	static const char *const addresses[] = {"127.0.0.1:0", NULL};
	const struct listen_options o = {
	    .addresses = addresses, .max_connections = max, .max_per_address = per_address};

	env.shares = shares_new();
	return l = listen_open(&env, &o, err, sizeof(err));
}

Test(listen, an_address_has_so_many_and_then_makes_room_for_itself)
{
	int fd[4];

	cr_assert(open_shared(10, 2), "%s", err);
	fd[0] = connect_from(1);
	fd[1] = connect_from(1);
	fd[2] = connect_from(2);
	cr_assert_eq(env.counts.connections, 3);
	fd[3] = connect_from(1);
	cr_assert_eq(env.counts.connections, 3);
	cr_assert(closed(fd[0]), "the oldest of its own");
	cr_assert(!closed(fd[1]) && !closed(fd[2]) && !closed(fd[3]));
	cr_assert_eq(env.counts.connections_cut, 1);
	for (int i = 0; i < 4; i++)
		close(fd[i]);
	turn();
	listen_free(l);
	l = NULL;
	shares_free(env.shares);
}

static void on_drained(void *arg)
{
	(void)arg;
	drained++;
}

Test(listen, draining_with_nobody_there)
{
	cr_assert(open_at("127.0.0.1:0", 0), "%s", err);
	listen_drain(l, on_drained, NULL);
	cr_assert_eq(drained, 1);
	cr_assert(env.draining);
}

Test(listen, draining_says_goaway_to_the_idle)
{
	uint8_t buf[256];
	ssize_t n;
	int fd;

	cr_assert(open_at("127.0.0.1:0", 0), "%s", err);
	fd = connect_tcp(listen_address(l, 0));
	cr_assert_eq(send(fd, PREFACE, sizeof(PREFACE) - 1, 0), (ssize_t)sizeof(PREFACE) - 1);
	turn();
	cr_assert_eq(env.counts.connections, 1);
	listen_drain(l, on_drained, NULL);
	turn();
	cr_assert_eq(drained, 1);
	n = recv(fd, buf, sizeof(buf), 0);
	cr_assert_geq(n, 17);
	cr_assert_eq(buf[n - 17 + 3], 7, "the last frame is a GOAWAY");
	cr_assert_eq(recv(fd, buf, sizeof(buf), 0), 0);
	close(fd);
}

/* --- TLS --- */

static void write_pem(const char *name, X509 *cert, EVP_PKEY *key, char *path, size_t size)
{
	FILE *f;

	snprintf(path, size, "%s/%s", dir, name);
	f = fopen(path, "w");
	cr_assert(f);
	cr_assert_eq(
	    cert ? PEM_write_X509(f, cert) : PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL), 1);
	fclose(f);
}

static void make_certificate(char *cert_path, char *key_path, size_t size)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();

	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), 0);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(
	    X509_get_subject_name(cert), "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1, -1, 0);
	X509_set_issuer_name(cert, X509_get_subject_name(cert));
	cr_assert_gt(X509_sign(cert, key, EVP_sha256()), 0);
	write_pem("cert", cert, NULL, cert_path, size);
	write_pem("key", NULL, key, key_path, size);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static struct listen *open_tls(const char *cert, const char *key)
{
	const char *const addresses[] = {"127.0.0.1:0", NULL};
	const struct listen_options o = {.addresses = addresses, .tls = {cert, key, NULL}};

	return l = listen_open(&env, &o, err, sizeof(err));
}

/* A client's handshake, turn by turn with the server's; returns what came first: >0 bytes of HTTP/2, or <= 0.
 */
static int handshake(int max_version, const char *alpn, size_t alpn_len)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	SSL *ssl;
	char buf[64];
	int fd = connect_tcp(listen_address(l, 0)), n = -1;

	evutil_make_socket_nonblocking(fd);
	SSL_CTX_set_max_proto_version(ctx, max_version);
	if (alpn)
		SSL_CTX_set_alpn_protos(ctx, (const unsigned char *)alpn, (unsigned)alpn_len);
	ssl = SSL_new(ctx);
	SSL_set_fd(ssl, fd);
	for (int i = 0; i < 50; i++) {
		turn();
		n = SSL_connect(ssl);
		if (n == 1 || SSL_get_error(ssl, n) != SSL_ERROR_WANT_READ)
			break;
	}
	for (int i = 0; n == 1 && i < 50; i++) {
		turn();
		n = SSL_read(ssl, buf, sizeof(buf));
		if (n > 0 || SSL_get_error(ssl, n) != SSL_ERROR_WANT_READ)
			break;
		n = 1;
	}
	if (n > 0)
		cr_assert_eq(buf[3], 4, "the server's first frame is its SETTINGS");
	SSL_free(ssl);
	SSL_CTX_free(ctx);
	close(fd);
	turn();
	return n;
}

Test(listen, tls_13_with_h2_and_nothing_else)
{
	char cert[64], key[64];

	make_certificate(cert, key, sizeof(cert));
	cr_assert(open_tls(cert, key), "%s", err);
	cr_assert_gt(handshake(TLS1_3_VERSION, "\2h2", 3), 0);
	cr_assert_gt(handshake(TLS1_3_VERSION, "\10http/1.1\2h2", 12), 0);
	cr_assert_leq(handshake(TLS1_2_VERSION, "\2h2", 3), 0);
	cr_assert_leq(handshake(TLS1_3_VERSION, "\10http/1.1", 9), 0);
	cr_assert_leq(handshake(TLS1_3_VERSION, NULL, 0), 0);
	cr_assert_eq(env.counts.connections, 0);
}

Test(listen, plaintext_to_a_tls_port)
{
	char cert[64], key[64];
	int fd;

	make_certificate(cert, key, sizeof(cert));
	cr_assert(open_tls(cert, key), "%s", err);
	fd = connect_tcp(listen_address(l, 0));
	cr_assert_gt(send(fd, PREFACE, sizeof(PREFACE) - 1, 0), 0);
	turn();
	turn();
	cr_assert_eq(env.counts.connections, 0);
	close(fd);
}

Test(listen, new_certificates_are_for_those_who_come_after)
{
	char cert[64], key[64], fresh[64];

	make_certificate(cert, key, sizeof(cert));
	cr_assert(open_tls(cert, key), "%s", err);
	cr_assert_gt(listen_not_after(l), time(NULL) + 3000);
	cr_assert_gt(handshake(TLS1_3_VERSION, "\2h2", 3), 0);
	make_certificate(cert, key, sizeof(cert));
	cr_assert_eq(listen_reload(l, err, sizeof(err)), 0, "%s", err);
	cr_assert_gt(handshake(TLS1_3_VERSION, "\2h2", 3), 0);
	snprintf(fresh, sizeof(fresh), "%s/s", dir);
	cr_assert_eq(rename(key, fresh), 0);
	cr_assert_eq(listen_reload(l, err, sizeof(err)), -1);
	cr_assert(strstr(err, "cannot use the private key"), "%s", err);
	cr_assert_gt(handshake(TLS1_3_VERSION, "\2h2", 3), 0, "the old one serves on");
}

Test(listen, without_tls_there_is_nothing_to_read_again)
{
	cr_assert(open_at("127.0.0.1:0", 0), "%s", err);
	cr_assert_eq(listen_not_after(l), 0);
	cr_assert_eq(listen_reload(l, err, sizeof(err)), 0);
}

Test(listen, clients_without_a_certificate_when_one_is_demanded)
{
	const char *const addresses[] = {"127.0.0.1:0", NULL};
	char cert[64], key[64];

	make_certificate(cert, key, sizeof(cert));
	const struct listen_options o = {.addresses = addresses, .tls = {cert, key, cert}};
	const struct listen_options wrong = {.addresses = addresses, .tls = {cert, key, key}};

	cr_assert_null(listen_open(&env, &wrong, err, sizeof(err)));
	cr_assert(strstr(err, "cannot use the clients' authorities"), "%s", err);
	cr_assert(l = listen_open(&env, &o, err, sizeof(err)), "%s", err);
	cr_assert_leq(handshake(TLS1_3_VERSION, "\2h2", 3), 0);
	turn();
	cr_assert_eq(env.counts.connections, 0);
}

Test(listen, certificates_that_do_not_serve)
{
	char cert[64], key[64];

	make_certificate(cert, key, sizeof(cert));
	cr_assert_null(open_tls(cert, NULL));
	cr_assert_str_eq(err, "TLS needs both a certificate and its key");
	cr_assert_null(open_tls("/nonexistent", key));
	cr_assert(strstr(err, "cannot use the certificate /nonexistent"), "%s", err);
	cr_assert_null(open_tls(cert, cert));
	cr_assert(strstr(err, "cannot use the private key"), "%s", err);
}
