/* Words that deny by a prefix. */
#ifndef DZ_EDIT_DENIAL_H
#define DZ_EDIT_DENIAL_H

#include <stdbool.h>

#include "duizhao/base.h"

/* Whether one of two folded English words is the other with a prefix that denies: "unlawful" and "lawful". */
bool dz_denial__between(dz_view first, dz_view second);

#endif
