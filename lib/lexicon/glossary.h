/* What the aligner asks of a glossary. */
#ifndef DZ_LEXICON_GLOSSARY_H
#define DZ_LEXICON_GLOSSARY_H

#include "duizhao/lexicon.h"
#include "duizhao/text.h"

/* The folds of keys that terms are compared in. Spaces stay as they are: they part words. */
#define DZ_GLOSSARY_FOLDS (DZ_FOLD_ALL & ~(unsigned)DZ_FOLD_SPACES)

#define DZ_NO_CONCEPT UINT32_MAX

/* A term and its renderings are one concept; two terms that share a rendering are one, too. */

/* The longest Chinese term that a folded text begins with: its length in bytes, 0 where there is none. */
size_t dz_glossary__chinese(const dz_glossary *glossary, const char *text, size_t length, uint32_t *concept);

/* The longest English term that a list of stems begins with: how many of them it takes, 0 where none does. Empty views
 * stand for marks: hyphens inside a term are stepped over. */
size_t dz_glossary__english(const dz_glossary *glossary, const dz_view *stems, size_t count, uint32_t *concept);

/* At most so many stems does a term take, marks not counted. */
size_t dz_glossary__most_stems(const dz_glossary *glossary);

/* The first Chinese term of a concept, folded, and its renderings as they were given, parted by " / ". */
dz_view dz_glossary__term(const dz_glossary *glossary, uint32_t concept);
dz_view dz_glossary__renderings(const dz_glossary *glossary, uint32_t concept);

#endif
