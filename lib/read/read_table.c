/* Tables with a heading: tsv, and csv as RFC 4180 has it. Columns are known by their names, in any order. */
#include <string.h>

#include "read/draft_pairs.h"

typedef enum column {
    COLUMN_DOCUMENT,
    COLUMN_SOURCE,
    COLUMN_TARGET,
    COLUMN_SCORE,
    COLUMN_STATUS,
    COLUMN_FLAGS,
    COLUMN_SOURCE_TEXT,
    COLUMN_TARGET_TEXT,
    COLUMN_COUNT
} column;

static const char *const column_names[COLUMN_COUNT] = {"document", "source", "target",      "score",
                                                       "status",   "flags",  "source_text", "target_text"};

#define MOST_COLUMNS 64
#define NOT_THERE MOST_COLUMNS

typedef struct table {
    dz_draft_pairs *draft;
    dz_view text;
    size_t at;
    size_t line; /* where the row begins */
    size_t next_line;
    bool commas;
    dz_buffer cells[MOST_COLUMNS];
    size_t cell_count;
    size_t places[COLUMN_COUNT];
} table;

/* A cell in quotation marks: up to the mark that is not doubled. */
static void read_quoted(table *self, dz_buffer *cell)
{
    for (self->at++; self->at < self->text.length; self->at++) {
        char byte = self->text.data[self->at];
        bool doubled = byte == '"' && self->at + 1 < self->text.length && self->text.data[self->at + 1] == '"';
        if (byte == '"' && !doubled) {
            self->at++;
            return;
        }
        self->at += doubled;
        self->next_line += byte == '\n';
        dz_buffer__append_byte(cell, byte);
    }
}

static void read_cell(table *self, dz_buffer *cell)
{
    char mark = self->commas ? ',' : '\t';
    if (self->commas && self->at < self->text.length && self->text.data[self->at] == '"')
        read_quoted(self, cell);
    size_t begin = self->at;
    while (self->at < self->text.length && self->text.data[self->at] != mark && self->text.data[self->at] != '\n')
        self->at++;
    size_t end = self->at;
    if (end > begin && self->text.data[end - 1] == '\r')
        end--;
    dz_buffer__append(cell, self->text.data + begin, end - begin);
}

/* The next row's cells; false at the end of the text. */
static bool read_row(table *self)
{
    if (self->at >= self->text.length)
        return false;
    self->line = ++self->next_line;
    self->cell_count = 0;
    for (bool more = true; more;) {
        dz_buffer *cell = &self->cells[self->cell_count < MOST_COLUMNS ? self->cell_count++ : MOST_COLUMNS - 1];
        dz_buffer__clear(cell);
        read_cell(self, cell);
        more = self->at < self->text.length && self->text.data[self->at] != '\n';
        self->at++;
    }
    return true;
}

static dz_view cell_of(const table *self, column which)
{
    size_t place = self->places[which];
    return place < self->cell_count ? dz_buffer__view(&self->cells[place]) : (dz_view){"", 0};
}

static dz_status read_heading(table *self)
{
    for (size_t which = 0; which < COLUMN_COUNT; which++)
        self->places[which] = NOT_THERE;
    if (!read_row(self))
        return DZ_OK;
    for (size_t place = 0; place < self->cell_count; place++) {
        dz_view name = dz_buffer__view(&self->cells[place]);
        for (size_t which = 0; which < COLUMN_COUNT; which++)
            if (strlen(column_names[which]) == name.length && memcmp(name.data, column_names[which], name.length) == 0)
                self->places[which] = place;
    }
    bool numbers = self->places[COLUMN_SOURCE] != NOT_THERE && self->places[COLUMN_TARGET] != NOT_THERE;
    bool texts = self->places[COLUMN_SOURCE_TEXT] != NOT_THERE && self->places[COLUMN_TARGET_TEXT] != NOT_THERE;
    if (numbers || texts)
        return DZ_OK;
    return dz_read__fail(self->draft, 1,
                         "the heading names neither source and target nor source_text and target_text%s",
                         self->commas ? "" : "; is it bitext?");
}

static dz_draft_pair *pair_of_row(table *self)
{
    dz_view name = cell_of(self, COLUMN_DOCUMENT);
    if (name.length)
        return dz_read__pair(self->draft, name.data, name.length);
    return self->draft->pairs.count ? &self->draft->pairs.items[0] : dz_read__new_pair(self->draft, NULL);
}

static dz_status use_row(table *self)
{
    dz_draft_pair *pair = pair_of_row(self);
    if (!pair)
        return DZ_ERROR_MEMORY;
    bool numbered = self->places[COLUMN_SOURCE] != NOT_THERE && self->places[COLUMN_TARGET] != NOT_THERE;
    dz_status status = dz_read__bead(self->draft, pair) ? DZ_OK : DZ_ERROR_MEMORY;
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK && numbered; side++)
        status =
            dz_read__numbers(self->draft, pair, side, cell_of(self, side ? COLUMN_TARGET : COLUMN_SOURCE), self->line);
    for (int side = DZ_SOURCE; side <= DZ_TARGET && status == DZ_OK; side++) {
        dz_view text = cell_of(self, side ? COLUMN_TARGET_TEXT : COLUMN_SOURCE_TEXT);
        if (text.length)
            status = dz_read__fill(self->draft, pair, side, &text, 1, numbered, self->line);
    }
    if (status != DZ_OK)
        return status;
    dz_read__score(pair, cell_of(self, COLUMN_SCORE));
    dz_read__status(pair, cell_of(self, COLUMN_STATUS));
    dz_read__flags(pair, cell_of(self, COLUMN_FLAGS));
    return DZ_OK;
}

static dz_status cells_status(const table *self)
{
    dz_status status = DZ_OK;
    for (size_t place = 0; place < MOST_COLUMNS && status == DZ_OK; place++)
        status = dz_buffer__status(&self->cells[place]);
    return status;
}

dz_status dz_read__table(dz_draft_pairs *draft, dz_view text, bool commas)
{
    table *self = dz_memory__zeroed(draft->context, 1, sizeof *self);
    if (!self)
        return DZ_ERROR_MEMORY;
    self->draft = draft;
    self->text = text;
    self->commas = commas;
    for (size_t place = 0; place < MOST_COLUMNS; place++)
        dz_buffer__init(&self->cells[place], draft->context);
    dz_status status = read_heading(self);
    while (status == DZ_OK && (status = cells_status(self)) == DZ_OK && read_row(self)) {
        bool empty = self->cell_count == 1 && self->cells[0].length == 0;
        if ((status = cells_status(self)) == DZ_OK && !empty)
            status = use_row(self);
    }
    for (size_t place = 0; place < MOST_COLUMNS; place++)
        dz_buffer__free(&self->cells[place]);
    dz_memory__free(draft->context, self);
    return status;
}
