#include "duizhao/text.h"

#include <string.h>
#include <strings.h>

const char *dz_language_name(dz_language language)
{
    switch (language) {
    case DZ_LANGUAGE_ZH:
        return "zh";
    case DZ_LANGUAGE_EN:
        return "en";
    case DZ_LANGUAGE_UNKNOWN:
        break;
    }
    return "und";
}

/* A tag's primary subtag ends at its first hyphen (or underscore, as POSIX locales have it). */
dz_language dz_language_parse(const char *tag)
{
    if (!tag)
        return DZ_LANGUAGE_UNKNOWN;
    size_t length = strcspn(tag, "-_.@");
    if (length == 2 && strncasecmp(tag, "zh", 2) == 0)
        return DZ_LANGUAGE_ZH;
    if (length == 2 && strncasecmp(tag, "en", 2) == 0)
        return DZ_LANGUAGE_EN;
    /* ISO 639-2 and 639-3 codes that HTML pages carry: Chinese, Mandarin, Cantonese, English. */
    if (length == 3 && (strncasecmp(tag, "chi", 3) == 0 || strncasecmp(tag, "zho", 3) == 0 ||
                        strncasecmp(tag, "cmn", 3) == 0 || strncasecmp(tag, "yue", 3) == 0))
        return DZ_LANGUAGE_ZH;
    return length == 3 && strncasecmp(tag, "eng", 3) == 0 ? DZ_LANGUAGE_EN : DZ_LANGUAGE_UNKNOWN;
}
