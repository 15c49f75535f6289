/* Reads a Word file whose parts are the input: document, styles, footnotes and a header, parted by a zero byte. The
 * first byte says which parts the input is wrapped into a root for, so that most inputs are XML of the right kind. */
#include <zip.h>

#include "fuzz.h"

#include "duizhao/document.h"

#define PARTS 4
#define NAMESPACES                                                                                                     \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                                        \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                                 \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                                        \
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct {
    const char *path, *begin, *end;
} parts[PARTS] = {
    {"word/document.xml", "<w:document" NAMESPACES "<w:body>", "</w:body></w:document>"},
    {"word/styles.xml", "<w:styles" NAMESPACES, "</w:styles>"},
    {"word/footnotes.xml", "<w:footnotes" NAMESPACES, "</w:footnotes>"},
    {"word/header1.xml", "<w:hdr" NAMESPACES, "</w:hdr>"},
};

static const char root_links[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" "
    "Type=\"" TYPE "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
static const char document_links[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"s\" "
    "Type=\"" TYPE "styles\" Target=\"styles.xml\"/><Relationship Id=\"f\" Type=\"" TYPE
    "footnotes\" Target=\"footnotes.xml\"/><Relationship Id=\"h\" Type=\"" TYPE
    "header\" Target=\"header1.xml\"/></Relationships>";

static void add_entry(zip_t *zip, const char *path, const void *content, size_t length)
{
    zip_source_t *source = zip_source_buffer(zip, content, length, 0);
    assert(source);
    zip_int64_t number = zip_file_add(zip, path, source, ZIP_FL_ENC_UTF_8);
    assert(number >= 0);
    zip_set_file_compression(zip, (zip_uint64_t)number, ZIP_CM_STORE, 0);
}

/* One part: the input's bytes, in a root of their own where `wrapped`. */
static char *make_part(size_t part, const uint8_t *data, size_t length, bool wrapped, size_t *made)
{
    size_t begin = wrapped ? strlen(parts[part].begin) : 0, end = wrapped ? strlen(parts[part].end) : 0;
    char *bytes = malloc(begin + length + end + 1);
    assert(bytes);
    memcpy(bytes, parts[part].begin, begin);
    memcpy(bytes + begin, data, length);
    memcpy(bytes + begin + length, parts[part].end, end);
    *made = begin + length + end;
    return bytes;
}

static void check_document(const dz_document *document)
{
    size_t count;
    const dz_block *blocks = dz_document_blocks(document, &count);
    dz_view text = dz_document_text(document);
    size_t end = 0;
    for (size_t i = 0; i < count; end = blocks[i++].span.end)
        fuzz_check_span(text, blocks[i].span, end);
    for (size_t i = 0; i < dz_document_repair_count(document); i++)
        assert(dz_document_repair(document, i).span.end <= text.length);
}

static void read_packed(const void *bytes, size_t length)
{
    dz_context *context;
    dz_document *document;
    if (dz_context_new(&context, NULL) != DZ_OK)
        return;
    if (dz_document_parse(context, &document, "fuzz.docx", bytes, length, NULL) == DZ_OK) {
        check_document(document);
        dz_document_free(document);
    }
    dz_context_free(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    uint8_t wraps = data[0];
    char *made[PARTS] = {NULL};
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(target, ZIP_CREATE, &error);
    assert(zip);
    add_entry(zip, "_rels/.rels", root_links, strlen(root_links));
    add_entry(zip, "word/_rels/document.xml.rels", document_links, strlen(document_links));
    const uint8_t *at = data + 1, *stop = data + size;
    for (size_t part = 0; part < PARTS && (part == 0 || at < stop); part++) {
        const uint8_t *zero = at < stop ? memchr(at, 0, (size_t)(stop - at)) : NULL, *end = zero ? zero : stop;
        size_t length;
        made[part] = make_part(part, at, (size_t)(end - at), (wraps >> part & 1) == 0, &length);
        add_entry(zip, parts[part].path, made[part], length);
        at = end < stop ? end + 1 : stop;
    }
    zip_source_keep(target);
    int closed = zip_close(zip);
    assert(closed == 0);
    if (zip_source_open(target) == 0) {
        zip_source_seek(target, 0, SEEK_END);
        size_t length = (size_t)zip_source_tell(target);
        zip_source_seek(target, 0, SEEK_SET);
        char *bytes = malloc(length + 1);
        assert(bytes && zip_source_read(target, bytes, length) == (zip_int64_t)length);
        zip_source_close(target);
        read_packed(bytes, length);
        free(bytes);
    }
    zip_source_free(target);
    for (size_t part = 0; part < PARTS; part++)
        free(made[part]);
    return 0;
}
