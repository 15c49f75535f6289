/* libduizhao: Chinese and English official statements, set side by side.
 *
 * Ownership, once for all: a function gives its result through its first out-parameter, which is NULL where it failed;
 * the caller frees it with the handle's _free (NULL is allowed). What an accessor returns belongs to the handle and
 * lives as long as it does. Arguments are borrowed for the call alone, unless the declaration says "takes over".
 * Errors: dz_status; the words are in dz_context_message().
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef DUIZHAO_DUIZHAO_H
#define DUIZHAO_DUIZHAO_H

#include "duizhao/base.h"
#include "duizhao/format.h"
#include "duizhao/text.h"
#include "duizhao/document.h"
#include "duizhao/lexicon.h"
#include "duizhao/edit.h"
#include "duizhao/align.h"
#include "duizhao/attribution.h"
#include "duizhao/compare.h"
#include "duizhao/match.h"
#include "duizhao/check.h"
#include "duizhao/read.h"
#include "duizhao/write.h"

#endif
