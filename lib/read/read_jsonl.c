/* The records of dz align: beads with the places and texts of their sentences. Other records are passed over. */
#include <string.h>

#include <cjson/cJSON.h>

#include "read/draft_pairs.h"

/* The texts that the last two document records tell of: source, then target. */
typedef struct text_facts {
    const char *names[2];
    const char *languages[2];
} text_facts;

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : NULL;
}

static dz_view view_of(const char *text)
{
    return (dz_view){text ? text : "", text ? strlen(text) : 0};
}

static dz_status read_numbers(dz_draft_pairs *draft, dz_draft_pair *pair, int side, const cJSON *list, size_t line)
{
    dz_status status = DZ_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble >= UINT32_MAX)
            return dz_read__fail(draft, line, "a sentence number is no number");
        if (status == DZ_OK)
            status = dz_read__number(draft, pair, side, (uint32_t)item->valuedouble, line);
    }
    return status;
}

static dz_status read_spans(dz_draft_pairs *draft, dz_draft_pair *pair, int side, const cJSON *numbers,
                            const cJSON *spans, size_t line)
{
    dz_status status = DZ_OK;
    const cJSON *number = numbers ? numbers->child : NULL, *span;
    cJSON_ArrayForEach(span, spans)
    {
        const char *text = text_of(span, "text");
        if (text && number && status == DZ_OK)
            status = dz_read__sentence(draft, pair, side, (uint32_t)number->valuedouble, view_of(text), line);
        number = number ? number->next : NULL;
    }
    return status;
}

static void read_flags(dz_draft_pair *pair, const cJSON *list)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list) dz_read__flags(pair, view_of(cJSON_IsString(item) ? item->valuestring : NULL));
}

static dz_draft_pair *pair_of_record(dz_draft_pairs *draft, const cJSON *record, const text_facts *announced)
{
    const char *name = text_of(record, "document");
    size_t before = draft->pairs.count;
    dz_draft_pair *pair = NULL;
    if (name)
        pair = dz_read__pair(draft, name, strlen(name));
    else
        pair = before ? &draft->pairs.items[0] : dz_read__new_pair(draft, NULL);
    for (int side = 0; pair && side < 2 && draft->pairs.count > before; side++) {
        pair->names[side] = announced->names[side];
        pair->languages[side] = announced->languages[side];
    }
    return pair;
}

static dz_status read_bead(dz_draft_pairs *draft, const cJSON *record, const text_facts *announced, size_t line)
{
    static const char *const keys[] = {"source", "target"}, *const span_keys[] = {"source_spans", "target_spans"};
    dz_draft_pair *pair = pair_of_record(draft, record, announced);
    dz_status status = pair && dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
        const cJSON *numbers = cJSON_GetObjectItemCaseSensitive(record, keys[side]);
        if (!cJSON_IsArray(numbers))
            return dz_read__fail(draft, line, "the bead has no list \"%s\"", keys[side]);
        status = read_numbers(draft, pair, side, numbers, line);
        if (status == DZ_OK)
            status =
                read_spans(draft, pair, side, numbers, cJSON_GetObjectItemCaseSensitive(record, span_keys[side]), line);
    }
    if (status != DZ_OK)
        return status;
    const cJSON *score = cJSON_GetObjectItemCaseSensitive(record, "score");
    if (cJSON_IsNumber(score) && score->valuedouble >= 0)
        pair->beads.items[pair->beads.count - 1].score = score->valuedouble > 1 ? 1 : (float)score->valuedouble;
    dz_read__status(pair, view_of(text_of(record, "status")));
    read_flags(pair, cJSON_GetObjectItemCaseSensitive(record, "flags"));
    return DZ_OK;
}

static const char *keep(dz_draft_pairs *draft, const char *text)
{
    return text ? dz_read__copy(draft, text) : NULL;
}

static void note_document(dz_draft_pairs *draft, const cJSON *record, text_facts *announced)
{
    announced->names[0] = announced->names[1];
    announced->languages[0] = announced->languages[1];
    announced->names[1] = keep(draft, text_of(record, "document"));
    announced->languages[1] = keep(draft, text_of(record, "lang"));
}

dz_status dz_read__jsonl(dz_draft_pairs *draft, dz_view text)
{
    text_facts announced = {{NULL, NULL}, {NULL, NULL}};
    dz_status status = DZ_OK;
    dz_view line;
    size_t number = 0;
    for (size_t at = 0; status == DZ_OK && dz_read__next_line(text, &at, &line);) {
        number++;
        if (strspn(line.data, " \t\r\n") >= line.length)
            continue;
        cJSON *record = cJSON_ParseWithLength(line.data, line.length);
        const char *type = text_of(record, "type");
        if (!cJSON_IsObject(record))
            status = dz_read__fail(draft, number, "is no JSON object on a line of its own");
        else if (type && strcmp(type, "bead") == 0)
            status = read_bead(draft, record, &announced, number);
        else if (type && strcmp(type, "document") == 0)
            note_document(draft, record, &announced);
        cJSON_Delete(record);
    }
    return status;
}
