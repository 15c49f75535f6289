/* The results of a check as they are kept. */
#ifndef DZ_CHECK_RESULTS_H
#define DZ_CHECK_RESULTS_H

#include "base/arena.h"
#include "base/array.h"
#include "duizhao/check.h"

struct dz_check {
    dz_context *context;
    dz_arena arena;
    DZ_ARRAY(dz_check_result) results;
};

#endif
