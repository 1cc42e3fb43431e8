/* vedlegg_file: see vedlegg_file.h. */
#include "vedlegg_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "feil.h"
#include "mem.h"
#include "spraak.h"

#define BLOCK (64u << 10)
#define HASH_SHOWN 12 /* digits of the sum in the name of a part */

static int file_error(struct arena *a, const char *path, const char *why, struct status *st)
{
	*st = (struct status){
	    .code = GRPC_INVALID_ARGUMENT, .reason = "fil", .text = mem_printf(a, "%s: %s", path, why)};
	return -1;
}

/* Sums all of a file from where it stands: how many bytes, or -1 with errno. */
static int64_t sum_file(int fd, crypto_hash_sha256_state *sum)
{
	unsigned char block[BLOCK];
	int64_t size = 0;
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		crypto_hash_sha256_update(sum, block, (unsigned long long)n);
		size += n;
	}
	return size;
}

static void sum_hex(const crypto_hash_sha256_state *sum, char out[VEDLEGG_HEX])
{
	crypto_hash_sha256_state copy = *sum;
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256_final(&copy, hash);
	sodium_bin2hex(out, VEDLEGG_HEX, hash, sizeof(hash));
}

/* --- up */

int vedlegg_source_open(struct arena *a, const char *path, struct vedlegg_source *f, struct status *st)
{
	crypto_hash_sha256_state sum;
	struct stat info;

	f->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe has nobody to wait for */
	if (f->fd < 0)
		return file_error(a, path, feil_tekst(errno), st);
	if (fstat(f->fd, &info) != 0 || !S_ISREG(info.st_mode)) {
		close(f->fd);
		return file_error(a, path, _("ikke en vanlig fil"), st);
	}
	crypto_hash_sha256_init(&sum);
	f->size = sum_file(f->fd, &sum);
	if (f->size < 0) {
		file_error(a, path, feil_tekst(errno), st);
		close(f->fd);
		return -1;
	}
	sum_hex(&sum, f->sha256);
	return 0;
}

/* --- down */

static int part_open(const char *part)
{
	int fd = open(part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	struct stat info;

	if (fd < 0)
		return -1;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
	    fchmod(fd, 0600) == 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (errno == 0)
		errno = EEXIST;
	close(fd);
	return -1;
}

int vedlegg_target_open(struct arena *a, const char *path, const char *sha256, int64_t whole,
    struct vedlegg_target *f, struct status *st)
{
	struct stat info;

	f->path = path;
	f->part = mem_printf(a, "%s.%.*s.part", path, HASH_SHOWN, sha256);
	if (lstat(path, &info) == 0)
		return file_error(a, path, feil_tekst(EEXIST), st);
	errno = 0;
	f->fd = part_open(f->part);
	if (f->fd < 0)
		return file_error(a, f->part,
		    errno == EWOULDBLOCK ? _("en annen nedlasting skriver til den") : feil_tekst(errno), st);
	crypto_hash_sha256_init(&f->sum);
	f->size = sum_file(f->fd, &f->sum);
	if (f->size > whole && ftruncate(f->fd, 0) == 0 && lseek(f->fd, 0, SEEK_SET) == 0) {
		crypto_hash_sha256_init(&f->sum); /* not ours */
		f->size = 0;
	}
	if (f->size >= 0 && f->size <= whole)
		return 0;
	file_error(a, f->part, feil_tekst(errno), st);
	vedlegg_target_close(f);
	return -1;
}

int vedlegg_target_write(
    struct arena *a, struct vedlegg_target *f, const uint8_t *data, size_t len, struct status *st)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = write(f->fd, data + done, len - done);
		if (n < 0 && errno != EINTR)
			return file_error(a, f->part, feil_tekst(errno), st);
		if (n > 0)
			done += (size_t)n;
	}
	crypto_hash_sha256_update(&f->sum, data, len);
	f->size += (int64_t)len;
	return 0;
}

/* A link fails where a file has come meanwhile; where there are no links, rename must do. */
static int give_name(const struct vedlegg_target *f)
{
	if (fsync(f->fd) != 0)
		return -1;
	if (link(f->part, f->path) == 0)
		return unlink(f->part);
	if (errno == EEXIST)
		return -1;
	return rename(f->part, f->path);
}

int vedlegg_target_finish(struct arena *a, struct vedlegg_target *f, const char *sha256, struct status *st)
{
	char hex[VEDLEGG_HEX];

	sum_hex(&f->sum, hex);
	if (strcmp(hex, sha256) != 0) {
		unlink(f->part);
		*st = (struct status){.code = GRPC_DATA_LOSS,
		    .reason = "sha256_stemmer_ikke",
		    .text = _("innholdet som kom, har en annen SHA-256 enn vedlegget; det er forkastet"),
		    .hint = _("kjør kommandoen på nytt")};
		return -1;
	}
	return give_name(f) == 0 ? 0 : file_error(a, f->path, feil_tekst(errno), st);
}

void vedlegg_target_close(struct vedlegg_target *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/* --- names */

const char *vedlegg_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *vedlegg_safe_name(const char *name)
{
	if (!name || *name == '\0' || *name == '.' || strchr(name, '/'))
		return NULL;
	for (const char *p = name; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return NULL;
	return name;
}

const char *vedlegg_media_type(const char *name)
{
	static const char *const types[][2] = {{"pdf", "application/pdf"}, {"txt", "text/plain"},
	    {"md", "text/markdown"}, {"csv", "text/csv"}, {"json", "application/json"}, {"png", "image/png"},
	    {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"}, {"html", "text/html"}, {"zip", "application/zip"},
	    {"odt", "application/vnd.oasis.opendocument.text"},
	    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
	    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"}};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcasecmp(dot + 1, types[i][0]) == 0)
			return types[i][1];
	return "application/octet-stream";
}
