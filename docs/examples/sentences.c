/* The sentences of a text of any length, each with the place where it begins, in memory that does not grow with it.
 *
 *   cc sentences.c $(pkg-config --cflags --libs duizhao) -o sentences
 *   ./sentences < TEXT
 */
#include <stdio.h>

#include <duizhao/duizhao.h>

/* Where the bytes come from: any function that gives the next ones, here those of a file. None is the end. */
static dz_status read_some(void *payload, void *bytes, size_t room, size_t *got)
{
    FILE *file = payload;
    *got = fread(bytes, 1, room, file);
    return ferror(file) ? DZ_ERROR_IO : DZ_OK;
}

static dz_status show(void *payload, dz_view sentence, uint64_t begin, uint64_t begin_codepoint)
{
    (void)begin; /* bytes; the other counts code points, as JSON lines do */
    return fprintf(payload, "%llu\t%.*s\n", (unsigned long long)begin_codepoint, (int)sentence.length, sentence.data) <
                   0
               ? DZ_ERROR_IO
               : DZ_OK;
}

int main(void)
{
    dz_context *context = NULL;
    dz_stream *stream = NULL;
    dz_reader reader = {read_some, stdin};
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 4;
    dz_status status = dz_stream_new(context, &stream, &reader, NULL);
    if (status == DZ_OK)
        status = dz_stream_sentences(stream, NULL, show, stdout);
    if (status != DZ_OK)
        fprintf(stderr, "sentences: %s\n",
                *dz_context_message(context) ? dz_context_message(context) : "cannot be read");
    dz_stream_free(stream);
    dz_context_free(context);
    return status == DZ_OK ? 0 : 3;
}
