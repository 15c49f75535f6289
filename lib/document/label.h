/* Labels of speakers: what stands before a colon at the beginning of a paragraph and may say who speaks. */
#ifndef DZ_DOCUMENT_LABEL_H
#define DZ_DOCUMENT_LABEL_H

#include "duizhao/base.h"

typedef enum dz_label_sort {
    DZ_LABEL_QUESTION = 1, /* Q, 问, QUESTION, 记者问 */
    DZ_LABEL_ANSWER,       /* A, 答 */
    DZ_LABEL_ASKER,        /* an outlet or a reporter: 路透社记者, The Associated Press */
    DZ_LABEL_OFFICIAL,     /* an office that answers: 发言人, Spokesperson, MINISTER WANG */
    DZ_LABEL_HOST,         /* 主持人, Moderator */
    DZ_LABEL_NAME          /* anything else that is shaped like a name */
} dz_label_sort;

typedef struct dz_label {
    dz_label_sort sort;
    dz_span name;     /* who speaks, in the view: "Hua Chunying"; empty for a bare "Q:" */
    size_t content;   /* where what is said begins */
    bool personal;    /* a person's name by its shape (华春莹, Hua Chunying), not only any words */
    bool office_only; /* an office without a name: 发言人 */
    bool timed;       /* a clock stands beside it, as in transcripts of recordings: "Ned Price (01:11):" */
} dz_label;

/* Reads the label at the beginning of a paragraph; false where it has none. That a paragraph has one does not make
 * it a turn: "Our goals: peace" is shaped like one, too. */
bool dz_label__read(dz_view paragraph, dz_label *label);

/* Reads the first `length` bytes, which the page sets apart, as a label without a colon. */
bool dz_label__read_bare(dz_view paragraph, size_t length, dz_label *label);

/* Whether a text is shaped like a person's name in Chinese: 华春莹, 约翰·凯利. */
bool dz_label__is_chinese_person(dz_view name);

/* Whether a line gives a field of what a text is about ("Venue: ...", 地点：…): nobody says it. */
bool dz_label__is_field_line(dz_view line);

#endif
