#include "document/docx_package.h"

#include <string.h>

/* Word writes a few dozen entries, and some hundreds where there are pictures. */
#define ENTRIES_MAX 100000
#define PATH_BYTES 512

/* ---- Opening ---- */

static dz_status refuse(dz_docx_package *package, const char *why)
{
    return dz_context__fail(package->context, DZ_ERROR_FORMAT, "%s: %s", package->name, why);
}

static dz_status open_archive(dz_docx_package *package, dz_view bytes)
{
    zip_error_t error;
    if (bytes.length >= 8 && memcmp(bytes.data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return refuse(package, "is an old Word file (.doc) or one with a password; save it as .docx without one");
    if (bytes.length < 4 || memcmp(bytes.data, "PK", 2) != 0)
        return refuse(package, "is no DOCX file (it is no zip archive)");
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.length, 0, &error);
    package->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    dz_status status = DZ_OK;
    if (!package->zip && zip_error_code_zip(&error) == ZIP_ER_MEMORY)
        status = dz_context__fail(package->context, DZ_ERROR_MEMORY, "%s: no memory for its archive", package->name);
    else if (!package->zip)
        status = refuse(package, "is a damaged or truncated DOCX file; get it anew");
    if (!package->zip)
        zip_source_free(source);
    zip_error_fini(&error);
    if (status == DZ_OK && zip_get_num_entries(package->zip, 0) > ENTRIES_MAX)
        status = dz_context__fail(package->context, DZ_ERROR_LIMIT, "%s: its archive has more than %d entries",
                                  package->name, ENTRIES_MAX);
    return status;
}

dz_status dz_docx__open_part(dz_docx_package *package, dz_xml_part *part, const char *path, bool *found)
{
    zip_stat_t about;
    *part = (dz_xml_part){0};
    *found = zip_stat(package->zip, path, ZIP_FL_NOCASE, &about) == 0;
    if (!*found)
        return DZ_OK;
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE)
        return refuse(package, "has a password; save it without one");
    zip_file_t *file = zip_fopen_index(package->zip, about.index, 0);
    if (!file)
        return dz_context__fail(package->context, DZ_ERROR_FORMAT,
                                "%s: %s cannot be unpacked: %s; the file is damaged, get it anew", package->name, path,
                                zip_strerror(package->zip));
    return dz_xml__open_entry(part, package->context, package->name, path, file, &package->budget_bytes);
}

/* ---- Relationships ---- */

/* "word/document.xml" and "styles.xml" make "word/styles.xml"; "/word/styles.xml" stands by itself. */
static const char *resolve(dz_docx_package *package, const char *base, const char *target)
{
    const char *slash = strrchr(base, '/');
    size_t folder = slash ? (size_t)(slash - base) + 1 : 0;
    if (target[0] == '/')
        return dz_arena__copy(&package->arena, target + 1, strlen(target + 1));
    while (strncmp(target, "../", 3) == 0 && folder > 0) {
        target += 3;
        for (folder--; folder > 0 && base[folder - 1] != '/'; folder--)
            ;
    }
    return dz_arena__format(&package->arena, "%.*s%s", (int)folder, base, target);
}

static dz_status add_link(dz_docx_package *package, dz_xml_part *part, const char *base)
{
    char type[PATH_BYTES];
    char target[PATH_BYTES];
    char mode[16];
    const xmlChar *element = xmlTextReaderConstLocalName(part->reader);
    bool begins = xmlTextReaderNodeType(part->reader) == XML_READER_TYPE_ELEMENT;
    if (!begins || !element || strcmp((const char *)element, "Relationship") != 0)
        return DZ_OK;
    bool outside = dz_xml__attribute(part, "TargetMode", mode, sizeof mode) && strcmp(mode, "External") == 0;
    if (outside || !dz_xml__attribute(part, "Type", type, sizeof type) ||
        !dz_xml__attribute(part, "Target", target, sizeof target))
        return DZ_OK;
    const char *slash = strrchr(type, '/');
    const char *last = slash ? slash + 1 : type;
    dz_docx_link link = {dz_arena__copy(&package->arena, last, strlen(last)), resolve(package, base, target)};
    if (!link.type || !link.path)
        return DZ_ERROR_MEMORY;
    return dz_array__push(package->context, &package->links, link);
}

/* Reads the links of the part `base` from `path`; an archive without them has none. */
static dz_status read_links(dz_docx_package *package, const char *path, const char *base)
{
    dz_xml_part part;
    bool more = false;
    package->links.count = 0;
    dz_status status = dz_docx__open_part(package, &part, path, &more);
    while (status == DZ_OK && more) {
        status = dz_xml__next(&part, &more);
        if (status == DZ_OK && more)
            status = add_link(package, &part, base);
    }
    dz_xml__close(&part);
    return status;
}

const char *dz_docx__find_link(const dz_docx_package *package, const char *type, size_t *number)
{
    for (; *number < package->links.count; ++*number)
        if (strcmp(package->links.items[*number].type, type) == 0)
            return package->links.items[(*number)++].path;
    return NULL;
}

static const char *find_first_link(const dz_docx_package *package, const char *type)
{
    size_t number = 0;
    return dz_docx__find_link(package, type, &number);
}

/* The main part's own links stand in a folder beside it: word/_rels/document.xml.rels. */
static dz_status read_document_links(dz_docx_package *package)
{
    const char *slash = strrchr(package->document, '/');
    size_t folder = slash ? (size_t)(slash - package->document) + 1 : 0;
    const char *path = dz_arena__format(&package->arena, "%.*s_rels/%s.rels", (int)folder, package->document,
                                        package->document + folder);
    return path ? read_links(package, path, package->document) : DZ_ERROR_MEMORY;
}

dz_status dz_docx__open(dz_context *context, dz_docx_package *package, const char *name, dz_view bytes)
{
    *package = (dz_docx_package){.context = context, .name = name, .budget_bytes = context->input_limit_bytes};
    dz_arena__init(&package->arena, context);
    dz_status status = open_archive(package, bytes);
    if (status == DZ_OK)
        status = read_links(package, "_rels/.rels", "");
    if (status != DZ_OK)
        return status;
    package->document = find_first_link(package, "officeDocument");
    package->properties = find_first_link(package, "core-properties");
    if (!package->document)
        package->document = "word/document.xml";
    if (zip_name_locate(package->zip, package->document, ZIP_FL_NOCASE) < 0)
        return refuse(package, "is a zip archive, but no Word file (DOCX)");
    return read_document_links(package);
}

void dz_docx__close(dz_docx_package *package)
{
    if (package->zip)
        zip_discard(package->zip);
    dz_array__free(package->context, &package->links);
    dz_arena__free(&package->arena);
}
