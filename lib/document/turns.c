#include "document/turns.h"

#include "base/map.h"
#include "document/label.h"
#include "document/scan.h"

#define LABEL_KEY_BYTES 128
#define BARE_LABELS_MIN 3
#define SHORT_TURNS_MIN 3
#define OPENING_PIECES_MAX 40 /* what is longer before the first label is an article */

/* Of a hundred paragraphs of a transcript, at least so many have labels: where the labels say Q and A or name those who
 * ask and answer, and where they are nothing but names. */
#define LABELS_PER_CENT 3
#define NAMES_PER_CENT 10

/* All labels of the same words. */
typedef struct speaker_group {
    dz_view name;
    dz_label_sort sort;
    bool personal;
    bool office_only;
    bool is_document_speaker;
    bool accepted;
    uint32_t count; /* labels */
    uint32_t full;  /* labels with something said behind them */
    uint32_t asks;  /* turns that have a question mark in their last paragraph */
    dz_turn_role role;
} speaker_group;

typedef struct labelled {
    size_t piece;
    dz_label label; /* offsets in the piece's span */
    uint32_t group;
    bool full;
} labelled;

typedef struct turn_finder {
    dz_draft *draft;
    dz_map names;
    DZ_ARRAY(speaker_group) groups;
    DZ_ARRAY(labelled) labels;
} turn_finder;

static dz_view piece_view(const turn_finder *finder, size_t piece)
{
    return dz_draft__view(finder->draft, finder->draft->pieces.items[piece].block.span);
}

static speaker_group *group_of(const turn_finder *finder, size_t label)
{
    return &finder->groups.items[finder->labels.items[label].group];
}

/* ---- Collecting labels ---- */

static bool may_carry_label(const dz_piece *piece)
{
    dz_block_kind kind = piece->block.kind;
    if (piece->apart)
        return false;
    bool running = kind == DZ_BLOCK_PARAGRAPH || kind == DZ_BLOCK_LIST_ITEM;
    return running || (kind == DZ_BLOCK_HEADING && piece->bold_start);
}

/* Something is said behind the label: a sentence, or the paragraph below where the label stands alone. */
static bool is_full(const turn_finder *finder, size_t piece, const dz_label *label)
{
    dz_view view = piece_view(finder, piece);
    dz_view said = {view.data + label->content, view.length - label->content};
    if (said.length > 0)
        return dz_scan__ends_in_stop(said) || dz_scan__measure(said).columns > 60 || dz_scan__ends_with(said, "--") ||
               dz_scan__ends_with(said, "—") || dz_scan__ends_with(said, ":") || dz_scan__ends_with(said, "：");
    return piece + 1 < finder->draft->pieces.count && may_carry_label(&finder->draft->pieces.items[piece + 1]);
}

static bool same_person(dz_view label, const char *speaker)
{
    dz_view whole = {speaker, strlen(speaker)};
    char name[128];
    if (label.length == 0 || label.length >= sizeof name)
        return false;
    memcpy(name, label.data, label.length);
    name[label.length] = '\0';
    if (dz_scan__contains(whole, name) || dz_scan__contains(label, speaker))
        return true;
    const char *last = strrchr(name, ' '); /* "MR PRICE" is Ned Price */
    return last && strlen(last + 1) >= 3 && dz_scan__contains(whole, last + 1);
}

static dz_status find_group(turn_finder *finder, const dz_label *label, dz_view name, uint32_t *number)
{
    char key[LABEL_KEY_BYTES];
    size_t length = name.length < sizeof key - 1 ? name.length : sizeof key - 1;
    key[0] = (char)('0' + (int)label->sort);
    for (size_t i = 0; i < length; i++)
        key[i + 1] = dz_scan__lower(name.data[i]);
    dz_status status = dz_map__intern(&finder->names, key, length + 1, number);
    if (status != DZ_OK || *number < finder->groups.count)
        return status;
    const char *speaker = finder->draft->facts.speaker.value;
    speaker_group group = {
        .name = name, .sort = label->sort, .personal = label->personal, .office_only = label->office_only};
    bool may_be = label->sort == DZ_LABEL_NAME || label->sort == DZ_LABEL_OFFICIAL;
    group.is_document_speaker = may_be && speaker && same_person(name, speaker);
    return dz_array__push(finder->draft->context, &finder->groups, group);
}

static dz_status add_label(turn_finder *finder, size_t piece, dz_label label)
{
    labelled found = {.piece = piece, .label = label};
    dz_view name = dz_scan__view(piece_view(finder, piece).data, label.name);
    dz_status status = find_group(finder, &label, name, &found.group);
    if (status != DZ_OK)
        return status;
    found.full = is_full(finder, piece, &label);
    speaker_group *group = &finder->groups.items[found.group];
    group->count++;
    group->full += found.full;
    return dz_array__push(finder->draft->context, &finder->labels, found);
}

static bool asks(dz_view view)
{
    return dz_scan__contains(view, "?") || dz_scan__contains(view, "？");
}

/* What a page sets apart in bold on a line of its own, as it does with labels and headings. */
static bool has_bold_line(const turn_finder *finder, size_t piece)
{
    size_t length = finder->draft->pieces.items[piece].bold_length;
    dz_view view = piece_view(finder, piece);
    return length > 0 && (length == view.length || (length < view.length && view.data[length] == '\n'));
}

/* A bold line that says who asks, with the question behind it. */
static bool read_asking_line(const turn_finder *finder, size_t piece, dz_label *label)
{
    dz_view view = piece_view(finder, piece);
    if (!has_bold_line(finder, piece) ||
        !dz_label__read_bare(view, finder->draft->pieces.items[piece].bold_length, label))
        return false;
    bool alone = label->content >= view.length && piece + 1 < finder->draft->pieces.count;
    dz_view said = alone ? piece_view(finder, piece + 1) : view;
    return (label->sort == DZ_LABEL_ASKER || label->sort == DZ_LABEL_QUESTION) && asks(said);
}

static bool has_label(const turn_finder *finder, size_t piece, dz_label *label)
{
    return may_carry_label(&finder->draft->pieces.items[piece]) && dz_label__read(piece_view(finder, piece), label);
}

static dz_status collect_labels(turn_finder *finder)
{
    dz_status status = DZ_OK;
    dz_label label;
    size_t count = finder->draft->pieces.count;
    size_t first = 0;
    while (first < count && !has_label(finder, first, &label))
        first++;
    for (size_t i = 0; first < count && i < count && status == DZ_OK; i++)
        if (has_label(finder, i, &label) ||
            (may_carry_label(&finder->draft->pieces.items[i]) && read_asking_line(finder, i, &label)))
            status = add_label(finder, i, label);
    return status;
}

/* Labels without colons, where the page sets them apart in bold: a transcript that has them has no others, and a bold
 * name now and then is only that. */
static dz_status collect_bare_labels(turn_finder *finder)
{
    dz_status status = DZ_OK;
    dz_label label;
    size_t count = 0;
    for (size_t pass = 0; pass < 2 && (pass == 0 || count >= BARE_LABELS_MIN); pass++)
        for (size_t i = 0; i < finder->draft->pieces.count && status == DZ_OK; i++) {
            const dz_piece *piece = &finder->draft->pieces.items[i];
            bool bold = piece->bold_length > 0 && piece->bold_length <= piece_view(finder, i).length;
            if (!bold || !may_carry_label(piece) ||
                !dz_label__read_bare(piece_view(finder, i), piece->bold_length, &label))
                continue;
            count++;
            if (pass == 1)
                status = add_label(finder, i, label);
        }
    return status;
}

/* The last paragraph before the next label, or the first where that asks. */
static void count_questions(turn_finder *finder)
{
    for (size_t i = 0; i < finder->labels.count; i++) {
        size_t end = i + 1 < finder->labels.count ? finder->labels.items[i + 1].piece : finder->draft->pieces.count;
        size_t last = end > finder->labels.items[i].piece + 1 && end - finder->labels.items[i].piece <= 3
                          ? end - 1
                          : finder->labels.items[i].piece;
        dz_view view = piece_view(finder, last);
        group_of(finder, i)->asks += asks(view);
    }
}

/* ---- Who answers ---- */

static bool has_sort(const turn_finder *finder, dz_label_sort sort)
{
    for (size_t i = 0; i < finder->groups.count; i++)
        if (finder->groups.items[i].sort == sort && finder->groups.items[i].full > 0)
            return true;
    return false;
}

static uint32_t count_sort(const turn_finder *finder, dz_label_sort sort)
{
    uint32_t count = 0;
    for (size_t i = 0; i < finder->groups.count; i++)
        if (finder->groups.items[i].sort == sort)
            count += finder->groups.items[i].full;
    return count;
}

static bool asks_mostly(const speaker_group *group)
{
    return group->asks * 2 >= group->count && group->asks > 0;
}

/* A name that follows a question at least as often as not, for texts in which no label says its office. */
static uint32_t answers_after_questions(const turn_finder *finder, uint32_t group)
{
    uint32_t count = 0;
    for (size_t i = 1; i < finder->labels.count; i++) {
        dz_label_sort before = group_of(finder, i - 1)->sort;
        bool asked = before == DZ_LABEL_QUESTION || before == DZ_LABEL_ASKER;
        count += finder->labels.items[i].group == group && asked;
    }
    return count;
}

/* Accepts as answering: offices, the document's speaker, whoever follows questions; failing all, the name that comes
 * back most often and asks least. */
static bool accept_answering(turn_finder *finder)
{
    speaker_group *best = NULL;
    bool found = false, marked = has_sort(finder, DZ_LABEL_QUESTION);
    for (uint32_t i = 0; i < finder->groups.count; i++) {
        speaker_group *group = &finder->groups.items[i];
        bool name = group->sort == DZ_LABEL_NAME;
        /* who answers what is marked as a question may well ask back */
        bool after = name && (group->personal || group->count > 1) && (marked || !asks_mostly(group)) &&
                     answers_after_questions(finder, i) * 2 >= group->count;
        if (group->full > 0 && (group->sort == DZ_LABEL_ANSWER || group->sort == DZ_LABEL_OFFICIAL ||
                                group->is_document_speaker || after)) {
            group->accepted = found = true;
            group->role = DZ_ROLE_ANSWER;
        }
        bool better = !best || group->count > best->count || (group->count == best->count && group->asks < best->asks);
        if (name && group->full >= 2 && !asks_mostly(group) && better)
            best = group;
    }
    for (size_t i = 1; !found && !best && i < finder->labels.count; i++) {
        speaker_group *group = group_of(finder, i);
        if (group->sort == DZ_LABEL_NAME && group->full > 0 && !asks_mostly(group) &&
            asks_mostly(group_of(finder, i - 1)))
            best = group;
    }
    if (!found && best) {
        best->accepted = found = true;
        best->role = DZ_ROLE_ANSWER;
    }
    return found;
}

static bool answers(const turn_finder *finder, size_t label)
{
    return label < finder->labels.count && group_of(finder, label)->role == DZ_ROLE_ANSWER;
}

/* A label of which nothing else is known is believed where an answer follows it, and none of its own stands before. */
static bool stands_like_a_question(const turn_finder *finder, uint32_t group)
{
    for (size_t i = 0; i < finder->labels.count; i++) {
        bool here = finder->labels.items[i].group == group;
        bool before = i == 0 || answers(finder, i - 1);
        if (here && finder->labels.items[i].full && before && answers(finder, i + 1))
            return true;
    }
    return false;
}

static bool has_known_speaker(const turn_finder *finder)
{
    for (size_t i = 0; i < finder->groups.count; i++)
        if (finder->groups.items[i].is_document_speaker && finder->groups.items[i].full > 0)
            return true;
    return false;
}

/* Whether those of whom only a name is known ask at all: in a debate they speak in turn, and ask nothing. */
static bool names_ask(const turn_finder *finder)
{
    uint32_t count = 0;
    uint32_t asks = 0;
    for (size_t i = 0; i < finder->groups.count; i++) {
        const speaker_group *group = &finder->groups.items[i];
        bool name = group->sort == DZ_LABEL_NAME && group->full > 0 && !group->is_document_speaker;
        count += name ? group->count : 0;
        asks += name ? group->asks : 0;
    }
    return asks * 4 >= count;
}

static void accept_name(turn_finder *finder, uint32_t number, bool known)
{
    speaker_group *group = &finder->groups.items[number];
    bool like_question = stands_like_a_question(finder, number);
    bool comes_back = group->count >= 2 && group->full * 2 >= group->count;
    group->accepted = group->full > 0 && (comes_back || group->personal || like_question);
    bool asks = asks_mostly(group) || ((like_question || (known && !group->personal)) && names_ask(finder));
    group->role = asks ? DZ_ROLE_QUESTION : DZ_ROLE_ANSWER;
}

static void accept_others(turn_finder *finder)
{
    bool known = has_known_speaker(finder);
    bool interview = !has_sort(finder, DZ_LABEL_QUESTION) && !has_sort(finder, DZ_LABEL_ASKER);
    for (uint32_t i = 0; i < finder->groups.count; i++) {
        speaker_group *group = &finder->groups.items[i];
        if (group->accepted || group->full == 0)
            continue;
        if (group->sort == DZ_LABEL_QUESTION || group->sort == DZ_LABEL_ASKER) {
            group->accepted = true;
            group->role = DZ_ROLE_QUESTION;
        } else if (group->sort == DZ_LABEL_HOST) {
            group->accepted = true;
            group->role = interview && asks_mostly(group) ? DZ_ROLE_QUESTION : DZ_ROLE_STATEMENT;
        } else {
            accept_name(finder, i, known);
        }
    }
}

/* ---- Is it a transcript? ---- */

/* A few turns: every label is a short name with sentences behind it, one comes back, and little stands between them. */
static bool is_short_transcript(const turn_finder *finder, size_t running)
{
    bool comes_back = false;
    for (size_t i = 0; i < finder->labels.count; i++) {
        const labelled *found = &finder->labels.items[i];
        dz_view view = piece_view(finder, found->piece);
        bool alone = found->label.content >= view.length;
        if (!found->full || (!alone && !dz_scan__ends_in_stop(view)))
            return false;
        if (dz_scan__measure(group_of(finder, i)->name).words > 4 || !group_of(finder, i)->accepted)
            return false;
        comes_back = comes_back || group_of(finder, i)->count >= 2;
    }
    return comes_back && finder->labels.count >= SHORT_TURNS_MIN && finder->labels.count * 2 >= running;
}

/* Labels with clocks: what was written down from a recording. */
static bool is_timed(const turn_finder *finder)
{
    size_t timed = 0;
    for (size_t i = 0; i < finder->labels.count; i++)
        timed += finder->labels.items[i].label.timed;
    return timed >= 2 && timed * 2 > finder->labels.count;
}

static bool is_transcript(turn_finder *finder)
{
    uint32_t questions = count_sort(finder, DZ_LABEL_QUESTION);
    uint32_t returning_names = 0;
    uint32_t telling = 0; /* speakers of whom something is known but their name */
    uint32_t accepted = 0;
    uint32_t labels = 0;
    size_t running = 0;
    bool answered = accept_answering(finder);
    if (!answered && questions < 2)
        return false;
    accept_others(finder);
    for (size_t i = 0; i < finder->groups.count; i++) {
        const speaker_group *group = &finder->groups.items[i];
        accepted += group->accepted;
        labels += group->accepted ? group->count : 0;
        returning_names += group->accepted && group->sort == DZ_LABEL_NAME && group->count >= 2;
        telling += group->accepted && (group->sort != DZ_LABEL_NAME || group->is_document_speaker);
    }
    for (size_t i = 0; i < finder->draft->pieces.count; i++)
        running += may_carry_label(&finder->draft->pieces.items[i]);
    if ((size_t)labels * 100 < running * (telling > 0 || questions > 0 ? LABELS_PER_CENT : NAMES_PER_CENT))
        return false;
    if (questions >= 2 && !answered)
        return true; /* questions with labels, answers without */
    return accepted >= 2 &&
           (telling > 0 || returning_names >= 2 || is_timed(finder) || is_short_transcript(finder, running));
}

/* ---- Turns ---- */

typedef struct turn_state {
    uint32_t next;
    uint32_t turn; /* DZ_NO_TURN outside one */
    dz_turn_role role;
    const char *speaker;
    bool asked;
    bool answers_unlabelled;
} turn_state;

static dz_status name_speaker(turn_finder *finder, const labelled *found, const char **speaker)
{
    const speaker_group *group = &finder->groups.items[found->group];
    const char *known = finder->draft->facts.speaker.value;
    *speaker = NULL;
    bool answers_for_document = group->role != DZ_ROLE_QUESTION && group->sort != DZ_LABEL_HOST;
    if (group->name.length == 0 || (group->office_only && known)) {
        *speaker = answers_for_document ? known : NULL;
        return DZ_OK;
    }
    *speaker = dz_arena__copy(finder->draft->arena, group->name.data, group->name.length);
    return *speaker ? DZ_OK : DZ_ERROR_MEMORY;
}

static dz_turn_role role_now(const turn_state *state, dz_turn_role role)
{
    return role == DZ_ROLE_ANSWER && !state->asked ? DZ_ROLE_STATEMENT : role;
}

static void give_turn(dz_piece *piece, const turn_state *state)
{
    piece->block.kind = DZ_BLOCK_TURN;
    piece->block.turn = state->turn;
    piece->block.role = state->role;
    piece->block.speaker = state->speaker;
}

static dz_status begin_turn(turn_finder *finder, const labelled *found, turn_state *state)
{
    const speaker_group *group = &finder->groups.items[found->group];
    dz_piece *piece = &finder->draft->pieces.items[found->piece];
    dz_status status = name_speaker(finder, found, &state->speaker);
    state->turn = state->next++;
    state->role = role_now(state, group->role);
    state->asked = state->asked || group->role == DZ_ROLE_QUESTION;
    give_turn(piece, state);
    piece->block.content.begin = piece->block.span.begin + found->label.content;
    return status;
}

/* "(Laughter)", （掌声）, ——（完）: a remark of who wrote the transcript down. */
static bool is_bracketed(dz_view view)
{
    uint32_t first = dz_scan__first(view);
    uint32_t last = dz_scan__last(view);
    bool round = (first == '(' || first == 0xFF08) && (last == ')' || last == 0xFF09);
    bool square = (first == '[' || first == 0x3010) && (last == ']' || last == 0x3011);
    return (round || square) && view.length <= 120;
}

static bool is_rule(dz_view view)
{
    for (size_t at = 0; at < view.length;) {
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &at);
        bool drawn = codepoint == '*' || codepoint == '-' || codepoint == '_' || codepoint == '=' || codepoint == '#' ||
                     codepoint == 0x2014 || codepoint == 0x2500 || codepoint == 0x2026 || dz_scan__is_space(codepoint);
        if (!drawn)
            return false;
    }
    return true;
}

static bool ends_transcript(dz_view view)
{
    static const char *const ends[] = {"(完)", "（完）", "完",         "(End)", "[End]", "(Ends)",
                                       "END",  "Ends",   "（全文完）", "# # #", "###"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dz_scan__equals(view, ends[i]))
            return true;
    return is_rule(view) || dz_scan__starts_with(view, "Ends/");
}

/* A paragraph of the one who wrote the transcript down, who tells of the occasion: it speaks of a press conference as
 * held, or brings in what follows with a colon. */
static bool is_narrative(dz_view view)
{
    static const char *const occasions[] = {"记者会",         "記者會",   "发布会",   "發布會",           "答记者问",
                                            "答記者問",       "记者提问", "記者提問", "press conference", "briefing",
                                            "questions from", "实录",     "實錄"};
    static const char *const events[] = {"主持",     "举行",     "舉行",    "召开",  "召開",   "回答",
                                         "答记者问", "答記者問", "held",    "holds", "hosted", "presided",
                                         "chaired",  "answered", "answers", "took",  "实录",   "實錄"};
    uint32_t last = dz_scan__last(view);
    bool occasion = false;
    bool event = false;
    if (last == ':' || last == 0xFF1A)
        return true;
    if (dz_scan__measure(view).columns > 400)
        return false;
    for (size_t i = 0; i < sizeof occasions / sizeof *occasions; i++)
        occasion = occasion || dz_scan__contains(view, occasions[i]);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        event = event || dz_scan__contains(view, events[i]);
    return occasion && event;
}

/* "The press conference ended at 4.15 pm.", 记者会结束。 */
static bool tells_the_end(dz_view view)
{
    static const char *const ends[] = {"ended", "concluded", "came to an end", "结束", "結束"};
    static const char *const occasions[] = {"press conference", "briefing", "记者会", "記者會", "发布会", "發布會"};
    bool end = false;
    bool occasion = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        end = end || dz_scan__contains(view, ends[i]);
    for (size_t i = 0; i < sizeof occasions / sizeof *occasions; i++)
        occasion = occasion || dz_scan__starts_with(view, occasions[i]);
    return end &&
           (occasion || dz_scan__starts_with(view, "the press conference") ||
            dz_scan__starts_with(view, "the briefing")) &&
           dz_scan__measure(view).columns <= 100;
}

/* What stands before the first label: the opening statement, except where it tells of the occasion. An opening that
 * speaks to its hearers tells nothing of the kind, even where it names the press conference. */
static bool speaks_to_hearers(dz_view view)
{
    static const char *const addresses[] = {"大家", "各位", "我愿",         "我願",           "我先",    "我要", "下面",
                                            "欢迎", "歡迎", "good morning", "good afternoon", "welcome", "I",    "we"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (dz_scan__contains(view, addresses[i]))
            return true;
    return false;
}

static bool is_opening_statement(dz_view view)
{
    return speaks_to_hearers(view) || !is_narrative(view);
}

/* Whether anything tells that the opening is spoken: a speaker is known, or it speaks to its hearers. */
static bool is_spoken(const turn_finder *finder, size_t first)
{
    if (finder->draft->facts.speaker.value)
        return true;
    for (size_t i = 0; i < first; i++)
        if (speaks_to_hearers(piece_view(finder, i)))
            return true;
    return false;
}

static void mark_opening(turn_finder *finder, size_t first, turn_state *state)
{
    const char *known = finder->draft->facts.speaker.value;
    if (first > OPENING_PIECES_MAX || !is_spoken(finder, first))
        return;
    for (size_t i = 0; i < first; i++) {
        dz_piece *piece = &finder->draft->pieces.items[i];
        dz_view view = piece_view(finder, i);
        if (!may_carry_label(piece) || piece->aside || is_bracketed(view) || is_rule(view) ||
            !is_opening_statement(view) || dz_label__is_field_line(view) || !dz_scan__ends_in_stop(view))
            continue;
        if (state->turn == DZ_NO_TURN)
            state->turn = state->next++;
        state->role = DZ_ROLE_STATEMENT;
        state->speaker = known;
        give_turn(piece, state);
    }
}

/* A full stop before `at` that ends more than a short word with a capital: no "Mr." or "U.S." */
static bool ends_word(dz_view view, size_t at)
{
    size_t begin = at - 1;
    while (begin > 0 && dz_scan__is_letter(view.data[begin - 1]))
        begin--;
    bool shortened = at - 1 > begin && at - 1 - begin <= 3 && dz_scan__is_upper(view.data[begin]);
    return !shortened && (at == view.length || view.data[at] == ' ' || view.data[at] == '\n');
}

/* A paragraph that is nothing but questions: whoever answers says no such thing. */
static bool only_asks(dz_view view)
{
    size_t begin = 0;
    size_t questions = 0;
    for (size_t at = 0; at < view.length;) {
        uint32_t codepoint = dz_utf8__next(view.data, view.length, &at);
        bool question = codepoint == '?' || codepoint == 0xFF1F;
        if (codepoint == '!' || codepoint == 0x3002 || codepoint == 0xFF01 || (codepoint == '.' && ends_word(view, at)))
            return false;
        if (!question)
            continue;
        questions++;
        begin = at;
    }
    dz_view rest = dz_scan__trim_view((dz_view){view.data + begin, view.length - begin});
    return questions > 0 && dz_scan__measure(rest).columns <= 2;
}

/* A line in bold that is shaped like a label which nothing else confirms: somebody else may speak below it. */
static bool may_change_speaker(const turn_finder *finder, size_t number)
{
    dz_label label;
    return has_bold_line(finder, number) &&
           dz_label__read_bare(piece_view(finder, number), finder->draft->pieces.items[number].bold_length, &label);
}

/* An answer goes on without a label, but what it goes on with may be another's words: nobody is named for them. What
 * follows mere questions is the answer again. */
static void go_on_answering(const turn_finder *finder, size_t number, turn_state *state)
{
    dz_piece *piece = &finder->draft->pieces.items[number];
    turn_state unknown = {.role = DZ_ROLE_NONE};
    bool line = may_change_speaker(finder, number);
    if (!line && !only_asks(piece_view(finder, number))) {
        give_turn(piece, state);
        return;
    }
    unknown.turn = state->next++;
    give_turn(piece, &unknown);
    if (line) {
        state->turn = unknown.turn;
        state->role = DZ_ROLE_NONE;
        state->speaker = NULL;
    } else {
        state->turn = state->next++;
    }
}

/* A paragraph without a label goes on with the turn before. */
static void continue_turn(turn_finder *finder, size_t number, turn_state *state)
{
    dz_piece *piece = &finder->draft->pieces.items[number];
    dz_view view = piece_view(finder, number);
    if (ends_transcript(view) || tells_the_end(view))
        state->turn = DZ_NO_TURN;
    if (state->turn == DZ_NO_TURN || !may_carry_label(piece) || is_bracketed(view))
        return;
    if (state->answers_unlabelled && state->role == DZ_ROLE_QUESTION) {
        state->turn = state->next++;
        state->role = DZ_ROLE_ANSWER;
        state->speaker = finder->draft->facts.speaker.value;
    }
    if (state->role == DZ_ROLE_ANSWER)
        go_on_answering(finder, number, state);
    else
        give_turn(piece, state);
}

/* Where the text ends in a list of headlines or names (two lines or more without a stop): nobody says them. */
static size_t find_end_of_speech(const turn_finder *finder)
{
    size_t end = finder->draft->pieces.count;
    size_t lines = 0;
    for (size_t i = finder->draft->pieces.count; i > 0; i--) {
        const dz_piece *piece = &finder->draft->pieces.items[i - 1];
        dz_view view = piece_view(finder, i - 1);
        dz_label label;
        if (!may_carry_label(piece))
            continue;
        if (dz_scan__ends_in_stop(view) || dz_label__read(view, &label) || dz_scan__measure(view).columns > 120)
            break;
        lines++;
        end = i - 1;
    }
    return lines >= 2 ? end : finder->draft->pieces.count;
}

static dz_status mark_turns(turn_finder *finder)
{
    turn_state state = {.turn = DZ_NO_TURN};
    dz_status status = DZ_OK;
    size_t label = 0;
    size_t end = find_end_of_speech(finder);
    bool opened = false;
    state.answers_unlabelled = true;
    for (size_t i = 0; i < finder->groups.count; i++)
        if (finder->groups.items[i].accepted && finder->groups.items[i].role == DZ_ROLE_ANSWER)
            state.answers_unlabelled = false;
    for (size_t i = 0; i < end && status == DZ_OK; i++) {
        while (label < finder->labels.count && finder->labels.items[label].piece < i)
            label++;
        bool here = label < finder->labels.count && finder->labels.items[label].piece == i;
        if (here && group_of(finder, label)->accepted) {
            if (!opened)
                mark_opening(finder, i, &state);
            opened = true;
            status = begin_turn(finder, &finder->labels.items[label], &state);
        } else if (opened) {
            continue_turn(finder, i, &state);
        }
    }
    return status;
}

dz_status dz_turns__mark(dz_draft *draft)
{
    turn_finder finder = {.draft = draft};
    dz_map__init(&finder.names, draft->context);
    dz_status status = collect_labels(&finder);
    if (status == DZ_OK && finder.labels.count == 0)
        status = collect_bare_labels(&finder);
    if (status == DZ_OK) {
        count_questions(&finder);
        draft->transcript = is_transcript(&finder);
        if (draft->transcript)
            status = mark_turns(&finder);
    }
    dz_array__free(draft->context, &finder.labels);
    dz_array__free(draft->context, &finder.groups);
    dz_map__free(&finder.names);
    return status;
}
