/* How alike two names sound: Chinese characters by their Mandarin readings, Latin letters by what they stand for in the
 * languages that Chinese transliterates from. The distance is a weighted edit distance between sounds (Wagner & Fischer
 * 1974), in which sounds that Mandarin cannot tell apart (b and p, l and r) are near, and the vowels that it puts
 * between consonants cost little; as in Kondrak's phonetic alignment (2000), with weights set by hand. */
#include "duizhao/text.h"

#include <string.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"
#include "text/han.h"
#include "text/numbers.h"

#define SOUND_LIMIT 96
#define PART_LIMIT 8
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A name as sounds: capitals are consonants, small letters vowels. Parts are what blanks, hyphens and dots part. */
typedef struct sounds {
    char items[SOUND_LIMIT];
    size_t count;
    size_t begins[PART_LIMIT + 1]; /* of parts; the last is the end */
    size_t parts;
    char letters[2 * SOUND_LIMIT]; /* the reading or the spelling, in small letters */
    size_t letter_count;
    size_t letter_begins[PART_LIMIT + 1];
    uint32_t han[4]; /* the first characters, simplified */
    size_t characters;
    const char *surname_reading; /* where it begins with a Chinese one; else NULL */
    size_t surname_characters;
} sounds;

static void put(sounds *s, char sound)
{
    bool doubled = s->count > s->begins[s->parts] && s->items[s->count - 1] == sound;
    if (s->count < SOUND_LIMIT && !doubled)
        s->items[s->count++] = sound;
}

static void put_letters(sounds *s, const char *letters, size_t length)
{
    for (size_t i = 0; i < length && s->letter_count + 1 < sizeof s->letters; i++)
        s->letters[s->letter_count++] = letters[i];
}

static void end_part(sounds *s)
{
    if (s->count == s->begins[s->parts] || s->parts == PART_LIMIT - 1)
        return;
    s->begins[++s->parts] = s->count;
    s->letter_begins[s->parts] = s->letter_count;
}

/* ---- Mandarin ------------------------------------------------------------------------------------------------- */

static size_t read_initial(const char *syllable, char *sound)
{
    static const struct {
        const char *initial;
        char sound;
    } initials[] = {
        {"zh", 'J'}, {"ch", 'C'}, {"sh", 'X'}, {"b", 'B'}, {"p", 'P'}, {"m", 'M'}, {"f", 'F'}, {"d", 'D'},
        {"t", 'T'},  {"n", 'N'},  {"l", 'L'},  {"g", 'G'}, {"k", 'K'}, {"h", 'H'}, {"j", 'J'}, {"q", 'C'},
        {"x", 'X'},  {"r", 'Q'},  {"z", 'Z'},  {"c", 'Z'}, {"s", 'S'}, {"w", 'W'}, {"y", 'Y'},
    };
    for (size_t i = 0; i < COUNT(initials); i++) {
        size_t length = strlen(initials[i].initial);
        if (strncmp(syllable, initials[i].initial, length) == 0) {
            *sound = initials[i].sound;
            return length;
        }
    }
    *sound = 0;
    return 0;
}

static void put_syllable(sounds *s, const char *syllable)
{
    char initial;
    size_t at = read_initial(syllable, &initial);
    const char *rest = syllable + at;
    put_letters(s, syllable, strlen(syllable));
    if (strcmp(syllable, "er") == 0) {
        put(s, 'e');
        put(s, 'R');
        return;
    }
    bool glide = (initial == 'Y' && (*rest == 'i' || (*rest == 'u' && rest[1] != 'e' && rest[1] != 'a'))) ||
                 (initial == 'W' && *rest == 'u');
    if (initial && !glide)
        put(s, initial);
    for (; *rest; rest++) {
        if (*rest == 'n')
            put(s, 'N');
        else if (*rest != 'g')
            put(s, *rest);
    }
}

/* ---- Latin letters -------------------------------------------------------------------------------------------- */

typedef struct spelling {
    const char *letters;
    const char *sounds;
} spelling;

/* Longer ones first. */
static const spelling spellings[] = {
    {"tsch", "C"}, {"sch", "X"}, {"tch", "C"}, {"dge", "J"}, {"chr", "KR"}, {"chl", "KL"}, {"sh", "X"},
    {"ch", "C"},   {"ph", "F"},  {"th", "T"},  {"ck", "K"},  {"qu", "Ku"},  {"kh", "H"},   {"zh", "J"},
    {"cz", "C"},   {"tz", "Z"},  {"ts", "Z"},  {"ce", "Se"}, {"ci", "Si"},  {"cy", "Si"},  {"ge", "ge"},
    {"gi", "gi"},  {"gy", "gi"}, {"ll", "L"},  {"b", "B"},   {"c", "K"},    {"d", "D"},    {"f", "F"},
    {"g", "G"},    {"h", "H"},   {"j", "j"},   {"k", "K"},   {"l", "L"},    {"m", "M"},    {"n", "N"},
    {"p", "P"},    {"q", "K"},   {"r", "R"},   {"s", "S"},   {"t", "T"},    {"v", "V"},    {"w", "W"},
    {"x", "KS"},   {"z", "Z"},   {"a", "a"},   {"e", "e"},   {"i", "i"},    {"o", "o"},    {"u", "u"},
};

static bool is_vowel_letter(char c)
{
    return c && strchr("aeiou", c) != NULL;
}

/* Letters of one word into sounds. */
static void put_word(sounds *s, const char *word, size_t length)
{
    for (size_t at = 0; at < length;) {
        const char *rest = word + at;
        size_t left = length - at;
        bool after_vowel = at > 0 && is_vowel_letter(word[at - 1]);
        if (left >= 2 && rest[0] == 'g' && rest[1] == 'h' && after_vowel) { /* Kavanaugh, Wright */
            at += 2;
            continue;
        }
        if (left >= 2 && rest[0] == 'n' && rest[1] == 'g' && (left == 2 || !is_vowel_letter(rest[2]))) {
            put(s, 'N');
            at += 2;
            continue;
        }
        if (at == 0 && left > 2 && ((rest[0] == 'k' && rest[1] == 'n') || (rest[0] == 'w' && rest[1] == 'r'))) {
            at++;
            continue;
        }
        if (rest[0] == 'y') {
            put(s, left > 1 && is_vowel_letter(rest[1]) ? 'Y' : 'i');
            at++;
            continue;
        }
        if (at == 0 && rest[0] == 'x') {
            put(s, 'X');
            at++;
            continue;
        }
        const spelling *match = NULL;
        for (size_t i = 0; !match && i < COUNT(spellings); i++)
            if (strlen(spellings[i].letters) <= left &&
                memcmp(rest, spellings[i].letters, strlen(spellings[i].letters)) == 0)
                match = &spellings[i];
        for (const char *sound = match ? match->sounds : ""; *sound; sound++)
            put(s, *sound);
        at += match ? strlen(match->letters) : 1;
    }
    put_letters(s, word, length);
}

/* The small ASCII letter that a Latin one is written with, 0 for what is none. */
static char plain_letter(uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    if (c >= 0xC0) {
        static const struct {
            uint32_t letter;
            char plain;
        } letters[] = {{0xC6, 'a'},  {0xE6, 'a'},  {0xD8, 'o'},  {0xF8, 'o'},  {0xDF, 's'},
                       {0xD0, 'd'},  {0xF0, 'd'},  {0x110, 'd'}, {0x111, 'd'}, {0x141, 'l'},
                       {0x142, 'l'}, {0x131, 'i'}, {0x152, 'o'}, {0x153, 'o'}};
        for (size_t i = 0; i < COUNT(letters); i++)
            if (letters[i].letter == c)
                return letters[i].plain;
        UChar units[8];
        const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&error);
        if (U_FAILURE(error) || unorm2_getDecomposition(nfkd, (UChar32)c, units, 8, &error) < 1 || U_FAILURE(error))
            return 0;
        c = units[0];
    }
    if (c >= 'A' && c <= 'Z')
        c += 32;
    return c >= 'a' && c <= 'z' ? (char)c : 0;
}

/* ---- A name --------------------------------------------------------------------------------------------------- */

/* A surname that a name begins with and that is read otherwise than its characters, with its sounds; the place after
 * it, or `at`. */
static size_t put_surname(sounds *s, const char *name, size_t length, size_t at)
{
    char simple[16];
    size_t bytes = 0, surname_bytes = 0;
    for (size_t next = at, i = 0; i < 3 && next < length; i++)
        bytes += dz_utf8__encode(dz_han__to_hans(dz_utf8__next(name, length, &next)), simple + bytes);
    const char *reading = dz_name__surname(simple, bytes, &surname_bytes);
    if (!reading)
        return at;
    s->surname_reading = reading;
    s->surname_characters = surname_bytes / 3;
    put_word(s, reading, strlen(reading));
    for (size_t i = 0; i < s->surname_characters; i++)
        s->han[s->characters++] = dz_utf8__next(name, length, &at);
    return at;
}

/* A Han character at `at`, or a surname; the place after. */
static size_t put_han(sounds *s, const char *name, size_t length, size_t at)
{
    size_t end = s->characters == 0 ? put_surname(s, name, length, at) : at;
    if (end > at)
        return end;
    uint32_t c = dz_han__to_hans(dz_utf8__next(name, length, &end));
    if (s->characters == 0 && dz_han__in_set(c, dz_han__surnames)) {
        s->surname_reading = dz_han__reading(c);
        s->surname_characters = 1;
    }
    if (s->characters < COUNT(s->han))
        s->han[s->characters] = c;
    s->characters++;
    put_syllable(s, dz_han__reading(c));
    return end;
}

static void read_name(sounds *s, const char *name, size_t length)
{
    char word[64];
    size_t letters = 0;
    *s = (sounds){.count = 0};
    for (size_t at = 0; at <= length;) {
        size_t begin = at;
        uint32_t c = at < length ? dz_utf8__next(name, length, &at) : (at++, 0);
        char letter = plain_letter(c);
        if (letter) {
            if (letters < sizeof word)
                word[letters++] = letter;
            continue;
        }
        bool inside = c == '\'' || c == 0x2019 || (c >= 0x300 && c < 0x370);
        if (letters > 0 && !inside) {
            put_word(s, word, letters);
            letters = 0;
        }
        if (dz_utf8__is_han(c)) {
            at = put_han(s, name, length, begin);
        } else if (!inside) {
            end_part(s);
        }
    }
    if (s->count > s->begins[s->parts]) {
        s->parts++;
        s->begins[s->parts] = s->count;
        s->letter_begins[s->parts] = s->letter_count;
    }
}

/* ---- Distance ------------------------------------------------------------------------------------------------- */

static bool is_vowel(char sound)
{
    return sound && strchr("aeiouv", sound) != NULL;
}

/* What a sound weighs where the other name has none for it. */
static float weight(char sound)
{
    if (is_vowel(sound))
        return 0.25f;
    switch (sound) {
    case 'H':
    case 'R':
        return 0.4f;
    case 'Y':
    case 'W':
        return 0.3f;
    case 'N':
        return 0.7f;
    default:
        return 1.0f;
    }
}

/* Pairs of sounds that stand for each other, and what that costs. `g` is a g before e or i, `j` a Latin j (joke, José,
 * Jonas), Q a Mandarin r (Jean is 让). */
static const struct {
    char pair[3];
    float cost;
} near_sounds[] = {
    {"BP", 0.15f}, {"DT", 0.15f}, {"GK", 0.15f}, {"LR", 0.10f}, {"JC", 0.30f}, {"SZ", 0.20f}, {"SX", 0.15f},
    {"XC", 0.30f}, {"JZ", 0.30f}, {"CZ", 0.30f}, {"VW", 0.10f}, {"VF", 0.15f}, {"VB", 0.30f}, {"WF", 0.50f},
    {"gJ", 0.10f}, {"gG", 0.10f}, {"gK", 0.20f}, {"gH", 0.30f}, {"gQ", 0.20f}, {"gC", 0.30f}, {"jJ", 0.10f},
    {"jY", 0.20f}, {"jH", 0.25f}, {"jQ", 0.20f}, {"jC", 0.30f}, {"jX", 0.40f}, {"KH", 0.35f}, {"GH", 0.45f},
    {"XH", 0.35f}, {"CK", 0.40f}, {"CT", 0.60f}, {"JK", 0.40f}, {"JG", 0.35f}, {"JD", 0.60f}, {"QR", 0.20f},
    {"QL", 0.40f}, {"QJ", 0.40f}, {"MN", 0.35f}, {"NL", 0.60f}, {"ZT", 0.50f}, {"ZD", 0.60f}, {"ST", 0.70f},
    {"Wu", 0.10f}, {"Wo", 0.15f}, {"Yi", 0.10f}, {"ji", 0.20f}, {"Vu", 0.30f}, {"FP", 0.45f}, {"JT", 0.60f},
};

static float substitution(char a, char b)
{
    if (a == b)
        return 0;
    if (is_vowel(a) && is_vowel(b))
        return 0.12f;
    for (size_t i = 0; i < COUNT(near_sounds); i++) {
        const char *pair = near_sounds[i].pair;
        if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a))
            return near_sounds[i].cost;
    }
    return 1.2f;
}

/* The similarity of the sounds of some parts of each name. */
static double compare_ranges(const sounds *a, size_t a_begin, size_t a_end, const sounds *b, size_t b_begin,
                             size_t b_end)
{
    float row[SOUND_LIMIT + 1], total_a = 0, total_b = 0;
    row[0] = 0;
    for (size_t j = b_begin; j < b_end; j++) {
        total_b += weight(b->items[j]);
        row[j - b_begin + 1] = total_b;
    }
    for (size_t i = a_begin; i < a_end; i++) {
        float diagonal = row[0];
        row[0] += weight(a->items[i]);
        total_a += weight(a->items[i]);
        for (size_t j = b_begin; j < b_end; j++) {
            size_t n = j - b_begin + 1;
            float best = diagonal + substitution(a->items[i], b->items[j]);
            float without_a = row[n] + weight(a->items[i]), without_b = row[n - 1] + weight(b->items[j]);
            best = without_a < best ? without_a : best;
            diagonal = row[n];
            row[n] = without_b < best ? without_b : best;
        }
    }
    float larger = total_a > total_b ? total_a : total_b;
    float cost = row[b_end - b_begin];
    return larger > 0 && cost < larger ? 1.0 - (double)(cost / larger) : 0;
}

/* The whole of `a` against each run of parts of `b`: a surname against a full name. */
static double compare_whole(const sounds *a, const sounds *b)
{
    double best = 0;
    for (size_t first = 0; first < b->parts; first++)
        for (size_t last = first + 1; last <= b->parts; last++) {
            double score = compare_ranges(a, 0, a->count, b, b->begins[first], b->begins[last]);
            best = score > best ? score : best;
        }
    return best;
}

/* ---- Chinese names in pinyin ---------------------------------------------------------------------------------- */

/* Characters of given names with a second reading. */
static const struct {
    const char *character;
    const char *readings[2];
} polyphones[] = {
    {"长", {"chang", "zhang"}}, {"重", {"zhong", "chong"}}, {"朝", {"chao", "zhao"}},  {"盛", {"sheng", "cheng"}},
    {"行", {"xing", "hang"}},   {"乐", {"le", "yue"}},      {"藏", {"cang", "zang"}},  {"传", {"chuan", "zhuan"}},
    {"都", {"du", "dou"}},      {"参", {"can", "shen"}},    {"奇", {"qi", "ji"}},      {"茜", {"qian", "xi"}},
    {"拓", {"tuo", "ta"}},      {"晟", {"sheng", "cheng"}}, {"隽", {"jun", "juan"}},   {"凹", {"wa", "ao"}},
    {"桧", {"hui", "gui"}},     {"率", {"shuai", "lu"}},    {"贾", {"jia", "gu"}},     {"车", {"che", "ju"}},
    {"地", {"di", "de"}},       {"曾", {"zeng", "ceng"}},   {"朴", {"pu", "piao"}},    {"焘", {"tao", "dao"}},
    {"畬", {"yu", "she"}},      {"调", {"diao", "tiao"}},   {"省", {"sheng", "xing"}}, {"柏", {"bai", "bo"}},
    {"薄", {"bo", "bao"}},      {"会", {"hui", "kuai"}},
};

static size_t skip_reading(const char *letters, size_t length, const char *reading)
{
    size_t size = strlen(reading);
    return size > 0 && size <= length && memcmp(letters, reading, size) == 0 ? size : 0;
}

/* Whether the characters from `first` on can be read as the letters. */
static bool reads_as(const sounds *s, size_t first, const char *letters, size_t length)
{
    if (first >= s->characters || first >= COUNT(s->han))
        return length == 0;
    if (first == 0 && s->surname_reading) {
        size_t size = skip_reading(letters, length, s->surname_reading);
        if (size > 0 && reads_as(s, s->surname_characters, letters + size, length - size))
            return true;
    }
    size_t size = skip_reading(letters, length, dz_han__reading(s->han[first]));
    if (size > 0 && reads_as(s, first + 1, letters + size, length - size))
        return true;
    for (size_t i = 0; i < COUNT(polyphones); i++) {
        size_t at = 0;
        if (dz_utf8__next(polyphones[i].character, 3, &at) != s->han[first])
            continue;
        for (size_t n = 0; n < 2; n++) {
            size = skip_reading(letters, length, polyphones[i].readings[n]);
            if (size > 0 && reads_as(s, first + 1, letters + size, length - size))
                return true;
        }
    }
    return false;
}

/* Whether a name in characters is read as one in letters, whose parts may stand in the other order. */
static bool is_read_as(const sounds *han, const sounds *latin)
{
    char turned[sizeof latin->letters];
    if (han->parts != 1 || han->characters > COUNT(han->han))
        return false;
    for (size_t part = 0; part < latin->parts; part++) {
        size_t split = latin->letter_begins[part];
        memcpy(turned, latin->letters + split, latin->letter_count - split);
        memcpy(turned + latin->letter_count - split, latin->letters, split);
        if (reads_as(han, 0, turned, latin->letter_count))
            return true;
    }
    return false;
}

/* The same letters, the parts perhaps in another order. */
static bool same_letters(const sounds *a, const sounds *b)
{
    size_t length = a->letter_count;
    for (size_t part = 0; part < b->parts && length > 0 && length == b->letter_count; part++) {
        size_t split = b->letter_begins[part];
        if (memcmp(a->letters, b->letters + split, length - split) == 0 &&
            memcmp(a->letters + length - split, b->letters, split) == 0)
            return true;
    }
    return false;
}

static bool is_syllable(const char *letters, size_t length)
{
    for (size_t i = 1; i < DZ_HAN_SYLLABLES; i++) {
        if (strlen(dz_han__syllables[i]) == length && memcmp(dz_han__syllables[i], letters, length) == 0)
            return true;
        if (dz_han__syllables[i][0] > letters[0])
            break;
    }
    return false;
}

/* Whether letters can be cut into `count` syllables of Mandarin. */
static bool is_pinyin(const char *letters, size_t length, size_t count)
{
    if (length == 0 || count == 0)
        return length == 0 && count == 0;
    for (size_t n = length < 6 ? length : 6; n > 0; n--)
        if (is_syllable(letters, n) && is_pinyin(letters + n, length - n, count - 1))
            return true;
    return false;
}

/* A Chinese name and a name in pinyin are one where every syllable is the same, and otherwise two people, however
 * alike they sound: 华春莹 is no Hua Chunlei. */
static bool are_other_chinese(const sounds *han, const sounds *latin)
{
    return han->surname_reading && han->parts == 1 && han->characters >= 2 && han->characters <= 4 &&
           latin->parts >= 2 && is_pinyin(latin->letters, latin->letter_count, han->characters);
}

double dz_name_similarity(const char *a, size_t a_length, const char *b, size_t b_length)
{
    sounds first, second;
    read_name(&first, a, a_length);
    read_name(&second, b, b_length);
    if (first.count == 0 || second.count == 0)
        return 0;
    if (same_letters(&first, &second) || (second.characters == 0 && is_read_as(&first, &second)) ||
        (first.characters == 0 && is_read_as(&second, &first)))
        return 1;
    if ((second.characters == 0 && are_other_chinese(&first, &second)) ||
        (first.characters == 0 && are_other_chinese(&second, &first)))
        return 0;
    double whole = compare_whole(&first, &second), other = compare_whole(&second, &first);
    return whole > other ? whole : other;
}
