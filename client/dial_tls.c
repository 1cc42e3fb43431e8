/* dial_tls: see dial_tls.h. */
#include "dial_tls.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sodium.h>
#include <string.h>

#include "mem.h"
#include "prompt.h"
#include "spraak.h"

#define PREFIX "SHA256:"
#define DIGITS 43 /* of 32 bytes, without padding */

enum verdict { TRUSTED, NO_AUTHORITY, UNKNOWN, CHANGED, NOT_DEMANDED };

struct dial_tls {
	struct arena *a;
	struct dial_trust *trust;
	SSL_CTX *ctx;
	enum verdict verdict;
	int *alert;
};

bool dial_is_fingerprint(const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = sizeof(PREFIX) - 1;

	return strncmp(text, PREFIX, n) == 0 && strspn(text + n, digits) == DIGITS &&
	       text[n + DIGITS] == '\0';
}

/* Of the public key: a certificate that is renewed with the same key stays the same server. */
static void take_fingerprint(X509 *cert, char out[DIAL_FINGERPRINT_SIZE])
{
	unsigned char digest[crypto_hash_sha256_BYTES], *der = NULL;
	int len = cert ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert), &der) : -1;

	*out = '\0';
	if (len < 0)
		return;
	crypto_hash_sha256(digest, der, (unsigned long long)len);
	OPENSSL_free(der);
	memcpy(out, PREFIX, sizeof(PREFIX));
	sodium_bin2base64(out + sizeof(PREFIX) - 1, DIAL_FINGERPRINT_SIZE - (sizeof(PREFIX) - 1), digest,
	    sizeof(digest), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

static bool is_seen(const struct dial_trust *t, const char *fingerprint)
{
	return *t->seen && strcmp(t->seen, fingerprint) == 0;
}

/*
 * A key that is pinned comes before what any authority says, for whom the person has said yes to is not
 * changed by whoever gets a certificate. It needs no authority either, but for those that were named for this
 * call.
 */
static enum verdict judge(const struct dial_trust *t, bool vouched_for)
{
	if (t->fingerprint)
		return is_seen(t, t->fingerprint) ? TRUSTED : NOT_DEMANDED;
	if (t->known && !is_seen(t, t->known))
		return CHANGED;
	if (vouched_for || (t->known && !t->ca))
		return TRUSTED;
	return t->ca ? NO_AUTHORITY : UNKNOWN;
}

static const char *in_norwegian(int error)
{
	switch (error) {
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
		return _("det er selvsignert");
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		return _("utstederen er ukjent");
	case X509_V_ERR_HOSTNAME_MISMATCH:
	case X509_V_ERR_IP_ADDRESS_MISMATCH:
		return _("det gjelder ikke denne adressen");
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return _("det er utløpt");
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return _("det gjelder ikke ennå");
	default:
		return X509_verify_cert_error_string(error);
	}
}

/* In the place of OpenSSL's own check, in the middle of the handshake: before our certificate is shown. */
static int check_server(X509_STORE_CTX *store, void *arg)
{
	struct dial_tls *t = arg;
	bool vouched_for = X509_verify_cert(store) == 1;

	take_fingerprint(X509_STORE_CTX_get0_cert(store), t->trust->seen);
	t->trust->why = vouched_for ? NULL : in_norwegian(X509_STORE_CTX_get_error(store));
	t->verdict = judge(t->trust, vouched_for);
	X509_STORE_CTX_set_error(store, t->verdict == TRUSTED ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
	return t->verdict == TRUSTED;
}

static void on_info(const SSL *ssl, int where, int ret)
{
	int *alert = SSL_get_app_data(ssl);

	if (where & SSL_CB_READ && where & SSL_CB_ALERT && alert)
		*alert = ret & 0xff;
}

/* The passphrase of our key; the terminal is asked. */
static int ask_passphrase(char *buf, int size, int rwflag, void *arg)
{
	struct dial_tls *t = arg;
	struct prompt p = {.file = NULL};
	struct status st;
	char secret[PROMPT_MAX];
	int n = -1;

	(void)rwflag;
	if (prompt_secret(t->a, &p, _("Passord for nøkkelen"), secret, &st) == 0 &&
	    strlen(secret) < (size_t)size) {
		n = (int)strlen(secret);
		memcpy(buf, secret, (size_t)n);
	}
	sodium_memzero(secret, sizeof(secret));
	return n;
}

static int use_certificate(struct dial_tls *t)
{
	const char *key = t->trust->key ? t->trust->key : t->trust->cert;

	SSL_CTX_set_default_passwd_cb(t->ctx, ask_passphrase);
	SSL_CTX_set_default_passwd_cb_userdata(t->ctx, t);
	return SSL_CTX_use_certificate_chain_file(t->ctx, t->trust->cert) == 1 &&
		       SSL_CTX_use_PrivateKey_file(t->ctx, key, SSL_FILETYPE_PEM) == 1 &&
		       SSL_CTX_check_private_key(t->ctx) == 1
		   ? 0
		   : -1;
}

static const char *set_up(struct dial_tls *t)
{
	const char *ca = t->trust->ca;

	SSL_CTX_set_min_proto_version(t->ctx, TLS1_3_VERSION);
	SSL_CTX_set_verify(t->ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(t->ctx, check_server, t);
	SSL_CTX_set_info_callback(t->ctx, on_info);
	if (SSL_CTX_set_alpn_protos(t->ctx, (const unsigned char *)"\x02h2", 3) != 0)
		return _("HTTP/2 kan ikke velges");
	int trusted =
	    ca ? SSL_CTX_load_verify_locations(t->ctx, ca, NULL) : SSL_CTX_set_default_verify_paths(t->ctx);
	if (trusted != 1)
		return mem_printf(t->a, _("sertifikatene i %s kan ikke leses"), ca ? ca : _("systemet"));
	if (t->trust->cert && use_certificate(t))
		return mem_printf(t->a, _("sertifikatet i %s og nøkkelen i %s kan ikke brukes"),
		    t->trust->cert, t->trust->key ? t->trust->key : t->trust->cert);
	return NULL;
}

struct dial_tls *dial_tls_new(struct arena *a, struct dial_trust *trust, int *alert, struct status *st)
{
	struct dial_tls *t = mem_alloc(a, sizeof(*t));

	*t = (struct dial_tls){
	    .a = a, .trust = trust, .alert = alert, .ctx = SSL_CTX_new(TLS_client_method())};
	const char *wrong = t->ctx ? set_up(t) : _("TLS kan ikke startes");
	if (!wrong)
		return t;
	*st = (struct status){.code = GRPC_FAILED_PRECONDITION, .reason = "tls_feilet", .text = wrong};
	dial_tls_free(t);
	return NULL;
}

void dial_tls_free(struct dial_tls *t)
{
	if (!t)
		return;
	SSL_CTX_free(t->ctx);
	t->ctx = NULL;
}

/* The certificate must be for the name, or the number, that was dialled. */
SSL *dial_tls_session(const struct dial_tls *t, const char *host)
{
	unsigned char number[sizeof(struct in6_addr)];
	bool numeric = inet_pton(AF_INET, host, number) == 1 || inet_pton(AF_INET6, host, number) == 1;
	SSL *ssl = SSL_new(t->ctx);

	if (!ssl)
		return NULL;
	int ok = numeric ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host)
			 : SSL_set1_host(ssl, host) && SSL_set_tlsext_host_name(ssl, host);
	if (!ok || SSL_set_app_data(ssl, t->alert) != 1) {
		SSL_free(ssl);
		return NULL;
	}
	return ssl;
}

bool dial_tls_is_h2(const SSL *ssl)
{
	const unsigned char *proto;
	unsigned len;

	SSL_get0_alpn_selected(ssl, &proto, &len);
	return len == 2 && memcmp(proto, "h2", 2) == 0;
}

bool dial_tls_refused(const struct dial_tls *t, const char *address, struct status *st)
{
	const struct dial_trust *trust = t->trust;

	*st = (struct status){.code = GRPC_UNAVAILABLE};
	switch (t->verdict) {
	case TRUSTED:
		return false;
	case NO_AUTHORITY:
		st->reason = "tls_feilet";
		st->text = mem_printf(
		    t->a, _("ingen forbindelse med %s: sertifikatet godtas ikke: %s"), address, trust->why);
		st->hint = _("er dette tjeneren du mener, og er --ca riktig?");
		break;
	case UNKNOWN:
		st->reason = "ukjent_tjener";
		st->text = mem_printf(t->a,
		    _("%s er ukjent herfra, og ingen dette systemet stoler på, går god for sertifikatet: %s. "
		      "Nøkkelen har fingeravtrykket %s"),
		    address, trust->why, trust->seen);
		st->hint = mem_printf(t->a,
		    _("er det fingeravtrykket som den som driver tjeneren, har oppgitt, så si: "
		      "--fingeravtrykk "
		      "%s"),
		    trust->seen);
		break;
	case CHANGED:
		st->reason = "ny_noekkel";
		st->text = mem_printf(t->a,
		    _("ADVARSEL: %s viser en annen nøkkel enn før. Noen kan ha stilt seg imellom, eller "
		      "tjeneren "
		      "har fått ny nøkkel. Kjent: %s. Vist: %s. Ingenting er sendt"),
		    address, trust->known, trust->seen);
		st->hint = mem_printf(t->a,
		    _("spør den som driver tjeneren; er den nye nøkkelen riktig: omstilling profile forget "
		      "%s"),
		    address);
		break;
	case NOT_DEMANDED:
		st->reason = "galt_fingeravtrykk";
		st->text = mem_printf(t->a, _("%s viser nøkkelen %s, ikke %s. Ingenting er sendt"), address,
		    trust->seen, trust->fingerprint);
		st->hint = _("er --fingeravtrykk riktig, og er dette tjeneren du mener?");
	}
	return true;
}

bool dial_tls_refused_us(int alert, bool shown, struct status *st)
{
	static const int about_us[] = {SSL_AD_CERTIFICATE_REQUIRED, SSL_AD_BAD_CERTIFICATE, SSL_AD_UNKNOWN_CA,
	    SSL_AD_CERTIFICATE_EXPIRED, SSL_AD_CERTIFICATE_REVOKED, SSL_AD_CERTIFICATE_UNKNOWN,
	    SSL_AD_UNSUPPORTED_CERTIFICATE, SSL_AD_ACCESS_DENIED};

	for (size_t i = 0; i < sizeof(about_us) / sizeof(*about_us); i++)
		if (alert == about_us[i]) {
			*st = (struct status){.code = GRPC_UNAVAILABLE,
			    .reason = "sertifikat_kreves",
			    .text = shown ? _("tjeneren godtar ikke sertifikatet vårt")
					  : _("tjeneren slipper bare inn klienter med sertifikat"),
			    .hint =
				_("--sertifikat FIL og --noekkel FIL, med et sertifikat som den som driver "
				  "tjeneren, har gitt deg")};
			return true;
		}
	return false;
}
