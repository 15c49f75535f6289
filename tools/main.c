/* dz: the command. Finds the subcommand, reads its options and runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

static const struct subcommand *const subcommands[] = {
    &segment_subcommand, &normalize_subcommand, &align_subcommand,   &convert_subcommand,
    &quotes_subcommand,  &check_subcommand,     &compare_subcommand, &index_subcommand,
    &lexicon_subcommand, &train_subcommand,     &eval_subcommand,
};

#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof *subcommands)

static const char help_head[] = "Usage: dz SUBCOMMAND [OPTION]... [FILE]...\n"
                                "Sets Chinese and English official statements side by side.\n"
                                "\n"
                                "Subcommands:\n";

static const char help_tail[] =
    "\n"
    "dz SUBCOMMAND --help tells of each. A FILE may be plain text, HTML, DOCX or PDF; - is standard input.\n"
    "\n"
    "Exit codes: 0 done; 1 done, and something differs or was not found (check, compare);\n"
    "2 the command line was wrong; 3 an input could not be read (the others were still done);\n"
    "4 an internal limit or fault, or a result that could not be written.\n";

static const struct subcommand *find_subcommand(const char *name)
{
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        if (strcmp(subcommands[i]->name, name) == 0)
            return subcommands[i];
    return NULL;
}

/* What was printed without a session's output must have arrived, too: a full disk is no success. */
static exit_code flush_standard_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_GOOD;
    perror("dz: standard output cannot be written");
    return EXIT_INTERNAL;
}

static exit_code print_help(void)
{
    fputs(help_head, stdout);
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
        printf("  %-10s  %s\n", subcommands[i]->name, subcommands[i]->summary);
    fputs(help_tail, stdout);
    return flush_standard_output();
}

static exit_code print_version(void)
{
    printf("dz (duizhao) %s\n", dz_version());
    return flush_standard_output();
}

static exit_code print_subcommand_help(const struct subcommand *subcommand)
{
    printf("Usage: dz %s [OPTION]... %s\n%s\n\n", subcommand->name, subcommand->operands, subcommand->summary);
    fputs("Options:\n", stdout);
    options_print(subcommand->options);
    printf("\n%s", subcommand->details);
    return flush_standard_output();
}

static exit_code run(const struct subcommand *subcommand, struct session *session, void *settings, const bool *given,
                     const operand_list *operands)
{
    const shared_settings *shared = settings;
    if (shared->help)
        return print_subcommand_help(subcommand);
    if (shared->version)
        return print_version();
    session->options_json = options_json(subcommand->options, settings, given);
    if (session_open(session, subcommand->name, shared))
        subcommand->run(session, settings, operands);
    return session_close(session);
}

static exit_code run_subcommand(const struct subcommand *subcommand, char **arguments, size_t count)
{
    exit_code code = EXIT_INTERNAL;
    operand_list operands = {NULL, 0};
    struct session session = {.subcommand = subcommand->name};
    bool *given = calloc(options_count(subcommand->options) + 1, sizeof *given);
    void *settings = malloc(subcommand->settings_size);
    if (!given || !settings) {
        session_say(&session, "out of memory");
        goto done;
    }
    memcpy(settings, subcommand->defaults, subcommand->settings_size);
    char *wrong = options_parse(subcommand->options, settings, given, &operands, arguments, count);
    if (wrong) {
        session_usage(&session, "%s", wrong);
        free(wrong);
        code = EXIT_USAGE;
    } else {
        code = run(subcommand, &session, settings, given, &operands);
    }
    options_free(subcommand->options, settings);
done:
    operand_list_free(&operands);
    free(given);
    free(settings);
    return code;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return print_help();
    if (strcmp(name, "--version") == 0)
        return print_version();
    const struct subcommand *subcommand = find_subcommand(name);
    if (subcommand)
        return run_subcommand(subcommand, argv + 2, (size_t)argc - 2);
    if (*name)
        fprintf(stderr, "dz: %s: there is no such subcommand; see dz --help\n", name);
    else
        fputs("dz: a subcommand is needed; see dz --help\n", stderr);
    return EXIT_USAGE;
}
