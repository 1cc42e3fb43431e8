/*
 * watch: see watch.h.
 *
 * quiet -> queued -> asking -> sending -> quiet; `again` remembers that something came meanwhile. Streams are
 * asked in the order in which they were woken. Those who ask the same from the same place are asked for
 * together: the database looks each of them up as himself, and answers when all may see the same; when it
 * does not, each is asked for alone.
 */
#include "watch.h"

#include <omstilling/v1/hendelse.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "answer.h"
#include "call.h"
#include "proto/json.h"
#include "seen.h"
#include "status.h"

#define CHANNEL "omstilling"
#define TICK_S 1
#define ANSWER_MAX ((size_t)1 << 20) /* bytes of an answer, unpacked: 100 events are some 100 KiB */
#define PLACE_MAX (64u << 10)	     /* bytes of a question and what it is made of */

enum stream_state { QUIET, QUEUED, ASKING, SENDING };

TAILQ_HEAD(streams, stream);

/* What is under way in the database, of one stream or of some with the same next question. */
struct question {
	struct watch *w;
	struct db_request *request;
	struct streams streams; /* by turn */
	unsigned count;
	char *json; /* of several: with the logins of all but the first; NULL: the stream's own */
};

struct stream {
	TAILQ_ENTRY(stream) link, turn; /* of all; of those queued, or of its question */
	struct watch *w;
	struct call *c; /* held while asking */
	struct question *question;
	enum stream_state state;
	bool again;   /* woken since it last asked */
	bool alone;   /* was refused together with others */
	bool greeted; /* has had its first message */
	bool vain;    /* the last question had no answer */
	/* What is asked next: the request with the places of the last answer. All of it lives in `place`. */
	struct arena *place;
	Omstilling__V1__WatchRequest *next;
	char *json;
	size_t json_len;
	int64_t asked, heard, sent; /* ms: last question, last answer, last message */
};

struct watch {
	struct db *db;
	const struct db_fn *fn;
	struct event *tick;
	struct streams all, queue;
	unsigned count, asking;
};

static const struct status full = {.code = GRPC_RESOURCE_EXHAUSTED,
    .reason = "for_mange_stroemmer",
    .text = "Det er for mange som følger med fra denne innloggingen, eller på denne tjeneren."};
static const struct status internal = {
    .code = GRPC_INTERNAL, .reason = "intern_feil", .text = "Det oppsto en intern feil. Den er logget."};
static const struct status large = {.code = GRPC_RESOURCE_EXHAUSTED,
    .reason = "svaret_er_for_stort",
    .text = "Svaret er større enn tjeneren kan gi."};
static const struct status slow = {.code = GRPC_RESOURCE_EXHAUSTED,
    .reason = "for_treg",
    .text = "Klienten tok ikke imot hendelsene i tide. Ingen er tapt: spør igjen fra den siste du fikk."};
static const struct status stopping = {.code = GRPC_UNAVAILABLE,
    .reason = "tjeneren_stanser",
    .text = "Tjeneren stanser. Spør igjen fra den siste hendelsen du fikk."};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- one stream's life */

static void stream_free(struct stream *s)
{
	struct watch *w = s->w;

	if (s->state == QUEUED)
		TAILQ_REMOVE(&w->queue, s, turn);
	TAILQ_REMOVE(&w->all, s, link);
	if (--w->count == 0)
		event_del(w->tick);
	arena_free(s->place);
	free(s);
}

/* The call has its outcome; a question under way is let run out, and then on_answer frees. */
static void leave(struct stream *s)
{
	call_set_data(s->c, NULL);
	if (s->state != ASKING)
		stream_free(s);
	else if (s->question->count == 1)
		db_cancel(s->question->request);
}

static void end_with(struct stream *s, const struct status *st)
{
	call_end(s->c, st);
	leave(s);
}

/* What it has not taken would stand before the status for ever. */
static void drop(struct stream *s)
{
	log_msg(LOG_INFO, call_log(s->c), "too slow: dropped");
	call_drop(s->c, &slow);
	leave(s);
}

/* --- asking */

/* Makes the next question of where the last answer left off; NULL program: all. -1 when that is too much. */
static int place_take(struct stream *s, char *program, size_t n, Omstilling__V1__Stilling **places)
{
	struct arena *a = arena_new(PLACE_MAX);
	Omstilling__V1__WatchRequest made = OMSTILLING__V1__WATCH_REQUEST__INIT;
	char *json;
	size_t len;

	made.program = program;
	made.n_etter = n;
	made.etter = places;
	json = a ? json_from_message(a, &made.base, &len) : NULL;
	if (json)
		s->next = (Omstilling__V1__WatchRequest *)json_to_message(
		    a, made.base.descriptor, json, len, &(struct status){0});
	if (!json || !s->next) {
		arena_free(a);
		return -1;
	}
	arena_free(s->place);
	s->place = a;
	s->json = json;
	s->json_len = len;
	return 0;
}

static void pump(struct watch *w);

static void queue(struct stream *s)
{
	s->again = s->state == ASKING || s->state == SENDING;
	if (s->state != QUIET)
		return;
	s->state = QUEUED;
	TAILQ_INSERT_TAIL(&s->w->queue, s, turn);
}

/* It has nothing under way: asks again when it was woken meanwhile. */
static void rest(struct stream *s)
{
	s->state = QUIET;
	if (s->again)
		queue(s);
}

static void refused(struct stream *s, const struct db_result *res)
{
	struct status st;

	if (status_from_db(res, &st))
		log_msg(LOG_ERROR, call_log(s->c), "stroem.watch: %s: %s", res->sqlstate,
		    res->message ? res->message : "");
	/* A database that is away for a moment ends nobody's stream: the next look asks again. */
	if (st.code == GRPC_UNAVAILABLE && now_ms() - s->heard < WATCH_BLIND_MS)
		rest(s);
	else
		end_with(s, &st);
}

static void tell(struct stream *s, const Omstilling__V1__WatchResponse *res)
{
	s->vain = false;
	s->heard = now_ms();
	if (place_take(s, s->next->program, res->n_stilling, res->stilling) != 0) {
		end_with(s, &large);
		return;
	}
	if (res->n_hendelser >= WATCH_BATCH) /* there may be more */
		s->again = true;
	if (res->n_hendelser == 0 && s->greeted && s->heard - s->sent < WATCH_LOOK_MS) {
		rest(s);
		return;
	}
	if (call_send(s->c, &res->base) != 0) {
		end_with(s, &large);
		return;
	}
	s->greeted = true;
	s->sent = s->heard;
	s->state = SENDING;
}

/* NULL: refused, or no answer at all, which is logged. */
static const Omstilling__V1__WatchResponse *unpack(struct arena *a, const struct db_result *res)
{
	struct status st = {0};
	ProtobufCMessage *msg = NULL;

	if (res->sqlstate)
		return NULL;
	if (a && res->json)
		msg = answer_read(a, &omstilling__v1__watch_response__descriptor, res, &st);
	if (!msg)
		log_msg(LOG_ERROR, NULL, "stroem.watch: %s", st.text ? st.text : "no answer");
	return (const Omstilling__V1__WatchResponse *)msg;
}

/* Not what each of them would have got: they are asked for again, one by one. */
static void part(struct stream *s)
{
	s->alone = true;
	queue(s);
}

static void question_free(struct question *q)
{
	free(q->json);
	free(q);
}

static void answered(struct stream *s, const struct db_result *res, const Omstilling__V1__WatchResponse *msg)
{
	if (call_over(s->c))
		stream_free(s);
	else if (res->sqlstate && s->question->count > 1)
		part(s);
	else if (res->sqlstate)
		refused(s, res);
	else if (msg)
		tell(s, msg);
	else
		end_with(s, &internal);
}

static void on_answer(void *arg, const struct db_result *res)
{
	struct question *q = arg;
	struct watch *w = q->w;
	struct arena *a = arena_new(ANSWER_MAX);
	const Omstilling__V1__WatchResponse *msg = unpack(a, res);
	struct stream *s;

	w->asking--;
	while ((s = TAILQ_FIRST(&q->streams))) {
		TAILQ_REMOVE(&q->streams, s, turn);
		s->state = QUIET;
		call_release(s->c);
		answered(s, res, msg);
	}
	question_free(q);
	arena_free(a);
	pump(w);
}

static bool same_question(const struct stream *s, const struct stream *t)
{
	return t->greeted && !t->alone && t->json_len == s->json_len &&
	       memcmp(s->json, t->json, s->json_len) == 0;
}

static void take(struct question *q, struct stream *s)
{
	TAILQ_REMOVE(&s->w->queue, s, turn);
	TAILQ_INSERT_TAIL(&q->streams, s, turn);
	q->count++;
}

/* The first of the queue, and those not far behind it who ask the same. */
static void gather(struct question *q)
{
	struct stream *s = TAILQ_FIRST(&q->w->queue), *t = TAILQ_NEXT(s, turn), *next;

	take(q, s);
	if (!s->greeted || s->alone || s->next->n_etter == 0)
		return;
	for (unsigned seen = 0; t && seen < WATCH_SEEN_MAX && q->count < WATCH_TOGETHER_MAX;
	     t = next, seen++) {
		next = TAILQ_NEXT(t, turn);
		if (same_question(s, t))
			take(q, t);
	}
}

/* The first one's question with the logins of the others: {...,"sesjoner":["..."]}. */
static int join(struct question *q)
{
	static const char open[] = ",\"sesjoner\":[", close[] = "]}";
	const struct stream *s = TAILQ_FIRST(&q->streams), *t = s;
	size_t left = s->json_len + sizeof(open) + q->count * (CALL_HASH_SIZE + 3) + sizeof(close);
	char *to = malloc(left);
	int n;

	q->json = to;
	if (!to)
		return -1;
	n = snprintf(to, left, "%.*s%s", (int)s->json_len - 1, s->json, open);
	while ((t = TAILQ_NEXT(t, turn))) {
		to += n;
		left -= (size_t)n;
		n = snprintf(to, left, "\"%s\"%s", call_token_hash(t->c), TAILQ_NEXT(t, turn) ? "," : close);
	}
	return 0;
}

static struct db_request *send_question(struct question *q)
{
	const struct stream *s = TAILQ_FIRST(&q->streams);
	const char *json = s->json;
	size_t len = s->json_len;

	if (q->count > 1) {
		if (join(q) != 0)
			return NULL;
		json = q->json;
		len = strlen(json);
	}
	return db_call(q->w->db, q->w->fn, call_token_hash(s->c), json, len, WATCH_ASK_MS, on_answer, q);
}

static void ask(struct question *q)
{
	struct stream *s;

	q->request = send_question(q);
	TAILQ_FOREACH(s, &q->streams, turn)
	{
		if (call_token_hash(s->c)) /* who watches is there */
			seen_note(call_env(s->c)->seen, call_token_hash(s->c));
		s->again = s->alone = false;
		s->vain = true;
		s->asked = now_ms();
		s->state = q->request ? ASKING : QUIET; /* a full queue: the next look asks */
		if (!q->request)
			continue;
		s->question = q;
		call_hold(s->c);
	}
	if (q->request)
		q->w->asking++;
	else
		question_free(q);
}

static void pump(struct watch *w)
{
	struct question *q;

	while (w->asking < WATCH_ASKING_MAX && !TAILQ_EMPTY(&w->queue) && (q = calloc(1, sizeof(*q)))) {
		q->w = w;
		TAILQ_INIT(&q->streams);
		gather(q);
		ask(q);
	}
}

/* --- waking */

static bool follows(const struct stream *s, const char *program)
{
	for (size_t i = 0; i < s->next->n_etter; i++)
		if (strcmp(s->next->etter[i]->program, program) == 0)
			return true;
	/* Before the first answer it is not known which programmes they are. */
	return !s->greeted;
}

static bool concerns(const struct stream *s, const char *payload)
{
	if (!payload) /* anything may have been missed */
		return true;
	if (strncmp(payload, "program ", 8) == 0)
		return follows(s, payload + 8);
	return strncmp(payload, "sesjon ", 7) == 0 && strcmp(call_token_hash(s->c), payload + 7) == 0;
}

static void on_heard(void *arg, const char *payload)
{
	struct watch *w = arg;
	struct stream *s;

	TAILQ_FOREACH(s, &w->all, link)
	if (!call_over(s->c) && concerns(s, payload))
		queue(s);
	pump(w);
}

/* Looks after every stream: one that is not taken, one that has not asked for long. */
static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct watch *w = arg;
	int64_t now = now_ms();
	struct stream *s, *next;

	(void)fd;
	(void)what;
	for (s = TAILQ_FIRST(&w->all); s; s = next) {
		next = TAILQ_NEXT(s, link);
		if (call_over(s->c))
			continue;
		if (s->state == SENDING && now - s->sent >= WATCH_SLOW_MS)
			drop(s);
		else if (s->state == QUIET && (now - s->asked >= WATCH_LOOK_MS || s->vain))
			queue(s);
	}
	pump(w);
}

/* --- the method */

static struct stream *stream_new(struct watch *w, struct call *c)
{
	const struct timeval second = {TICK_S, 0};
	struct stream *s, *other;
	unsigned mine = 0;

	TAILQ_FOREACH(other, &w->all, link)
	mine += strcmp(call_token_hash(other->c), call_token_hash(c)) == 0;
	if (w->count >= WATCH_STREAMS_MAX || mine >= WATCH_LOGIN_STREAMS_MAX)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (!s || (w->count == 0 && event_add(w->tick, &second) != 0)) {
		free(s);
		return NULL;
	}
	s->w = w;
	s->c = c;
	s->heard = now_ms();
	TAILQ_INSERT_TAIL(&w->all, s, link);
	w->count++;
	call_set_data(c, s);
	return s;
}

static void on_request(struct call *c, const ProtobufCMessage *msg)
{
	static const struct status twice = {.code = GRPC_UNIMPLEMENTED,
	    .reason = "for_mange_meldinger",
	    .text = "Metoden tar imot én melding."};
	const Omstilling__V1__WatchRequest *req = (const Omstilling__V1__WatchRequest *)msg;
	struct watch *w = call_env(c)->watch;
	struct stream *s = call_data(c);

	if (s) {
		end_with(s, &twice);
		return;
	}
	s = call_env(c)->draining ? NULL : stream_new(w, c);
	if (!s) {
		call_end(c, call_env(c)->draining ? &stopping : &full);
	} else if (place_take(s, req->program, req->n_etter, req->etter) != 0) {
		end_with(s, &large);
	} else {
		queue(s);
		pump(w);
	}
}

static void on_end(struct call *c)
{
	static const struct status none = {
	    .code = GRPC_UNIMPLEMENTED, .reason = "mangler_melding", .text = "Metoden krever én melding."};

	if (!call_data(c))
		call_end(c, &none);
}

static void on_taken(struct call *c)
{
	struct stream *s = call_data(c);

	if (!s || s->state != SENDING)
		return;
	rest(s);
	pump(s->w);
}

static void on_gone(struct call *c)
{
	struct stream *s = call_data(c);

	if (s)
		leave(s);
}

const struct rpc_native watch_methods[] = {
    {.path = "/omstilling.v1.HendelseService/Watch",
	.steps = true,
	.message = on_request,
	.end = on_end,
	.writable = on_taken,
	.gone = on_gone},
    {0},
};

/* --- all of them */

struct watch *watch_new(struct event_base *base, struct db *db, char *err, size_t err_size)
{
	struct watch *w = calloc(1, sizeof(*w));

	snprintf(err, err_size, "out of memory");
	if (!w)
		return NULL;
	TAILQ_INIT(&w->all);
	TAILQ_INIT(&w->queue);
	w->db = db;
	w->fn = db_find(db, "stroem", "watch");
	if (!w->fn || !w->fn->read) {
		snprintf(err, err_size, "the function stroem.watch is missing or not stable");
		free(w);
		return NULL;
	}
	w->tick = event_new(base, -1, EV_PERSIST, on_tick, w);
	if (w->tick && db_listen(db, CHANNEL, on_heard, w) == 0)
		return w;
	watch_free(w);
	return NULL;
}

void watch_drain(struct watch *w)
{
	struct stream *s, *next;

	for (s = w ? TAILQ_FIRST(&w->all) : NULL; s; s = next) {
		next = TAILQ_NEXT(s, link);
		if (!call_over(s->c))
			end_with(s, &stopping);
	}
}

void watch_free(struct watch *w)
{
	if (!w)
		return;
	if (w->tick)
		event_free(w->tick);
	free(w);
}
