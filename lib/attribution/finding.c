#include "attribution/finding.h"

#include <string.h>

/* How often a rule is right. English ones: the share of a rule's findings in PolNeAR's training part that a marked
 * attribution covers (more than half of the content in common, and the same source); what PolNeAR does not mark, such
 * as layers inside others, counts as wrong, so that the figures are low for what is often nested. Chinese ones are
 * judged on the samples. */
static const struct {
    const char *rule;
    float confidence;
} rule_confidences[] = {
    {"quote-before-cue", 0.96f},
    {"quote-after-cue", 0.79f},
    {"quote-other-verb", 0.66f},
    {"quote-alone", 0.49f},
    {"quote-beside-speech", 0.5f},
    {"colon", 0.66f},
    {"signature", 0.85f},
    {"according-to", 0.83f},
    {"that-clause", 0.78f},
    {"clause-before-cue", 0.66f},
    {"bare-clause", 0.66f},
    {"question-clause", 0.56f},
    {"preposition", 0.52f},
    {"infinitive", 0.46f},
    {"noun-phrase", 0.44f},
    {"passive", 0.44f},
    {"nominal", 0.4f},
    {"citing", 0.7f},
    {"clause-after-cue", 0.8f},
    {"direct-clause", 0.6f},
    {"object", 0.6f},
    {"relay", 0.8f},
    {"continued", 0.6f},
};

static float confidence_of(const char *rule)
{
    for (size_t i = 0; i < sizeof rule_confidences / sizeof *rule_confidences; i++)
        if (strcmp(rule_confidences[i].rule, rule) == 0)
            return rule_confidences[i].confidence;
    return 0.5f;
}

dz_status dz_finding__add(dz_finder *finder, const dz_finding *finding, dz_span content)
{
    dz_status status = dz_array__push(finder->context, &finder->findings, *finding);
    if (status == DZ_OK)
        finder->findings.items[finder->findings.count - 1].confidence = confidence_of(finding->rule);
    if (status == DZ_OK && content.end > content.begin)
        status = dz_finding__add_content(finder, finder->findings.count - 1, content);
    return status;
}

void dz_finding__set_rule(dz_finding *finding, const char *rule)
{
    finding->rule = rule;
    finding->confidence = confidence_of(rule);
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
