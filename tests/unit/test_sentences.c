/* Where sentences end. What is written here with | is what a careful reader says; the texts were written for this. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "duizhao/text.h"

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

/* Sentences are written with | between them. */
static void assert_sentences(dz_context *context, const dz_sentence_options *options, const char *expected)
{
    char text[1024], got[1024] = "";
    size_t length = 0;
    for (const char *c = expected; *c; c++)
        if (*c != '|')
            text[length++] = *c;
    text[length] = '\0';
    dz_span_list *list;
    assert_int_equal(dz_sentences(context, &list, text, length, options), DZ_OK);
    size_t at = 0, last = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) { /* white space between two sentences, then the bar before the second */
            at += (size_t)snprintf(got + at, sizeof got - at, "%.*s|", (int)(list->items[i].begin - last), text + last);
        }
        dz_span span = list->items[i];
        at += (size_t)snprintf(got + at, sizeof got - at, "%.*s", (int)(span.end - span.begin), text + span.begin);
        last = span.end;
    }
    assert_string_equal(got, expected);
    dz_span_list_free(list);
}

/* Beads and quotes would be cut in the middle of sentences. */
static void english_sentences_end_where_they_end(void **state)
{
    static const char *const cases[] = {
        "The spokesman met Gen. Powell at 10 a.m. on Monday. |He left at 5 p.m. |The talks go on.",
        "The U.S. Government agreed. |It was signed in the U.S. |The text follows.",
        "See Art. 5 of the treaty, No. 12, p. 7. |It says 3.5 percent.",
        "“We oppose this.” |“We always have.” |He left.",
        "\"Why now?\" Hua Chunying asked. |Nobody knew.",
        "\"We oppose this.\" she said.",
        "The report [...] was clear. |The answer ... was not.",
        "They met (The press was absent. Nobody spoke.) in Geneva. |Then they left.",
        "The rate fell.[12] |It rose again.",
        "a wrapped\nline. |Another\none.",
        "A headline\n\n|The first paragraph.",
        "1. Open the talks. |2. Close them.",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_sentences(*state, NULL, cases[i]);
}

/* An opening quote would stick to the sentence before it; an attribution would be torn from its quote. */
static void chinese_sentences_keep_their_quotes(void **state)
{
    static const char *const cases[] = {
        "中方反对。|“我们一贯反对。”|他离开了。",
        "“我们反对。”发言人说。|会议结束。",
        "“我们反对。”|发言人又说道：“立场没有变。”",
        "他读了《走吧！朋友》吗？|读了。",
        "问题很大……但会解决。|谢谢大家。（掌声）|会议结束。",
        "中方反对.|我们一贯反对!|他走了.",
        "「我們反對。」|「立場不變。」",
        "增长3.5%。|明年呢？！|不知道。",
        "（会议昨天结束。|代表们走了。）|新的会议开始。",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_sentences(*state, NULL, cases[i]);
}

/* Each line is a construction of one of the languages that some text will have. */
static void constructions_of_both_languages_are_read(void **state)
{
    char path[4096], line[1024];
    const char *source = getenv("DUIZHAO_SOURCE");
    unsigned cases = 0;
    snprintf(path, sizeof path, "%s/tests/unit/sentences.cases", source ? source : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char *end = line + strcspn(line, "\n"), *feed;
        *end = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        while ((feed = strstr(line, "\\n")) != NULL) {
            *feed = '\n';
            memmove(feed + 1, feed + 2, strlen(feed + 2) + 1);
        }
        assert_sentences(*state, NULL, line);
        cases++;
    }
    fclose(file);
    assert_true(cases > 150);
}

static void options_of_sentences_do_what_they_say(void **state)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    options.split_semicolons = true;
    assert_sentences(*state, &options, "一是开放；|二是合作。");
    assert_sentences(*state, &options, "One side agreed; |the other did not.");
    assert_sentences(*state, &options, "见《开放；合作》一文；|另见附件。");
    options.keep_lines = true;
    assert_sentences(*state, &options, "One. Two.\n|三。四。");
    options = (dz_sentence_options)DZ_SENTENCE_OPTIONS_INIT;
    options.icu = true;
    assert_sentences(*state, &options, "中方反对。“|我们一贯反对。”");
}

/* A quotation that a user wants whole, to be checked as one, would come in pieces. */
static void quotations_stay_whole_where_that_is_asked_for(void **state)
{
    static const char *const cases[] = {
        "She said, \"We will talk. We will not pay. That is all.\" |Then she left.",
        "“会谈开始了。我们欢迎！”她说。|“再见。”",
        "他说：“会谈开始了。他们喊‘欢迎！你好！’然后走了。”|会议结束。",
        "「真的嗎？我不信。」他問。|「是真的。」",
        "“One. Two,” the ministry’s note says. |“Three. Four.”",
        "‘I don’t agree. I never did.’ |He left.",
        "“This one is never closed. |It goes on. |On and on.",
        "“This one is never closed. |It goes on.\n\n|“This one is. It is.” |Next.",
        "An inch is 1\" long. |A foot is not.",
    };
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    for (options.split_quotes = DZ_QUOTE_SPLIT_LONG; options.split_quotes <= DZ_QUOTE_SPLIT_NEVER;
         options.split_quotes++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            assert_sentences(*state, &options, cases[i]);
}

static void long_quotations_are_split_where_that_is_asked_for(void **state)
{
    char expected[1024] = "He said: “";
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    options.split_quotes = DZ_QUOTE_SPLIT_LONG;
    for (unsigned i = 0; i < 8; i++)
        strcat(expected, "We will discuss this with all of those concerned. |");
    strcat(expected, "That is all.” |He left.");
    assert_sentences(*state, &options, expected);
    options.split_quotes = (dz_quote_split)3;
    dz_span_list *list;
    assert_int_equal(dz_sentences(*state, &list, "a", 1, &options), DZ_ERROR_ARGUMENT);
}

/* Applause would count as a sentence that the other language leaves out, or be read as part of what was said. */
static void remarks_stand_with_the_sentence_before_or_apart(void **state)
{
    static const char *const with[] = {
        "谢谢大家。（掌声）|会议结束。",
        "谢谢大家！（热烈掌声）（笑）|会议结束。",
        "Thank you. (Applause.) |We go on. [Laughter] |Next question.",
        "Thank you all. (laughter and applause) |We go on.",
        "He won (applause) and left.",
        "“谢谢。”（笑）|他走了。",
        "一是开放。|（一）加强合作。",
        "The plan was clear. |(His laughter said more than that.) |They left.",
    };
    static const char *const apart[] = {
        "谢谢大家。|（掌声）|会议结束。",
        "谢谢大家！|（热烈掌声）|（笑）|会议结束。",
        "（全场起立鼓掌）|各位代表：今天开会。",
        "Thank you. |(Applause.) |We go on. |[Laughter] |Next question.",
        "(Through interpreter.) |Thank you. |(Laughs.)",
        "He won (applause) and left.",
        "我们赢了（掌声），走了。",
        "谢谢大家|（掌声）",
        "谢谢大家|（掌声）|（笑）\n\n|再见。",
        "Thank you all.|[Applause] |We go on.",
        "一是开放。|（一）加强合作。",
        "The plan was clear. |(His laughter said more than that.) |They left.",
    };
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        assert_sentences(*state, &options, with[i]);
    options.split_remarks = true;
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        assert_sentences(*state, &options, apart[i]);
}

/* A program that was built with an older header would read what it never set. */
static void older_options_are_read(void **state)
{
    dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
    options.version = 1;
    options.split_remarks = true;
    options.split_quotes = (dz_quote_split)77;
    assert_sentences(*state, &options, "谢谢大家。（掌声）|会议结束。");
    options.version = 3;
    dz_span_list *list;
    assert_int_equal(dz_sentences(*state, &list, "a", 1, &options), DZ_ERROR_ARGUMENT);
    assert_null(list);
}

/* A line without a sentence's end would take hours, and look like a hang. */
static void adversarial_text_takes_linear_time(void **state)
{
    static const char *const units[] = {
        "(",   "(.", "《", "\"", ".",   ". ",     "1. ",     "a) ",        "“。”",        "\n",     "(a. ",
        "...", "[1", "“‘", "（", "V. ", "如下：", "好！”的", "“好！”他，", "(Applause.)", "（笑）", "a（笑）"};
    size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i]), filled = 0;
        for (; filled + length < size; filled += length)
            memcpy(text + filled, units[i], length);
        dz_span_list *list;
        dz_sentence_options options = DZ_SENTENCE_OPTIONS_INIT;
        for (options.split_quotes = 0; options.split_quotes <= DZ_QUOTE_SPLIT_NEVER; options.split_quotes++) {
            options.split_remarks = options.split_quotes != DZ_QUOTE_SPLIT_ALWAYS;
            assert_int_equal(dz_sentences(*state, &list, text, filled, &options), DZ_OK);
            dz_span_list_free(list);
        }
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_sentences_end_where_they_end),
        cmocka_unit_test(chinese_sentences_keep_their_quotes),
        cmocka_unit_test(constructions_of_both_languages_are_read),
        cmocka_unit_test(options_of_sentences_do_what_they_say),
        cmocka_unit_test(quotations_stay_whole_where_that_is_asked_for),
        cmocka_unit_test(long_quotations_are_split_where_that_is_asked_for),
        cmocka_unit_test(remarks_stand_with_the_sentence_before_or_apart),
        cmocka_unit_test(older_options_are_read),
        cmocka_unit_test(adversarial_text_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
