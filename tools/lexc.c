/* Compiles the tables of text in corpora/lexicon during the build: duizhao-lexc OUT NAME TEXT... */
#include <stdio.h>

#include "duizhao/lexicon.h"

int main(int argc, char **argv)
{
    dz_context *context = NULL;
    dz_status status = argc >= 4 ? dz_context_new(&context, NULL) : DZ_ERROR_ARGUMENT;
    if (status == DZ_ERROR_ARGUMENT)
        fputs("usage: duizhao-lexc OUT NAME TEXT...\n", stderr);
    if (status == DZ_OK) {
        status = dz_lexicon_compile(context, argv[1], (const char *const *)argv + 3, (size_t)argc - 3, argv[2]);
        if (status != DZ_OK)
            fprintf(stderr, "duizhao-lexc: %s\n", dz_context_message(context));
    }
    dz_context_free(context);
    return status == DZ_OK ? 0 : status == DZ_ERROR_ARGUMENT ? 2 : 3;
}
