/* XML read node by node: no network, no external entities, none expanded, libxml2's limits kept. */
#ifndef DZ_READ_XML_WALK_H
#define DZ_READ_XML_WALK_H

#include <libxml/xmlreader.h>

#include "read/draft_pairs.h"

typedef struct dz_xml_walk {
    dz_draft_pairs *draft;
    xmlTextReader *reader;
    size_t fault_line;
    char fault[160];
} dz_xml_walk;

dz_status dz_walk__open(dz_xml_walk *walk, dz_draft_pairs *draft, dz_view text);
void dz_walk__close(dz_xml_walk *walk);

/* The next node; `*more` is false at the end. Errors: DZ_ERROR_FORMAT. */
dz_status dz_walk__next(dz_xml_walk *walk, bool *more);

/* What the current node is. */
bool dz_walk__is_open(const dz_xml_walk *walk, const char *name);
bool dz_walk__is_close(const dz_xml_walk *walk, const char *name); /* also of an empty element */
size_t dz_walk__line(const dz_xml_walk *walk);

/* The value of an attribute by its local name, in the draft's arena; NULL where there is none. */
const char *dz_walk__attribute(dz_xml_walk *walk, const char *name);

typedef DZ_ARRAY(dz_span) dz_span_array;

/* All that the current element says, without its markup, into `out` (cleared); the node is then the element's end.
 * Where `marks` is not NULL, the pieces in elements called `mark` that hold a sentence are noted, as spans of `out`. */
dz_status dz_walk__text(dz_xml_walk *walk, dz_buffer *out, const char *mark, dz_span_array *marks);

/* A unit of translation under way: a bead, as far as its file has told of it. */
typedef struct dz_walk_unit {
    const char *source; /* sentence numbers; NULL: not said */
    const char *target;
    const char *score;
    const char *status;
    const char *flags;
    bool approved; /* a state that a person has set */
    bool there[2];
    dz_buffer texts[2];
    dz_span_array marks[2];
    size_t line;
} dz_walk_unit;

void dz_walk__unit_init(dz_walk_unit *unit, dz_context *context);
void dz_walk__unit_free(dz_walk_unit *unit, dz_context *context);

/* Keeps a property by its name ("source", "score", ...); other names are passed over. `value` lives in the draft. */
void dz_walk__unit_property(dz_walk_unit *unit, const char *name, const char *value);

/* Makes a bead of the unit, if there is something in it, and empties it. */
dz_status dz_walk__unit_put(dz_walk_unit *unit, dz_draft_pairs *draft, dz_draft_pair *pair);

#endif
