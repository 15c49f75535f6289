#include "align/blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More pairs of turns than this are not compared one by one. */
#define MOST_PAIRS 4000000

/* What it costs to leave a turn without its like, and what a role that differs costs: in log units of the score. */
#define SKIP_COST 3.0f
#define ROLE_COST 4.0f

/* Turns may cross where their words say so as clearly as this, in all and by token. */
#define CROSSING_SCORE 4.0f
#define CROSSING_BY_TOKEN 0.15f

/* Turns are each other's surest where both are ahead of all others by so much; and what it is worth that two matches
 * follow each other on both sides. */
#define SURE_MARGIN 4.0f
#define FOLLOWING_GAIN 2.0f

/* What it is worth that a person fixed a bead of two turns. */
#define FIXED_GAIN 30.0f

#define NO_UNIT UINT32_MAX

/* A run of sentences of one turn, or of none. */
typedef struct text_unit {
    uint32_t begin, end; /* sentences of the side */
    dz_turn_role role;
    bool turn;
    uint32_t turn_number;
    uint32_t match; /* unit of the other side */
} text_unit;

typedef DZ_ARRAY(text_unit) unit_array;

typedef struct unit_matcher {
    dz_context *context;
    const dz_align__model *model;
    unit_array source;
    unit_array target;
    float *scores; /* of each pair, source by row */
} unit_matcher;

static const dz_block *block_of(const dz_document *document, const dz_align__side *side, uint32_t sentence)
{
    size_t count;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    return &dz_document_blocks(document, &count)[sentences[side->numbers[sentence]].block];
}

static dz_status list_units(dz_context *context, unit_array *units, const dz_align__side *side,
                            const dz_document *document)
{
    uint32_t turn = DZ_NO_TURN;
    for (uint32_t s = 0; s < side->free_count; s++) {
        const dz_block *block = block_of(document, side, s);
        if (!units->count || block->turn != turn) {
            text_unit unit = {s, s + 1, block->role, block->turn != DZ_NO_TURN, (uint32_t)block->turn, NO_UNIT};
            if (dz_array__push(context, units, unit) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
        units->items[units->count - 1].end = s + 1;
        turn = block->turn;
    }
    return DZ_OK;
}

static size_t count_turns(const unit_array *units)
{
    size_t turns = 0;
    for (size_t n = 0; n < units->count; n++)
        turns += units->items[n].turn;
    return turns;
}

static uint32_t unit_tokens(const dz_align__side *side, const text_unit *unit)
{
    return side->starts[unit->end] - side->starts[unit->begin];
}

/* Adds to the scores what the words of each asking unit say of each answering one. */
static void score_direction(const unit_matcher *matcher, bool backward, float *sums)
{
    const dz_align__model *model = matcher->model;
    const dz_align__table *table = backward ? &model->backward : &model->forward;
    const dz_align__side *asking = backward ? model->target : model->source;
    const dz_align__side *answering = backward ? model->source : model->target;
    const unit_array *askers = backward ? &matcher->target : &matcher->source;
    const unit_array *answerers = backward ? &matcher->source : &matcher->target;
    float floor = 1 - model->mixture;
    for (size_t a = 0; a < askers->count; a++) {
        const text_unit *unit = &askers->items[a];
        float scale = 1.0f / (float)(unit_tokens(asking, unit) + 1);
        memset(sums, 0, answering->vocabulary.count * sizeof *sums);
        for (uint32_t t = asking->starts[unit->begin]; t < asking->starts[unit->end]; t++) {
            uint32_t row = asking->tokens[t];
            for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
                sums[table->words[i]] += table->weights[i];
        }
        for (size_t b = 0; b < answerers->count; b++) {
            const text_unit *other = &answerers->items[b];
            float score = 0;
            for (uint32_t t = answering->starts[other->begin]; t < answering->starts[other->end]; t++)
                score += logf(sums[answering->tokens[t]] * scale + floor);
            matcher->scores[backward ? b * askers->count + a : a * answerers->count + b] += score;
        }
    }
}

static bool roles_differ(const text_unit *a, const text_unit *b)
{
    bool a_asks = a->role == DZ_ROLE_QUESTION, b_asks = b->role == DZ_ROLE_QUESTION;
    return a->turn != b->turn || a_asks != b_asks;
}

static dz_status score_pairs(unit_matcher *matcher)
{
    dz_context *context = matcher->context;
    const dz_align__model *model = matcher->model;
    size_t rows = matcher->source.count, columns = matcher->target.count;
    size_t words = model->source->vocabulary.count > model->target->vocabulary.count ? model->source->vocabulary.count
                                                                                     : model->target->vocabulary.count;
    matcher->scores = dz_memory__zeroed(context, rows * columns, sizeof(float));
    float *sums = dz_memory__zeroed(context, words, sizeof *sums);
    if (!matcher->scores || !sums) {
        dz_memory__free(context, sums);
        return DZ_ERROR_MEMORY;
    }
    score_direction(matcher, false, sums);
    score_direction(matcher, true, sums);
    dz_memory__free(context, sums);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            if (roles_differ(&matcher->source.items[r], &matcher->target.items[c]))
                matcher->scores[r * columns + c] -= ROLE_COST;
    return DZ_OK;
}

static void match_units(unit_matcher *matcher, size_t row, size_t column)
{
    matcher->source.items[row].match = (uint32_t)column;
    matcher->target.items[column].match = (uint32_t)row;
}

/* The best matches that keep the order: a global alignment in which either side may skip. */
static dz_status match_in_order(unit_matcher *matcher)
{
    size_t rows = matcher->source.count, columns = matcher->target.count, width = columns + 1;
    float *best = dz_memory__allocate(matcher->context, (rows + 1) * width * sizeof *best);
    if (!best)
        return DZ_ERROR_MEMORY;
    for (size_t r = 0; r <= rows; r++) {
        for (size_t c = 0; c <= columns; c++) {
            float score = r || c ? -INFINITY : 0;
            if (r && best[(r - 1) * width + c] - SKIP_COST > score)
                score = best[(r - 1) * width + c] - SKIP_COST;
            if (c && best[r * width + c - 1] - SKIP_COST > score)
                score = best[r * width + c - 1] - SKIP_COST;
            if (r && c && best[(r - 1) * width + c - 1] + matcher->scores[(r - 1) * columns + c - 1] > score)
                score = best[(r - 1) * width + c - 1] + matcher->scores[(r - 1) * columns + c - 1];
            best[r * width + c] = score;
        }
    }
    for (size_t r = rows, c = columns; r && c;) {
        float here = best[r * width + c];
        if (here == best[(r - 1) * width + c - 1] + matcher->scores[(r - 1) * columns + c - 1])
            match_units(matcher, --r, --c);
        else if (here == best[(r - 1) * width + c] - SKIP_COST)
            r--;
        else
            c--;
    }
    dz_memory__free(matcher->context, best);
    return DZ_OK;
}

static bool is_strong(const unit_matcher *matcher, size_t row, size_t column)
{
    float score = matcher->scores[row * matcher->target.count + column];
    uint32_t tokens = unit_tokens(matcher->model->source, &matcher->source.items[row]) +
                      unit_tokens(matcher->model->target, &matcher->target.items[column]);
    return score > CROSSING_SCORE && score > CROSSING_BY_TOKEN * (float)tokens;
}

/* Matches what is left over on both sides, the surest first. */
static void match_crossing(unit_matcher *matcher)
{
    for (;;) {
        float best = 0;
        size_t row = NO_UNIT, column = NO_UNIT;
        for (size_t r = 0; r < matcher->source.count; r++) {
            for (size_t c = 0; c < matcher->target.count && matcher->source.items[r].match == NO_UNIT; c++) {
                float score = matcher->scores[r * matcher->target.count + c];
                if (matcher->target.items[c].match != NO_UNIT || score <= best || !is_strong(matcher, r, c))
                    continue;
                best = score;
                row = r;
                column = c;
            }
        }
        if (row == NO_UNIT)
            return;
        match_units(matcher, row, column);
    }
}

/* The best answer to each unit, and how far it is ahead of the next. */
typedef struct best_answer {
    uint32_t unit;
    float score, margin;
} best_answer;

static void see_answer(best_answer *best, uint32_t unit, float score)
{
    if (best->unit == NO_UNIT || score > best->score) {
        best->margin = best->unit == NO_UNIT ? score : score - best->score;
        best->score = score;
        best->unit = unit;
    } else if (best->score - score < best->margin) {
        best->margin = best->score - score;
    }
}

/* Matches units that are each other's best answer by far, wherever they stand. */
static dz_status match_surest(unit_matcher *matcher)
{
    size_t rows = matcher->source.count, columns = matcher->target.count;
    best_answer *answers = dz_memory__allocate(matcher->context, (rows + columns) * sizeof *answers);
    if (!answers)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < rows + columns; n++)
        answers[n] = (best_answer){NO_UNIT, 0, 0};
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            see_answer(&answers[r], (uint32_t)c, matcher->scores[r * columns + c]);
            see_answer(&answers[rows + c], (uint32_t)r, matcher->scores[r * columns + c]);
        }
    }
    for (size_t r = 0; r < rows; r++) {
        const best_answer *there = &answers[r], *back = &answers[rows + there->unit];
        if (back->unit == r && there->margin > SURE_MARGIN && back->margin > SURE_MARGIN)
            match_units(matcher, r, there->unit);
    }
    dz_memory__free(matcher->context, answers);
    return DZ_OK;
}

/* Matches the neighbour of a match with the neighbour on the other side, where nothing speaks against it. */
static void match_neighbour(unit_matcher *matcher, size_t row, size_t column)
{
    if (row >= matcher->source.count || column >= matcher->target.count ||
        matcher->source.items[row].match != NO_UNIT || matcher->target.items[column].match != NO_UNIT)
        return;
    if (matcher->scores[row * matcher->target.count + column] > -2 * SKIP_COST)
        match_units(matcher, row, column);
}

static void match_neighbours(unit_matcher *matcher)
{
    const unit_array *source = &matcher->source;
    for (size_t r = 0; r < source->count; r++)
        if (source->items[r].match != NO_UNIT)
            match_neighbour(matcher, r + 1, source->items[r].match + (size_t)1);
    for (size_t r = source->count; r-- > 1;)
        if (source->items[r].match != NO_UNIT && source->items[r].match > 0)
            match_neighbour(matcher, r - 1, source->items[r].match - (size_t)1);
}

/* What the matches are worth as a whole: their scores, skips, and what follows each other on both sides. */
static float rate_matches(const unit_matcher *matcher)
{
    const unit_array *source = &matcher->source;
    float score = 0;
    size_t matches = 0;
    for (size_t r = 0; r < source->count; r++) {
        uint32_t match = source->items[r].match;
        if (match == NO_UNIT)
            continue;
        matches++;
        score += matcher->scores[r * matcher->target.count + match];
        score += r > 0 && match > 0 && source->items[r - 1].match == match - 1 ? FOLLOWING_GAIN : 0;
    }
    return score - SKIP_COST * (float)(source->count + matcher->target.count - 2 * matches);
}

static void forget_matches(unit_array *units)
{
    for (size_t n = 0; n < units->count; n++)
        units->items[n].match = NO_UNIT;
}

/* Matches in order first and what is left over across it; or the surest first, wherever they stand: whichever is worth
 * more. */
static dz_status match_freely(unit_matcher *matcher)
{
    match_crossing(matcher);
    float in_order = rate_matches(matcher);
    forget_matches(&matcher->source);
    forget_matches(&matcher->target);
    dz_status status = match_surest(matcher);
    if (status != DZ_OK)
        return status;
    match_neighbours(matcher);
    match_crossing(matcher);
    match_neighbours(matcher);
    if (rate_matches(matcher) > in_order)
        return DZ_OK;
    forget_matches(&matcher->source);
    forget_matches(&matcher->target);
    status = match_in_order(matcher);
    if (status == DZ_OK)
        match_crossing(matcher);
    return status;
}

static dz_status put_region(dz_context *context, dz_align__regions *regions, uint32_t i, uint32_t i_end, uint32_t j,
                            uint32_t j_end)
{
    dz_align__region region = {i, i_end, j, j_end};
    if (i == i_end && j == j_end)
        return DZ_OK;
    return dz_array__push(context, regions, region);
}

/* The end of the run of unmatched units that begins at `n`. */
static size_t unmatched_end(const unit_array *units, size_t n)
{
    while (n < units->count && units->items[n].match == NO_UNIT)
        n++;
    return n;
}

static uint32_t unit_begin(const unit_array *units, size_t n)
{
    return n < units->count ? units->items[n].begin : units->count ? units->items[units->count - 1].end : 0;
}

/* What is unmatched on the target side directly behind the match of the unit before `row`; such a run and the unmatched
 * run of the source at the same place are one region. */
static size_t partner_run(const unit_matcher *matcher, size_t row, size_t *end)
{
    size_t column = row ? matcher->source.items[row - 1].match + (size_t)1 : 0;
    *end = unmatched_end(&matcher->target, column);
    return column;
}

static dz_status put_source_regions(const unit_matcher *matcher, dz_align__regions *regions, bool *taken)
{
    const unit_array *source = &matcher->source, *target = &matcher->target;
    dz_status status = DZ_OK;
    for (size_t r = 0; r < source->count && status == DZ_OK;) {
        const text_unit *unit = &source->items[r];
        if (unit->match != NO_UNIT) {
            const text_unit *other = &target->items[unit->match];
            status = put_region(matcher->context, regions, unit->begin, unit->end, other->begin, other->end);
            r++;
            continue;
        }
        size_t end = unmatched_end(source, r), column_end, column = partner_run(matcher, r, &column_end);
        for (size_t c = column; c < column_end; c++)
            taken[c] = true;
        status = put_region(matcher->context, regions, unit->begin, unit_begin(source, end), unit_begin(target, column),
                            unit_begin(target, column_end));
        r = end;
    }
    return status;
}

static dz_status put_regions(const unit_matcher *matcher, dz_align__regions *regions)
{
    const unit_array *target = &matcher->target;
    bool *taken = dz_memory__zeroed(matcher->context, target->count, sizeof *taken);
    dz_status status = taken ? put_source_regions(matcher, regions, taken) : DZ_ERROR_MEMORY;
    for (size_t c = 0; c < target->count && status == DZ_OK; c++) {
        const text_unit *unit = &target->items[c];
        if (unit->match == NO_UNIT && !taken[c])
            status = put_region(matcher->context, regions, 0, 0, unit->begin, unit->end);
    }
    dz_memory__free(matcher->context, taken);
    return status;
}

/* The unit of the turn that a sentence of the document stands in; NO_UNIT where it has none, or nothing free. */
static size_t unit_of(const unit_array *units, const dz_document *document, uint32_t sentence)
{
    size_t count, n = 0;
    const dz_sentence *sentences = dz_document_sentences(document, &count);
    uint32_t turn = (uint32_t)dz_document_blocks(document, &count)[sentences[sentence].block].turn;
    while (n < units->count && (!units->items[n].turn || units->items[n].turn_number != turn))
        n++;
    return n < units->count ? n : NO_UNIT;
}

/* Turns that a fixed bead joins belong together. */
static void join_fixed(unit_matcher *matcher, const dz_document *source, const dz_document *target)
{
    const dz_align__decisions *decisions = matcher->model->decisions;
    for (size_t n = 0; decisions && n < decisions->fixed_count; n++) {
        const dz_bead *bead = decisions->fixed[n];
        if (!bead->source_count || !bead->target_count)
            continue;
        size_t row = unit_of(&matcher->source, source, bead->source[0]);
        size_t column = unit_of(&matcher->target, target, bead->target[0]);
        if (row != NO_UNIT && column != NO_UNIT)
            matcher->scores[row * matcher->target.count + column] += FIXED_GAIN;
    }
}

static dz_status match_turns(unit_matcher *matcher, dz_align__regions *regions, const dz_document *source,
                             const dz_document *target, bool monotone)
{
    dz_status status = score_pairs(matcher);
    if (status != DZ_OK)
        return status;
    join_fixed(matcher, source, target);
    status = match_in_order(matcher);
    if (status == DZ_OK && !monotone)
        status = match_freely(matcher);
    if (status == DZ_OK)
        status = put_regions(matcher, regions);
    return status;
}

dz_status dz_align__find_regions(dz_context *context, dz_align__regions *regions, const dz_align__model *model,
                                 const dz_document *source, const dz_document *target, bool monotone)
{
    unit_matcher matcher = {.context = context, .model = model};
    dz_status status = list_units(context, &matcher.source, model->source, source);
    if (status == DZ_OK)
        status = list_units(context, &matcher.target, model->target, target);
    if (status != DZ_OK)
        goto done;
    bool transcripts = count_turns(&matcher.source) > 1 && count_turns(&matcher.target) > 1;
    if (transcripts && matcher.source.count * matcher.target.count <= MOST_PAIRS)
        status = match_turns(&matcher, regions, source, target, monotone);
    else
        status = put_region(context, regions, 0, model->source->free_count, 0, model->target->free_count);
done:
    dz_memory__free(context, matcher.scores);
    dz_array__free(context, &matcher.source);
    dz_array__free(context, &matcher.target);
    return status;
}
