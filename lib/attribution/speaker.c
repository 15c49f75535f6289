#include "attribution/speaker.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define NOBODY UINT32_MAX
#define LONGEST_WORD 48

typedef enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_COUNT } gender;

/* Somebody or something that is named in the document. */
typedef struct entity {
    const char *name;
    const char *role;
    const char *other_role; /* one that does not agree with it */
    const dz_metonym *metonym;
    uint32_t number; /* among those who speak; DZ_NO_ENTITY */
    gender gender;
    bool person;
} entity;

typedef struct resolver {
    dz_finder *finder;
    dz_arena *arena;
    dz_map by_name; /* whole names */
    dz_map by_word; /* parts of names, and the nouns that stand for a speaker -> the one who was named so last */
    DZ_ARRAY(entity) entities;
    uint32_t last_person;
    uint32_t last_of[GENDER_COUNT]; /* persons whose gender the text tells */
    uint32_t last_thing;
    uint32_t last_any;
    size_t mention;     /* the first one that is not read yet */
    bool within_person; /* the source stands in what a person says: "he" in the next sentence is that person */
} resolver;

static dz_view view_of(const resolver *r, dz_span span)
{
    dz_view view = {r->finder->text + span.begin, span.end - span.begin};
    return view;
}

/* ---- Words of a span --------------------------------------------------------------------------------------------- */

static size_t next_word(dz_view text, size_t *at, dz_view *word)
{
    while (*at < text.length && strchr(" \t\n,()", text.data[*at]))
        *at += 1;
    size_t begin = *at;
    while (*at < text.length && !strchr(" \t\n,()", text.data[*at]))
        *at += 1;
    word->data = text.data + begin;
    word->length = *at - begin;
    return word->length;
}

static size_t lower(dz_view word, char *out)
{
    if (word.length > LONGEST_WORD)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        out[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] + 32 : word.data[i]);
    return word.length;
}

static const dz_lexeme *lexeme_of(const resolver *r, dz_view word)
{
    char folded[LONGEST_WORD];
    size_t length = lower(word, folded);
    return length ? dz_lexeme__find(r->finder->lexemes, folded, length) : NULL;
}

static uint32_t flags_of(const resolver *r, dz_view word)
{
    const dz_lexeme *lexeme = lexeme_of(r, word);
    return lexeme ? lexeme->flags : 0;
}

/* "spokesman", "spokeswoman" and "spokesperson" are one office: texts change between them for one person. */
static dz_view neutral_noun(dz_view word)
{
    static const char neutral[] = "spokesperson";
    dz_view spokesperson = {neutral, sizeof neutral - 1};
    return word.length >= 9 && strncasecmp(word.data, "spokes", 6) == 0 ? spokesperson : word;
}

static dz_status remember_word(resolver *r, dz_view word, uint32_t who)
{
    char folded[LONGEST_WORD];
    size_t length = lower(neutral_noun(word), folded);
    return length ? dz_map__set(&r->by_word, folded, length, who) : DZ_OK;
}

static uint32_t recall_word(const resolver *r, dz_view word)
{
    char folded[LONGEST_WORD];
    size_t length = lower(neutral_noun(word), folded);
    return length ? dz_map__get(&r->by_word, folded, length, NOBODY) : NOBODY;
}

/* Without article in front and genitive behind: "the United States's" is "United States". */
static dz_view bare_name(const resolver *r, dz_view text)
{
    static const char *const genitives[] = {"\xE2\x80\x99s", "'s", "\xE2\x80\x99", "'"};
    for (size_t i = 0; i < sizeof genitives / sizeof *genitives; i++) {
        size_t length = strlen(genitives[i]);
        if (text.length > length && memcmp(text.data + text.length - length, genitives[i], length) == 0) {
            text.length -= length;
            break;
        }
    }
    size_t at = 0;
    dz_view word;
    if (next_word(text, &at, &word) && at < text.length) {
        uint32_t flags = flags_of(r, word);
        bool article = (flags & DZ_WORD_DETERMINER) && !(flags & DZ_WORD_POSSESSIVE) && word.length <= 3;
        while (article && at < text.length && text.data[at] == ' ')
            at++;
        if (article) {
            text.data += at;
            text.length -= at;
        }
    }
    return text;
}

/* ---- Entities ---------------------------------------------------------------------------------------------------- */

/* All names of one metonymic speaker are one: "Beijing", "China", 中方. */
static dz_status find_or_add(resolver *r, dz_view name, uint32_t *who)
{
    const dz_metonym *metonym = dz_entity__metonym(r->finder, name);
    const char *key = metonym ? metonym->key : name.data;
    size_t length = metonym ? strlen(metonym->key) : name.length;
    *who = dz_map__get(&r->by_name, key, length, NOBODY);
    if (*who != NOBODY)
        return DZ_OK;
    *who = (uint32_t)r->entities.count;
    dz_status status = dz_map__set(&r->by_name, key, length, *who);
    if (status != DZ_OK)
        return status;
    entity fresh = {.metonym = metonym, .number = DZ_NO_ENTITY};
    fresh.name = dz_arena__copy(r->arena, name.data, name.length);
    return fresh.name ? dz_array__push(r->finder->context, &r->entities, fresh) : DZ_ERROR_MEMORY;
}

/* Registers each word of a name, and each office in a role, as leading to an entity. */
static dz_status remember_words(resolver *r, dz_view text, uint32_t who, uint32_t needed_flags)
{
    size_t at = 0;
    dz_view word;
    dz_status status = DZ_OK;
    while (status == DZ_OK && next_word(text, &at, &word))
        if (!needed_flags || flags_of(r, word) & needed_flags)
            status = remember_word(r, word, who);
    return status;
}

/* Whether a word of an office stands in another naming of it; "spokesman" and "spokeswoman" are one. */
static bool holds_word(dz_view text, dz_view wanted)
{
    size_t at = 0;
    dz_view word;
    wanted = neutral_noun(wanted);
    while (next_word(text, &at, &word)) {
        word = neutral_noun(word);
        if (word.length == wanted.length && strncasecmp(word.data, wanted.data, word.length) == 0)
            return true;
    }
    return false;
}

static bool has_word_of_its_own(const resolver *r, dz_view text, dz_view other)
{
    size_t at = 0;
    dz_view word;
    while (next_word(text, &at, &word))
        if (!(flags_of(r, word) & (DZ_WORD_PREPOSITION | DZ_WORD_DETERMINER)) && !holds_word(other, word))
            return true;
    return false;
}

/* Offices disagree where each says something that the other does not: "president" is only shorter than "U.S.
 * president". */
static dz_status note_other_role(resolver *r, entity *named, dz_view role)
{
    if (!named->role || named->other_role || !role.length)
        return DZ_OK;
    dz_view known = {named->role, strlen(named->role)};
    if (!has_word_of_its_own(r, role, known) || !has_word_of_its_own(r, known, role))
        return DZ_OK;
    named->other_role = dz_arena__copy(r->arena, role.data, role.length);
    return named->other_role ? DZ_OK : DZ_ERROR_MEMORY;
}

/* What the word before a name, or the noun of an office, tells. */
static gender gender_in(dz_view text)
{
    static const char *const female[] = {"mrs.",  "ms.",         "mrs",         "ms",
                                         "miss",  "spokeswoman", "chairwoman",  "congresswoman",
                                         "queen", "princess",    "councilwoman"};
    static const char *const male[] = {"mr.", "mr", "king", "prince", "sir"};
    size_t at = 0;
    dz_view word;
    while (next_word(text, &at, &word)) {
        for (size_t i = 0; i < sizeof female / sizeof *female; i++)
            if (word.length == strlen(female[i]) && strncasecmp(word.data, female[i], word.length) == 0)
                return GENDER_FEMALE;
        for (size_t i = 0; i < sizeof male / sizeof *male; i++)
            if (word.length == strlen(male[i]) && strncasecmp(word.data, male[i], word.length) == 0)
                return GENDER_MALE;
    }
    return GENDER_UNKNOWN;
}

/* The word that ends before a place. */
static dz_view word_before(const resolver *r, size_t place)
{
    const char *text = r->finder->text;
    while (place > 0 && text[place - 1] == ' ')
        place--;
    size_t begin = place;
    while (begin > 0 && place - begin < LONGEST_WORD && !strchr(" \n\t,", text[begin - 1]))
        begin--;
    dz_view word = {text + begin, place - begin};
    return word;
}

static void note_gender(resolver *r, uint32_t who, gender told)
{
    entity *named = &r->entities.items[who];
    if (named->gender == GENDER_UNKNOWN)
        named->gender = told;
    if (named->gender != GENDER_UNKNOWN)
        r->last_of[named->gender] = who;
}

/* Whether a name begins its sentence, with the office in front of it: then a pronoun of the next one means it. */
static bool begins_sentence(const resolver *r, const dz_mention *mention)
{
    const char *text = r->finder->text;
    size_t begin = mention->name.begin;
    bool led = mention->role.end > mention->role.begin && mention->role.begin < begin;
    begin = led ? mention->role.begin : begin;
    dz_view before = word_before(r, begin);
    if (before.length && gender_in(before) != GENDER_UNKNOWN)
        begin = (size_t)(before.data - text);
    while (begin > 0 && text[begin - 1] == ' ')
        begin--;
    bool genitive = text[mention->name.end] == '\'' || strncmp(text + mention->name.end, "\xE2\x80\x99", 3) == 0;
    return !genitive && (begin == 0 || strchr(".!?\n", text[begin - 1]));
}

/* "Hua" said more in the headline than it tells: the full name comes later. */
static dz_status lengthen_name(resolver *r, dz_view name, uint32_t *who)
{
    size_t at = 0;
    dz_view word;
    uint32_t shorter = NOBODY;
    while (next_word(name, &at, &word)) {
        uint32_t found = dz_map__get(&r->by_name, word.data, word.length, NOBODY);
        if (found != NOBODY && !r->entities.items[found].metonym && word.length < name.length)
            shorter = found;
    }
    if (shorter == NOBODY || strchr(r->entities.items[shorter].name, ' '))
        return DZ_OK;
    dz_status status = dz_map__set(&r->by_name, name.data, name.length, shorter);
    r->entities.items[shorter].name = dz_arena__copy(r->arena, name.data, name.length);
    *who = shorter;
    return r->entities.items[shorter].name ? status : DZ_ERROR_MEMORY;
}

static dz_status read_mention(resolver *r, const dz_mention *mention)
{
    uint32_t who = NOBODY;
    dz_view name = view_of(r, mention->name);
    size_t at = 0;
    dz_view first;
    bool single = next_word(name, &at, &first) == name.length;
    dz_status status = DZ_OK;
    if (single)
        who = recall_word(r, name);
    else if (mention->person && dz_map__get(&r->by_name, name.data, name.length, NOBODY) == NOBODY)
        status = lengthen_name(r, name, &who);
    if (status != DZ_OK)
        return status;
    status = who == NOBODY || (single && !r->entities.items[who].person) ? find_or_add(r, name, &who) : DZ_OK;
    if (status != DZ_OK)
        return status;
    entity *named = &r->entities.items[who];
    named->person |= mention->person;
    dz_view role = view_of(r, mention->role);
    status = note_other_role(r, named, role);
    if (status != DZ_OK)
        return status;
    bool better = !named->role || (mention->apposed && role.length > strlen(named->role));
    if (role.length && better) {
        named->role = dz_arena__copy(r->arena, role.data, role.length);
        if (!named->role)
            return DZ_ERROR_MEMORY;
    }
    if (!mention->person)
        return DZ_OK;
    status = remember_words(r, name, who, 0);
    if (status == DZ_OK && role.length)
        status = remember_words(r, role, who, DZ_WORD_TITLE);
    note_gender(r, who, gender_in(word_before(r, mention->name.begin)));
    note_gender(r, who, gender_in(role));
    if (begins_sentence(r, mention))
        r->last_person = who;
    return status;
}

static dz_status read_mentions_before(resolver *r, size_t place)
{
    dz_status status = DZ_OK;
    while (status == DZ_OK && r->mention < r->finder->mentions.count &&
           r->finder->mentions.items[r->mention].name.begin < place)
        status = read_mention(r, &r->finder->mentions.items[r->mention++]);
    return status;
}

/* ---- Sources ----------------------------------------------------------------------------------------------------- */

/* "homeowners in Mill Lane": what follows is where they are, not who. */
static bool follows_place(const resolver *r, dz_span source, size_t name)
{
    static const char *const places[] = {" in ", " at ", " near ", " outside "};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t length = strlen(places[i]);
        if (name - source.begin > length && memcmp(r->finder->text + name - length, places[i], length) == 0)
            return true;
    }
    return false;
}

/* The first person named inside a source. */
static const dz_mention *mention_inside(const resolver *r, dz_span source)
{
    const dz_mention *items = r->finder->mentions.items;
    for (size_t i = r->mention; i > 0 && items[i - 1].name.end > source.begin; i--) {
        bool first = i < 2 || items[i - 2].name.begin < source.begin;
        if (items[i - 1].name.begin >= source.begin && items[i - 1].name.end <= source.end && first)
            return items[i - 1].person && !follows_place(r, source, items[i - 1].name.begin) ? &items[i - 1] : NULL;
    }
    return NULL;
}

/* The mention that ends just before a place: what "who" refers to. */
static const dz_mention *mention_before(const resolver *r, size_t place)
{
    if (!r->mention)
        return NULL;
    const dz_mention *last = &r->finder->mentions.items[r->mention - 1];
    return place >= last->name.end && place - last->name.end < 4 ? last : NULL;
}

static uint32_t entity_of(const resolver *r, const dz_mention *mention)
{
    dz_view name = view_of(r, mention->name);
    uint32_t who = dz_map__get(&r->by_name, name.data, name.length, NOBODY);
    return who == NOBODY ? recall_word(r, name) : who;
}

/* "he", "she", 他, 她: the person of that gender, or of none that the text tells, who spoke or began a sentence last.
 */
static uint32_t resolve_person(resolver *r, gender wanted)
{
    uint32_t who = r->last_person;
    if (who == NOBODY)
        return r->last_any;
    gender told = r->entities.items[who].gender;
    if (wanted != GENDER_UNKNOWN && told != GENDER_UNKNOWN && told != wanted)
        who = r->last_of[wanted];
    if (who != NOBODY && wanted != GENDER_UNKNOWN)
        note_gender(r, who, wanted);
    return who;
}

static uint32_t resolve_pronoun(resolver *r, dz_view word, dz_span source)
{
    static const char *const relatives[] = {"who", "whom", "which", "that"};
    for (size_t i = 0; i < sizeof relatives / sizeof *relatives; i++)
        if (word.length == strlen(relatives[i]) && strncasecmp(word.data, relatives[i], word.length) == 0) {
            const dz_mention *mention = mention_before(r, source.begin);
            return mention ? entity_of(r, mention) : NOBODY;
        }
    static const char *const persons[] = {"he", "his", "him", "she", "her", "hers"};
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        if (word.length == strlen(persons[i]) && strncasecmp(word.data, persons[i], word.length) == 0)
            return resolve_person(r, i < 3 ? GENDER_MALE : GENDER_FEMALE);
    char first = (char)(*word.data | 0x20);
    if (first == 'i' && word.length > 1)
        return r->last_thing;
    return first == 't' ? r->last_any : NOBODY;
}

/* The part of a noun phrase that names the speaker: "report by X" is X; the noun is `*head`. */
static dz_view name_in_phrase(const resolver *r, dz_view phrase, dz_view *head, bool *document)
{
    size_t at = 0;
    dz_view word;
    head->length = 0;
    *document = false;
    while (next_word(phrase, &at, &word)) {
        uint32_t flags = flags_of(r, word);
        if (flags & (DZ_WORD_PREPOSITION | DZ_WORD_RELATIVE)) {
            bool author = *document && word.length <= 4 &&
                          (strncmp(word.data, "by", 2) == 0 || strncmp(word.data, "from", 4) == 0);
            while (author && at < phrase.length && phrase.data[at] == ' ')
                at++;
            dz_view rest = {phrase.data + at, phrase.length - at};
            return author && rest.length ? bare_name(r, rest) : phrase;
        }
        *head = word;
        *document = flags & DZ_WORD_DOCUMENT;
    }
    return phrase;
}

static bool is_pronoun(const resolver *r, dz_view word)
{
    return flags_of(r, word) &
           (DZ_WORD_SUBJECT | DZ_WORD_OBJECT | DZ_WORD_RELATIVE | DZ_WORD_POSSESSIVE | DZ_WORD_QUESTION | DZ_WORD_THAT);
}

static dz_status resolve_phrase(resolver *r, dz_view text, uint32_t *who)
{
    dz_view phrase = bare_name(r, text);
    dz_view head;
    bool document = false;
    dz_view name = name_in_phrase(r, phrase, &head, &document);
    size_t at = 0;
    dz_view first;
    bool single = next_word(phrase, &at, &first) == phrase.length;
    bool definite = phrase.data > text.data && (*text.data | 0x20) == 't';
    *who = single && (definite || phrase.data == text.data) ? recall_word(r, phrase) : NOBODY;
    if (*who != NOBODY)
        return DZ_OK;
    dz_status status = find_or_add(r, name, who);
    bool common = head.length && !(*head.data >= 'A' && *head.data <= 'Z');
    if (status == DZ_OK && common)
        status = remember_word(r, head, *who);
    if (status == DZ_OK && flags_of(r, head) & DZ_WORD_TITLE)
        r->entities.items[*who].person = true;
    return status;
}

/* ---- Chinese sources --------------------------------------------------------------------------------------------- */

#define HAN_BYTES 3
#define LOOK_BACK 65536 /* bytes before a name in which its office is looked for */
#define LONGEST_OFFICE 60

static bool is_han_text(dz_view text)
{
    size_t at = 0;
    return text.length >= HAN_BYTES && dz_utf8__next(text.data, text.length, &at) >= 0x2E80;
}

static bool view_is(dz_view text, const char *word)
{
    return text.length == strlen(word) && memcmp(text.data, word, text.length) == 0;
}

static dz_view without_front(dz_view text, const char *word)
{
    size_t length = strlen(word);
    if (text.length > length && memcmp(text.data, word, length) == 0) {
        text.data += length;
        text.length -= length;
    }
    return text;
}

/* "一名海关官员" is 海关官员, "该发言人" is 发言人, "《海角日报》" the paper. */
static dz_view bare_chinese_name(dz_view text)
{
    static const char *const fronts[] = {"一名", "一位", "一个", "一個", "这位", "這位", "这名",
                                         "這名", "那位", "该",   "該",   "上述", "有"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        text = without_front(text, fronts[i]);
    /* "《海角日报》一篇报道" too is the paper's. */
    dz_view inside = without_front(text, "《");
    const char *end = inside.length < text.length ? memmem(inside.data, inside.length, "》", HAN_BYTES) : NULL;
    if (end)
        inside.length = (size_t)(end - inside.data);
    return end ? inside : text;
}

/* The end of the last office in a phrase, and its beginning; 0 where there is none. */
static size_t last_office(const resolver *r, dz_view text, size_t *begin)
{
    size_t found = 0;
    for (size_t at = 0; at < text.length;) {
        size_t length = 0;
        const dz_zh_word *word = dz_zh__longest(r->finder->zh, text.data, at, text.length, &length);
        if (word && word->flags & DZ_ZH_TITLE) {
            *begin = at;
            found = at + length;
        }
        if (word)
            at += length;
        else
            dz_utf8__next(text.data, text.length, &at);
    }
    return found;
}

/* 船东|协会, 居民|委员会: what ends so behind an office is no person. */
static bool is_chinese_body(dz_view text)
{
    static const char *const ends[] = {"协会", "協會", "公会", "公會", "工会", "工會", "学会", "學會", "联盟",
                                       "聯盟", "公司", "组织", "組織", "团体", "團體", "中心", "代表", "委会"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (text.length >= length && memcmp(text.data + text.length - length, ends[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_chinese_name(dz_view text)
{
    if (text.length < 2 * HAN_BYTES || text.length > 14 * HAN_BYTES)
        return false;
    for (size_t at = 0; at < text.length;) {
        uint32_t codepoint = dz_utf8__next(text.data, text.length, &at);
        if (!dz_utf8__is_han(codepoint) && codepoint != 0xB7 && codepoint != 0x30FB)
            return false;
    }
    return text.length <= 4 * HAN_BYTES ? !is_chinese_body(text) : memchr(text.data, 0xB7, text.length) != NULL;
}

/* The office in front of an earlier mention of a name. */
static dz_view office_before(const resolver *r, dz_view name, size_t place)
{
    dz_view none = {"", 0};
    const char *text = r->finder->text;
    size_t from = place > LOOK_BACK ? place - LOOK_BACK : 0;
    for (size_t at = place; at > from + name.length;) {
        const char *found = name.data ? memmem(text + from, at - from, name.data, name.length) : NULL;
        if (!found)
            return none;
        size_t here = (size_t)(found - text);
        size_t begin = here;
        while (begin > from && here - begin < LONGEST_OFFICE) {
            size_t step = begin;
            if (!dz_utf8__is_han(dz_utf8__previous(text, &step)))
                break;
            begin = step;
        }
        dz_view role = {text + begin, here - begin};
        size_t office = 0;
        if (role.length && last_office(r, role, &office) == role.length)
            return role;
        from = here + name.length;
    }
    return none;
}

static bool holds_text(dz_view text, dz_view wanted)
{
    return memmem(text.data, text.length, wanted.data, wanted.length) != NULL;
}

/* 外交部发言人 is only longer than 发言人; 外交部副部长 is another office. */
static dz_status note_other_chinese_role(resolver *r, entity *named, dz_view role)
{
    dz_view known = {named->role, strlen(named->role)};
    if (named->other_role || holds_text(known, role) || holds_text(role, known))
        return DZ_OK;
    named->other_role = dz_arena__copy(r->arena, role.data, role.length);
    return named->other_role ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status set_role(resolver *r, uint32_t who, dz_view role)
{
    if (!role.length)
        return DZ_OK;
    if (r->entities.items[who].role)
        return note_other_chinese_role(r, &r->entities.items[who], role);
    const char *copy = dz_arena__copy(r->arena, role.data, role.length);
    r->entities.items[who].role = copy;
    return copy ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Somebody with a name: 外交部发言人华春莹, or 华春莹 alone. */
static dz_status resolve_named(resolver *r, dz_view name, dz_view role, size_t place, uint32_t *who)
{
    size_t known = r->entities.count;
    dz_status status = find_or_add(r, name, who);
    if (status != DZ_OK)
        return status;
    if (!role.length && *who >= known)
        role = office_before(r, name, place);
    size_t office = 0;
    size_t end = role.length ? last_office(r, role, &office) : 0;
    dz_view title = {role.data + office, end - office};
    dz_view surname = {name.data, HAN_BYTES};
    r->entities.items[*who].person |= end > 0;
    status = set_role(r, *who, role);
    if (status == DZ_OK && r->entities.items[*who].person)
        status = remember_word(r, surname, *who);
    return status == DZ_OK && end ? remember_word(r, title, *who) : status;
}

/* A shorter name for somebody named before: 渔业部门 after 冰岛渔业部门. */
static uint32_t named_longer(const resolver *r, dz_view name)
{
    size_t count = r->entities.count;
    size_t floor = count > 64 ? count - 64 : 0;
    for (size_t i = count; i > floor; i--) {
        const char *other = r->entities.items[i - 1].name;
        size_t length = strlen(other);
        if (length > name.length && memcmp(other + length - name.length, name.data, name.length) == 0)
            return (uint32_t)i - 1;
    }
    return NOBODY;
}

static bool resolve_chinese_pronoun(resolver *r, dz_view text, uint32_t *who)
{
    /* 他 serves for both in older texts. */
    if (view_is(text, "他") || view_is(text, "她"))
        *who = resolve_person(r, view_is(text, "她") ? GENDER_FEMALE : GENDER_UNKNOWN);
    else if (view_is(text, "它"))
        *who = r->last_thing;
    else if (view_is(text, "他们") || view_is(text, "他們") || view_is(text, "她们") || view_is(text, "其"))
        *who = r->last_any;
    else
        return view_is(text, "我") || view_is(text, "我们") || view_is(text, "我們");
    return true;
}

/* "一名官员": nobody of whom the text has spoken. */
static bool is_indefinite(dz_view text)
{
    static const char *const fronts[] = {"一名", "一位", "一个", "一個", "有"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (without_front(text, fronts[i]).length < text.length)
            return true;
    return false;
}

static dz_status resolve_chinese(resolver *r, dz_view text, size_t place, uint32_t *who)
{
    size_t office = 0;
    if (resolve_chinese_pronoun(r, text, who))
        return DZ_OK;
    dz_view name = bare_chinese_name(text);
    size_t office_end = last_office(r, name, &office);
    dz_view rest = {name.data + office_end, name.length - office_end};
    dz_view role = {name.data, office_end};
    dz_view title = {name.data + office, office_end - office};
    *who = (office == 0 || name.length == HAN_BYTES) && !is_indefinite(text) ? recall_word(r, name) : NOBODY;
    if (*who == NOBODY && rest.length && !office_end)
        *who = named_longer(r, name);
    if (*who != NOBODY)
        return DZ_OK;
    if (is_chinese_name(rest))
        return resolve_named(r, rest, role, place, who);
    dz_status status = find_or_add(r, name, who);
    if (status != DZ_OK || !office_end || rest.length)
        return status;
    r->entities.items[*who].person = true;
    return remember_word(r, title, *who);
}

/* A report that was named can be spoken of as 报道 later. */
static dz_status remember_report(resolver *r, uint32_t who)
{
    static const char *const words[] = {"报道", "報道", "报导", "報導", "消息", "报告", "報告"};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words && status == DZ_OK; i++) {
        dz_view word = {words[i], strlen(words[i])};
        status = remember_word(r, word, who);
    }
    return status;
}

/* "《海角日报》称": from here on 报道 is this paper's. */
static bool is_chinese_paper(dz_view text)
{
    return memmem(text.data, text.length, "《", HAN_BYTES) != NULL;
}

/* "We have noted the report" in an answer: the one whose turn it is. */
static bool is_first_person(dz_view text)
{
    return view_is(text, "I") || view_is(text, "We") || view_is(text, "we") || view_is(text, "我") ||
           view_is(text, "我们") || view_is(text, "我們");
}

/* A metonym stays as it is said where it is said; what it stands for is the entity's. */
static dz_status name_as_said(resolver *r, const entity *found, dz_view text, dz_speaker *speaker)
{
    dz_view said = is_han_text(text) ? bare_chinese_name(text) : bare_name(r, text);
    const dz_metonym *metonym = found->metonym ? dz_entity__metonym(r->finder, said) : NULL;
    if (!metonym || metonym != found->metonym)
        return DZ_OK;
    speaker->name = dz_arena__copy(r->arena, said.data, said.length);
    return speaker->name ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status resolve_source(resolver *r, const dz_finding *finding, dz_speaker *speaker)
{
    uint32_t who = NOBODY;
    dz_span source = finding->source;
    dz_view text = view_of(r, source);
    size_t at = 0;
    dz_view first;
    dz_status status = read_mentions_before(r, source.end);
    if (status != DZ_OK || !next_word(text, &at, &first))
        return status;
    const dz_mention *mention = mention_inside(r, source);
    const dz_block *block = &r->finder->blocks[finding->block];
    if (block->speaker && is_first_person(text)) {
        speaker->name = dz_arena__copy(r->arena, block->speaker, strlen(block->speaker));
        return speaker->name ? DZ_OK : DZ_ERROR_MEMORY;
    }
    if (is_han_text(text))
        status = resolve_chinese(r, text, source.begin, &who);
    else if (first.length == text.length && is_pronoun(r, first))
        who = resolve_pronoun(r, first, source);
    else if (mention)
        who = entity_of(r, mention);
    else
        status = resolve_phrase(r, text, &who);
    if (status != DZ_OK || who == NOBODY)
        return status;
    const entity *found = &r->entities.items[who];
    speaker->entity = who;
    status = name_as_said(r, found, text, speaker);
    if (status != DZ_OK)
        return status;
    if (r->within_person)
        return DZ_OK;
    r->last_any = who;
    if (found->person)
        r->last_person = who;
    else
        r->last_thing = who;
    bool report = finding->class == DZ_CUE_REPORT || is_chinese_paper(text);
    return report && is_han_text(text) ? remember_report(r, who) : DZ_OK;
}

/* ---- All --------------------------------------------------------------------------------------------------------- */

/* Sources in the order in which a reader meets them. */
typedef struct source_place {
    size_t begin;
    uint32_t finding;
} source_place;

static int compare_places(const void *left, const void *right)
{
    const source_place *a = left;
    const source_place *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->finding < b->finding ? -1 : a->finding > b->finding;
}

static dz_status make_entity(resolver *r, const entity *from, dz_entity *out)
{
    memset(out, 0, sizeof *out);
    out->name = from->name;
    out->role = from->role;
    out->other_role = from->other_role;
    out->person = from->person;
    if (from->metonym) {
        dz_view name = {from->name, strlen(from->name)};
        out->stands_for = is_han_text(name) ? from->metonym->chinese : from->metonym->english;
        out->key = from->metonym->key;
    }
    const char *office = from->role ? from->role : from->person ? from->name : "";
    dz_view role = {office, strlen(office)};
    dz_view organisation = dz_entity__organisation(r->finder, role);
    if (!organisation.length)
        return DZ_OK;
    out->organisation = dz_arena__copy(r->arena, organisation.data, organisation.length);
    return out->organisation ? DZ_OK : DZ_ERROR_MEMORY;
}

/* Gives an entity its number among those who speak: that of the same one in the other document, or a new one. */
static dz_status number_entity(resolver *r, entity *from, dz_entity_list *entities, size_t known)
{
    dz_entity fresh;
    dz_status status = make_entity(r, from, &fresh);
    for (size_t i = 0; i < known && status == DZ_OK; i++) {
        if (!dz_entity__same(&entities->items[i], &fresh))
            continue;
        from->number = (uint32_t)i;
        return DZ_OK;
    }
    from->number = (uint32_t)entities->count;
    return status == DZ_OK ? dz_array__push(r->finder->context, entities, fresh) : status;
}

/* What is known only when all is read: full names, offices that disagree, numbers. */
static dz_status finish_speakers(resolver *r, const source_place *places, size_t count, dz_speaker *speakers,
                                 dz_entity_list *entities)
{
    size_t known = entities->count;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        dz_speaker *speaker = &speakers[places[i].finding];
        if (speaker->entity == DZ_NO_ENTITY)
            continue;
        entity *from = &r->entities.items[speaker->entity];
        if (from->number == DZ_NO_ENTITY)
            status = number_entity(r, from, entities, known);
        speaker->name = speaker->name ? speaker->name : from->name;
        speaker->role = from->role;
        speaker->other_role = from->other_role;
        speaker->entity = from->number;
        if (status == DZ_OK)
            entities->items[from->number].attributions++;
    }
    return status;
}

static bool is_within_person(const resolver *r, const dz_speaker *speakers, uint32_t holder)
{
    uint32_t who = holder == DZ_NO_ATTRIBUTION ? DZ_NO_ENTITY : speakers[holder].entity;
    return who != DZ_NO_ENTITY && r->entities.items[who].person;
}

dz_status dz_speaker__resolve(dz_finder *finder, const uint32_t *via, dz_arena *arena, dz_speaker *speakers,
                              dz_entity_list *entities)
{
    resolver r = {.finder = finder,
                  .arena = arena,
                  .last_person = NOBODY,
                  .last_of = {NOBODY, NOBODY, NOBODY},
                  .last_thing = NOBODY,
                  .last_any = NOBODY};
    size_t count = finder->findings.count;
    source_place *places = dz_memory__zeroed(finder->context, count + 1, sizeof *places);
    if (!places)
        return DZ_ERROR_MEMORY;
    dz_map__init(&r.by_name, finder->context);
    dz_map__init(&r.by_word, finder->context);
    for (size_t i = 0; i < count; i++) {
        speakers[i].entity = DZ_NO_ENTITY;
        places[i].begin = finder->findings.items[i].source.begin;
        places[i].finding = (uint32_t)i;
    }
    qsort(places, count, sizeof *places, compare_places);
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count && status == DZ_OK; i++) {
        uint32_t number = places[i].finding;
        dz_span source = finder->findings.items[number].source;
        r.within_person = is_within_person(&r, speakers, via[number]);
        if (source.end > source.begin)
            status = resolve_source(&r, &finder->findings.items[number], &speakers[number]);
    }
    if (status == DZ_OK)
        status = read_mentions_before(&r, SIZE_MAX);
    if (status == DZ_OK)
        status = finish_speakers(&r, places, count, speakers, entities);
    dz_array__free(finder->context, &r.entities);
    dz_map__free(&r.by_name);
    dz_map__free(&r.by_word);
    dz_memory__free(finder->context, places);
    return status;
}
