#include "align/settings.h"

#include <string.h>

#define FRACTION(name)                                                                                                 \
    {                                                                                                                  \
#name, offsetof(dz_align__settings, name), false                                                               \
    }
#define COUNT(name)                                                                                                    \
    {                                                                                                                  \
#name, offsetof(dz_align__settings, name), true                                                                \
    }

const dz_align__settings dz_align__default_settings = {
    .mixture = 0.55f,
    .lexical = 0.45f,
    .length = 1.0f,
    .many_to_many = -1.6f,
    .empty = -4.0f,
    .prior_strength = 6.0f,
    .variance = 6.8f,
    .type_strength = 50.0f,
    .whole_beads = 100.0f,
    .posterior_scale = 0.45f,
    .threshold = 0.3f,
    .edges = 0.5f,
    .inner = 2.0f,
    .diagonal = 0.15f,
    .diagonal_tokens = 3.0f,
    .anywhere = 0.3f,
    .fine = 1.0f,
    .steepness = 4.0f,
    .vectors = 8.0f,
    .single = 1e-2f,
    .minimum_meetings = 2,
    .passes = 3,
    .iterations = 2,
};

bool dz_align__settings_set(dz_align__settings *settings, const char *name, size_t length, double value)
{
    static const struct {
        const char *name;
        size_t offset;
        bool count;
    } fields[] = {
        FRACTION(mixture),
        FRACTION(threshold),
        FRACTION(lexical),
        FRACTION(length),
        FRACTION(many_to_many),
        FRACTION(empty),
        FRACTION(prior_strength),
        FRACTION(variance),
        FRACTION(type_strength),
        FRACTION(whole_beads),
        FRACTION(edges),
        FRACTION(inner),
        FRACTION(single),
        FRACTION(vectors),
        FRACTION(diagonal),
        FRACTION(diagonal_tokens),
        FRACTION(anywhere),
        FRACTION(fine),
        FRACTION(steepness),
        FRACTION(posterior_scale),
        COUNT(passes),
        COUNT(minimum_meetings),
        COUNT(iterations),
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strlen(fields[i].name) != length || memcmp(fields[i].name, name, length) != 0)
            continue;
        char *place = (char *)settings + fields[i].offset;
        if (fields[i].count)
            *(uint32_t *)(void *)place = (uint32_t)value;
        else
            *(float *)(void *)place = (float)value;
        return true;
    }
    return false;
}
