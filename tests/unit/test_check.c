#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <cjson/cJSON.h>

#include "duizhao/check.h"
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

/* A press conference, written for these tests. */
static const char briefing[] =
    "Date: 2015-04-02\n"
    "Speaker: Hua Chunying\n"
    "\n"
    "Q: Is it true that the harbour office lost four thousand letters in a single night?\n"
    "\n"
    "A: Cyber security concerns the common interests of all countries. The international community should jointly "
    "solve "
    "the issue of cyber attacks through dialogue and cooperation, and based on mutual respect and trust. China will "
    "not "
    "accept groundless accusations, and trade grew by 5 percent last year. If the other side is willing, we will meet "
    "in "
    "the northern port next month.\n"
    "\n"
    "Q: What about the fishing season?\n"
    "\n"
    "A: The fishing season opens on May 4. Every boat must carry two radios. Boats that carry none have to stay in the "
    "harbour until the inspectors have seen them.\n";

static const char briefing_zh[] =
    "Date: 2015-04-02\n"
    "Speaker: 华春莹\n"
    "\n"
    "问：港务局是否在一夜之间丢失了四千封信？\n"
    "\n"
    "答：网络安全关系到各国的共同利益。国际社会应当在相互尊重和信任的基础上，通过对话与合作共同解决网络攻击问题。中方不"
    "会接受"
    "毫无根据的指责。去年双边贸易增长5.1%。如果对方愿意，我们下个月将在北方港口会面。\n"
    "\n"
    "问：休渔期怎么安排？\n"
    "\n"
    "答：休渔期从五月四日开始。每条渔船必须配备两部电台。没有电台的渔船要留在港内，等候检查人员到场。\n";

static dz_index *make_index(dz_context *context)
{
    dz_index *index;
    dz_document *document;
    if (dz_index_new(context, &index) != DZ_OK)
        return NULL;
    bool added = dz_document_parse(context, &document, "en.txt", briefing, strlen(briefing), NULL) == DZ_OK &&
                 dz_index_add(index, document) == DZ_OK &&
                 dz_document_parse(context, &document, "zh.txt", briefing_zh, strlen(briefing_zh), NULL) == DZ_OK &&
                 dz_index_add(index, document) == DZ_OK;
    if (added)
        return index;
    dz_index_free(index);
    return NULL;
}

/* The verdict, then each difference as kind/severity. */
static void describe(const dz_check_result *result, char *text, size_t size)
{
    size_t at = (size_t)snprintf(text, size, "%s", dz_verdict_name(result->verdict));
    for (size_t i = 0; i < result->difference_count && at < size; i++)
        at += (size_t)snprintf(text + at, size - at, " %s/%s", dz_difference_kind_name(result->differences[i].kind),
                               dz_severity_name(result->differences[i].severity));
}

static void assert_check_in(dz_context *context, dz_index *index, const char *quote, const char *expected)
{
    assert_non_null(index);
    dz_quote wanted = {.text = {quote, strlen(quote)}};
    dz_check *check;
    assert_int_equal(dz_check_quote(context, &check, index, &wanted, NULL), DZ_OK);
    assert_int_equal(dz_check_count(check), 1);
    char text[512];
    describe(dz_check_at(check, 0), text, sizeof text);
    if (strcmp(text, expected) != 0)
        print_message("%s\n", quote);
    assert_string_equal(text, expected);
    dz_check_free(check);
    dz_index_free(index);
}

static void assert_check(dz_context *context, const char *quote, const char *expected)
{
    assert_check_in(context, make_index(context), quote, expected);
}

/* Words of a reporter's question would pass for the answerer's own. */
static void a_match_across_turns_is_spliced(void **state)
{
    static const char text[] = "we will meet in the northern port next month. What about the fishing season?";
    dz_index *index = make_index(*state);
    assert_non_null(index);
    dz_quote quote = {.text = {text, strlen(text)}, .speaker = "Hua Chunying"};
    dz_check *check;
    assert_int_equal(dz_check_quote(*state, &check, index, &quote, NULL), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_int_equal(result->verdict, DZ_VERDICT_SPLICED);
    assert_int_equal(result->agreement, DZ_AGREEMENT_QUESTION_NOT_ANSWER);
    assert_int_equal(result->difference_count, 0);
    dz_check_free(check);
    dz_index_free(index);
}

/* An editor would run a quote that was touched up as if it were not, or pull one that is right. */
static void verdicts_in_english(void **state)
{
    static const char *const cases[][2] = {
        {"Cyber security concerns the common interests of all countries.", "verbatim"},
        {"the common  interests\nof all countries", "verbatim"},
        {"we will not meet in the northern port", "altered negation/major"},
        {"China will accept groundless accusations", "altered negation/major"},
        {"two common radios", "not-found"},
        {"Cybersecurity concerns the common interests of all countries.", "altered spelling/minor"},
        {"cyber security concerns the common interests of all countries,", "typographic"},
        {"The international community should jointly solve the issue of cyberattacks through dialogue and cooperation, "
         "and based on mutual respect and trust,",
         "altered spelling/minor"},
        {"China will accept groundless accusations, and trade grew by 5 percent last year.", "altered negation/major"},
        {"China would not accept groundless accusations, and trade grew by 5 percent last year.",
         "altered modality/major"},
        {"China won't accept groundless accusations, and trade grew by 5 percent last year.", "altered spelling/minor"},
        {"trade grew by 8 percent last year. If the other side is willing", "altered number/major"},
        {"China will not accept groundless accusations, and trade grew by 5% last year.", "altered spelling/minor"},
        {"China will not accept baseless accusations, and trade grew by 5 percent last year.",
         "altered substitution/minor"},
        {"China will not accept groundless accusation, and trade grew by 5 percent last year.",
         "altered inflection/minor"},
        {"The international community should jointly solve the issue of cyber attacks ... based on mutual respect and "
         "trust.",
         "elided ellipsis/minor"},
        {"The international community should jointly solve the issue of cyber attacks, and based on mutual respect and "
         "trust.",
         "altered omission/minor"},
        {"and trade grew by 5 percent last year. we will meet in the northern port next month.",
         "altered omission/major"},
        {"China will not accept [such] groundless accusations, and trade grew by 5 percent last year.",
         "altered bracket/minor"},
        {"China will ... accept groundless accusations", "elided ellipsis/minor negation/major"},
        {"trade grew by ... percent last year.", "elided ellipsis/minor"},
        {"China will not accept ... accusations ... If the other side is willing, we will meet in the northern port",
         "elided ellipsis/minor ellipsis/minor"},
        {"Boats that carry [some] have to stay in the harbour", "altered bracket/minor negation/major"},
        {"accept groundless accusations, and trade grew by 5 percent last year.", "altered negation/major"},
        {"groundless accusations, and trade grew by 5 percent last year.", "verbatim"},
        {"The Fishing season opens on May 4.", "altered case/minor"},
        {"The fishing season opens on May 9. Every boat must carry two radios.", "altered date/major"},
        {"trade grew by 5.1 percent last year. If the other side is willing", "altered number/major"},
        {"groundless", "verbatim"},
        {"two radios", "verbatim"},
        {"the harbor until the inspectors have seen them", "altered spelling/minor"},
        {"Boats that carry none have to stay in the well-lit harbour until the inspectors have seen them.",
         "altered insertion/minor"},
        {"Nobody in the delegation had ever heard of the letters, let alone read them.", "not-found"},
        {"", "not-found"},
        {"...", "not-found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_check(*state, cases[i][0], cases[i][1]);
}

static void verdicts_in_chinese(void **state)
{
    static const char *const cases[][2] = {
        {"网络安全关系到各国的共同利益。", "verbatim"},
        {"網絡安全關系到各國的共同利益", "typographic"},
        {"去年双边贸易增长 5.1% 。如果对方愿意,我们下个月将在北方港口会面", "typographic"},
        {"中方会接受毫无根据的指责。", "altered negation/major"},
        {"每条渔船可以配备两部电台。", "altered modality/major"},
        {"去年双边贸易增长5.7%。如果对方愿意，我们下个月将在北方港口会面。", "altered number/major"},
        {"去年双边贸易增长百分之五点一。如果对方愿意，我们下个月将在北方港口会面。", "altered spelling/minor"},
        {"通过谈判与合作共同解决网络攻击问题。", "altered substitution/minor"},
        {"国际社会应当在相互尊重和信任的基础上……共同解决网络攻击问题。", "elided ellipsis/minor"},
        {"会接受毫无根据的指责。", "altered negation/major"},
        {"毫无根据的指责。", "verbatim"},
        {"有电台的渔船要留在港内，等候检查人员到场。", "altered negation/major"},
        {"中方……接受毫无根据的指责。", "elided ellipsis/minor negation/major modality/major"},
        {"去年双边贸易增长5.1%。我们下个月将在北方港口会面。", "altered omission/major"},
        {"去年双边贸易增长51%。如果对方愿意，我们下个月将在北方港口会面。", "altered number/major"},
        {"去年双边贸易增长5，1%。如果对方愿意，我们下个月将在北方港口会面。", "altered number/major"},
        {"指责", "verbatim"},
        {"代表团里没有人听说过这些信件，更不用说读过了。", "not-found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_check(*state, cases[i][0], cases[i][1]);
}

/* Minutes with what leads a matcher astray: numbered paragraphs, words that come again in the next sentence, figures
 * with what they count, codes. */
static const char minutes[] =
    "Date: 2019-03-14\n"
    "\n"
    "4. The board met on Tuesday and found nothing new in the books of the ferry company.\n"
    "\n"
    "The crews keep the cranes in good repair. Whoever wants the cranes in summer must ask in spring for good "
    "weather.\n"
    "\n"
    "The repair cost 7,000 yuan a day, and range 0x81 of the meter was read twice. Nothing else came close to it. The "
    "mayor said it would take time... She waited for two more years before the quay was opened to all ships.\n";

static const char minutes_zh[] = "日期：2019-03-14\n\n"
                                 "4. 理事会星期二开会，听取了渡轮公司的账目报告。\n\n"
                                 "赋予船员更加充分而有保障的码头使用权。\n\n码头使用权可以转让给船员的家人。\n\n"
                                 "各方从来没有深入讨论过这个问题。报告第376段列出了全部开支。\n";

static dz_index *index_text(dz_context *context, const char *text)
{
    dz_index *index;
    dz_document *document;
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    assert_int_equal(dz_document_parse(context, &document, "minutes.txt", text, strlen(text), NULL), DZ_OK);
    assert_int_equal(dz_index_add(index, document), DZ_OK);
    return index;
}

/* A change would be told of as another one, or a place as one that it is not. */
static void changes_are_told_apart(void **state)
{
    static const char *const english[][2] = {
        {"2. The board met on Tuesday and found nothing new in the books of the ferry company.",
         "altered number/major"},
        {"The crews keep the cranes in good weather.", "altered substitution/minor"},
        {"The repair cost 7,000 francs a day, and range 0x81 of the meter was read twice.",
         "altered substitution/minor"},
        {"The repair cost 7,000 yuan a day, and range 0x84 of the meter was read twice.", "altered number/major"},
        {"Little else came close to it. The mayor said it would take time",
         "altered negation/major substitution/minor"},
        {"The mayor said it would take ... for two more years before the quay was opened", "elided ellipsis/minor"},
    };
    static const char *const chinese[][2] = {
        {"7. 理事会星期二开会，听取了渡轮公司的账目报告。", "altered number/major"},
        {"赋予船员更加充分而有保障的码头使用权。", "verbatim"},
        {"各方从来没深入讨论过这个问题。", "altered omission/minor"},
        {"报告草案376段列出了全部开支。", "altered substitution/minor"},
    };
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_check_in(*state, index_text(*state, minutes), english[i][0], english[i][1]);
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        assert_check_in(*state, index_text(*state, minutes_zh), chinese[i][0], chinese[i][1]);
}

/* A short quote that writes a figure, a form or a contraction in its own way would be said to be nowhere. */
static void short_quotes_are_found_in_other_forms(void **state)
{
    static const char text[] =
        "There is no plan to close the quay this year. The catch rose by eight percent to 7,000 tonnes, "
        "and 12 ships were bought for $3.5 million. The order is unlawful, and its terms are "
        "unacceptable to us. That is what a master would do. That's not how the port works.\n";
    static const char text_zh[] = "渔获量增长百分之八，达到7000吨，共购买了12艘船，花费三百五十万美元。\n";
    static const char *const english[][2] = {
        {"There's no plan", "altered spelling/minor"},
        {"7000 tonnes", "altered spelling/minor"},
        {"8% to 7,000 tonnes", "altered spelling/minor"},
        {"twelve ships", "altered spelling/minor"},
        {"9 ships", "altered number/major"},
        {"[8] percent", "altered bracket/minor"},
        {"The catch rose by [9] percent to 7,000 tonnes", "altered bracket/minor number/major"},
        {"bought for $3.5m", "altered spelling/minor"},
        {"is lawful, and its terms", "altered negation/major"},
        {"acceptable to us", "altered negation/major"},
        {"close the quey this year", "altered substitution/minor"},
        {"[T]here is no plan to close", "altered bracket/minor"},
        {"[t]he catch rose by eight percent", "altered bracket/minor"},
        {"That is not how the port works", "altered spelling/minor"},
    };
    static const char *const chinese[][2] = {
        {"增长8%", "altered spelling/minor"},        {"十二艘船", "altered spelling/minor"}, {"十三艘船", "not-found"},
        {"花费350万美元", "altered spelling/minor"}, {"七千吨", "altered spelling/minor"},
    };
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_check_in(*state, index_text(*state, text), english[i][0], english[i][1]);
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
        assert_check_in(*state, index_text(*state, text_zh), chinese[i][0], chinese[i][1]);
}

static void assert_dates(dz_context *context, const char *text, const char *const *expected)
{
    dz_index *index = make_index(context);
    dz_document *report;
    dz_attribution_list *attributions;
    dz_check *check;
    assert_int_equal(dz_document_parse(context, &report, "report.txt", text, strlen(text), NULL), DZ_OK);
    assert_int_equal(dz_attribute(context, &attributions, report, NULL), DZ_OK);
    assert_int_equal(dz_check_report(context, &check, index, report, attributions, NULL), DZ_OK);
    for (size_t i = 0; i < dz_check_count(check); i++) {
        const dz_check_result *result = dz_check_at(check, i);
        assert_non_null(expected[i]);
        assert_string_equal(result->quote.date ? result->quote.date : "", expected[i]);
        bool other = *expected[i] && strncmp("2015-04-02", expected[i], strlen(expected[i])) != 0;
        assert_int_equal(result->agreement, other ? DZ_AGREEMENT_OTHER_DATE : DZ_AGREEMENT_AGREES);
    }
    assert_null(expected[dz_check_count(check)]);
    dz_check_free(check);
    dz_attribution_list_free(attributions);
    dz_document_free(report);
    dz_index_free(index);
}

/* Words of one day would be printed as those of another, or a report that has its days right be blamed. */
static void the_date_that_a_report_gives_is_compared(void **state)
{
    static const char *const english[] = {"2015-04-02", "2015-04-01", "2014", "", "2015-04-02", NULL};
    static const char *const chinese[] = {"2015-04-02", "2015-04-01", "2015-03-31", NULL};
    assert_dates(
        *state,
        "Title: Boats\nDate: 2015-04-03\n\n"
        "\"Every boat must carry two radios,\" Hua Chunying said on Thursday. On April 1 Hua Chunying said: \"The "
        "fishing season opens on May 4.\" Last year Hua Chunying said: \"China will not accept groundless "
        "accusations.\" Hua Chunying said the season of 2013 was poor and \"cyber security concerns the common "
        "interests of all countries\". Hua Chunying told reporters in the capital on Thursday: \"trade grew by 5 "
        "percent last year\".\n",
        english);
    assert_dates(
        *state,
        "日期：2015-04-03\n\n"
        "外交部发言人华春莹2日表示：“每条渔船必须配备两部电台。”华春莹周三说：“休渔期从五月四日开始。”3月31日，华春莹"
        "说：“网络安全关系到各国的共同利益。”\n",
        chinese);
}

/* A set phrase in the speech of somebody else would be taken for a misquotation. */
static void a_short_quote_is_not_found_in_anything(void **state)
{
    static const char line[] =
        "The harbour council of this town met again, and its members said at length that we do not need "
        "change in the port.\n\n";
    dz_index *index;
    assert_int_equal(dz_index_new(*state, &index), DZ_OK);
    for (int i = 0; i < 24; i++) {
        char text[8 * sizeof line] = "", name[16];
        dz_document *document;
        for (int j = 0; j < 7; j++)
            strcat(text, line);
        snprintf(name, sizeof name, "%d.txt", i);
        assert_int_equal(dz_document_parse(*state, &document, name, text, strlen(text), NULL), DZ_OK);
        assert_int_equal(dz_index_add(index, document), DZ_OK);
    }
    assert_check_in(*state, index, "We need change", "not-found");
    assert_check_in(*state, index_text(*state, line), "We need change", "altered negation/major");
}

/* A source that is a report itself breaks off its quotations; that is no word left out. */
static void an_interruption_of_the_source_is_no_omission(void **state)
{
    static const char text[] =
        "\"The quay will stay open,\" the mayor of the port said on Monday. \"No ship will be turned away "
        "as long as I hold this office.\"\n";
    static const char text_zh[] =
        "“码头将继续开放，”港务局发言人星期一说，“只要我们还在，任何船只都不会被拒之门外。”\n";
    assert_check_in(*state, index_text(*state, text),
                    "The quay will stay open. No ship will be turned away as long as I hold this office.",
                    "altered punctuation/minor");
    assert_check_in(*state, index_text(*state, text),
                    "The quay will stay open. No ship will be turned away as long as she holds this office.",
                    "altered punctuation/minor substitution/minor inflection/minor");
    assert_check_in(*state, index_text(*state, text_zh), "码头将继续开放，只要我们还在，任何船只都不会被拒之门外。",
                    "altered punctuation/minor");
}

/* A spokesman who asks back would be taken for a reporter, and a country's words for another's. */
static void whoever_answers_marked_questions_answers(void **state)
{
    static const char text[] =
        "Department Press Briefing\n\n"
        "QUESTION: The harbour office has issued a formal protest. Do you have a reaction?\n\n"
        "MS LOWE: How did you call it? Can you say that again?\n\n"
        "QUESTION: A formal protest, I believe.\n\n"
        "MS LOWE: What did you say? Read it again.\n\n"
        "QUESTION: A formal protest?\n\n"
        "MS LOWE: Yes. That is what a timid office would do, and our people will go on with their work.\n";
    static const char report[] = "Title: Reply\n\nThe United States said \"our people will go on with their work\".\n";
    dz_index *index = index_text(*state, text);
    dz_document *document;
    dz_attribution_list *attributions;
    dz_check *check;
    assert_int_equal(dz_document_parse(*state, &document, "report.txt", report, strlen(report), NULL), DZ_OK);
    assert_int_equal(dz_attribute(*state, &attributions, document, NULL), DZ_OK);
    assert_int_equal(dz_check_report(*state, &check, index, document, attributions, NULL), DZ_OK);
    assert_int_equal(dz_check_count(check), 1);
    assert_int_equal(dz_check_at(check, 0)->agreement, DZ_AGREEMENT_UNKNOWN);
    dz_check_free(check);
    dz_attribution_list_free(attributions);
    dz_document_free(document);
    dz_index_free(index);
}

/* A report that hands on what an agency wrote would be told that somebody else said it. */
static void the_innermost_speaker_is_compared(void **state)
{
    static const char *const reports[] = {
        "According to Reuters, Hua Chunying said \"every boat must carry two radios\".\n",
        "Reuters reported that Hua Chunying said \"every boat must carry two radios\".\n",
        "Reuters quoted Hua Chunying as saying that \"every boat must carry two radios\".\n",
        "Hua Chunying said China hopes \"every boat must carry two radios\".\n",
        "据路透社报道，华春莹表示，“每条渔船必须配备两部电台”。\n",
    };
    dz_index *index = make_index(*state);
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        dz_document *document;
        dz_attribution_list *attributions;
        dz_check *check;
        assert_int_equal(dz_document_parse(*state, &document, "report.txt", reports[i], strlen(reports[i]), NULL),
                         DZ_OK);
        assert_int_equal(dz_attribute(*state, &attributions, document, NULL), DZ_OK);
        assert_int_equal(dz_check_report(*state, &check, index, document, attributions, NULL), DZ_OK);
        assert_int_equal(dz_check_count(check), 1);
        assert_int_equal(dz_check_at(check, 0)->agreement, DZ_AGREEMENT_AGREES);
        dz_check_free(check);
        dz_attribution_list_free(attributions);
        dz_document_free(document);
    }
    dz_index_free(index);
}

/* Of the same sentence in the minutes of two years, the one whose figure is nearer would be passed over. */
static void the_nearest_of_like_places_comes_first(void **state)
{
    static const char *const texts[] = {"The port took in 535 million yuan in fees in the whole of the year.\n",
                                        "The port took in 606 million yuan in fees in the whole of the year.\n"};
    static const char text[] = "The port took in 626 million yuan in fees in the whole of the year.";
    dz_index *index = index_text(*state, texts[0]);
    dz_document *document;
    assert_int_equal(dz_document_parse(*state, &document, "later.txt", texts[1], strlen(texts[1]), NULL), DZ_OK);
    assert_int_equal(dz_index_add(index, document), DZ_OK);
    dz_quote quote = {.text = {text, strlen(text)}};
    dz_check *check;
    assert_int_equal(dz_check_quote(*state, &check, index, &quote, NULL), DZ_OK);
    assert_int_equal(dz_check_at(check, 0)->matches[0].document, 1);
    assert_int_equal(dz_check_at(check, 0)->match_count, 2);
    dz_check_free(check);
    dz_index_free(index);
}

static void a_splice_is_shown_in_its_parts(void **state)
{
    dz_context *context = *state;
    dz_index *index = make_index(context);
    const char *text =
        "Cyber security concerns the common interests of all countries. Every boat must carry two radios.";
    dz_quote quote = {.text = {text, strlen(text)}};
    dz_check *check;
    assert_int_equal(dz_check_quote(context, &check, index, &quote, NULL), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_int_equal(result->verdict, DZ_VERDICT_SPLICED);
    assert_int_equal(result->difference_count, 0);
    assert_int_equal(result->match_count, 2);
    const char *source = dz_document_text(dz_index_document(index, 0)).data;
    static const char *const parts[] = {"Cyber security concerns the common interests of all countries.",
                                        "Every boat must carry two radios."};
    for (size_t i = 0; i < 2; i++) {
        const dz_match *match = &result->matches[i];
        assert_int_equal(match->rank, 1);
        assert_int_equal(match->part, i + 1);
        assert_int_equal(match->source.end - match->source.begin, strlen(parts[i]));
        assert_memory_equal(source + match->source.begin, parts[i], strlen(parts[i]));
    }
    dz_check_free(check);
    dz_index_free(index);
}

/* Every difference must lead the reader to the words it is about, in the quote and in the source. */
static void differences_point_at_their_words(void **state)
{
    dz_context *context = *state;
    dz_index *index = make_index(context);
    const char *text = "solve the issue of cyberattacks through dialogue";
    dz_quote quote = {.text = {text, strlen(text)}};
    dz_check *check;
    assert_int_equal(dz_check_quote(context, &check, index, &quote, NULL), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_int_equal(result->difference_count, 1);
    const dz_check_difference *difference = &result->differences[0];
    const char *source = dz_document_text(dz_index_document(index, result->matches[difference->match].document)).data;
    assert_int_equal(difference->quote.end - difference->quote.begin, strlen("cyberattacks"));
    assert_memory_equal(text + difference->quote.begin, "cyberattacks", strlen("cyberattacks"));
    assert_int_equal(difference->source.end - difference->source.begin, strlen("cyber attacks"));
    assert_memory_equal(source + difference->source.begin, "cyber attacks", strlen("cyber attacks"));
    assert_string_equal(difference->note, "cyber attacks -> cyberattacks");
    dz_check_free(check);
    dz_index_free(index);
}

static void assert_agreement(dz_context *context, const char *text, const char *speaker, const char *role,
                             const char *date, dz_agreement expected)
{
    dz_index *index = make_index(context);
    dz_quote quote = {.text = {text, strlen(text)}, .speaker = speaker, .role = role, .date = date};
    dz_check *check;
    assert_int_equal(dz_check_quote(context, &check, index, &quote, NULL), DZ_OK);
    assert_string_equal(dz_agreement_name(dz_check_at(check, 0)->agreement), dz_agreement_name(expected));
    dz_check_free(check);
    dz_index_free(index);
}

/* The words of a reporter would be printed as a minister's. */
static void speakers_are_compared(void **state)
{
    const char *answer = "Every boat must carry two radios.",
               *question = "the harbour office lost four thousand letters";
    assert_agreement(*state, answer, "Hua Chunying", NULL, NULL, DZ_AGREEMENT_AGREES);
    assert_agreement(*state, answer, "Hua", NULL, NULL, DZ_AGREEMENT_AGREES);
    assert_agreement(*state, answer, "华春莹", NULL, NULL, DZ_AGREEMENT_AGREES);
    assert_agreement(*state, answer, "Wang Yi", NULL, NULL, DZ_AGREEMENT_DIFFERS);
    assert_agreement(*state, answer, NULL, NULL, NULL, DZ_AGREEMENT_UNKNOWN);
    assert_agreement(*state, answer, "Hua Chunying", NULL, "2015-04-02", DZ_AGREEMENT_AGREES);
    assert_agreement(*state, answer, "Hua Chunying", NULL, "2015-04", DZ_AGREEMENT_AGREES);
    assert_agreement(*state, answer, "Hua Chunying", NULL, "2016-04-02", DZ_AGREEMENT_OTHER_DATE);
    assert_agreement(*state, question, "Hua Chunying", NULL, NULL, DZ_AGREEMENT_QUESTION_NOT_ANSWER);
    assert_agreement(*state, question, "a reporter", NULL, NULL, DZ_AGREEMENT_UNKNOWN);
    assert_agreement(*state, "每条渔船必须配备两部电台", "Hua Chunying", NULL, NULL, DZ_AGREEMENT_AGREES);
    assert_agreement(*state, "港务局是否在一夜之间丢失了四千封信", "华春莹", NULL, NULL,
                     DZ_AGREEMENT_QUESTION_NOT_ANSWER);
}

/* What is nearest must be shown where nothing is near enough, so that a reader can judge for himself. */
static void a_near_miss_is_named(void **state)
{
    dz_context *context = *state;
    dz_index *index = make_index(context);
    const char *text =
        "Every boat must carry nets, lamps, spare oars, and a captain who has crossed the strait before.";
    dz_quote quote = {.text = {text, strlen(text)}};
    dz_check *check;
    assert_int_equal(dz_check_quote(context, &check, index, &quote, NULL), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_int_equal(result->verdict, DZ_VERDICT_NOT_FOUND);
    assert_int_equal(result->match_count, 0);
    dz_check_free(check);
    dz_index_free(index);
}

static void running_out_of_memory_is_reported(void **state)
{
    (void)state;
    const char *text = "The international community should jointly solve the issue of cyberattacks ... based on mutual "
                       "respect. Every boat may carry 3 radios.";
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_index *index = context ? make_index(context) : NULL;
        if (index) {
            dz_quote quote = {.id = "q", .text = {text, strlen(text)}, .speaker = "Hua", .role = "spokesperson"};
            dz_check *check;
            dz_status status = dz_check_quote(context, &check, index, &quote, NULL);
            assert_true(status == DZ_OK || (failing.failed && status == DZ_ERROR_MEMORY));
            assert_true((status == DZ_OK) == (check != NULL));
            dz_check_free(check);
            dz_index_free(index);
        }
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

/* ---- The sample reports --------------------------------------------------------------------------------------- */

static cJSON *read_records(const char *path)
{
    FILE *file = fopen(path, "r");
    cJSON *records = cJSON_CreateArray();
    char *line = NULL;
    size_t capacity = 0;
    while (file && getline(&line, &capacity, file) > 0)
        cJSON_AddItemToArray(records, cJSON_Parse(line));
    free(line);
    if (file)
        fclose(file);
    return records;
}

static void add_folder(dz_context *context, dz_index *index, const char *folder, const char *ending)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        char path[8192];
        dz_document *document;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (strstr(entries[i]->d_name, ending)) {
            assert_int_equal(dz_document_read(context, &document, path, NULL), DZ_OK);
            assert_int_equal(dz_index_add(index, document), DZ_OK);
        }
        free(entries[i]);
    }
    free(entries);
}

static const char *string_of(const cJSON *record, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(record, key));
}

/* The result whose quote shares most with the gold record; NULL where none does. */
static const dz_check_result *result_for(const dz_check *check, const dz_document *report, const cJSON *record)
{
    const dz_offsets *offsets = dz_document_offsets(report);
    double begin = cJSON_GetObjectItemCaseSensitive(record, "begin")->valuedouble;
    double end = cJSON_GetObjectItemCaseSensitive(record, "end")->valuedouble;
    for (size_t i = 0; i < dz_check_count(check); i++) {
        const dz_check_result *result = dz_check_at(check, i);
        double from = (double)dz_offsets_codepoint(offsets, result->quote.span.begin);
        double to = (double)dz_offsets_codepoint(offsets, result->quote.span.end);
        if (from < end && to > begin)
            return result;
    }
    return NULL;
}

static bool has_difference(const dz_check_result *result, const cJSON *difference)
{
    for (size_t i = 0; i < result->difference_count; i++)
        if (!strcmp(dz_difference_kind_name(result->differences[i].kind), string_of(difference, "kind")) &&
            !strcmp(dz_severity_name(result->differences[i].severity), string_of(difference, "severity")))
            return true;
    return false;
}

/* Whether a result is what the gold record says; prints it where it is not. */
static bool agrees_with_gold(const dz_check_result *result, const cJSON *record)
{
    char text[512] = "not among the quotes";
    bool agrees = result && !strcmp(dz_verdict_name(result->verdict), string_of(record, "verdict")) &&
                  !strcmp(dz_agreement_name(result->agreement), string_of(record, "attribution"));
    const cJSON *difference;
    cJSON_ArrayForEach(difference, cJSON_GetObjectItemCaseSensitive(record, "differences"))
    {
        agrees = agrees && has_difference(result, difference);
    }
    if (result)
        describe(result, text, sizeof text);
    if (!agrees)
        print_message("%s\n    wanted %s, %s (%s)\n    got %s, %s (%s | %s)\n", string_of(record, "text"),
                      string_of(record, "verdict"), string_of(record, "attribution"), string_of(record, "speaker"),
                      text, result ? dz_agreement_name(result->agreement) : "",
                      result && result->quote.speaker ? result->quote.speaker : "nobody",
                      result && result->source_speaker ? result->source_speaker : "nobody");
    return agrees;
}

static dz_index *index_briefings(dz_context *context, const char *folder, const char *language)
{
    char path[4096], ending[16];
    dz_index *index;
    snprintf(ending, sizeof ending, ".%s.txt", language);
    snprintf(path, sizeof path, "%s/corpora/samples/briefings", folder);
    assert_int_equal(dz_index_new(context, &index), DZ_OK);
    add_folder(context, index, path, ending);
    return index;
}

/* The quotes of a report by themselves, with the words and the speaker of the gold file. */
static size_t check_quotes(dz_context *context, const char *folder, const char *name, const char *language)
{
    char path[4096];
    size_t wrong = 0;
    dz_index *index = index_briefings(context, folder, language);
    snprintf(path, sizeof path, "%s/corpora/samples/reports/%s.%s.gold.jsonl", folder, name, language);
    cJSON *records = read_records(path);
    assert_true(cJSON_GetArraySize(records) > 0);
    const cJSON *record;
    cJSON_ArrayForEach(record, records)
    {
        const char *text = string_of(record, "text");
        dz_quote quote = {.text = {text, strlen(text)}, .speaker = string_of(record, "speaker")};
        dz_check *check;
        assert_int_equal(dz_check_quote(context, &check, index, &quote, NULL), DZ_OK);
        wrong += !agrees_with_gold(dz_check_at(check, 0), record);
        dz_check_free(check);
    }
    cJSON_Delete(records);
    dz_index_free(index);
    return wrong;
}

/* A report as it stands: its quotes and their speakers are found first. Whether all are found is a matter of the
 * attribution's tests; here those count that were. */
static size_t check_report(dz_context *context, const char *folder, const char *name, const char *language)
{
    char path[4096];
    dz_document *report;
    dz_attribution_list *attributions;
    dz_check *check;
    size_t wrong = 0;
    dz_index *index = index_briefings(context, folder, language);
    snprintf(path, sizeof path, "%s/corpora/samples/reports/%s.%s.txt", folder, name, language);
    assert_int_equal(dz_document_read(context, &report, path, NULL), DZ_OK);
    assert_int_equal(dz_attribute(context, &attributions, report, NULL), DZ_OK);
    assert_int_equal(dz_check_report(context, &check, index, report, attributions, NULL), DZ_OK);
    snprintf(path, sizeof path, "%s/corpora/samples/reports/%s.%s.gold.jsonl", folder, name, language);
    cJSON *records = read_records(path);
    assert_true(cJSON_GetArraySize(records) > 0);
    const cJSON *record;
    cJSON_ArrayForEach(record, records)
    {
        const dz_check_result *result = result_for(check, report, record);
        bool agrees = agrees_with_gold(result, record);
        wrong += result && result->quote.speaker && !agrees;
    }
    cJSON_Delete(records);
    dz_check_free(check);
    dz_attribution_list_free(attributions);
    dz_document_free(report);
    dz_index_free(index);
    return wrong;
}

static const char *const sample_reports[][2] = {{"burst-pipe", "en"},    {"burst-pipe", "zh"},
                                                {"fruit-express", "en"}, {"fruit-express", "zh"},
                                                {"rescue-drill", "en"},  {"saury-catch", "en"}};

/* A verdict on a quote whose words and speaker are given would be wrong. */
static void sample_quotes_are_as_their_gold_says(void **state)
{
    const char *folder = getenv("DUIZHAO_SOURCE");
    size_t wrong = 0;
    if (!folder)
        skip();
    for (size_t i = 0; i < sizeof sample_reports / sizeof *sample_reports; i++)
        wrong += check_quotes(*state, folder, sample_reports[i][0], sample_reports[i][1]);
    assert_int_equal(wrong, 0);
}

/* A report that quotes a translation would be told that its quote stands nowhere, or not what the translation dropped.
 */
static void a_translated_quote_is_found_with_what_it_leaves_out(void **state)
{
    static const char source[] =
        "日期：2015-04-02\n发言人：华春莹\n\n"
        "答：网络安全事关各国共同利益。网络攻击往往跨越国境，源头难以追查。国际社会应当在相互尊重、相互信任的基础上，"
        "通过对话与合作共同解决网络攻击问题。中方反对任何形式的网络攻击。\n\n"
        "答：在为期16天的救助任务中，医院船共接诊病人2208人，开展手术44例。\n";
    static const char words[] =
        "Cyber security concerns the common interests of all countries. The international community should jointly "
        "solve the issue of cyberattacks through dialogue and cooperation, and based on mutual respect and trust,";
    static const char changed[] =
        "During its 18-day rescue mission the hospital ship received 2,208 patients and performed 44 operations.";
    static const char absent[] = "The old lighthouse keeper painted his boat in green before the winter storms.";
    dz_lexicon *lexicon;
    dz_index *index;
    dz_document *document;
    dz_translations *translations;
    dz_check *check;
    if (!getenv("DUIZHAO_DATA"))
        skip();
    assert_int_equal(dz_lexicon_open(*state, &lexicon, NULL), DZ_OK);
    assert_int_equal(dz_index_new(*state, &index), DZ_OK);
    assert_int_equal(dz_document_parse(*state, &document, "zh.txt", source, strlen(source), NULL), DZ_OK);
    assert_int_equal(dz_index_add(index, document), DZ_OK);
    assert_int_equal(dz_translations_new(*state, &translations, index, lexicon), DZ_OK);
    dz_check_options options = DZ_CHECK_OPTIONS_INIT;
    options.translations = translations;
    dz_quote quote = {.text = {words, strlen(words)}, .speaker = "Hua Chunying"};
    assert_int_equal(dz_check_quote(*state, &check, index, &quote, &options), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_int_equal(result->verdict, DZ_VERDICT_TRANSLATED);
    assert_int_equal(result->agreement, DZ_AGREEMENT_AGREES);
    bool named = false;
    for (size_t i = 0; i < result->difference_count; i++)
        named = named || (result->differences[i].kind == DZ_DIFFERENCE_TRANSLATION_OMISSION &&
                          strstr(result->differences[i].note, "追查"));
    assert_true(named);
    dz_check_free(check);
    /* A number that the translation changes is told as one. */
    quote.text = (dz_view){changed, strlen(changed)};
    assert_int_equal(dz_check_quote(*state, &check, index, &quote, &options), DZ_OK);
    result = dz_check_at(check, 0);
    assert_int_equal(result->verdict, DZ_VERDICT_TRANSLATED);
    named = false;
    for (size_t i = 0; i < result->difference_count; i++)
        named = named || (result->differences[i].kind == DZ_DIFFERENCE_NUMBER &&
                          result->differences[i].severity == DZ_SEVERITY_MAJOR &&
                          strcmp(result->differences[i].note, "16 -> 18") == 0);
    assert_true(named);
    dz_check_free(check);
    quote.text = (dz_view){absent, strlen(absent)};
    assert_int_equal(dz_check_quote(*state, &check, index, &quote, &options), DZ_OK);
    assert_int_equal(dz_check_at(check, 0)->verdict, DZ_VERDICT_NOT_FOUND);
    dz_check_free(check);
    dz_translations_free(translations);
    dz_index_free(index);
    dz_lexicon_free(lexicon);
}

static void add_briefing(dz_context *context, dz_index *index, const char *name)
{
    char path[4096];
    dz_document *document;
    snprintf(path, sizeof path, "%s/corpora/samples/briefings/%s", getenv("DUIZHAO_SOURCE"), name);
    assert_int_equal(dz_document_read(context, &document, path, NULL), DZ_OK);
    assert_int_equal(dz_index_add(index, document), DZ_OK);
}

static void assert_wording(dz_context *context, dz_index *index, const dz_lexicon *lexicon, const char *words,
                           dz_wording wording, const char *counterpart)
{
    dz_translations *translations;
    dz_parallels *parallels;
    dz_check *check;
    assert_int_equal(dz_translations_new(context, &translations, index, lexicon), DZ_OK);
    assert_int_equal(dz_parallels_new(context, &parallels, index, lexicon), DZ_OK);
    dz_check_options options = DZ_CHECK_OPTIONS_INIT;
    options.translations = translations;
    dz_quote quote = {.text = {words, strlen(words)}};
    assert_int_equal(dz_check_quote(context, &check, index, &quote, &options), DZ_OK);
    assert_int_equal(dz_parallels_complete(parallels, check), DZ_OK);
    const dz_check_result *result = dz_check_at(check, 0);
    assert_string_equal(dz_wording_name(result->wording), dz_wording_name(wording));
    assert_int_equal(result->counterpart_count, counterpart ? 1 : 0);
    if (counterpart) {
        dz_view text = dz_document_text(dz_index_document(index, result->counterparts[0].document));
        dz_span span = result->counterparts[0].source;
        assert_non_null(memmem(text.data + span.begin, span.end - span.begin, counterpart, strlen(counterpart)));
    }
    dz_check_free(check);
    dz_parallels_free(parallels);
    dz_translations_free(translations);
}

/* A reader would not see the official wording beside a reporter's own, or would be shown another text's. */
static void the_official_translation_stands_beside_a_quote(void **state)
{
    static const char own[] = "I can understand why residents are unhappy; the first notification went out too late";
    static const char official[] =
        "I understand why residents are unhappy. The first notice was indeed issued too late.";
    dz_lexicon *lexicon;
    dz_index *index;
    if (!getenv("DUIZHAO_DATA") || !getenv("DUIZHAO_SOURCE"))
        skip();
    assert_int_equal(dz_lexicon_open(*state, &lexicon, NULL), DZ_OK);
    assert_int_equal(dz_index_new(*state, &index), DZ_OK);
    add_briefing(*state, index, "2021-09-08-water-supply.zh.txt");
    assert_wording(*state, index, lexicon, own, DZ_WORDING_UNKNOWN, NULL);
    add_briefing(*state, index, "2019-03-14-fisheries.en.txt");
    assert_wording(*state, index, lexicon, own, DZ_WORDING_UNKNOWN, NULL);
    add_briefing(*state, index, "2021-09-08-water-supply.en.txt");
    assert_wording(*state, index, lexicon, own, DZ_WORDING_INDEPENDENT, "The first notice was indeed issued too late.");
    assert_wording(*state, index, lexicon, official, DZ_WORDING_OFFICIAL, "第一個通知確實發得太遲");
    dz_index_free(index);
    dz_lexicon_free(lexicon);
}

/* A long run over many reports would end in a crash, or leak, where memory grows short. */
static void running_out_of_memory_across_languages_is_reported(void **state)
{
    static const char source[] = "中方反对任何形式的网络攻击。2015年4月2日，双方举行了会谈。\n";
    static const char official[] = "No attack on computers, of whichever kind, has our consent. In spring both met.\n";
    static const char words[] = "China opposes cyber attacks in any form. The two sides held talks on April 2, 2015.";
    if (!getenv("DUIZHAO_DATA"))
        skip();
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_lexicon *lexicon = NULL;
        dz_index *index = NULL;
        dz_document *document = NULL;
        dz_translations *translations = NULL;
        dz_parallels *parallels = NULL;
        dz_check *check = NULL;
        dz_check_options options = DZ_CHECK_OPTIONS_INIT;
        dz_quote quote = {.text = {words, strlen(words)}};
        dz_status status = context ? dz_lexicon_open(context, &lexicon, NULL) : DZ_ERROR_MEMORY;
        if (status == DZ_OK)
            status = dz_index_new(context, &index);
        if (status == DZ_OK)
            status = dz_document_parse(context, &document, "zh.txt", source, strlen(source), NULL);
        if (status == DZ_OK)
            status = dz_index_add(index, document); /* which takes it, also where it fails */
        if (status == DZ_OK)
            status = dz_document_parse(context, &document, "en.txt", official, strlen(official), NULL);
        if (status == DZ_OK)
            status = dz_index_add(index, document);
        if (status == DZ_OK)
            status = dz_parallels_new(context, &parallels, index, lexicon);
        if (status == DZ_OK)
            status = dz_translations_new(context, &translations, index, lexicon);
        options.translations = translations;
        if (status == DZ_OK)
            status = dz_check_quote(context, &check, index, &quote, &options);
        if (status == DZ_OK)
            status = dz_parallels_complete(parallels, check);
        assert_true(status == DZ_OK || (failing.failed && status == DZ_ERROR_MEMORY));
        if (status == DZ_OK) {
            assert_int_equal(dz_check_at(check, 0)->verdict, DZ_VERDICT_TRANSLATED);
            assert_int_equal(dz_check_at(check, 0)->wording, DZ_WORDING_INDEPENDENT);
        }
        dz_check_free(check);
        dz_parallels_free(parallels);
        dz_translations_free(translations);
        dz_index_free(index);
        dz_lexicon_free(lexicon);
        dz_context_free(context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    (void)state;
}

/* What the tour of a newcomer shows would be wrong. */
static void sample_reports_are_as_their_gold_says(void **state)
{
    const char *folder = getenv("DUIZHAO_SOURCE");
    size_t wrong = 0;
    if (!folder)
        skip();
    for (size_t i = 0; i < sizeof sample_reports / sizeof *sample_reports; i++)
        wrong += check_report(*state, folder, sample_reports[i][0], sample_reports[i][1]);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(verdicts_in_english, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_match_across_turns_is_spliced, make_context, free_context),
        cmocka_unit_test_setup_teardown(verdicts_in_chinese, make_context, free_context),
        cmocka_unit_test_setup_teardown(changes_are_told_apart, make_context, free_context),
        cmocka_unit_test_setup_teardown(short_quotes_are_found_in_other_forms, make_context, free_context),
        cmocka_unit_test_setup_teardown(the_date_that_a_report_gives_is_compared, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_short_quote_is_not_found_in_anything, make_context, free_context),
        cmocka_unit_test_setup_teardown(an_interruption_of_the_source_is_no_omission, make_context, free_context),
        cmocka_unit_test_setup_teardown(whoever_answers_marked_questions_answers, make_context, free_context),
        cmocka_unit_test_setup_teardown(the_innermost_speaker_is_compared, make_context, free_context),
        cmocka_unit_test_setup_teardown(the_nearest_of_like_places_comes_first, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_splice_is_shown_in_its_parts, make_context, free_context),
        cmocka_unit_test_setup_teardown(differences_point_at_their_words, make_context, free_context),
        cmocka_unit_test_setup_teardown(speakers_are_compared, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_near_miss_is_named, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_translated_quote_is_found_with_what_it_leaves_out, make_context,
                                        free_context),
        cmocka_unit_test_setup_teardown(the_official_translation_stands_beside_a_quote, make_context, free_context),
        cmocka_unit_test(running_out_of_memory_is_reported),
        cmocka_unit_test(running_out_of_memory_across_languages_is_reported),
        cmocka_unit_test_setup_teardown(sample_quotes_are_as_their_gold_says, make_context, free_context),
        cmocka_unit_test_setup_teardown(sample_reports_are_as_their_gold_says, make_context, free_context),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
