/* TEI and XCES: links between sentences that have ids, in the same file (TEI) or in files elsewhere. */
#include <string.h>

#include "read/xml_walk.h"

typedef struct link_entry {
    const char *targets[2]; /* xces: both sides; tei: all in the first */
    const char *score;
    const char *status;
    size_t line;
} link_entry;

typedef struct links_reader {
    dz_xml_walk walk;
    dz_buffer text;
    DZ_ARRAY(link_entry) links;
    dz_map ids; /* of sentences in the file -> side and number */
    uint32_t counts[2];
    uint32_t texts;          /* <text> elements opened so far */
    uint32_t sides[2];       /* which <text> each side is; 0: none yet */
    const char *prefixes[2]; /* what the ids of each side begin with, where the sentences are elsewhere */
    uint32_t base;           /* the number of the first sentence there */
    bool seen;
} links_reader;

#define TARGET_BIT 0x80000000u

static void begin_links(links_reader *self, dz_draft_pairs *draft)
{
    *self = (links_reader){0};
    dz_buffer__init(&self->text, draft->context);
    dz_map__init(&self->ids, draft->context);
}

static void end_links(links_reader *self, dz_context *context)
{
    dz_walk__close(&self->walk);
    dz_buffer__free(&self->text);
    dz_map__free(&self->ids);
    dz_array__free(context, &self->links);
}

/* ---- Pointers ---- */

/* The next of the words in a list parted by white space; false behind the last. */
static bool next_word(const char **at, dz_view *word)
{
    *at += strspn(*at, " \t\r\n");
    size_t length = strcspn(*at, " \t\r\n");
    *word = (dz_view){*at, length};
    *at += length;
    return length > 0;
}

/* Where the digits at the end of a pointer begin. */
static size_t digits_of(dz_view pointer)
{
    size_t at = pointer.length;
    while (at && pointer.data[at - 1] >= '0' && pointer.data[at - 1] <= '9')
        at--;
    return at;
}

static uint32_t number_of(dz_view pointer)
{
    uint64_t number = 0;
    for (size_t at = digits_of(pointer); at < pointer.length && number < UINT32_MAX; at++)
        number = number * 10 + (uint64_t)(pointer.data[at] - '0');
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static dz_status check_pointer(links_reader *self, dz_view pointer, size_t line)
{
    size_t digits = digits_of(pointer);
    if (digits == pointer.length)
        return dz_read__fail(self->walk.draft, line, "\"%.*s\" is no sentence id; it must end in a number",
                             (int)(pointer.length < 60 ? pointer.length : 60), pointer.data);
    const char *hash = memchr(pointer.data, '#', digits);
    const char *id = hash ? hash + 1 : pointer.data;
    if (memchr(id, '.', (size_t)(pointer.data + digits - id)))
        return dz_read__fail(self->walk.draft, line,
                             "\"%.*s\" numbers sentences by paragraph; number them through, from 1",
                             (int)(pointer.length < 60 ? pointer.length : 60), pointer.data);
    return DZ_OK;
}

/* Numbering begins with 0 where anything is called 0, else with 1. */
static dz_status find_base(links_reader *self)
{
    self->base = 1;
    dz_status status = DZ_OK;
    for (size_t n = 0; n < self->links.count; n++)
        for (int side = 0; side < 2; side++) {
            const char *at = self->links.items[n].targets[side];
            dz_view pointer;
            while (at && status == DZ_OK && next_word(&at, &pointer)) {
                status = check_pointer(self, pointer, self->links.items[n].line);
                if (number_of(pointer) == 0)
                    self->base = 0;
            }
        }
    return status;
}

/* The side of a pointer into another file, by what stands before its number: first come, first the source. */
static int side_of_prefix(links_reader *self, dz_view pointer)
{
    size_t length = digits_of(pointer);
    for (int side = 0; side < 2; side++) {
        const char *prefix = self->prefixes[side];
        if (!prefix)
            self->prefixes[side] = prefix = dz_arena__copy(&self->walk.draft->arena, pointer.data, length);
        if (prefix && strlen(prefix) == length && memcmp(prefix, pointer.data, length) == 0)
            return side;
    }
    return -1;
}

/* The side and number of a TEI pointer; false where it names nothing. */
static bool resolve(links_reader *self, dz_view pointer, int *side, uint32_t *number)
{
    if (self->ids.count == 0) {
        *side = side_of_prefix(self, pointer);
        *number = number_of(pointer) - self->base;
        return *side >= 0;
    }
    const char *hash = memchr(pointer.data, '#', pointer.length);
    size_t skip = hash ? (size_t)(hash - pointer.data) + 1 : 0;
    uint32_t value = dz_map__get(&self->ids, pointer.data + skip, pointer.length - skip, DZ_MAP_NONE);
    *side = value & TARGET_BIT ? DZ_TARGET : DZ_SOURCE;
    *number = value & ~TARGET_BIT;
    return value != DZ_MAP_NONE;
}

/* ---- TEI ---- */

static dz_status put_pointers(links_reader *self, dz_draft_pair *pair, const link_entry *link, int wanted)
{
    const char *at = link->targets[0];
    dz_status status = DZ_OK;
    dz_view pointer;
    while (status == DZ_OK && next_word(&at, &pointer)) {
        int side;
        uint32_t number;
        if (!resolve(self, pointer, &side, &number))
            return dz_read__fail(self->walk.draft, link->line, "\"%.*s\" points at no sentence of the two texts",
                                 (int)(pointer.length < 60 ? pointer.length : 60), pointer.data);
        if (side == wanted)
            status = dz_read__number(self->walk.draft, pair, side, number, link->line);
    }
    return status;
}

static dz_status put_link(links_reader *self, dz_draft_pair *pair, const link_entry *link)
{
    dz_status status = dz_read__bead(self->walk.draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++)
        status = put_pointers(self, pair, link, side);
    if (status == DZ_OK && link->score)
        dz_read__score(pair, (dz_view){link->score, strlen(link->score)});
    if (status == DZ_OK && link->status)
        dz_read__status(pair, (dz_view){link->status, strlen(link->status)});
    return status;
}

/* All sentences of the file so far are known: its links become beads of `pair`. */
static dz_status put_links(links_reader *self, dz_draft_pair *pair)
{
    dz_status status = self->ids.count ? DZ_OK : find_base(self);
    for (size_t n = 0; n < self->links.count && status == DZ_OK; n++)
        status = put_link(self, pair, &self->links.items[n]);
    pair->all_sentences = self->ids.count > 0;
    self->links.count = 0;
    dz_map__free(&self->ids);
    dz_map__init(&self->ids, self->walk.draft->context);
    self->counts[0] = self->counts[1] = 0;
    self->sides[0] = self->sides[1] = 0;
    self->prefixes[0] = self->prefixes[1] = NULL;
    return status;
}

static dz_draft_pair *current_pair(links_reader *self)
{
    dz_draft_pairs *draft = self->walk.draft;
    return draft->pairs.count ? &draft->pairs.items[draft->pairs.count - 1] : dz_read__new_pair(draft, NULL);
}

static dz_status read_sentence(links_reader *self, const char *const text_facts[2])
{
    dz_draft_pairs *draft = self->walk.draft;
    size_t line = dz_walk__line(&self->walk);
    const char *id = dz_walk__attribute(&self->walk, "id");
    dz_draft_pair *pair = current_pair(self);
    dz_status status = pair ? dz_walk__text(&self->walk, &self->text, NULL, NULL) : DZ_ERROR_MEMORY;
    if (status != DZ_OK || !id)
        return status;
    int side = self->sides[0] == 0 || self->sides[0] == self->texts ? DZ_SOURCE : DZ_TARGET;
    if (self->sides[side] && self->sides[side] != self->texts)
        return dz_read__fail(draft, line, "holds a third text; one <TEI> may link two");
    if (!self->sides[side]) {
        pair->names[side] = text_facts[0];
        pair->languages[side] = text_facts[1];
    }
    self->sides[side] = self->texts;
    uint32_t number = self->counts[side]++;
    status = dz_map__set(&self->ids, id, strlen(id), number | (side ? TARGET_BIT : 0));
    /* Where the caller gave the texts, theirs are the words. */
    if (status == DZ_OK && !draft->options->source)
        status = dz_read__sentence(draft, pair, side, number, dz_buffer__view(&self->text), line);
    return status;
}

static dz_status read_link(links_reader *self, const char *target, const char *score)
{
    link_entry link = {.line = dz_walk__line(&self->walk)};
    link.targets[0] = dz_walk__attribute(&self->walk, target);
    link.score = dz_walk__attribute(&self->walk, score);
    link.status = dz_walk__attribute(&self->walk, "type");
    if (!link.targets[0])
        return dz_read__fail(self->walk.draft, link.line, "the <link> has no %s", target);
    return dz_array__push(self->walk.draft->context, &self->links, link);
}

static dz_status read_tei_node(links_reader *self, const char *text_facts[2], bool *titled)
{
    dz_xml_walk *walk = &self->walk;
    dz_draft_pair *pair = NULL;
    if (dz_walk__is_open(walk, "TEI") || dz_walk__is_open(walk, "teiCorpus"))
        self->seen = true;
    if (dz_walk__is_open(walk, "TEI")) {
        *titled = false;
        return dz_read__new_pair(walk->draft, NULL) ? DZ_OK : DZ_ERROR_MEMORY;
    }
    if (dz_walk__is_open(walk, "title") && !*titled && walk->draft->pairs.count) {
        dz_status status = dz_walk__text(walk, &self->text, NULL, NULL);
        dz_view title = dz_buffer__view(&self->text);
        pair = current_pair(self);
        pair->name = status == DZ_OK ? dz_arena__copy(&walk->draft->arena, title.data, title.length) : NULL;
        *titled = true;
        return status == DZ_OK && !pair->name ? DZ_ERROR_MEMORY : status;
    }
    if (dz_walk__is_open(walk, "text")) {
        self->texts++;
        text_facts[0] = dz_walk__attribute(walk, "n");
        text_facts[1] = dz_walk__attribute(walk, "lang");
    }
    if (dz_walk__is_open(walk, "s"))
        return read_sentence(self, text_facts);
    if (dz_walk__is_open(walk, "link"))
        return read_link(self, "target", "cert");
    if (dz_walk__is_close(walk, "TEI"))
        return (pair = current_pair(self)) ? put_links(self, pair) : DZ_ERROR_MEMORY;
    return DZ_OK;
}

dz_status dz_read__tei(dz_draft_pairs *draft, dz_view text)
{
    links_reader self;
    const char *text_facts[2] = {NULL, NULL};
    bool more = true, titled = false;
    begin_links(&self, draft);
    dz_status status = dz_walk__open(&self.walk, draft, text);
    while (status == DZ_OK && (status = dz_walk__next(&self.walk, &more)) == DZ_OK && more)
        status = read_tei_node(&self, text_facts, &titled);
    if (status == DZ_OK && !self.seen && self.links.count == 0)
        status = dz_read__fail(draft, 0, "is no TEI: there is neither <TEI> nor <link> in it");
    if (status == DZ_OK && self.links.count) { /* a <linkGrp> that stands alone */
        dz_draft_pair *pair = current_pair(&self);
        status = pair ? put_links(&self, pair) : DZ_ERROR_MEMORY;
    }
    end_links(&self, draft->context);
    return status;
}

/* ---- XCES ---- */

/* "1 2;1": the sides of the link parted. */
static dz_status part_sides(links_reader *self, link_entry *link)
{
    char *targets = dz_arena__copy(&self->walk.draft->arena, link->targets[0], strlen(link->targets[0]));
    char *mark = targets ? strchr(targets, ';') : NULL;
    if (!targets)
        return DZ_ERROR_MEMORY;
    if (!mark)
        return dz_read__fail(self->walk.draft, link->line, "xtargets must be like \"1 2;1\"");
    *mark = '\0';
    link->targets[0] = targets;
    link->targets[1] = mark + 1;
    return DZ_OK;
}

static dz_status put_sides(links_reader *self, dz_draft_pair *pair, const link_entry *link)
{
    dz_status status = dz_read__bead(self->walk.draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET; side++) {
        const char *at = link->targets[side];
        dz_view pointer;
        while (status == DZ_OK && next_word(&at, &pointer))
            status = dz_read__number(self->walk.draft, pair, side, number_of(pointer) - self->base, link->line);
    }
    if (status == DZ_OK && link->score)
        dz_read__score(pair, (dz_view){link->score, strlen(link->score)});
    return status;
}

static dz_status close_group(links_reader *self)
{
    dz_status status = find_base(self);
    dz_draft_pair *pair = current_pair(self);
    if (!pair)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < self->links.count && status == DZ_OK; n++)
        status = put_sides(self, pair, &self->links.items[n]);
    self->links.count = 0;
    return status;
}

static dz_status read_xces_node(links_reader *self)
{
    dz_xml_walk *walk = &self->walk;
    dz_status status = DZ_OK;
    if (dz_walk__is_open(walk, "linkGrp")) {
        self->seen = true;
        const char *from = dz_walk__attribute(walk, "fromDoc"), *to = dz_walk__attribute(walk, "toDoc");
        dz_draft_pair *pair = dz_read__new_pair(walk->draft, from);
        if (!pair)
            return walk->draft->pairs.count && walk->draft->options->source ? DZ_ERROR_FORMAT : DZ_ERROR_MEMORY;
        pair->names[0] = from;
        pair->names[1] = to;
    }
    if (dz_walk__is_open(walk, "link")) {
        status = read_link(self, "xtargets", "certainty");
        if (status == DZ_OK)
            status = part_sides(self, &self->links.items[self->links.count - 1]);
    }
    return status == DZ_OK && dz_walk__is_close(walk, "linkGrp") ? close_group(self) : status;
}

dz_status dz_read__xces(dz_draft_pairs *draft, dz_view text)
{
    links_reader self;
    bool more = true;
    begin_links(&self, draft);
    dz_status status = dz_walk__open(&self.walk, draft, text);
    while (status == DZ_OK && (status = dz_walk__next(&self.walk, &more)) == DZ_OK && more)
        status = read_xces_node(&self);
    if (status == DZ_OK && !self.seen)
        status = dz_read__fail(draft, 0, "is no XCES: there is no <linkGrp> in it");
    end_links(&self, draft->context);
    return status;
}
