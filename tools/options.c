#include "options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

/* Where a walk over the arguments stands. */
struct walk {
    const option *table;
    void *settings;
    bool *given;
    char **arguments;
    size_t count;
    size_t at;
    operand_list *operands; /* the command's own */
    operand_list *current;  /* where the next operand goes */
    char *error;
};

size_t options_count(const option *table)
{
    size_t count = 0;
    while (table[count].name)
        count++;
    return count;
}

void operand_list_free(operand_list *operands)
{
    free(operands->items);
    operands->items = NULL;
    operands->count = 0;
}

static void *field_of(const option *row, void *settings)
{
    return (char *)settings + row->field;
}

static const void *value_of(const option *row, const void *settings)
{
    return (const char *)settings + row->field;
}

void options_free(const option *table, void *settings)
{
    for (const option *row = table; row->name; row++)
        if (row->kind == OPTION_LIST)
            operand_list_free(field_of(row, settings));
}

/* Room for every argument, so that it never grows. */
static bool reserve(operand_list *operands, size_t count)
{
    if (!operands->items)
        operands->items = calloc(count + 1, sizeof *operands->items);
    return operands->items != NULL;
}

static const option *find_name(const option *table, const char *name, size_t length)
{
    for (const option *row = table; row->name; row++)
        if (strlen(row->name) == length && memcmp(row->name, name, length) == 0)
            return row;
    return NULL;
}

static const option *find_letter(const option *table, char letter)
{
    for (const option *row = table; row->name; row++)
        if (row->letter && row->letter == letter)
            return row;
    return NULL;
}

__attribute__((__format__(__printf__, 2, 3))) static bool fail(struct walk *walk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&walk->error, format, arguments) < 0)
        walk->error = NULL;
    va_end(arguments);
    return false;
}

/* Whether `value` is one of the words of `choices`. */
static bool is_choice(const char *choices, const char *value)
{
    size_t length = strlen(value);
    for (const char *at = choices;; at++) {
        size_t word = strcspn(at, "|");
        if (word == length && memcmp(at, value, length) == 0)
            return true;
        at += word;
        if (*at == '\0')
            return false;
    }
}

static bool set_number(struct walk *walk, const option *row, const char *value)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || number > SIZE_MAX)
        return fail(walk, "--%s=%s: a whole number, 0 or more, must stand here", row->name, value);
    *(size_t *)field_of(row, walk->settings) = (size_t)number;
    return true;
}

static bool set_value(struct walk *walk, const option *row, const char *value)
{
    if (row->kind == OPTION_NUMBER)
        return set_number(walk, row, value);
    if (row->kind == OPTION_CHOICE && !is_choice(row->argument, value))
        return fail(walk, "--%s=%s: choose one of %s", row->name, value, row->argument);
    if (*value == '\0')
        return fail(walk, "--%s: needs a value (--%s=...)", row->name, row->name);
    *(const char **)field_of(row, walk->settings) = value;
    return true;
}

/* An option whose value, if there was one behind = (or right behind the letter), is `value`; else it is the next
 * argument. */
static bool take_option(struct walk *walk, const option *row, const char *value)
{
    walk->given[row - walk->table] = true;
    walk->current = walk->operands;
    if (row->kind == OPTION_FLAG) {
        if (value)
            return fail(walk, "--%s: takes no value (%s)", row->name, value);
        *(bool *)field_of(row, walk->settings) = true;
        return true;
    }
    if (row->kind == OPTION_LIST) {
        operand_list *list = field_of(row, walk->settings);
        if (!reserve(list, walk->count))
            return fail(walk, "out of memory");
        walk->current = list;
        if (value)
            list->items[list->count++] = value;
        return true;
    }
    if (!value) {
        if (walk->at >= walk->count)
            return fail(walk, "--%s: needs a value (--%s=...)", row->name, row->name);
        value = walk->arguments[walk->at++];
    }
    return set_value(walk, row, value);
}

static bool take_long(struct walk *walk, const char *argument)
{
    const char *name = argument + 2;
    size_t length = strcspn(name, "=");
    const option *row = find_name(walk->table, name, length);
    if (!row)
        return fail(walk, "%s: there is no such option", argument);
    return take_option(walk, row, name[length] ? name + length + 1 : NULL);
}

static bool take_letters(struct walk *walk, const char *argument)
{
    for (const char *at = argument + 1; *at; at++) {
        const option *row = find_letter(walk->table, *at);
        if (!row)
            return fail(walk, "%s: there is no such option", argument);
        bool flag = row->kind == OPTION_FLAG;
        if (!take_option(walk, row, flag || !at[1] ? NULL : at + 1))
            return false;
        if (!flag)
            break;
    }
    return true;
}

static bool walk_arguments(struct walk *walk)
{
    bool options_ended = false;
    while (walk->at < walk->count) {
        const char *argument = walk->arguments[walk->at++];
        bool good = true;
        if (!options_ended && strcmp(argument, "--") == 0) {
            options_ended = true;
            walk->current = walk->operands;
        } else if (!options_ended && strncmp(argument, "--", 2) == 0) {
            good = take_long(walk, argument);
        } else if (!options_ended && argument[0] == '-' && argument[1]) {
            good = take_letters(walk, argument);
        } else {
            walk->current->items[walk->current->count++] = argument;
        }
        if (!good)
            return false;
    }
    return true;
}

char *options_parse(const option *table, void *settings, bool *given, operand_list *operands, char **arguments,
                    size_t count)
{
    struct walk walk = {table, settings, given, arguments, count, 0, operands, operands, NULL};
    if (!reserve(operands, count))
        return strdup("out of memory");
    if (walk_arguments(&walk))
        return NULL;
    return walk.error ? walk.error : strdup("out of memory");
}

static cJSON *list_json(const operand_list *list)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < list->count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(list->items[i]));
    return array;
}

static cJSON *value_json(const option *row, const void *settings)
{
    const void *value = value_of(row, settings);
    switch (row->kind) {
    case OPTION_FLAG:
        return cJSON_CreateBool(*(const bool *)value);
    case OPTION_NUMBER:
        return cJSON_CreateNumber((double)*(const size_t *)value);
    case OPTION_LIST:
        return list_json(value);
    default:
        return cJSON_CreateString(*(const char *const *)value);
    }
}

static bool changes_result(const option *row)
{
    return strcmp(row->name, "output") != 0 && strcmp(row->name, "quiet") != 0 && strcmp(row->name, "jobs") != 0;
}

char *options_json(const option *table, const void *settings, const bool *given)
{
    cJSON *object = cJSON_CreateObject();
    for (size_t i = 0; table[i].name; i++)
        if (given[i] && changes_result(&table[i]))
            cJSON_AddItemToObject(object, table[i].name, value_json(&table[i], settings));
    char *text = cJSON_PrintUnformatted(object);
    cJSON_Delete(object);
    return text;
}

void options_print(const option *table)
{
    for (const option *row = table; row->name; row++) {
        char name[160];
        const char *equals = row->argument ? row->kind == OPTION_LIST ? " " : "=" : "";
        int width =
            snprintf(name, sizeof name, "%s%c%s--%s%s%s", row->letter ? "-" : "   ", row->letter ? row->letter : ' ',
                     row->letter ? ", " : "", row->name, equals, row->argument ? row->argument : "");
        if (width < 30)
            printf("  %-30s  %s\n", name, row->help);
        else
            printf("  %s\n%34s%s\n", name, "", row->help);
    }
}
