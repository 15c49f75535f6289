/* How alike pairs of names sound: lines `name TAB name` on standard input, `similarity TAB line` on standard output.
 * names.py drives it. */
#include <stdio.h>
#include <string.h>

#include "duizhao/text.h"

int main(void)
{
    char line[1024];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        size_t length = (size_t)(tab - line);
        printf("%.4f\t%s\n", dz_name_similarity(line, length, tab + 1, strlen(tab + 1)), line);
    }
    return 0;
}
