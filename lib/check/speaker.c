#include "check/speaker.h"

#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "edit/tokens.h"

typedef enum word_sort {
    SORT_REST = 0,
    SORT_IDLE = 1, /* says nothing: "the", "Mr." */
    SORT_RANK = 2, /* what somebody is */
    SORT_BODY = 3, /* what kind of body he speaks for */
    SORT_ASKER = 4
} word_sort;

typedef struct known_word {
    const char *form;
    word_sort sort;
    const char *same; /* ranks that are one: "spokesman" is a "spokesperson" */
} known_word;

static const known_word known_words[] = {
    {"the", SORT_IDLE, NULL},
    {"a", SORT_IDLE, NULL},
    {"an", SORT_IDLE, NULL},
    {"of", SORT_IDLE, NULL},
    {"for", SORT_IDLE, NULL},
    {"from", SORT_IDLE, NULL},
    {"and", SORT_IDLE, NULL},
    {"at", SORT_IDLE, NULL},
    {"to", SORT_IDLE, NULL},
    {"in", SORT_IDLE, NULL},
    {"s", SORT_IDLE, NULL},
    {"mr", SORT_IDLE, NULL},
    {"mrs", SORT_IDLE, NULL},
    {"ms", SORT_IDLE, NULL},
    {"dr", SORT_IDLE, NULL},
    {"china's", SORT_IDLE, NULL},
    {"chinese", SORT_IDLE, NULL},
    {"china", SORT_IDLE, NULL},
    {"chief", SORT_IDLE, NULL},
    {"senior", SORT_IDLE, NULL},
    {"deputy", SORT_IDLE, NULL},
    {"vice", SORT_IDLE, NULL},
    {"spokesperson", SORT_RANK, "spokesperson"},
    {"spokesman", SORT_RANK, "spokesperson"},
    {"spokeswoman", SORT_RANK, "spokesperson"},
    {"spokespeople", SORT_RANK, "spokesperson"},
    {"representative", SORT_RANK, "representative"},
    {"official", SORT_RANK, "official"},
    {"minister", SORT_RANK, "minister"},
    {"president", SORT_RANK, "president"},
    {"premier", SORT_RANK, "premier"},
    {"secretary", SORT_RANK, "secretary"},
    {"director", SORT_RANK, "director"},
    {"head", SORT_RANK, "head"},
    {"chairman", SORT_RANK, "chairman"},
    {"ambassador", SORT_RANK, "ambassador"},
    {"general", SORT_RANK, "general"},
    {"moderator", SORT_RANK, "moderator"},
    {"host", SORT_RANK, "moderator"},
    {"ministry", SORT_BODY, NULL},
    {"department", SORT_BODY, NULL},
    {"office", SORT_BODY, NULL},
    {"administration", SORT_BODY, NULL},
    {"bureau", SORT_BODY, NULL},
    {"commission", SORT_BODY, NULL},
    {"committee", SORT_BODY, NULL},
    {"agency", SORT_BODY, NULL},
    {"authority", SORT_BODY, NULL},
    {"reporter", SORT_ASKER, NULL},
    {"journalist", SORT_ASKER, NULL},
    {"correspondent", SORT_ASKER, NULL},
};

/* Chinese, simplified. Words are cut out of a name wherever they stand, the longest first. */
static const known_word known_han[] = {
    {"新闻发言人", SORT_RANK, "spokesperson"},
    {"发言人", SORT_RANK, "spokesperson"},
    {"负责人", SORT_RANK, "head"},
    {"主持人", SORT_RANK, "moderator"},
    {"副部长", SORT_RANK, "minister"},
    {"部长", SORT_RANK, "minister"},
    {"代表", SORT_RANK, "representative"},
    {"官员", SORT_RANK, "official"},
    {"总理", SORT_RANK, "premier"},
    {"主席", SORT_RANK, "president"},
    {"总统", SORT_RANK, "president"},
    {"主任", SORT_RANK, "director"},
    {"局长", SORT_RANK, "director"},
    {"司长", SORT_RANK, "director"},
    {"大使", SORT_RANK, "ambassador"},
    {"记者", SORT_ASKER, NULL},
    {"中国", SORT_IDLE, NULL},
    {"先生", SORT_IDLE, NULL},
    {"女士", SORT_IDLE, NULL},
};

/* Last characters of the names of bodies: 外交部, 水务署. */
static const char *const han_bodies[] = {"部", "署", "局", "委", "院", "办", "社", "厅", "政府", "公司"};

typedef struct name_parts {
    dz_context *context;
    dz_buffer rest;  /* the words that tell who, each ended by a space */
    dz_buffer ranks; /* as above */
    bool office;     /* it names a rank or a body */
    bool asks;
    bool has_han;
} name_parts;

static const known_word *find_known(dz_view form)
{
    for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++)
        if (strlen(known_words[i].form) == form.length && memcmp(known_words[i].form, form.data, form.length) == 0)
            return &known_words[i];
    return NULL;
}

static void note_known(name_parts *parts, const known_word *known)
{
    parts->office = parts->office || known->sort == SORT_RANK || known->sort == SORT_BODY;
    parts->asks = parts->asks || known->sort == SORT_ASKER;
    if (known->same) {
        dz_buffer__append_text(&parts->ranks, known->same);
        dz_buffer__append_byte(&parts->ranks, ' ');
    }
}

static void add_latin(name_parts *parts, dz_view form)
{
    if (form.length > 2 && memcmp(form.data + form.length - 2, "'s", 2) == 0)
        form.length -= 2;
    const known_word *known = find_known(form);
    if (known) {
        note_known(parts, known);
        return;
    }
    dz_buffer__append(&parts->rest, form.data, form.length);
    dz_buffer__append_byte(&parts->rest, ' ');
}

/* A run of Han: what is left between the known words is the rest. */
static void add_han(name_parts *parts, dz_view run)
{
    size_t begin = parts->rest.length;
    parts->has_han = true;
    for (size_t at = 0; at < run.length;) {
        size_t size = 0;
        for (size_t i = 0; i < sizeof known_han / sizeof *known_han && !size; i++) {
            size_t length = strlen(known_han[i].form);
            if (length > run.length - at || memcmp(known_han[i].form, run.data + at, length) != 0)
                continue;
            note_known(parts, &known_han[i]);
            size = length;
        }
        size_t next = at;
        if (!size) {
            dz_utf8__next(run.data, run.length, &next);
            dz_buffer__append(&parts->rest, run.data + at, next - at);
            size = next - at;
        }
        at += size;
    }
    if (parts->rest.failed || parts->rest.length == begin)
        return;
    for (size_t i = 0; i < sizeof han_bodies / sizeof *han_bodies; i++) {
        size_t length = strlen(han_bodies[i]);
        bool ends = parts->rest.length - begin >= length &&
                    memcmp(parts->rest.data + parts->rest.length - length, han_bodies[i], length) == 0;
        parts->office = parts->office || ends;
    }
    dz_buffer__append_byte(&parts->rest, ' ');
}

static dz_status take_apart(name_parts *parts, const char *name)
{
    dz_tokens tokens = {0};
    if (!name)
        return DZ_OK;
    dz_status status = dz_tokens__make(parts->context, &tokens, name, strlen(name));
    for (size_t i = 0; status == DZ_OK && i < tokens.count; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_WORD)
            add_latin(parts, dz_tokens__form(&tokens, i));
        if (tokens.items[i].kind != DZ_TOKEN_HAN)
            continue;
        size_t end = i;
        while (end + 1 < tokens.count && tokens.items[end + 1].kind == DZ_TOKEN_HAN)
            end++;
        dz_view first = dz_tokens__form(&tokens, i);
        add_han(parts, (dz_view){first.data, tokens.items[end].key.end - tokens.items[i].key.begin});
        i = end;
    }
    dz_tokens__free(&tokens);
    if (status == DZ_OK)
        status = dz_buffer__status(&parts->rest);
    return status == DZ_OK ? dz_buffer__status(&parts->ranks) : status;
}

static void init_parts(name_parts *parts, dz_context *context)
{
    memset(parts, 0, sizeof *parts);
    parts->context = context;
    dz_buffer__init(&parts->rest, context);
    dz_buffer__init(&parts->ranks, context);
}

static void free_parts(name_parts *parts)
{
    dz_buffer__free(&parts->rest);
    dz_buffer__free(&parts->ranks);
}

static bool next_word(dz_view words, size_t *at, dz_view *word)
{
    if (*at >= words.length)
        return false;
    const char *space = memchr(words.data + *at, ' ', words.length - *at);
    size_t end = space ? (size_t)(space - words.data) : words.length;
    *word = (dz_view){words.data + *at, end - *at};
    *at = end + 1;
    return true;
}

static bool has_word(dz_view words, dz_view wanted)
{
    dz_view word;
    for (size_t at = 0; next_word(words, &at, &word);)
        if (word.length == wanted.length && memcmp(word.data, wanted.data, word.length) == 0)
            return true;
    return false;
}

static size_t count_words(dz_view words)
{
    dz_view word;
    size_t count = 0;
    for (size_t at = 0; next_word(words, &at, &word);)
        count++;
    return count;
}

static size_t count_common(dz_view first, dz_view second)
{
    dz_view word;
    size_t count = 0;
    for (size_t at = 0; next_word(first, &at, &word);)
        count += has_word(second, word);
    return count;
}

/* Whether one rest is in the other, read aloud where one is in Chinese: 华春莹 is "huachunying". */
static dz_status contains_aloud(dz_context *context, const name_parts *first, const name_parts *second, bool *contains)
{
    char *a = NULL, *b = NULL;
    *contains = false;
    if (!first->has_han && !second->has_han)
        return DZ_OK;
    dz_status status = dz_name_normalize(context, &a, first->rest.data, first->rest.length);
    if (status == DZ_OK)
        status = dz_name_normalize(context, &b, second->rest.data, second->rest.length);
    if (status == DZ_OK)
        *contains = *a && *b && (strstr(a, b) || strstr(b, a));
    dz_string_free(context, a);
    dz_string_free(context, b);
    return status;
}

static dz_status compare_parts(dz_context *context, const name_parts *first, const name_parts *second,
                               dz_agreement *agreement)
{
    dz_view a = dz_buffer__view(&first->rest), b = dz_buffer__view(&second->rest);
    if (!a.length || !b.length) {
        bool rank = count_common(dz_buffer__view(&first->ranks), dz_buffer__view(&second->ranks)) > 0;
        *agreement = rank ? DZ_AGREEMENT_AGREES : DZ_AGREEMENT_UNKNOWN;
        return DZ_OK;
    }
    size_t common = count_common(a, b), shorter = count_words(a), longer = count_words(b);
    if (longer < shorter)
        shorter = longer;
    bool same = common && (common == shorter || 2 * common > shorter);
    dz_status status = same ? DZ_OK : contains_aloud(context, first, second, &same);
    if (status == DZ_OK && !same && first->has_han != second->has_han) /* 奥巴马 and Obama */
        same = dz_name_similarity(a.data, a.length, b.data, b.length) >= DZ_NAME_ALIKE;
    bool comparable = first->office == second->office && first->has_han == second->has_han;
    *agreement = same ? DZ_AGREEMENT_AGREES : comparable ? DZ_AGREEMENT_DIFFERS : DZ_AGREEMENT_UNKNOWN;
    return status;
}

dz_status dz_speaker__compare(dz_context *context, dz_agreement *agreement, const char *report, const char *role,
                              const char *source)
{
    name_parts named, with_role, told;
    dz_agreement by_role = DZ_AGREEMENT_UNKNOWN;
    *agreement = DZ_AGREEMENT_UNKNOWN;
    init_parts(&named, context);
    init_parts(&with_role, context);
    init_parts(&told, context);
    dz_status status = take_apart(&named, report);
    if (status == DZ_OK)
        status = take_apart(&with_role, role);
    if (status == DZ_OK)
        status = take_apart(&told, source);
    if (status == DZ_OK && report && source)
        status = compare_parts(context, &named, &told, agreement);
    if (status == DZ_OK && role && source)
        status = compare_parts(context, &with_role, &told, &by_role);
    /* "Hua Chunying, a Foreign Ministry spokesperson" is told by either; one that agrees is enough */
    if (*agreement == DZ_AGREEMENT_UNKNOWN || by_role == DZ_AGREEMENT_AGREES)
        *agreement = by_role == DZ_AGREEMENT_UNKNOWN ? *agreement : by_role;
    free_parts(&named);
    free_parts(&with_role);
    free_parts(&told);
    return status;
}

dz_status dz_speaker__asks(dz_context *context, bool *asks, const char *name)
{
    name_parts parts;
    init_parts(&parts, context);
    dz_status status = take_apart(&parts, name);
    *asks = parts.asks;
    free_parts(&parts);
    return status;
}
