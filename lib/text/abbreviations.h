/* Abbreviations that end in a full stop, by what the stop says of a sentence's end. */
#ifndef DZ_TEXT_ABBREVIATIONS_H
#define DZ_TEXT_ABBREVIATIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum dz_abbreviation {
    DZ_ABBREVIATION_NONE = 0,
    DZ_ABBREVIATION_TITLE,  /* something always follows: a name, a place, an example (Dr. Mt. e.g.) */
    DZ_ABBREVIATION_NUMBER, /* a stop before a number never ends a sentence (No. 5, Fig. 2, Jan. 20) */
    DZ_ABBREVIATION_SOFT    /* may end a sentence; what follows decides (Inc. U.S. p.m. etc.) */
} dz_abbreviation;

/* The class of a word of ASCII that a full stop follows; inner stops belong to the word ("U.S", "e.g"). */
dz_abbreviation dz_abbreviation__class(const char *word, size_t length);

/* Whether a capitalised word is one that begins sentences (The, However, In) rather than a name: after a soft
 * abbreviation it tells a new sentence from the rest of the old one (the U.S. However, ... / the U.S. Government). */
bool dz_abbreviation__is_starter(const char *word, size_t length);

#endif
