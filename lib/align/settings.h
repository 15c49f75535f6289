/* The settings of the aligner, for the benches that try others. */
#ifndef DZ_ALIGN_SETTINGS_H
#define DZ_ALIGN_SETTINGS_H

#include "align/model.h"
#include "duizhao/align.h"

/* dz_align with settings other than the default. */
dz_status dz_align__with_settings(dz_context *context, dz_alignment **out, const dz_document *source,
                                  const dz_document *target, const dz_align_options *options,
                                  const dz_align__settings *settings);

/* Sets one by its name, for command lines; false where there is none of that name. */
bool dz_align__settings_set(dz_align__settings *settings, const char *name, size_t length, double value);

#endif
