/* Negations that only one side of a bead has. */
#include <string.h>

#include "align/checking.h"
#include "base/utf8.h"
#include "text/han.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* A gloss counts where it has so much of a word's probability. */
#define GLOSS_SHARE 0.12f
#define MOST_GLOSSES 32

/* Longer Chinese words are sayings, which deny in a way of their own. */
#define MOST_BYTES 9

/* A foreign name has at least so many characters besides the one that looks like a negator. */
#define NAME_CHARACTERS 3

/* Characters that negate, simplified, as the tokens are. */
static const char *const negators[] = {"不", "没", "未", "无", "勿", "非", "莫"};

/* What may stand for a negation of the other language without one of its own. */
static const char *const hidden_chinese[] = {"否", "拒", "反", "避", "防", "免", "禁", "难", "缺", "失", "忘",
                                             "甭", "别", "岂", "何", "怎", "哪", "罕", "弗", "毋", "休"};
static const char *const hidden_english[] = {
    "refus",  "deni",   "deny",   "fail",  "lack",  "avoid", "prevent", "oppos",   "reject",   "hardli", "rare",
    "scarc",  "bare",   "seldom", "few",   "littl", "stop",  "against", "until",   "less",     "absen",  "instead",
    "unless", "forget", "forgot", "ignor", "lose",  "lost",  "miss",    "without", "prohibit", "except", "non"};
static const char *const english_negations[] = {"not",     "no",     "never",   "none",    "nor", "neither", "cannot",
                                                "nothing", "nobody", "nowhere", "without", "non", "unabl",   "imposs"};
static const char *const prefixes[] = {"un", "in", "im", "ir", "il", "dis", "non", "a"};

/* Phrases that ask, or say more than they deny. */
static const char *const harmless[] = {
    "不仅",
    "不但",
    "不断",
    "不少",
    "不同",
    "不过",
    "不管",
    "不论",
    "不久",
    "不只",
    "不止",
    "不如",
    "不至",
    "不光",
    "不禁",
    "不由",
    "不时",
    "不停",
    "不住",
    "不妨",
    "不愧",
    "不得",
    "不料",
    "不绝",
    "不免",
    "不觉",
    "不错",
    "不必",
    "不独",
    "不单",
    "无论",
    "无数",
    "无非",
    "无比",
    "无不",
    "无意",
    "无疑",
    "非常",
    "非洲",
    "未来",
    "未免",
    "未必",
    "莫非",
    "莫大",
    "没准",
    "差不多",
    "对不起",
    "了不起",
    "来不及",
    "是不是",
    "能不能",
    "会不会",
    "有没有",
    "要不",
    "可不",
    "好不",
    "岂不",
    "何不",
    "非得",
    "非要",
    "无线",
    "莫名",
    "不一会",
    "不一而",
    "不乏",
    "不凡",
    "不朽",
    "不惜",
    "不顾",
    "不慎",
    "不已",
    "不堪",
    "不到",
    "不无",
    "不大",
    "不幸",
    "不日",
    /* Places and persons: Africa, Bhutan, Britain, Wuxi, Modi, Moscow. */
    "非方",
    "非盟",
    "非裔",
    "非中",
    "中非",
    "南非",
    "东非",
    "西非",
    "北非",
    "亚非",
    "对非",
    "访非",
    "赴非",
    "援非",
    "驻非",
    "在非",
    "来非",
    "不丹",
    "不列颠",
    "无锡",
    "莫迪",
    "莫斯",
    "莫桑",
    "莫言",
    "无人机",
    "没收",
    "不尽",
};

/* What a side has. */
typedef struct negation_signs {
    uint32_t token; /* of the first sign that the other side does not translate */
    bool negates;
    bool bare; /* one of them has no rendering of its own either */
    bool hides;
    bool asks;
} negation_signs;

static bool begins_with_any(const dz_map_entry *entry, const char *const *list, size_t count)
{
    for (size_t n = 0; n < count; n++) {
        size_t length = strlen(list[n]);
        if (entry->length >= length && memcmp(entry->key, list[n], length) == 0)
            return true;
    }
    return false;
}

static bool is_any(const char *text, size_t length, const char *const *list, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (strlen(list[n]) == length && memcmp(text, list[n], length) == 0)
            return true;
    return false;
}

static bool has_any(const dz_map_entry *entry, const char *const *list, size_t count)
{
    for (size_t n = 0; n < count; n++)
        if (memmem(entry->key, entry->length, list[n], strlen(list[n])))
            return true;
    return false;
}

/* Whether a Chinese word that holds a negator denies: as a word of its own, or because its glosses do. */
static bool chinese_denies(const dz_align__checker *checker, const dz_map_entry *entry)
{
    dz_gloss glosses[MOST_GLOSSES];
    if (entry->length > MOST_BYTES || !has_any(entry, negators, COUNT(negators)) ||
        has_any(entry, harmless, COUNT(harmless)))
        return false;
    if (entry->length <= 3 || (entry->length == 6 && memcmp(entry->key, "没有", 6) == 0))
        return true;
    size_t count = checker->subject->lexicon
                       ? dz_lexicon_lookup(checker->subject->lexicon, entry->key, entry->length, glosses, MOST_GLOSSES)
                       : 0;
    for (size_t n = 0; n < count; n++)
        if (glosses[n].weight >= GLOSS_SHARE &&
            is_any(glosses[n].text.data, glosses[n].text.length, english_negations, COUNT(english_negations)))
            return true;
    return false;
}

/* How many characters that foreign names are written with stand at the end, or at the begin, of a text without a break.
 */
static size_t count_transliterating(dz_view text, bool backward)
{
    size_t run = 0;
    for (size_t at = 0; at < text.length;) {
        bool is_one = dz_han__in_set(dz_utf8__next(text.data, text.length, &at), dz_han__transliterating);
        if (!is_one && !backward)
            return run;
        run = is_one ? run + 1 : 0;
    }
    return run;
}

/* 阿里莫夫: a negator alone that stands within a name rendered by sound: three of its characters are around it, on both
 * sides. 莫 seldom denies, and two of them say enough: 莫罗, 阿列莫. */
static bool stands_in_name(const dz_align__checker *checker, int side, uint32_t token)
{
    dz_view text = dz_document_text(checker->subject->documents[side]);
    dz_span span = checker->sides[side]->spans[token];
    const dz_map_entry *entry = dz_align__token_entry(checker, side, token);
    if (entry->length != 3 || memcmp(entry->key, "不", 3) == 0)
        return false;
    size_t begin = span.begin, end = span.end;
    for (size_t n = 0; n < NAME_CHARACTERS && begin > 0; n++)
        dz_utf8__previous(text.data, &begin);
    for (size_t n = 0; n < NAME_CHARACTERS && end < text.length; n++)
        dz_utf8__next(text.data, text.length, &end);
    size_t before = count_transliterating((dz_view){text.data + begin, span.begin - begin}, true);
    size_t behind = count_transliterating((dz_view){text.data + span.end, end - span.end}, false);
    if (memcmp(entry->key, "莫", 3) == 0)
        return before + behind >= NAME_CHARACTERS - 1;
    return before && behind && before + behind >= NAME_CHARACTERS;
}

/* The text of the token and of its neighbours: phrases are cut in many ways. */
static bool stands_in_harmless(const dz_align__checker *checker, int side, uint32_t token)
{
    const dz_align__side *it = checker->sides[side];
    uint32_t first = token > checker->begin[side] ? token - 1 : token;
    uint32_t last = token + 1 < checker->end[side] ? token + 1 : token;
    char text[160];
    size_t length = 0;
    for (uint32_t t = first; t <= last; t++) {
        const dz_map_entry *entry = &it->vocabulary.entries[it->tokens[t]];
        if (length + entry->length >= sizeof text)
            return false;
        memcpy(text + length, entry->key, entry->length);
        length += entry->length;
    }
    text[length] = '\0';
    for (size_t n = 0; n < COUNT(harmless); n++)
        if (strstr(text, harmless[n]))
            return true;
    /* 走不走, 好不好 */
    const dz_map_entry *before = &it->vocabulary.entries[it->tokens[first]];
    const dz_map_entry *after = &it->vocabulary.entries[it->tokens[last]];
    return first < token && last > token && before->length == after->length &&
           memcmp(before->key, after->key, before->length) == 0;
}

/* 不支 before 持: the table knows 不支, but what is denied is 支持. Writes that word; its length, 0 where it is none.
 */
static size_t join_cut(const dz_align__checker *checker, int side, uint32_t token, char word[16])
{
    const dz_map_entry *entry = dz_align__token_entry(checker, side, token);
    dz_gloss gloss;
    if (!checker->subject->lexicon || entry->length != 6 || token + 1 >= checker->end[side] ||
        memcmp(entry->key, "不", 3) != 0)
        return 0;
    const dz_map_entry *next = dz_align__token_entry(checker, side, token + 1);
    if (next->length != 3)
        return 0;
    memcpy(word, entry->key + 3, 3);
    memcpy(word + 3, next->key, 3);
    return dz_lexicon_lookup(checker->subject->lexicon, word, 6, &gloss, 1) ? 6 : 0;
}

/* "unfair" for 不公平: a prefix before what another word of the bead means. */
static bool has_prefixed(const dz_align__checker *checker, int chinese, uint32_t token)
{
    const dz_align__side *zh = checker->sides[chinese], *en = checker->sides[1 - chinese];
    dz_gloss glosses[MOST_GLOSSES];
    if (token + 1 >= checker->end[chinese] || !checker->subject->lexicon)
        return false;
    const dz_map_entry *next = &zh->vocabulary.entries[zh->tokens[token + 1]];
    char word_cut[16];
    size_t length_cut = join_cut(checker, chinese, token, word_cut);
    size_t count = dz_lexicon_lookup(checker->subject->lexicon, length_cut ? word_cut : next->key,
                                     length_cut ? length_cut : next->length, glosses, MOST_GLOSSES);
    for (uint32_t t = checker->begin[1 - chinese]; t < checker->end[1 - chinese]; t++) {
        const dz_map_entry *word = &en->vocabulary.entries[en->tokens[t]];
        for (size_t p = 0; p < COUNT(prefixes); p++) {
            size_t length = strlen(prefixes[p]);
            if (word->length < length + 3 || memcmp(word->key, prefixes[p], length) != 0)
                continue;
            for (size_t n = 0; n < count; n++)
                if (glosses[n].text.length >= 3 && word->length - length >= glosses[n].text.length - 1 &&
                    memcmp(word->key + length, glosses[n].text.data, glosses[n].text.length - 1) == 0)
                    return true;
        }
    }
    return false;
}

static bool ends_in_less(const dz_map_entry *entry)
{
    return entry->length > 5 && memcmp(entry->key + entry->length - 4, "less", 4) == 0;
}

static negation_signs read_chinese(const dz_align__checker *checker, int side)
{
    negation_signs signs = {0};
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, side, t);
        signs.hides |= begins_with_any(entry, hidden_chinese, COUNT(hidden_chinese));
        signs.hides |= entry->length > 3 && has_any(entry, negators, COUNT(negators));
        signs.asks |= entry->length == 1 && entry->key[0] == '?';
        char word[16];
        bool cut_wrong = join_cut(checker, side, t, word) > 0;
        if (!(cut_wrong || chinese_denies(checker, entry)) || stands_in_harmless(checker, side, t) ||
            stands_in_name(checker, side, t)) {
            signs.hides |= has_any(entry, negators, COUNT(negators));
            continue;
        }
        signs.negates = true;
        bool bare = (cut_wrong || !dz_align__is_rendered(checker, side, t)) && !has_prefixed(checker, side, t);
        if (bare && !signs.bare)
            signs.token = t;
        signs.bare |= bare;
    }
    return signs;
}

static negation_signs read_english(const dz_align__checker *checker, int side)
{
    negation_signs signs = {0};
    for (uint32_t t = checker->begin[side]; t < checker->end[side]; t++) {
        const dz_map_entry *entry = dz_align__token_entry(checker, side, t);
        signs.asks |= entry->length == 1 && entry->key[0] == '?';
        signs.hides |= begins_with_any(entry, hidden_english, COUNT(hidden_english)) || ends_in_less(entry);
        if (!is_any(entry->key, entry->length, english_negations, COUNT(english_negations)))
            continue;
        if (!signs.negates)
            signs.token = t;
        signs.negates = true;
    }
    return signs;
}

static dz_status note_sign(dz_align__checker *checker, int side, uint32_t token)
{
    dz_span span = checker->sides[side]->spans[token];
    dz_view text = dz_align__span_text(checker, side, span);
    return dz_align__note(checker, checker->bead, DZ_FLAG_NEGATION, side, span, "\"%.*s\" is denied only here",
                          (int)text.length, text.data);
}

dz_status dz_align__check_negation(dz_align__checker *checker)
{
    int chinese = checker->sides[DZ_SOURCE_SIDE]->language == DZ_LANGUAGE_ZH ? DZ_SOURCE_SIDE : DZ_TARGET_SIDE;
    if (checker->sides[chinese]->language != DZ_LANGUAGE_ZH || checker->sides[1 - chinese]->language != DZ_LANGUAGE_EN)
        return DZ_OK;
    negation_signs zh = read_chinese(checker, chinese), en = read_english(checker, 1 - chinese);
    bool asked = zh.asks || en.asks; /* 难道, "isn't it": questions deny to affirm */
    if (zh.negates && zh.bare && !en.negates && !en.hides && !asked)
        return note_sign(checker, chinese, zh.token);
    if (en.negates && !zh.negates && !zh.hides && !asked)
        return note_sign(checker, 1 - chinese, en.token);
    return DZ_OK;
}
