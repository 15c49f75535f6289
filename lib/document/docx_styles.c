#include "document/docx_styles.h"

#include <stdlib.h>
#include <string.h>

#include "document/scan.h"

#define BASES_MAX 16 /* styles may be based upon each other in a ring */
#define ID_BYTES 128

/* A style as it stands, -1 where it says nothing. */
struct dz_docx_style_entry {
    int kind;
    int level;
    int listed;
    int hidden;
    int bold;
    uint32_t base;
};

#define NO_BASE UINT32_MAX

/* ---- Names ---- */

/* "heading 1" is what the file calls the style in every language of the program; a style made by hand has any name. */
static int kind_of_name(dz_view name)
{
    static const struct {
        const char *name;
        dz_docx_style_kind kind;
    } known[] = {
        {"title", DZ_DOCX_STYLE_TITLE},      {"标题", DZ_DOCX_STYLE_TITLE},          {"標題", DZ_DOCX_STYLE_TITLE},
        {"subtitle", DZ_DOCX_STYLE_HEADING}, {"副标题", DZ_DOCX_STYLE_HEADING},      {"副標題", DZ_DOCX_STYLE_HEADING},
        {"caption", DZ_DOCX_STYLE_CAPTION},  {"题注", DZ_DOCX_STYLE_CAPTION},        {"標號", DZ_DOCX_STYLE_CAPTION},
        {"heading", DZ_DOCX_STYLE_HEADING},  {"toc", DZ_DOCX_STYLE_CONTENTS},        {"目录", DZ_DOCX_STYLE_CONTENTS},
        {"目錄", DZ_DOCX_STYLE_CONTENTS},    {"toc heading", DZ_DOCX_STYLE_CONTENTS}};
    bool numbered = name.length > 1 && dz_scan__is_digit(name.data[name.length - 1]);
    dz_view bare = name;
    if (numbered)
        bare = dz_scan__trim_view((dz_view){name.data, name.length - 1});
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (dz_scan__equals(bare, known[i].name))
            return numbered && known[i].kind == DZ_DOCX_STYLE_TITLE ? DZ_DOCX_STYLE_HEADING : (int)known[i].kind;
    return -1;
}

static int level_of_name(dz_view name)
{
    char last = name.length > 0 ? name.data[name.length - 1] : '\0';
    return kind_of_name(name) == DZ_DOCX_STYLE_HEADING ? last >= '1' && last <= '9' ? last - '1' : 1 : -1;
}

bool dz_docx__is_on(dz_xml_part *part)
{
    char value[8];
    if (!dz_xml__attribute(part, "val", value, sizeof value))
        return true;
    return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0;
}

/* ---- Reading ---- */

static dz_status begin_style(dz_docx_styles *styles, dz_xml_part *part, uint32_t *number)
{
    char id[ID_BYTES];
    dz_xml__attribute(part, "styleId", id, sizeof id);
    dz_status status = dz_map__intern(&styles->ids, id, strlen(id), number);
    while (status == DZ_OK && styles->entries.count <= *number)
        status = dz_array__push(styles->context, &styles->entries,
                                ((struct dz_docx_style_entry){-1, -1, -1, -1, -1, NO_BASE}));
    return status;
}

static dz_status read_base(dz_docx_styles *styles, dz_xml_part *part, uint32_t number)
{
    char id[ID_BYTES];
    uint32_t base;
    if (!dz_xml__attribute(part, "val", id, sizeof id))
        return DZ_OK;
    dz_status status = dz_map__intern(&styles->ids, id, strlen(id), &base);
    while (status == DZ_OK && styles->entries.count <= base)
        status = dz_array__push(styles->context, &styles->entries,
                                ((struct dz_docx_style_entry){-1, -1, -1, -1, -1, NO_BASE}));
    if (status == DZ_OK)
        styles->entries.items[number].base = base;
    return status;
}

static dz_status read_property(dz_docx_styles *styles, dz_xml_part *part, const char *element, uint32_t number)
{
    char value[ID_BYTES];
    struct dz_docx_style_entry *entry = &styles->entries.items[number];
    if (strcmp(element, "basedOn") == 0)
        return read_base(styles, part, number);
    if (strcmp(element, "vanish") == 0)
        entry->hidden = dz_docx__is_on(part);
    if (strcmp(element, "b") == 0)
        entry->bold = dz_docx__is_on(part);
    if (!dz_xml__attribute(part, "val", value, sizeof value))
        return DZ_OK;
    if (strcmp(element, "name") == 0) {
        entry->kind = kind_of_name((dz_view){value, strlen(value)});
        if (entry->level < 0)
            entry->level = level_of_name((dz_view){value, strlen(value)});
    } else if (strcmp(element, "outlineLvl") == 0) {
        entry->level = atoi(value);
    } else if (strcmp(element, "numId") == 0) {
        entry->listed = strcmp(value, "0") != 0;
    }
    return DZ_OK;
}

static dz_status read_node(dz_docx_styles *styles, dz_xml_part *part, uint32_t *number)
{
    int type = xmlTextReaderNodeType(part->reader);
    const char *element = (const char *)xmlTextReaderConstLocalName(part->reader);
    if (type == XML_READER_TYPE_END_ELEMENT && strcmp(element, "style") == 0)
        *number = NO_BASE;
    if (type != XML_READER_TYPE_ELEMENT)
        return DZ_OK;
    if (strcmp(element, "style") == 0 && !xmlTextReaderIsEmptyElement(part->reader))
        return begin_style(styles, part, number);
    return *number == NO_BASE ? DZ_OK : read_property(styles, part, element, *number);
}

dz_status dz_docx__read_styles(dz_docx_styles *styles, dz_docx_package *package)
{
    dz_xml_part part = {0};
    bool more = false;
    uint32_t number = NO_BASE;
    size_t link = 0;
    *styles = (dz_docx_styles){.context = package->context};
    dz_map__init(&styles->ids, package->context);
    const char *path = dz_docx__find_link(package, "styles", &link);
    dz_status status = path ? dz_docx__open_part(package, &part, path, &more) : DZ_OK;
    while (status == DZ_OK && more) {
        status = dz_xml__next(&part, &more);
        if (status == DZ_OK && more)
            status = read_node(styles, &part, &number);
    }
    dz_xml__close(&part);
    return status;
}

void dz_docx__free_styles(dz_docx_styles *styles)
{
    dz_array__free(styles->context, &styles->entries);
    dz_map__free(&styles->ids);
}

/* ---- Asking ---- */

static void inherit(int *value, int base)
{
    if (*value < 0)
        *value = base;
}

dz_docx_style dz_docx__find_style(const dz_docx_styles *styles, const char *id)
{
    dz_view name = {id, strlen(id)};
    struct dz_docx_style_entry sum = {-1, -1, -1, -1, -1, NO_BASE};
    uint32_t number = dz_map__get(&styles->ids, id, name.length, NO_BASE);
    if (number >= styles->entries.count) {
        sum.kind = kind_of_name(name);
        sum.level = level_of_name(name);
    }
    for (size_t i = 0; i < BASES_MAX && number < styles->entries.count; i++) {
        const struct dz_docx_style_entry *entry = &styles->entries.items[number];
        inherit(&sum.kind, entry->kind);
        inherit(&sum.level, entry->level);
        inherit(&sum.listed, entry->listed);
        inherit(&sum.hidden, entry->hidden);
        inherit(&sum.bold, entry->bold);
        number = entry->base;
    }
    bool headed = sum.level >= 0 && sum.level < DZ_DOCX_NO_LEVEL;
    dz_docx_style style = {.level = headed ? (uint8_t)sum.level : DZ_DOCX_NO_LEVEL};
    style.kind = sum.kind > 0 ? (dz_docx_style_kind)sum.kind : headed ? DZ_DOCX_STYLE_HEADING : DZ_DOCX_STYLE_PLAIN;
    style.listed = sum.listed > 0;
    style.hidden = sum.hidden > 0;
    style.bold = sum.bold > 0;
    return style;
}
