/* Word files, made here part by part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "duizhao/document.h"
#include "failing_allocator.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define RELATIONSHIPS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define LINK(id, type, target)                                                                                         \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type     \
    "\" Target=\"" target "\"/>"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

/* ---- Making files ---- */

typedef struct packed_file {
    char *bytes;
    size_t length;
} packed_file;

static void add_entry(zip_t *zip, const char *path, const char *content, size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, content, length, 0);
    assert_non_null(source);
    assert_true(zip_file_add(zip, path, source, ZIP_FL_ENC_UTF_8) >= 0);
}

/* `parts`: paths and contents in turn, ended by NULL. */
static packed_file pack(const char *const *parts)
{
    packed_file file = {NULL, 0};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(target, ZIP_CREATE, &error);
    assert_non_null(zip);
    for (; parts[0]; parts += 2)
        add_entry(zip, parts[0], parts[1], strlen(parts[1]));
    zip_source_keep(target);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(target), 0);
    zip_source_seek(target, 0, SEEK_END);
    file.length = (size_t)zip_source_tell(target);
    zip_source_seek(target, 0, SEEK_SET);
    file.bytes = malloc(file.length);
    assert_non_null(file.bytes);
    assert_int_equal(zip_source_read(target, file.bytes, file.length), (zip_int64_t)file.length);
    zip_source_close(target);
    zip_source_free(target);
    return file;
}

static const char root_links[] = RELATIONSHIPS LINK("r1", "officeDocument", "word/document.xml")
    LINK("r2", "metadata/core-properties", "docProps/core.xml") "</Relationships>";

static const char document_links[] =
    RELATIONSHIPS LINK("r1", "styles", "styles.xml") LINK("r2", "footnotes", "footnotes.xml")
        LINK("r3", "endnotes", "/word/endnotes.xml") LINK("r4", "header", "header1.xml") "</Relationships>";

static const char styles[] =
    "<w:styles " W "><w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl "
    "w:val=\"0\"/></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"标题二\"/><w:basedOn w:val=\"1\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"lb\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId "
    "w:val=\"3\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"c\"><w:name w:val=\"caption\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"t1\"><w:name w:val=\"toc 1\"/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"Draft\"/><w:rPr><w:vanish/></w:rPr></w:style>"
    "</w:styles>";

static const char notes[] = "<w:footnotes " W "><w:footnote w:type=\"separator\" w:id=\"-1\">" P(
    "---") "</w:footnote>"
           "<w:footnote w:id=\"1\">" P("A note to the bridge.") "</w:footnote></w:footnotes>";
static const char endnotes[] =
    "<w:endnotes " W "><w:endnote w:id=\"1\">" P("The last note.") "</w:endnote></w:endnotes>";
static const char header[] = "<w:hdr " W ">" P("Ministry of Works") "</w:hdr>";
static const char properties[] =
    "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>Template"
    "</dc:title><dcterms:created>2015-04-02T08:30:00Z</dcterms:created></cp:coreProperties>";

static packed_file pack_body(const char *body)
{
    char document[16384];
    int length = snprintf(document, sizeof document,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " W
                          " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>%s"
                          "<w:sectPr/></w:body></w:document>",
                          body);
    assert_true(length > 0 && (size_t)length < sizeof document);
    const char *const parts[] = {"_rels/.rels",
                                 root_links,
                                 "word/document.xml",
                                 document,
                                 "word/_rels/document.xml.rels",
                                 document_links,
                                 "word/styles.xml",
                                 styles,
                                 "word/footnotes.xml",
                                 notes,
                                 "word/endnotes.xml",
                                 endnotes,
                                 "word/header1.xml",
                                 header,
                                 "docProps/core.xml",
                                 properties,
                                 NULL};
    return pack(parts);
}

/* ---- Reading them ---- */

typedef struct docx_fixture {
    dz_context *context;
    char log[4096];
} docx_fixture;

static void keep_log(void *payload, const char *message)
{
    docx_fixture *fixture = payload;
    size_t used = strlen(fixture->log);
    snprintf(fixture->log + used, sizeof fixture->log - used, "%s\n", message);
}

static int set_up_with_limit(void **state, size_t limit)
{
    docx_fixture *fixture = calloc(1, sizeof *fixture);
    dz_context_options options = DZ_CONTEXT_OPTIONS_INIT;
    options.log = keep_log;
    options.payload = fixture;
    options.input_limit_bytes = limit;
    *state = fixture;
    return fixture ? dz_context_new(&fixture->context, &options) : 1;
}

static int set_up(void **state)
{
    return set_up_with_limit(state, 0);
}

static int set_up_small(void **state)
{
    return set_up_with_limit(state, 20000);
}

static int tear_down(void **state)
{
    docx_fixture *fixture = *state;
    dz_context_free(fixture->context);
    free(fixture);
    return 0;
}

static dz_document *parse(void **state, packed_file file)
{
    docx_fixture *fixture = *state;
    dz_document *document = NULL;
    dz_status status = dz_document_parse(fixture->context, &document, "a.docx", file.bytes, file.length, NULL);
    if (status != DZ_OK)
        print_error("%s\n", dz_context_message(fixture->context));
    assert_int_equal(status, DZ_OK);
    free(file.bytes);
    return document;
}

static dz_document *parse_body(void **state, const char *body)
{
    return parse(state, pack_body(body));
}

/* Asserts that a file is refused with a status and a message that has `words` in it and names the file. */
static void assert_refused(void **state, packed_file file, dz_status wanted, const char *words)
{
    docx_fixture *fixture = *state;
    dz_document *document = NULL;
    assert_int_equal(dz_document_parse(fixture->context, &document, "a.docx", file.bytes, file.length, NULL), wanted);
    assert_null(document);
    const char *message = dz_context_message(fixture->context);
    if (!strstr(message, words))
        print_error("%s\n", message);
    assert_non_null(strstr(message, words));
    assert_non_null(strstr(message, "a.docx"));
    assert_null(strchr(message, '\n'));
    free(file.bytes);
}

/* One line a block: "kind markup: words". */
static void assert_blocks(const dz_document *document, const char *wanted)
{
    char found[8192] = "";
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s %s: %.*s\n", dz_block_kind_name(blocks[i].kind),
                 blocks[i].markup, (int)(blocks[i].span.end - blocks[i].span.begin),
                 dz_document_text(document).data + blocks[i].span.begin);
    }
    assert_string_equal(found, wanted);
}

#define TAIL                                                                                                           \
    "paragraph footnote: A note to the bridge.\nparagraph endnote: The last note.\nboilerplate header: Ministry of "   \
    "Works\n"

static void assert_repair(const dz_document *document, size_t number, const char *what, const char *words)
{
    dz_repair repair = dz_document_repair(document, number);
    assert_string_equal(repair.what, what);
    assert_int_equal(repair.span.end - repair.span.begin, strlen(words));
    assert_memory_equal(dz_document_text(document).data + repair.span.begin, words, strlen(words));
}

/* ---- Tests ---- */

/* A minister's words would be lost, or a heading taken for them. */
static void styles_give_kinds(void **state)
{
    dz_document *document = parse_body(
        state, STYLED("a3", "Transcript of the Briefing on the Bridge") STYLED("t1", "1 Bridges 2") STYLED("x", "桥梁")
                   P("The bridge is closed. It opens in May.")
                       STYLED("lb", "First point.") "<w:p><w:pPr><w:outlineLvl "
                                                    "w:val=\"1\"/></w:pPr><w:r><w:t>Roads</w:t></w:r></w:p>" STYLED(
                                                        "c", "The bridge in April") "<w:p/>" P("  Roads are next.  "));
    assert_blocks(document, "heading h1: Transcript of the Briefing on the Bridge\nboilerplate p: 1 Bridges 2\n"
                            "heading h1: 桥梁\nparagraph p: The bridge is closed. It opens in May.\n"
                            "list-item li: First point.\nheading h2: Roads\ncaption figcaption: The bridge in April\n"
                            "paragraph p: Roads are next.\n" TAIL);
    assert_string_equal(dz_document_title(document), "Transcript of the Briefing on the Bridge");
    assert_string_equal(dz_document_date(document), "2015-04-02");
    dz_document_free(document);
}

/* Words that were struck out would be quoted as said, or new ones be missing. */
static void tracked_changes_are_taken_as_made(void **state)
{
    docx_fixture *fixture = *state;
    dz_document *document = parse_body(
        state, "<w:p><w:r><w:t xml:space=\"preserve\">It opens in </w:t></w:r><w:del><w:r><w:delText>April</w:delText>"
               "</w:r></w:del><w:ins><w:r><w:t>May</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
               "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">One paragraph </w:t></w:r>"
               "</w:p>" P("of two.") "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>");
    assert_blocks(document, "paragraph p: It opens in May.\nparagraph p: One paragraph of two.\n" TAIL);
    assert_int_equal(dz_document_repair_count(document), 2);
    assert_repair(document, 0, "tracked deletion left out", "");
    assert_int_equal(dz_document_repair(document, 0).span.begin, strlen("It opens in "));
    assert_repair(document, 1, "tracked insertion kept", "May");
    assert_non_null(strstr(fixture->log, "tracked changes"));
    dz_document_free(document);
}

/* A place behind the text's end would make every program that marks it fail. */
static void last_deletion_stands_in_the_text(void **state)
{
    const char *const parts[] = {"word/document.xml",
                                 "<w:document " W ">" P("Words.") "<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r>"
                                                                  "</w:del></w:p></w:document>",
                                 NULL};
    dz_document *document = parse(state, pack(parts));
    assert_int_equal(dz_document_repair_count(document), 1);
    assert_int_equal(dz_document_repair(document, 0).span.end, dz_document_text(document).length);
    dz_document_free(document);
}

/* A text box would be read twice, or in the middle of a sentence. */
static void text_boxes_are_read_once(void **state)
{
    dz_document *document = parse_body(
        state,
        "<w:p><w:r><w:t xml:space=\"preserve\">Before the box </w:t></w:r><w:r><mc:AlternateContent><mc:Choice "
        "Requires=\"wps\"><w:drawing><w:txbxContent>" P(
            "In the box.") "</w:txbxContent></w:drawing></mc:Choice>"
                           "<mc:Fallback><w:pict><w:txbxContent>" P(
                               "In the box.") "</w:txbxContent></w:pict></mc:Fallback>"
                                              "</mc:AlternateContent></w:r><w:r><w:t>and behind it.</w:t></w:r></w:p>");
    assert_blocks(document, "paragraph aside: In the box.\nparagraph p: Before the box and behind it.\n" TAIL);
    dz_document_free(document);
}

static void tables_and_breaks_are_read(void **state)
{
    dz_document *document = parse_body(
        state,
        "<w:tbl><w:tr><w:tc>" P("Road") "</w:tc><w:tc>" P(
            "It is open.") "</w:tc></w:tr></w:tbl>"
                           "<w:p><w:pPr><w:tabs><w:tab "
                           "w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t>"
                           "<w:noBreakHyphen/><w:t>three.</w:t><w:br/><w:t>A line of its own.</w:t></w:r></w:p>"
                           "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:t>7 "
                           "roads.</w:t></w:r>"
                           "<w:hyperlink><w:r><w:t xml:space=\"preserve\"> See there.</w:t></w:r></w:hyperlink></w:p>");
    assert_blocks(document, "heading td: Road\nparagraph td: It is open.\nparagraph p: One\ttwo\u2011three.\n"
                            "paragraph p: A line of its own.\nparagraph p: 7 roads. See there.\n" TAIL);
    dz_document_free(document);
}

/* What the press office hid would be published. */
static void hidden_text_is_left_out(void **state)
{
    docx_fixture *fixture = *state;
    dz_document *document = parse_body(
        state, "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r><w:r><w:rPr>"
               "<w:rStyle w:val=\"h\"/></w:rPr><w:t>Draft.</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>"
               "<w:t xml:space=\"preserve\"> Seen too.</w:t></w:r></w:p>");
    assert_blocks(document, "paragraph p: Seen. Seen too.\n" TAIL);
    assert_non_null(strstr(fixture->log, "hidden"));
    dz_document_free(document);
}

/* Notes at the end would be put into the mouth of the last speaker. */
static void transcripts_have_turns_and_notes_none(void **state)
{
    dz_document *document = parse_body(state, P("Briefing of 2 April 2015") P("Q: Is the bridge open?") P("A: Not yet.")
                                                  P("Q: And the road?") P("A: The road is."));
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    assert_int_equal(count, 8);
    assert_int_equal(blocks[4].role, DZ_ROLE_ANSWER);
    assert_int_equal(blocks[5].turn, DZ_NO_TURN);
    assert_int_equal(blocks[6].turn, DZ_NO_TURN);
    dz_document_free(document);
}

static void kept_lines_are_paragraphs(void **state)
{
    docx_fixture *fixture = *state;
    packed_file file = pack_body(P("One. Two.") P("Three."));
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    dz_document *document = NULL;
    size_t count = 0;
    options.keep_lines = true;
    assert_int_equal(dz_document_parse(fixture->context, &document, "-", file.bytes, file.length, &options), DZ_OK);
    dz_document_sentences(document, &count);
    assert_int_equal(count, 5);
    dz_document_free(document);
    free(file.bytes);
}

static void symbols_of_fonts_are_said(void **state)
{
    dz_document *document = parse_body(
        state, "<w:p><w:r><w:t>A</w:t><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/><w:t>b.</w:t></w:r></w:p>");
    assert_true(dz_document_repair_count(document) >= 1);
    assert_repair(document, 0, "symbol of a font", "\uF04A");
    dz_document_free(document);
}

/* ---- Files that are not what they should be ---- */

static packed_file copy_of(const char *bytes, size_t length)
{
    packed_file file = {malloc(length), length};
    assert_non_null(file.bytes);
    memcpy(file.bytes, bytes, length);
    return file;
}

static void faults_have_clear_messages(void **state)
{
    const char *const other[] = {"content.xml", "<a/>", NULL};
    const char *const broken[] = {"word/document.xml", "<w:document " W "><w:body><w:p></w:body>", NULL};
    const char *const entity[] = {"word/document.xml",
                                  "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>", NULL};
    packed_file cut = pack_body(P("Words."));
    cut.length /= 2;
    assert_refused(state, copy_of("<html></html>", 13), DZ_ERROR_FORMAT, "no DOCX file");
    assert_refused(state, copy_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8), DZ_ERROR_FORMAT, "password");
    assert_refused(state, pack(other), DZ_ERROR_FORMAT, "no Word file");
    assert_refused(state, pack(broken), DZ_ERROR_FORMAT, "broken at line 1");
    assert_refused(state, pack(entity), DZ_ERROR_FORMAT, "document type");
    assert_refused(state, cut, DZ_ERROR_FORMAT, "truncated");
}

/* A small file that unpacks to more than the limit would fill the memory. */
static void bombs_are_refused(void **state)
{
    char *words = malloc(100001);
    assert_non_null(words);
    memset(words, ' ', 100000);
    words[100000] = '\0';
    memcpy(words, "<w:document " W ">", strlen("<w:document " W ">"));
    const char *const parts[] = {"word/document.xml", words, NULL};
    packed_file file = pack(parts);
    assert_true(file.length < 20000);
    assert_refused(state, file, DZ_ERROR_LIMIT, "limit");
    free(words);
}

static void every_failed_allocation_is_survived(void **state)
{
    packed_file file = pack_body(STYLED("a3", "Briefing of 2 April 2015") P("Q: Is it open?") P(
        "A: Yes.") "<w:p><w:del/><w:ins><w:r><w:t>New."
                   "</w:t></w:r></w:ins><w:txbxContent>" P("Box.") "</w:txbxContent></w:p>" P("Q: And now?")
                                     P("A: Still."));
    for (size_t n = 0;; n++) {
        failing_allocator failing = {.fail_at = n};
        dz_context *context = failing_context(&failing);
        dz_document *document = NULL;
        if (context) {
            dz_status status = dz_document_parse(context, &document, "a.docx", file.bytes, file.length, NULL);
            assert_int_equal(status, failing.failed ? DZ_ERROR_MEMORY : DZ_OK);
            dz_document_free(document);
            dz_context_free(context);
        }
        assert_int_equal(failing.live, 0);
        if (!failing.failed)
            break;
    }
    free(file.bytes);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {CASE(styles_give_kinds),
                                       CASE(tracked_changes_are_taken_as_made),
                                       CASE(last_deletion_stands_in_the_text),
                                       CASE(text_boxes_are_read_once),
                                       CASE(tables_and_breaks_are_read),
                                       CASE(hidden_text_is_left_out),
                                       CASE(transcripts_have_turns_and_notes_none),
                                       CASE(kept_lines_are_paragraphs),
                                       CASE(symbols_of_fonts_are_said),
                                       CASE(faults_have_clear_messages),
                                       cmocka_unit_test_setup_teardown(bombs_are_refused, set_up_small, tear_down),
                                       CASE(every_failed_allocation_is_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
