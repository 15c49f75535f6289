#include "attribution/finding.h"

dz_status dz_finding__add(dz_finder *finder, const dz_finding *finding, dz_span content)
{
    dz_status status = dz_array__push(finder->context, &finder->findings, *finding);
    if (status == DZ_OK && content.end > content.begin)
        status = dz_finding__add_content(finder, finder->findings.count - 1, content);
    return status;
}

dz_status dz_finding__add_content(dz_finder *finder, size_t number, dz_span content)
{
    dz_finding *finding = &finder->findings.items[number];
    return dz_array__push(finder->context, &finding->content, content);
}

dz_status dz_finding__take_quotation(dz_finder *finder, size_t number, uint32_t quotation)
{
    finder->taken[quotation] = 1;
    return dz_finding__add_content(finder, number, finder->quotations.items[quotation].inner);
}

dz_span dz_finding__extent(const dz_finding *finding)
{
    dz_span extent = {SIZE_MAX, 0};
    for (size_t i = 0; i < finding->content.count + 2; i++) {
        dz_span piece = i < finding->content.count    ? finding->content.items[i]
                        : i == finding->content.count ? finding->cue
                                                      : finding->source;
        if (piece.end <= piece.begin)
            continue;
        extent.begin = piece.begin < extent.begin ? piece.begin : extent.begin;
        extent.end = piece.end > extent.end ? piece.end : extent.end;
    }
    return extent;
}
