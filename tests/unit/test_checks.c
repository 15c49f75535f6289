/* Translation checks and glossaries: what a reviewer who trusts the flags would lose. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "duizhao/duizhao.h"
#include "failing_allocator.h"

typedef struct fixture {
    dz_context *context;
    dz_lexicon *lexicon;
} fixture;

static int open_fixture(void **state)
{
    static fixture self;
    assert_int_equal(dz_context_new(&self.context, NULL), DZ_OK);
    assert_int_equal(dz_lexicon_open(self.context, &self.lexicon, NULL), DZ_OK);
    *state = &self;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *self = *state;
    dz_lexicon_free(self->lexicon);
    dz_context_free(self->context);
    return 0;
}

static dz_document *make_document(dz_context *context, const char *const *sentences, size_t count, dz_language language)
{
    dz_view views[32];
    dz_document *out = NULL;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.language = language;
    for (size_t i = 0; i < count; i++)
        views[i] = (dz_view){sentences[i], strlen(sentences[i])};
    dz_document_from_sentences(context, &out, "test", views, count, &options);
    return out;
}

/* Checks `count` pairs of sentences, each of them fixed, and gives the alignment. */
static dz_alignment *check(const fixture *self, const char *const (*pairs)[2], size_t count,
                           const dz_glossary *glossary)
{
    const char *texts[2][32];
    uint32_t numbers[32];
    dz_bead anchors[32];
    dz_alignment *alignment = NULL;
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    for (uint32_t n = 0; n < count; n++) {
        texts[0][n] = pairs[n][0];
        texts[1][n] = pairs[n][1];
        numbers[n] = n;
        anchors[n] = (dz_bead){&numbers[n], 1, &numbers[n], 1, 1, DZ_BEAD_FIXED, 0};
    }
    dz_document *zh = make_document(self->context, texts[0], count, DZ_LANGUAGE_ZH);
    dz_document *en = make_document(self->context, texts[1], count, DZ_LANGUAGE_EN);
    options.lexicon = self->lexicon;
    options.checks = true;
    options.anchors = anchors;
    options.anchor_count = count;
    options.glossary = glossary;
    if (zh && en)
        dz_align(self->context, &alignment, zh, en, &options);
    dz_document_free(zh);
    dz_document_free(en);
    return alignment;
}

static void expect_flags(const dz_alignment *alignment, size_t bead, uint32_t flags, const char *said)
{
    size_t count;
    const dz_note *notes = dz_alignment_notes(alignment, bead, &count);
    assert_int_equal(dz_alignment_bead(alignment, bead)->flags, flags);
    assert_int_equal(count > 0, flags != 0);
    bool found = !said;
    for (size_t n = 0; n < count; n++)
        found |= said && strstr(notes[n].text, said);
    assert_true(found);
}

static const char *const faults[][2] = {
    {"去年贸易额增长了75%。", "Last year trade volume grew by 85%."},
    {"会议将于4月9日举行。", "The meeting will be held on June 9."},
    {"我们不支持这一决议。", "We support this resolution."},
    {"代表团已经访问日本。", "The delegation has already visited Iceland."},
    {"两国领导人讨论了贸易问题，并签署了有关气候变化、能源安全和粮食援助的三项协议。",
     "The leaders of the two countries discussed trade."},
    {"外交部发言人华春莹回答了问题。", "Foreign Ministry spokesperson Lu Kang answered questions."},
    {"托尼·布莱尔星期一在伦敦发表讲话。", "Jacques Chirac spoke in London on Monday."},
};

/* Each fault is flagged for what it is, and the note says what is missing. */
static void faults_are_named(void **state)
{
    dz_alignment *alignment = check(*state, faults, sizeof faults / sizeof *faults, NULL);
    assert_non_null(alignment);
    expect_flags(alignment, 0, DZ_FLAG_NUMBER, "85%");
    expect_flags(alignment, 1, DZ_FLAG_DATE, "June 9");
    expect_flags(alignment, 2, DZ_FLAG_NEGATION, "不");
    expect_flags(alignment, 3, DZ_FLAG_NAME, "Iceland");
    expect_flags(alignment, 4, DZ_FLAG_CLAUSE, "签署");
    expect_flags(alignment, 5, DZ_FLAG_NAME, "华春莹");
    expect_flags(alignment, 6, DZ_FLAG_NAME, "托尼·布莱尔");
    dz_alignment_free(alignment);
}

/* The same digits with a unit of another power of ten are another number: the fault that 亿 and billion invite. */
static void units_of_ten_thousands_are_not_mixed_up(void **state)
{
    static const char *const pairs[][2] = {
        {"三月份出口12亿元。", "Exports in March were 12 billion yuan."},
        {"贸易额达到128亿美元。", "Trade reached US$128 billion."},
        {"该公司花费了350万元。", "The company spent 350 million yuan."},
        {"三月份出口12亿元。", "Exports in March were 1.2 billion yuan."},
        {"贸易额达到128亿美元，增长12亿美元。", "Trade reached US$12.8 billion, up by US$1.2 billion."},
    };
    dz_alignment *alignment = check(*state, pairs, sizeof pairs / sizeof *pairs, NULL);
    assert_non_null(alignment);
    expect_flags(alignment, 0, DZ_FLAG_NUMBER, "12 billion");
    expect_flags(alignment, 1, DZ_FLAG_NUMBER, "128 billion");
    expect_flags(alignment, 2, DZ_FLAG_NUMBER, "350 million");
    expect_flags(alignment, 3, 0, NULL);
    expect_flags(alignment, 4, 0, NULL);
    dz_alignment_free(alignment);
}

/* What is rendered freely and well is let pass. */
static void good_renderings_pass(void **state)
{
    static const char *const pairs[][2] = {
        {"去年有一万两千五百人参加。", "Some 12,500 people took part last year."},
        {"基金共有12 600名参与人。", "The Fund had 12,600 participants."},
        {"会议于上午6时30分开始。", "The meeting began at 6.30 am."},
        {"四分之一的人同意。", "A quarter of the people agreed."},
        {"我们不得不离开。", "We had to leave."},
        {"这种做法不公平。", "This practice is unfair."},
        {"你是不是想去？", "Do you want to go?"},
        {"《决议》于民国六十四年通过。", "The resolution was adopted in 1975."},
        {"非方代表和非盟代表出席了会议。", "Delegates of the African side and the AU attended the meeting."},
        {"不丹国王到访无锡。", "The King of Bhutan visited Wuxi."},
        {"总统阿里莫夫会见了代表团。", "President Alimov met the delegation."},
        {"托尼·布莱尔星期一在伦敦发表讲话。", "Tony Blair spoke in London on Monday."},
        {"津巴布韦总统罗伯特·穆加贝没有出席。", "President Robert Mugabe of Zimbabwe did not attend."},
    };
    dz_alignment *alignment = check(*state, pairs, sizeof pairs / sizeof *pairs, NULL);
    assert_non_null(alignment);
    for (size_t n = 0; n < sizeof pairs / sizeof *pairs; n++)
        expect_flags(alignment, n, 0, NULL);
    dz_alignment_free(alignment);
}

/* One term, rendered in one way but once. */
static void other_renderings_are_named(void **state)
{
    static const char *const pairs[][2] = {
        {"企业需要支持。", "Companies need support."},
        {"这些企业很小。", "These companies are small."},
        {"政府帮助企业。", "The government helps companies."},
        {"企业出口水果。", "Companies export fruit."},
        {"企业生产汽车。", "Companies produce cars."},
        {"企业应当纳税。", "Companies should pay taxes."},
        {"企业雇用工人。", "Enterprises employ workers."},
        {"天气很好。", "The weather is fine."},
        {"孩子们在学校读书。", "The children study at school."},
        {"他的哥哥住在北京。", "His brother lives in Beijing."},
        {"火车明天早上到达。", "The train arrives tomorrow morning."},
        {"我们昨天看了一部电影。", "We saw a film yesterday."},
        {"老师给学生写信。", "The teacher writes letters to the students."},
        {"医生在医院工作。", "Doctors work in hospitals."},
        {"这本书非常有趣。", "This book is very interesting."},
        {"河里有许多鱼。", "There are many fish in the river."},
        {"农民种植小麦。", "Farmers grow wheat."},
        {"妹妹喜欢唱歌和跳舞。", "My sister likes singing and dancing."},
        {"山上的雪已经融化了。", "The snow on the mountain has already melted."},
        {"图书馆星期天上午开放。", "The library is open on Sunday mornings."},
        {"大家都喜欢喝热茶。", "Everyone likes to drink hot tea."},
        {"月亮从海上升起来了。", "The moon rose from the sea."},
        {"他每天骑自行车去上班。", "He goes to work by bicycle every day."},
        {"飞机在机场上空盘旋。", "The plane circled over the airport."},
        {"奶奶在厨房里做面条。", "Grandmother is making noodles in the kitchen."},
    };
    dz_alignment *alignment = check(*state, pairs, sizeof pairs / sizeof *pairs, NULL);
    assert_non_null(alignment);
    expect_flags(alignment, 6, DZ_FLAG_TERM, "\"Enterprises\" here");
    expect_flags(alignment, 0, 0, NULL);
    dz_alignment_free(alignment);
}

/* A long clause is named in part, and never in half a character. */
static void long_notes_end_with_a_character(void **state)
{
    static const char clause[] = "签署有关粮食安全气候变化能源开发海洋渔业森林保护铁路运输航空航天医疗卫生教育培训文化"
                                 "遗产体育比赛旅游签证农业机械"
                                 "水利工程地震预报防洪抗旱沙漠治理稀土出口纺织服装钢铁煤炭电子通信软件专利银行保险证券"
                                 "税收海关检疫边境巡逻打击走私"
                                 "毒品贩运恐怖组织网络犯罪司法引渡领事保护青年志愿者博物馆图书馆电影节合作协议";
    static const char *const shifts[] = {"", "1", "12"};
    for (size_t shift = 0; shift < 3; shift++) {
        char zh[1200] = "两国讨论了贸易，";
        strcat(zh, shifts[shift]);
        strcat(zh, clause);
        strcat(zh, "。");
        const char *const pairs[][2] = {
            {zh, "The two countries discussed trade."},
            {"天气很好。", "The weather is fine."},
            {"老师给学生写信。", "The teacher writes letters to the students."},
            {"火车明天早上到达。", "The train arrives tomorrow morning."},
            {"我们昨天看了一部电影。", "We saw a film yesterday, and we liked it very much indeed, all of us."},
            {"图书馆星期天上午开放。", "The library is open on Sunday mornings, except on holidays and in summer."},
            {"飞机在机场上空盘旋。", "The plane circled over the airport for half an hour before it landed at last."},
        };
        dz_alignment *alignment = check(*state, pairs, sizeof pairs / sizeof *pairs, NULL);
        assert_non_null(alignment);
        size_t count;
        const dz_note *notes = dz_alignment_notes(alignment, 0, &count);
        assert_true(count > 0);
        for (size_t n = 0; n < count; n++) {
            dz_decoded *decoded = NULL;
            dz_context *context = ((fixture *)*state)->context;
            assert_int_equal(dz_decode(context, &decoded, notes[n].text, strlen(notes[n].text), "utf-8"), DZ_OK);
            assert_int_equal(dz_decoded_repair_count(decoded), 0);
            dz_decoded_free(decoded);
        }
        dz_alignment_free(alignment);
    }
}

static const char *const terms[][2] = {
    {"我们反对网络攻击。", "We oppose cyber-attacks."},
    {"我们反对网络攻击。", "We oppose hacking."},
    {"中方支持人类命运共同体。", "China supports a community with a shared future for mankind."},
};

/* Terms of several words are found whatever their form; what is not rendered so is named with what was wanted. */
static void the_glossary_is_kept_to(void **state)
{
    fixture *self = *state;
    static const char text[] = "# terms\r\n網絡攻擊\tcyber attack; network attack\tnote\r\n\r\n"
                               "community with a shared future for mankind\t人类命运共同体\n";
    dz_glossary *glossary;
    assert_int_equal(dz_glossary_parse(self->context, &glossary, "terms", text, sizeof text - 1), DZ_OK);
    assert_int_equal(dz_glossary_count(glossary), 3);
    dz_alignment *alignment = check(self, terms, 3, glossary);
    assert_non_null(alignment);
    expect_flags(alignment, 0, 0, NULL);
    expect_flags(alignment, 1, DZ_FLAG_TERM, "cyber attack / network attack");
    expect_flags(alignment, 2, 0, NULL);
    dz_alignment_free(alignment);
    dz_glossary_free(glossary);
}

static void broken_glossaries_are_refused_by_line(void **state)
{
    fixture *self = *state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"会谈\ttalks\n会谈 talks\n", "g:2: has no tab"},
        {"\n\n会谈\t\n", "g:3: lacks the term"},
        {"talks\tconsultations\n", "g:1: one side must be Chinese"},
        {"会谈\t会议\n", "g:1: one side must be Chinese"},
        {"会谈\t--\n", "g:1: a rendering has no word in it"},
    };
    for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
        dz_glossary *glossary;
        assert_int_equal(dz_glossary_parse(self->context, &glossary, "g", cases[n].text, strlen(cases[n].text)),
                         DZ_ERROR_FORMAT);
        assert_null(glossary);
        assert_non_null(strstr(dz_context_message(self->context), cases[n].message));
    }
}

/* Whichever allocation fails, nothing leaks. */
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    static const char text[] = "网络攻击\tcyber attack; hacking\n黑客\thacking\n";
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        fixture self = {.context = failing_context(&failing)};
        dz_glossary *glossary = NULL;
        dz_alignment *alignment = NULL;
        dz_status status = DZ_ERROR_MEMORY;
        if (self.context)
            status = dz_glossary_parse(self.context, &glossary, "g", text, sizeof text - 1);
        if (status == DZ_OK)
            alignment = check(&self, terms, 3, glossary);
        assert_int_equal(!alignment, failing.failed);
        dz_alignment_free(alignment);
        dz_glossary_free(glossary);
        dz_context_free(self.context);
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(good_renderings_pass),
        cmocka_unit_test(units_of_ten_thousands_are_not_mixed_up),
        cmocka_unit_test(other_renderings_are_named),
        cmocka_unit_test(long_notes_end_with_a_character),
        cmocka_unit_test(the_glossary_is_kept_to),
        cmocka_unit_test(broken_glossaries_are_refused_by_line),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
