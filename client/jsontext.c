/* jsontext: see jsontext.h. */
#include "jsontext.h"

#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_tree.h>

#define ERROR_TEXT 128

/* A yajl tree under a name of ours, so that only this file knows yajl. */
struct jsontext;

static yajl_val tree(const struct jsontext *j)
{
	return (yajl_val)(uintptr_t)j;
}

struct jsontext *jsontext_new(const char *json)
{
	char error[ERROR_TEXT];
	yajl_val v = json ? yajl_tree_parse(json, error, sizeof(error)) : NULL;

	if (v && !YAJL_IS_OBJECT(v)) {
		yajl_tree_free(v);
		return NULL;
	}
	return (struct jsontext *)v;
}

void jsontext_free(struct jsontext *j)
{
	yajl_tree_free(tree(j));
}

static yajl_val member(yajl_val v, const char *key, size_t len)
{
	if (!YAJL_IS_OBJECT(v))
		return NULL;
	for (size_t i = 0; i < v->u.object.len; i++)
		if (strlen(v->u.object.keys[i]) == len && memcmp(v->u.object.keys[i], key, len) == 0)
			return v->u.object.values[i];
	return NULL;
}

static yajl_val at(const struct jsontext *j, const char *path)
{
	yajl_val v = tree(j);

	while (v && *path) {
		size_t len = strcspn(path, ".");
		v = member(v, path, len);
		path += len + (path[len] == '.');
	}
	return v;
}

static const char *text_of(yajl_val v)
{
	return YAJL_IS_STRING(v) ? YAJL_GET_STRING(v) : YAJL_IS_NUMBER(v) ? YAJL_GET_NUMBER(v) : NULL;
}

const char *jsontext_get(const struct jsontext *j, const char *path)
{
	return text_of(at(j, path));
}

int jsontext_number(const struct jsontext *j, const char *key, int64_t *out)
{
	yajl_val v = at(j, key);

	if (!YAJL_IS_INTEGER(v))
		return -1;
	*out = YAJL_GET_INTEGER(v);
	return 0;
}

const char *jsontext_item(const struct jsontext *j, const char *path, size_t i, const char *key)
{
	yajl_val v = at(j, path);

	if (!YAJL_IS_ARRAY(v) || i >= v->u.array.len)
		return NULL;
	yajl_val item = v->u.array.values[i];
	return YAJL_IS_OBJECT(item) ? text_of(member(item, key, strlen(key))) : text_of(item);
}
