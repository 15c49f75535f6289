/* Whether a sentence was quoted right: the smallest program on libduizhao.
 *
 *   cc check_quote.c $(pkg-config --cflags --libs duizhao) -o check_quote
 *   ./check_quote SOURCE "the quoted words"
 */
#include <stdio.h>
#include <string.h>

#include <duizhao/duizhao.h>

static void show(const dz_check_result *result)
{
    printf("%s\n", dz_verdict_name(result->verdict));
    for (size_t i = 0; i < result->difference_count; i++) {
        const dz_check_difference *difference = &result->differences[i];
        printf("  %s (%s): %s\n", dz_difference_kind_name(difference->kind), dz_severity_name(difference->severity),
               difference->note);
    }
}

static dz_status check(dz_context *context, const char *path, const char *words)
{
    dz_document *source = NULL;
    dz_index *index = NULL;
    dz_check *check = NULL;
    dz_quote quote = {.text = {words, strlen(words)}};
    dz_status status = dz_document_read(context, &source, path, NULL);
    if (status == DZ_OK)
        status = dz_index_new(context, &index);
    if (status == DZ_OK) {
        status = dz_index_add(index, source); /* takes the document over */
        source = NULL;
    }
    if (status == DZ_OK)
        status = dz_check_quote(context, &check, index, &quote, NULL);
    if (status == DZ_OK)
        show(dz_check_at(check, 0));
    dz_check_free(check);
    dz_index_free(index);
    dz_document_free(source);
    return status;
}

int main(int argc, char **argv)
{
    dz_context *context = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: check_quote SOURCE WORDS\n");
        return 2;
    }
    if (dz_context_new(&context, NULL) != DZ_OK)
        return 4;
    dz_status status = check(context, argv[1], argv[2]);
    if (status != DZ_OK)
        fprintf(stderr, "check_quote: %s\n", dz_context_message(context));
    dz_context_free(context);
    return status == DZ_OK ? 0 : 3;
}
