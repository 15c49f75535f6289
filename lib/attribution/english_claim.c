#include "attribution/english_claim.h"

static void take_quotations(dz_english *r, dz_stretch content)
{
    for (size_t i = content.begin; i < content.end; i++) {
        if (!quoted(r, i))
            continue;
        r->finder->taken[r->t[i].quotation] = 1;
        i = quotation_end(r, i) - 1;
    }
}

void dz_english__add_piece(dz_english *r, size_t number, dz_stretch content)
{
    if (r->status != DZ_OK || is_empty(content))
        return;
    dz_finding *finding = &r->finder->findings.items[number];
    if (dz_english__is_one_quotation(r, content)) {
        uint32_t quotation = r->t[content.begin].quotation;
        r->status = dz_finding__add_content(r->finder, number, r->finder->quotations.items[quotation].inner);
    } else {
        finding->direct = false;
        r->status = dz_finding__add_content(r->finder, number, dz_english__span_of(r, content));
    }
    take_quotations(r, content);
    if (content.end > r->last_end)
        r->last_end = content.end;
}

size_t dz_english__add_claim(dz_english *r, const dz_draft *claim)
{
    if (r->status != DZ_OK)
        return DZ_NO_FINDING;
    dz_finding finding = {0};
    finding.source = dz_english__span_of(r, claim->source);
    finding.cue = dz_english__span_of(r, claim->cue);
    finding.class = claim->class;
    finding.block = r->passage->block;
    finding.rule = claim->rule;
    finding.direct = true;
    dz_span none = {0, 0};
    r->status = dz_finding__add(r->finder, &finding, none);
    if (r->status != DZ_OK)
        return DZ_NO_FINDING;
    size_t number = r->finder->findings.count - 1;
    r->last = number;
    r->last_end = claim->cue.end;
    r->last_is_fronted = claim->content.end <= claim->cue.begin && !is_empty(claim->content);
    if (strcmp(claim->rule, "nominal") != 0 && strcmp(claim->rule, "according-to") != 0)
        r->last_verbal = number;
    dz_english__add_piece(r, number, claim->content);
    dz_english__add_piece(r, number, claim->more);
    return number;
}

void dz_english__add_cited(dz_english *r, size_t citing)
{
    dz_finding finding = {0};
    const dz_finding *report = &r->finder->findings.items[citing];
    if (r->status != DZ_OK || is_empty(r->cited.cue) || !report->content.count)
        return;
    dz_span content = report->content.items[0];
    finding.source = dz_english__span_of(r, r->cited.source);
    finding.cue = dz_english__span_of(r, r->cited.cue);
    finding.class = r->cited.class;
    finding.block = r->passage->block;
    finding.rule = r->cited.rule;
    finding.parallel = true;
    r->cited.cue = dz_nothing;
    r->status = dz_finding__add(r->finder, &finding, content);
}
