#include "attribution/entity.h"

#include <string.h>

#include "base/utf8.h"
#include "duizhao/text.h"

#define LONGEST_WORD 48

/* ---- Metonyms ---------------------------------------------------------------------------------------------------- */

static const dz_metonym metonyms[] = {
#define METONYM(key, english, chinese, names) {key, english, chinese, names},
#include "attribution/metonyms.inc"
#undef METONYM
};

dz_status dz_entity__fill_metonyms(dz_map *names)
{
    dz_status status = DZ_OK;
    for (uint32_t i = 0; i < sizeof metonyms / sizeof *metonyms; i++)
        for (const char *name = metonyms[i].names; *name && status == DZ_OK;) {
            size_t length = strcspn(name, "|");
            /* Of two that have a name in common the first has it. */
            status = dz_map__at(names, name, length, i) ? DZ_OK : DZ_ERROR_MEMORY;
            name += length + (name[length] == '|');
        }
    return status;
}

const dz_metonym *dz_entity__metonym(const dz_finder *finder, dz_view name)
{
    uint32_t number = dz_map__get(finder->metonyms, name.data, name.length, DZ_MAP_NONE);
    return number == DZ_MAP_NONE ? NULL : &metonyms[number];
}

/* ---- Organisations ----------------------------------------------------------------------------------------------- */

static bool is_han(dz_view text)
{
    size_t at = 0;
    return text.length && dz_utf8__is_han(dz_utf8__next(text.data, text.length, &at));
}

static uint32_t word_flags(const dz_finder *finder, dz_view word)
{
    char folded[LONGEST_WORD];
    if (word.length > sizeof folded)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        folded[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] + 32 : word.data[i]);
    const dz_lexeme *lexeme = dz_lexeme__find(finder->lexemes, folded, word.length);
    return lexeme ? lexeme->flags : 0;
}

static bool next_word(dz_view text, size_t *at, dz_view *word)
{
    while (*at < text.length && strchr(" \t\n,", text.data[*at]))
        *at += 1;
    word->data = text.data + *at;
    while (*at < text.length && !strchr(" \t\n,", text.data[*at]))
        *at += 1;
    word->length = (size_t)(text.data + *at - word->data);
    return word->length > 0;
}

static dz_view without_article(dz_view text)
{
    static const char *const articles[] = {"the ", "The ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t length = strlen(articles[i]);
        if (text.length > length && memcmp(text.data, articles[i], length) == 0) {
            text.data += length;
            text.length -= length;
        }
    }
    return text;
}

static dz_view english_organisation(const dz_finder *finder, dz_view role)
{
    dz_view none = {"", 0};
    dz_view word;
    bool titled = false;
    bool organised = false;
    for (size_t at = 0; next_word(role, &at, &word);) {
        uint32_t flags = word_flags(finder, word);
        bool joint = flags & DZ_WORD_PREPOSITION;
        if (joint && !titled)
            return none;
        if (joint) {
            dz_view rest = {role.data + at, role.length - at};
            while (rest.length && *rest.data == ' ')
                rest.data++, rest.length--;
            rest = without_article(rest);
            return rest.length && word.length <= 4 ? rest : none;
        }
        bool last = (size_t)(word.data + word.length - role.data) == role.length;
        if (flags & DZ_WORD_TITLE && !(flags & DZ_WORD_ORGANISATION) && organised && last) {
            dz_view front = {role.data, (size_t)(word.data - role.data)};
            while (front.length && front.data[front.length - 1] == ' ')
                front.length--;
            return without_article(front);
        }
        titled |= (flags & DZ_WORD_TITLE) != 0;
        organised |= (flags & DZ_WORD_ORGANISATION) != 0;
    }
    return none;
}

static dz_view chinese_organisation(const dz_finder *finder, dz_view role)
{
    dz_view none = {"", 0};
    for (size_t at = 0; at < role.length;) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(finder->zh, role.data, at, role.length, &length);
        if (word && word->flags & DZ_ZH_TITLE && at + length == role.length) {
            dz_view front = {role.data, at};
            return front;
        }
        if (word)
            at += length;
        else
            dz_utf8__next(role.data, role.length, &at);
    }
    return none;
}

dz_view dz_entity__organisation(const dz_finder *finder, dz_view role)
{
    dz_view none = {"", 0};
    if (!role.length)
        return none;
    if (is_han(role))
        return chinese_organisation(finder, role);
    return english_organisation(finder, role);
}

/* ---- One and the same -------------------------------------------------------------------------------------------- */

static dz_view view_of(const char *text)
{
    dz_view view = {text, strlen(text)};
    return view;
}

static bool same_metonym(const dz_entity *a, const dz_entity *b)
{
    return a->stands_for && b->stands_for && a->key && b->key && strcmp(a->key, b->key) == 0;
}

bool dz_entity__same(const dz_entity *a, const dz_entity *b)
{
    if (same_metonym(a, b) || strcmp(a->name, b->name) == 0)
        return true;
    if (is_han(view_of(a->name)) == is_han(view_of(b->name)) || !a->person || !b->person)
        return false;
    return dz_name_similarity(a->name, strlen(a->name), b->name, strlen(b->name)) >= DZ_NAME_ALIKE;
}
