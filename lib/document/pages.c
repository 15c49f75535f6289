#include "document/pages.h"

#include <string.h>

#include "base/buffer.h"
#include "base/map.h"
#include "document/scan.h"

#define LEAST_PAGES 3

/* Counts are by "site, line feed, text of the block"; an empty text counts the pages of the site. */
struct dz_pages {
    dz_context *context;
    dz_map counts;
    dz_map last_page; /* the number of the last page that a block was counted on */
    uint32_t pages;
};

dz_status dz_pages_new(dz_context *context, dz_pages **out)
{
    *out = dz_memory__zeroed(context, 1, sizeof **out);
    if (!*out)
        return DZ_ERROR_MEMORY;
    (*out)->context = context;
    dz_map__init(&(*out)->counts, context);
    dz_map__init(&(*out)->last_page, context);
    return DZ_OK;
}

void dz_pages_free(dz_pages *pages)
{
    if (!pages)
        return;
    dz_map__free(&pages->counts);
    dz_map__free(&pages->last_page);
    dz_memory__free(pages->context, pages);
}

/* The host of an address, or the folder of a file's name. */
static dz_view find_site(const char *address, const char *name)
{
    const char *host = address ? strstr(address, "://") : NULL;
    if (host)
        return (dz_view){host + 3, strcspn(host + 3, "/?#")};
    const char *slash = strrchr(name, '/');
    return (dz_view){name, slash ? (size_t)(slash - name) : 0};
}

static dz_status make_key(dz_buffer *key, dz_view site, dz_view text)
{
    key->length = 0;
    dz_buffer__append(key, site.data, site.length);
    dz_buffer__append_byte(key, '\n');
    return dz_buffer__append(key, text.data, text.length);
}

/* Counts a block once a page. */
static dz_status count(dz_pages *pages, dz_view key)
{
    uint32_t *last = dz_map__at(&pages->last_page, key.data, key.length, 0);
    if (!last)
        return DZ_ERROR_MEMORY;
    if (*last == pages->pages)
        return DZ_OK;
    *last = pages->pages;
    uint32_t *seen = dz_map__at(&pages->counts, key.data, key.length, 0);
    if (!seen)
        return DZ_ERROR_MEMORY;
    ++*seen;
    return DZ_OK;
}

dz_status dz_pages_add(dz_pages *pages, const dz_document *document)
{
    size_t blocks;
    dz_buffer key;
    const dz_block *block = dz_document_blocks(document, &blocks);
    const char *text = dz_document_text(document).data;
    dz_view site = find_site(dz_document_address(document), dz_document_name(document));
    dz_buffer__init(&key, pages->context);
    pages->pages++;
    dz_status status = make_key(&key, site, (dz_view){"", 0});
    if (status == DZ_OK)
        status = count(pages, dz_buffer__view(&key));
    for (size_t i = 0; i < blocks && status == DZ_OK; i++) {
        dz_span span = block[i].span;
        status = make_key(&key, site, (dz_view){text + span.begin, span.end - span.begin});
        if (status == DZ_OK)
            status = count(pages, dz_buffer__view(&key));
    }
    dz_buffer__free(&key);
    return status;
}

/* ---- Marking -------------------------------------------------------------------------------------------------- */

static dz_status count_of(const dz_pages *pages, dz_buffer *key, dz_view site, dz_view text, uint32_t *seen)
{
    dz_status status = make_key(key, site, text);
    *seen = status == DZ_OK ? dz_map__get(&pages->counts, key->data, key->length, 0) : 0;
    return status;
}

/* Where the first and the last sentence stand that the pages do not share. */
static void find_text(const dz_draft *draft, const bool *repeated, size_t *first, size_t *last)
{
    *first = draft->pieces.count;
    *last = 0;
    for (size_t i = 0; i < draft->pieces.count; i++) {
        const dz_piece *piece = &draft->pieces.items[i];
        if (repeated[i] || piece->block.kind == DZ_BLOCK_BOILERPLATE ||
            !dz_scan__ends_in_stop(dz_draft__view(draft, piece->block.span)))
            continue;
        *first = i < *first ? i : *first;
        *last = i;
    }
}

dz_status dz_pages__mark(dz_draft *draft, const dz_pages *pages)
{
    dz_buffer key;
    uint32_t all = 0, seen = 0;
    size_t first, last;
    dz_view site = find_site(draft->facts.address.value, draft->name);
    bool *repeated = dz_memory__zeroed(draft->context, draft->pieces.count + 1, sizeof *repeated);
    dz_buffer__init(&key, draft->context);
    dz_status status = repeated ? count_of(pages, &key, site, (dz_view){"", 0}, &all) : DZ_ERROR_MEMORY;
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK && all >= LEAST_PAGES; i++) {
        status = count_of(pages, &key, site, dz_draft__view(draft, draft->pieces.items[i].block.span), &seen);
        repeated[i] = seen >= LEAST_PAGES && seen * 2 > all;
    }
    if (status == DZ_OK)
        find_text(draft, repeated, &first, &last);
    for (size_t i = 0; i < draft->pieces.count && status == DZ_OK; i++)
        if (repeated[i] && (i < first || i > last))
            draft->pieces.items[i].block.kind = DZ_BLOCK_BOILERPLATE;
    dz_buffer__free(&key);
    dz_memory__free(draft->context, repeated);
    return status;
}
