/* TMX 1.4, XLIFF 1.2 and 2.x: files of translation units, which hold their texts. */
#include <string.h>
#include <strings.h>

#include "read/xml_walk.h"

/* ---- A unit ---- */

void dz_walk__unit_init(dz_walk_unit *unit, dz_context *context)
{
    *unit = (dz_walk_unit){0};
    dz_buffer__init(&unit->texts[0], context);
    dz_buffer__init(&unit->texts[1], context);
}

void dz_walk__unit_free(dz_walk_unit *unit, dz_context *context)
{
    for (int side = 0; side < 2; side++) {
        dz_buffer__free(&unit->texts[side]);
        dz_array__free(context, &unit->marks[side]);
    }
}

static void empty_unit(dz_walk_unit *unit)
{
    unit->source = unit->target = unit->score = unit->status = unit->flags = NULL;
    unit->approved = false;
    for (int side = 0; side < 2; side++) {
        unit->there[side] = false;
        dz_buffer__clear(&unit->texts[side]);
        unit->marks[side].count = 0;
    }
}

void dz_walk__unit_property(dz_walk_unit *unit, const char *name, const char *value)
{
    const struct {
        const char *name;
        const char **place;
    } properties[] = {{"source", &unit->source},
                      {"target", &unit->target},
                      {"score", &unit->score},
                      {"status", &unit->status},
                      {"flags", &unit->flags}};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (strcmp(name, properties[i].name) == 0)
            *properties[i].place = value;
}

static dz_view view_of(const char *text)
{
    return (dz_view){text ? text : "", text ? strlen(text) : 0};
}

static dz_status put_side(dz_walk_unit *unit, dz_draft_pairs *draft, dz_draft_pair *pair, int side, bool numbered)
{
    dz_view text = dz_buffer__view(&unit->texts[side]);
    size_t count = unit->marks[side].count;
    if (!unit->there[side] || (!numbered && text.length == 0))
        return DZ_OK;
    if (count == 0)
        return dz_read__fill(draft, pair, side, &text, 1, numbered, unit->line);
    dz_view *pieces = dz_memory__allocate(draft->context, count * sizeof *pieces);
    if (!pieces)
        return DZ_ERROR_MEMORY;
    for (size_t n = 0; n < count; n++) {
        dz_span mark = unit->marks[side].items[n];
        pieces[n] = (dz_view){text.data + mark.begin, mark.end - mark.begin};
    }
    dz_status status = dz_read__fill(draft, pair, side, pieces, count, numbered, unit->line);
    dz_memory__free(draft->context, pieces);
    return status;
}

static void put_facts(const dz_walk_unit *unit, dz_draft_pair *pair)
{
    dz_draft_bead *bead = &pair->beads.items[pair->beads.count - 1];
    dz_read__score(pair, view_of(unit->score));
    dz_read__status(pair, view_of(unit->status));
    dz_read__flags(pair, view_of(unit->flags));
    if (unit->approved && bead->status == DZ_BEAD_AUTO)
        bead->status = DZ_BEAD_CONFIRMED;
}

dz_status dz_walk__unit_put(dz_walk_unit *unit, dz_draft_pairs *draft, dz_draft_pair *pair)
{
    bool numbered = unit->source && unit->target;
    bool empty = !numbered && !unit->texts[0].length && !unit->texts[1].length;
    dz_status status = DZ_OK;
    if (!empty) {
        status = dz_read__bead(draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
        if (status == DZ_OK && numbered)
            status = dz_read__numbers(draft, pair, DZ_SOURCE, view_of(unit->source), unit->line);
        if (status == DZ_OK && numbered)
            status = dz_read__numbers(draft, pair, DZ_TARGET, view_of(unit->target), unit->line);
        for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++)
            status = put_side(unit, draft, pair, side, numbered);
        if (status == DZ_OK)
            put_facts(unit, pair);
    }
    empty_unit(unit);
    return status;
}

/* ---- TMX ---- */

typedef struct tmx_reader {
    dz_xml_walk walk;
    dz_walk_unit unit;
    dz_buffer text;
    const char *source_language; /* of the header */
    const char *unit_language;   /* of the unit under way, where it says another */
    const char *document;
    const char *languages[2]; /* of the unit under way */
    bool in_variant;
    bool seen;
} tmx_reader;

/* Tags of one language: the same, or kin (zh, zh-CN, zh-Hant, cmn). */
static bool is_same_language(const char *a, const char *b)
{
    dz_language language = dz_language_parse(a);
    if (language != DZ_LANGUAGE_UNKNOWN || dz_language_parse(b) != DZ_LANGUAGE_UNKNOWN)
        return language == dz_language_parse(b);
    size_t length = strcspn(a, "-_");
    return length == strcspn(b, "-_") && strncasecmp(a, b, length) == 0;
}

/* Which side a variant is: the source's language says it, unless the first was that already. */
static int side_of_variant(const tmx_reader *self, const char *language)
{
    const char *source = self->unit_language ? self->unit_language : self->source_language;
    if (self->unit.there[DZ_SOURCE])
        return DZ_TARGET;
    if (self->unit.there[DZ_TARGET])
        return DZ_SOURCE;
    if (self->unit.source && self->unit.target && (!*self->unit.source || !*self->unit.target))
        return *self->unit.source ? DZ_SOURCE : DZ_TARGET;
    bool known = source && language && source[0] != '*'; /* "*all*"; some write "*" */
    return known && !is_same_language(source, language) ? DZ_TARGET : DZ_SOURCE;
}

/* Of three languages and more, Chinese and English are the two: the side that a further one takes over, -1 where it is
 * passed over, -2 where that cannot be told. */
static int side_taken_over(const tmx_reader *self, const char *language)
{
    bool known = language && dz_language_parse(language) != DZ_LANGUAGE_UNKNOWN;
    bool any = false;
    for (int side = 0; side < 2; side++) {
        bool other = !self->languages[side] || dz_language_parse(self->languages[side]) == DZ_LANGUAGE_UNKNOWN;
        if (other && known)
            return side;
        any |= !other;
    }
    return any ? -1 : -2;
}

static dz_status read_segment(tmx_reader *self, const char *language)
{
    bool full = self->unit.there[0] && self->unit.there[1];
    int side = full ? side_taken_over(self, language) : side_of_variant(self, language);
    if (side == -1)
        return dz_walk__text(&self->walk, &self->text, NULL, NULL);
    if (side < 0)
        return dz_read__fail(self->walk.draft, dz_walk__line(&self->walk),
                             "the unit has more than two languages, and they are not Chinese and English; take out all "
                             "but two");
    self->unit.marks[side].count = 0;
    self->unit.there[side] = true;
    self->languages[side] = language;
    return dz_walk__text(&self->walk, &self->unit.texts[side], "hi", &self->unit.marks[side]);
}

static dz_status read_property(tmx_reader *self)
{
    const char *type = dz_walk__attribute(&self->walk, "type");
    dz_status status = dz_walk__text(&self->walk, &self->text, NULL, NULL);
    if (status != DZ_OK || !type || strncmp(type, "x-", 2) != 0 || self->in_variant)
        return status;
    dz_view text = dz_buffer__view(&self->text);
    char *value = dz_arena__copy(&self->walk.draft->arena, text.data, text.length);
    if (!value)
        return DZ_ERROR_MEMORY;
    if (strcmp(type, "x-document") == 0)
        self->document = value;
    else
        dz_walk__unit_property(&self->unit, type + 2, value);
    return DZ_OK;
}

static dz_status put_tmx_unit(tmx_reader *self)
{
    dz_draft_pairs *draft = self->walk.draft;
    dz_draft_pair *pair = NULL;
    if (self->document)
        pair = dz_read__pair(draft, self->document, strlen(self->document));
    else
        pair = dz_read__pair(draft, draft->file, strlen(draft->file));
    if (!pair)
        return DZ_ERROR_MEMORY;
    for (int side = 0; side < 2; side++)
        if (!pair->languages[side])
            pair->languages[side] = self->languages[side];
    return dz_walk__unit_put(&self->unit, draft, pair);
}

static dz_status read_tmx_node(tmx_reader *self, const char **language)
{
    dz_xml_walk *walk = &self->walk;
    if (dz_walk__is_open(walk, "tmx"))
        self->seen = true;
    if (dz_walk__is_open(walk, "header"))
        self->source_language = dz_walk__attribute(walk, "srclang");
    if (dz_walk__is_open(walk, "tu")) {
        self->unit.line = dz_walk__line(walk);
        self->unit_language = dz_walk__attribute(walk, "srclang");
        self->document = NULL;
        self->languages[0] = self->languages[1] = NULL;
    }
    if (dz_walk__is_open(walk, "tuv")) {
        self->in_variant = true;
        *language = dz_walk__attribute(walk, "lang");
    }
    if (dz_walk__is_open(walk, "prop"))
        return read_property(self);
    if (dz_walk__is_open(walk, "seg"))
        return read_segment(self, *language);
    if (dz_walk__is_close(walk, "tuv"))
        self->in_variant = false;
    return dz_walk__is_close(walk, "tu") ? put_tmx_unit(self) : DZ_OK;
}

dz_status dz_read__tmx(dz_draft_pairs *draft, dz_view text)
{
    tmx_reader self = {0};
    const char *language = NULL;
    bool more = true;
    dz_walk__unit_init(&self.unit, draft->context);
    dz_buffer__init(&self.text, draft->context);
    dz_status status = dz_walk__open(&self.walk, draft, text);
    while (status == DZ_OK && (status = dz_walk__next(&self.walk, &more)) == DZ_OK && more)
        status = read_tmx_node(&self, &language);
    if (status == DZ_OK && !self.seen)
        status = dz_read__fail(draft, 0, "is no TMX: there is no <tmx> in it");
    dz_walk__close(&self.walk);
    dz_buffer__free(&self.text);
    dz_walk__unit_free(&self.unit, draft->context);
    return status;
}

/* ---- XLIFF ---- */

typedef struct xliff_reader {
    dz_xml_walk walk;
    dz_walk_unit unit;
    dz_buffer text;
    const char *languages[2];
    bool in_file;
    int aside; /* inside <alt-trans> or <matches>, which hold proposals */
    bool seen;
} xliff_reader;

static dz_status open_file(xliff_reader *self)
{
    const char *old[2] = {dz_walk__attribute(&self->walk, "source-language"),
                          dz_walk__attribute(&self->walk, "target-language")};
    dz_draft_pair *pair = dz_read__new_pair(self->walk.draft, dz_walk__attribute(&self->walk, "original"));
    for (int side = 0; pair && side < 2; side++)
        pair->languages[side] = old[side] ? old[side] : self->languages[side];
    self->in_file = true;
    return pair ? DZ_OK : DZ_ERROR_MEMORY;
}

static void note_state(xliff_reader *self)
{
    static const char *const approving[] = {"reviewed", "final", "signed-off"};
    const char *state = dz_walk__attribute(&self->walk, "state");
    for (size_t i = 0; state && i < sizeof approving / sizeof *approving; i++)
        self->unit.approved |= strcmp(state, approving[i]) == 0;
}

static dz_status read_xliff_property(xliff_reader *self, const char *name)
{
    dz_status status = dz_walk__text(&self->walk, &self->text, NULL, NULL);
    dz_view text = dz_buffer__view(&self->text);
    if (status != DZ_OK || !name)
        return status;
    char *value = dz_arena__copy(&self->walk.draft->arena, text.data, text.length);
    if (value)
        dz_walk__unit_property(&self->unit, strncmp(name, "x-", 2) == 0 ? name + 2 : name, value);
    return value ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_status read_side(xliff_reader *self, int side)
{
    dz_walk_unit *unit = &self->unit;
    if (side == DZ_TARGET)
        note_state(self);
    unit->there[side] = true;
    unit->marks[side].count = 0;
    return dz_walk__text(&self->walk, &unit->texts[side], "mrk", &unit->marks[side]);
}

static dz_status read_unit_content(xliff_reader *self)
{
    dz_xml_walk *walk = &self->walk;
    if (dz_walk__is_open(walk, "source") || dz_walk__is_open(walk, "seg-source"))
        return read_side(self, DZ_SOURCE);
    if (dz_walk__is_open(walk, "target"))
        return read_side(self, DZ_TARGET);
    if (dz_walk__is_open(walk, "meta"))
        return read_xliff_property(self, dz_walk__attribute(walk, "type"));
    if (dz_walk__is_open(walk, "context"))
        return read_xliff_property(self, dz_walk__attribute(walk, "context-type"));
    if (dz_walk__is_open(walk, "segment"))
        note_state(self);
    if (dz_walk__is_open(walk, "trans-unit")) {
        const char *approved = dz_walk__attribute(walk, "approved");
        self->unit.approved = approved && strcmp(approved, "yes") == 0;
    }
    return DZ_OK;
}

static dz_status read_xliff_node(xliff_reader *self)
{
    dz_xml_walk *walk = &self->walk;
    dz_draft_pairs *draft = walk->draft;
    dz_status status = DZ_OK;
    if (dz_walk__is_open(walk, "xliff")) {
        self->seen = true;
        self->languages[0] = dz_walk__attribute(walk, "srcLang");
        self->languages[1] = dz_walk__attribute(walk, "trgLang");
    }
    if (dz_walk__is_open(walk, "file"))
        status = open_file(self);
    if (dz_walk__is_open(walk, "alt-trans") || dz_walk__is_open(walk, "matches"))
        self->aside++;
    if (dz_walk__is_open(walk, "unit") || dz_walk__is_open(walk, "trans-unit"))
        self->unit.line = dz_walk__line(walk);
    if (status == DZ_OK && self->in_file && !self->aside)
        status = read_unit_content(self);
    if (status != DZ_OK)
        return status;
    if (dz_walk__is_close(walk, "alt-trans") || dz_walk__is_close(walk, "matches"))
        self->aside--;
    bool ends = dz_walk__is_close(walk, "segment") || dz_walk__is_close(walk, "trans-unit");
    if (ends && self->in_file && !self->aside)
        status = dz_walk__unit_put(&self->unit, draft, &draft->pairs.items[draft->pairs.count - 1]);
    return status;
}

dz_status dz_read__xliff(dz_draft_pairs *draft, dz_view text)
{
    xliff_reader self = {0};
    bool more = true;
    dz_walk__unit_init(&self.unit, draft->context);
    dz_buffer__init(&self.text, draft->context);
    dz_status status = dz_walk__open(&self.walk, draft, text);
    while (status == DZ_OK && (status = dz_walk__next(&self.walk, &more)) == DZ_OK && more)
        status = read_xliff_node(&self);
    if (status == DZ_OK && !self.seen)
        status = dz_read__fail(draft, 0, "is no XLIFF: there is no <xliff> in it");
    dz_walk__close(&self.walk);
    dz_buffer__free(&self.text);
    dz_walk__unit_free(&self.unit, draft->context);
    return status;
}
