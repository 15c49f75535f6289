/* When a report says that something was said. */
#ifndef DZ_CHECK_WHEN_H
#define DZ_CHECK_WHEN_H

#include "duizhao/attribution.h"

/* Room for "2015-04-02" and a NUL. */
#define DZ_WHEN_BYTES 11

/* The date that a report gives beside the words "said" of one of its attributions: "said on Thursday", 华春莹2日表示,
 * "On April 2, she said". Weekdays and days without a month or a year count back from the report's own date. `date` is
 * "" where the report gives none, or one that cannot be made out. */
dz_status dz_when__said(dz_context *context, const dz_document *report, const dz_attribution_list *attributions,
                        const dz_attribution *attribution, char date[DZ_WHEN_BYTES]);

#endif
