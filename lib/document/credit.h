/* Who wrote, when and where: bylines, datelines and captions, by the wording of the press in both languages. */
#ifndef DZ_DOCUMENT_CREDIT_H
#define DZ_DOCUMENT_CREDIT_H

#include "duizhao/base.h"

/* Places in the line; empty where there is none. */
typedef struct dz_credit {
    dz_span byline;
    dz_span dateline;
} dz_credit;

/* Whether the line says who wrote and when, and nothing else. The first line of a page is more likely its title. */
bool dz_credit__read(dz_view view, bool is_first, dz_credit *credit);

/* Whether a paragraph is what stands below a photo. */
bool dz_credit__is_caption(dz_view view);

/* The length of a dateline before a paragraph ("BEIJING, April 3 (Xinhua) --", 新华社北京4月3日电); 0: none. */
size_t dz_credit__dateline(dz_view view);

/* The length of （记者 某某）behind a dateline; 0: none. */
size_t dz_credit__bracketed_byline(dz_view view);

/* Short enough for a name and its office. */
bool dz_credit__is_short_name(dz_view view);

#endif
