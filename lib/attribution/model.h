/* The trained tagger as a file. All numbers are little-endian.
 *
 *     0  magic                8 bytes: 0x89 "DZATT" CR LF (a transfer as text would break it)
 *     8  version              u32
 *    12  features version     u32: which features the weights are for
 *    16  file length          u64
 *    24  checksum of the head u64: bytes 0 to 63, this field taken as 0
 *    32  checksum of the rest u64: byte 64 to the end
 *    40  tags                 u32, 9
 *    44  lines                u32
 *    48  unit                 u32: what a weight of 1 stands for, in 1/65536
 *    52  cue words            u32
 *    56  name                 u32: its length in bytes, with the NUL
 *    60  zero                 u32
 *    64  moves                i32 for each tag (and the begin of the block), and each tag behind it, in 1/65536
 *   424  the name             padded with zeros to a multiple of 8
 *        cue words            u32 each, sorted: the upper 29 bits of the word's hash, then 3 bits of strength
 *        zeros                to a multiple of 64
 *        lines                64 bytes each
 *
 * A feature's hash says which line it is in; the line is one of the cache, so that a feature costs one look into
 * memory:
 *
 *     0        2        4        6        8        10            19            28                        55       64
 *     +--------+--------+--------+--------+--------+-------------+-------------+-------------------------+--------+
 *     | check  | check  | check  | check  | check  | 9 weights   | 9 weights   | ...                     | zeros  |
 *     +--------+--------+--------+--------+--------+-------------+-------------+-------------------------+--------+
 *
 * A check is the lower half of a feature's hash (0 is written as 1, and means an empty place); the weights, one a tag,
 * are i8. Of features that fell into a full line the weakest were left out. */
#ifndef DZ_ATTRIBUTION_MODEL_H
#define DZ_ATTRIBUTION_MODEL_H

#include "attribution/crf.h"
#include "attribution/features.h"
#include "base/file.h"
#include "duizhao/attribution.h"

#define DZ_MODEL_MAGIC                                                                                                 \
    "\x89"                                                                                                             \
    "DZATT\r\n"
#define DZ_MODEL_VERSION 1u
#define DZ_MODEL_HEAD_BYTES 64u
#define DZ_MODEL_MOVES ((DZ_TAG_COUNT + 1) * DZ_TAG_COUNT)
#define DZ_MODEL_LINE_BYTES 64u
#define DZ_MODEL_LINE_PLACES 5u
#define DZ_MODEL_MOST_LINES 62000u /* under 4 MB */
#define DZ_MODEL_ONE 65536.0

struct dz_attribution_model {
    dz_context *context;
    dz_file_map file;
    const char *name;
    uint32_t *cues; /* copied: in the machine's own order of bytes */
    size_t cue_count;
    const unsigned char *lines;
    uint32_t line_count;
    double unit;
    dz_crf_moves moves;
};

/* The line of a feature, and what stands for it there. */
static inline uint32_t dz_model__line(uint32_t feature, uint32_t line_count)
{
    return (uint32_t)((uint64_t)feature * line_count >> 32);
}

static inline uint16_t dz_model__check(uint32_t feature)
{
    return (uint16_t)feature ? (uint16_t)feature : 1;
}

/* Asks for the lines of features that will be scored soon: waiting for memory one by one would take most of the time.
 */
void dz_model__prefetch(const dz_attribution_model *model, const uint32_t *features, size_t count);

/* How well each tag fits a word with these features. */
void dz_model__score(const dz_attribution_model *model, const uint32_t *features, size_t count, double *scores);

/* A feature with its weights, for writing. */
typedef struct dz_model_entry {
    uint32_t feature;
    float weights[DZ_TAG_COUNT];
} dz_model_entry;

typedef struct dz_model_parts {
    const char *name;
    dz_crf_moves moves;
    dz_cue_table cues;
    dz_model_entry *entries; /* sorted anew by the writer, the strongest first */
    size_t entry_count;
} dz_model_parts;

/* Writes a model. `*kept`, where not NULL: how many features found room. Errors: DZ_ERROR_MEMORY, and the sink's. */
dz_status dz_model__write(dz_context *context, const dz_sink *sink, const dz_model_parts *parts, size_t *kept);

#endif
