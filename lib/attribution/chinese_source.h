/* Sources: what stands before a cue, and whom a clause without one has. */
#ifndef DZ_ATTRIBUTION_CHINESE_SOURCE_H
#define DZ_ATTRIBUTION_CHINESE_SOURCE_H

#include "attribution/chinese_reader.h"

#define DZ_LONGEST_SOURCE 96 /* bytes: 32 characters */

/* Over datelines, conjunctions and dates in front of a source: "但是", "2015年4月2日". */
size_t dz_chinese__skip_openers(const dz_chinese *r, size_t at, size_t end);

/* Whether a stretch says only when, where or how: "会上", "当天下午", "十日". */
bool dz_chinese__is_adverbial(const dz_chinese *r, dz_span span);

/* "没有哪个国家表示", "任何势力都反对": nobody in particular says so. */
bool dz_chinese__names_nobody(const dz_chinese *r, dz_span left);

/* The source in what stands before a cue: without conjunctions in front and without time, place and manner behind. */
dz_span dz_chinese__source_in(const dz_chinese *r, dz_span left);

/* The source where the cue's own clause has none: the one of the sentence so far, its first clause's subject, or the
 * one of the sentence before ("他还说"). */
dz_span dz_chinese__shared_source(const dz_chinese *r, size_t clause);

#endif
