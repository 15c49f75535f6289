#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "duizhao/text.h"
#include "failing_allocator.h"

static int make_context(void **state)
{
    dz_context *context = NULL;
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 1;
    *state = context;
    return 0;
}

static int free_context(void **state)
{
    dz_context_free(*state);
    return 0;
}

#define CHINESE "外交部发言人在例行记者会上说，中方愿同各方一道努力，推动会谈取得进展。"

/* ---- Decoding ------------------------------------------------------------------------------------------------- */

static void assert_decodes(dz_context *context, const char *bytes, size_t length, const char *label,
                           const char *encoding, const char *text)
{
    dz_decoded *decoded;
    assert_int_equal(dz_decode(context, &decoded, bytes, length, label), DZ_OK);
    assert_string_equal(dz_decoded_encoding(decoded), encoding);
    assert_string_equal(dz_decoded_text(decoded).data, text);
    assert_int_equal(dz_decoded_repair_count(decoded), 0);
    dz_decoded_free(decoded);
}

/* A page in the encoding of its country would come out as rubbish, or not at all. */
static void encodings_are_told_apart_on_twenty_bytes(void **state)
{
    /* 中方对此表示关切和遗憾 in GB 2312; 中方對此表示關切和遺憾 in Big5; 中方对此表示 in UTF-16. */
    static const char gb[] = "\xD6\xD0\xB7\xBD\xB6\xD4\xB4\xCB\xB1\xED\xCA\xBE\xB9\xD8\xC7\xD0\xBA\xCD\xD2\xC5\xBA\xB6";
    static const char big5[] =
        "\xA4\xA4\xA4\xE8\xB9\xEF\xA6\xB9\xAA\xED\xA5\xDC\xC3\xF6\xA4\xC1\xA9\x4D\xBF\xF2\xBE\xD1";
    static const char utf16[] = "\x2D\x4E\xB9\x65\xF9\x5B\x64\x6B\x68\x88\x3A\x79";
    assert_decodes(*state, gb, sizeof gb - 1, NULL, "GB18030", "中方对此表示关切和遗憾");
    assert_decodes(*state, big5, sizeof big5 - 1, NULL, "BIG5-HKSCS", "中方對此表示關切和遺憾");
    assert_decodes(*state, utf16, sizeof utf16 - 1, NULL, "UTF-16LE", "中方对此表示");
    assert_decodes(*state, CHINESE, strlen(CHINESE), NULL, "UTF-8", CHINESE);
    assert_decodes(*state, "caf\xE9 na\xEFve", 10, NULL, "WINDOWS-1252", "café naïve");
    assert_decodes(*state, "\xEF\xBB\xBFplain", 8, NULL, "UTF-8", "plain");
    assert_decodes(*state, "", 0, NULL, "UTF-8", "");
}

/* A label that is wrong would be believed; one that is right but old (gb2312 for GBK) would break names. */
static void labels_are_believed_only_where_the_bytes_agree(void **state)
{
    assert_decodes(*state, CHINESE, strlen(CHINESE), "gb2312", "UTF-8", CHINESE);
    assert_decodes(*state, CHINESE, strlen(CHINESE), "ISO-8859-1", "UTF-8", CHINESE);
    assert_decodes(*state, "\xD6\xEC\xE9\x46\xBB\xF9", 6, "gb2312", "GB18030", "朱镕基");
}

/* A broken byte would vanish, or a reader would not learn of it. */
static void repairs_are_reported_with_their_places(void **state)
{
    dz_decoded *decoded;
    const char bytes[] = "中方认为\xFF这一点很清楚\0。";
    assert_int_equal(dz_decode(*state, &decoded, bytes, sizeof bytes - 1, NULL), DZ_OK);
    assert_int_equal(dz_decoded_repair_count(decoded), 2);
    dz_repair first = dz_decoded_repair(decoded, 0), second = dz_decoded_repair(decoded, 1);
    assert_string_equal(first.what, "invalid bytes");
    assert_int_equal(first.span.begin, 12);
    assert_int_equal(first.span.end, 15);
    assert_string_equal(second.what, "nul");
    dz_decoded_free(decoded);
}

/* A long text would be refused for one damaged byte. */
static void few_zeros_are_repairs(void **state)
{
    dz_decoded *decoded;
    char bytes[4000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = "The port is open. "[i % 18];
    bytes[1000] = bytes[3000] = '\0';
    assert_int_equal(dz_decode(*state, &decoded, bytes, sizeof bytes, NULL), DZ_OK);
    assert_string_equal(dz_decoded_encoding(decoded), "UTF-8");
    assert_int_equal(dz_decoded_repair_count(decoded), 2);
    assert_string_equal(dz_decoded_repair(decoded, 0).what, "nul");
    assert_int_equal(dz_decoded_repair(decoded, 1).span.begin, 3000);
    dz_decoded_free(decoded);
}

/* A picture given by mistake would be "checked" as text. */
static void random_bytes_are_not_text(void **state)
{
    unsigned char bytes[4096];
    uint32_t seed = 7;
    for (size_t i = 0; i < sizeof bytes; i++) {
        seed = seed * 1664525 + 1013904223;
        bytes[i] = (unsigned char)(seed >> 24);
    }
    dz_decoded *decoded;
    assert_int_equal(dz_decode(*state, &decoded, bytes, sizeof bytes, NULL), DZ_ERROR_ENCODING);
    assert_null(decoded);
    assert_int_equal(dz_decode(*state, &decoded, bytes, sizeof bytes, "gbk"), DZ_ERROR_ENCODING);
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(dz_decode(*state, &decoded, bytes, sizeof bytes, NULL), DZ_ERROR_ENCODING);
}

/* ---- Languages and offsets ------------------------------------------------------------------------------------ */

static void languages_and_scripts_are_told_by_their_letters(void **state)
{
    assert_int_equal(dz_language_detect(CHINESE, strlen(CHINESE)), DZ_LANGUAGE_ZH);
    assert_int_equal(dz_language_detect("China's WTO 谈判 team", 23), DZ_LANGUAGE_EN);
    assert_int_equal(dz_language_detect("12 %", 4), DZ_LANGUAGE_UNKNOWN);
    assert_int_equal(dz_language_parse("zh-Hant_HK"), DZ_LANGUAGE_ZH);
    assert_int_equal(dz_language_parse("en-GB"), DZ_LANGUAGE_EN);
    assert_int_equal(dz_language_parse("zha"), DZ_LANGUAGE_UNKNOWN);
    assert_int_equal(dz_script_detect("发言人强调", 15), DZ_SCRIPT_HANS);
    assert_int_equal(dz_script_detect("發言人強調", 15), DZ_SCRIPT_HANT);
    assert_int_equal(dz_script_detect("中方", 6), DZ_SCRIPT_KEEP);
}

/* `text[begin:end]` in Python would cut other words. */
static void offsets_agree_with_counting(void **state)
{
    char text[3000];
    size_t length = 0, codepoint = 0;
    while (length < sizeof text - 8)
        length += (size_t)snprintf(text + length, 8, "%s", length % 5 == 0 ? "对" : length % 7 == 0 ? "é" : "a");
    dz_offsets *offsets;
    assert_int_equal(dz_offsets_new(*state, &offsets, text, length), DZ_OK);
    for (size_t at = 0; at < length; at++) {
        if (((unsigned char)text[at] & 0xC0) == 0x80)
            continue;
        assert_int_equal(dz_offsets_codepoint(offsets, at), codepoint);
        assert_int_equal(dz_offsets_byte(offsets, codepoint), at);
        codepoint++;
    }
    assert_int_equal(dz_offsets_length_codepoints(offsets), codepoint);
    assert_int_equal(dz_offsets_byte(offsets, codepoint), length);
    dz_offsets_free(offsets);
}

/* ---- Keys ----------------------------------------------------------------------------------------------------- */

static void assert_key(dz_context *context, const char *text, const char *expected)
{
    dz_key *key;
    assert_int_equal(dz_key_new(context, &key, text, strlen(text), NULL), DZ_OK);
    assert_string_equal(dz_key_text(key).data, expected);
    dz_key_free(key);
}

/* Two spellings of one quote would be called different. */
static void spellings_become_one(void **state)
{
    assert_key(*state, "“Cyber—attacks…” he said", "\"cyber-attacks...\" he said");
    assert_key(*state, "ＧＤＰ　增长 ７％ ，", "gdp增长7%,");
    assert_key(*state, "發言人強調「和平」", "发言人强调\"和平\"");
    assert_key(*state, "cafe\xCC\x81", "café");
    assert_key(*state, "cafe\xCC\x81 CAFÉ", "café café");
    assert_key(*state,
               "a\xE2\x80\x8B"
               "b\xC2\xAD"
               "c",
               "abc");
    assert_key(*state, "  two \n\t words  ", "two words");
    assert_key(*state, "《条约》、【注】。", "<条约>,[注].");
    assert_key(*state, "巴拉克•奥巴马", "巴拉克·奥巴马");
    assert_key(*state, "\xEF\xA4\x80", "岂");
    assert_key(*state, "Straße", "strasse");
    assert_key(*state, "wait....... ……", "wait... ...");
}

/* 10² would become 102: a changed number would be called verbatim. */
static void folds_do_not_change_what_is_said(void **state)
{
    assert_key(*state, "10² ½ ①", "10² ½ ①");
}

/* A difference would be shown at the wrong place of the source. */
static void key_maps_back_through_expansion_and_contraction(void **state)
{
    const char *text = "ＡＢ……說  “Straße”";
    dz_key *key;
    assert_int_equal(dz_key_new(*state, &key, text, strlen(text), NULL), DZ_OK);
    const char *folded = dz_key_text(key).data;
    assert_string_equal(folded, "ab...说\"strasse\"");
    static const char *const pairs[][2] = {{"ab", "ＡＢ"},        {"...", "……"}, {"说", "說"},
                                           {"strasse", "Straße"}, {"sse", "ße"}, {"b...说", "Ｂ……說"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t begin = (size_t)(strstr(folded, pairs[i][0]) - folded);
        dz_span in_text = dz_key_to_text(key, (dz_span){begin, begin + strlen(pairs[i][0])});
        size_t expected = (size_t)(strstr(text, pairs[i][1]) - text);
        assert_int_equal(in_text.begin, expected);
        assert_int_equal(in_text.end, expected + strlen(pairs[i][1]));
        dz_span back = dz_key_from_text(key, in_text);
        assert_int_equal(back.begin, begin);
        assert_int_equal(back.end, begin + strlen(pairs[i][0]));
    }
    /* Half of an expansion is the whole character. */
    size_t inside = (size_t)(strstr(folded, "...") - folded) + 1;
    dz_span dots = dz_key_to_text(key, (dz_span){inside, inside + 1});
    assert_int_equal(dots.end - dots.begin, 6);
    dz_key_free(key);
}

/* A verdict could not say which folds it stands on. */
static void folds_are_recorded_and_can_be_turned_off(void **state)
{
    const char *text = "Ａ發“";
    dz_key *key;
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    assert_int_equal(dz_key_new(*state, &key, text, strlen(text), &options), DZ_OK);
    static const dz_fold expected[] = {DZ_FOLD_WIDTH, DZ_FOLD_CASE, DZ_FOLD_SCRIPT, DZ_FOLD_QUOTES};
    static const size_t begins[] = {0, 0, 3, 6};
    assert_int_equal(dz_key_fold_count(key), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(dz_key_fold(key, i).fold, expected[i]);
        assert_int_equal(dz_key_fold(key, i).span.begin, begins[i]);
    }
    dz_key_free(key);
    options.folds = 0;
    assert_int_equal(dz_key_new(*state, &key, text, strlen(text), &options), DZ_OK);
    assert_string_equal(dz_key_text(key).data, text);
    assert_int_equal(dz_key_fold_count(key), 0);
    dz_key_free(key);
    options.folds = DZ_FOLD_SCRIPT;
    options.script = DZ_SCRIPT_HANT;
    assert_int_equal(dz_key_new(*state, &key, "强调", 6, &options), DZ_OK);
    assert_string_equal(dz_key_text(key).data, "強調");
    dz_key_free(key);
    assert_int_equal(dz_fold_parse("script", 6), DZ_FOLD_SCRIPT);
    assert_int_equal(dz_fold_parse("scrip", 5), 0);
}

/* A verdict would stand on a fold that nobody asked for, or would not say on which, or where. */
static void each_fold_can_be_had_alone_or_left_out(void **state)
{
    static const struct {
        dz_fold fold;
        const char *text, *key; /* with this fold alone */
        size_t begin, end;      /* of what it changed */
    } cases[] = {
        {DZ_FOLD_NFC, "caf\x65\xCC\x81", "caf\xC3\xA9", 3, 6},
        {DZ_FOLD_WIDTH, "x４", "x4", 1, 4},
        {DZ_FOLD_CASE, "aB", "ab", 1, 2},
        {DZ_FOLD_QUOTES, "a”", "a\"", 1, 4},
        {DZ_FOLD_DASHES, "a—b", "a-b", 1, 4},
        {DZ_FOLD_DOTS, "a…b", "a...b", 1, 4},
        {DZ_FOLD_SPACES, "a  b", "a b", 1, 3},
        {DZ_FOLD_INVISIBLE, "word\xE2\x80\x8B", "word", 4, 7},
        {DZ_FOLD_INVISIBLE, "\xE2\x80\xAEword", "word", 0, 3},
        {DZ_FOLD_INVISIBLE, "词\xE2\x80\x8B 词", "词 词", 3, 6},
        {DZ_FOLD_SCRIPT, "说話", "说话", 3, 6},
        {DZ_FOLD_COMPATIBILITY, "a\xEF\xA4\x80", "a岂", 1, 4},
        {DZ_FOLD_PUNCTUATION, "a，b", "a,b", 1, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dz_key *key;
        dz_key_options options = DZ_KEY_OPTIONS_INIT;
        size_t length = strlen(cases[i].text);
        bool compatibility = cases[i].fold == DZ_FOLD_COMPATIBILITY; /* which script folds further */
        options.folds = (uint32_t)cases[i].fold | (compatibility ? DZ_FOLD_SCRIPT : 0);
        assert_int_equal(dz_key_new(*state, &key, cases[i].text, length, &options), DZ_OK);
        assert_string_equal(dz_key_text(key).data, cases[i].key);
        size_t count = dz_key_fold_count(key), found = count;
        for (size_t use = 0; use < count; use++)
            found = dz_key_fold(key, use).fold == cases[i].fold ? use : found;
        assert_int_not_equal(found, count);
        assert_int_equal(dz_key_fold(key, found).span.begin, cases[i].begin);
        assert_int_equal(dz_key_fold(key, found).span.end, cases[i].end);
        dz_key_free(key);

        options.folds = 0;
        assert_int_equal(dz_key_new(*state, &key, cases[i].text, length, &options), DZ_OK);
        assert_string_equal(dz_key_text(key).data, cases[i].text);
        assert_int_equal(dz_key_fold_count(key), 0);
        dz_key_free(key);

        options.folds = DZ_FOLD_ALL & ~(uint32_t)cases[i].fold;
        assert_int_equal(dz_key_new(*state, &key, cases[i].text, length, &options), DZ_OK);
        for (size_t use = 0; use < dz_key_fold_count(key); use++)
            assert_int_not_equal(dz_key_fold(key, use).fold, cases[i].fold);
        dz_key_free(key);
    }
}

/* What a fold takes out of a key without a word would be a letter that nobody sees, and nobody is told of. */
static void what_is_invisible_is_reported_as_well_as_folded(void **state)
{
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    options.folds = DZ_FOLD_INVISIBLE;
    for (uint32_t c = 0x80; c < 0x110000; c++) {
        dz_key *key;
        dz_decoded *decoded;
        char text[16] = "wor";
        if ((c >= 0xD800 && c <= 0xDFFF) || (c >= 0x3400 && c < 0xD800) || (c > 0x1F000 && c < 0xE0000) || c > 0xE1000)
            continue;
        size_t length = 3 + dz_utf8__encode(c, text + 3);
        text[length++] = 'd';
        assert_int_equal(dz_key_new(*state, &key, text, length, &options), DZ_OK);
        if (dz_key_fold_count(key) > 0) {
            assert_string_equal(dz_key_text(key).data, "word");
            assert_int_equal(dz_decode(*state, &decoded, text, length, "utf-8"), DZ_OK);
            assert_int_equal(dz_decoded_repair_count(decoded), 1);
            assert_int_equal(dz_decoded_repair(decoded, 0).span.begin, 3);
            dz_decoded_free(decoded);
        }
        dz_key_free(key);
    }
}

/* ---- Words ---------------------------------------------------------------------------------------------------- */

static void assert_words(dz_context *context, const char *text, const char *expected)
{
    char got[512] = "";
    size_t at = 0;
    dz_word_list *list;
    assert_int_equal(dz_words(context, &list, text, strlen(text), NULL), DZ_OK);
    for (size_t i = 0; i < list->count; i++) {
        dz_span span = list->items[i].span;
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", i ? " " : "", (int)(span.end - span.begin),
                               text + span.begin);
    }
    assert_string_equal(got, expected);
    dz_word_list_free(list);
}

/* "don't" would become "don" and "t", and a dropped negation would be lost. */
static void words_keep_clitics_hyphens_and_figures(void **state)
{
    assert_words(*state, "China's cyber-attacks don't cost 4,761.5 (7.5%).",
                 "China's cyber-attacks don't cost 4,761.5 ( 7.5% ) .");
    assert_words(*state, "the U.S. side", "the U.S. side");
    assert_words(*state, "他说……GDP增长7.5%。", "他 说 …… GDP 增长 7.5% 。");
}

static void stems_join_the_forms_of_a_word(void **state)
{
    char a[32], b[32];
    dz_stem("Opposes", 7, a, sizeof a);
    dz_stem("opposed", 7, b, sizeof b);
    assert_string_equal(a, b);
    assert_int_equal(dz_stem("中方", 6, a, sizeof a), 6);
    assert_string_equal(a, "中方");
    assert_int_equal(dz_stem("abcdef", 6, a, 4), 3);
}

/* An English text with one broken byte, and a control character, would be refused as no text. */
static void english_with_a_broken_byte_is_read(void **state)
{
    static const char text[] =
        "The spokesperson said that both sides would go on with the talks next week, and th\xF1y "
        "would meet again in April. The office had no more to add on that\x01 day.";
    dz_decoded *decoded;
    assert_int_equal(dz_decode(*state, &decoded, text, strlen(text), NULL), DZ_OK);
    assert_true(dz_decoded_repair_count(decoded) >= 1);
    assert_non_null(strstr(dz_decoded_text(decoded).data, "would meet again"));
    dz_decoded_free(decoded);
}

/* ---- Values --------------------------------------------------------------------------------------------------- */

static void assert_values(dz_context *context, const char *text, const char *expected)
{
    char got[512] = "";
    size_t at = 0;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = "2015-03-01";
    dz_value_list *list;
    assert_int_equal(dz_values(context, &list, text, strlen(text), &options), DZ_OK);
    for (size_t i = 0; i < dz_value_count(list); i++)
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%s", i ? " | " : "", dz_value_at(list, i)->value);
    assert_string_equal(got, expected);
    dz_value_list_free(list);
}

/* A changed number would not be seen across languages, or one would be seen that is none. */
static void numbers_have_one_form_in_both_languages(void **state)
{
    static const char *const cases[][2] = {
        {"4,761 四千七百六十一 4761", "4761 | 4761 | 4761"},
        {"1.3亿 130 million 一亿三千万", "130000000 | 130000000 | 130000000"},
        {"百分之七点五 7.5% 7.5 percent", "7.5% | 7.5% | 7.5%"},
        {"两万五 廿 a dozen 一百零五", "25000 | 20 | 12 | 105"},
        {"三分之一 one third 1/3", "1/3 | 1/3 | 1/3"},
        {"500元 RMB 500 $5 billion 50亿美元", "CNY 500 | CNY 500 | USD 5000000000 | USD 5000000000"},
        {"第三次 the third 21st", "3 | 3 | 21"},
        {"10-20 10至20", "10..20 | 10..20"},
        {"twenty-five people, one hundred and fifty-three", "25 | 153"},
        {"一些 一定 统一 一个 第一时间 四川 十分 one of", ""},
        {"G20 COVID-19 5G", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_values(*state, cases[i][0], cases[i][1]);
}

static void dates_have_one_form_and_exist(void **state)
{
    static const char *const cases[][2] = {
        {"2015年4月2日, April 2, 2015; 2 Apr 2015; 2015-04-02", "2015-04-02 | 2015-04-02 | 2015-04-02 | 2015-04-02"},
        {"二〇一五年四月 April 2015", "2015-04 | 2015-04"},
        {"4月2日 April 2nd", "--04-02 | --04-02"},
        {"星期四 Thursday 周四", "W4 | W4 | W4"},
        {"民国104年", "2015"},
        {"去年 last year 昨天 上月", "2014 | 2014 | 2015-02-28 | 2015-02"},
        {"April 31, 2015; 2015年2月29日", ""},
        {"may march", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_values(*state, cases[i][0], cases[i][1]);
}

static void names_meet_across_languages(void **state)
{
    static const char *const pairs[][2] = {{"华春莹", "Hua Chunying"},
                                           {"曾培炎", "Zeng Peiyan"},
                                           {"區志堅", "Ou Zhijian"},
                                           {"吕", "Lü"},
                                           {"陕西", "Shaanxi"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *chinese, *english;
        assert_int_equal(dz_name_normalize(*state, &chinese, pairs[i][0], strlen(pairs[i][0])), DZ_OK);
        assert_int_equal(dz_name_normalize(*state, &english, pairs[i][1], strlen(pairs[i][1])), DZ_OK);
        assert_string_equal(chinese, english);
        dz_string_free(*state, chinese);
        dz_string_free(*state, english);
    }
    assert_values(*state, "外交部发言人华春莹表示", "foreignministry/spokesperson | huachunying");
    assert_values(*state, "President Xi Jinping said", "xijinping");
}

/* ---- Memory --------------------------------------------------------------------------------------------------- */

static dz_status run_everything(dz_context *context)
{
    const char *text =
        "Ａ發 “中方”  4月2日, Hua said. 外交部发言人华春莹说。\n\nThe U.S. paid $5 billion in 2015. Cafe\xCC\x81";
    size_t length = strlen(text);
    dz_decoded *decoded = NULL;
    dz_offsets *offsets = NULL;
    dz_key *key = NULL;
    dz_span_list *sentences = NULL;
    dz_word_list *words = NULL;
    dz_value_list *values = NULL;
    dz_status status = dz_decode(context, &decoded, "\xD6\xD0\xB7\xBD\xFF\xD6\xD0\xB7\xBD", 9, NULL);
    if (status == DZ_OK)
        status = dz_offsets_new(context, &offsets, text, length);
    if (status == DZ_OK)
        status = dz_key_new(context, &key, text, length, NULL);
    if (status == DZ_OK)
        status = dz_sentences(context, &sentences, text, length, NULL);
    if (status == DZ_OK)
        status = dz_words(context, &words, text, length, NULL);
    if (status == DZ_OK)
        status = dz_values(context, &values, text, length, NULL);
    dz_decoded_free(decoded);
    dz_offsets_free(offsets);
    dz_key_free(key);
    dz_span_list_free(sentences);
    dz_word_list_free(words);
    dz_value_list_free(values);
    return status;
}

/* Running out of memory would crash a long run, or leak in a server. */
static void every_allocation_may_fail(void **state)
{
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        if (context) {
            dz_status status = run_everything(context);
            assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
            dz_context_free(context);
        }
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

static void assert_suspicious(dz_context *context, const char *text, const char *word, const char *what)
{
    dz_decoded *decoded;
    assert_int_equal(dz_decode(context, &decoded, text, strlen(text), NULL), DZ_OK);
    assert_int_equal(dz_decoded_repair_count(decoded), what ? 1 : 0);
    if (what) {
        dz_repair repair = dz_decoded_repair(decoded, 0);
        assert_string_equal(repair.what, what);
        assert_int_equal(repair.span.end - repair.span.begin, strlen(word));
        assert_memory_equal(text + repair.span.begin, word, strlen(word));
    }
    dz_decoded_free(decoded);
}

/* A name with a Cyrillic letter in it, or with something invisible, looks right and is never found. */
static void characters_that_deceive_are_reported(void **state)
{
    assert_suspicious(*state, "The p\xD0\xB0per said.", "p\xD0\xB0per", "letters of two alphabets that look alike");
    assert_suspicious(*state, "Р\x6Fссия", "Р\x6Fссия", "letters of two alphabets that look alike");
    assert_suspicious(*state, "中\xE2\x80\x8B国", "\xE2\x80\x8B", "zero-width space");
    assert_suspicious(*state,
                      "ab\xE2\x80\x8D"
                      "cd",
                      "\xE2\x80\x8D", "zero-width joiner");
    assert_suspicious(*state,
                      "pay \xE2\x80\xAE"
                      "001",
                      "\xE2\x80\xAE", "bidi control");
    assert_suspicious(*state, "the word\xE2\x80\xAE", "\xE2\x80\xAE", "bidi control");
    assert_suspicious(*state, "中\xE3\x85\xA4国", "\xE3\x85\xA4", "invisible character");
    assert_suspicious(*state, "the СЕО said", "СЕО", "Cyrillic letters that look Latin");
    assert_suspicious(*state, "А股上涨", "А", "Cyrillic letters that look Latin");
}

/* Warnings of what is ordinary would teach a reader to pass over them. */
static void ordinary_characters_are_not_reported(void **state)
{
    static const char *const texts[] = {"10 μm, Δt and αβγ, Россия, Ελλάδα, TV-шоу",
                                        "Он сказал: а сор, рот и нос.",
                                        "👨‍👩‍👧 ❤️ 1️⃣ 🇨🇳",
                                        "نامه‌ها",
                                        "葛󠄀城",
                                        "café, naïve, Łódź",
                                        "“中方”——……《条约》"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_suspicious(*state, texts[i], NULL, NULL);
}

/* ---- Streams -------------------------------------------------------------------------------------------------- */

typedef struct source {
    const char *bytes;
    size_t length;
    size_t at;
    size_t step;
} source;

/* Gives so few bytes at a time that every character is cut once. */
static dz_status read_source(void *payload, void *bytes, size_t room, size_t *got)
{
    source *from = payload;
    size_t left = from->length - from->at;
    *got = left < from->step ? left : from->step;
    *got = *got < room ? *got : room;
    memcpy(bytes, from->bytes + from->at, *got);
    from->at += *got;
    return DZ_OK;
}

typedef struct expected {
    const char *text;
    const dz_span_list *sentences;
    size_t next;
} expected;

static dz_status compare_sentence(void *payload, dz_view sentence, uint64_t begin, uint64_t begin_codepoint)
{
    expected *wanted = payload;
    assert_true(wanted->next < wanted->sentences->count);
    dz_span span = wanted->sentences->items[wanted->next++];
    size_t codepoints = 0;
    for (size_t i = 0; i < span.begin; i++)
        codepoints += ((unsigned char)wanted->text[i] & 0xC0) != 0x80;
    assert_int_equal(begin, span.begin);
    assert_int_equal(begin_codepoint, codepoints);
    assert_int_equal(sentence.length, span.end - span.begin);
    assert_memory_equal(sentence.data, wanted->text + span.begin, sentence.length);
    return DZ_OK;
}

static void assert_streams(dz_context *context, const char *bytes, size_t length, size_t step)
{
    dz_decoded *decoded;
    dz_span_list *sentences;
    dz_stream *stream;
    source from = {bytes, length, 0, step};
    dz_reader reader = {read_source, &from};
    dz_stream_options options = DZ_STREAM_OPTIONS_INIT;
    options.window_bytes = 4096;
    assert_int_equal(dz_decode(context, &decoded, bytes, length, NULL), DZ_OK);
    dz_view text = dz_decoded_text(decoded);
    assert_int_equal(dz_sentences(context, &sentences, text.data, text.length, NULL), DZ_OK);
    expected wanted = {text.data, sentences, 0};
    assert_int_equal(dz_stream_new(context, &stream, &reader, &options), DZ_OK);
    assert_int_equal(dz_stream_sentences(stream, NULL, compare_sentence, &wanted), DZ_OK);
    assert_int_equal(wanted.next, sentences->count);
    assert_string_equal(dz_stream_encoding(stream), dz_decoded_encoding(decoded));
    dz_stream_free(stream);
    dz_span_list_free(sentences);
    dz_decoded_free(decoded);
}

#define GB_SENTENCE "\xD6\xD0\xB7\xBD\xB6\xD4\xB4\xCB\xB1\xED\xCA\xBE\xB9\xD8\xC7\xD0\xA1\xA3"

/* A long text would be cut in the middle of a sentence or of a character, or its places would count from a window. */
static void streams_give_the_sentences_of_the_whole_text(void **state)
{
    static const char *const parts[] = {
        CHINESE CHINESE "\n",         "The talks went on for hours. They ended on April 9.\n\n",
        GB_SENTENCE GB_SENTENCE "\n", CHINESE, /* a paragraph without an end */
        "Plain words, first. ",
    };
    static char bytes[40000];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = 0, part = strlen(parts[i]);
        for (; length + part < sizeof bytes; length += part)
            memcpy(bytes + length, parts[i], part);
        assert_streams(*state, bytes, length, 7);
        assert_streams(*state, bytes, length, 5000);
    }
    assert_streams(*state, "", 0, 1);
    assert_streams(*state, "\xEF\xBB\xBFOne. Two.", 12, 1);
}

/* Damage far into a text would go unreported, or be reported at the wrong place. */
static void streams_report_repairs_in_their_windows(void **state)
{
    static char bytes[10001];
    dz_stream *stream;
    dz_window window;
    memset(bytes, 'a', sizeof bytes);
    for (size_t i = 99; i < sizeof bytes; i += 100)
        bytes[i] = '\n';
    memcpy(bytes, CHINESE, strlen(CHINESE)); /* so that the encoding is known */
    bytes[9010] = '\xFF';
    source from = {bytes, sizeof bytes, 0, 512};
    dz_reader reader = {read_source, &from};
    dz_stream_options options = DZ_STREAM_OPTIONS_INIT;
    options.window_bytes = 4096;
    size_t found = 0;
    assert_int_equal(dz_stream_new(*state, &stream, &reader, &options), DZ_OK);
    while (dz_stream_next(stream, &window) == DZ_OK && window.text.length > 0)
        for (size_t i = 0; i < window.repair_count; i++, found++) {
            assert_int_equal(window.begin + window.repairs[i].span.begin, 9010);
            assert_memory_equal(window.text.data + window.repairs[i].span.begin, "\xEF\xBF\xBD", 3);
        }
    assert_int_equal(found, 1);
    dz_stream_free(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_told_apart_on_twenty_bytes),
        cmocka_unit_test(labels_are_believed_only_where_the_bytes_agree),
        cmocka_unit_test(english_with_a_broken_byte_is_read),
        cmocka_unit_test(repairs_are_reported_with_their_places),
        cmocka_unit_test(characters_that_deceive_are_reported),
        cmocka_unit_test(ordinary_characters_are_not_reported),
        cmocka_unit_test(streams_give_the_sentences_of_the_whole_text),
        cmocka_unit_test(streams_report_repairs_in_their_windows),
        cmocka_unit_test(few_zeros_are_repairs),
        cmocka_unit_test(random_bytes_are_not_text),
        cmocka_unit_test(languages_and_scripts_are_told_by_their_letters),
        cmocka_unit_test(offsets_agree_with_counting),
        cmocka_unit_test(spellings_become_one),
        cmocka_unit_test(folds_do_not_change_what_is_said),
        cmocka_unit_test(key_maps_back_through_expansion_and_contraction),
        cmocka_unit_test(folds_are_recorded_and_can_be_turned_off),
        cmocka_unit_test(each_fold_can_be_had_alone_or_left_out),
        cmocka_unit_test(what_is_invisible_is_reported_as_well_as_folded),
        cmocka_unit_test(words_keep_clitics_hyphens_and_figures),
        cmocka_unit_test(stems_join_the_forms_of_a_word),
        cmocka_unit_test(numbers_have_one_form_in_both_languages),
        cmocka_unit_test(dates_have_one_form_and_exist),
        cmocka_unit_test(names_meet_across_languages),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
