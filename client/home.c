/* home: see home.h. */
#include "home.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"

#define READ_CHUNK ((size_t)64 << 10)

static const char *home_dir(struct arena *a)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (xdg && *xdg == '/')
		return mem_printf(a, "%s/omstilling", xdg);
	return home && *home ? mem_printf(a, "%s/.config/omstilling", home) : NULL;
}

const char *home_path(struct arena *a, const char *name)
{
	const char *dir = home_dir(a);

	return dir ? mem_printf(a, "%s/%s", dir, name) : NULL;
}

static int close_with(int fd, int error)
{
	close(fd);
	errno = error;
	return -1;
}

char *home_read_fd(struct arena *a, int fd, size_t cap, size_t *len)
{
	size_t size = READ_CHUNK, n = 0;
	char *buf = mem_alloc(a, size + 1);
	ssize_t got;

	while ((got = read(fd, buf + n, size - n)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || (n += (size_t)got) > cap) {
			close_with(fd, got < 0 ? errno : EFBIG);
			return NULL;
		}
		if (n == size) {
			char *bigger = mem_alloc(a, 2 * size + 1);
			memcpy(bigger, buf, n);
			buf = bigger;
			size *= 2;
		}
	}
	close(fd);
	buf[n] = '\0';
	*len = n;
	return buf;
}

char *home_read(struct arena *a, const char *path)
{
	size_t len;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	return fd < 0 ? NULL : home_read_fd(a, fd, HOME_FILE_MAX, &len);
}

char *home_read_own(struct arena *a, const char *name, unsigned forbidden)
{
	const char *path = home_path(a, name);
	struct stat sb;
	size_t len;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;

	if (fd < 0)
		return !path || errno == ENOENT ? mem_strndup(a, "", 0) : NULL;
	if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_uid == geteuid() &&
	    (sb.st_mode & forbidden) == 0)
		return home_read_fd(a, fd, HOME_FILE_MAX, &len);
	close_with(fd, EPERM);
	return NULL;
}

/* Makes the directory and the ones above it. */
static int make_dirs(char *path)
{
	for (char *slash = path + 1;; slash++) {
		slash += strcspn(slash, "/");
		char kept = *slash;
		*slash = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST)
			return -1;
		*slash = kept;
		if (kept == '\0')
			return 0;
	}
}

static int write_all(int fd, const char *text)
{
	for (size_t n = strlen(text); n > 0;) {
		ssize_t put = write(fd, text, n);
		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0) {
			text += put;
			n -= (size_t)put;
		}
	}
	return fsync(fd);
}

int home_write(struct arena *a, const char *name, const char *text)
{
	const char *path = home_path(a, name);

	if (!path) {
		errno = ENOENT;
		return -1;
	}
	char *temp = mem_printf(a, "%s.XXXXXX", path), *dir = mem_strndup(a, path, strlen(path));
	*strrchr(dir, '/') = '\0';
	if (make_dirs(dir) < 0)
		return -1;
	int fd = mkostemp(temp, O_CLOEXEC); /* mode 0600 by the standard */
	if (fd < 0)
		return -1;
	if (write_all(fd, text) < 0) {
		int error = errno;
		unlink(temp);
		return close_with(fd, error);
	}
	close(fd);
	return rename(temp, path);
}

int home_lock(struct arena *a)
{
	const char *dir = home_dir(a);

	if (!dir) {
		errno = ENOENT;
		return -1;
	}
	if (make_dirs(mem_strndup(a, dir, strlen(dir))) < 0)
		return -1;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && flock(fd, LOCK_EX) < 0)
		return close_with(fd, errno);
	return fd;
}
