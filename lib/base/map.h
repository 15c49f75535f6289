/* A hash map from byte strings to numbers: open addressing, linear probing, power-of-two tables. Keys are copied into
 * the map. Values are any 32-bit number; ids given out in order of insertion are the common case. */
#ifndef DZ_BASE_MAP_H
#define DZ_BASE_MAP_H

#include "base/arena.h"

typedef struct dz_map_entry {
    const char *key;
    uint32_t length;
    uint32_t hash;
    uint32_t value;
} dz_map_entry;

typedef struct dz_map {
    dz_arena keys;
    dz_map_entry *entries; /* in order of insertion */
    uint32_t *slots;       /* entry number + 1, or 0 */
    size_t count;
    size_t entry_capacity;
    size_t slot_count;
} dz_map;

#define DZ_MAP_NONE UINT32_MAX

void dz_map__init(dz_map *map, dz_context *context);

/* The value of a key, or `missing`. */
uint32_t dz_map__get(const dz_map *map, const char *key, size_t length, uint32_t missing);

/* Sets a key's value. Errors: DZ_ERROR_MEMORY, DZ_ERROR_LIMIT (a key of 4 GiB, or 2^31 keys). */
dz_status dz_map__set(dz_map *map, const char *key, size_t length, uint32_t value);

/* The value of a key; where the key is new it gets the next number (count of keys so far) as its value. */
dz_status dz_map__intern(dz_map *map, const char *key, size_t length, uint32_t *value);

/* A pointer to the value of a key, made with `initial` where it is new: for counting. NULL where memory ran out.
 * Valid until the next insertion. */
uint32_t *dz_map__at(dz_map *map, const char *key, size_t length, uint32_t initial);

void dz_map__free(dz_map *map);

/* FNV-1a with a final mix; the same on every machine, so that compiled files may use it. */
uint32_t dz_map__hash(const char *key, size_t length);

#endif
