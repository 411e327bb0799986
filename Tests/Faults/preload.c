// Loaded before the program (LD_PRELOAD): a clock that somebody sets, and a disk that takes nothing any more. What is to
// happen stands in a file that both sides have mapped, so that it can change while the program runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
    // Added to the time of day; the monotonic clock is nobody's to set.
    int64_t seconds;
    // errno of every write below `folder`; 0: the disk is well.
    int64_t failure;
    char folder[1024];
};

static volatile struct control *control;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULTS_CONTROL");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ, MAP_SHARED, file, 0);
    if (mapped != MAP_FAILED) control = mapped;
    close(file);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// The clock

static int64_t ahead(void) { return control ? control->seconds : 0; }

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(clock_gettime);
    int result = real(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead();
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(gettimeofday);
    int result = real(now, zone);
    if (result == 0) now->tv_sec += ahead();
    return result;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}

// Moments of the time of day are the kernel's again; those of the monotonic clock are small.
static struct timespec moment(const struct timespec *until) {
    struct timespec real = *until;
    if (real.tv_sec > 1000000000) real.tv_sec -= ahead();
    return real;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
    REAL(pthread_cond_timedwait);
    struct timespec when = moment(until);
    return real(condition, mutex, &when);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until) {
    REAL(sem_timedwait);
    struct timespec when = moment(until);
    return real(semaphore, &when);
}

// The disk

static int is_below(const char *path) {
    size_t length = strnlen((const char *)control->folder, sizeof control->folder);
    return length > 0 && strncmp(path, (const char *)control->folder, length) == 0;
}

// Nonzero, with errno set, where this file may not be written now.
static int fails(int file) {
    if (!control || control->failure == 0) return 0;
    char name[64], path[1024];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (!is_below(path)) return 0;
    errno = (int)control->failure;
    return 1;
}

static int fails_at(const char *path) {
    if (!control || control->failure == 0 || !path || !is_below(path)) return 0;
    errno = (int)control->failure;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write);
    return fails(file) ? -1 : real(file, bytes, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev);
    return fails(file) ? -1 : real(file, parts, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    REAL(pwrite);
    return fails(file) ? -1 : real(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    REAL(pwrite64);
    return fails(file) ? -1 : real(file, bytes, count, offset);
}

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    return fails(file) ? -1 : real(file, length);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return fails_at(path) ? -1 : real(path, mode);
}

int rename(const char *old, const char *new) {
    REAL(rename);
    return fails_at(new) ? -1 : real(old, new);
}

int unlink(const char *path) {
    REAL(unlink);
    return fails_at(path) ? -1 : real(path);
}

static int fails_to_open(const char *path, int flags) {
    return (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 && fails_at(path);
}

#define OPENER(name)                                       \
    int name(const char *path, int flags, ...) {           \
        REAL(name);                                        \
        va_list more;                                      \
        va_start(more, flags);                             \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more);                                      \
        return fails_to_open(path, flags) ? -1 : real(path, flags, mode); \
    }

OPENER(open)
OPENER(open64)
