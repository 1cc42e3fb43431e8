/*
 * backup_file: see backup_file.h.
 */
#include "backup_file.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINES_MAX (64 << 20)
#define HEX_SIZE (2 * crypto_hash_sha256_BYTES + 1)
#define SEAL_FORMAT "sealed %020lld %s\n"
#define SEAL_SIZE (7 + 20 + 1 + 64 + 1)

static int fail(char *err, size_t size, const char *why)
{
	snprintf(err, size, "%s", why);
	return -1;
}

static int write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, data, n);
		if (w < 0 && errno != EINTR)
			return -1;
		data += w > 0 ? w : 0;
		n -= w > 0 ? (size_t)w : 0;
	}
	return 0;
}

static int hash_until(int fd, off_t end, char hex[HEX_SIZE])
{
	static unsigned char buf[1 << 16];
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	for (off_t at = 0; at < end;) {
		size_t want = end - at < (off_t)sizeof buf ? (size_t)(end - at) : sizeof buf;
		ssize_t n = pread(fd, buf, want, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		crypto_hash_sha256_update(&state, buf, (unsigned long long)n);
		at += n;
	}
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(hex, HEX_SIZE, hash, sizeof hash);
	return 0;
}

int backup_seal(int fd, const char *lines, char *err, size_t err_size)
{
	char hex[HEX_SIZE], seal[SEAL_SIZE + 1];
	off_t offset = lseek(fd, 0, SEEK_END);
	if (strlen(lines) > LINES_MAX)
		return fail(err, err_size, "there are too many tables and chains for one backup");
	if (offset < 0 || write_all(fd, lines, strlen(lines)) < 0 ||
	    hash_until(fd, offset + (off_t)strlen(lines), hex) < 0)
		return fail(err, err_size, strerror(errno));
	snprintf(seal, sizeof seal, SEAL_FORMAT, (long long)offset, hex);
	if (write_all(fd, seal, SEAL_SIZE) < 0 || fsync(fd) < 0)
		return fail(err, err_size, strerror(errno));
	return 0;
}

/* Where our lines begin, by the last line; -1 when it is none of ours. */
static off_t read_seal(int fd, off_t seal_at, char hex[HEX_SIZE])
{
	char seal[SEAL_SIZE + 1] = "", again[SEAL_SIZE + 1];
	if (seal_at < 0 || pread(fd, seal, SEAL_SIZE, seal_at) != SEAL_SIZE)
		return -1;
	long long offset = strtoll(seal + strlen("sealed "), NULL, 10);
	memcpy(hex, seal + SEAL_SIZE - 1 - (HEX_SIZE - 1), HEX_SIZE - 1);
	hex[HEX_SIZE - 1] = '\0';
	snprintf(again, sizeof again, SEAL_FORMAT, offset, hex);
	return memcmp(seal, again, SEAL_SIZE) == 0 && offset < seal_at && seal_at - offset <= LINES_MAX
		   ? offset
		   : -1;
}

int backup_unseal(int fd, char **lines, char *err, size_t err_size)
{
	char said[HEX_SIZE], hex[HEX_SIZE];
	off_t seal_at = lseek(fd, 0, SEEK_END) - SEAL_SIZE;
	off_t offset = read_seal(fd, seal_at, said);
	if (offset < 0)
		return fail(
		    err, err_size, "no backup of omstilling, or not the whole of one: its seal is missing");
	if (hash_until(fd, seal_at, hex) < 0)
		return fail(err, err_size, "the backup cannot be read");
	if (strcmp(said, hex) != 0)
		return fail(err, err_size, "the backup is damaged: its bytes are not those that were sealed");
	size_t n = (size_t)(seal_at - offset);
	*lines = calloc(1, n + 1);
	if (*lines == NULL || pread(fd, *lines, n, offset) != (ssize_t)n ||
	    strncmp(*lines, BACKUP_HEAD, strlen(BACKUP_HEAD)) != 0) {
		free(*lines);
		*lines = NULL;
		return fail(err, err_size, "the backup is of another kind than this program knows");
	}
	return 0;
}
