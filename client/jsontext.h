/*
 * jsontext: looks into a small JSON object whose form no descriptor knows: a journal line, the detail of an
 * error.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct jsontext;

/* Parses an object; NULL when the text is not one. */
struct jsontext *jsontext_new(const char *json);
/* NULL is fine. */
void jsontext_free(struct jsontext *j);

/* The string or number called by a path of keys joined by '.'; NULL when it is neither. Lives as long as j.
 */
const char *jsontext_get(const struct jsontext *j, const char *path);

/* 0, or -1 when it is not a whole number. */
int jsontext_number(const struct jsontext *j, const char *key, int64_t *out)
    __attribute__((warn_unused_result));

/* The i-th element of an array: its own text, or of an object the text of its member `key`. NULL at the end.
 */
const char *jsontext_item(const struct jsontext *j, const char *path, size_t i, const char *key);
