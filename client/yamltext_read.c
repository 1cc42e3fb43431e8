/*
 * yamltext_read: YAML as a message; see yamltext.h.
 *
 * Writes the YAML as JSON and lets proto/json.h read that, which checks everything and names the field. The
 * descriptor is followed on the way only to tell what a scalar is meant to be: `antall: 3` and `verdi: 3` are
 * a number and a text.
 */
#include <string.h>
#include <yaml.h>

#include "field.h"
#include "mem.h"
#include "proto/json.h"
#include "spraak.h"
#include "yamltext.h"

struct level {
	const ProtobufCMessageDescriptor *type; /* of a mapping; NULL where the contract knows none */
	const ProtobufCFieldDescriptor *field;	/* whose value comes next */
	bool list, in_value, any;
};

struct reader {
	struct arena *a;
	yaml_parser_t parser;
	struct level level[YAMLTEXT_DEPTH_MAX];
	size_t depth;
	char *json;
	size_t len, size;
	struct status *st;
	bool done;
};

static int fail(struct reader *r, const yaml_mark_t *at, const char *what)
{
	*r->st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "ugyldig_yaml",
	    .text = mem_printf(r->a, _("linje %zu, tegn %zu: %s"), at->line + 1, at->column + 1, what)};
	return -1;
}

static void put(struct reader *r, const char *s, size_t n)
{
	if (r->len + n + 1 > r->size) {
		r->size = 2 * (r->len + n + 1);
		char *bigger = mem_alloc(r->a, r->size);
		if (r->len > 0)
			memcpy(bigger, r->json, r->len);
		r->json = bigger;
	}
	memcpy(r->json + r->len, s, n);
	r->len += n;
	r->json[r->len] = '\0';
}

static void put_string(struct reader *r, const char *s, size_t n)
{
	put(r, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		char escape[8];
		if (c >= 0x20 && c != '"' && c != '\\')
			put(r, s + i, 1);
		else
			put(r, escape, (size_t)snprintf(escape, sizeof(escape), "\\u%04x", c));
	}
	put(r, "\"", 1);
}

static struct level *top(struct reader *r)
{
	return r->depth > 0 ? &r->level[r->depth - 1] : NULL;
}

/* A comma before what is not the first of its mapping or list. */
static void put_comma(struct reader *r)
{
	struct level *l = top(r);

	if (l && !l->in_value) {
		put(r, ",", l->any);
		l->any = true;
	}
}

static void value_done(struct reader *r)
{
	if (top(r))
		top(r)->in_value = false;
	else
		r->done = true;
}

static int push(struct reader *r, const yaml_event_t *ev, bool list, const ProtobufCMessageDescriptor *root)
{
	struct level *above = top(r);
	const ProtobufCFieldDescriptor *field = above ? above->field : NULL;

	if (r->depth == YAMLTEXT_DEPTH_MAX)
		return fail(r, &ev->start_mark, _("for mange nivåer"));
	if (r->depth == 0 && list)
		return fail(r, &ev->start_mark, _("en plan er en avbildning, ikke en liste"));
	if (above && !above->list && !above->in_value)
		return fail(r, &ev->start_mark, _("en nøkkel må være et ord"));
	put_comma(r);
	r->level[r->depth++] = (struct level){.list = list, .field = list ? field : NULL};
	if (!list && r->depth == 1)
		top(r)->type = root;
	else if (!list && field && field->type == PROTOBUF_C_TYPE_MESSAGE)
		top(r)->type = field->descriptor;
	put(r, list ? "[" : "{", 1);
	return 0;
}

static void pop(struct reader *r)
{
	put(r, top(r)->list ? "]" : "}", 1);
	r->depth--;
	value_done(r);
}

static void put_key(struct reader *r, struct level *l, const char *s, size_t n)
{
	put_comma(r);
	l->field = l->type ? field_find(l->type, s, n) : NULL;
	put_string(r, s, n);
	put(r, ":", 1);
	l->in_value = true;
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && memcmp(s, word, n) == 0;
}

/* A scalar that stands for itself in JSON as well: nothing, and the truth values where the field is one. */
static bool is_bare(const struct level *l, const yaml_event_t *ev)
{
	const char *s = (const char *)ev->data.scalar.value;
	size_t n = ev->data.scalar.length;

	if (ev->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	if (n == 0 || is_word(s, n, "~") || is_word(s, n, "null"))
		return true;
	return l->field && l->field->type == PROTOBUF_C_TYPE_BOOL &&
	       (is_word(s, n, "true") || is_word(s, n, "false"));
}

static int on_scalar(struct reader *r, const yaml_event_t *ev)
{
	struct level *l = top(r);
	const char *s = (const char *)ev->data.scalar.value;
	size_t n = ev->data.scalar.length;

	if (!l)
		return fail(r, &ev->start_mark, _("en plan er en avbildning: «felt: verdi» på hver linje"));
	if (ev->data.scalar.tag || ev->data.scalar.anchor)
		return fail(r, &ev->start_mark, _("merker og ankre brukes ikke her"));
	if (!l->list && !l->in_value) {
		put_key(r, l, s, n);
		return 0;
	}
	put_comma(r);
	if (!is_bare(l, ev))
		put_string(r, s, n);
	else if (n > 0 && (s[0] == 't' || s[0] == 'f'))
		put(r, s, n);
	else
		put(r, "null", 4);
	value_done(r);
	return 0;
}

static int on_event(struct reader *r, const yaml_event_t *ev, const ProtobufCMessageDescriptor *type)
{
	switch (ev->type) {
	case YAML_SCALAR_EVENT:
		return on_scalar(r, ev);
	case YAML_MAPPING_START_EVENT:
		if (ev->data.mapping_start.tag || ev->data.mapping_start.anchor)
			return fail(r, &ev->start_mark, _("merker og ankre brukes ikke her"));
		return push(r, ev, false, type);
	case YAML_SEQUENCE_START_EVENT:
		if (ev->data.sequence_start.tag || ev->data.sequence_start.anchor)
			return fail(r, &ev->start_mark, _("merker og ankre brukes ikke her"));
		return push(r, ev, true, type);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		pop(r);
		return 0;
	case YAML_ALIAS_EVENT:
		return fail(r, &ev->start_mark, _("merker og ankre brukes ikke her"));
	case YAML_DOCUMENT_START_EVENT:
		return r->done ? fail(r, &ev->start_mark, _("mer enn ett dokument")) : 0;
	default:
		return 0;
	}
}

static int syntax_error(struct reader *r)
{
	const char *problem = r->parser.problem ? r->parser.problem : _("kan ikke leses");
	const yaml_mark_t *at =
	    r->parser.error == YAML_READER_ERROR ? &r->parser.mark : &r->parser.problem_mark;

	return fail(r, at, mem_printf(r->a, _("ikke gyldig YAML (%s)"), problem));
}

static int read_events(struct reader *r, const ProtobufCMessageDescriptor *type)
{
	bool end = false;

	while (!end) {
		yaml_event_t ev;
		if (!yaml_parser_parse(&r->parser, &ev))
			return syntax_error(r);
		int failed = on_event(r, &ev, type);
		end = ev.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
		if (failed)
			return -1;
	}
	return r->done ? 0 : fail(r, &r->parser.mark, _("filen er tom"));
}

ProtobufCMessage *yamltext_to_message(
    struct arena *a, const ProtobufCMessageDescriptor *type, const char *yaml, size_t len, struct status *st)
{
	struct reader *r = mem_alloc(a, sizeof(*r));

	r->a = a;
	r->st = st;
	if (!yaml_parser_initialize(&r->parser)) {
		*st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED, .reason = "for_lite_minne"};
		return NULL;
	}
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser, (const unsigned char *)yaml, len);
	int failed = read_events(r, type);
	yaml_parser_delete(&r->parser);
	return failed ? NULL : json_to_message(a, type, r->json, r->len, st);
}

bool yamltext_begins_with(const ProtobufCMessageDescriptor *type, const char *yaml, size_t len)
{
	const char *p = yaml, *end = yaml + len;

	while (p < end) {
		size_t line = strcspn(p, "\n"), word = strcspn(p, ": \n");
		bool skipped = *p == '#' || line == 0 || (line >= 3 && memcmp(p, "---", 3) == 0);
		if (!skipped)
			return p[word] == ':' && field_find(type, p, word);
		p += line + (p[line] == '\n');
	}
	return false;
}
