#include "text/remark.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#define INSIDE_BYTES 64 /* of what stands between the brackets */
#define WORDS_MAX 4
#define HAN_MAX 10

/* What an audience or a speaker does, and what those who write it down say of the sound. A space around each word. */
static const char english[] =
    " applause clapping claps laughter laughs laugh laughing chuckle chuckles chuckling cheers cheering boos booing "
    "ovation smiles nods gestures sighs coughs whistles music silence pause pauses crosstalk inaudible unintelligible "
    "indistinct off-mike off-mic interruption interpreter interpreted interpretation speaks recess gavel ";

static const char *const chinese[] = {
    "掌声", "掌聲", "鼓掌", "拍手", "喝彩", "欢呼", "歡呼", "笑",   "起立", "鞠躬",   "点头",   "點頭",
    "摇头", "搖頭", "举手", "舉手", "停顿", "停頓", "哽咽", "流泪", "流淚", "咳嗽",   "叹气",   "嘆氣",
    "沉默", "口哨", "音乐", "音樂", "奏乐", "奏樂", "插话", "插話", "录音", "听不清", "聽不清",
};

static uint32_t closing_of(uint32_t open)
{
    switch (open) {
    case '(':
        return ')';
    case '[':
        return ']';
    case 0xFF08: /* （ */
    case 0x3010: /* 【 */
    case 0x3014: /* 〔 */
        return open + 1;
    case 0xFF3B: /* ［ */
        return 0xFF3D;
    default:
        return 0;
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static bool is_listed(const char *word, size_t length)
{
    char spaced[24] = " ";
    if (length > sizeof spaced - 3)
        return false;
    for (size_t i = 0; i < length; i++)
        spaced[i + 1] = word[i] == '-' ? '-' : (char)(word[i] | 0x20);
    memcpy(spaced + 1 + length, " ", 2);
    return strstr(english, spaced) != NULL;
}

/* A few words, the first or the last of which is listed: "Sustained applause.", "Laughs loudly". */
static bool is_english_remark(const char *text, size_t length)
{
    unsigned words = 0;
    bool first = false, last = false;
    for (size_t at = 0; at < length;) {
        size_t begin = at;
        while (at < length && is_letter(text[at]))
            at++;
        if (at > begin) {
            last = is_listed(text + begin, at - begin);
            first |= last && words == 0;
            words++;
        } else if (strchr(" .,!;/", text[at])) {
            at++;
        } else {
            return false;
        }
    }
    return words > 0 && words <= WORDS_MAX && (first || last);
}

/* Han alone, with a listed word: 热烈掌声, 全场起立鼓掌. */
static bool is_chinese_remark(const char *text, size_t length)
{
    unsigned count = 0;
    for (size_t at = 0; at < length; count++) {
        uint32_t c = dz_utf8__next(text, length, &at);
        if (!dz_utf8__is_han(c) && c != 0x3001 && c != 0xFF0C && c != 0x3002)
            return false;
    }
    for (size_t i = 0; count <= HAN_MAX && i < sizeof chinese / sizeof *chinese; i++)
        if (memmem(text, length, chinese[i], strlen(chinese[i])))
            return true;
    return false;
}

size_t dz_remark__end(const char *text, size_t length, size_t at)
{
    size_t begin = at, inside;
    uint32_t close = at < length ? closing_of(dz_utf8__next(text, length, &at)) : 0;
    if (!close)
        return begin;
    inside = at;
    while (at < length && at - inside <= INSIDE_BYTES) {
        size_t end = at;
        if (dz_utf8__next(text, length, &at) != close)
            continue;
        bool remark = is_english_remark(text + inside, end - inside) || is_chinese_remark(text + inside, end - inside);
        return remark ? at : begin;
    }
    return begin;
}
