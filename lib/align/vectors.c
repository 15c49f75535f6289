#include "align/vectors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

struct dz_vectors {
    dz_context *context;
    char *bytes; /* the file; the numbers stand at its beginning */
    size_t count;
    size_t dimension;
};

/* ---- Files ---- */

#define NPY_MAGIC "\x93NUMPY"
#define NPY_MAGIC_BYTES 6

/* The value behind 'KEY': in the header of an npy file, a Python dictionary as text. */
static const char *header_value(const char *header, const char *key)
{
    const char *at = strstr(header, key);
    at = at ? strchr(at, ':') : NULL;
    return at ? at + 1 + strspn(at + 1, " ") : NULL;
}

/* Reads the header of an npy file: where its numbers begin, and its shape. NULL, or what is wrong. */
static const char *read_header(const char *bytes, size_t length, size_t *begin, size_t *rows, size_t *columns)
{
    char header[4096];
    if (length < 12)
        return "is cut off";
    const unsigned char *at = (const unsigned char *)bytes + NPY_MAGIC_BYTES;
    size_t header_at = at[0] == 1 ? 10 : 12, header_length = at[2] + 256u * at[3];
    if (at[0] > 1)
        header_length += 65536u * at[4] + 16777216u * (size_t)at[5];
    if (header_length >= sizeof header || header_length > length - header_at)
        return "is cut off, or no npy file";
    memcpy(header, bytes + header_at, header_length);
    header[header_length] = '\0';
    const char *type = header_value(header, "'descr'"), *order = header_value(header, "'fortran_order'");
    const char *shape = header_value(header, "'shape'");
    if (!type || strncmp(type, "'<f4'", 5) != 0)
        return "does not hold 32-bit numbers; save it as float32";
    if (!order || strncmp(order, "False", 5) != 0)
        return "is in Fortran's order; save numpy.ascontiguousarray of it";
    char *end = NULL;
    *rows = shape && *shape == '(' ? strtoull(shape + 1, &end, 10) : 0;
    *columns = end && *end == ',' ? strtoull(end + 1, &end, 10) : 0;
    if (!*rows || !*columns || *end != ')')
        return "is not a table of one row a sentence";
    *begin = header_at + header_length;
    return NULL;
}

static dz_status read_numbers(dz_vectors *vectors, const char *path, size_t length, size_t count)
{
    dz_context *context = vectors->context;
    size_t begin = 0, rows = count, columns = count ? length / sizeof(float) / count : 0;
    const char *wrong = NULL;
    if (length >= NPY_MAGIC_BYTES && memcmp(vectors->bytes, NPY_MAGIC, NPY_MAGIC_BYTES) == 0)
        wrong = read_header(vectors->bytes, length, &begin, &rows, &columns);
    if (wrong)
        return dz_context__fail(context, DZ_ERROR_FORMAT, "%s: %s", path, wrong);
    if (rows != count)
        return dz_context__fail(context, DZ_ERROR_FORMAT, "%s: has %zu vectors, and the text %zu sentences", path, rows,
                                count);
    if (columns > SIZE_MAX / sizeof(float) / (rows ? rows : 1) || (length - begin) != rows * columns * sizeof(float))
        return dz_context__fail(context, DZ_ERROR_FORMAT,
                                "%s: %zu bytes are not vectors of 32-bit numbers for %zu sentences", path, length,
                                count);
    memmove(vectors->bytes, vectors->bytes + begin, length - begin);
    vectors->count = rows;
    vectors->dimension = columns;
    return DZ_OK;
}

dz_status dz_vectors_open(dz_context *context, dz_vectors **out, const char *path, size_t count)
{
    size_t length;
    *out = NULL;
    dz_vectors *vectors = dz_memory__zeroed(context, 1, sizeof *vectors);
    if (!vectors)
        return DZ_ERROR_MEMORY;
    vectors->context = context;
    dz_status status = dz_file__read(context, &vectors->bytes, &length, path);
    if (status == DZ_OK)
        status = read_numbers(vectors, path, length, count);
    if (status == DZ_OK)
        *out = vectors;
    else
        dz_vectors_free(vectors);
    return status;
}

size_t dz_vectors_dimension(const dz_vectors *vectors)
{
    return vectors->dimension;
}

void dz_vectors_free(dz_vectors *vectors)
{
    if (!vectors)
        return;
    dz_memory__free(vectors->context, vectors->bytes);
    dz_memory__free(vectors->context, vectors);
}

/* ---- Similarity ---- */

/* So many pairs of sentences that stand far apart say what is chance. */
#define CHANCE_PAIRS 500

static const float *row_of(const dz_vectors *vectors, uint32_t number)
{
    return (const float *)(const void *)vectors->bytes + (size_t)number * vectors->dimension;
}

static float dot(const float *a, const float *b, size_t dimension)
{
    float lanes[8] = {0}, sum = 0;
    size_t n = 0;
    for (; n + 8 <= dimension; n += 8)
        for (unsigned lane = 0; lane < 8; lane++)
            lanes[lane] += a[n + lane] * b[n + lane];
    for (; n < dimension; n++)
        sum += a[n] * b[n];
    for (unsigned lane = 0; lane < 8; lane++)
        sum += lanes[lane];
    return sum;
}

static float *measure_lengths(dz_context *context, const dz_vectors *vectors)
{
    float *scales = dz_memory__zeroed(context, vectors->count, sizeof *scales);
    for (uint32_t n = 0; scales && n < vectors->count; n++) {
        float square = dot(row_of(vectors, n), row_of(vectors, n), vectors->dimension);
        scales[n] = square > 0 && isfinite(square) ? 1.0f / sqrtf(square) : 0;
    }
    return scales;
}

float dz_align__near_pair(const dz_align__near *near, uint32_t source, uint32_t target)
{
    float scale = near->source_scales[source] * near->target_scales[target];
    if (scale <= 0)
        return 0;
    return scale * dot(row_of(near->source, source), row_of(near->target, target), near->source->dimension);
}

/* The mean cosine of sentences half a text apart. */
static float measure_chance(const dz_align__near *near)
{
    size_t count = near->source->count < CHANCE_PAIRS ? near->source->count : CHANCE_PAIRS;
    double sum = 0;
    if (near->target->count < 2)
        return 0;
    for (size_t n = 0; n < count; n++) {
        size_t source = n * near->source->count / count;
        size_t target = source * near->target->count / near->source->count + near->target->count / 2;
        sum += (double)dz_align__near_pair(near, (uint32_t)source, (uint32_t)(target % near->target->count));
    }
    float chance = count ? (float)(sum / (double)count) : 0;
    return chance < 0 ? 0 : chance > 0.95f ? 0.95f : chance;
}

/* The squares of the lengths of all windows of a side. Sentences a fixed bead parts from each other make windows, too,
 * which nobody asks for. */
static float *measure_windows(dz_context *context, const dz_vectors *vectors, const float *scales,
                              const dz_align__side *side)
{
    float *squares = dz_memory__zeroed(context, vectors->count * DZ_NEAR_SPAN, sizeof *squares);
    for (uint32_t first = 0; squares && first < side->count; first++) {
        float square = 0;
        for (uint32_t n = 0; n < DZ_NEAR_SPAN && first + n < side->count; n++) {
            uint32_t last = side->numbers[first + n];
            square += scales[last] > 0;
            for (uint32_t m = 0; m < n; m++) {
                uint32_t other = side->numbers[first + m];
                square += 2 * scales[last] * scales[other] *
                          dot(row_of(vectors, last), row_of(vectors, other), vectors->dimension);
            }
            squares[(size_t)side->numbers[first] * DZ_NEAR_SPAN + n] = square;
        }
    }
    return squares;
}

dz_status dz_align__near_make(dz_context *context, dz_align__near *near, const dz_align_options *options,
                              const dz_align__side *source, size_t source_count, const dz_align__side *target,
                              size_t target_count)
{
    const dz_vectors *from = options->source_vectors, *to = options->target_vectors;
    *near = (dz_align__near){.source = from, .target = to};
    if (from->count != source_count || to->count != target_count)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "%zu and %zu vectors for texts of %zu and %zu sentences",
                                from->count, to->count, source_count, target_count);
    if (from->dimension != to->dimension)
        return dz_context__fail(
            context, DZ_ERROR_ARGUMENT,
            "vectors of %zu numbers on one side and of %zu on the other; both must come from one model",
            from->dimension, to->dimension);
    near->source_scales = measure_lengths(context, from);
    near->target_scales = measure_lengths(context, to);
    if (!near->source_scales || !near->target_scales)
        return DZ_ERROR_MEMORY;
    near->source_squares = measure_windows(context, from, near->source_scales, source);
    near->target_squares = measure_windows(context, to, near->target_scales, target);
    if (!near->source_squares || !near->target_squares)
        return DZ_ERROR_MEMORY;
    near->chance = measure_chance(near);
    return DZ_OK;
}

float dz_align__near_gain(const dz_align__near *near, float sum, uint32_t source, uint32_t source_count,
                          uint32_t target, uint32_t target_count)
{
    float square = near->source_squares[(size_t)source * DZ_NEAR_SPAN + source_count - 1] *
                   near->target_squares[(size_t)target * DZ_NEAR_SPAN + target_count - 1];
    float cosine = square > 0 ? sum / sqrtf(square) : near->chance;
    float gain = (cosine - near->chance) / (1 - near->chance);
    return isfinite(gain) && gain > 0 ? gain * (float)(source_count + target_count) / 2 : 0;
}

void dz_align__near_free(dz_context *context, dz_align__near *near)
{
    dz_memory__free(context, near->source_scales);
    dz_memory__free(context, near->target_scales);
    dz_memory__free(context, near->source_squares);
    dz_memory__free(context, near->target_squares);
    *near = (dz_align__near){0};
}
