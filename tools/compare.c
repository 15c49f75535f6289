/* dz compare: what differs between versions of a text, in one language or in both. */
#include <stdlib.h>
#include <string.h>

#include "inputs.h"

/* Each is compared with each other. */
#define MOST_VERSIONS 64

typedef struct compare_settings {
    shared_settings shared;
    const char *language;
    const char *input;
    const char *boilerplate;
    const char *lexicon;
    bool with_text;
} compare_settings;

static const compare_settings defaults = {
    .shared = {.format = "text"}, .language = "auto", .input = "files", .boilerplate = "mark"};

static const option options[] = {
    {"lang", 0, OPTION_CHOICE, offsetof(compare_settings, language), "auto|zh|en",
     "the language; auto tells it by the letters"},
    {"lexicon", 0, OPTION_TEXT, offsetof(compare_settings, lexicon), "FILE",
     "the table of words by which a text and its translation are compared; the shipped one if not given"},
    {"with-text", 0, OPTION_FLAG, offsetof(compare_settings, with_text), NULL,
     "jsonl: the document records carry their texts"},
    BOILERPLATE_OPTION(compare_settings),
    PAIR_INPUT_OPTION(compare_settings),
    SHARED_OPTIONS(compare_settings, "text|jsonl|html"),
    {NULL},
};

static const char details[] =
    "Compares versions of a text word by word (Chinese by word, too) and names each difference: numbers, dates,\n"
    "names, negations and modal verbs are major, and so is a clause that is left out. A text in Chinese and one in\n"
    "English are aligned, and what only one of them says is named.\n"
    "\n"
    "Of three versions or more it first says what share of the words each two have in common, and which sentences not\n"
    "all have in the same words; then how each differs from the earlier version that it is nearest to.\n"
    "\n"
    "A wording that is weaker or stronger than the one it stands for is said to be so (must -> may), where a table of\n"
    "such words has both; a clause that was put elsewhere is moved (order), not left out and added.\n"
    "\n"
    "Exit code 1: the texts differ in more than typography, or than omissions that the second marks.\n"
    "\n"
    "Examples:\n"
    "  dz compare draft.txt final.txt\n"
    "  dz compare 2020.txt 2021.txt 2022.txt\n"
    "  dz compare statement.zh.txt statement.en.txt\n"
    "  dz compare --format=html -o page.html 2021.zh.txt 2022.zh.txt\n";

struct comparer {
    struct session *session;
    dz_language language;
    dz_write_options write;
    const char *lexicon_path;
    dz_lexicon *lexicon; /* NULL until two languages meet */
    bool lexicon_tried;
    dz_word_table *words; /* NULL until Chinese is met */
    bool words_tried;
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

/* The table of words, once. Without the shipped one texts are aligned by lengths, numbers and names. */
static dz_status open_lexicon(struct comparer *comparer)
{
    struct session *session = comparer->session;
    if (comparer->lexicon_tried)
        return DZ_OK;
    comparer->lexicon_tried = true;
    dz_status status = dz_lexicon_open(session->context, &comparer->lexicon, comparer->lexicon_path);
    if (status == DZ_OK || comparer->lexicon_path || status == DZ_ERROR_MEMORY)
        return status;
    if (!session->quiet)
        session_say(session, "%s; comparing without a table, by lengths, numbers and names alone",
                    dz_context_message(session->context));
    return DZ_OK;
}

/* The table of Chinese words, once. Without it ICU cuts. */
static const dz_word_table *open_words(struct comparer *comparer, const dz_document *first, const dz_document *second)
{
    struct session *session = comparer->session;
    bool chinese = comparer->language == DZ_LANGUAGE_ZH || dz_document_language(first) == DZ_LANGUAGE_ZH ||
                   dz_document_language(second) == DZ_LANGUAGE_ZH;
    if (!chinese || comparer->words_tried)
        return comparer->words;
    comparer->words_tried = true;
    if (dz_word_table_open(session->context, &comparer->words, NULL) != DZ_OK && !session->quiet)
        session_say(session, "%s; cutting Chinese by ICU's dictionary", dz_context_message(session->context));
    return comparer->words;
}

static bool are_translations(const struct comparer *comparer, const dz_document *first, const dz_document *second)
{
    dz_language a = dz_document_language(first), b = dz_document_language(second);
    return comparer->language == DZ_LANGUAGE_UNKNOWN && a != b && a != DZ_LANGUAGE_UNKNOWN && b != DZ_LANGUAGE_UNKNOWN;
}

/* Compares two versions, in one language or in two; `begins` of their texts are counted in. */
static dz_status compare_two(struct comparer *comparer, dz_comparison **comparison, const dz_document *first,
                             const dz_document *second, size_t begins[2])
{
    struct session *session = comparer->session;
    dz_compare_options compare_options = DZ_COMPARE_OPTIONS_INIT;
    compare_options.language = comparer->language;
    compare_options.date = dz_document_date(first);
    *comparison = NULL;
    if (are_translations(comparer, first, second)) {
        begins[0] = begins[1] = 0;
        dz_status status = open_lexicon(comparer);
        return status == DZ_OK ? dz_compare_across(session->context, comparison, first, second, comparer->lexicon)
                               : status;
    }
    compare_options.words = open_words(comparer, first, second);
    dz_view first_body = body_of(first, &begins[0]), second_body = body_of(second, &begins[1]);
    return dz_compare(session->context, comparison, first_body, second_body, &compare_options);
}

static void judge(struct session *session, const dz_comparison *comparison)
{
    if (dz_comparison_closeness(comparison) > DZ_CLOSENESS_ELIDED)
        session_raise(session, EXIT_DIFFERS);
}

static void compare_pair(struct comparer *comparer, const dz_document *first, const dz_document *second,
                         const char *name)
{
    dz_comparison *comparison;
    dz_status status = compare_two(comparer, &comparison, first, second, comparer->write.begins);
    if (status == DZ_OK) {
        judge(comparer->session, comparison);
        status = write_pair(comparer, comparison, first, second);
    }
    session_failed(comparer->session, status, name);
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

/* Three versions or more. */
struct versions {
    const dz_document **documents;
    dz_comparison **comparisons; /* count * count, of which those of i < j are there */
    size_t *begins;
    size_t count;
};

static bool read_versions(struct comparer *comparer, struct versions *versions, const operand_list *operands,
                          const dz_document_options *document_options)
{
    for (size_t i = 0; i < versions->count; i++) {
        versions->documents[i] = read_document(comparer->session, operands->items[i], document_options);
        if (!versions->documents[i])
            return false;
        body_of(versions->documents[i], &versions->begins[i]);
    }
    return true;
}

static dz_status compare_all(struct comparer *comparer, struct versions *versions)
{
    size_t count = versions->count, begins[2];
    dz_status status = DZ_OK;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && status == DZ_OK; j++) {
            dz_comparison **comparison = &versions->comparisons[i * count + j];
            status = compare_two(comparer, comparison, versions->documents[i], versions->documents[j], begins);
            if (status == DZ_OK)
                judge(comparer->session, *comparison);
        }
    }
    return status;
}

/* Each version with the earlier one that it is nearest to. */
static dz_status write_differences(struct comparer *comparer, const struct versions *versions)
{
    struct session *session = comparer->session;
    const dz_comparison *const *comparisons = (const dz_comparison *const *)versions->comparisons;
    dz_status status = DZ_OK;
    for (size_t j = 1; j < versions->count && status == DZ_OK; j++) {
        size_t i = dz_nearest_version(comparisons, versions->count, j);
        const dz_comparison *comparison = comparisons[i * versions->count + j];
        bool across = dz_comparison_across(comparison);
        comparer->write.versions[0] = i;
        comparer->write.versions[1] = j;
        comparer->write.begins[0] = across ? 0 : versions->begins[i];
        comparer->write.begins[1] = across ? 0 : versions->begins[j];
        status = dz_write_comparison(session->context, &session->sink, comparison, versions->documents[i],
                                     versions->documents[j], session->format, &comparer->write);
    }
    return status;
}

static dz_status write_versions(struct comparer *comparer, const struct versions *versions)
{
    struct session *session = comparer->session;
    dz_status status = DZ_OK;
    for (size_t i = 0; i < versions->count && status == DZ_OK && session->format == DZ_FORMAT_JSONL; i++)
        status = dz_write_document(session->context, &session->sink, versions->documents[i], &comparer->write);
    if (status == DZ_OK)
        status = dz_write_collation(session->context, &session->sink, versions->documents, versions->count,
                                    (const dz_comparison *const *)versions->comparisons, versions->begins,
                                    session->format, &comparer->write);
    bool done = session->format == DZ_FORMAT_HTML; /* the page has it all */
    return status == DZ_OK && !done ? write_differences(comparer, versions) : status;
}

static void compare_versions(struct comparer *comparer, const operand_list *operands,
                             const dz_document_options *document_options)
{
    size_t count = operands->count;
    struct versions versions = {.count = count};
    versions.documents = calloc(count, sizeof *versions.documents);
    versions.comparisons = calloc(count * count, sizeof *versions.comparisons);
    versions.begins = calloc(count, sizeof *versions.begins);
    dz_status status = versions.documents && versions.comparisons && versions.begins ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK && read_versions(comparer, &versions, operands, document_options)) {
        status = compare_all(comparer, &versions);
        if (status == DZ_OK)
            status = write_versions(comparer, &versions);
    }
    session_failed(comparer->session, status, operands->items[0]);
    for (size_t i = 0; versions.comparisons && i < count * count; i++)
        dz_comparison_free(versions.comparisons[i]);
    for (size_t i = 0; versions.documents && i < count; i++)
        dz_document_free((dz_document *)(uintptr_t)versions.documents[i]);
    free(versions.documents);
    free(versions.comparisons);
    free(versions.begins);
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
    if (!records && operands->count < 2)
        session_usage(session, "two files are needed; %zu were given", operands->count);
    else if (!records && operands->count > MOST_VERSIONS)
        session_usage(session, "at most %d versions can be compared; %zu were given", MOST_VERSIONS, operands->count);
    else if (session->format == DZ_FORMAT_HTML && records)
        session_usage(session, "--format=html: a page holds one pair; give two files");
    else
        return true;
    return false;
}

static void run_compare(struct session *session, const void *given, const operand_list *operands)
{
    const compare_settings *settings = given;
    struct comparer comparer = {.session = session, .language = dz_language_parse(settings->language)};
    comparer.write = session_write_options(session, &settings->shared);
    comparer.lexicon_path = settings->lexicon;
    dz_document_options document_options = DZ_DOCUMENT_OPTIONS_INIT;
    bool records = strcmp(settings->input, "jsonl") == 0;
    document_options.boilerplate = parse_boilerplate(settings->boilerplate);
    document_options.language = comparer.language;
    comparer.write.with_text = settings->with_text;
    if (!check_operands(session, operands, records) || session_write_run(session, NULL, NULL) != DZ_OK)
        return;
    if (records)
        compare_records(&comparer, operands, &document_options);
    else if (operands->count == 2)
        compare_files(&comparer, operands, &document_options);
    else
        compare_versions(&comparer, operands, &document_options);
    dz_lexicon_free(comparer.lexicon);
    dz_word_table_free(comparer.words);
}

const struct subcommand compare_subcommand = {
    .name = "compare",
    .operands = "A B [C...]",
    .summary = "Name the differences between versions of a text.",
    .details = details,
    .options = options,
    .defaults = &defaults,
    .settings_size = sizeof(compare_settings),
    .run = run_compare,
};
