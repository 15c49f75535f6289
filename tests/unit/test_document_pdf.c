/* PDF files, made here of text and places. The tests are skipped where pdftotext is not installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "duizhao/document.h"

/* ---- Making files ---- */

typedef struct pdf_words {
    int page; /* from 1; 0 ends the list */
    int left;
    int bottom; /* from the lower edge, as PDF counts */
    int size;
    const char *words;
} pdf_words;

#define PAGES_MAX 8
#define FILE_BYTES 65536

typedef struct pdf_file {
    char bytes[FILE_BYTES];
    size_t length;
    size_t offsets[64];
    int objects;
} pdf_file;

__attribute__((format(printf, 2, 3))) static void put(pdf_file *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(file->bytes + file->length, FILE_BYTES - file->length, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && file->length + (size_t)length < FILE_BYTES);
    file->length += (size_t)length;
}

static void begin_object(pdf_file *file)
{
    file->offsets[++file->objects] = file->length;
    put(file, "%d 0 obj\n", file->objects);
}

static void put_page(pdf_file *file, const pdf_words *words, int page)
{
    char content[8192] = "BT\n";
    for (; words->page; words++) {
        size_t used = strlen(content);
        if (words->page == page)
            snprintf(content + used, sizeof content - used, "/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj\n", words->size,
                     words->left, words->bottom, words->words);
    }
    begin_object(file);
    put(file, "<< /Length %zu >>\nstream\n%sET\nendstream\nendobj\n", strlen(content) + 2, content);
    begin_object(file);
    put(file,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> "
        ">>\nendobj\n",
        file->objects - 1);
}

static pdf_file *make_pdf(const pdf_words *words, int pages)
{
    pdf_file *file = calloc(1, sizeof *file);
    assert_non_null(file);
    put(file, "%%PDF-1.4\n");
    begin_object(file);
    put(file, "<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
    begin_object(file);
    put(file, "<< /Type /Pages /Count %d /Kids [", pages);
    for (int page = 0; page < pages; page++)
        put(file, " %d 0 R", 5 + 2 * page);
    put(file, " ] >>\nendobj\n");
    begin_object(file);
    put(file, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
    for (int page = 1; page <= pages; page++)
        put_page(file, words, page);
    size_t table = file->length;
    put(file, "xref\n0 %d\n0000000000 65535 f \n", file->objects + 1);
    for (int i = 1; i <= file->objects; i++)
        put(file, "%010zu 00000 n \n", file->offsets[i]);
    put(file, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", file->objects + 1, table);
    return file;
}

/* ---- Reading them ---- */

static int set_up(void **state)
{
    return dz_context_new((dz_context **)state, NULL);
}

static int tear_down(void **state)
{
    dz_context_free(*state);
    return 0;
}

static void need_pdftotext(void)
{
    if (system("pdftotext -v >/dev/null 2>&1") != 0)
        skip();
}

static dz_document *parse(void **state, const pdf_words *words, int pages)
{
    pdf_file *file = make_pdf(words, pages);
    dz_document *document = NULL;
    dz_status status = dz_document_parse(*state, &document, "a.pdf", file->bytes, file->length, NULL);
    if (status != DZ_OK)
        print_error("%s\n", dz_context_message(*state));
    assert_int_equal(status, DZ_OK);
    free(file);
    return document;
}

static void assert_blocks(const dz_document *document, const char *wanted)
{
    char found[8192] = "";
    size_t count = 0;
    const dz_block *blocks = dz_document_blocks(document, &count);
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s: %.*s\n", dz_block_kind_name(blocks[i].kind),
                 (int)(blocks[i].span.end - blocks[i].span.begin),
                 dz_document_text(document).data + blocks[i].span.begin);
    }
    assert_string_equal(found, wanted);
}

static void assert_refused(void **state, const char *bytes, size_t length, dz_status wanted, const char *words)
{
    dz_document *document = NULL;
    assert_int_equal(dz_document_parse(*state, &document, "a.pdf", bytes, length, NULL), wanted);
    assert_null(document);
    assert_non_null(strstr(dz_context_message(*state), words));
    assert_non_null(strstr(dz_context_message(*state), "a.pdf"));
    assert_null(strchr(dz_context_message(*state), '\n'));
}

/* ---- Tests ---- */

/* A sentence would be cut where the page's lines end, and heads and page numbers stand in the midst of it. */
static void lines_are_joined_over_pages(void **state)
{
    static const pdf_words words[] = {
        {1, 72, 752, 9, "Ministry of Works 1"},
        {1, 150, 690, 18, "Briefing on the Bridge"},
        {1, 72, 650, 12, "Q: What will the ministry do about the bridge that was closed in"},
        {1, 72, 636, 12, "April, and when will it be open again?"},
        {1, 72, 612, 12, "A: It has been looked at by the whole team of engineers and the"},
        {1, 72, 598, 12, "work on it begins in the first week of the month of May, when all"},
        {1, 300, 40, 9, "- 1 -"},
        {2, 72, 752, 9, "Ministry of Works 2"},
        {2, 72, 690, 12, "is ready. It will take a year."},
        {2, 300, 40, 9, "- 2 -"},
        {0}};
    need_pdftotext();
    dz_document *document = parse(state, words, 2);
    assert_blocks(document,
                  "boilerplate: Ministry of Works 1\nheading: Briefing on the Bridge\n"
                  "turn: Q: What will the ministry do about the bridge that was closed in April, and when will it be "
                  "open again?\n"
                  "turn: A: It has been looked at by the whole team of engineers and the work on it begins in the "
                  "first week of the month of May, when all is ready. It will take a year.\n"
                  "boilerplate: - 1 -\nboilerplate: Ministry of Works 2\nboilerplate: - 2 -\n");
    assert_string_equal(dz_document_title(document), "Briefing on the Bridge");
    dz_document_free(document);
}

/* A quote of the whole word would not be found in its source; a hyphen of the author's would be lost. */
static void cut_words_are_put_together_and_said(void **state)
{
    static const pdf_words words[] = {
        {1, 72, 600, 12, "The international team came in April to look at it, and an inter-"},
        {1, 72, 586, 12, "national team does so again in May, as a long-term plan. A long-"},
        {1, 72, 572, 12, "term plan is what we need."},
        {0}};
    need_pdftotext();
    dz_document *document = parse(state, words, 1);
    assert_blocks(document, "paragraph: The international team came in April to look at it, and an international team "
                            "does so again in May, as a long-term plan. A long-term plan is what we need.\n");
    assert_int_equal(dz_document_repair_count(document), 2);
    assert_string_equal(dz_document_repair(document, 0).what, "hyphen at a line's end taken out");
    assert_string_equal(dz_document_repair(document, 1).what, "hyphen at a line's end kept");
    dz_span hyphen = dz_document_repair(document, 1).span;
    assert_int_equal(hyphen.end - hyphen.begin, 1);
    assert_int_equal(dz_document_text(document).data[hyphen.begin], '-');
    dz_document_free(document);
}

/* A quote that runs over a note's mark or over the foot of a page would not be found in its source. */
static void notes_stand_behind_the_paragraph(void **state)
{
    static const pdf_words words[] = {
        {1, 72, 690, 12, "The bridge was closed by the ministry in the month of April of that"},
        {1, 420, 694, 7, "1"},
        {1, 72, 676, 12, "year and the area of it is 400 m"},
        {1, 237, 680, 7, "2"},
        {1, 246, 676, 12, "and it is looked at by the whole"},
        {1, 72, 662, 12, "team of engineers from now on, so that all the work on it may well"},
        {1, 72, 60, 9, "1 By order of the minister, who has the right to do so at any time in"},
        {1, 72, 50, 9, "the year."},
        {2, 72, 690, 12, "begin in May."},
        {0}};
    need_pdftotext();
    dz_document *document = parse(state, words, 2);
    assert_blocks(document,
                  "paragraph: The bridge was closed by the ministry in the month of April of that year and the area of "
                  "it is 400 m2 and it is looked at by the whole team of engineers from now on, so that all the work "
                  "on it may well begin in May.\n"
                  "paragraph: 1 By order of the minister, who has the right to do so at any time in the year.\n");
    size_t count;
    assert_string_equal(dz_document_blocks(document, &count)[1].markup, "footnote");
    dz_document_free(document);
}

static void indented_paragraphs_are_parted(void **state)
{
    static const pdf_words words[] = {
        {1, 96, 600, 12, "The bridge was closed in the month of April of that year and is now"},
        {1, 72, 586, 12, "looked at by the team of engineers that came from the whole region."},
        {1, 96, 572, 12, "Work begins in the first week of May, as soon as the river is low, and"},
        {1, 72, 558, 12, "ends in June."},
        {0}};
    need_pdftotext();
    dz_document *document = parse(state, words, 1);
    assert_blocks(document, "paragraph: The bridge was closed in the month of April of that year and is now looked at "
                            "by the team of engineers that came from the whole region.\nparagraph: Work begins in the "
                            "first week of May, as soon as the river is low, and ends in June.\n");
    dz_document_free(document);
}

static void faults_have_clear_messages(void **state)
{
    static const pdf_words nothing[] = {{0}};
    need_pdftotext();
    pdf_file *file = make_pdf(nothing, 1);
    assert_refused(state, file->bytes, file->length, DZ_ERROR_FORMAT, "OCR");
    assert_refused(state, file->bytes, 60, DZ_ERROR_FORMAT, "damaged");
    assert_refused(state, "<html>", 6, DZ_ERROR_FORMAT, "no PDF");
    free(file);
}

/* Without the program a user must be told what to install. */
static void missing_program_is_named(void **state)
{
    char *path = getenv("PATH") ? strdup(getenv("PATH")) : NULL;
    setenv("PATH", "/nonexistent", 1);
    assert_refused(state, "%PDF-1.4\n", 9, DZ_ERROR_NOT_FOUND, "install poppler-utils");
    if (path)
        setenv("PATH", path, 1);
    free(path);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(lines_are_joined_over_pages),      CASE(cut_words_are_put_together_and_said),
        CASE(notes_stand_behind_the_paragraph), CASE(indented_paragraphs_are_parted),
        CASE(faults_have_clear_messages),       CASE(missing_program_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
