#include "duizhao/text.h"

#include "base/utf8.h"
#include "text/han.h"

/* A megabyte tells the language of a text; a longer one need not be read whole. */
#define SAMPLE_BYTES ((size_t)1 << 20)

typedef struct letter_counts {
    size_t han, kana, latin, other;
} letter_counts;

static bool is_latin_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

static void count_letter(letter_counts *counts, uint32_t c)
{
    if (is_latin_letter(c))
        counts->latin++;
    else if (dz_utf8__is_han(c))
        counts->han++;
    else if (c >= 0x3041 && c <= 0x30FF && c != 0x30FB)
        counts->kana++;
    else if ((c >= 0x370 && c <= 0x1FFF) || (c >= 0xAC00 && c <= 0xD7A3))
        counts->other++;
}

/* A Chinese word is about two characters and an English one about five letters, so a Han character weighs as three
 * letters; kana among Han is Japanese. */
dz_language dz_language_detect(const char *text, size_t length)
{
    letter_counts counts = {0};
    if (length > SAMPLE_BYTES)
        length = SAMPLE_BYTES;
    for (size_t at = 0; at < length;) {
        for (; at < length && (unsigned char)text[at] < 0x80; at++)
            counts.latin += (unsigned char)((text[at] | 0x20) - 'a') < 26;
        if (at < length)
            count_letter(&counts, dz_utf8__next(text, length, &at));
    }
    size_t chinese = counts.kana * 5 > counts.han ? 0 : counts.han * 3;
    size_t foreign = counts.other + (chinese ? counts.kana : (counts.kana + counts.han) * 3);
    if (chinese > 0 && chinese >= counts.latin && chinese >= foreign)
        return DZ_LANGUAGE_ZH;
    return counts.latin > 0 && counts.latin >= foreign ? DZ_LANGUAGE_EN : DZ_LANGUAGE_UNKNOWN;
}

/* Characters that both scripts have tell nothing; of the others a fifth may be of the other script (a name, a quote)
 * without making the text a mixture. */
dz_script dz_script_detect(const char *text, size_t length)
{
    size_t hans = 0, hant = 0;
    if (length > SAMPLE_BYTES)
        length = SAMPLE_BYTES;
    for (size_t at = 0; at < length;) {
        uint32_t c = dz_utf8__next(text, length, &at);
        hans += dz_han__in_set(c, dz_han__only_hans);
        hant += dz_han__in_set(c, dz_han__only_hant);
    }
    if (hans > hant * 4)
        return DZ_SCRIPT_HANS;
    return hant > hans * 4 ? DZ_SCRIPT_HANT : DZ_SCRIPT_KEEP;
}
