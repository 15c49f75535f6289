#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>

/* A ring of jobs, numbered from the first that was given on:
 *
 *   taken        next            given          given + room
 *     | done or being done | waiting |  free  |                    */
struct job_pool {
    job_function function;
    pthread_mutex_t lock;
    pthread_cond_t fresh; /* a job waits, or the pool closes */
    pthread_cond_t done;  /* a job was done */
    size_t room;
    size_t taken, next, given;
    void **jobs;
    bool *is_done;
    bool closing;
    size_t thread_count;
    pthread_t threads[];
};

static void *work(void *payload)
{
    job_pool *pool = payload;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->next == pool->given && !pool->closing)
            pthread_cond_wait(&pool->fresh, &pool->lock);
        if (pool->next == pool->given)
            break;
        size_t number = pool->next++ % pool->room;
        pthread_mutex_unlock(&pool->lock);
        pool->function(pool->jobs[number]);
        pthread_mutex_lock(&pool->lock);
        pool->is_done[number] = true;
        pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

job_pool *jobs_open(size_t threads, job_function function)
{
    threads = threads > 1 ? threads : 0;
    job_pool *pool = calloc(1, sizeof *pool + threads * sizeof *pool->threads);
    if (!pool)
        return NULL;
    pool->function = function;
    pool->room = threads ? JOBS_PER_THREAD * threads : 1;
    pool->jobs = calloc(pool->room, sizeof *pool->jobs);
    pool->is_done = calloc(pool->room, sizeof *pool->is_done);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->fresh, NULL);
    pthread_cond_init(&pool->done, NULL);
    bool good = pool->jobs && pool->is_done;
    while (good && pool->thread_count < threads &&
           pthread_create(&pool->threads[pool->thread_count], NULL, work, pool) == 0)
        pool->thread_count++;
    if (good && (!threads || pool->thread_count)) /* fewer threads than asked for do the same work */
        return pool;
    jobs_close(pool);
    return NULL;
}

bool jobs_full(const job_pool *pool)
{
    return pool->given - pool->taken == pool->room;
}

void jobs_give(job_pool *pool, void *job)
{
    size_t number = pool->given % pool->room;
    if (!pool->thread_count)
        pool->function(job);
    pthread_mutex_lock(&pool->lock);
    pool->jobs[number] = job;
    pool->is_done[number] = !pool->thread_count;
    pool->given++;
    pthread_cond_signal(&pool->fresh);
    pthread_mutex_unlock(&pool->lock);
}

void *jobs_take(job_pool *pool)
{
    if (pool->taken == pool->given)
        return NULL;
    size_t number = pool->taken % pool->room;
    pthread_mutex_lock(&pool->lock);
    while (!pool->is_done[number])
        pthread_cond_wait(&pool->done, &pool->lock);
    pool->taken++;
    pthread_mutex_unlock(&pool->lock);
    return pool->jobs[number];
}

void jobs_close(job_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->fresh);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->fresh);
    pthread_mutex_destroy(&pool->lock);
    free(pool->is_done);
    free(pool->jobs);
    free(pool);
}
