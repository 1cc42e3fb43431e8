/*
 * home: the client's own directory, $XDG_CONFIG_HOME/omstilling (else ~/.config/omstilling), and small files
 * in it.
 */
#pragma once

#include "proto/arena.h"

/* No file of ours is larger. */
#define HOME_FILE_MAX ((size_t)1 << 20)

/* Path of a file in the directory; NULL when there is no home at all. */
const char *home_path(struct arena *a, const char *name);

/* The whole file as text; NULL when it cannot be read, is too large or path is NULL (errno is left as it was
 * set). */
char *home_read(struct arena *a, const char *path);

/* All of an open file up to cap bytes, zero-terminated; NULL with errno, EFBIG for a larger one. Closes it.
 */
char *home_read_fd(struct arena *a, int fd, size_t cap, size_t *len);

/*
 * A file of the directory as text, of our own and with none of the forbidden bits in its mode (such as 077);
 * "" when there is none. NULL with errno: EPERM for a file that others have a hand in.
 */
char *home_read_own(struct arena *a, const char *name, unsigned forbidden);

/*
 * Replaces a file in the directory by new content, mode 0600: readers see the old or the new one, never a
 * part. Directories that are missing are made, mode 0700. 0, or -1 with errno.
 */
int home_write(struct arena *a, const char *name, const char *text) __attribute__((warn_unused_result));

/* Keeps other clients of the same person from writing at the same time, until the descriptor is closed. -1:
 * errno. */
int home_lock(struct arena *a);
