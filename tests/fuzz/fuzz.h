/* What the targets share: text out of arbitrary bytes, and a program that replays files where libFuzzer is not there.
 */
#ifndef DZ_TESTS_FUZZ_H
#define DZ_TESTS_FUZZ_H

#undef NDEBUG
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duizhao/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether an offset stands between two characters of a text. */
static inline bool fuzz_on_character(dz_view text, size_t at)
{
    return at == text.length || (at < text.length && ((unsigned char)text.data[at] & 0xC0) != 0x80);
}

/* A span of whole characters, inside the text, not empty, and not before `from`. */
static inline void fuzz_check_span(dz_view text, dz_span span, size_t from)
{
    assert(span.begin >= from && span.begin < span.end && span.end <= text.length);
    assert(fuzz_on_character(text, span.begin) && fuzz_on_character(text, span.end));
}

/* Hands the bytes behind the first `skip` to `use` as UTF-8: what is none was repaired. The context is the target's
 * own, so that what it leaks is found. */
static inline void fuzz_with_text(const uint8_t *data, size_t size, size_t skip,
                                  void (*use)(dz_context *context, dz_view text, const uint8_t *choice))
{
    dz_context *context;
    dz_decoded *decoded;
    if (size < skip || dz_context_new(&context, NULL) != DZ_OK)
        return;
    if (dz_decode(context, &decoded, data + skip, size - skip, "utf-8") == DZ_OK) {
        use(context, dz_decoded_text(decoded), data);
        dz_decoded_free(decoded);
    }
    dz_context_free(context);
}

#ifdef REPLAY
#include <dirent.h>

/* Runs the files of a folder whose names begin with a word: `replay-key seeds key-`. There must be some. */
int main(int argc, char **argv)
{
    static uint8_t bytes[1 << 20];
    unsigned replayed = 0;
    DIR *folder = argc == 3 ? opendir(argv[1]) : NULL;
    assert(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char path[4096];
        if (strncmp(entry->d_name, argv[2], strlen(argv[2])) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        FILE *file = fopen(path, "rb");
        assert(file);
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, file));
        fclose(file);
        replayed++;
    }
    closedir(folder);
    assert(replayed > 0);
    return 0;
}
#endif

#endif
