/* Pairs while they are read: what the readers of all formats fill. */
#ifndef DZ_READ_DRAFT_PAIRS_H
#define DZ_READ_DRAFT_PAIRS_H

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/map.h"
#include "duizhao/read.h"

#define DZ_SOURCE 0
#define DZ_TARGET 1

/* A bead under way; its numbers stand in the draft's list, from `at` on, source first. */
typedef struct dz_draft_bead {
    size_t at;
    size_t counts[2];
    float score;
    dz_bead_status status;
    uint32_t flags;
    size_t line;            /* where its first number stood; 0: not known */
    const char *other_text; /* of a sentence that says something else in the text that was given; NULL: none does */
    uint32_t other_number;  /* that sentence */
    int other_side;
} dz_draft_bead;

/* What one sentence says. */
typedef struct dz_draft_sentence {
    uint32_t number;
    dz_view text;
} dz_draft_sentence;

/* A link of words of a bead; the words of a side are what spaces part. */
typedef struct dz_draft_link {
    uint32_t bead, source, target;
    size_t line;
} dz_draft_link;

/* A pair under way. */
typedef struct dz_draft_pair {
    const char *name;     /* NULL: the file's */
    const char *names[2]; /* of the texts; NULL: the pair's */
    const char *languages[2];
    DZ_ARRAY(dz_draft_sentence) sentences[2]; /* as they come */
    uint32_t next[2];                         /* one more than the highest number so far */
    DZ_ARRAY(uint32_t) numbers;
    DZ_ARRAY(dz_draft_bead) beads;
    DZ_ARRAY(dz_draft_link) links; /* bead by bead */
    bool all_sentences; /* the file lists all sentences, so that those in no bead are beads of their own */
} dz_draft_pair;

typedef struct dz_draft_pairs {
    dz_context *context;
    const dz_read_options *options;
    const char *file; /* as messages call it */
    dz_arena arena;
    DZ_ARRAY(dz_draft_pair) pairs;
    dz_map names;   /* of the pairs -> their numbers */
    bool exhausted; /* a copy found no memory, where NULL also means that there is nothing */
    bool refused;   /* a second pair, where the texts of one were given: no lack of memory */
} dz_draft_pairs;

/* "FILE:LINE: what is wrong"; DZ_ERROR_FORMAT. */
dz_status dz_read__fail(dz_draft_pairs *draft, size_t line, const char *format, ...) DZ_PRINTF(3, 4);

/* A copy that lives as long as the draft; NULL where memory ran out, which the draft remembers. */
char *dz_read__copy(dz_draft_pairs *draft, const char *text);

/* The pair of that name, made where it is new; NULL where memory ran out. Valid until the next pair is made. */
dz_draft_pair *dz_read__pair(dz_draft_pairs *draft, const char *name, size_t length);

/* A new pair, whatever its name. */
dz_draft_pair *dz_read__new_pair(dz_draft_pairs *draft, const char *name);

/* Begins a bead of a pair, with the status that the options say, and score 1. NULL where memory ran out. */
dz_draft_bead *dz_read__bead(dz_draft_pairs *draft, dz_draft_pair *pair);

/* Adds a sentence's number to the last bead: all of the source before those of the target. */
dz_status dz_read__number(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t number, size_t line);

/* What a sentence says. The text is copied; what was said before of the same number stands. */
dz_status dz_read__sentence(dz_draft_pairs *draft, dz_draft_pair *pair, int side, uint32_t number, dz_view text,
                            size_t line);

/* The next sentence of a side and its number, for formats without numbers: part of the last bead. */
dz_status dz_read__append(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line);

/* The text of one side of the last bead, in one piece: parted into as many sentences as the bead has numbers. */
dz_status dz_read__part(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line);

/* The texts of one side of the last bead, sentence by sentence. Without numbers they get the next ones; as many as the
 * bead has numbers fill them; any other count is joined and parted anew. */
dz_status dz_read__fill(dz_draft_pairs *draft, dz_draft_pair *pair, int side, const dz_view *texts, size_t count,
                        bool numbered, size_t line);

/* A list of numbers, "0 1" or "0,1", up to the end of the text; added to the last bead. */
dz_status dz_read__numbers(dz_draft_pairs *draft, dz_draft_pair *pair, int side, dz_view text, size_t line);

/* A score, status ("confirmed") or list of flags ("number date") for the last bead. Unknown words are passed over. */
void dz_read__score(dz_draft_pair *pair, dz_view text);
void dz_read__status(dz_draft_pair *pair, dz_view text);
void dz_read__flags(dz_draft_pair *pair, dz_view text);

/* Checks what a person has decided: each sentence once, and with its own words. Errors: DZ_ERROR_FORMAT. */
dz_status dz_read__check_decisions(dz_draft_pairs *draft);

/* Gives an alignment the words and links of the draft, if it has any. */
dz_status dz_read__put_words(dz_draft_pairs *draft, const dz_draft_pair *from, const dz_pair *pair,
                             dz_alignment *alignment);

/* Makes documents and alignments of the draft. */
dz_status dz_read__finish(dz_draft_pairs *draft, dz_pair_list **out);

void dz_read__draft_free(dz_draft_pairs *draft);

/* The readers. The text is NUL-terminated; tables and lines are decoded UTF-8, XML is as it was. */
dz_status dz_read__beads(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__ladder(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__bitext(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__table(dz_draft_pairs *draft, dz_view text, bool commas);
dz_status dz_read__jsonl(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__moses(dz_draft_pairs *draft, dz_view source, dz_view target);
dz_status dz_read__pharaoh(dz_draft_pairs *draft, dz_draft_pair *pair, dz_view text);
dz_status dz_read__tmx(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__xliff(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__tei(dz_draft_pairs *draft, dz_view text);
dz_status dz_read__xces(dz_draft_pairs *draft, dz_view text);

/* The next line of a text, without its end; false behind the last. `*at` moves. */
bool dz_read__next_line(dz_view text, size_t *at, dz_view *line);

#endif
