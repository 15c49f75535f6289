/* JSON, written record by record: valid UTF-8, keys in the order in which they are given, no locale. */
#ifndef DZ_WRITE_JSON_H
#define DZ_WRITE_JSON_H

#include "base/buffer.h"
#include "duizhao/document.h"

/* A record under way. Failures are kept by the buffer, so that a caller asks once, at the end. */
typedef struct dz_json {
    dz_buffer buffer;
    bool comma;  /* the next key or item needs one before it */
    size_t base; /* code points of a longer text before the document's */
} dz_json;

void dz_json__init(dz_json *json, dz_context *context);
void dz_json__free(dz_json *json);

/* `bracket` is '{' or '['; closing takes '}' or ']'. */
void dz_json__open(dz_json *json, char bracket);
void dz_json__close(dz_json *json, char bracket);
void dz_json__key(dz_json *json, const char *key);

void dz_json__view(dz_json *json, const char *text, size_t length);
void dz_json__text(dz_json *json, const char *text); /* NULL: null */
void dz_json__integer(dz_json *json, size_t number);

/* A letter and a number, as the records' ids are written. */
void dz_json__id(dz_json *json, char letter, size_t number);
void dz_json__real(dz_json *json, double number); /* four digits at the most */
void dz_json__boolean(dz_json *json, bool value);
void dz_json__null(dz_json *json);
void dz_json__raw(dz_json *json, const char *text); /* JSON text of the caller's */

/* {"begin":..,"end":..,"text":..}, in code points. */
void dz_json__span(dz_json *json, const dz_document *document, dz_span span);
/* The three members alone, for records that have them among others. */
void dz_json__span_members(dz_json *json, const dz_document *document, dz_span span);

/* Begins a record: {"type":TYPE */
void dz_json__begin(dz_json *json, const char *type);
/* Ends it, hands the line to the sink, and is ready for the next one. */
dz_status dz_json__end(dz_json *json, const dz_sink *sink);

#endif
