/* Numbers, dates and names of both languages have one form: otherwise a changed figure passes, and one that is only
 * written otherwise is held against a report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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

typedef struct pair {
    const char *texts[2]; /* Chinese and English */
    const char *values;
} pair;

static void assert_values(dz_context *context, const char *text, const char *expected)
{
    char got[512] = "";
    size_t at = 0;
    dz_value_options options = DZ_VALUE_OPTIONS_INIT;
    options.document_date = "2015-03-12";
    dz_value_list *list;
    assert_int_equal(dz_values(context, &list, text, strlen(text), &options), DZ_OK);
    for (size_t i = 0; i < dz_value_count(list); i++)
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%s", i ? " | " : "", dz_value_at(list, i)->value);
    if (strcmp(got, expected) != 0)
        print_error("in: %s\n", text);
    assert_string_equal(got, expected);
    dz_value_list_free(list);
}

static void assert_pairs(dz_context *context, const pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t side = 0; side < 2; side++)
            assert_values(context, pairs[i].texts[side], pairs[i].values);
}

#define ASSERT_PAIRS(state, pairs) assert_pairs(*(state), pairs, sizeof pairs / sizeof *pairs)

static void thousands_may_be_parted_by_blanks(void **state)
{
    static const pair pairs[] = {
        {{"共有100 000名居民", "some 100,000 residents"}, "100000"},
        {{"共计3 444 250美元", "3 444 250 dollars in all"}, "USD 3444250"},
        {{"窄空格：12\u202F345人", "a thin space: 12\u2009345 people"}, "12345"},
        {{"2 000多人", "over 2\u00A0000 people"}, "2000"},
        {{"12 34号", "12 34 of them"}, "12 | 34"},
        {{"2015年100 000人", "in 2015 100 000 people"}, "2015 | 100000"},
    };
    ASSERT_PAIRS(state, pairs);
}

static void blanks_may_stand_before_chinese_units(void **state)
{
    static const pair pairs[] = {
        {{"价值 1.25 亿英镑", "worth £125m"}, "GBP 125000000"},
        {{"超过 2000 万人", "more than 20 million people"}, "20000000"},
        {{"约 35 万美元", "about $350,000"}, "USD 350000"},
        {{"200多万儿童", "more than 2 million children"}, "2000000"},
        {{"发电2900千瓦", "2900 kilowatts"}, "2900"},
    };
    ASSERT_PAIRS(state, pairs);
}

static void times_of_day_are_one_value(void **state)
{
    static const pair pairs[] = {
        {{"星期五下午12时40分举行", "held on Friday at 12.40 p.m."}, "W5 | 12:40"},
        {{"上午9时30分", "at 9.30 a.m."}, "09:30"},
        {{"下午3点半", "3:30 pm"}, "15:30"},
        {{"晚上八点十五分", "8.15pm"}, "20:15"},
        {{"凌晨3时", "at 3 a.m."}, "03:00"},
        {{"7:55 出发", "at 7:55 they left"}, "07:55"},
        {{"上午10时至下午1时", "10 a.m. to 1 p.m."}, "10:00 | 13:00"},
        {{"18小时", "18 hours"}, "18"},
        {{"五点建议", "five points"}, "5"},
    };
    ASSERT_PAIRS(state, pairs);
}

static void a_suffix_behind_a_list_is_for_all_of_it(void **state)
{
    static const pair pairs[] = {
        {{"分别为45%和46%", "45 and 46 per cent respectively"}, "45% | 46%"},
        {{"百分之五、百分之六和百分之七", "5, 6 and 7 percent"}, "5% | 6% | 7%"},
        {{"从5%上升到8%", "rose from 5 to 8 percent"}, "5% | 8%"},
        {{"10-20万", "10 to 20 ten thousands"}, "100000..200000"},
    };
    assert_pairs(*state, pairs, 3);
    assert_values(*state, "10-20万人", "100000..200000");
    assert_values(*state, "two to three million", "2000000..3000000");
    assert_values(*state, "两三千人", "2000..3000");
    assert_values(*state, "11岁至18岁", "11..18");
    assert_values(*state, "between 30 and 43 percent", "30..43%");
    assert_values(*state, "30% 至 43%", "30..43%");
}

static void two_that_are_known_are_not_counted(void **state)
{
    assert_values(*state, "这两个领域，两国关系，两年期，两者", "");
    assert_values(*state, "两名人员和两(2)辆车", "2 | 2 | 2");
    assert_values(*state, "大陆地区，唯一一位，数十人，几百家，十几岁，数以十万计", "");
    assert_values(*state, "零容忍，零售业", "0");
    assert_values(*state, "zero tolerance", "0");
}

static void dates_of_a_list_or_a_range_are_whole(void **state)
{
    static const pair pairs[] = {
        {{"2015年3月9日至20日", "9-20 March 2015"}, "2015-03-09 | 2015-03-20"},
        {{"2013年10月24和25日", "24 and 25 October 2013"}, "2013-10-24 | 2013-10-25"},
        {{"2014年7月29至31日", "from 29 to 31 July 2014"}, "2014-07-29 | 2014-07-31"},
        {{"2015年2月3日至3月5日", "from 3 February to 5 March 2015"}, "2015-02-03 | 2015-03-05"},
        {{"2010年4至6月", "April to June 2010"}, "2010-04 | 2010-06"},
        {{"2015年3月14日至18日", "March 14-18, 2015"}, "2015-03-14 | 2015-03-18"},
        {{"11月3日和4日", "on November 3 and 4."}, "--11-03 | --11-04"},
        {{"2014至2020年期间", "the period 2014-2020"}, "2014 | 2020"},
        {{"2015-2016年", "2015-16"}, "2015 | 2016"},
        {{"3月14日，18人死亡", "On March 14, 18 people died"}, "--03-14 | 18"},
    };
    ASSERT_PAIRS(state, pairs);
}

static void numbers_like_years_are_told_from_years(void **state)
{
    static const pair pairs[] = {
        {{"第1990(2011)号决议", "resolution 1990 (2011)"}, "1990 | 2011"},
        {{"2015年后发展议程", "the post-2015 development agenda"}, "2015"},
        {{"1962年中", "by mid-1962"}, "1962"},
        {{"1492年，船队出发", "In 1492, ships set out"}, "1492"},
        {{"20世纪30年代", "in the 1930s"}, "193X"},
        {{"六十年代", "the Sixties"}, "196X"},
        {{"公元前512年", "in 512 BC"}, "-0511"},
        {{"2000 名代表", "2000\u00A0delegates"}, "2000"},
    };
    assert_pairs(*state, pairs, 7);
    assert_values(*state, "2000 名代表", "2000");
    assert_values(*state, "his sixties", "");
}

static void relative_dates_count_from_the_documents(void **state)
{
    static const pair pairs[] = {
        {{"上月", "last month"}, "2015-02"},
        {{"去年4月2日", "April 2 last year"}, "2014-04-02"},
        {{"昨晚", "last night"}, "2015-03-11"},
        {{"本周", "this week"}, "2015-W11"},
        {{"上周四", "last Thursday"}, "W4"},
        {{"民国元年", "1912"}, "1912"},
        {{"民国一百零四年三月", "March 2015"}, "2015-03"},
        {{"4月31日", "31 April"}, ""},
    };
    ASSERT_PAIRS(state, pairs);
}

static void fractions_and_shares_are_one_value(void **state)
{
    static const pair pairs[] = {
        {{"五分之一的学生", "one in five pupils"}, "1/5"},
        {{"不到一半", "less than half"}, "1/2"},
        {{"三分之二", "two-thirds"}, "2/3"},
        {{"百分之百", "100 percent"}, "100%"},
        {{"两年半", "two and a half years"}, "2.5"},
        {{"五十万", "half a million"}, "500000"},
        {{"1:0", "1-0"}, "1:0"},
        {{"以3比1获胜", "won 3-1"}, "3:1"},
        {{"零下5度", "-5 degrees"}, "-5"},
        {{"下半年", "the second half of the year"}, ""},
        {{"五十年", "five decades"}, "50"},
    };
    ASSERT_PAIRS(state, pairs);
    assert_values(*state, "铀-235", "235");
    assert_values(*state, "about half an hour", "");
}

static void ordinals_and_roman_numerals_count(void **state)
{
    static const pair pairs[] = {
        {{"第三章", "Chapter III"}, "3"},
        {{"第六条", "article VI"}, "6"},
        {{"七十周年", "the seventieth anniversary"}, "70"},
        {{"伊丽莎白二世", "Elizabeth II"}, "2"},
        {{"附件四", "annex IV"}, "4"},
        {{"第五十八届", "fifty-eighth session"}, "58"},
        {{"第1段", "paragraph 1"}, "1"},
    };
    ASSERT_PAIRS(state, pairs);
    assert_values(*state, "XI JINPING, IV drip, I said, a second later", "");
}

static void money_has_its_code(void **state)
{
    static const pair pairs[] = {
        {{"50亿美元", "$5 billion"}, "USD 5000000000"},
        {{"3亿元人民币", "RMB 300 million yuan"}, "CNY 300000000"},
        {{"1100万英镑", "11 million pounds"}, "GBP 11000000"},
        {{"45,000澳元", "$A45,000"}, "AUD 45000"},
        {{"500亿韩元", "50 billion won"}, "KRW 50000000000"},
        {{"50亿美元计划", "a 5-billion-dollar plan"}, "USD 5000000000"},
        {{"一美元", "1 dollar"}, "USD 1"},
    };
    ASSERT_PAIRS(state, pairs);
    assert_values(*state, "a team of 5 won", "5");
}

static void numbers_of_list_items_count_nothing(void **state)
{
    assert_values(*state, "10. 委员会商定三项议题", "3");
    assert_values(*state, "10. The Commission agreed on three topics", "3");
    assert_values(*state, "十二、委员会", "");
    assert_values(*state, "1.5亿人", "150000000");
}

static void offices_have_one_form(void **state)
{
    static const pair pairs[] = {
        {{"外交部发言人", "Foreign Ministry spokesperson"}, "foreignministry/spokesperson"},
        {{"中国外交部发言人", "spokeswoman for the Chinese Foreign Ministry"}, "china/foreignministry/spokesperson"},
        {{"中华人民共和国外交部", "the Ministry of Foreign Affairs of the People's Republic of China"},
         "china/foreignministry"},
        {{"外交部长", "Minister of Foreign Affairs"}, "foreignministry/minister"},
        {{"联合国安理会", "the UN Security Council"}, "securitycouncil"},
        {{"联合国秘书长", "the Secretary-General of the United Nations"}, "unitednations/secretarygeneral"},
        {{"美国总统", "the US President"}, "unitedstates/president"},
        {{"美國國務院發言人", "U.S. State Department spokesman"}, "unitedstates/statedepartment/spokesperson"},
        {{"国务院新闻办公室", "the State Council Information Office"}, "statecouncilinformationoffice"},
        {{"欧盟", "the EU"}, "europeanunion"},
        {{"美国，美国人", "us and who, the American people"}, ""},
    };
    ASSERT_PAIRS(state, pairs);
}

static void persons_are_found_in_both_languages(void **state)
{
    assert_values(*state, "前任美国总统巴拉克·奥巴马表示", "unitedstates/president | balakeaobama");
    assert_values(*state, "美国总统奥巴马表示", "unitedstates/president | aobama");
    assert_values(*state, "奥巴马总统表示", "aobama");
    assert_values(*state, "欧阳修先生说", "ouyangxiu");
    assert_values(*state, "乌克兰总统", "ukraine/president");
    assert_values(*state, "发言人华春莹说", "huachunying");
}

/* A name that is taken for another one's, or not for its own in the other language. */
static void names_are_compared_by_sound(void **state)
{
    static const char *const same[][2] = {
        {"奥巴马", "Barack Obama"},
        {"华春莹", "Chunying Hua"},
        {"唐納德·特朗普", "Donald Trump"},
        {"李长春", "Li Changchun"},
        {"曾培炎", "Zeng Peiyan"},
        {"尉迟恭", "Yuchi Gong"},
        {"克里斯蒂娜", "Christina"},
        {"安格拉·默克尔", "Merkel"},
        {"阿德南·阿明", "Adnan Z. Amin"},
        {"弗拉基米尔·普京", "Vladimir Putin"},
        {"Müller", "Mueller"},
        {"李克强", "LI Keqiang"},
    };
    static const char *const others[][2] = {
        {"华春莹", "Hua Chunlei"},
        {"李克强", "Li Keqing"},
        {"奥巴马", "George Bush"},
        {"默克尔", "Theresa May"},
        {"王毅", "Wang Yang"},
        {"特朗普", "Hillary Clinton"},
        {"", "Obama"},
        {"普京", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        double score = dz_name_similarity(same[i][0], strlen(same[i][0]), same[i][1], strlen(same[i][1]));
        if (score < DZ_NAME_ALIKE)
            print_error("%s %s %.2f\n", same[i][0], same[i][1], score);
        assert_true(score >= DZ_NAME_ALIKE);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(dz_name_similarity(others[i][0], strlen(others[i][0]), others[i][1], strlen(others[i][1])) <
                    DZ_NAME_ALIKE);
}

/* A very long name is compared by its beginning, and nothing is written past it. */
static void long_names_are_cut(void **state)
{
    char name[4096];
    (void)state;
    memset(name, 'k', sizeof name);
    for (size_t i = 1; i < sizeof name; i += 2)
        name[i] = i % 64 == 63 ? ' ' : 'a';
    assert_true(dz_name_similarity(name, sizeof name, name, sizeof name) > 0.9);
    assert_true(dz_name_similarity(name, sizeof name, "奥巴马", 9) < 1);
}

/* A date by a year of two figures would begin anywhere: the page would mark a paragraph, or the command would fall. */
static void a_short_year_begins_where_it_stands(void **state)
{
    static const char text[] = "那一年的事情大家都还记得。八年一月二十三日开工。";
    dz_value_list *list;
    assert_int_equal(dz_values(*state, &list, text, strlen(text), NULL), DZ_OK);
    assert_int_equal(dz_value_count(list), 1);
    assert_string_equal(dz_value_at(list, 0)->value, "2008-01-23");
    assert_int_equal(dz_value_at(list, 0)->span.begin, strstr(text, "八年") - text);
    dz_value_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(thousands_may_be_parted_by_blanks, make_context, free_context),
        cmocka_unit_test_setup_teardown(blanks_may_stand_before_chinese_units, make_context, free_context),
        cmocka_unit_test_setup_teardown(times_of_day_are_one_value, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_suffix_behind_a_list_is_for_all_of_it, make_context, free_context),
        cmocka_unit_test_setup_teardown(two_that_are_known_are_not_counted, make_context, free_context),
        cmocka_unit_test_setup_teardown(dates_of_a_list_or_a_range_are_whole, make_context, free_context),
        cmocka_unit_test_setup_teardown(numbers_like_years_are_told_from_years, make_context, free_context),
        cmocka_unit_test_setup_teardown(relative_dates_count_from_the_documents, make_context, free_context),
        cmocka_unit_test_setup_teardown(fractions_and_shares_are_one_value, make_context, free_context),
        cmocka_unit_test_setup_teardown(ordinals_and_roman_numerals_count, make_context, free_context),
        cmocka_unit_test_setup_teardown(money_has_its_code, make_context, free_context),
        cmocka_unit_test_setup_teardown(offices_have_one_form, make_context, free_context),
        cmocka_unit_test_setup_teardown(persons_are_found_in_both_languages, make_context, free_context),
        cmocka_unit_test(names_are_compared_by_sound),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test_setup_teardown(numbers_of_list_items_count_nothing, make_context, free_context),
        cmocka_unit_test_setup_teardown(a_short_year_begins_where_it_stands, make_context, free_context),
    };
    return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
