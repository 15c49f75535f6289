/* The English rules over a block: units are cut, read cue by cue, and what quotations are left is placed. */
#include "attribution/english_cue.h"
#include "attribution/english_quotation.h"
#include "attribution/mention.h"

#define LONGEST_DATELINE 16 /* words and marks */

/* Notes for each outermost quotation which tokens are its. */
static dz_status note_quotations(dz_english *r)
{
    for (size_t i = 0; i < r->tokens.count; i++) {
        if (!quoted(r, i))
            continue;
        uint32_t number = r->t[i].quotation;
        if (!r->quotations.count)
            r->first_quotation = number;
        while (r->first_quotation + r->quotations.count <= number) {
            dz_stretch fresh = {i, i};
            if (dz_array__push(r->finder->context, &r->quotations, fresh) != DZ_OK)
                return DZ_ERROR_MEMORY;
        }
        r->quotations.items[number - r->first_quotation].end = i + 1;
    }
    return DZ_OK;
}

/* The end of the unit that begins at `begin`: the first sentence end that stands in no quotation. */
static size_t unit_end(const dz_english *r, size_t begin, size_t *sentence)
{
    const dz_passage *passage = r->passage;
    size_t unquoted = 0;
    for (size_t i = begin; i + 1 < r->tokens.count; i++) {
        unquoted += !quoted(r, i);
        if (unquoted >= DZ_LONGEST_UNIT)
            return i + 1;
        while (*sentence < passage->sentence_count && passage->sentences[*sentence].end < r->t[i].end)
            *sentence += 1;
        if (*sentence >= passage->sentence_count)
            break;
        if (r->t[i + 1].begin < passage->sentences[*sentence].end)
            continue;
        bool inside = quoted(r, i) && r->t[i].quotation == r->t[i + 1].quotation;
        if (!inside)
            return i + 1;
    }
    return r->tokens.count;
}

/* Behind "(Agency) -" or "CITY, March 2 (Agency) --", which is no part of what the first sentence reports. */
static size_t dateline_end(const dz_english *r)
{
    size_t i = 0;
    for (; i < r->tokens.count && i < LONGEST_DATELINE && !punctuation(r, i, '('); i++)
        if (quoted(r, i) || (is_word(r, i) && !(r->t[i].shape & (DZ_TOKEN_CAPITAL | DZ_TOKEN_NUMBER))))
            return 0;
    for (; i < r->tokens.count && i < LONGEST_DATELINE && !punctuation(r, i, ')'); i++)
        if (quoted(r, i))
            return 0;
    if (i + 2 >= r->tokens.count || !punctuation(r, i, ')') || !punctuation(r, i + 1, '-'))
        return 0;
    for (i++; i + 1 < r->tokens.count && punctuation(r, i, '-');)
        i++;
    return i;
}

dz_status dz_english__find(dz_finder *finder, const dz_passage *passage)
{
    dz_english r = {.finder = finder,
                    .passage = passage,
                    .last = DZ_NO_FINDING,
                    .last_verbal = DZ_NO_FINDING,
                    .before = DZ_NO_FINDING};
    size_t sentence = 0;
    size_t first_finding = finder->findings.count;
    r.status = dz_token__split(finder, passage, &r.tokens);
    r.t = r.tokens.items;
    if (r.status == DZ_OK)
        r.status = note_quotations(&r);
    if (r.status == DZ_OK)
        r.status = dz_mention__collect(finder, &r.tokens);
    if (r.status == DZ_OK)
        dz_english__read_signature_below(&r);
    if (r.status == DZ_OK)
        r.hi = dateline_end(&r);
    while (r.status == DZ_OK && r.hi < r.tokens.count) {
        r.lo_before = r.lo;
        r.lo = r.hi;
        r.hi = unit_end(&r, r.lo, &sentence);
        dz_english__read_unit(&r);
        if (r.hi == r.tokens.count && r.status == DZ_OK)
            dz_english__announce(&r);
    }
    r.lo = 0;
    r.hi = r.tokens.count;
    r.leftover = finder->findings.count;
    for (size_t i = 0; i < r.tokens.count && r.status == DZ_OK; i++) {
        bool opens = quoted(&r, i) && (i == 0 || r.t[i - 1].quotation != r.t[i].quotation);
        if (opens && !finder->taken[r.t[i].quotation])
            dz_english__place_leftover(&r, i, first_finding);
    }
    dz_array__free(finder->context, &r.quotations);
    dz_array__free(finder->context, &r.tokens);
    return r.status;
}
