#include "base/map.h"

#include <string.h>

#define FIRST_SLOTS 64

void dz_map__init(dz_map *map, dz_context *context)
{
    memset(map, 0, sizeof *map);
    dz_arena__init(&map->keys, context);
}

uint32_t dz_map__hash(const char *key, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619u;
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    return hash ^ hash >> 13;
}

/* The slot that holds the key, or the empty one where it belongs. The table is never full. */
static size_t find_slot(const dz_map *map, const char *key, size_t length, uint32_t hash)
{
    size_t mask = map->slot_count - 1;
    size_t slot = hash & mask;
    while (map->slots[slot]) {
        const dz_map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->hash == hash && entry->length == length && memcmp(entry->key, key, length) == 0)
            return slot;
        slot = (slot + 1) & mask;
    }
    return slot;
}

uint32_t dz_map__get(const dz_map *map, const char *key, size_t length, uint32_t missing)
{
    if (!map->count)
        return missing;
    size_t slot = find_slot(map, key, length, dz_map__hash(key, length));
    return map->slots[slot] ? map->entries[map->slots[slot] - 1].value : missing;
}

static dz_status grow_slots(dz_map *map)
{
    dz_context *context = map->keys.context;
    size_t slot_count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = dz_memory__zeroed(context, slot_count, sizeof *slots);
    if (!slots)
        return DZ_ERROR_MEMORY;
    dz_memory__free(context, map->slots);
    map->slots = slots;
    map->slot_count = slot_count;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = map->entries[i].hash & (slot_count - 1);
        while (slots[slot])
            slot = (slot + 1) & (slot_count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    return DZ_OK;
}

static dz_status grow_entries(dz_map *map)
{
    size_t capacity = map->entry_capacity ? map->entry_capacity * 2 : FIRST_SLOTS / 2;
    dz_map_entry *entries = dz_memory__resize(map->keys.context, map->entries, capacity * sizeof *entries);
    if (!entries)
        return DZ_ERROR_MEMORY;
    map->entries = entries;
    map->entry_capacity = capacity;
    return DZ_OK;
}

uint32_t *dz_map__at(dz_map *map, const char *key, size_t length, uint32_t initial)
{
    uint32_t hash = dz_map__hash(key, length);
    size_t slot = map->slot_count ? find_slot(map, key, length, hash) : 0;
    if (map->slot_count && map->slots[slot])
        return &map->entries[map->slots[slot] - 1].value;
    if (length > UINT32_MAX || map->count >= INT32_MAX) {
        dz_context__fail(map->keys.context, DZ_ERROR_LIMIT, "a hash map is full (%zu keys)", map->count);
        return NULL;
    }
    if (map->count * 3 >= map->slot_count * 2) {
        if (grow_slots(map) != DZ_OK)
            return NULL;
        slot = find_slot(map, key, length, hash);
    }
    if (map->count == map->entry_capacity && grow_entries(map) != DZ_OK)
        return NULL;
    const char *copy = dz_arena__copy(&map->keys, key, length);
    if (!copy)
        return NULL;
    map->entries[map->count] = (dz_map_entry){copy, (uint32_t)length, hash, initial};
    map->slots[slot] = (uint32_t)++map->count;
    return &map->entries[map->count - 1].value;
}

dz_status dz_map__set(dz_map *map, const char *key, size_t length, uint32_t value)
{
    uint32_t *place = dz_map__at(map, key, length, value);
    if (!place)
        return DZ_ERROR_MEMORY;
    *place = value;
    return DZ_OK;
}

dz_status dz_map__intern(dz_map *map, const char *key, size_t length, uint32_t *value)
{
    uint32_t *place = dz_map__at(map, key, length, (uint32_t)map->count);
    if (!place)
        return DZ_ERROR_MEMORY;
    *value = *place;
    return DZ_OK;
}

void dz_map__free(dz_map *map)
{
    dz_context *context = map->keys.context;
    if (!context)
        return;
    dz_memory__free(context, map->entries);
    dz_memory__free(context, map->slots);
    dz_arena__free(&map->keys);
    dz_map__init(map, context);
}
