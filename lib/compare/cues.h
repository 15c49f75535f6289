/* Words that carry the meaning of a sentence on a small back: negations, modal verbs and hedges of both languages. */
#ifndef DZ_COMPARE_CUES_H
#define DZ_COMPARE_CUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum dz_cue_kind { DZ_CUE_NONE = 0, DZ_CUE_NEGATION = 1, DZ_CUE_MODALITY = 2, DZ_CUE_HEDGE = 4 } dz_cue_kind;

/* What a folded English word is, as bits of dz_cue_kind ("won't" is a negation and a modal), and the modal verb that it
 * holds ("will" for "won't" and "we'll"; "" where it holds none). `modal` has room for 8 bytes. */
uint32_t dz_cues__of_word(const char *form, size_t length, char modal[8]);

/* The longest cue, or fixed word that holds none, at the begin of Chinese text: its length in bytes, 0 where there is
 * none, and its kinds. `text` is simplified. `*alone` is set where the cue only counts as a word by itself, as 会 is a
 * modal in 会说 and none in 社会. */
size_t dz_cues__of_han(const char *text, size_t length, uint32_t *kinds, bool *alone);

#endif
