/* Whether two ways to name a speaker may mean one: "Hua", "Hua Chunying", 华春莹, "Foreign Ministry spokesperson". */
#ifndef DZ_CHECK_SPEAKER_H
#define DZ_CHECK_SPEAKER_H

#include "base/memory.h"
#include "duizhao/check.h"

/* Compares whom a report names (with the role that it gives; either may be NULL) to whom a source names.
 *
 * A name is taken apart into words of rank ("spokesperson", 发言人), which say nothing of who it is, and the rest: a
 * person's name, or what the office is of ("Foreign", 外交). If the rest of one is in the rest of the other they agree;
 * if both have a rest, and both name an office or both a person, they differ; else it is not known. Where one has no
 * rest ("the spokesperson") a word of rank in common is enough. */
dz_status dz_speaker__compare(dz_context *context, dz_agreement *agreement, const char *report, const char *role,
                              const char *source);

/* Whether a name is that of somebody who asks: "a reporter", 某某社记者. */
dz_status dz_speaker__asks(dz_context *context, bool *asks, const char *name);

#endif
