#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct dz_output {
    dz_context *context;
    FILE *file;
    char *path;      /* where the file will stand */
    char *temporary; /* where it is written; NULL where it is written through (standard output, a device, a pipe) */
    bool nameless;   /* the file has no name until it is committed: nothing is left of it, however the program ends */
};

static dz_status write_file(void *payload, const void *bytes, size_t length)
{
    dz_output *output = payload;
    if (fwrite(bytes, 1, length, output->file) == length)
        return DZ_OK;
    return dz_context__fail(output->context, DZ_ERROR_IO, "%s: cannot be written: %s", output->path, strerror(errno));
}

dz_sink dz_output_sink(dz_output *output)
{
    return (dz_sink){write_file, output};
}

/* A device or a pipe cannot be renamed over: it is written through. */
static bool is_special(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

static dz_status open_failed(const dz_output *output)
{
    return dz_context__fail(output->context, DZ_ERROR_IO, "%s: cannot be opened for writing: %s", output->path,
                            strerror(errno));
}

/* What a file that stands there already allows, else what the umask leaves of 0666. */
static mode_t choose_mode(bool exists, const struct stat *about)
{
    if (exists)
        return about->st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A link is followed, so that the file behind it is replaced and not the link. */
static dz_status follow_links(dz_output *output)
{
    struct stat about;
    if (lstat(output->path, &about) != 0 || !S_ISLNK(about.st_mode))
        return DZ_OK;
    char *target = realpath(output->path, NULL);
    if (!target)
        return open_failed(output);
    char *path = dz_memory__copy(output->context, target, strlen(target));
    free(target);
    if (!path)
        return DZ_ERROR_MEMORY;
    dz_memory__free(output->context, output->path);
    output->path = path;
    return DZ_OK;
}

/* A file in the folder of the path that has no name yet; -1 where the file system knows none such. */
static int open_nameless(dz_output *output)
{
#ifdef O_TMPFILE
    char *slash = strrchr(output->path, '/'), after = slash ? slash[1] : '\0';
    if (slash) /* the folder alone, for a moment: without memory of its own nothing can fail here that does not matter */
        slash[1] = '\0';
    int descriptor = open(slash ? output->path : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (slash)
        slash[1] = after;
    return descriptor;
#else
    (void)output;
    return -1;
#endif
}

/* Gives a file without a name the temporary one, just before it is renamed: a link cannot replace a file. */
static bool name_file(dz_output *output)
{
    char open_file[64];
    snprintf(open_file, sizeof open_file, "/proc/self/fd/%d", fileno(output->file));
    char *tail = output->temporary + strlen(output->temporary) - 6;
    unsigned number = (unsigned)getpid();
    for (int tries = 0; tries < 1000; tries++, number++) {
        snprintf(tail, 7, "%06u", number % 1000000);
        if (linkat(AT_FDCWD, open_file, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW) == 0) {
            output->nameless = false;
            return true;
        }
        if (errno != EEXIST)
            return false;
    }
    return false;
}

static dz_status open_temporary(dz_output *output)
{
    struct stat about;
    dz_status status = follow_links(output);
    if (status != DZ_OK)
        return status;
    bool exists = stat(output->path, &about) == 0;
    if (exists && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return open_failed(output);
    }
    size_t length = strlen(output->path);
    output->temporary = dz_memory__allocate(output->context, length + sizeof ".XXXXXX");
    if (!output->temporary)
        return DZ_ERROR_MEMORY;
    memcpy(output->temporary, output->path, length);
    memcpy(output->temporary + length, ".XXXXXX", sizeof ".XXXXXX");
    int descriptor = open_nameless(output);
    output->nameless = descriptor >= 0;
    if (descriptor < 0)
        descriptor = mkstemp(output->temporary);
    if (descriptor < 0) {
        status = open_failed(output);
        dz_memory__free(output->context, output->temporary);
        output->temporary = NULL;
        return status;
    }
    fchmod(descriptor, choose_mode(exists, &about));
    output->file = fdopen(descriptor, "wb");
    if (!output->file) {
        close(descriptor);
        return open_failed(output);
    }
    return DZ_OK;
}

dz_status dz_output_open(dz_context *context, dz_output **out, const char *path)
{
    *out = NULL;
    dz_output *output = dz_memory__zeroed(context, 1, sizeof *output);
    if (!output)
        return DZ_ERROR_MEMORY;
    dz_status status = DZ_OK;
    output->context = context;
    bool standard = strcmp(path, "-") == 0;
    output->path =
        standard ? dz_memory__copy(context, "standard output", 15) : dz_memory__copy(context, path, strlen(path));
    if (!output->path) {
        status = DZ_ERROR_MEMORY;
    } else if (standard) {
        output->file = stdout;
    } else if (is_special(path)) {
        output->file = fopen(path, "wb");
        if (!output->file)
            status = open_failed(output);
    } else {
        status = open_temporary(output);
    }
    if (status != DZ_OK) {
        dz_output_free(output);
        return status;
    }
    *out = output;
    return DZ_OK;
}

dz_status dz_output__write_first(dz_output *output, const void *bytes, size_t length)
{
    if (fseek(output->file, 0, SEEK_SET) == 0 && fwrite(bytes, 1, length, output->file) == length)
        return DZ_OK;
    return dz_context__fail(output->context, DZ_ERROR_IO, "%s: cannot be written: %s", output->path, strerror(errno));
}

static dz_status close_output(dz_output *output)
{
    bool good = fflush(output->file) == 0;
    if (good && output->temporary)
        good = fsync(fileno(output->file)) == 0;
    if (good && output->nameless)
        good = name_file(output);
    int reason = errno;
    if (output->file != stdout)
        good = fclose(output->file) == 0 && good;
    output->file = NULL;
    if (good)
        return DZ_OK;
    return dz_context__fail(output->context, DZ_ERROR_IO, "%s: cannot be written: %s", output->path,
                            strerror(reason ? reason : EIO));
}

dz_status dz_output_commit(dz_output *output)
{
    dz_status status = close_output(output);
    if (status != DZ_OK || !output->temporary)
        return status;
    if (rename(output->temporary, output->path) != 0)
        return dz_context__fail(output->context, DZ_ERROR_IO, "%s: cannot be written: %s", output->path,
                                strerror(errno));
    dz_memory__free(output->context, output->temporary);
    output->temporary = NULL;
    return DZ_OK;
}

void dz_output_free(dz_output *output)
{
    if (!output)
        return;
    if (output->file && output->file != stdout)
        fclose(output->file);
    if (output->temporary && !output->nameless)
        unlink(output->temporary);
    dz_memory__free(output->context, output->temporary);
    dz_memory__free(output->context, output->path);
    dz_memory__free(output->context, output);
}
