/* backup_file: what is sealed comes back, and no byte of it can change, be lost or be added. */
#include <criterion/criterion.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/backup_file.h"

#define LINES BACKUP_HEAD "release 1.2\ntable core.a 3\n"

static char err[256];

static int sealed(void)
{
	char path[] = "/tmp/omst-backup-XXXXXX";
	int fd = mkstemp(path);
	cr_assert_geq(fd, 0);
	unlink(path);
	cr_assert_geq(sodium_init(), 0);
	cr_assert_eq(write(fd, "PGDMP...", 8), 8);
	cr_assert_eq(backup_seal(fd, LINES, err, sizeof err), 0, "%s", err);
	return fd;
}

static void damaged(int fd, const char *part)
{
	char *lines = NULL;
	cr_assert_eq(backup_unseal(fd, &lines, err, sizeof err), -1);
	cr_assert_null(lines);
	cr_assert(strstr(err, part) != NULL, "\"%s\" does not say \"%s\"", err, part);
}

Test(backup_file, what_is_sealed_comes_back)
{
	char *lines = NULL;
	int fd = sealed();
	cr_assert_eq(backup_unseal(fd, &lines, err, sizeof err), 0, "%s", err);
	cr_assert_str_eq(lines, LINES);
	free(lines);
	close(fd);
}

Test(backup_file, no_byte_may_change)
{
	int fd = sealed();
	off_t size = lseek(fd, 0, SEEK_END);
	for (off_t at = 0; at < size; at++) {
		char was, now;
		cr_assert_eq(pread(fd, &was, 1, at), 1);
		now = (char)(was ^ 1);
		cr_assert_eq(pwrite(fd, &now, 1, at), 1);
		damaged(fd, "backup");
		cr_assert_eq(pwrite(fd, &was, 1, at), 1);
	}
	char *lines = NULL;
	cr_assert_eq(backup_unseal(fd, &lines, err, sizeof err), 0, "%s", err);
	free(lines);
	close(fd);
}

Test(backup_file, nothing_may_be_lost_or_added)
{
	int fd = sealed();
	off_t size = lseek(fd, 0, SEEK_END);
	cr_assert_eq(write(fd, "\n", 1), 1);
	damaged(fd, "seal is missing");
	for (off_t n = size - 1; n >= 0; n--) {
		cr_assert_eq(ftruncate(fd, n), 0);
		damaged(fd, "seal is missing");
	}
	close(fd);
}

Test(backup_file, a_seal_on_other_lines_is_another_kind)
{
	char path[] = "/tmp/omst-backup-XXXXXX";
	int fd = mkstemp(path);
	unlink(path);
	cr_assert_eq(backup_seal(fd, "\nomstilling-backup 2\n", err, sizeof err), 0);
	damaged(fd, "another kind");
	close(fd);
}
