/* Work done by several threads at a time, and taken back in the order in which it was given. */
#ifndef DZ_TOOLS_JOBS_H
#define DZ_TOOLS_JOBS_H

#include <stdbool.h>
#include <stddef.h>

/* Jobs that may wait or be done and not taken back, for each thread: what bounds the memory. */
#define JOBS_PER_THREAD 4

typedef struct job_pool job_pool;

/* Does one job; called in any of the threads. */
typedef void (*job_function)(void *job);

/* `threads` of 0 or 1: a job is done when it is given. NULL where there is no memory, or no thread could be started. */
job_pool *jobs_open(size_t threads, job_function function);

/* Whether a job must be taken back before another can be given. */
bool jobs_full(const job_pool *pool);
void jobs_give(job_pool *pool, void *job);

/* The oldest job, once it is done; NULL where none is left. */
void *jobs_take(job_pool *pool);

/* Ends the threads; all jobs must have been taken back. NULL is allowed. */
void jobs_close(job_pool *pool);

#endif
