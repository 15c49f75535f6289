#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP_BYTES ((size_t)1 << 16)

static dz_status open_for_reading(dz_context *context, int *file, const char *path)
{
    *file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (*file < 0)
        return dz_context__fail(context, DZ_ERROR_IO, "%s: cannot be opened: %s", path, strerror(errno));
    return DZ_OK;
}

static void close_file(int file)
{
    if (file > STDIN_FILENO)
        close(file);
}

static dz_status describe(dz_context *context, int file, const char *path, struct stat *about)
{
    if (fstat(file, about) != 0)
        return dz_context__fail(context, DZ_ERROR_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (S_ISDIR(about->st_mode))
        return dz_context__fail(context, DZ_ERROR_IO, "%s: is a directory; name the files in it", path);
    return DZ_OK;
}

static dz_status too_large(dz_context *context, const char *path)
{
    return dz_context__fail(context, DZ_ERROR_LIMIT, "%s: is larger than the limit of %zu bytes; split it", path,
                            context->input_limit_bytes);
}

/* Reads to the end of the file; `*bytes` grows as needed and keeps one byte of room for the NUL. */
static dz_status read_all(dz_context *context, int file, const char *path, char **bytes, size_t *length,
                          size_t capacity)
{
    for (;;) {
        if (capacity - *length < 2) {
            capacity += capacity / 2 + READ_STEP_BYTES;
            char *grown = dz_memory__resize(context, *bytes, capacity);
            if (!grown)
                return DZ_ERROR_MEMORY;
            *bytes = grown;
        }
        ssize_t got = read(file, *bytes + *length, capacity - *length - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return dz_context__fail(context, DZ_ERROR_IO, "%s: cannot be read: %s", path, strerror(errno));
        if (got == 0)
            return DZ_OK;
        *length += (size_t)got;
        if (*length > context->input_limit_bytes)
            return too_large(context, path);
    }
}

dz_status dz_file__read(dz_context *context, char **out, size_t *length, const char *path)
{
    struct stat about;
    int file = -1;
    char *bytes = NULL;
    *out = NULL;
    *length = 0;
    dz_status status = open_for_reading(context, &file, path);
    if (status != DZ_OK)
        return status;
    status = describe(context, file, path, &about);
    if (status != DZ_OK)
        goto done;
    size_t expected = S_ISREG(about.st_mode) ? (size_t)about.st_size : 0;
    if (expected > context->input_limit_bytes) {
        status = too_large(context, path);
        goto done;
    }
    bytes = dz_memory__allocate(context, expected + 2);
    if (!bytes) {
        status = DZ_ERROR_MEMORY;
        goto done;
    }
    status = read_all(context, file, path, &bytes, length, expected + 2);
    if (status == DZ_OK && *length < expected)
        status =
            dz_context__fail(context, DZ_ERROR_IO, "%s: became shorter while it was read (%zu of %zu bytes); try again",
                             path, *length, expected);
done:
    close_file(file);
    if (status != DZ_OK) {
        dz_memory__free(context, bytes);
        *length = 0;
        return status;
    }
    bytes[*length] = '\0';
    *out = bytes;
    return DZ_OK;
}

dz_status dz_file__map(dz_context *context, dz_file_map *map, const char *path)
{
    struct stat about;
    map->bytes = NULL;
    map->length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return dz_context__fail(context, DZ_ERROR_IO, "%s: cannot be opened: %s", path, strerror(errno));
    dz_status status = describe(context, file, path, &about);
    if (status == DZ_OK && about.st_size == 0)
        status = dz_context__fail(context, DZ_ERROR_FORMAT, "%s: is empty", path);
    if (status != DZ_OK)
        goto done;
    void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) {
        status = dz_context__fail(context, DZ_ERROR_IO, "%s: cannot be mapped: %s", path, strerror(errno));
        goto done;
    }
    map->bytes = bytes;
    map->length = (size_t)about.st_size;
done:
    close(file);
    return status;
}

void dz_file__unmap(dz_file_map *map)
{
    if (map->bytes)
        munmap((void *)(uintptr_t)map->bytes, map->length);
    map->bytes = NULL;
    map->length = 0;
}
