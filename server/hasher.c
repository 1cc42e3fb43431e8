/*
 * hasher: see hasher.h. Two lists under one lock: what waits, and what is done; an eventfd tells the loop of
 * the latter. One worker, because each hash takes as much memory as the operator gave it.
 */
#include "hasher.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/queue.h>
#include <unistd.h>

struct job {
	STAILQ_ENTRY(job) link;
	char password[HASHER_PASSWORD_MAX];
	size_t len;
	unsigned char salt[HASHER_SALT], key[HASHER_KEY];
	unsigned opslimit, memlimit;
	bool ok;
	hasher_done *done;
	void *arg;
};

STAILQ_HEAD(jobs, job);

struct hasher {
	pthread_t thread;
	bool started, ending;
	pthread_mutex_t lock; /* of the lists, count and ending */
	pthread_cond_t wake;
	struct jobs waiting, ready;
	unsigned count, queue;
	int fd;
	struct event *ev;
};

static void hash(struct job *j)
{
	j->ok = crypto_pwhash(j->key, sizeof j->key, j->password, j->len, j->salt, j->opslimit, j->memlimit,
		    crypto_pwhash_ALG_ARGON2ID13) == 0;
	sodium_memzero(j->password, sizeof j->password);
}

static struct job *next_job(struct hasher *h)
{
	pthread_mutex_lock(&h->lock);
	while (STAILQ_EMPTY(&h->waiting) && !h->ending)
		pthread_cond_wait(&h->wake, &h->lock);
	struct job *j = h->ending ? NULL : STAILQ_FIRST(&h->waiting);
	if (j != NULL)
		STAILQ_REMOVE_HEAD(&h->waiting, link);
	pthread_mutex_unlock(&h->lock);
	return j;
}

static void *worker(void *arg)
{
	struct hasher *h = arg;
	struct job *j;
	while ((j = next_job(h)) != NULL) {
		hash(j);
		pthread_mutex_lock(&h->lock);
		STAILQ_INSERT_TAIL(&h->ready, j, link);
		pthread_mutex_unlock(&h->lock);
		eventfd_write(h->fd, 1);
	}
	return NULL;
}

static void finish(struct job *j)
{
	j->done(j->arg, j->ok ? j->key : NULL);
	sodium_memzero(j, sizeof *j);
	free(j);
}

/* Empties a list in the loop's thread, without the lock while callbacks run. */
static void finish_all(struct hasher *h, struct jobs *list)
{
	struct jobs mine = STAILQ_HEAD_INITIALIZER(mine);
	struct job *j;
	pthread_mutex_lock(&h->lock);
	STAILQ_CONCAT(&mine, list);
	STAILQ_FOREACH(j, &mine, link)
	h->count--;
	pthread_mutex_unlock(&h->lock);
	while ((j = STAILQ_FIRST(&mine)) != NULL) {
		STAILQ_REMOVE_HEAD(&mine, link);
		finish(j);
	}
}

static void on_ready(evutil_socket_t fd, short what, void *arg)
{
	struct hasher *h = arg;
	eventfd_t n;
	(void)what;
	eventfd_read((int)fd, &n);
	finish_all(h, &h->ready);
}

/* Signals are the loop's: the thread starts with all of them blocked. */
static int start(struct hasher *h)
{
	sigset_t all, old;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	int rc = pthread_create(&h->thread, NULL, worker, h);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	h->started = rc == 0;
	return rc == 0 ? 0 : -1;
}

struct hasher *hasher_new(struct event_base *base, unsigned queue, char *err, size_t err_size)
{
	struct hasher *h = calloc(1, sizeof *h);
	snprintf(err, err_size, "the password hasher cannot be started");
	if (h == NULL || sodium_init() < 0) {
		free(h);
		return NULL;
	}
	STAILQ_INIT(&h->waiting);
	STAILQ_INIT(&h->ready);
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->wake, NULL);
	h->queue = queue;
	h->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	h->ev = h->fd >= 0 ? event_new(base, h->fd, EV_READ | EV_PERSIST, on_ready, h) : NULL;
	if (h->ev != NULL && event_add(h->ev, NULL) == 0 && start(h) == 0)
		return h;
	hasher_free(h);
	return NULL;
}

int hasher_add(struct hasher *h, const char *password, const unsigned char salt[HASHER_SALT],
    unsigned opslimit, unsigned memlimit, hasher_done *done, void *arg)
{
	size_t len = strlen(password);
	if (len > HASHER_PASSWORD_MAX || memlimit > HASHER_MEMORY_MAX)
		return -1;
	struct job *j = calloc(1, sizeof *j);
	if (j == NULL)
		return -1;
	memcpy(j->password, password, len);
	memcpy(j->salt, salt, sizeof j->salt);
	j->len = len;
	j->opslimit = opslimit;
	j->memlimit = memlimit;
	j->done = done;
	j->arg = arg;
	pthread_mutex_lock(&h->lock);
	bool room = h->count < h->queue;
	if (room) {
		STAILQ_INSERT_TAIL(&h->waiting, j, link);
		h->count++;
		pthread_cond_signal(&h->wake);
	}
	pthread_mutex_unlock(&h->lock);
	if (!room) {
		sodium_memzero(j, sizeof *j);
		free(j);
	}
	return room ? 0 : -1;
}

void hasher_free(struct hasher *h)
{
	if (h == NULL)
		return;
	pthread_mutex_lock(&h->lock);
	h->ending = true;
	pthread_cond_signal(&h->wake);
	pthread_mutex_unlock(&h->lock);
	if (h->started)
		pthread_join(h->thread, NULL);
	finish_all(h, &h->ready);
	finish_all(h, &h->waiting);
	if (h->ev != NULL)
		event_free(h->ev);
	if (h->fd >= 0)
		close(h->fd);
	pthread_cond_destroy(&h->wake);
	pthread_mutex_destroy(&h->lock);
	free(h);
}
