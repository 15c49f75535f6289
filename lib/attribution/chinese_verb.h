/* Rules for verbs: "X说，…", "…，X说", "X否认…". */
#ifndef DZ_ATTRIBUTION_CHINESE_VERB_H
#define DZ_ATTRIBUTION_CHINESE_VERB_H

#include "attribution/chinese_cue.h"

/* A verb whose object is what was said ("否认这一说法"); false where it is none here. `left` is what stands before it.
 */
bool dz_chinese__read_object(dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span left);

/* A verb of saying, with its content behind or before it; false where it is none here. */
bool dz_chinese__read_speech(dz_chinese *r, size_t i, dz_chinese_cue verb, dz_span left);

#endif
