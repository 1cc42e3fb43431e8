/*
 * watch: HendelseService.Watch: who waits for events, and who is asked next.
 *
 * A notification only wakes. A woken stream asks the database, as its caller, for what comes after what it
 * has, sends that, and when there is no more it waits; what it may see is thereby decided anew each time. A
 * stream has one question or one message under way at most, so that a client that does not read costs one
 * message and, after WATCH_SLOW_MS, its stream. Leaves out what an event is (SQL) and how a notification
 * comes (db).
 */
#pragma once

#include "db.h"
#include "rpc.h"

#define WATCH_STREAMS_MAX 10000	   /* of a daemon */
#define WATCH_LOGIN_STREAMS_MAX 50 /* of one login */
#define WATCH_BATCH 100		   /* events in a message at most: hendelse.proto */
#define WATCH_ASKING_MAX 32	   /* questions in the database at once: others' calls go on meanwhile */
#define WATCH_TOGETHER_MAX 50	   /* streams in one question: some milliseconds of the database */
#define WATCH_SEEN_MAX 200	   /* of the queue, when looking for those who ask the same */
#define WATCH_ASK_MS 10000	   /* a question's time limit */
#define WATCH_LOOK_MS                                                                                        \
	30000 /* a stream that was not woken asks all the same: its login or seat may have ended */
#define WATCH_SLOW_MS 10000  /* a message must be taken within */
#define WATCH_BLIND_MS 60000 /* the database may be away for so long */

struct watch;

extern const struct rpc_native watch_methods[];

/* Listens to the database. It belongs into call_env.watch. NULL with a sentence in err. */
struct watch *watch_new(struct event_base *base, struct db *db, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Ends every stream with UNAVAILABLE: the daemon stops. NULL is fine. */
void watch_drain(struct watch *w);

/* After the last call is gone, and after db_free. NULL is fine. */
void watch_free(struct watch *w);
