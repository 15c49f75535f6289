/* Attributions as an indented tree: what stands inside another is below it. */
#include "write/write_attributions.h"
#include "write/plain.h"

/* Deeper layers than this are shown at this depth: no reader tells them apart, and no input makes the walk deep. */
#define DEPTH_LIMIT 32

struct tree {
    dz_plain text;
    const dz_attributions_view *view;
    uint32_t *first_child; /* DZ_NO_ATTRIBUTION: none */
    uint32_t *next_sibling;
    unsigned char *shown;
};

static void put_spans(struct tree *tree, dz_spans spans)
{
    dz_view text = dz_document_text(tree->view->document);
    for (size_t i = 0; i < spans.count; i++) {
        if (i)
            dz_plain__append(&tree->text, " \xE2\x80\xA6 ");
        dz_plain__line(&tree->text, text.data + spans.items[i].begin, spans.items[i].end - spans.items[i].begin);
    }
}

static void indent(struct tree *tree, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        dz_plain__append(&tree->text, "    ");
}

static void put_who(struct tree *tree, const dz_attribution *attribution)
{
    dz_plain__color(&tree->text, DZ_PLAIN_BOLD);
    if (attribution->speaker)
        dz_plain__append(&tree->text, attribution->speaker);
    else if (attribution->source.count)
        put_spans(tree, attribution->source);
    else
        dz_plain__append(&tree->text, "(nobody is named)");
    dz_plain__color(&tree->text, DZ_PLAIN_OFF);
    const dz_entity *entity = dz_attribution_entity_at(tree->view->list, attribution->entity);
    if (entity && entity->stands_for)
        dz_plain__format(&tree->text, " (%s)", entity->stands_for);
    if (attribution->role)
        dz_plain__format(&tree->text, ", %s", attribution->role);
}

static void put_attribution(struct tree *tree, uint32_t number, size_t depth)
{
    const dz_attribution *attribution = dz_attribution_at(tree->view->list, number);
    tree->shown[number] = 1;
    indent(tree, depth);
    dz_plain__format(&tree->text, "a%lu  ", (unsigned long)number + 1);
    put_who(tree, attribution);
    dz_plain__format(&tree->text, "  (%s", dz_attribution_kind_name(attribution->kind));
    if (attribution->cue.count) {
        dz_plain__append(&tree->text, ", \"");
        put_spans(tree, attribution->cue);
        dz_plain__byte(&tree->text, '"');
    }
    if (attribution->about != DZ_NO_ATTRIBUTION)
        dz_plain__format(&tree->text, ", about a%lu", (unsigned long)attribution->about + 1);
    dz_plain__format(&tree->text, ", %d %% sure)", (int)(attribution->confidence * 100.0f + 0.5f));
    dz_plain__end_line(&tree->text);
    indent(tree, depth);
    dz_plain__append(&tree->text, "    ");
    if (attribution->content.count)
        put_spans(tree, attribution->content);
    else
        dz_plain__append(&tree->text, "(in no words of its own: what was said before)");
    dz_plain__end_line(&tree->text);
    if (attribution->note) {
        indent(tree, depth);
        dz_plain__format(&tree->text, "    (note: %s)", attribution->note);
        dz_plain__end_line(&tree->text);
    }
}

static void put_branch(struct tree *tree, uint32_t number, size_t depth)
{
    put_attribution(tree, number, depth);
    for (uint32_t child = tree->first_child[number]; child != DZ_NO_ATTRIBUTION; child = tree->next_sibling[child])
        if (!tree->shown[child])
            put_branch(tree, child, depth < DEPTH_LIMIT ? depth + 1 : depth);
}

static bool is_root(const struct tree *tree, size_t number)
{
    uint32_t via = dz_attribution_at(tree->view->list, number)->via;
    return via == DZ_NO_ATTRIBUTION || via >= dz_attribution_count(tree->view->list) || via == number;
}

/* Children in the order of the list, so they are hung up from the last to the first. */
static dz_status grow(struct tree *tree, dz_context *context)
{
    size_t count = dz_attribution_count(tree->view->list);
    tree->first_child = dz_memory__allocate(context, (count + 1) * sizeof *tree->first_child);
    tree->next_sibling = dz_memory__allocate(context, (count + 1) * sizeof *tree->next_sibling);
    tree->shown = dz_memory__zeroed(context, count + 1, 1);
    if (!tree->first_child || !tree->next_sibling || !tree->shown)
        return DZ_ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        tree->first_child[i] = tree->next_sibling[i] = DZ_NO_ATTRIBUTION;
    for (size_t i = count; i-- > 0;) {
        if (is_root(tree, i))
            continue;
        uint32_t via = dz_attribution_at(tree->view->list, i)->via;
        tree->next_sibling[i] = tree->first_child[via];
        tree->first_child[via] = (uint32_t)i;
    }
    return DZ_OK;
}

static dz_status put_tree(struct tree *tree)
{
    size_t count = dz_attribution_count(tree->view->list);
    for (size_t i = 0; i < count; i++)
        if (is_root(tree, i))
            put_branch(tree, (uint32_t)i, 0);
    for (size_t i = 0; i < count; i++)
        if (!tree->shown[i])
            put_branch(tree, (uint32_t)i, 0);
    if (count == 0) {
        dz_plain__append(&tree->text, "Nobody is quoted or reported.");
        dz_plain__end_line(&tree->text);
    }
    return dz_plain__flush(&tree->text);
}

dz_status dz_write__attributions_text(dz_context *context, const dz_sink *sink, const dz_attributions_view *view)
{
    struct tree tree = {.view = view};
    dz_plain__init(&tree.text, context, sink, view->options->color);
    dz_status status = grow(&tree, context);
    if (status == DZ_OK)
        status = put_tree(&tree);
    dz_plain__free(&tree.text);
    dz_memory__free(context, tree.first_child);
    dz_memory__free(context, tree.next_sibling);
    dz_memory__free(context, tree.shown);
    return status;
}
