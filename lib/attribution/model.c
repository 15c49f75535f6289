#include "attribution/model.h"

#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/bytes.h"

#define MOVES_END (DZ_MODEL_HEAD_BYTES + 4u * DZ_MODEL_MOVES)
#define HEAD_CHECKSUM_BYTE 24u
#define MODEL_FILE "attribution.dzmodel"

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static dz_status damaged(dz_context *context, const char *path, const char *why)
{
    return dz_context__fail(context, DZ_ERROR_FORMAT,
                            "%s: %s; make it again with `dz train attribution` or install duizhao anew", path, why);
}

static bool head_is_sound(const unsigned char *bytes)
{
    unsigned char head[DZ_MODEL_HEAD_BYTES];
    memcpy(head, bytes, sizeof head);
    uint64_t sum = dz_bytes__read_u64(head + HEAD_CHECKSUM_BYTE);
    dz_bytes__write_u64(head + HEAD_CHECKSUM_BYTE, 0);
    return dz_bytes__checksum(0, head, sizeof head) == sum;
}

static size_t padded(size_t length, size_t step)
{
    return (length + step - 1) / step * step;
}

/* Finds the parts behind the head; false where they do not fill the file. */
static bool find_parts(dz_attribution_model *model, const unsigned char **cues)
{
    const unsigned char *bytes = model->file.bytes;
    uint64_t lines = dz_bytes__read_u32(bytes + 44);
    uint64_t cue_count = dz_bytes__read_u32(bytes + 52);
    uint64_t name = dz_bytes__read_u32(bytes + 56);
    uint64_t cues_byte = padded(MOVES_END + name, 8);
    uint64_t lines_byte = padded(cues_byte + 4 * cue_count, DZ_MODEL_LINE_BYTES);
    if (!lines || !name || lines_byte + lines * DZ_MODEL_LINE_BYTES != model->file.length)
        return false;
    if (bytes[MOVES_END + name - 1])
        return false;
    model->name = (const char *)bytes + MOVES_END;
    model->cue_count = (size_t)cue_count;
    model->lines = bytes + lines_byte;
    model->line_count = (uint32_t)lines;
    *cues = bytes + cues_byte;
    return true;
}

static dz_status check_head(dz_context *context, const dz_file_map *file, const char *path)
{
    const unsigned char *bytes = file->bytes;
    if (file->length < MOVES_END || memcmp(bytes, DZ_MODEL_MAGIC, 8) != 0)
        return dz_context__fail(context, DZ_ERROR_FORMAT,
                                "%s: not an attribution model; such files are made by `dz train attribution`", path);
    if (dz_bytes__read_u32(bytes + 8) != DZ_MODEL_VERSION || dz_bytes__read_u32(bytes + 12) != DZ_FEATURES_VERSION)
        return damaged(context, path, "the model is of another version of duizhao");
    if (dz_bytes__read_u64(bytes + 16) != file->length)
        return damaged(context, path, "the model is cut short or has something behind it");
    uint64_t sum = dz_bytes__checksum(0, bytes + DZ_MODEL_HEAD_BYTES, file->length - DZ_MODEL_HEAD_BYTES);
    if (!head_is_sound(bytes) || dz_bytes__read_u64(bytes + 32) != sum ||
        dz_bytes__read_u32(bytes + 40) != DZ_TAG_COUNT)
        return damaged(context, path, "the model is damaged");
    return DZ_OK;
}

static dz_status read_parts(dz_attribution_model *model, const char *path)
{
    const unsigned char *cues = NULL;
    const unsigned char *bytes = model->file.bytes;
    if (!find_parts(model, &cues))
        return damaged(model->context, path, "the model's parts do not fit into it");
    model->unit = dz_bytes__read_u32(bytes + 48) / DZ_MODEL_ONE;
    model->cues = dz_memory__zeroed(model->context, model->cue_count + 1, sizeof *model->cues);
    if (!model->cues)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < model->cue_count; i++)
        model->cues[i] = dz_bytes__read_u32(cues + 4 * i);
    const unsigned char *move = bytes + DZ_MODEL_HEAD_BYTES;
    for (int last = 0; last <= DZ_TAG_COUNT; last++)
        for (int tag = 0; tag < DZ_TAG_COUNT; tag++, move += 4)
            model->moves.weight[last][tag] = (int32_t)dz_bytes__read_u32(move) / DZ_MODEL_ONE;
    return DZ_OK;
}

static dz_status open_file(dz_attribution_model *model, const char *path)
{
    dz_status status = dz_file__map(model->context, &model->file, path);
    if (status == DZ_OK)
        status = check_head(model->context, &model->file, path);
    return status == DZ_OK ? read_parts(model, path) : status;
}

dz_status dz_attribution_model_open(dz_context *context, dz_attribution_model **out, const char *path)
{
    dz_buffer installed;
    if (!out)
        return DZ_ERROR_ARGUMENT;
    *out = NULL;
    if (!context)
        return DZ_ERROR_ARGUMENT;
    dz_buffer__init(&installed, context);
    dz_buffer__append_format(&installed, "%s/%s", dz_context_data_directory(context), MODEL_FILE);
    dz_status status = dz_buffer__status(&installed);
    dz_attribution_model *model = status == DZ_OK ? dz_memory__zeroed(context, 1, sizeof *model) : NULL;
    if (model) {
        model->context = context;
        status = open_file(model, path ? path : dz_buffer__view(&installed).data);
    } else {
        status = DZ_ERROR_MEMORY;
    }
    dz_buffer__free(&installed);
    if (status == DZ_OK)
        *out = model;
    else
        dz_attribution_model_free(model);
    return status;
}

const char *dz_attribution_model_name(const dz_attribution_model *model)
{
    return model->name;
}

void dz_attribution_model_free(dz_attribution_model *model)
{
    if (!model)
        return;
    if (model->file.bytes)
        dz_file__unmap(&model->file);
    dz_memory__free(model->context, model->cues);
    dz_memory__free(model->context, model);
}

/* ---- Use --------------------------------------------------------------------------------------------------------- */

static const unsigned char *line_of(const dz_attribution_model *model, uint32_t feature)
{
    return model->lines + (size_t)dz_model__line(feature, model->line_count) * DZ_MODEL_LINE_BYTES;
}

/* The place of a check in its line, or the one behind the last, whose weights are the zeros at the line's end: without
 * a branch, as whether and where a feature stands cannot be foreseen. The borrow of the subtraction only reaches places
 * above the first match. */
static size_t find_place(const unsigned char *line, uint16_t check)
{
    const uint64_t ones = 0x0001000100010001u;
    uint64_t unlike = dz_bytes__read_u64(line) ^ ones * check;
    uint64_t match = (unlike - ones) & ~unlike & ones << 15;
    size_t among_four = (size_t)__builtin_ctzll(match | (uint64_t)1 << 63) / 16; /* 3 without a match */
    size_t more = 1 + (dz_bytes__read_u16(line + 8) != check);
    return among_four + (match == 0) * more;
}

/* Eight by one instruction where the machine has it, and the ninth. */
static void add_weights(int16_t *sums, const unsigned char *weights)
{
    enum { TOGETHER = 8 };
    int8_t together[TOGETHER];
    memcpy(together, weights, sizeof together);
    for (int tag = 0; tag < TOGETHER; tag++)
        sums[tag] = (int16_t)(sums[tag] + together[tag]);
    for (int tag = TOGETHER; tag < DZ_TAG_COUNT; tag++)
        sums[tag] = (int16_t)(sums[tag] + (int8_t)weights[tag]);
}

void dz_model__prefetch(const dz_attribution_model *model, const uint32_t *features, size_t count)
{
    for (size_t i = 0; i < count; i++)
        __builtin_prefetch(line_of(model, features[i]));
}

/* The sums of some dozens of bytes fit into 16 bits. */
void dz_model__score(const dz_attribution_model *model, const uint32_t *features, size_t count, double *scores)
{
    int16_t sums[DZ_TAG_COUNT] = {0};
    for (size_t i = 0; i < count; i++) {
        const unsigned char *line = line_of(model, features[i]);
        size_t place = find_place(line, dz_model__check(features[i]));
        add_weights(sums, line + 2 * DZ_MODEL_LINE_PLACES + DZ_TAG_COUNT * place);
    }
    for (int tag = 0; tag < DZ_TAG_COUNT; tag++)
        scores[tag] = sums[tag] * model->unit;
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static float strength(const dz_model_entry *entry)
{
    float most = 0;
    for (int tag = 0; tag < DZ_TAG_COUNT; tag++)
        most = fabsf(entry->weights[tag]) > most ? fabsf(entry->weights[tag]) : most;
    return most;
}

/* The strongest first; the hash decides between equals, so that a file is the same each time. */
static int compare_entries(const void *left, const void *right)
{
    const dz_model_entry *a = left;
    const dz_model_entry *b = right;
    float a_strength = strength(a);
    float b_strength = strength(b);
    if (a_strength != b_strength)
        return a_strength > b_strength ? -1 : 1;
    return a->feature < b->feature ? -1 : a->feature > b->feature;
}

/* The unit that lets nearly all weights fit into a byte: the few that are larger are cut. */
static double unit_for(const dz_model_parts *parts)
{
    const dz_model_entry *entry = parts->entry_count ? &parts->entries[parts->entry_count / 1000] : NULL;
    double most = entry ? strength(entry) : 1;
    uint32_t steps = (uint32_t)ceil(most / 127 * DZ_MODEL_ONE);
    return (steps ? steps : 1) / DZ_MODEL_ONE;
}

static unsigned char weight_byte(double weight, double unit)
{
    double steps = round(weight / unit);
    steps = steps > 127 ? 127 : steps < -127 ? -127 : steps;
    return (unsigned char)(int8_t)steps;
}

/* Puts an entry into its line; false where that is full. */
static bool place_entry(unsigned char *lines, uint32_t line_count, const dz_model_entry *entry, double unit)
{
    unsigned char *line = lines + (size_t)dz_model__line(entry->feature, line_count) * DZ_MODEL_LINE_BYTES;
    uint16_t check = dz_model__check(entry->feature);
    for (size_t place = 0; place < DZ_MODEL_LINE_PLACES; place++) {
        uint16_t there = dz_bytes__read_u16(line + 2 * place);
        if (there == check)
            return false;
        if (there)
            continue;
        dz_bytes__write_u16(line + 2 * place, check);
        for (size_t tag = 0; tag < DZ_TAG_COUNT; tag++)
            line[2 * DZ_MODEL_LINE_PLACES + DZ_TAG_COUNT * place + tag] = weight_byte(entry->weights[tag], unit);
        return true;
    }
    return false;
}

/* Lines enough for the entries to fill four fifths of the places. */
static uint32_t lines_for(size_t entries)
{
    size_t lines = entries / (DZ_MODEL_LINE_PLACES - 1) + 1;
    return lines < DZ_MODEL_MOST_LINES ? (uint32_t)lines : DZ_MODEL_MOST_LINES;
}

static void fill_head(unsigned char *bytes, size_t length, const dz_model_parts *parts, uint32_t lines, double unit)
{
    memcpy(bytes, DZ_MODEL_MAGIC, 8);
    dz_bytes__write_u32(bytes + 8, DZ_MODEL_VERSION);
    dz_bytes__write_u32(bytes + 12, DZ_FEATURES_VERSION);
    dz_bytes__write_u64(bytes + 16, length);
    dz_bytes__write_u32(bytes + 40, DZ_TAG_COUNT);
    dz_bytes__write_u32(bytes + 44, lines);
    dz_bytes__write_u32(bytes + 48, (uint32_t)round(unit * DZ_MODEL_ONE));
    dz_bytes__write_u32(bytes + 52, (uint32_t)parts->cues.count);
    dz_bytes__write_u32(bytes + 56, (uint32_t)strlen(parts->name) + 1);
}

static void fill_moves(unsigned char *bytes, const dz_crf_moves *moves)
{
    for (int last = 0; last <= DZ_TAG_COUNT; last++)
        for (int tag = 0; tag < DZ_TAG_COUNT; tag++, bytes += 4)
            dz_bytes__write_u32(bytes, (uint32_t)(int32_t)round(moves->weight[last][tag] * DZ_MODEL_ONE));
}

static void seal(unsigned char *bytes, size_t length)
{
    dz_bytes__write_u64(bytes + 32, dz_bytes__checksum(0, bytes + DZ_MODEL_HEAD_BYTES, length - DZ_MODEL_HEAD_BYTES));
    dz_bytes__write_u64(bytes + HEAD_CHECKSUM_BYTE, dz_bytes__checksum(0, bytes, DZ_MODEL_HEAD_BYTES));
}

dz_status dz_model__write(dz_context *context, const dz_sink *sink, const dz_model_parts *parts, size_t *kept)
{
    size_t name_bytes = strlen(parts->name) + 1;
    size_t cues_byte = padded(MOVES_END + name_bytes, 8);
    size_t lines_byte = padded(cues_byte + 4 * parts->cues.count, DZ_MODEL_LINE_BYTES);
    uint32_t lines = lines_for(parts->entry_count);
    size_t length = lines_byte + (size_t)lines * DZ_MODEL_LINE_BYTES;
    size_t count = 0;
    unsigned char *bytes = dz_memory__zeroed(context, length, 1);
    if (!bytes)
        return DZ_ERROR_MEMORY;
    if (parts->entry_count)
        qsort(parts->entries, parts->entry_count, sizeof *parts->entries, compare_entries);
    double unit = unit_for(parts);
    for (size_t i = 0; i < parts->entry_count; i++)
        count += place_entry(bytes + lines_byte, lines, &parts->entries[i], unit);
    fill_head(bytes, length, parts, lines, unit);
    fill_moves(bytes + DZ_MODEL_HEAD_BYTES, &parts->moves);
    memcpy(bytes + MOVES_END, parts->name, name_bytes);
    for (size_t i = 0; i < parts->cues.count; i++)
        dz_bytes__write_u32(bytes + cues_byte + 4 * i, parts->cues.items[i]);
    seal(bytes, length);
    dz_status status = sink->write(sink->payload, bytes, length);
    dz_memory__free(context, bytes);
    if (kept)
        *kept = count;
    return status;
}
