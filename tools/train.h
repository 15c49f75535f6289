/* The trainers behind dz train. */
#ifndef DZ_TOOLS_TRAIN_H
#define DZ_TOOLS_TRAIN_H

#include "session.h"

typedef struct train_settings {
    shared_settings shared;
    const char *table;
    const char *name;
    size_t epochs;
    size_t runs;
    size_t seed;
} train_settings;

/* Learns the tagger of dz quotes from records {"id", "text", "attributions"}, and writes the model. */
void train_attribution(struct session *session, const train_settings *settings, const operand_list *files);

#endif
