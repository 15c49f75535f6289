#include "document/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMPLAINTS_MAX 4096
#define STEP_MS 200 /* between looks at the clock and at the wish to stop */

typedef struct running {
    dz_process *process;
    FILE *input;
    int output[2];     /* ends for reading and for writing, -1 where closed */
    int complaints[2]; /* the same */
    pid_t child;
} running;

static dz_status fail(dz_context *context, const running *run, const char *what)
{
    return dz_context__fail(context, DZ_ERROR_IO, "%s: %s for %s: %s", run->process->name, what, run->process->words[0],
                            strerror(errno));
}

/* ---- Starting ---- */

static dz_status write_input(dz_context *context, running *run)
{
    dz_view input = run->process->input;
    run->input = tmpfile();
    if (!run->input)
        return fail(context, run, "no temporary file");
    if (fwrite(input.data, 1, input.length, run->input) != input.length || fflush(run->input) != 0 ||
        lseek(fileno(run->input), 0, SEEK_SET) != 0)
        return fail(context, run, "cannot write the temporary file");
    return DZ_OK;
}

static dz_status open_pipes(dz_context *context, running *run)
{
    if (pipe2(run->output, O_CLOEXEC) != 0 || pipe2(run->complaints, O_CLOEXEC) != 0)
        return fail(context, run, "no pipe");
    return DZ_OK;
}

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static dz_status start(dz_context *context, running *run)
{
    posix_spawn_file_actions_t actions;
    const dz_process *process = run->process;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return dz_context__fail(context, DZ_ERROR_MEMORY, "%s: no memory to start %s", process->name,
                                process->words[0]);
    int error = posix_spawn_file_actions_adddup2(&actions, fileno(run->input), STDIN_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, run->output[1], STDOUT_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, run->complaints[1], STDERR_FILENO);
    if (error == 0)
        error = posix_spawnp(&run->child, process->words[0], &actions, NULL, (char *const *)(uintptr_t)process->words,
                             environ);
    posix_spawn_file_actions_destroy(&actions);
    close_end(&run->output[1]);
    close_end(&run->complaints[1]);
    if (error == 0)
        return DZ_OK;
    run->child = -1;
    if (error == ENOENT || error == EACCES)
        return dz_context__fail(context, DZ_ERROR_NOT_FOUND, "%s: %s is missing; %s", process->name, process->words[0],
                                process->remedy);
    errno = error;
    return fail(context, run, "cannot start a process");
}

/* ---- Running ---- */

static time_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Reads once from a pipe; its end closes it. What is over `limit` is read and dropped, and told by `*over`. */
static dz_status drain(dz_context *context, const running *run, int *end, dz_buffer *into, size_t limit, bool *over)
{
    char bytes[65536];
    ssize_t count = read(*end, bytes, sizeof bytes);
    *over = false;
    if (count < 0 && errno == EINTR)
        return DZ_OK;
    if (count < 0)
        return fail(context, run, "cannot read a pipe");
    if (count == 0) {
        close_end(end);
        return DZ_OK;
    }
    size_t room = limit - into->length;
    *over = (size_t)count > room;
    return dz_buffer__append(into, bytes, *over ? room : (size_t)count);
}

static dz_status read_ready(dz_context *context, running *run, const struct pollfd *ends, dz_buffer *output,
                            dz_buffer *complaints)
{
    bool over = false;
    dz_status status = DZ_OK;
    if (ends[0].revents)
        status = drain(context, run, &run->output[0], output, run->process->output_limit_bytes, &over);
    if (status == DZ_OK && over)
        return dz_context__fail(context, DZ_ERROR_LIMIT,
                                "%s: %s makes more than the limit of %zu bytes of it; split it", run->process->name,
                                run->process->words[0], run->process->output_limit_bytes);
    if (status == DZ_OK && ends[1].revents)
        status = drain(context, run, &run->complaints[0], complaints, COMPLAINTS_MAX, &over);
    return status;
}

static dz_status collect(dz_context *context, running *run, dz_buffer *output, dz_buffer *complaints)
{
    time_t deadline = seconds_now() + (time_t)run->process->limit_s;
    dz_status status = DZ_OK;
    while (status == DZ_OK && (run->output[0] >= 0 || run->complaints[0] >= 0)) {
        struct pollfd ends[2] = {{.fd = run->output[0], .events = POLLIN},
                                 {.fd = run->complaints[0], .events = POLLIN}};
        int ready = poll(ends, 2, STEP_MS);
        if (ready < 0 && errno != EINTR)
            return fail(context, run, "cannot wait");
        if (ready > 0)
            status = read_ready(context, run, ends, output, complaints);
        if (status == DZ_OK)
            status = dz_context__progress(context, run->process->words[0], output->length, 0);
        if (status == DZ_OK && seconds_now() > deadline)
            status = dz_context__fail(context, DZ_ERROR_LIMIT, "%s: %s did not end in %u seconds; split the file",
                                      run->process->name, run->process->words[0], run->process->limit_s);
    }
    return status;
}

/* ---- Ending ---- */

static void finish(running *run, bool at_once)
{
    int state = 0;
    if (run->child > 0) {
        pid_t ended;
        if (at_once)
            kill(run->child, SIGKILL);
        do
            ended = waitpid(run->child, &state, 0);
        while (ended < 0 && errno == EINTR);
        bool exited = ended == run->child && WIFEXITED(state);
        run->process->exit_code = exited ? WEXITSTATUS(state) : -1;
    }
    for (int i = 0; i < 2; i++) {
        close_end(&run->output[i]);
        close_end(&run->complaints[i]);
    }
    if (run->input)
        fclose(run->input);
}

dz_status dz_process__run(dz_context *context, dz_process *process, dz_buffer *output, dz_buffer *complaints)
{
    running run = {.process = process, .output = {-1, -1}, .complaints = {-1, -1}, .child = -1};
    process->exit_code = -1;
    dz_status status = write_input(context, &run);
    if (status == DZ_OK)
        status = open_pipes(context, &run);
    if (status == DZ_OK)
        status = start(context, &run);
    if (status == DZ_OK)
        status = collect(context, &run, output, complaints);
    finish(&run, status != DZ_OK);
    return status;
}
