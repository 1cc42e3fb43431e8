/* history: see history.h. */
#include "history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "home.h"
#include "mem.h"

#define LINE_KEPT 4096 /* bytes; a longer line is not kept */
#define TAIL (HOME_FILE_MAX / 2)

static char *path_of(struct arena *a)
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (xdg && *xdg == '/')
		return mem_printf(a, "%s/omstilling/history", xdg);
	return home && *home ? mem_printf(a, "%s/.local/state/omstilling/history", home) : NULL;
}

/* A regular file of ours, that nobody else can read from now on; -1: none. */
static int open_own(const char *path, int flags)
{
	struct stat sb;
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);

	if (fd >= 0 && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) && sb.st_uid == geteuid() &&
	    ((sb.st_mode & 077) == 0 || fchmod(fd, 0600) == 0))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static void make_dirs(char *path)
{
	for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

static void put(int fd, const char *line)
{
	dprintf(fd, "%s\n", line);
}

/* The file anew, with the last lines only. */
static void shorten(struct arena *a, const char *path, char **lines, size_t n)
{
	char *temp = mem_printf(a, "%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC);

	if (fd < 0)
		return;
	for (size_t i = 0; i < n; i++)
		put(fd, lines[i]);
	close(fd);
	if (rename(temp, path) < 0)
		unlink(temp);
}

/* Its last bytes, from the beginning of a line on; *cut: there was more. */
static char *read_tail(struct arena *a, int fd, bool *cut)
{
	struct stat sb;
	size_t len;

	*cut = fstat(fd, &sb) == 0 && sb.st_size > (off_t)TAIL && lseek(fd, -(off_t)TAIL, SEEK_END) >= 0;
	char *text = home_read_fd(a, fd, HOME_FILE_MAX, &len);
	if (text && *cut)
		text += strcspn(text, "\n");
	return text;
}

char **history_load(struct arena *a, size_t *n)
{
	const char *path = path_of(a);
	int fd = path ? open_own(path, O_RDONLY) : -1;
	bool cut = false;
	char *text = fd < 0 ? NULL : read_tail(a, fd, &cut), *line, **lines = NULL;

	*n = 0;
	while (text && (line = strsep(&text, "\n")))
		if (*line) {
			lines = mem_grow(a, lines, *n, sizeof(*lines));
			lines[(*n)++] = line;
		}
	if (*n > HISTORY_MAX) {
		lines += *n - HISTORY_MAX;
		*n = HISTORY_MAX;
		cut = true;
	}
	if (cut)
		shorten(a, path, lines, *n);
	return lines;
}

void history_add(struct arena *a, const char *line)
{
	char *path = path_of(a);

	if (!path || !*line || *line == ' ' || *line == '\t' || strchr(line, '\n') ||
	    strlen(line) > LINE_KEPT)
		return;
	make_dirs(path);
	int fd = open_own(path, O_WRONLY | O_APPEND | O_CREAT);
	if (fd < 0)
		return;
	put(fd, line);
	close(fd);
}
