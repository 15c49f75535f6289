#include "find_pairs.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folders.h"

/* ---- Reading -------------------------------------------------------------------------------------------------- */

static bool make_room(found_pairs *found)
{
    if (found->count < found->capacity)
        return true;
    size_t capacity = found->capacity ? 2 * found->capacity : 64;
    found_file *files = realloc(found->files, capacity * sizeof *files);
    if (!files)
        return false;
    found->files = files;
    found->capacity = capacity;
    return true;
}

static void keep_file(found_pairs *found, const char *path, size_t operand, const dz_document *document)
{
    char *copy = make_room(found) ? strdup(path) : NULL;
    dz_status status = copy ? dz_pairing_add(found->pairing, document) : DZ_ERROR_MEMORY;
    session_failed(found->session, status, path);
    if (status != DZ_OK) {
        free(copy);
        return;
    }
    found->files[found->count++] =
        (found_file){.path = copy, .operand = operand, .language = dz_document_language(document)};
}

static void add_file(void *given, const char *path, size_t operand)
{
    found_pairs *found = given;
    if (has_ending(path, ".jsonl")) {
        if (!found->session->quiet)
            session_say(found->session, "%s: holds records, and files alone are paired; it was passed over", path);
        return;
    }
    dz_document *document = read_document(found->session, path, found->options);
    if (document)
        keep_file(found, path, operand, document);
    dz_document_free(document);
}

/* ---- Sides ---------------------------------------------------------------------------------------------------- */

static size_t count_language(const found_pairs *found, dz_language language, bool first_operand)
{
    size_t count = 0;
    for (size_t n = 0; n < found->count; n++)
        count += found->files[n].language == language && (!first_operand || found->files[n].operand == 0);
    return count;
}

static void part_sides(found_pairs *found, bool one_folder)
{
    bool both = count_language(found, DZ_LANGUAGE_ZH, false) && count_language(found, DZ_LANGUAGE_EN, false);
    bool english =
        !one_folder && count_language(found, DZ_LANGUAGE_EN, true) > count_language(found, DZ_LANGUAGE_ZH, true);
    dz_language source = english ? DZ_LANGUAGE_EN : DZ_LANGUAGE_ZH;
    for (size_t n = 0; n < found->count; n++) {
        found_file *file = &found->files[n];
        bool known = both && file->language != DZ_LANGUAGE_UNKNOWN;
        file->of_source = known ? file->language == source : file->operand == 0;
    }
}

static void pair_files(found_pairs *found)
{
    bool *of_source = calloc(found->count + 1, sizeof *of_source);
    for (size_t n = 0; of_source && n < found->count; n++)
        of_source[n] = found->files[n].of_source;
    dz_status status = of_source ? dz_pairing_run(found->pairing, of_source) : DZ_ERROR_MEMORY;
    session_failed(found->session, status, NULL);
    free(of_source);
    if (status != DZ_OK)
        return;
    found->pair_count = dz_pairing_count(found->pairing);
    for (size_t n = 0; n < found->pair_count; n++) {
        const dz_text_pair *pair = dz_pairing_at(found->pairing, n);
        found->files[pair->source].paired = found->files[pair->target].paired = true;
    }
}

/* A folder may be named twice, as one that holds both sides. */
static bool is_same(const char *path, const char *other)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

void find_pairs(found_pairs *found, struct session *session, const operand_list *operands, const dz_lexicon *lexicon,
                const dz_document_options *options)
{
    memset(found, 0, sizeof *found);
    found->session = session;
    found->options = options;
    dz_status status = dz_pairing_new(session->context, &found->pairing, lexicon);
    session_failed(session, status, NULL);
    if (status != DZ_OK)
        return;
    operand_list distinct = *operands;
    distinct.count -= distinct.count == 2 && is_same(operands->items[0], operands->items[1]);
    visit_files(session, &distinct, add_file, found);
    part_sides(found, distinct.count == 1);
    pair_files(found);
}

void found_free(found_pairs *found)
{
    for (size_t n = 0; n < found->count; n++)
        free(found->files[n].path);
    free(found->files);
    dz_pairing_free(found->pairing);
    memset(found, 0, sizeof *found);
}

/* ---- Telling -------------------------------------------------------------------------------------------------- */

/* A line of a list holds a name of a file as it is, so that one with a tab or a line feed cannot stand in it. */
static bool fits_list(const found_pairs *found, const char *path)
{
    if (!strpbrk(path, "\t\r\n") && *path != '#')
        return true;
    session_refuse(found->session, path, "its name cannot stand in a list; rename it, or align without --list");
    return false;
}

void found_print_list(const found_pairs *found)
{
    for (size_t n = 0; n < found->pair_count; n++) {
        const dz_text_pair *pair = dz_pairing_at(found->pairing, n);
        const char *source = found->files[pair->source].path, *target = found->files[pair->target].path;
        if (!fits_list(found, source) || !fits_list(found, target))
            continue;
        if (!pair->sure)
            session_print(found->session, "# unsure (%.0f %%); take the mark off the next line to align it\n#",
                          100 * (double)pair->score);
        session_print(found->session, "%s\t%s\n", source, target);
    }
    for (size_t n = 0; n < found->count; n++)
        if (!found->files[n].paired && fits_list(found, found->files[n].path))
            session_print(found->session, "# without partner: %s\n", found->files[n].path);
}

static void write_record(const found_pairs *found, cJSON *record)
{
    char *line = record ? cJSON_PrintUnformatted(record) : NULL;
    if (line)
        session_print(found->session, "%s\n", line);
    else
        session_failed(found->session, DZ_ERROR_MEMORY, NULL);
    cJSON_free(line);
    cJSON_Delete(record);
}

void found_write_records(const found_pairs *found)
{
    for (size_t n = 0; n < found->pair_count; n++) {
        const dz_text_pair *pair = dz_pairing_at(found->pairing, n);
        char score[16];
        snprintf(score, sizeof score, "%.4f", (double)pair->score);
        cJSON *record = cJSON_CreateObject();
        cJSON_AddStringToObject(record, "type", "pair");
        cJSON_AddStringToObject(record, "source", found->files[pair->source].path);
        cJSON_AddStringToObject(record, "target", found->files[pair->target].path);
        cJSON_AddRawToObject(record, "score", score);
        cJSON_AddBoolToObject(record, "sure", pair->sure);
        write_record(found, record);
    }
    for (size_t n = 0; n < found->count; n++) {
        if (found->files[n].paired)
            continue;
        cJSON *record = cJSON_CreateObject();
        cJSON_AddStringToObject(record, "type", "unpaired");
        cJSON_AddStringToObject(record, "document", found->files[n].path);
        cJSON_AddStringToObject(record, "side", found->files[n].of_source ? "source" : "target");
        cJSON_AddStringToObject(record, "lang", dz_language_name(found->files[n].language));
        write_record(found, record);
    }
}

static size_t tell_unsure(const found_pairs *found, bool force)
{
    size_t count = 0;
    for (size_t n = 0; n < found->pair_count; n++) {
        const dz_text_pair *pair = dz_pairing_at(found->pairing, n);
        if (pair->sure)
            continue;
        count++;
        session_say(found->session, "%s and %s may belong together (%.0f %%)%s", found->files[pair->source].path,
                    found->files[pair->target].path, 100 * (double)pair->score,
                    force ? "" : "; look at them, or take such pairs, too, with --force");
    }
    return count;
}

void found_tell(const found_pairs *found, bool force)
{
    if (found->session->quiet || !found->pairing)
        return;
    size_t unsure = tell_unsure(found, force), alone = 0;
    for (size_t n = 0; n < found->count; n++)
        if (!found->files[n].paired) {
            alone++;
            session_say(found->session, "%s: no partner was found", found->files[n].path);
        }
    session_say(found->session, "files: %zu; pairs: %zu, unsure ones among them: %zu; files without partner: %zu",
                found->count, found->pair_count, unsure, alone);
}
