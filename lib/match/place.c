#include "match/place.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "duizhao/edit.h"
#include "match/alike.h"

/* Scores, four to a letter. A long word in common says more than a short one; a Han character about as much as a word
 * of four letters. */
#define SCORE_WORD 16
#define SCORE_LETTER 4
#define LETTERS_SCORED 6
#define SCORE_HAN 24
#define SCORE_MISMATCH_WORD (-14)
#define SCORE_MISMATCH_HAN (-12)
/* Opening a gap, and each token in it: what a quote leaves out is cheap, as it may be a clause; what it adds is not. */
#define SCORE_GAP (-30)
#define SCORE_GAP_SHORT (-14) /* in a quote of few letters, where words on both sides must not fall apart */
#define SCORE_LEFT_OUT (-1)
#define SCORE_ADDED (-10)
/* And each sentence of the source that begins in what is left out: a last word that turns up in the next sentence again
 * is seldom the quote's. */
#define SCORE_LEFT_OUT_SENTENCE (-40)

#define WEIGHT_SHORT 48

/* Alignments of more cells than this go by an edit script, in linear space. */
#define LARGEST_MATRIX ((size_t)1 << 23)

/* Bits of a cell of the trace: where the best score came from, and whether the gaps that end here were just opened. */
enum { FROM_START = 0, FROM_MATCH = 1, FROM_LEFT_OUT = 2, FROM_ADDED = 3, OPEN_LEFT_OUT = 4, OPEN_ADDED = 8 };

#define MINUS_INFINITY (INT32_MIN / 2)

bool dz_place__ends_sentence(const char *text, size_t begin, size_t end)
{
    bool stop = false;
    while (begin < end) {
        uint32_t codepoint = dz_utf8__next(text, end, &begin);
        if (codepoint == '\n' || codepoint == 0x3002 || codepoint == 0xFF01 || codepoint == 0xFF1F)
            return true;
        if (codepoint == '.' || codepoint == '!' || codepoint == '?')
            stop = true;
        else if (stop && u_isUWhiteSpace((UChar32)codepoint))
            return true;
    }
    return false;
}

/* The stretch of the index's key that may hold the quote, if the chain is where it stands. */
static dz_span reach_of(const dz_index *index, const dz_prepared_quote *quote, const dz_chain *chain)
{
    const dz_index_entry *entry = &index->entries.items[chain->document];
    size_t before = chain->first.quote + chain->first.quote / 4 + DZ_MATCH_FAR;
    size_t left = quote->key.length - chain->last.quote - chain->last.length;
    size_t after = left + left / 4 + DZ_MATCH_FAR;
    size_t end = (size_t)chain->last.source + chain->last.length + after;
    dz_span reach = {entry->key_begin, entry->key_end};
    if (chain->first.source > reach.begin + before)
        reach.begin = chain->first.source - before;
    if (end < reach.end)
        reach.end = end;
    return reach;
}

/* Where a chain is in tokens: rows are those of the quote, columns those of the source. */
typedef struct chain_bounds {
    size_t first_row, first_column;
    size_t last_row, last_column;
} chain_bounds;

static uint32_t find_id(const dz_prepared_quote *quote, dz_view form, uint8_t kind, bool alike)
{
    uint32_t id = dz_map__get(&quote->ids, form.data, form.length, DZ_NO_PARTNER);
    if (id != DZ_NO_PARTNER || kind != DZ_TOKEN_WORD)
        return id;
    dz_view stem = dz_quote__short_form(form);
    if (stem.length)
        id = dz_map__get(&quote->ids, stem.data, stem.length, DZ_NO_PARTNER);
    return id == DZ_NO_PARTNER && alike ? dz_alike__find(quote, form) : id;
}

/* Makes the last two words one, where the quote has them so: "cyberattacks" for "cyber attacks". */
static void join_last_words(dz_place *place, const dz_prepared_quote *quote, dz_view first, dz_view second,
                            chain_bounds *bounds)
{
    dz_source_token *last = &place->tokens[place->token_count - 1];
    uint32_t id = last->begins_sentence ? DZ_NO_PARTNER : dz_alike__find_joined(quote, first, second);
    if (id == DZ_NO_PARTNER)
        return;
    last[-1].id = id;
    last[-1].text.end = last->text.end;
    place->token_count--;
    if (bounds->first_column == place->token_count)
        bounds->first_column--;
    if (bounds->last_column == place->token_count)
        bounds->last_column--;
}

static dz_status collect_tokens(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                                const dz_chain *chain, bool alike, chain_bounds *bounds)
{
    size_t key, last = (size_t)chain->last.source + chain->last.length - 1;
    dz_span reach = reach_of(index, quote, chain);
    dz_span around = dz_index__text_around(index, chain->document, reach.begin, reach.end, &key);
    dz_view text = dz_document_text(index->entries.items[chain->document].document);
    dz_tokens tokens;
    dz_status status = dz_tokens__make(arena->context, &tokens, text.data + around.begin, around.end - around.begin);
    if (status != DZ_OK)
        return status;
    size_t behind = around.begin;
    dz_view before = {NULL, 0};
    place->tokens = dz_arena__allocate(arena, tokens.count * sizeof *place->tokens);
    if (!place->tokens)
        status = DZ_ERROR_MEMORY;
    for (size_t i = 0; i < tokens.count && status == DZ_OK; i++) {
        if (tokens.items[i].kind == DZ_TOKEN_MARK)
            continue;
        dz_view form = dz_tokens__form(&tokens, i);
        if (key <= chain->first.source)
            bounds->first_column = place->token_count;
        if (key <= last)
            bounds->last_column = place->token_count;
        key += form.length;
        dz_source_token *token = &place->tokens[place->token_count++];
        token->text.begin = tokens.items[i].text.begin + around.begin;
        token->text.end = tokens.items[i].text.end + around.begin;
        token->kind = (uint8_t)tokens.items[i].kind;
        token->id = find_id(quote, form, token->kind, alike);
        token->begins_sentence =
            token->text.begin > behind && dz_place__ends_sentence(text.data, behind, token->text.begin);
        behind = token->text.end;
        if (alike && place->token_count > 1)
            join_last_words(place, quote, before, form, bounds);
        before = form;
    }
    bounds->first_row = dz_quote__token_at(quote, chain->first.quote);
    bounds->last_row = dz_quote__token_at(quote, (size_t)chain->last.quote + chain->last.length - 1);
    dz_tokens__free(&tokens);
    return status;
}

static int32_t score_of_match(const dz_quote_token *token)
{
    if (token->kind == DZ_TOKEN_HAN)
        return SCORE_HAN;
    uint32_t letters = token->weight < LETTERS_SCORED ? token->weight : LETTERS_SCORED;
    return SCORE_WORD + SCORE_LETTER * (int32_t)letters;
}

static int32_t score_of_mismatch(const dz_quote_token *token)
{
    return token->kind == DZ_TOKEN_HAN ? SCORE_MISMATCH_HAN : SCORE_MISMATCH_WORD;
}

typedef struct score_matrix {
    size_t width;      /* source tokens + 1 */
    uint8_t *trace;    /* rows of quote tokens + 1 */
    int32_t *best;     /* the row above, then this one, in place */
    int32_t *added;    /* best score that ends in a gap down, for each column */
    uint32_t *ids;     /* of the source's tokens; that of column 1 first */
    int32_t *left_out; /* what it costs to leave each of them out */
    chain_bounds chain;
    size_t end_row, end_column;
    int32_t end_score;
} score_matrix;

/* Columns of a row that are alike to the chain. A path through it can pass a cell only if it is before the chain, or
 * behind it, in both texts; none begins behind it, and none ends before it. */
typedef struct row_part {
    size_t begin, end; /* columns */
    bool beside;
    int32_t start; /* the score of a path that begins here */
    bool may_end;
} row_part;

/* The cells of a part of a row. `*diagonal` and `*left_out` are carried on from cell to cell. */
static void fill_part(score_matrix *matrix, const dz_quote_token *token, int32_t gap, size_t row, const row_part *part,
                      int32_t *diagonal, int32_t *left_out)
{
    uint8_t *trace = matrix->trace + row * matrix->width;
    int32_t *best = matrix->best, *added = matrix->added;
    int32_t hit = score_of_match(token), miss = score_of_mismatch(token);
    int32_t corner = *diagonal, across = *left_out, left = best[part->begin - 1];
    for (size_t column = part->begin; column < part->end; column++) {
        int32_t above = best[column], match = corner + (matrix->ids[column - 1] == token->id ? hit : miss);
        bool opens_across = left + gap > across, opens_down = above + gap > added[column];
        across = (opens_across ? left + gap : across) + matrix->left_out[column - 1];
        int32_t down = (opens_down ? above + gap : added[column]) + SCORE_ADDED, score = part->start;
        unsigned from = FROM_START;
        match = part->beside ? MINUS_INFINITY : match;
        from = match > score ? FROM_MATCH : from;
        score = match > score ? match : score;
        from = across > score ? FROM_LEFT_OUT : from;
        score = across > score ? across : score;
        from = down > score ? FROM_ADDED : from;
        score = down > score ? down : score;
        trace[column] = (uint8_t)(from | (opens_across ? OPEN_LEFT_OUT : 0) | (opens_down ? OPEN_ADDED : 0));
        added[column] = down;
        best[column] = left = score;
        corner = above;
        if (part->may_end && score > matrix->end_score) {
            matrix->end_score = score;
            matrix->end_row = row;
            matrix->end_column = column;
        }
    }
    *diagonal = corner;
    *left_out = across;
}

static void fill_row(score_matrix *matrix, const dz_prepared_quote *quote, size_t row)
{
    const chain_bounds *chain = &matrix->chain;
    int32_t gap = quote->weight < WEIGHT_SHORT ? SCORE_GAP_SHORT : SCORE_GAP;
    int32_t diagonal = matrix->best[0], left_out = MINUS_INFINITY;
    size_t bounds[] = {1, chain->first_column + 1, chain->last_column + 2, matrix->width};
    bool reached = row > chain->first_row, behind = row > chain->last_row + 1;
    const row_part parts[] = {
        {.beside = reached || behind, .start = behind ? MINUS_INFINITY : 0},
        {.beside = !reached || behind, .start = behind ? MINUS_INFINITY : 0, .may_end = reached},
        {.beside = !reached || !behind, .start = MINUS_INFINITY, .may_end = reached},
    };
    for (size_t i = 0; i < 3; i++) {
        row_part part = parts[i];
        part.begin = bounds[i];
        part.end = bounds[i + 1] < matrix->width ? bounds[i + 1] : matrix->width;
        if (part.begin < part.end)
            fill_part(matrix, &quote->tokens.items[row - 1], gap, row, &part, &diagonal, &left_out);
    }
}

static void trace_back(const score_matrix *matrix, const dz_prepared_quote *quote, dz_place *place)
{
    size_t row = matrix->end_row, column = matrix->end_column;
    int state = FROM_START;
    while (row && column) {
        uint8_t cell = matrix->trace[row * matrix->width + column];
        int from = state == FROM_START ? cell & 3 : state;
        if (from == FROM_START)
            return;
        if (from == FROM_MATCH) {
            if (quote->tokens.items[row - 1].id == place->tokens[column - 1].id)
                place->partners[row - 1] = (uint32_t)column - 1;
            row--;
            column--;
        } else if (from == FROM_LEFT_OUT) {
            state = cell & OPEN_LEFT_OUT ? FROM_START : FROM_LEFT_OUT;
            column--;
        } else {
            state = cell & OPEN_ADDED ? FROM_START : FROM_ADDED;
            row--;
        }
    }
}

static int32_t score_if_unchanged(const dz_prepared_quote *quote, size_t begin, size_t end)
{
    int32_t score = 1;
    for (size_t i = begin; i < end; i++)
        score += score_of_match(&quote->tokens.items[i]);
    return score;
}

static dz_status align_by_matrix(dz_context *context, dz_place *place, const dz_prepared_quote *quote,
                                 const chain_bounds *bounds)
{
    score_matrix matrix = {.width = place->token_count + 1, .chain = *bounds};
    matrix.trace = dz_memory__zeroed(context, (quote->tokens.count + 1) * matrix.width, 1);
    matrix.best = dz_memory__zeroed(context, matrix.width * 2, sizeof *matrix.best);
    matrix.ids = dz_memory__allocate(context, matrix.width * sizeof *matrix.ids);
    matrix.left_out = dz_memory__allocate(context, matrix.width * sizeof *matrix.left_out);
    dz_status status = matrix.trace && matrix.best && matrix.ids && matrix.left_out ? DZ_OK : DZ_ERROR_MEMORY;
    if (status == DZ_OK) {
        matrix.added = matrix.best + matrix.width;
        for (size_t column = 0; column < matrix.width; column++)
            matrix.added[column] = MINUS_INFINITY;
        for (size_t i = 0; i < place->token_count; i++) {
            matrix.ids[i] = place->tokens[i].id;
            matrix.left_out[i] = SCORE_LEFT_OUT + (place->tokens[i].begins_sentence ? SCORE_LEFT_OUT_SENTENCE : 0);
        }
        for (size_t row = 1; row <= quote->tokens.count; row++)
            fill_row(&matrix, quote, row);
        trace_back(&matrix, quote, place);
        place->score = (float)matrix.end_score / (float)score_if_unchanged(quote, 0, quote->tokens.count);
    }
    dz_memory__free(context, matrix.trace);
    dz_memory__free(context, matrix.best);
    dz_memory__free(context, matrix.ids);
    dz_memory__free(context, matrix.left_out);
    return status;
}

static dz_status align_by_script(dz_context *context, dz_place *place, const dz_prepared_quote *quote)
{
    dz_edit_script *script = NULL;
    uint32_t *ids = dz_memory__allocate(context, (place->token_count + quote->tokens.count) * sizeof *ids);
    if (!ids)
        return DZ_ERROR_MEMORY;
    uint32_t *quote_ids = ids + place->token_count;
    for (size_t i = 0; i < place->token_count; i++)
        ids[i] = place->tokens[i].id;
    for (size_t i = 0; i < quote->tokens.count; i++)
        quote_ids[i] = quote->tokens.items[i].id;
    dz_status status = dz_edit_compare(context, &script, ids, place->token_count, quote_ids, quote->tokens.count);
    for (size_t i = 0; status == DZ_OK && i < script->count; i++) {
        const dz_edit *edit = &script->items[i];
        for (size_t j = 0; edit->kind == DZ_EDIT_KEEP && j < edit->target.end - edit->target.begin; j++)
            place->partners[edit->target.begin + j] = (uint32_t)(edit->source.begin + j);
    }
    dz_edit_script_free(script);
    dz_memory__free(context, ids);
    return status;
}

/* Whether two words of the source are further apart than words of one place, and the quote marks no omission. */
static bool is_break(const dz_place *place, const dz_prepared_quote *quote, size_t before, size_t token)
{
    size_t end = place->tokens[place->partners[before]].text.end;
    if (place->tokens[place->partners[token]].text.begin - end <= DZ_MATCH_FAR_TEXT)
        return false;
    for (size_t i = before + 1; i <= token; i++)
        if (quote->tokens.items[i].after_ellipsis)
            return false;
    return true;
}

/* Where the alignment goes over from one place to another, keeps the piece with the most letters of the wanted ones. */
static void keep_one_piece(dz_place *place, const dz_prepared_quote *quote, dz_span wanted)
{
    size_t count = quote->tokens.count, begin = 0, before = SIZE_MAX, best_begin = 0, best_end = count;
    uint32_t weight = 0, best = 0;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && place->partners[i] == DZ_NO_PARTNER)
            continue;
        bool breaks = i == count || (before != SIZE_MAX && is_break(place, quote, before, i));
        if (breaks && weight > best) {
            best = weight;
            best_begin = begin;
            best_end = i;
        }
        if (i == count)
            break;
        if (breaks) {
            begin = i;
            weight = 0;
        }
        weight += i >= wanted.begin && i < wanted.end ? quote->tokens.items[i].weight : 0;
        before = i;
    }
    for (size_t i = 0; i < count; i++)
        if (i < best_begin || i >= best_end)
            place->partners[i] = DZ_NO_PARTNER;
}

/* Whether the source has the quote's words `begin` to `end` from its token `at` on. */
static bool has_words_at(const dz_place *place, const dz_prepared_quote *quote, size_t begin, size_t end, size_t at)
{
    for (size_t i = begin; i < end; i++)
        if (place->tokens[at + i - begin].id != quote->tokens.items[i].id)
            return false;
    return true;
}

/* A last run of words that stands nearer to those before it, too, is taken there: only some grams of a source are
 * seeds, and a chain may have gone to a second place of the same words. */
static void draw_in_tail(dz_place *place, const dz_prepared_quote *quote)
{
    size_t end = quote->tokens.count;
    while (end && place->partners[end - 1] == DZ_NO_PARTNER)
        end--;
    size_t begin = end ? end - 1 : 0;
    while (begin && place->partners[begin - 1] != DZ_NO_PARTNER &&
           place->partners[begin - 1] + 1 == place->partners[begin])
        begin--;
    size_t before = begin;
    while (before && place->partners[before - 1] == DZ_NO_PARTNER)
        before--;
    if (!before || begin == end)
        return;
    for (size_t at = (size_t)place->partners[before - 1] + 1; at < place->partners[begin]; at++) {
        if (!has_words_at(place, quote, begin, end, at))
            continue;
        for (size_t i = begin; i < end; i++)
            place->partners[i] = (uint32_t)(at + i - begin);
        return;
    }
}

/* The same for the first run. */
static void draw_in_head(dz_place *place, const dz_prepared_quote *quote)
{
    size_t count = quote->tokens.count, begin = 0;
    while (begin < count && place->partners[begin] == DZ_NO_PARTNER)
        begin++;
    size_t end = begin < count ? begin + 1 : count;
    while (end < count && place->partners[end] != DZ_NO_PARTNER && place->partners[end - 1] + 1 == place->partners[end])
        end++;
    size_t behind = end;
    while (behind < count && place->partners[behind] == DZ_NO_PARTNER)
        behind++;
    if (behind == count || begin == end)
        return;
    for (size_t at = place->partners[behind] - (end - begin); at > place->partners[begin]; at--) {
        if (!has_words_at(place, quote, begin, end, at))
            continue;
        for (size_t i = begin; i < end; i++)
            place->partners[i] = (uint32_t)(at + i - begin);
        return;
    }
}

static dz_status make_place(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                            const dz_chain *chain, dz_span wanted, bool alike)
{
    memset(place, 0, sizeof *place);
    place->document = chain->document;
    place->token_end = (uint32_t)quote->tokens.count;
    place->partners = dz_arena__allocate(arena, quote->tokens.count * sizeof *place->partners);
    if (!place->partners)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < quote->tokens.count; i++)
        place->partners[i] = DZ_NO_PARTNER;
    chain_bounds bounds = {0};
    dz_status status = collect_tokens(arena, place, index, quote, chain, alike, &bounds);
    if (status != DZ_OK)
        return status;
    if (place->token_count > LARGEST_MATRIX / (quote->tokens.count + 1))
        status = align_by_script(arena->context, place, quote);
    else
        status = align_by_matrix(arena->context, place, quote, &bounds);
    keep_one_piece(place, quote, wanted);
    draw_in_tail(place, quote);
    draw_in_head(place, quote);
    place->covered = dz_place__covered(place, quote, 0, quote->tokens.count);
    return status;
}

dz_status dz_place__make(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                         const dz_chain *chain, dz_span wanted)
{
    return make_place(arena, place, index, quote, chain, wanted, false);
}

dz_status dz_place__make_alike(dz_arena *arena, dz_place *place, const dz_index *index, const dz_prepared_quote *quote,
                               const dz_chain *chain, dz_span wanted)
{
    return make_place(arena, place, index, quote, chain, wanted, true);
}

uint32_t dz_place__covered(const dz_place *place, const dz_prepared_quote *quote, size_t begin, size_t end)
{
    uint32_t covered = 0;
    for (size_t i = begin; i < end; i++)
        if (place->partners[i] != DZ_NO_PARTNER)
            covered += quote->tokens.items[i].weight;
    return covered;
}

void dz_place__restrict(dz_place *place, const dz_prepared_quote *quote, size_t begin, size_t end)
{
    for (size_t i = 0; i < quote->tokens.count; i++)
        if (i < begin || i >= end)
            place->partners[i] = DZ_NO_PARTNER;
    place->token_begin = (uint32_t)begin;
    place->token_end = (uint32_t)end;
    place->covered = dz_place__covered(place, quote, begin, end);
}

float dz_place__score(const dz_place *place, const dz_prepared_quote *quote)
{
    int32_t score = 0;
    size_t before = SIZE_MAX;
    for (size_t i = place->token_begin; i < place->token_end; i++) {
        uint32_t partner = place->partners[i];
        const dz_quote_token *token = &quote->tokens.items[i];
        score += partner == DZ_NO_PARTNER ? score_of_mismatch(token) : score_of_match(token);
        if (partner == DZ_NO_PARTNER)
            continue;
        if (before != SIZE_MAX && partner - place->partners[before] > i - before)
            score += SCORE_GAP + SCORE_LEFT_OUT * (int32_t)(partner - place->partners[before]);
        before = i;
    }
    return (float)score / (float)score_if_unchanged(quote, place->token_begin, place->token_end);
}

bool dz_place__source(const dz_place *place, size_t *first, size_t *last)
{
    bool found = false;
    for (size_t i = place->token_begin; i < place->token_end; i++) {
        if (place->partners[i] == DZ_NO_PARTNER)
            continue;
        if (!found)
            *first = place->partners[i];
        *last = place->partners[i];
        found = true;
    }
    return found;
}

dz_span dz_place__span(const dz_place *place)
{
    size_t first = 0, last = 0;
    if (!dz_place__source(place, &first, &last))
        return (dz_span){0, 0};
    return (dz_span){place->tokens[first].text.begin, place->tokens[last].text.end};
}
