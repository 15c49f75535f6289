/* Compiles the lists in corpora/words during the build: duizhao-wordc OUT NAME CHARACTERS LIST... */
#include <stdio.h>

#include "duizhao/text.h"

int main(int argc, char **argv)
{
    dz_context *context = NULL;
    dz_status status = argc >= 5 ? dz_context_new(&context, NULL) : DZ_ERROR_ARGUMENT;
    if (status == DZ_ERROR_ARGUMENT)
        fputs("usage: duizhao-wordc OUT NAME CHARACTERS LIST...\n", stderr);
    if (status == DZ_OK) {
        status =
            dz_word_table_compile(context, argv[1], (const char *const *)argv + 4, (size_t)argc - 4, argv[3], argv[2]);
        if (status != DZ_OK)
            fprintf(stderr, "duizhao-wordc: %s\n", dz_context_message(context));
    }
    dz_context_free(context);
    return status == DZ_OK ? 0 : status == DZ_ERROR_ARGUMENT ? 2 : 3;
}
