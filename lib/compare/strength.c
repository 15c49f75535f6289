#include "compare/strength.h"

#include <string.h>

#include "compare/cues.h"

/* Words on one scale can be compared, the higher level being the stronger; words that hardly anybody would rank stand
 * on one level or on none. A word may be on two scales, as "may" permits and doubts. */
typedef enum scale {
    SCALE_DUTY,
    SCALE_CERTAINTY,
    SCALE_CENSURE,
    SCALE_OPPOSITION,
    SCALE_DEMAND,
    SCALE_SUPPORT,
    SCALE_INTENT,
    SCALE_ASSERTION,
    SCALE_AMOUNT,
    SCALE_FREQUENCY,
    SCALE_COUNT,
    INTENSIFIER = SCALE_COUNT /* makes what it stands beside stronger */
} scale;

typedef struct ranked_word {
    const char *form;
    uint8_t scale;
    uint8_t level;
} ranked_word;

/* Written for this project. The scale of duty follows the verbs of standards (ISO/IEC Directives, Part 2: shall,
 * should, may; GB/T 1.1: 应, 宜, 可) and of Chinese legal drafting (必须, 应当, 可以); the scales of censure and
 * support the verbs by which resolutions and spokespersons are told apart (condemn, deplore, regret, concern, take
 * note); the others are the plain sense of the words. "would", and "could" against "can", are left out: reported speech
 * shifts them. */
static const ranked_word words[] = {
    /* English, by stems (Snowball) or, where a stem is of other words too, by the word itself */
    {"must", SCALE_DUTY, 4},
    {"shall", SCALE_DUTY, 4},
    {"should", SCALE_DUTY, 3},
    {"ought", SCALE_DUTY, 3},
    {"may", SCALE_DUTY, 1},
    {"might", SCALE_DUTY, 1},
    {"can", SCALE_DUTY, 1},
    {"could", SCALE_DUTY, 1},
    {"certain", SCALE_CERTAINTY, 5},
    {"will", SCALE_CERTAINTY, 4},
    {"should", SCALE_CERTAINTY, 3},
    {"probabl", SCALE_CERTAINTY, 3},
    {"may", SCALE_CERTAINTY, 2},
    {"might", SCALE_CERTAINTY, 2},
    {"could", SCALE_CERTAINTY, 2},
    {"can", SCALE_CERTAINTY, 2},
    {"possibl", SCALE_CERTAINTY, 2},
    {"condemn", SCALE_CENSURE, 5},
    {"denounc", SCALE_CENSURE, 5},
    {"deplor", SCALE_CENSURE, 4},
    {"regret", SCALE_CENSURE, 3},
    {"concern", SCALE_CENSURE, 2},
    {"disappoint", SCALE_CENSURE, 2},
    {"note", SCALE_CENSURE, 1},
    {"reject", SCALE_OPPOSITION, 4},
    {"oppos", SCALE_OPPOSITION, 3},
    {"opposit", SCALE_OPPOSITION, 3},
    {"disagre", SCALE_OPPOSITION, 2},
    {"demand", SCALE_DEMAND, 5},
    {"insist", SCALE_DEMAND, 5},
    {"urg", SCALE_DEMAND, 4},
    {"call", SCALE_DEMAND, 3},
    {"ask", SCALE_DEMAND, 2},
    {"request", SCALE_DEMAND, 2},
    {"encourag", SCALE_DEMAND, 2},
    {"invit", SCALE_DEMAND, 1},
    {"hope", SCALE_DEMAND, 1},
    {"suggest", SCALE_DEMAND, 1},
    {"support", SCALE_SUPPORT, 4},
    {"welcom", SCALE_SUPPORT, 3},
    {"understand", SCALE_SUPPORT, 2},
    {"understood", SCALE_SUPPORT, 2},
    {"note", SCALE_SUPPORT, 1},
    {"guarante", SCALE_INTENT, 5},
    {"pledg", SCALE_INTENT, 4},
    {"promis", SCALE_INTENT, 4},
    {"commit", SCALE_INTENT, 4},
    {"intend", SCALE_INTENT, 3},
    {"plan", SCALE_INTENT, 3},
    {"tri", SCALE_INTENT, 2},
    {"seek", SCALE_INTENT, 2},
    {"sought", SCALE_INTENT, 2},
    {"hope", SCALE_INTENT, 1},
    {"consid", SCALE_INTENT, 1},
    {"confirm", SCALE_ASSERTION, 4},
    {"say", SCALE_ASSERTION, 3},
    {"said", SCALE_ASSERTION, 3},
    {"state", SCALE_ASSERTION, 3},
    {"claim", SCALE_ASSERTION, 2},
    {"alleg", SCALE_ASSERTION, 1},
    {"suggest", SCALE_ASSERTION, 1},
    {"all", SCALE_AMOUNT, 4},
    {"everi", SCALE_AMOUNT, 4},
    {"most", SCALE_AMOUNT, 3},
    {"mani", SCALE_AMOUNT, 2},
    {"some", SCALE_AMOUNT, 1},
    {"alway", SCALE_FREQUENCY, 4},
    {"usual", SCALE_FREQUENCY, 3},
    {"often", SCALE_FREQUENCY, 2},
    {"sometim", SCALE_FREQUENCY, 1},
    {"strongly", INTENSIFIER, 1},
    {"strong", INTENSIFIER, 1},
    {"vehemently", INTENSIFIER, 1},
    {"firmly", INTENSIFIER, 1},
    {"resolutely", INTENSIFIER, 1},
    {"resolute", INTENSIFIER, 1},
    {"categorically", INTENSIFIER, 1},
    {"deeply", INTENSIFIER, 1},
    {"seriously", INTENSIFIER, 1},
    {"serious", INTENSIFIER, 1},
    {"gravely", INTENSIFIER, 1},
    {"unequivocally", INTENSIFIER, 1},
    {"absolutely", INTENSIFIER, 1},
    {"fully", INTENSIFIER, 1},
    {"sharply", INTENSIFIER, 1},
    /* Chinese, simplified */
    {"必须", SCALE_DUTY, 5},
    {"务必", SCALE_DUTY, 5},
    {"须", SCALE_DUTY, 5},
    {"应当", SCALE_DUTY, 4},
    {"应该", SCALE_DUTY, 4},
    {"应", SCALE_DUTY, 4},
    {"宜", SCALE_DUTY, 3},
    {"可以", SCALE_DUTY, 1},
    {"可", SCALE_DUTY, 1},
    {"必将", SCALE_CERTAINTY, 5},
    {"必然", SCALE_CERTAINTY, 5},
    {"一定", SCALE_CERTAINTY, 5},
    {"肯定", SCALE_CERTAINTY, 5},
    {"将", SCALE_CERTAINTY, 4},
    {"会", SCALE_CERTAINTY, 4},
    {"将会", SCALE_CERTAINTY, 4},
    {"大概", SCALE_CERTAINTY, 3},
    {"可能", SCALE_CERTAINTY, 2},
    {"也许", SCALE_CERTAINTY, 2},
    {"或许", SCALE_CERTAINTY, 2},
    {"或将", SCALE_CERTAINTY, 2},
    {"谴责", SCALE_CENSURE, 5},
    {"痛斥", SCALE_CENSURE, 5},
    {"愤慨", SCALE_CENSURE, 4},
    {"不满", SCALE_CENSURE, 3},
    {"遗憾", SCALE_CENSURE, 3},
    {"关切", SCALE_CENSURE, 2},
    {"关注", SCALE_CENSURE, 1},
    {"注意到", SCALE_CENSURE, 1},
    {"抵制", SCALE_OPPOSITION, 4},
    {"拒绝", SCALE_OPPOSITION, 4},
    {"反对", SCALE_OPPOSITION, 3},
    {"异议", SCALE_OPPOSITION, 2},
    {"责令", SCALE_DEMAND, 6},
    {"要求", SCALE_DEMAND, 5},
    {"敦促", SCALE_DEMAND, 4},
    {"呼吁", SCALE_DEMAND, 3},
    {"请求", SCALE_DEMAND, 2},
    {"鼓励", SCALE_DEMAND, 2},
    {"希望", SCALE_DEMAND, 1},
    {"建议", SCALE_DEMAND, 1},
    {"期待", SCALE_DEMAND, 1},
    {"支持", SCALE_SUPPORT, 4},
    {"欢迎", SCALE_SUPPORT, 3},
    {"理解", SCALE_SUPPORT, 2},
    {"注意到", SCALE_SUPPORT, 1},
    {"保证", SCALE_INTENT, 5},
    {"确保", SCALE_INTENT, 5},
    {"承诺", SCALE_INTENT, 4},
    {"计划", SCALE_INTENT, 3},
    {"打算", SCALE_INTENT, 3},
    {"力争", SCALE_INTENT, 2},
    {"争取", SCALE_INTENT, 2},
    {"希望", SCALE_INTENT, 1},
    {"考虑", SCALE_INTENT, 1},
    {"证实", SCALE_ASSERTION, 4},
    {"确认", SCALE_ASSERTION, 4},
    {"表示", SCALE_ASSERTION, 3},
    {"指出", SCALE_ASSERTION, 3},
    {"说", SCALE_ASSERTION, 3},
    {"声称", SCALE_ASSERTION, 2},
    {"所有", SCALE_AMOUNT, 4},
    {"全部", SCALE_AMOUNT, 4},
    {"大多数", SCALE_AMOUNT, 3},
    {"大部分", SCALE_AMOUNT, 3},
    {"许多", SCALE_AMOUNT, 2},
    {"很多", SCALE_AMOUNT, 2},
    {"一些", SCALE_AMOUNT, 1},
    {"部分", SCALE_AMOUNT, 1},
    {"少数", SCALE_AMOUNT, 1},
    {"个别", SCALE_AMOUNT, 1},
    {"始终", SCALE_FREQUENCY, 4},
    {"一贯", SCALE_FREQUENCY, 4},
    {"总是", SCALE_FREQUENCY, 4},
    {"经常", SCALE_FREQUENCY, 2},
    {"有时", SCALE_FREQUENCY, 1},
    {"强烈", INTENSIFIER, 1},
    {"坚决", INTENSIFIER, 1},
    {"坚定", INTENSIFIER, 1},
    {"严重", INTENSIFIER, 1},
    {"严正", INTENSIFIER, 1},
    {"高度", INTENSIFIER, 1},
    {"深表", INTENSIFIER, 1},
    {"深切", INTENSIFIER, 1},
    {"极其", INTENSIFIER, 1},
    {"极为", INTENSIFIER, 1},
    {"绝对", INTENSIFIER, 1},
    {"完全", INTENSIFIER, 1},
    {"坚定不移", INTENSIFIER, 1},
};

#define WORD_COUNT (sizeof words / sizeof *words)

/* A stretch with more words than this is a passage, whose words do not stand against each other. */
#define LARGEST_STRETCH 16

/* A negation so many words before or behind a stretch bears on it. */
#define NEAR_NEGATION 3

#define LONGEST_STEM 32
#define LONGEST_HAN 4

/* What a stretch says on each scale. */
typedef struct wording {
    uint8_t level[SCALE_COUNT]; /* 0: nothing */
    bool twice[SCALE_COUNT];    /* at two levels */
    int intensifiers;
    int softeners;
    int others; /* words that are on no scale */
    int ranked;
} wording;

static void add_word(wording *said, const ranked_word *word)
{
    if (word->scale == INTENSIFIER) {
        said->intensifiers++;
        return;
    }
    uint8_t *level = &said->level[word->scale];
    said->twice[word->scale] = said->twice[word->scale] || (*level && *level != word->level);
    *level = word->level;
    said->ranked++;
}

/* Adds the scales of an English word; false where it is on none. */
static bool add_latin(wording *said, dz_view form)
{
    char stem[LONGEST_STEM] = "";
    bool found = false;
    for (size_t i = 0; i < WORD_COUNT; i++) {
        const char *entry = words[i].form;
        if (form.length < 3 || memcmp(entry, form.data, 3) != 0)
            continue;
        if (!*stem)
            dz_stem(form.data, form.length, stem, sizeof stem);
        bool itself = strlen(entry) == form.length && memcmp(entry, form.data, form.length) == 0;
        if (!itself && strcmp(entry, stem) != 0)
            continue;
        add_word(said, &words[i]);
        found = true;
        if (words[i].scale == INTENSIFIER) /* "strongly" has the stem of "strong" */
            break;
    }
    return found;
}

/* Adds the scales of the longest entry that begins at a Han unit; how many units it has, 0 where there is none. A
 * single character must be a word. */
static size_t add_han(wording *said, const dz_side *side, size_t at, size_t end)
{
    char text[4 * LONGEST_HAN];
    size_t length = 0, best = 0;
    for (size_t i = at; i < end && i < at + LONGEST_HAN && side->items[i].kind == DZ_UNIT_HAN; i++) {
        if (side->items[i].form.length > 4)
            break;
        memcpy(text + length, side->items[i].form.data, side->items[i].form.length);
        length += side->items[i].form.length;
    }
    for (size_t i = 0; i < WORD_COUNT; i++) {
        size_t size = strlen(words[i].form);
        if (size > best && size <= length && memcmp(words[i].form, text, size) == 0)
            best = size;
    }
    size_t units = best / 3;
    bool begins = at == 0 || side->items[at - 1].word != side->items[at].word;
    bool ends = at + units >= side->count || !units || side->items[at + units].word != side->items[at + units - 1].word;
    if (!best || (units == 1 && !(begins && ends)))
        return 0;
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (strlen(words[i].form) == best && memcmp(words[i].form, text, best) == 0)
            add_word(said, &words[i]);
    return units;
}

/* A hedge ("about", 约) or a modal of doubt, which weakens what it is put to. */
static bool is_softener(const dz_side *side, size_t at, size_t end, size_t *units)
{
    const dz_unit *unit = &side->items[at];
    char modal[8], text[16];
    *units = 1;
    if (unit->kind == DZ_UNIT_WORD)
        return dz_cues__of_word(unit->form.data, unit->form.length, modal) & DZ_CUE_HEDGE ||
               strcmp(modal, "may") == 0 || strcmp(modal, "might") == 0;
    size_t length = 0;
    for (size_t i = at; i < end && i < at + 3 && side->items[i].kind == DZ_UNIT_HAN; i++) {
        memcpy(text + length, side->items[i].form.data, 3);
        length += 3;
    }
    uint32_t kinds = 0;
    bool alone = false;
    size_t size = dz_cues__of_han(text, length, &kinds, &alone);
    bool doubts = size == 6 && memcmp(text, "可能", 6) == 0;
    *units = size ? size / 3 : 1;
    return doubts || (kinds & DZ_CUE_HEDGE);
}

static void read_wording(const dz_side *side, dz_span units, wording *said)
{
    memset(said, 0, sizeof *said);
    for (size_t at = units.begin; at < units.end;) {
        const dz_unit *unit = &side->items[at];
        size_t count = 1, soft = 1;
        bool known = false;
        if (!unit->weight) {
            at++;
            continue;
        }
        if (unit->kind == DZ_UNIT_HAN)
            count = add_han(said, side, at, units.end);
        else
            known = add_latin(said, unit->form);
        known = known || (unit->kind == DZ_UNIT_HAN && count);
        bool softens = is_softener(side, at, units.end, &soft);
        said->softeners += softens;
        said->others += !known && !softens;
        at += known ? count : softens ? soft : 1;
    }
}

/* Whether a negation stands among some units or near them. */
static bool is_denied(const dz_side *side, dz_span units)
{
    size_t from = units.begin > NEAR_NEGATION ? units.begin - NEAR_NEGATION : 0;
    size_t to = units.end + NEAR_NEGATION < side->count ? units.end + NEAR_NEGATION : side->count;
    static const char han[] = "不没未无非勿";
    for (size_t i = from; i < to; i++) {
        const dz_unit *unit = &side->items[i];
        char modal[8];
        if (unit->kind == DZ_UNIT_HAN && unit->form.length == 3 && memmem(han, sizeof han - 1, unit->form.data, 3))
            return true;
        if (unit->kind == DZ_UNIT_WORD && dz_cues__of_word(unit->form.data, unit->form.length, modal) & DZ_CUE_NEGATION)
            return true;
    }
    return false;
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

/* By the scales that both wordings are on, which must agree; then by what strengthens the same word. */
static int compare_ranked(const wording *first, const wording *second)
{
    int found = 0;
    bool shared = false;
    for (int i = 0; i < SCALE_COUNT; i++) {
        if (!first->level[i] || !second->level[i])
            continue;
        int difference = sign((int)second->level[i] - (int)first->level[i]);
        if (first->twice[i] || second->twice[i] || (found && difference && difference != found))
            return 0;
        found = difference ? difference : found;
        shared = true;
    }
    return found ? found : shared ? sign(second->intensifiers - first->intensifiers) : 0;
}

/* What is left out, or put in, where nothing stands in its place. */
static int compare_alone(const wording *said)
{
    if (said->others || (said->intensifiers != 0) == (said->softeners != 0))
        return 0;
    return said->intensifiers ? (said->ranked ? 0 : 1) : -1;
}

int dz_strength__compare(const dz_compare_work *work, dz_span first, dz_span second)
{
    wording a, b;
    if (first.end - first.begin > LARGEST_STRETCH || second.end - second.begin > LARGEST_STRETCH)
        return 0;
    read_wording(&work->first, first, &a);
    read_wording(&work->second, second, &b);
    if (!a.ranked && !a.intensifiers && !a.softeners && !b.ranked && !b.intensifiers && !b.softeners)
        return 0;
    if (is_denied(&work->first, first) || is_denied(&work->second, second))
        return 0;
    if (first.begin == first.end)
        return compare_alone(&b);
    if (second.begin == second.end)
        return -compare_alone(&a);
    return compare_ranked(&a, &b);
}
