#include "document/bilingual.h"

#include "document/scan.h"

/* So many Han characters, or Latin words, tell a language; fewer are a name or an abbreviation in it. */
#define TELLING_HAN 2
#define TELLING_WORDS 2

typedef DZ_ARRAY(dz_piece) piece_list;

/* What a stretch has of each script. */
typedef struct script_count {
    size_t han;
    size_t words; /* of Latin letters */
} script_count;

static bool is_latin(uint32_t c)
{
    return (c < 0x80 && dz_scan__is_letter((char)c)) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

static script_count count_scripts(dz_view view)
{
    script_count count = {0};
    bool in_word = false;
    for (size_t at = 0; at < view.length;) {
        uint32_t c = dz_utf8__next(view.data, view.length, &at);
        bool latin = is_latin(c) || (in_word && (c == '\'' || c == 0x2019 || c == '-'));
        count.han += dz_utf8__is_han(c);
        count.words += latin && !in_word;
        in_word = latin;
    }
    return count;
}

static dz_language language_of(dz_view view)
{
    script_count count = count_scripts(view);
    if (count.han < TELLING_HAN && count.words < TELLING_WORDS)
        return DZ_LANGUAGE_UNKNOWN;
    return dz_language_detect(view.data, view.length);
}

/* Behind the mark that ends a sentence, and what closes with it. */
static bool ends_chunk(dz_view view, size_t at)
{
    return at > 0 && dz_scan__ends_in_stop((dz_view){view.data, at});
}

static bool closes(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == 0x201D || c == 0x2019 || c == 0xFF09 || c == 0x300D ||
           c == 0x300F || c == 0x3011;
}

/* The end of the chunk that begins at `from`: a sentence, roughly; too many chunks do no harm, they are joined again.
 */
static size_t chunk_end(dz_view view, size_t from)
{
    size_t at = from;
    bool stopped = false;
    while (at < view.length) {
        size_t next = at;
        uint32_t c = dz_utf8__next(view.data, view.length, &next);
        if (stopped && !closes(c))
            return at;
        bool stop = c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026;
        stopped = stopped || (stop && ends_chunk(view, next)) || c == '\n';
        at = next;
    }
    return view.length;
}

/* Where a text changes once from one script to the other, behind white space or a bar ("发布会要点 Points of the
 * Briefing"); SIZE_MAX where it does not, or changes back. A label ("The Herald：中方……") is no change. */
static size_t single_change(dz_view view)
{
    size_t change = SIZE_MAX;
    bool han_now = false, any = false, parted = false;
    for (size_t at = 0; at < view.length;) {
        size_t begin = at;
        uint32_t c = dz_utf8__next(view.data, view.length, &at);
        bool han = dz_utf8__is_han(c);
        if (!han && !is_latin(c)) {
            parted = dz_scan__is_space(c) || c == '|' || c == '/' || (parted && c != ':');
            continue;
        }
        if (any && han != han_now) {
            if (change != SIZE_MAX || !parted)
                return SIZE_MAX;
            change = begin;
        }
        parted = false;
        any = true;
        han_now = han;
    }
    return change;
}

static dz_status add_cut(dz_draft *draft, piece_list *kept, dz_piece piece, dz_span span)
{
    bool whole = span.begin == piece.block.span.begin;
    piece.block.span = dz_scan__trim(draft->text, span);
    piece.block.content = piece.block.span;
    if (!whole) { /* the words set apart stood at the beginning */
        piece.bold_start = false;
        piece.bold_length = 0;
    }
    return piece.block.span.end > piece.block.span.begin ? dz_array__push(draft->context, kept, piece) : DZ_OK;
}

/* The stretches of a piece that are in the language. */
static dz_status keep_stretches(dz_draft *draft, piece_list *kept, const dz_piece *piece, dz_language language)
{
    dz_view view = dz_draft__view(draft, piece->block.span);
    size_t base = piece->block.span.begin, change = single_change(view), begin = 0;
    dz_language now = DZ_LANGUAGE_UNKNOWN;
    dz_status status = DZ_OK;
    for (size_t at = 0; at < view.length && status == DZ_OK;) {
        size_t end = at < change && change < view.length ? change : chunk_end(view, at);
        dz_language here = language_of((dz_view){view.data + at, end - at});
        if (here != DZ_LANGUAGE_UNKNOWN && now != DZ_LANGUAGE_UNKNOWN && here != now) {
            if (now == language)
                status = add_cut(draft, kept, *piece, (dz_span){base + begin, base + at});
            begin = at;
        }
        now = here == DZ_LANGUAGE_UNKNOWN ? now : here;
        at = end;
    }
    if (status == DZ_OK && (now == language || now == DZ_LANGUAGE_UNKNOWN))
        status = add_cut(draft, kept, *piece, (dz_span){base + begin, base + view.length});
    return status;
}

dz_status dz_bilingual__keep(dz_draft *draft, dz_language language)
{
    piece_list kept = {0};
    dz_status status = DZ_OK;
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++)
        status = keep_stretches(draft, &kept, &draft->pieces.items[i], language);
    dz_array__free(draft->context, &draft->pieces);
    draft->pieces.items = kept.items;
    draft->pieces.count = kept.count;
    draft->pieces.capacity = kept.capacity;
    return status;
}
