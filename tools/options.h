/* The command line: each subcommand has a table of its options, which is read to parse them and to print the help. */
#ifndef DZ_TOOLS_OPTIONS_H
#define DZ_TOOLS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char * */
    OPTION_CHOICE, /* const char *, one of the words of `argument`, which | parts */
    OPTION_NUMBER, /* size_t */
    OPTION_LIST    /* operand_list: every operand up to the next option */
} option_kind;

/* A row of a table; the last has no name. */
typedef struct option {
    const char *name;
    char letter; /* the short form; 0: none */
    option_kind kind;
    size_t field;         /* offset of its value in the subcommand's settings */
    const char *argument; /* what stands behind = in the help; NULL for a flag */
    const char *help;
} option;

typedef struct operand_list {
    const char **items;
    size_t count;
} operand_list;

/* What every subcommand has; the first member of its settings. */
typedef struct shared_settings {
    const char *format;
    const char *output;
    bool quiet;
    bool help;
    bool version;
} shared_settings;

#define SHARED_OPTIONS(type, formats)                                                                                  \
    {"format", 0, OPTION_CHOICE, offsetof(type, shared.format), formats, "how to print it; text is for people"},       \
        OUTPUT_OPTIONS(type)

#define OUTPUT_OPTIONS(type)                                                                                           \
    {"output", 'o', OPTION_TEXT, offsetof(type, shared.output), "FILE", "write to FILE, whole or not at all"},         \
        {"quiet", 'q', OPTION_FLAG, offsetof(type, shared.quiet), NULL, "no warnings and no progress"},                \
        {"help", 'h', OPTION_FLAG, offsetof(type, shared.help), NULL, "print this and end"},                           \
    {                                                                                                                  \
        "version", 0, OPTION_FLAG, offsetof(type, shared.version), NULL, "print the version and end"                   \
    }

/* Reads `arguments` (those behind the subcommand) into `settings` and the rest into `operands`, whose room the caller
 * frees with operand_list_free. Options may stand anywhere before `--`. NULL, or what is wrong, as one line that the
 * caller frees. `given`, one entry a row, says which options were there. */
char *options_parse(const option *table, void *settings, bool *given, operand_list *operands, char **arguments,
                    size_t count);

/* The options that were given, as a JSON object for the run record; the caller frees it. Those that only say where
 * output goes are left out: they change no result. */
char *options_json(const option *table, const void *settings, const bool *given);

size_t options_count(const option *table);

/* Frees what options_parse allocated for OPTION_LIST rows. */
void options_free(const option *table, void *settings);
void operand_list_free(operand_list *operands);

/* Prints the rows as help on standard output. */
void options_print(const option *table);

#endif
