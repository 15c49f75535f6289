/* Where a quote stands, as a line to be pasted: who said it, in what, when, and where in it. In the source's language.
 */
#include <string.h>

#include "write/write_check.h"

typedef struct cite_words {
    const char *comma, *next; /* between parts, and between places */
    const char *title[2];     /* before and behind it, as in the others */
    const char *question, *asked;
    const char *paragraph[2], *characters[2];
} cite_words;

static const cite_words english = {
    ", ", "; ", {"\"", "\""}, "a question", " (question)", {"paragraph ", ""}, {"characters ", ""}};
static const cite_words simplified = {"，", "；", {"《", "》"}, "提问", "（提问）", {"第", "段"}, {"第", "字"}};
static const cite_words traditional = {"，", "；", {"《", "》"}, "提問", "（提問）", {"第", "段"}, {"第", "字"}};

static const cite_words *words_of(const dz_document *source)
{
    if (dz_document_language(source) != DZ_LANGUAGE_ZH)
        return &english;
    return strcmp(dz_document_language_tag(source), "zh-Hant") == 0 ? &traditional : &simplified;
}

static void put_part(dz_buffer *line, const cite_words *words, size_t *parts)
{
    if ((*parts)++)
        dz_buffer__append_text(line, words->comma);
}

static void put_speaker(dz_buffer *line, const cite_words *words, const dz_document *source, const dz_block *block,
                        size_t *parts)
{
    bool turn = block && (block->speaker || block->turn != DZ_NO_TURN), asks = block && block->role == DZ_ROLE_QUESTION;
    const char *speaker = turn ? block->speaker : dz_document_speaker(source);
    if (!speaker && !asks)
        return;
    put_part(line, words, parts);
    dz_buffer__append_text(line, speaker ? speaker : words->question);
    dz_buffer__append_text(line, speaker && asks ? words->asked : "");
}

static void put_source(dz_buffer *line, const cite_words *words, const dz_document *source, size_t *parts)
{
    const char *title = dz_document_title(source), *address = dz_document_address(source);
    if (title) {
        put_part(line, words, parts);
        dz_buffer__append_text(line, words->title[0]);
        dz_buffer__append_text(line, title);
        dz_buffer__append_text(line, words->title[1]);
    }
    if (dz_document_date(source)) {
        put_part(line, words, parts);
        dz_buffer__append_text(line, dz_document_date(source));
    }
    put_part(line, words, parts);
    dz_buffer__append_text(line, address ? address : dz_document_name(source));
}

static void put_place(dz_buffer *line, const cite_words *words, const dz_document *source, const dz_block *block,
                      dz_span span, size_t *parts)
{
    size_t count;
    const dz_block *blocks = dz_document_blocks(source, &count);
    const dz_offsets *offsets = dz_document_offsets(source);
    if (block) {
        put_part(line, words, parts);
        dz_buffer__append_format(line, "%s%zu%s", words->paragraph[0], (size_t)(block - blocks) + 1,
                                 words->paragraph[1]);
    }
    put_part(line, words, parts);
    dz_buffer__append_format(line, "%s%zu-%zu%s", words->characters[0], dz_offsets_codepoint(offsets, span.begin),
                             dz_offsets_codepoint(offsets, span.end), words->characters[1]);
}

void dz_write__cite(dz_buffer *line, const dz_check_view *view, const dz_check_result *result)
{
    for (size_t i = 0, cited = 0; i < result->match_count; i++) {
        const dz_match *match = &result->matches[i];
        const dz_document *source = dz_index_document(view->sources, match->document);
        const dz_block *block = dz_document_block_at(source, match->source.begin);
        const cite_words *words = words_of(source);
        size_t parts = 0;
        if (match->rank != 1)
            continue;
        dz_buffer__append_text(line, cited++ ? words->next : "");
        put_speaker(line, words, source, block, &parts);
        put_source(line, words, source, &parts);
        put_place(line, words, source, block, match->source, &parts);
    }
}
