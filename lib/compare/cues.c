#include "compare/cues.h"

#include <string.h>

typedef struct word_cue {
    const char *form;
    uint32_t kinds;
    const char *modal;
} word_cue;

/* English. Negations are those of grammar: "fail" and "deny" are words like others, whose change is a substitution.
 * Modal verbs that say the same are kept apart, as courts do: "must" is not "shall". */
static const word_cue words[] = {
    {"not", DZ_CUE_NEGATION, ""},
    {"no", DZ_CUE_NEGATION, ""},
    {"never", DZ_CUE_NEGATION, ""},
    {"none", DZ_CUE_NEGATION, ""},
    {"nor", DZ_CUE_NEGATION, ""},
    {"neither", DZ_CUE_NEGATION, ""},
    {"nobody", DZ_CUE_NEGATION, ""},
    {"nothing", DZ_CUE_NEGATION, ""},
    {"nowhere", DZ_CUE_NEGATION, ""},
    {"without", DZ_CUE_NEGATION, ""},
    {"hardly", DZ_CUE_NEGATION, ""},
    {"cannot", DZ_CUE_NEGATION | DZ_CUE_MODALITY, "can"},
    {"will", DZ_CUE_MODALITY, "will"},
    {"would", DZ_CUE_MODALITY, "would"},
    {"shall", DZ_CUE_MODALITY, "shall"},
    {"should", DZ_CUE_MODALITY, "should"},
    {"can", DZ_CUE_MODALITY, "can"},
    {"could", DZ_CUE_MODALITY, "could"},
    {"may", DZ_CUE_MODALITY, "may"},
    {"might", DZ_CUE_MODALITY, "might"},
    {"must", DZ_CUE_MODALITY, "must"},
    {"ought", DZ_CUE_MODALITY, "ought"},
    /* hedges: how far a speaker stands behind a figure, or behind a statement */
    {"about", DZ_CUE_HEDGE, ""},
    {"around", DZ_CUE_HEDGE, ""},
    {"roughly", DZ_CUE_HEDGE, ""},
    {"approximately", DZ_CUE_HEDGE, ""},
    {"nearly", DZ_CUE_HEDGE, ""},
    {"almost", DZ_CUE_HEDGE, ""},
    {"reportedly", DZ_CUE_HEDGE, ""},
    {"allegedly", DZ_CUE_HEDGE, ""},
    {"alleged", DZ_CUE_HEDGE, ""},
    {"apparently", DZ_CUE_HEDGE, ""},
    {"seemingly", DZ_CUE_HEDGE, ""},
    {"supposedly", DZ_CUE_HEDGE, ""},
    {"perhaps", DZ_CUE_HEDGE, ""},
    {"maybe", DZ_CUE_HEDGE, ""},
    {"possibly", DZ_CUE_HEDGE, ""},
    {"probably", DZ_CUE_HEDGE, ""},
    {"likely", DZ_CUE_HEDGE, ""},
    {"presumably", DZ_CUE_HEDGE, ""},
};

typedef struct han_cue {
    const char *form;
    uint32_t kinds;
    bool alone;
} han_cue;

/* Chinese. Entries with kind 0 are words in which a character that would be a cue is none; the longest entry wins. */
static const han_cue han_words[] = {
    {"不", DZ_CUE_NEGATION, false},
    {"没", DZ_CUE_NEGATION, false},
    {"没有", DZ_CUE_NEGATION, false},
    {"未", DZ_CUE_NEGATION, false},
    {"未能", DZ_CUE_NEGATION, false},
    {"无", DZ_CUE_NEGATION, false},
    {"非", DZ_CUE_NEGATION, true},
    {"并非", DZ_CUE_NEGATION, false},
    {"绝非", DZ_CUE_NEGATION, false},
    {"别", DZ_CUE_NEGATION, true},
    {"莫", DZ_CUE_NEGATION, true},
    {"勿", DZ_CUE_NEGATION, false},
    {"不会", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不能", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不可", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不要", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不应", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不应当", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不应该", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不可以", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不能够", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不可能", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"不必", DZ_CUE_NEGATION | DZ_CUE_MODALITY, false},
    {"必须", DZ_CUE_MODALITY, false},
    {"务必", DZ_CUE_MODALITY, false},
    {"必需", DZ_CUE_MODALITY, false},
    {"应当", DZ_CUE_MODALITY, false},
    {"应该", DZ_CUE_MODALITY, false},
    {"可以", DZ_CUE_MODALITY, false},
    {"可能", DZ_CUE_MODALITY, false},
    {"能够", DZ_CUE_MODALITY, false},
    {"将会", DZ_CUE_MODALITY, false},
    {"将要", DZ_CUE_MODALITY, false},
    {"会", DZ_CUE_MODALITY, true},
    {"能", DZ_CUE_MODALITY, true},
    {"要", DZ_CUE_MODALITY, true},
    {"应", DZ_CUE_MODALITY, true},
    {"须", DZ_CUE_MODALITY, true},
    {"可", DZ_CUE_MODALITY, true},
    {"将", DZ_CUE_MODALITY, true},
    {"大约", DZ_CUE_HEDGE, false},
    {"约", DZ_CUE_HEDGE, true},
    {"近", DZ_CUE_HEDGE, true},
    {"左右", DZ_CUE_HEDGE, false},
    {"上下", DZ_CUE_HEDGE, true},
    {"大概", DZ_CUE_HEDGE, false},
    {"大致", DZ_CUE_HEDGE, false},
    {"几乎", DZ_CUE_HEDGE, false},
    {"也许", DZ_CUE_HEDGE, false},
    {"或许", DZ_CUE_HEDGE, false},
    {"似乎", DZ_CUE_HEDGE, false},
    {"好像", DZ_CUE_HEDGE, false},
    {"据说", DZ_CUE_HEDGE, false},
    {"据称", DZ_CUE_HEDGE, false},
    {"据悉", DZ_CUE_HEDGE, false},
    {"据报道", DZ_CUE_HEDGE, false},
    {"涉嫌", DZ_CUE_HEDGE, false},
    {"不断", 0, false},
    {"不仅", 0, false},
    {"不但", 0, false},
    {"不同", 0, false},
    {"不少", 0, false},
    {"不久", 0, false},
    {"不过", 0, false},
    {"不论", 0, false},
    {"不管", 0, false},
    {"不禁", 0, false},
    {"不得不", 0, false},
    {"不安", 0, false},
    {"不幸", 0, false},
    {"不便", 0, false},
    {"不良", 0, false},
    {"不法", 0, false},
    {"未来", 0, false},
    {"无论", 0, false},
    {"无疑", 0, false},
    {"无人机", 0, false},
    {"无线", 0, false},
    {"莫斯科", 0, false},
};

static const word_cue *find_word(const char *form, size_t length)
{
    for (size_t i = 0; length && i < sizeof words / sizeof *words; i++)
        if (words[i].form[0] == *form && strlen(words[i].form) == length && memcmp(words[i].form, form, length) == 0)
            return &words[i];
    return NULL;
}

static bool ends_with(const char *form, size_t length, const char *tail)
{
    size_t tail_length = strlen(tail);
    return length > tail_length && memcmp(form + length - tail_length, tail, tail_length) == 0;
}

/* "won't" holds "wo", "shan't" "sha": what stands before n't is not always the verb. */
static const char *modal_before_not(const char *form, size_t length)
{
    if (length == 2 && memcmp(form, "wo", 2) == 0)
        return "will";
    if (length == 3 && memcmp(form, "sha", 3) == 0)
        return "shall";
    if (length == 2 && memcmp(form, "ca", 2) == 0)
        return "can";
    const word_cue *cue = find_word(form, length);
    return cue ? cue->modal : "";
}

uint32_t dz_cues__of_word(const char *form, size_t length, char modal[8])
{
    const word_cue *cue = find_word(form, length);
    uint32_t kinds = cue ? cue->kinds : 0;
    strcpy(modal, cue ? cue->modal : "");
    if (ends_with(form, length, "n't")) {
        strcpy(modal, modal_before_not(form, length - 3));
        kinds = DZ_CUE_NEGATION | (*modal ? (uint32_t)DZ_CUE_MODALITY : 0u);
    } else if (ends_with(form, length, "'ll")) {
        strcpy(modal, "will");
        kinds = DZ_CUE_MODALITY;
    }
    return kinds;
}

size_t dz_cues__of_han(const char *text, size_t length, uint32_t *kinds, bool *alone)
{
    size_t best = 0;
    for (size_t i = 0; length >= 3 && i < sizeof han_words / sizeof *han_words; i++) {
        if (han_words[i].form[2] != text[2] || han_words[i].form[1] != text[1]) /* nearly always */
            continue;
        size_t size = strlen(han_words[i].form);
        if (size <= best || size > length || memcmp(han_words[i].form, text, size) != 0)
            continue;
        best = size;
        *kinds = han_words[i].kinds;
        *alone = han_words[i].alone;
    }
    return best;
}
