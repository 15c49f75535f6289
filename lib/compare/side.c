#include "compare/side.h"

#include <string.h>

#include "base/utf8.h"

#define DOTS_OF_ELLIPSIS 3

static bool is_form(const dz_tokens *tokens, size_t number, const char *form)
{
    dz_view view = dz_tokens__form(tokens, number);
    return view.length == strlen(form) && memcmp(view.data, form, view.length) == 0;
}

/* How many tokens from `at` on are dots in a row. */
static size_t count_marks(const dz_tokens *tokens, size_t at, const char *marks)
{
    size_t count = 0;
    while (at + count < tokens->count && dz_tokens__is_mark(tokens, at + count, marks))
        count++;
    return count;
}

/* How many tokens from `at` on are a mark of omission, brackets and all: "...", "[...]", "(...)"; 0 where they are
 * none. */
static size_t count_ellipsis(const dz_tokens *tokens, size_t at)
{
    bool opens = dz_tokens__is_mark(tokens, at, "[(");
    size_t dots = count_marks(tokens, at + opens, ".");
    if (dots < DOTS_OF_ELLIPSIS)
        return 0;
    if (!opens)
        return dots;
    size_t end = at + 1 + dots;
    bool closes = end < tokens->count && dz_tokens__is_mark(tokens, end, "])");
    return closes ? dots + 2 : 0;
}

static bool is_space_before(const dz_side *side, size_t begin)
{
    if (!begin)
        return false;
    size_t at = begin;
    uint32_t codepoint = dz_utf8__previous(side->text.data, &at);
    return codepoint <= ' ' || codepoint == 0xA0 || codepoint == 0x3000 || codepoint == 0x202F ||
           (codepoint >= 0x2000 && codepoint <= 0x200A);
}

/* Makes one unit of the tokens at `at`; how many they are. */
static size_t make_unit(const dz_side *side, size_t at, dz_unit *unit)
{
    const dz_tokens *tokens = &side->tokens;
    const dz_token *token = &tokens->items[at];
    size_t count = 1;
    memset(unit, 0, sizeof *unit);
    unit->form = dz_tokens__form(tokens, at);
    unit->weight = dz_tokens__weight(tokens, at);
    unit->kind = token->kind == DZ_TOKEN_WORD ? DZ_UNIT_WORD : token->kind == DZ_TOKEN_HAN ? DZ_UNIT_HAN : DZ_UNIT_MARK;
    if (unit->kind == DZ_UNIT_MARK) {
        size_t ellipsis = count_ellipsis(tokens, at);
        if (ellipsis) {
            unit->kind = DZ_UNIT_ELLIPSIS;
            unit->form = (dz_view){"...", 3};
            count = ellipsis;
        } else if (dz_tokens__is_mark(tokens, at, "\"'")) {
            unit->kind = DZ_UNIT_QUOTE_MARK;
            unit->form = (dz_view){"\"", 1};
            bool twice = is_form(tokens, at, "'") && at + 1 < tokens->count && is_form(tokens, at + 1, "'");
            count = twice && tokens->items[at + 1].text.begin == token->text.end ? 2 : 1;
        } else if (dz_tokens__is_mark(tokens, at, "-")) {
            count = count_marks(tokens, at, "-");
        }
    }
    unit->text = (dz_span){token->text.begin, tokens->items[at + count - 1].text.end};
    unit->space = is_space_before(side, unit->text.begin);
    return count;
}

static dz_status make_units(dz_side *side, dz_map *ids)
{
    dz_status status = dz_array__reserve(side->context, side, side->tokens.count + 1);
    for (size_t at = 0; at < side->tokens.count && status == DZ_OK;) {
        dz_unit unit;
        at += make_unit(side, at, &unit);
        status = dz_map__intern(ids, unit.form.data, unit.form.length, &unit.id);
        if (status == DZ_OK)
            status = dz_array__push(side->context, side, unit);
    }
    return status;
}

/* Numbers the words of Chinese text; every other unit is a word of its own. */
static void number_words(dz_side *side)
{
    size_t at = 0;
    for (size_t i = 0; i < side->count; i++) {
        dz_unit *unit = &side->items[i];
        unit->word = i ? side->items[i - 1].word + 1 : 0;
        if (unit->kind != DZ_UNIT_HAN || !side->words)
            continue;
        while (at < side->words->count && side->words->items[at].span.end <= unit->text.begin)
            at++;
        bool inside = i && at < side->words->count && side->words->items[at].span.begin < unit->text.begin;
        if (inside && side->items[i - 1].kind == DZ_UNIT_HAN)
            unit->word = side->items[i - 1].word;
    }
}

static bool is_unit(const dz_unit *unit, char mark)
{
    return unit->kind == DZ_UNIT_MARK && unit->form.length == 1 && unit->form.data[0] == mark;
}

/* Numbers the [brackets]; one that is not closed is none. */
static void number_brackets(dz_side *side)
{
    uint32_t number = 0;
    for (size_t i = 0; i < side->count; i++) {
        if (!is_unit(&side->items[i], '['))
            continue;
        size_t end = i + 1;
        while (end < side->count && !is_unit(&side->items[end], ']') && !is_unit(&side->items[end], '['))
            end++;
        if (end == side->count || !is_unit(&side->items[end], ']'))
            continue;
        for (number++; i <= end; i++)
            side->items[i].bracket = number;
        i--;
    }
}

static bool has_han(const dz_side *side)
{
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].kind == DZ_UNIT_HAN)
            return true;
    return false;
}

dz_status dz_side__read(dz_context *context, dz_side *side, dz_view text, const dz_side_options *options, dz_map *ids)
{
    memset(side, 0, sizeof *side);
    side->context = context;
    side->text = text;
    dz_value_options value_options = DZ_VALUE_OPTIONS_INIT;
    value_options.language = options->language;
    value_options.document_date = options->date;
    dz_word_options word_options = DZ_WORD_OPTIONS_INIT;
    word_options.table = options->words;
    dz_status status = dz_tokens__make(context, &side->tokens, text.data, text.length);
    if (status == DZ_OK)
        status = make_units(side, ids);
    dz_array__free(context, &side->tokens); /* the units are enough from here on */
    if (status == DZ_OK && has_han(side))
        status = dz_words(context, &side->words, text.data, text.length, &word_options);
    if (status == DZ_OK)
        status = dz_values(context, &side->values, text.data, text.length, &value_options);
    if (status != DZ_OK) {
        dz_side__free(side);
        return status;
    }
    number_words(side);
    number_brackets(side);
    return DZ_OK;
}

void dz_side__free(dz_side *side)
{
    if (!side->context)
        return;
    dz_tokens__free(&side->tokens);
    dz_word_list_free(side->words);
    dz_value_list_free(side->values);
    side->words = NULL;
    side->values = NULL;
    dz_array__free(side->context, side);
}

dz_span dz_side__span(const dz_side *side, dz_span units)
{
    if (units.begin < units.end)
        return (dz_span){side->items[units.begin].text.begin, side->items[units.end - 1].text.end};
    size_t at = units.begin < side->count ? side->items[units.begin].text.begin : side->text.length;
    if (units.begin)
        at = side->items[units.begin - 1].text.end;
    return (dz_span){at, at};
}

/* The first value that ends behind a place: they do not overlap. */
static size_t first_value_behind(const dz_side *side, size_t place)
{
    size_t low = 0, high = dz_value_count(side->values);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (dz_value_at(side->values, middle)->span.end <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const dz_value *dz_side__value_behind(const dz_side *side, size_t place)
{
    size_t first = first_value_behind(side, place);
    return first < dz_value_count(side->values) ? dz_value_at(side->values, first) : NULL;
}

const dz_value *dz_side__value(const dz_side *side, dz_span text, size_t *from)
{
    size_t count = dz_value_count(side->values), first = first_value_behind(side, text.begin);
    *from = *from > first ? *from : first;
    while (*from < count) {
        const dz_value *value = dz_value_at(side->values, (*from)++);
        if (value->span.begin >= text.end)
            return NULL;
        if (value->kind != DZ_VALUE_NAME && value->span.begin < text.end && value->span.end > text.begin)
            return value;
    }
    return NULL;
}

/* A longer stretch between two quotations is a passage of its own. */
#define BULK_OF_INTERRUPTION 28

bool dz_side__is_interruption(const dz_side *side, dz_span units)
{
    size_t at = units.begin, bulk = 0;
    while (at < units.end && side->items[at].kind == DZ_UNIT_MARK)
        at++;
    if (at + 1 >= units.end || side->items[at].kind != DZ_UNIT_QUOTE_MARK ||
        side->items[units.end - 1].kind != DZ_UNIT_QUOTE_MARK)
        return false;
    for (size_t i = at + 1; i + 1 < units.end; i++) {
        if (side->items[i].kind == DZ_UNIT_QUOTE_MARK)
            return false;
        bulk += side->items[i].kind == DZ_UNIT_WORD ? 2 : side->items[i].kind == DZ_UNIT_HAN ? 1 : 0;
    }
    return bulk && bulk <= BULK_OF_INTERRUPTION;
}
