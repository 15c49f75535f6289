/* dz compare: what differs between two versions of a text. */
#include <string.h>

#include "inputs.h"

typedef struct compare_settings {
    shared_settings shared;
    const char *language;
    const char *input;
    const char *boilerplate;
    bool with_text;
} compare_settings;

static const compare_settings defaults = {
    .shared = {.format = "text"}, .language = "auto", .input = "files", .boilerplate = "mark"};

static const option options[] = {
    {"lang", 0, OPTION_CHOICE, offsetof(compare_settings, language), "auto|zh|en",
     "the language; auto tells it by the letters"},
    {"with-text", 0, OPTION_FLAG, offsetof(compare_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    BOILERPLATE_OPTION(compare_settings),
    PAIR_INPUT_OPTION(compare_settings),
    SHARED_OPTIONS(compare_settings, "text|jsonl|html"),
    {NULL},
};

static const char details[] =
    "Compares two texts in one language word by word (Chinese by word, too) and names each difference: numbers, "
    "dates,\n"
    "names, negations and modal verbs are major, and so is a clause that is left out.\n"
    "\n"
    "Exit code 1: the texts differ in more than typography, or than omissions that the second marks.\n"
    "\n"
    "Examples:\n"
    "  dz compare draft.txt final.txt\n"
    "  dz compare --format=html -o page.html 2021.zh.txt 2022.zh.txt\n";

struct comparer {
    struct session *session;
    dz_language language;
    dz_write_options write;
};

static dz_status write_pair(struct comparer *comparer, const dz_comparison *comparison, const dz_document *first,
                            const dz_document *second)
{
    struct session *session = comparer->session;
    dz_status status = DZ_OK;
    if (session->format == DZ_FORMAT_JSONL) {
        status = dz_write_document(session->context, &session->sink, first, &comparer->write);
        if (status == DZ_OK)
            status = dz_write_document(session->context, &session->sink, second, &comparer->write);
    }
    if (status == DZ_OK)
        status = dz_write_comparison(session->context, &session->sink, comparison, first, second, session->format,
                                     &comparer->write);
    return status;
}

/* A document's text from its first block on: header lines are about the text, and no part of it. */
static dz_view body_of(const dz_document *document, size_t *begin)
{
    size_t count;
    dz_view text = dz_document_text(document);
    const dz_block *blocks = dz_document_blocks(document, &count);
    *begin = count ? blocks[0].span.begin : 0;
    return (dz_view){text.data + *begin, text.length - *begin};
}

static void compare_pair(struct comparer *comparer, const dz_document *first, const dz_document *second,
                         const char *name)
{
    struct session *session = comparer->session;
    dz_compare_options compare_options = DZ_COMPARE_OPTIONS_INIT;
    dz_comparison *comparison = NULL;
    compare_options.language = comparer->language;
    compare_options.date = dz_document_date(first);
    if (!session->quiet && comparer->language == DZ_LANGUAGE_UNKNOWN &&
        dz_document_language(first) != dz_document_language(second))
        session_say(session, "%s: the two texts are not in one language; they are compared as they stand", name);
    dz_view first_body = body_of(first, &comparer->write.begins[0]);
    dz_view second_body = body_of(second, &comparer->write.begins[1]);
    dz_status status = dz_compare(session->context, &comparison, first_body, second_body, &compare_options);
    if (status == DZ_OK) {
        if (dz_comparison_closeness(comparison) > DZ_CLOSENESS_ELIDED)
            session_raise(session, EXIT_DIFFERS);
        status = write_pair(comparer, comparison, first, second);
    }
    session_failed(session, status, name);
    dz_comparison_free(comparison);
}

static void compare_records(struct comparer *comparer, const operand_list *operands,
                            const dz_document_options *document_options)
{
    record_reader reader;
    struct pair pair;
    records_open(&reader, comparer->session, operands);
    while (pairs_next(&reader, document_options, &pair)) {
        compare_pair(comparer, pair.source, pair.target, pair.id);
        pair_free(&pair);
    }
    records_close(&reader);
}

static void compare_files(struct comparer *comparer, const operand_list *operands,
                          const dz_document_options *document_options)
{
    dz_document *first = read_document(comparer->session, operands->items[0], document_options);
    dz_document *second = read_document(comparer->session, operands->items[1], document_options);
    if (first && second)
        compare_pair(comparer, first, second, dz_document_name(second));
    dz_document_free(first);
    dz_document_free(second);
}

static bool check_operands(struct session *session, const operand_list *operands, bool records)
{
    if (!records && operands->count != 2)
        session_usage(session, "two files are needed; %zu were given", operands->count);
    else if (session->format == DZ_FORMAT_HTML && records)
        session_usage(session, "--format=html: a page holds one pair; give two files");
    else
        return true;
    return false;
}

static void run_compare(struct session *session, const void *given, const operand_list *operands)
{
    const compare_settings *settings = given;
    struct comparer comparer = {session, dz_language_parse(settings->language),
                                session_write_options(session, &settings->shared)};
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    bool records = strcmp(settings->input, "jsonl") == 0;
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    document_options.language = comparer.language;
    comparer.write.with_text = settings->with_text;
    if (!check_operands(session, operands, records) || session_write_run(session, NULL, NULL) != DZ_OK)
        return;
    if (records)
        compare_records(&comparer, operands, &document_options);
    else
        compare_files(&comparer, operands, &document_options);
}

const struct subcommand compare_subcommand = {
    .name = "compare",
    .operands = "A B",
    .summary = "Name the differences between two versions of a text.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(compare_settings),
    .run = run_compare,
};
