#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "duizhao/document.h"
#include "failing_allocator.h"

typedef struct document_fixture {
    dz_context *context;
    char log[1024];
} document_fixture;

static void keep_log(void *payload, const char *message)
{
    document_fixture *fixture = payload;
    snprintf(fixture->log, sizeof fixture->log, "%s", message);
}

static int set_up(void **state)
{
    document_fixture *fixture = calloc(1, sizeof *fixture);
    dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
    options.log = keep_log;
    options.payload = fixture;
    *state = fixture;
    return fixture ? dz_context_new(&fixture->context, &options) : 1;
}

static int tear_down(void **state)
{
    document_fixture *fixture = *state;
    dz_context_free(fixture->context);
    free(fixture);
    return 0;
}

static dz_document *parse(void **state, const char *name, const char *text)
{
    document_fixture *fixture = *state;
    dz_document *document = NULL;
    dz_status status = dz_document_parse(fixture->context, &document, name, text, strlen(text), NULL);
    if (status != DZ_OK)
        print_error("%s\n", dz_context_message(fixture->context));
    assert_int_equal(status, DZ_OK);
    return document;
}

/* What a test expects of a block: its kind, who speaks in which role, and its words. NULL: not asked. */
typedef struct expected {
    dz_block_kind kind;
    const char *content;
    dz_turn_role role;
    int turn; /* -1: none */
    const char *speaker;
} expected;

static void assert_block(const dz_document *document, const dz_block *block, const expected *wanted)
{
    dz_view text = dz_document_text(document);
    size_t length = block->content.end - block->content.begin;
    char content[512];
    assert_true(length < sizeof content);
    memcpy(content, text.data + block->content.begin, length);
    content[length] = '\0';
    assert_string_equal(content, wanted->content);
    assert_string_equal(dz_block_kind_name(block->kind), dz_block_kind_name(wanted->kind));
    assert_string_equal(dz_turn_role_name(block->role), dz_turn_role_name(wanted->role));
    assert_int_equal(block->turn, wanted->turn < 0 ? DZ_NO_TURN : (uint32_t)wanted->turn);
    if (wanted->speaker) {
        assert_non_null(block->speaker);
        assert_string_equal(block->speaker, wanted->speaker);
    }
}

static void assert_blocks(const dz_document *document, const expected *wanted, size_t count)
{
    size_t found = 0;
    const dz_block *blocks = dz_document_blocks(document, &found);
    for (size_t i = 0; i < found && i < count; i++)
        assert_block(document, &blocks[i], &wanted[i]);
    assert_int_equal(found, count);
}

#define ASSERT_BLOCKS(document, wanted) assert_blocks((document), (wanted), sizeof(wanted) / sizeof *(wanted))

/* ---- What must hold of every document ---- */

/* Offsets that overlap, leave the text or cut a character would mark the wrong words in every result. */
static void assert_sound(const dz_document *document)
{
    size_t blocks = 0;
    size_t sentences = 0;
    const dz_block *block = dz_document_blocks(document, &blocks);
    const dz_sentence *sentence = dz_document_sentences(document, &sentences);
    dz_view text = dz_document_text(document);
    size_t end = 0;
    for (size_t i = 0; i < blocks; i++) {
        assert_true(block[i].span.begin >= end && block[i].span.end <= text.length);
        assert_true(block[i].span.begin <= block[i].content.begin && block[i].content.begin <= block[i].content.end);
        assert_true(block[i].content.end <= block[i].span.end);
        assert_true(block[i].span.begin == text.length ||
                    ((unsigned char)text.data[block[i].span.begin] & 0xC0) != 0x80);
        end = block[i].span.end;
    }
    end = 0;
    for (size_t i = 0; i < sentences; i++) {
        assert_true(sentence[i].span.begin >= end && sentence[i].block < blocks);
        assert_true(sentence[i].span.begin >= block[sentence[i].block].content.begin);
        assert_true(sentence[i].span.end <= block[sentence[i].block].content.end);
        end = sentence[i].span.end;
    }
}

/* ---- Plain text ---- */

/* A quote would be looked for in the wrong place if reading changed the text. */
static void plain_text_is_not_changed(void **state)
{
    const char *text = "  Title of it\r\n\r\nOne line.  \r\nAnother one. And more.\r\n";
    dz_document *document = parse(state, "a.txt", text);
    assert_string_equal(dz_document_text(document).data, text);
    const expected wanted[] = {{DZ_BLOCK_HEADING, "Title of it", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "One line.", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "Another one. And more.", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    assert_sound(document);
    size_t count = 0;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    assert_int_equal(count, 4);
    assert_int_equal(sentences[3].block, 2);
    dz_document_free(document);
}

/* Sentences of hard-wrapped text would end at every line. */
static void hard_wrapped_lines_are_joined(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "The two ministries have agreed on a plan that will keep the\n"
                                  "harbour open through the winter, and will meet again in the\n"
                                  "spring to see how it went and what remains to be done about\n"
                                  "the old quay.\n"
                                  "\n"
                                  "Nobody was hurt in the storm of last week, which came up the\n"
                                  "coast faster than the observatory had foreseen, officials of\n"
                                  "the port said.\n");
    size_t count = 0;
    dz_document_blocks(document, &count);
    assert_int_equal(count, 2);
    dz_document_sentences(document, &count);
    assert_int_equal(count, 2);
    dz_document_free(document);
}

/* Wrapped Chinese, where any character may begin a line. */
/* A short text has too few lines to tell a width: its sentences would be cut in two. */
static void cut_sentences_are_joined(void **state)
{
    static const struct {
        const char *text;
        size_t blocks;
    } cases[] = {
        {"It was a cold \nnight in the port.", 1},
        {"The ministry said on Monday that the port\nwould stay open (it had been\nclosed) all winter.", 1},
        {"The port was opened in the year\n(1995, as some say) and closed again.", 1},
        {"The port will stay open\n.", 1},
        {"The port will stay open.\nthe road will not.", 2},
        {"Port to Stay Open\nThe port will stay open.", 2},
        {"Port to Stay Open All Winter, Says Ministry\nby Harbour Desk", 2},
        {"The aims of both sides are these:\npeace and trade.", 2},
        {"The aims of both sides are these\na) peace;\nb) trade.", 3},
        {"What the port needs\nsalt and sand\nships and boats\ncranes and rope", 4},
        {"salt and sand\nships and boats.", 2},
        {"Phones of all kinds\niPhone sales rose.", 2},
        {"Source: Harbour Desk\nand others who were there.", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dz_document *document = parse(state, "a.txt", cases[i].text);
        size_t count = 0;
        dz_document_blocks(document, &count);
        if (count != cases[i].blocks)
            print_error("%s\n", cases[i].text);
        assert_int_equal(count, cases[i].blocks);
        assert_sound(document);
        dz_document_free(document);
    }
}

static void hard_wrapped_chinese_is_joined(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "两国有关部门就港口冬季开放问题达成一致，双方将于明年春\n"
                                  "天再次会晤，评估有关安排的执行情况，并就旧码头的改造交\n"
                                  "换意见。据介绍，这项工作已经持续了三年，涉及沿岸十二个\n"
                                  "县市。\n");
    size_t count = 0;
    dz_document_blocks(document, &count);
    assert_int_equal(count, 1);
    dz_document_free(document);
}

/* Line numbers of --split=lines would not be sentence numbers, and beads would point at the wrong lines. */
static void kept_lines_are_sentences(void **state)
{
    document_fixture *fixture = *state;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    const char *text = "Date: 2015-04-02\r\n\r\nQ: One? Two?\n\nA: Three.";
    options.keep_lines = true;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a", text, strlen(text), &options), DZ_OK);
    size_t count = 0;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    assert_int_equal(count, 5);
    assert_int_equal(sentences[0].span.end, 16);
    assert_int_equal(sentences[1].span.begin, sentences[1].span.end);
    assert_int_equal(sentences[2].span.begin, 20);
    assert_int_equal(sentences[4].block, 4);
    assert_null(dz_document_date(document));
    assert_sound(document);
    dz_document_free(document);
}

static void last_line_feed_begins_no_line(void **state)
{
    document_fixture *fixture = *state;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    size_t count = 0;
    options.keep_lines = true;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a", "a\nb\n", 4, &options), DZ_OK);
    dz_document_sentences(document, &count);
    assert_int_equal(count, 2);
    dz_document_free(document);
    assert_int_equal(dz_document_parse(fixture->context, &document, "a", "", 0, &options), DZ_OK);
    dz_document_sentences(document, &count);
    assert_int_equal(count, 0);
    dz_document_free(document);
}

/* ---- What a text is about ---- */

static void header_lines_are_facts_and_no_blocks(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "Title: Briefing of the Ministry\nDate: April 2, 2015\nSpeaker: Hua Chunying\nLanguage: en\n"
              "URL: https://example.org/1\n\nThe ministry said so.\n");
    assert_string_equal(dz_document_date(document), "2015-04-02");
    assert_string_equal(dz_document_speaker(document), "Hua Chunying");
    assert_string_equal(dz_document_title(document), "Briefing of the Ministry");
    assert_string_equal(dz_document_address(document), "https://example.org/1");
    assert_string_equal(dz_document_language_tag(document), "en");
    const expected wanted[] = {{DZ_BLOCK_PARAGRAPH, "The ministry said so.", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

static void chinese_header_lines_are_read(void **state)
{
    dz_document *document =
        parse(state, "a.txt", "日期：2015年4月2日\n发言人：华春莹\n标题：例行记者会\n\n中方注意到有关报道。\n");
    assert_string_equal(dz_document_date(document), "2015-04-02");
    assert_string_equal(dz_document_speaker(document), "华春莹");
    assert_string_equal(dz_document_title(document), "例行记者会");
    dz_document_free(document);
}

/* The first question would vanish from the text. */
static void turns_at_the_top_are_no_header_lines(void **state)
{
    dz_document *document =
        parse(state, "a.txt", "Q: What about the port?\nA: It is open.\n\nQ: Until when?\nA: Until May.\n");
    size_t count = 0;
    dz_document_blocks(document, &count);
    assert_int_equal(count, 4);
    dz_document_free(document);
}

static void unreadable_header_date_is_said(void **state)
{
    document_fixture *fixture = *state;
    dz_document *document = parse(state, "a.txt", "Title: T\nDate: some day\n\nText.\n");
    assert_null(dz_document_date(document));
    assert_non_null(strstr(fixture->log, "a.txt:2"));
    dz_document_free(document);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void side_file_wins(void **state)
{
    document_fixture *fixture = *state;
    char path[] = "/tmp/duizhao-document-XXXXXX";
    char side[64];
    dz_document *document = NULL;
    close(mkstemp(path));
    snprintf(side, sizeof side, "%s.meta.json", path);
    write_file(path, "Date: 2015-04-02\nSpeaker: Hua Chunying\n\nIt is so.\n");
    write_file(side, "{\"date\": \"2016-05-06\", \"speaker\": null, \"title\": \"T\", \"other\": 1}");
    assert_int_equal(dz_document_read(fixture->context, &document, path, NULL), DZ_OK);
    assert_string_equal(dz_document_date(document), "2016-05-06");
    assert_string_equal(dz_document_speaker(document), "Hua Chunying");
    assert_string_equal(dz_document_title(document), "T");
    dz_document_free(document);
    write_file(side, "{\"date\": \"2016-05-06\",\n \"speaker\" }");
    assert_int_equal(dz_document_read(fixture->context, &document, path, NULL), DZ_ERROR_FORMAT);
    assert_null(document);
    assert_non_null(strstr(dz_context_message(fixture->context), ".meta.json:2:"));
    write_file(side, "{\"date\": \"soon\"}");
    assert_int_equal(dz_document_read(fixture->context, &document, path, NULL), DZ_ERROR_FORMAT);
    unlink(side);
    assert_int_equal(mkfifo(side, 0600), 0); /* reading it would wait for ever */
    assert_int_equal(dz_document_read(fixture->context, &document, path, NULL), DZ_OK);
    dz_document_free(document);
    unlink(side);
    unlink(path);
}

/* The day and the speaker of a briefing would be unknown where only its title names them. */
static void titles_name_speaker_and_day(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference on April 2, 2015\n\n"
              "Q: Is it so?\n\nA: It is.\n");
    assert_string_equal(dz_document_speaker(document), "Hua Chunying");
    assert_string_equal(dz_document_date(document), "2015-04-02");
    dz_document_free(document);
    document = parse(state, "a.txt", "2015年4月2日外交部发言人华春莹主持例行记者会\n\n问：是这样吗？\n\n答：是的。\n");
    assert_string_equal(dz_document_speaker(document), "华春莹");
    assert_string_equal(dz_document_date(document), "2015-04-02");
    const dz_block *block = dz_document_block_at(document, dz_document_text(document).length - 2);
    assert_non_null(block);
    assert_string_equal(block->speaker, "华春莹");
    dz_document_free(document);
}

/* A person's name would be read out of a title that names none. */
static void titles_without_names_give_none(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "Foreign Ministry Spokesperson's Regular Press Conference on March 14, 2019\n\nQ: So?\n\nA: Yes.\n");
    assert_null(dz_document_speaker(document));
    dz_document_free(document);
    document = parse(state, "a.txt", "外交部发言人例行记者会\n\n问：是吗？\n\n答：是的。\n");
    assert_null(dz_document_speaker(document));
    dz_document_free(document);
}

/* ---- Kinds ---- */

/* Navigation and photo captions would be quoted, aligned and checked as text. */
static void press_report_has_its_kinds(void **state)
{
    dz_document *document = parse(state, "report.txt",
                                  "Port to Stay Open All Winter, Ministry Says\n"
                                  "Harbour Desk | Apr 03, 2015 06:47 AM EDT\n"
                                  "Ships wait outside the port. (Photo : Reuters)\n"
                                  "The port will stay open, the ministry said on Thursday.\n"
                                  "Follow us on Facebook\n"
                                  "It had been closed for three winters.\n"
                                  "Tags:\nports, winter\nRelated News\n1\n2\n");
    const expected wanted[] = {
        {DZ_BLOCK_HEADING, "Port to Stay Open All Winter, Ministry Says", 0, -1, NULL},
        {DZ_BLOCK_BYLINE, "Harbour Desk", 0, -1, NULL},
        {DZ_BLOCK_DATELINE, "Apr 03, 2015 06:47 AM EDT", 0, -1, NULL},
        {DZ_BLOCK_CAPTION, "Ships wait outside the port. (Photo : Reuters)", 0, -1, NULL},
        {DZ_BLOCK_PARAGRAPH, "The port will stay open, the ministry said on Thursday.", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "Follow us on Facebook", 0, -1, NULL},
        {DZ_BLOCK_PARAGRAPH, "It had been closed for three winters.", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "Tags:", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "ports, winter", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "Related News", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "1", 0, -1, NULL},
        {DZ_BLOCK_BOILERPLATE, "2", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    assert_string_equal(dz_document_date(document), "2015-04-03");
    assert_sound(document);
    dz_document_free(document);
}

/* A quotation with a sign that trails of links have, too, would never be looked at. */
static void only_links_are_trails(void **state)
{
    static const struct {
        const char *line;
        bool trail;
    } cases[] = {{"Home > News > China", true},
                 {"Home >> Foreign Ministry >> Regular Press Conference", true},
                 {"Home › Statements › Port's future", true},
                 {"首页 > 新闻 > 国内", true},
                 {"网站首页>国内新闻>正文", true},
                 {"He said <b>\"We can recover the costs.\"</b>", false},
                 {"Growth should be >3 percent, and >5 percent would be a problem, he said: \"No more.\"", false},
                 {"Growth of > 3 percent and > 5 percent is a problem", false},
                 {"We say: open > closed > shut.", false},
                 {"他说：“开放>封闭>关闭”", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text, "Port to Stay Open\nThe port will stay open.\n%s\nIt was closed for a year.\n",
                 cases[i].line);
        dz_document *document = parse(state, "a.txt", text);
        size_t count = 0;
        const dz_block *blocks = dz_document_blocks(document, &count);
        assert_int_equal(count, 4);
        assert_int_equal(blocks[2].kind == DZ_BLOCK_BOILERPLATE, cases[i].trail);
        dz_document_free(document);
    }
}

static void chinese_report_has_its_kinds(void **state)
{
    dz_document *document = parse(state, "report.txt",
                                  "港口冬季将继续开放\n"
                                  "2015-04-03 07:20:20  来源：海角日报\n"
                                  "图为等候进港的船舶。本报记者摄\n"
                                  "海角日报北京4月3日电（记者 某某）有关部门3日表示，港口冬季将继续开放。\n"
                                  "此前三年，港口冬季一直关闭。\n"
                                  "责任编辑：本报编辑部\n相关新闻\n");
    const expected wanted[] = {{DZ_BLOCK_HEADING, "港口冬季将继续开放", 0, -1, NULL},
                               {DZ_BLOCK_DATELINE, "2015-04-03 07:20:20", 0, -1, NULL},
                               {DZ_BLOCK_BYLINE, "来源：海角日报", 0, -1, NULL},
                               {DZ_BLOCK_CAPTION, "图为等候进港的船舶。本报记者摄", 0, -1, NULL},
                               {DZ_BLOCK_DATELINE, "海角日报北京4月3日电", 0, -1, NULL},
                               {DZ_BLOCK_BYLINE, "（记者 某某）", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "有关部门3日表示，港口冬季将继续开放。", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "此前三年，港口冬季一直关闭。", 0, -1, NULL},
                               {DZ_BLOCK_BOILERPLATE, "责任编辑：本报编辑部", 0, -1, NULL},
                               {DZ_BLOCK_BOILERPLATE, "相关新闻", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

static void datelines_before_paragraphs_are_parted(void **state)
{
    static const char *const datelines[] = {"BEIJING, April 3 (Xinhua) --", "WASHINGTON —",
                                            "GENEVA, May 1 (Reuters) -",    "（日内瓦25日讯）",
                                            "(本社记者日内瓦3日专电)",      "【本報綜合報道】"};
    for (size_t i = 0; i < sizeof datelines / sizeof *datelines; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 "Port Stays Open\n%s The port will stay open, it was said.\nNothing else is known of it.\n",
                 datelines[i]);
        dz_document *document = parse(state, "a.txt", text);
        size_t count = 0;
        const dz_block *blocks = dz_document_blocks(document, &count);
        assert_int_equal(count, 4);
        const expected wanted = {DZ_BLOCK_DATELINE, datelines[i], 0, -1, NULL};
        assert_block(document, &blocks[1], &wanted);
        dz_document_free(document);
    }
}

/* What a page counts beside the day, and a title that names the reporters' event, are no authors. */
static void credits_name_who_wrote(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "港务局举行例行记者会\n\n来源:港务局网站 发布时间:2024-05-31 19:26 浏览量:{{count}}\n\n"
              "2024年5月港务局例行记者会文字实录\n\n港口将于六月一日重新开放。\n");
    const expected wanted[] = {{DZ_BLOCK_HEADING, "港务局举行例行记者会", 0, -1, NULL},
                               {DZ_BLOCK_BYLINE, "来源:港务局网站", 0, -1, NULL},
                               {DZ_BLOCK_DATELINE, "2024-05-31 19:26", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "2024年5月港务局例行记者会文字实录", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "港口将于六月一日重新开放。", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* A recording's transcript has a clock in each label; taken for text, it would be part of what was said. */
static void labels_with_clocks_are_turns(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "Jane Craft (00:00):\n\nGood afternoon.\n\nSpeaker 2 (02:15):\n\nIs the port "
                                  "open?\n\nJane Craft: [00:02:40] It is.\n");
    const expected wanted[] = {{DZ_BLOCK_TURN, "", DZ_ROLE_STATEMENT, 0, "Jane Craft"},
                               {DZ_BLOCK_TURN, "Good afternoon.", DZ_ROLE_STATEMENT, 0, "Jane Craft"},
                               {DZ_BLOCK_TURN, "", DZ_ROLE_QUESTION, 1, "Speaker 2"},
                               {DZ_BLOCK_TURN, "Is the port open?", DZ_ROLE_QUESTION, 1, "Speaker 2"},
                               {DZ_BLOCK_TURN, "It is.", DZ_ROLE_ANSWER, 2, "Jane Craft"}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* Sentences with a dash, a date or a name would lose their beginnings. */
static void sentences_are_no_datelines(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "China - U.S. relations are at a turning point, the paper writes.\n"
                                  "On April 2, 2015 the ministry published a statement.\n"
                                  "据新华社北京4月3日电，港口将继续开放。\n"
                                  "The plan - long awaited - was welcomed by both sides.\n");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(blocks[i].kind, DZ_BLOCK_PARAGRAPH);
    dz_document_free(document);
}

/* The report that the project began with, where it is at hand, against the marks of its layout. */
static void seed_report_has_its_layout(void **state)
{
    static const struct {
        dz_block_kind kind;
        size_t begin;
        size_t end;
    } marks[] = {{DZ_BLOCK_BYLINE, 81, 96},          {DZ_BLOCK_DATELINE, 99, 124},
                 {DZ_BLOCK_CAPTION, 125, 307},       {DZ_BLOCK_BOILERPLATE, 834, 853},
                 {DZ_BLOCK_BOILERPLATE, 2322, 2327}, {DZ_BLOCK_BOILERPLATE, 2328, 2340},
                 {DZ_BLOCK_BOILERPLATE, 2341, 2352}};
    document_fixture *fixture = *state;
    const char *source = getenv("DUIZHAO_SOURCE");
    char path[1024];
    dz_document *document = NULL;
    snprintf(path, sizeof path, "%s/../shared/data/seed/report.txt", source ? source : ".");
    if (access(path, R_OK) != 0)
        skip();
    assert_int_equal(dz_document_read(fixture->context, &document, path, NULL), DZ_OK);
    const dz_offsets *offsets = dz_document_offsets(document);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const dz_block *block = dz_document_block_at(document, dz_offsets_byte(offsets, marks[i].begin));
        assert_non_null(block);
        assert_string_equal(dz_block_kind_name(block->kind), dz_block_kind_name(marks[i].kind));
        assert_int_equal(dz_offsets_codepoint(offsets, block->span.begin), marks[i].begin);
        assert_int_equal(dz_offsets_codepoint(offsets, block->span.end), marks[i].end);
    }
    dz_document_free(document);
}

/* ---- Turns ---- */

static void questions_and_answers_are_turns(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "Speaker: Hua Chunying\n\n"
              "The minister will visit the port on Monday.\n\n"
              "Q: Is the port open?\n\nA: Yes, it is. It has been for a week.\n\nIt will stay so.\n\n(Laughter)\n\n"
              "Q: Until when?\n\nA: I said: \"We shall see.\" I have nothing to add.\n");
    const expected wanted[] = {
        {DZ_BLOCK_TURN, "The minister will visit the port on Monday.", DZ_ROLE_STATEMENT, 0, "Hua Chunying"},
        {DZ_BLOCK_TURN, "Is the port open?", DZ_ROLE_QUESTION, 1, NULL},
        {DZ_BLOCK_TURN, "Yes, it is. It has been for a week.", DZ_ROLE_ANSWER, 2, "Hua Chunying"},
        {DZ_BLOCK_TURN, "It will stay so.", DZ_ROLE_ANSWER, 2, "Hua Chunying"},
        {DZ_BLOCK_PARAGRAPH, "(Laughter)", DZ_ROLE_NONE, -1, NULL},
        {DZ_BLOCK_TURN, "Until when?", DZ_ROLE_QUESTION, 3, NULL},
        {DZ_BLOCK_TURN, "I said: \"We shall see.\" I have nothing to add.", DZ_ROLE_ANSWER, 4, "Hua Chunying"}};
    ASSERT_BLOCKS(document, wanted);
    assert_sound(document);
    dz_document_free(document);
}

static void outlets_ask_and_the_spokesperson_answers(void **state)
{
    dz_document *document =
        parse(state, "a.txt",
              "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference on April 2, 2015\n"
              "The Associated Press: What is your comment?\n"
              "Hua Chunying: We have noted the report.\n"
              "Transocean Weekly Mail: Please say more on the matter of the port.\n"
              "Hua Chunying: I have nothing more.\n");
    const expected wanted[] = {
        {DZ_BLOCK_HEADING, "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference on April 2, 2015", 0,
         -1, NULL},
        {DZ_BLOCK_TURN, "What is your comment?", DZ_ROLE_QUESTION, 0, "The Associated Press"},
        {DZ_BLOCK_TURN, "We have noted the report.", DZ_ROLE_ANSWER, 1, "Hua Chunying"},
        {DZ_BLOCK_TURN, "Please say more on the matter of the port.", DZ_ROLE_QUESTION, 2, "Transocean Weekly Mail"},
        {DZ_BLOCK_TURN, "I have nothing more.", DZ_ROLE_ANSWER, 3, "Hua Chunying"}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

static void chinese_labels_are_read(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "国防部例行记者会\n"
                                  "发言人：大家下午好。\n"
                                  "《海角日报》记者：请介绍有关情况。\n"
                                  "发言人：港口已经开放。我们的立场很明确：开放是长期政策。\n"
                                  "我们的立场很明确：不会改变。\n"
                                  "路透社记者:何时关闭?\n"
                                  "发言人:不会关闭。\n");
    const expected wanted[] = {
        {DZ_BLOCK_HEADING, "国防部例行记者会", 0, -1, NULL},
        {DZ_BLOCK_TURN, "大家下午好。", DZ_ROLE_STATEMENT, 0, "发言人"},
        {DZ_BLOCK_TURN, "请介绍有关情况。", DZ_ROLE_QUESTION, 1, "《海角日报》记者"},
        {DZ_BLOCK_TURN, "港口已经开放。我们的立场很明确：开放是长期政策。", DZ_ROLE_ANSWER, 2, "发言人"},
        {DZ_BLOCK_TURN, "我们的立场很明确：不会改变。", DZ_ROLE_ANSWER, 2, "发言人"},
        {DZ_BLOCK_TURN, "何时关闭?", DZ_ROLE_QUESTION, 3, "路透社记者"},
        {DZ_BLOCK_TURN, "不会关闭。", DZ_ROLE_ANSWER, 4, "发言人"}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* A label on a line of its own, and marks of emphasis around it. */
static void labels_may_stand_alone(void **state)
{
    dz_document *document = parse(state, "a.txt", "**Q:**\nIs it open?\n**A:**\nIt is.\n");
    const expected wanted[] = {{DZ_BLOCK_TURN, "", DZ_ROLE_QUESTION, 0, NULL},
                               {DZ_BLOCK_TURN, "Is it open?", DZ_ROLE_QUESTION, 0, NULL},
                               {DZ_BLOCK_TURN, "", DZ_ROLE_ANSWER, 1, NULL},
                               {DZ_BLOCK_TURN, "It is.", DZ_ROLE_ANSWER, 1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* A page copied without its line feeds would be one turn, and answers would be its question's. */
static void turns_on_one_line_are_parted(void **state)
{
    dz_document *document = parse(state, "a.txt", "问：港口开放吗？ 答：开放。 问：何时关闭？ 答：不会关闭。\n");
    const expected wanted[] = {{DZ_BLOCK_TURN, "港口开放吗？", DZ_ROLE_QUESTION, 0, NULL},
                               {DZ_BLOCK_TURN, "开放。", DZ_ROLE_ANSWER, 1, NULL},
                               {DZ_BLOCK_TURN, "何时关闭？", DZ_ROLE_QUESTION, 2, NULL},
                               {DZ_BLOCK_TURN, "不会关闭。", DZ_ROLE_ANSWER, 3, NULL}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* In a report every "word: ..." would become somebody's speech. */
static void reports_have_no_turns(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "Port to Stay Open: Ministry\n"
                                  "Our goals: peace, trade and calm seas.\n"
                                  "He said: \"The port is open.\"\n"
                                  "Source: Cape Daily\n"
                                  "Says Brown: the port was never closed to begin with.\n"
                                  "华春莹说：“港口是开放的。”\n"
                                  "The time is 10:30 in the morning.\n");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(blocks[i].turn, DZ_NO_TURN);
    dz_document_free(document);
}

/* Debates have speakers in turn; none of them asks. */
static void debates_have_statements(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "The President: I give the floor to the representative of Fiji.\n"
                                  "Mr. Brown (Fiji): We thank the Assembly. We shall be brief.\n"
                                  "The President: I now give the floor to the representative of Peru.\n"
                                  "Ms. Green (Peru): We join in thanking the Assembly.\n");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(blocks[i].role, DZ_ROLE_STATEMENT);
    assert_string_equal(blocks[1].speaker, "Mr. Brown (Fiji)");
    dz_document_free(document);
}

/* ---- HTML ---- */

static const char page[] =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=utf-8><title>Port Open All Winter - Cape Daily</title>"
    "<meta property=\"article:published_time\" content=\"2015-04-03T01:02:03Z\">"
    "<link rel=canonical href=\"https://example.org/port\"><style>p{}</style></head><body>"
    "<nav><ul><li><a href=#>Home</a><li><a href=#>World</a></ul></nav>"
    "<h1>Port Open\n All Winter</h1>"
    "<p>It is <b>open</b>, said &ldquo;the\n   ministry&rdquo;<sup>1</sup>.<br>It will stay <q>open</q>.</p>"
    "<p hidden>No.</p><p style='display: none'>No.</p><script>if (a<b) document.write('x')</script>"
    "<figure><img src=x><figcaption>The port</figcaption></figure>"
    "<div class=\"share-bar\">Tell your friends</div><footer>Cape Daily 2015</footer></body></html>";

static void pages_are_read_as_browsers_show_them(void **state)
{
    document_fixture *fixture = *state;
    dz_document *document = parse(state, "page", page);
    const expected wanted[] = {{DZ_BLOCK_BOILERPLATE, "Home", 0, -1, NULL},
                               {DZ_BLOCK_BOILERPLATE, "World", 0, -1, NULL},
                               {DZ_BLOCK_HEADING, "Port Open All Winter", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "It is open, said “the ministry”1.", 0, -1, NULL},
                               {DZ_BLOCK_PARAGRAPH, "It will stay “open”.", 0, -1, NULL},
                               {DZ_BLOCK_CAPTION, "The port", 0, -1, NULL},
                               {DZ_BLOCK_BOILERPLATE, "Tell your friends", 0, -1, NULL},
                               {DZ_BLOCK_BOILERPLATE, "Cape Daily 2015", 0, -1, NULL}};
    ASSERT_BLOCKS(document, wanted);
    assert_sound(document);
    assert_string_equal(dz_document_title(document), "Port Open All Winter");
    assert_string_equal(dz_document_date(document), "2015-04-03");
    assert_string_equal(dz_document_address(document), "https://example.org/port");
    assert_string_equal(dz_document_language_tag(document), "en"); /* the template's lang is wrong, and that is said */
    assert_non_null(strstr(fixture->log, "zh-CN"));
    size_t count = 0;
    assert_string_equal(dz_document_blocks(document, &count)[2].markup, "h1");
    dz_document_free(document);
}

static void transcripts_in_pages_have_turns(void **state)
{
    dz_document *document =
        parse(state, "a.html",
              "<title>2015年4月2日外交部发言人华春莹主持例行记者会</title><div class=content>"
              "<p><strong>问：</strong>港口开放吗？</p><p><strong>答：</strong>开放。<br>一直开放。</p>"
              "<p>问：何时关闭？<br>答：不会关闭。</p></div>");
    const expected wanted[] = {{DZ_BLOCK_TURN, "港口开放吗？", DZ_ROLE_QUESTION, 0, NULL},
                               {DZ_BLOCK_TURN, "开放。", DZ_ROLE_ANSWER, 1, "华春莹"},
                               {DZ_BLOCK_TURN, "一直开放。", DZ_ROLE_ANSWER, 1, "华春莹"},
                               {DZ_BLOCK_TURN, "何时关闭？", DZ_ROLE_QUESTION, 2, NULL},
                               {DZ_BLOCK_TURN, "不会关闭。", DZ_ROLE_ANSWER, 3, "华春莹"}};
    ASSERT_BLOCKS(document, wanted);
    assert_string_equal(dz_document_date(document), "2015-04-02");
    dz_document_free(document);
}

/* A page in GB18030 would be garbage, or Chinese punctuation would be. */
static void charset_of_the_page_is_believed(void **state)
{
    document_fixture *fixture = *state;
    const char bytes[] = "<html><head><meta charset=gb2312></head><body><p>\xD6\xD0\xB7\xBD\xA1\xA3</p></body></html>";
    dz_document *document = NULL;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.html", bytes, sizeof bytes - 1, NULL), DZ_OK);
    assert_string_equal(dz_document_text(document).data, "中方。");
    assert_string_equal(dz_document_encoding(document), "GB18030");
    dz_document_free(document);
}

/* Hostile pages must end with a message, not with a crash or an hour's wait. */
static void deep_pages_are_refused(void **state)
{
    document_fixture *fixture = *state;
    size_t count = 200000;
    char *text = malloc(count * 5 + 1);
    dz_document *document = NULL;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * 5, "<div>", 5);
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.html", text, count * 5, NULL), DZ_ERROR_LIMIT);
    assert_null(document);
    assert_non_null(strstr(dz_context_message(fixture->context), "a.html"));
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.html", text, 3000 * 5, NULL), DZ_OK);
    dz_document_free(document);
    free(text);
}

/* Pages that set speakers in bold would have no turns. */
static void bold_labels_need_no_colon(void **state)
{
    dz_document *document =
        parse(state, "a.html",
              "<p><b>Reuters</b> Is the bridge open?</p><p><b>Spokesperson</b> Not yet. It opens in May.</p>"
              "<p><b>Kyodo</b> And the road?</p><p><b>Spokesperson</b> <b>It</b> is.</p>");
    const expected wanted[] = {{DZ_BLOCK_TURN, "Is the bridge open?", DZ_ROLE_QUESTION, 0, "Reuters"},
                               {DZ_BLOCK_TURN, "Not yet. It opens in May.", DZ_ROLE_ANSWER, 1, "Spokesperson"},
                               {DZ_BLOCK_TURN, "And the road?", DZ_ROLE_QUESTION, 2, "Kyodo"},
                               {DZ_BLOCK_TURN, "It is.", DZ_ROLE_ANSWER, 3, "Spokesperson"}};
    ASSERT_BLOCKS(document, wanted);
    assert_sound(document);
    dz_document_free(document);
}

static void bold_words_are_no_labels(void **state)
{
    dz_document *document = parse(state, "a.html",
                                  "<p><b>Reuters</b> said on Friday that the bridge is open.</p><p>It opened in May, "
                                  "and the road did too.</p><p><b>The ministry</b> was not asked.</p>");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(blocks[i].turn, DZ_NO_TURN);
    dz_document_free(document);
}

/* A reporter's question would be quoted as the minister's words. */
static void questions_in_answers_are_not_the_answerers(void **state)
{
    dz_document *document = parse(state, "a.html",
                                  "<p>Q: Is the bridge open?</p><p>Minister Wang: Not yet.</p><p>It opens in May.</p>"
                                  "<p><strong>Reporter</strong><br>Will the road be open by then, too?</p>"
                                  "<p>Minister Wang: It will.</p><p>Follow-up: Did you refuse to say so?</p>"
                                  "<p>Minister Wang: No.</p><p>What about Mr. Green?</p><p>He has left.</p>"
                                  "<p><b>Second Row</b></p><p>That is no answer.</p>");
    const expected wanted[] = {{DZ_BLOCK_TURN, "Is the bridge open?", DZ_ROLE_QUESTION, 0, NULL},
                               {DZ_BLOCK_TURN, "Not yet.", DZ_ROLE_ANSWER, 1, "Minister Wang"},
                               {DZ_BLOCK_TURN, "It opens in May.", DZ_ROLE_ANSWER, 1, "Minister Wang"},
                               {DZ_BLOCK_TURN, "Will the road be open by then, too?", DZ_ROLE_QUESTION, 2, "Reporter"},
                               {DZ_BLOCK_TURN, "It will.", DZ_ROLE_ANSWER, 3, "Minister Wang"},
                               {DZ_BLOCK_TURN, "Did you refuse to say so?", DZ_ROLE_QUESTION, 4, NULL},
                               {DZ_BLOCK_TURN, "No.", DZ_ROLE_ANSWER, 5, "Minister Wang"},
                               {DZ_BLOCK_TURN, "What about Mr. Green?", DZ_ROLE_NONE, 6, NULL},
                               {DZ_BLOCK_TURN, "He has left.", DZ_ROLE_ANSWER, 7, "Minister Wang"},
                               {DZ_BLOCK_TURN, "Second Row", DZ_ROLE_NONE, 8, NULL},
                               {DZ_BLOCK_TURN, "That is no answer.", DZ_ROLE_NONE, 8, NULL}};
    ASSERT_BLOCKS(document, wanted);
    assert_sound(document);
    dz_document_free(document);
}

static void bold_lines_may_ask_first(void **state)
{
    dz_document *document = parse(
        state, "a.html",
        "<p><strong>Reporter</strong><br>Will the road be open?</p><p><strong>Minister Wang:</strong> It will.</p>");
    const expected wanted[] = {{DZ_BLOCK_TURN, "Will the road be open?", DZ_ROLE_QUESTION, 0, "Reporter"},
                               {DZ_BLOCK_TURN, "It will.", DZ_ROLE_ANSWER, 1, "Minister Wang"}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
}

/* An exchange of three turns would be one speaker's text, or nobody's. */
static void short_exchanges_are_transcripts(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "Zhang: We regret the decision.\n\nCraft: It stands, as it must.\n\n"
                                  "Zhang: Then there is nothing left to say.\n");
    const expected wanted[] = {{DZ_BLOCK_TURN, "We regret the decision.", DZ_ROLE_STATEMENT, 0, "Zhang"},
                               {DZ_BLOCK_TURN, "It stands, as it must.", DZ_ROLE_STATEMENT, 1, "Craft"},
                               {DZ_BLOCK_TURN, "Then there is nothing left to say.", DZ_ROLE_STATEMENT, 2, "Zhang"}};
    ASSERT_BLOCKS(document, wanted);
    dz_document_free(document);
    document = parse(state, "a.txt", "Wood: Is it open?\n\nCraft: It is, as it must be.\n\nWood: And the road?\n");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 3);
    assert_int_equal(blocks[0].role, DZ_ROLE_QUESTION);
    assert_int_equal(blocks[1].role, DZ_ROLE_ANSWER);
    assert_int_equal(blocks[2].role, DZ_ROLE_QUESTION);
    dz_document_free(document);
}

/* What a page sets apart as quoted could not be told from its own text. */
static void block_quotations_have_their_markup(void **state)
{
    dz_document *document =
        parse(state, "a.html", "<p>It says:</p><blockquote><p>All is open.</p></blockquote><p>Nobody asked.</p>");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 3);
    assert_int_equal(blocks[1].kind, DZ_BLOCK_PARAGRAPH);
    assert_string_equal(blocks[1].markup, "blockquote");
    assert_string_equal(blocks[2].markup, "p");
    dz_document_free(document);
}

/* An answer would be ascribed to nobody, or to an office called "司答". */
static void offices_answer(void **state)
{
    dz_document *document = parse(state, "a.txt",
                                  "路透社记者问：何时开放？\n生福利司答：五月开放。\n记者问：道路呢？\n"
                                  "生福利司答：道路也开放。\n");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 4);
    assert_int_equal(blocks[1].role, DZ_ROLE_ANSWER);
    assert_string_equal(blocks[1].speaker, "生福利司");
    dz_document_free(document);
}

/* Lines of a chorus or a table would become one sentence. */
static void repeated_lines_are_not_joined(void **state)
{
    const char *line = "The ministry has seen the report on it\n";
    char text[512] = "";
    for (int i = 0; i < 6; i++)
        strcat(text, line);
    dz_document *document = parse(state, "a.txt", text);
    size_t count = 0;
    dz_document_blocks(document, &count);
    assert_int_equal(count, 6);
    dz_document_free(document);
}

/* Who signed a statement, and when, would be hidden as furniture. */
static void signatures_are_no_furniture(void **state)
{
    dz_document *document =
        parse(state, "a.html",
              "<h1>Statement on the Bridge</h1><p>The bridge opens in May.</p><p>The road does "
              "too.</p><div class=\"share\">Share</div><p>Ministry of Works</p><p>2 April 2015</p>");
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 6);
    assert_int_equal(blocks[3].kind, DZ_BLOCK_BOILERPLATE);
    assert_int_not_equal(blocks[4].kind, DZ_BLOCK_BOILERPLATE);
    assert_int_equal(blocks[5].kind, DZ_BLOCK_DATELINE);
    dz_document_free(document);
}

/* A page that says UTF-8 and is not would be guessed at in silence. */
static void broken_charset_is_said(void **state)
{
    document_fixture *fixture = *state;
    const char bytes[] = "<meta charset=utf-8><p>a\xFF\xFF"
                         "b</p>";
    const char latin[] = "<meta charset=utf-8><p>caf\xE9 society</p>";
    dz_document *document = NULL;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.html", bytes, sizeof bytes - 1, NULL), DZ_OK);
    assert_string_equal(dz_document_encoding(document), "UTF-8");
    assert_true(dz_document_repair_count(document) >= 1);
    assert_string_equal(dz_document_repair(document, 0).what, "invalid bytes");
    dz_document_free(document);
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.html", latin, sizeof latin - 1, NULL), DZ_OK);
    assert_string_equal(dz_document_text(document).data, "café society");
    assert_int_equal(dz_document_repair_count(document), 1);
    assert_string_equal(dz_document_repair(document, 0).what, "not UTF-8, as its label says");
    dz_document_free(document);
}

/* ---- Faults ---- */

static void bytes_that_are_no_text_are_named(void **state)
{
    document_fixture *fixture = *state;
    dz_document *document = NULL;
    unsigned char bytes[4096];
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1664525u + 1013904223u;
        bytes[i] = (unsigned char)(random >> 24);
    }
    assert_int_equal(dz_document_parse(fixture->context, &document, "noise.txt", bytes, sizeof bytes, NULL),
                     DZ_ERROR_ENCODING);
    assert_null(document);
    assert_non_null(strstr(dz_context_message(fixture->context), "noise.txt"));
}

static void sentences_may_be_given(void **state)
{
    document_fixture *fixture = *state;
    const dz_view sentences[] = {{"中方注意到。", 18}, {"", 0}, {"It is so.", 9}};
    dz_document *document = NULL;
    size_t count = 0;
    assert_int_equal(dz_document_from_sentences(fixture->context, &document, "r1", sentences, 3, NULL), DZ_OK);
    assert_string_equal(dz_document_text(document).data, "中方注意到。\n\nIt is so.");
    const dz_sentence *found = dz_document_sentences(document, &count);
    assert_int_equal(count, 3);
    assert_int_equal(found[2].span.begin, 20);
    assert_sound(document);
    dz_document_free(document);
}

/* The blocks' contents of one language of a text in both, parted by bars. */
static void assert_only(void **state, dz_language language, const char *text, const char *wanted)
{
    document_fixture *fixture = *state;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    char found[512] = "";
    size_t count, length = 0;
    options.only = language;
    assert_int_equal(dz_document_parse(fixture->context, &document, "both.txt", text, strlen(text), &options), DZ_OK);
    const dz_block *blocks = dz_document_blocks(document, &count);
    for (size_t i = 0; i < count; i++)
        length += (size_t)snprintf(found + length, sizeof found - length, "%s%.*s", i ? "|" : "",
                                   (int)(blocks[i].content.end - blocks[i].content.begin),
                                   dz_document_text(document).data + blocks[i].content.begin);
    assert_string_equal(found, wanted);
    assert_int_equal(dz_document_language(document), language);
    assert_string_equal(dz_document_text(document).data, text);
    assert_sound(document);
    dz_document_free(document);
}

/* A page in both languages whose halves run into each other would be aligned with itself. */
static void both_languages_of_a_page_are_parted(void **state)
{
    static const char by_paragraph[] =
        "发布会要点 Points of the Briefing\n\n问：会谈何时开始？\n\nQ: When do the talks "
        "begin?\n\n答：WTO改革会谈4月9日开始。\n\nA: The talks on WTO reform (世贸) begin on "
        "April 9.\n\n* * *\n";
    static const char by_sentence[] =
        "会谈将于下周举行。“我们欢迎会谈。” Talks will be held next week. \"We welcome the "
        "talks.\" 双方尚未商定地点。No place has been agreed on.\n";
    assert_only(state, DZ_LANGUAGE_ZH, by_paragraph, "发布会要点|会谈何时开始？|WTO改革会谈4月9日开始。|* * *");
    assert_only(
        state, DZ_LANGUAGE_EN, by_paragraph,
        "Points of the Briefing|When do the talks begin?|The talks on WTO reform (世贸) begin on April 9.|* * *");
    assert_only(state, DZ_LANGUAGE_ZH, by_sentence, "会谈将于下周举行。“我们欢迎会谈。”|双方尚未商定地点。");
    assert_only(state, DZ_LANGUAGE_EN, by_sentence,
                "Talks will be held next week. \"We welcome the talks.\"|No place has been agreed on.");
}

/* A program that was built against an older header hands over a shorter structure. */
static void older_options_are_read(void **state)
{
    document_fixture *fixture = *state;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    options.only = DZ_LANGUAGE_ZH; /* stands behind the end of what version 3 had */
    options.version = 3;
    dz_document *document = NULL;
    size_t count;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a", "It is so.", 9, &options), DZ_OK);
    dz_document_sentences(document, &count);
    assert_int_equal(count, 1);
    dz_document_free(document);
}

static void every_failed_allocation_is_survived(void **state)
{
    static const char *const texts[] = {"Title: T\nDate: 2015-04-02\nSpeaker: Hua Chunying\n\nQ: Is it open?\n\nA: "
                                        "Yes. It is.\n\nMs. Green: And now?\n\nA: Still.\n",
                                        page, "是。Yes, it is.\n\n问：好吗？Is it good?\n"};
    for (size_t text = 0; text < 3; text++) {
        for (size_t n = 0;; n++) {
            failing_allocator failing = {.fail_at = n};
            dz_context *context = failing_context(&failing);
            dz_document *document = NULL;
            if (context) {
                dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
                options.only = text == 2 ? DZ_LANGUAGE_ZH : DZ_LANGUAGE_UNKNOWN;
                dz_status status =
                    dz_document_parse(context, &document, "a", texts[text], strlen(texts[text]), &options);
                assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
                dz_document_free(document);
                dz_context_free(context);
            }
            assert_int_equal(failing.live, 0);
            if (!failing.failed)
                break;
        }
    }
}

/* A replacement character that stands unreported is taken for the speaker's. Zeros and entities move the places. */
static void replacement_characters_of_pages_are_reported(void **state)
{
    static const char page_text[] =
        "<meta charset=utf-8><p>中方欢迎会谈 &amp; b &#0; c &#xFFFD; d \xFF e</p><p>f &lt; \xFE g</p>";
    dz_document *document = parse(state, "a.html", page_text);
    dz_view text = dz_document_text(document);
    size_t found = 0;
    for (size_t at = 0; at + 3 <= text.length; at++) {
        if (memcmp(text.data + at, "\xEF\xBF\xBD", 3) != 0)
            continue;
        bool reported = false;
        for (size_t i = 0; i < dz_document_repair_count(document); i++) {
            dz_repair repair = dz_document_repair(document, i);
            reported = reported || (repair.span.begin == at && repair.span.end == at + 3);
        }
        assert_true(reported);
        found++;
    }
    assert_true(found >= 4);
    dz_document_free(document);
}

/* ---- What is the site's --------------------------------------------------------------------------------------- */

static const char *kind_of(const dz_document *document, const char *words)
{
    const char *found = strstr(dz_document_text(document).data, words);
    assert_non_null(found);
    const dz_block *block = dz_document_block_at(document, (size_t)(found - dz_document_text(document).data));
    assert_non_null(block);
    return dz_block_kind_name(block->kind);
}

/* A cookie notice or the card of another story would be quoted from as if the report said it. */
static void the_pages_own_markup_is_believed(void **state)
{
    dz_document *document = parse(
        state, "a.html",
        "<html><body><div><p>We use cookies on this site.</p></div><main><article><h1>Harbour opens</h1><p>The "
        "harbour opened on Monday after two years of work.</p><p>Boats may use it from April.</p></article></main>"
        "<section><article><h3><a href='/b'>Storm warning</a></h3><p>Read what the office says.</p></article>"
        "</section></body></html>");
    assert_string_equal(kind_of(document, "cookies"), "boilerplate");
    assert_string_equal(kind_of(document, "Read what"), "boilerplate");
    assert_string_equal(kind_of(document, "Harbour opens"), "heading");
    assert_string_equal(kind_of(document, "Boats may"), "paragraph");
    dz_document_free(document);
}

/* Half a report would be lost where its markup puts only a part of it into an <article>. */
static void an_article_that_is_not_the_text_is_not_believed(void **state)
{
    dz_document *document =
        parse(state, "a.html",
              "<html><body><article><p>Summary: the harbour opens.</p></article><div><p>The harbour opened on Monday "
              "after two years of work, and the ministry said that boats may use it from April.</p><p>The second stage "
              "begins in summer and will take another year, its report says.</p></div></body></html>");
    assert_string_equal(kind_of(document, "The harbour opened"), "paragraph");
    assert_string_equal(kind_of(document, "The second stage"), "paragraph");
    dz_document_free(document);
}

static const char *const site_pages[] = {"<body><p>欢迎访问本站。</p><p>码头一号线开工。</p><p>无可奉告。</"
                                         "p><p>工期两年。</p><p>本站由新闻办公室维护。</p></body>",
                                         "<body><p>欢迎访问本站。</p><p>水库二期蓄水。</p><p>无可奉告。</"
                                         "p><p>水位上升。</p><p>本站由新闻办公室维护。</p></body>",
                                         "<body><p>欢迎访问本站。</p><p>第三条铁路通车。</p><p>无可奉告。</"
                                         "p><p>票价不变。</p><p>本站由新闻办公室维护。</p></body>"};

/* What the pages of a site repeat around their texts is the site's; what they repeat inside, an answer, is said. */
static void what_pages_repeat_is_the_sites(void **state)
{
    dz_context *context = ((document_fixture *)*state)->context;
    dz_pages *pages;
    dz_document *document;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    char name[16];
    assert_int_equal(dz_pages_new(context, &pages), DZ_OK);
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "site/%zu.html", i);
        document = parse(state, name, site_pages[i]);
        assert_string_equal(kind_of(document, "欢迎"), "paragraph");
        assert_int_equal(dz_pages_add(pages, document), DZ_OK);
        dz_document_free(document);
    }
    options.pages = pages;
    assert_int_equal(
        dz_document_parse(context, &document, "site/1.html", site_pages[1], strlen(site_pages[1]), &options), DZ_OK);
    assert_string_equal(kind_of(document, "欢迎"), "boilerplate");
    assert_string_equal(kind_of(document, "本站由"), "boilerplate");
    assert_string_equal(kind_of(document, "无可奉告"), "paragraph");
    dz_document_free(document);
    assert_int_equal(
        dz_document_parse(context, &document, "other/1.html", site_pages[1], strlen(site_pages[1]), &options), DZ_OK);
    assert_string_equal(kind_of(document, "欢迎"), "paragraph");
    dz_document_free(document);
    dz_pages_free(pages);
}

static void boilerplate_is_kept_or_dropped_as_asked(void **state)
{
    static const char small[] = "<body><p>The talks go on.</p><footer><p>All rights reserved.</p></footer></body>";
    dz_context *context = ((document_fixture *)*state)->context;
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document;
    size_t count;
    options.boilerplate = DZ_BOILERPLATE_KEEP;
    assert_int_equal(dz_document_parse(context, &document, "a.html", small, strlen(small), &options), DZ_OK);
    assert_string_equal(kind_of(document, "All rights"), "paragraph");
    dz_document_free(document);
    options.boilerplate = DZ_BOILERPLATE_DROP;
    assert_int_equal(dz_document_parse(context, &document, "a.html", small, strlen(small), &options), DZ_OK);
    assert_string_equal(kind_of(document, "All rights"), "boilerplate");
    dz_document_sentences(document, &count);
    assert_int_equal(count, 1);
    dz_document_free(document);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {CASE(plain_text_is_not_changed),
                                       CASE(hard_wrapped_lines_are_joined),
                                       CASE(cut_sentences_are_joined),
                                       CASE(hard_wrapped_chinese_is_joined),
                                       CASE(kept_lines_are_sentences),
                                       CASE(last_line_feed_begins_no_line),
                                       CASE(header_lines_are_facts_and_no_blocks),
                                       CASE(chinese_header_lines_are_read),
                                       CASE(turns_at_the_top_are_no_header_lines),
                                       CASE(unreadable_header_date_is_said),
                                       CASE(side_file_wins),
                                       CASE(titles_name_speaker_and_day),
                                       CASE(titles_without_names_give_none),
                                       CASE(press_report_has_its_kinds),
                                       CASE(only_links_are_trails),
                                       CASE(chinese_report_has_its_kinds),
                                       CASE(seed_report_has_its_layout),
                                       CASE(datelines_before_paragraphs_are_parted),
                                       CASE(sentences_are_no_datelines),
                                       CASE(credits_name_who_wrote),
                                       CASE(labels_with_clocks_are_turns),
                                       CASE(questions_and_answers_are_turns),
                                       CASE(outlets_ask_and_the_spokesperson_answers),
                                       CASE(chinese_labels_are_read),
                                       CASE(labels_may_stand_alone),
                                       CASE(turns_on_one_line_are_parted),
                                       CASE(reports_have_no_turns),
                                       CASE(debates_have_statements),
                                       CASE(pages_are_read_as_browsers_show_them),
                                       CASE(transcripts_in_pages_have_turns),
                                       CASE(charset_of_the_page_is_believed),
                                       CASE(bold_labels_need_no_colon),
                                       CASE(bold_words_are_no_labels),
                                       CASE(questions_in_answers_are_not_the_answerers),
                                       CASE(bold_lines_may_ask_first),
                                       CASE(short_exchanges_are_transcripts),
                                       CASE(block_quotations_have_their_markup),
                                       CASE(offices_answer),
                                       CASE(repeated_lines_are_not_joined),
                                       CASE(signatures_are_no_furniture),
                                       CASE(broken_charset_is_said),
                                       CASE(deep_pages_are_refused),
                                       CASE(bytes_that_are_no_text_are_named),
                                       CASE(sentences_may_be_given),
                                       CASE(replacement_characters_of_pages_are_reported),
                                       CASE(the_pages_own_markup_is_believed),
                                       CASE(an_article_that_is_not_the_text_is_not_believed),
                                       CASE(what_pages_repeat_is_the_sites),
                                       CASE(boilerplate_is_kept_or_dropped_as_asked),
                                       CASE(both_languages_of_a_page_are_parted),
                                       CASE(older_options_are_read),
                                       CASE(every_failed_allocation_is_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
