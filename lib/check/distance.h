/* How many letters lie between two short wordings. */
#ifndef DZ_CHECK_DISTANCE_H
#define DZ_CHECK_DISTANCE_H

#include <stdint.h>

#include "duizhao/base.h"

/* The edit distance of two texts in code points (Levenshtein 1966); of long ones, the length of the longer. */
uint32_t dz_distance__letters(dz_view first, dz_view second);

#endif
