/* Turns of a transcript: who asks, who answers. */
#ifndef DZ_DOCUMENT_TURNS_H
#define DZ_DOCUMENT_TURNS_H

#include "document/draft.h"

/* Finds out whether the draft is a transcript, and gives its pieces turns, roles, speakers and contents without labels.
 *
 * A text is a transcript where labels agree with each other: a "Q:" and an "A:", or at least two speakers one of whom
 * is known to ask or to answer (an outlet, an office, the document's speaker) or both of whom come back. */
dz_status dz_turns__mark(dz_draft *draft);

#endif
