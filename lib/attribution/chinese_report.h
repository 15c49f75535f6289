/* Rules for what is no verb with a subject: reports handed on, "据…报道", questions put to somebody, nouns. */
#ifndef DZ_ATTRIBUTION_CHINESE_REPORT_H
#define DZ_ATTRIBUTION_CHINESE_REPORT_H

#include "attribution/chinese_cue.h"

/* "援引Y的话说" hands on a person's words: one report inside the other; "援引Y的报道称" another report of the same. */
bool dz_chinese__read_relay(dz_chinese *r, size_t i, dz_chinese_cue relay);

/* "据X报道，…": the whole clause is the cue's frame. */
bool dz_chinese__read_according(dz_chinese *r, size_t i);

/* "省政府关于合并航线的决定": a noun that names what was said. */
void dz_chinese__read_noun(dz_chinese *r, size_t i);

/* "被问及…时": a question, put by nobody in particular. */
bool dz_chinese__read_asked(dz_chinese *r, size_t i);

/* "发出献血呼吁": a light verb, what is asked for, and the noun that says so. */
bool dz_chinese__read_light_verb(dz_chinese *r, size_t i);

#endif
