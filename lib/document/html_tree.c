#include "document/html_tree.h"

#include <setjmp.h>

#include "document/scan.h"

/* gumbo looks through all open elements at each tag, and compares each attribute with all before: pages beyond these
 * bounds would take time by the square of their size. Pages made by people stay below a hundredth. */
#define DEPTH_MAX 4000
#define ATTRIBUTES_MAX 4000

/* gumbo needs 10 to 20 bytes a byte of a page; more than this comes of misnested tags that it copies again and again.
 */
#define MEMORY_BYTES_MIN ((size_t)256 << 20)
#define MEMORY_FACTOR 64

/* gumbo does not look whether its allocator gave memory, so that the allocator cannot return without it. */
typedef struct memory_guard {
    dz_html_tree *tree;
    jmp_buf no_memory;
} memory_guard;

static void *allocate(void *payload, size_t size)
{
    memory_guard *guard = payload;
    dz_html_tree *tree = guard->tree;
    tree->used += size;
    if (tree->used > tree->limit)
        longjmp(guard->no_memory, 2);
    void *memory = dz_arena__allocate(&tree->arena, size);
    if (!memory)
        longjmp(guard->no_memory, 1);
    return memory;
}

static void release(void *payload, void *memory) {}

/* ---- Bounds, counted before parsing ---- */

static bool names_one_of(dz_view tag, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__equals(tag, names[i]))
            return true;
    return false;
}

/* Elements without content, and those whose end tags may be left out: they do not pile up. */
static bool nests(dz_view tag)
{
    static const char *const flat[] = {"p",      "li",    "td",    "th",    "tr",    "dd",     "dt",
                                       "option", "br",    "img",   "hr",    "input", "meta",   "link",
                                       "area",   "base",  "col",   "embed", "param", "source", "track",
                                       "wbr",    "tbody", "thead", "tfoot", "body",  "html",   "head"};
    return !names_one_of(tag, flat, sizeof flat / sizeof *flat);
}

static dz_view read_tag_name(dz_view source, size_t at)
{
    size_t end = at;
    while (end < source.length && (dz_scan__is_letter(source.data[end]) || dz_scan__is_digit(source.data[end])))
        end++;
    return (dz_view){source.data + at, end - at};
}

/* Behind the tag, counting its attributes by the white space before them. */
static size_t skip_tag(dz_view source, size_t at, size_t *attributes)
{
    char quote = '\0';
    *attributes = 0;
    for (; at < source.length; at++) {
        char byte = source.data[at];
        if (quote) {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == '>') {
            return at + 1;
        } else if ((byte == '"' || byte == '\'') && source.data[at - 1] == '=') {
            quote = byte;
        } else if ((byte == '=' || byte == '/' || byte == ' ' || byte == '\n' || byte == '\t') &&
                   source.data[at - 1] != ' ') {
            ++*attributes;
        }
    }
    return at;
}

/* Behind the end tag of an element whose content is no markup. */
static size_t skip_raw_text(dz_view source, size_t at, dz_view tag)
{
    for (; at + tag.length + 2 < source.length; at++) {
        const char *open = memchr(source.data + at, '<', source.length - at);
        if (!open)
            return source.length;
        at = (size_t)(open - source.data);
        dz_view rest = {source.data + at + 2, source.length - at > 2 ? source.length - at - 2 : 0};
        bool same = rest.length >= tag.length && source.data[at + 1] == '/';
        for (size_t i = 0; same && i < tag.length; i++)
            same = dz_scan__lower(rest.data[i]) == dz_scan__lower(tag.data[i]);
        if (same)
            return at;
    }
    return source.length;
}

static bool is_within_bounds(dz_view source)
{
    static const char *const raw[] = {"script", "style", "textarea", "title", "xmp", "noscript"};
    size_t depth = 0;
    for (size_t at = 0; at + 1 < source.length;) {
        const char *open = memchr(source.data + at, '<', source.length - at - 1);
        if (!open)
            return true;
        at = (size_t)(open - source.data) + 1;
        bool closes = source.data[at] == '/';
        dz_view tag = read_tag_name(source, at + closes);
        size_t attributes = 0;
        if (tag.length == 0)
            continue;
        at = skip_tag(source, at + closes + tag.length, &attributes);
        if (closes)
            depth -= depth > 0 && nests(tag);
        else if (names_one_of(tag, raw, sizeof raw / sizeof *raw))
            at = skip_raw_text(source, at, tag);
        else
            depth += nests(tag);
        if (depth > DEPTH_MAX || attributes > ATTRIBUTES_MAX)
            return false;
    }
    return true;
}

/* ---- Parsing ---- */

dz_status dz_html__parse(dz_context *context, dz_html_tree *tree, const char *name, dz_view source)
{
    memory_guard guard = {.tree = tree};
    GumboOptions options = kGumboDefaultOptions;
    *tree = (dz_html_tree){.limit = MEMORY_BYTES_MIN};
    dz_arena__init(&tree->arena, context);
    if (source.length > tree->limit / MEMORY_FACTOR)
        tree->limit = source.length * MEMORY_FACTOR;
    if (!is_within_bounds(source))
        return dz_context__fail(
            context, DZ_ERROR_LIMIT,
            "%s: its elements are nested deeper than %d, or have more attributes; take the markup off", name,
            DEPTH_MAX);
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = &guard;
    options.max_errors = 0;
    switch (setjmp(guard.no_memory)) {
    case 0:
        tree->output = gumbo_parse_with_options(&options, source.data, source.length);
        return DZ_OK;
    case 1:
        return DZ_ERROR_MEMORY; /* the arena has left the message */
    default:
        return dz_context__fail(context, DZ_ERROR_LIMIT,
                                "%s: its tags are misnested beyond repair; take the markup off", name);
    }
}

void dz_html__free(dz_html_tree *tree)
{
    dz_arena__free(&tree->arena);
}

const char *dz_html__attribute(const GumboNode *node, const char *name)
{
    if (node->type != GUMBO_NODE_ELEMENT)
        return NULL;
    const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
    return attribute ? attribute->value : NULL;
}
