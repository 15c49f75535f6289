#include "duizhao/format.h"

#include <string.h>
#include <strings.h>

static const char *const names[] = {"text",    "jsonl", "html", "beads",  "tsv",    "csv",   "tmx",    "xliff",
                                    "xliff12", "tei",   "xces", "ladder", "bitext", "moses", "pharaoh"};

#define FORMAT_COUNT (sizeof names / sizeof *names)

static const struct {
    const char *ending;
    dz_format format;
} endings[] = {
    {".jsonl", DZ_FORMAT_JSONL},     {".html", DZ_FORMAT_HTML},       {".beads", DZ_FORMAT_BEADS},
    {".align", DZ_FORMAT_BEADS},     {".tsv", DZ_FORMAT_TSV},         {".csv", DZ_FORMAT_CSV},
    {".tmx", DZ_FORMAT_TMX},         {".xlf", DZ_FORMAT_XLIFF},       {".xliff", DZ_FORMAT_XLIFF},
    {".tei", DZ_FORMAT_TEI},         {".tei.xml", DZ_FORMAT_TEI},     {".xces", DZ_FORMAT_XCES},
    {".xces.xml", DZ_FORMAT_XCES},   {".ladder", DZ_FORMAT_LADDER},   {".bitext", DZ_FORMAT_BITEXT},
    {".pharaoh", DZ_FORMAT_PHARAOH}, {".xliff12", DZ_FORMAT_XLIFF12},
};

bool dz_format_parse(const char *name, dz_format *format)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(name, names[i]) == 0) {
            *format = (dz_format)i;
            return true;
        }
    return false;
}

const char *dz_format_name(dz_format format)
{
    return (size_t)format < FORMAT_COUNT ? names[format] : "";
}

bool dz_format_guess(const char *path, dz_format *format)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i].ending);
        if (length > ending && strcasecmp(path + length - ending, endings[i].ending) == 0) {
            *format = endings[i].format;
            return true;
        }
    }
    return false;
}
