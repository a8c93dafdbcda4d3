/* Lets file operations below one folder fail, for tests: preloaded before the C library (Linux).
 *
 * failing_set(folder, first, error, kinds, forever) lets the operation of these kinds that is number `first`
 * (from 1; 0: none) fail with `error`, and with `forever` all later ones too; failing_count() says how many
 * there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { GROWS = 1, CHANGES = 2 }; /* what takes room on the disk; what else changes it */

static char folder[PATH_MAX];
static atomic_long count;
static long first;
static int error, kinds, forever;

void failing_set(const char *path, long number, int code, int chosen, int all) {
    snprintf(folder, sizeof folder, "%s", path);
    count = 0;
    first = number, error = code, kinds = chosen, forever = all;
}

long failing_count(void) { return count; }

static int fails(const char *path, int kind) {
    size_t length = strlen(folder);
    if (!length || !(kind & kinds) || strncmp(path, folder, length)) return 0;
    long number = atomic_fetch_add(&count, 1) + 1;
    if (!first || number < first || (number > first && !forever)) return 0;
    errno = error;
    return 1;
}

static int fd_fails(int fd, int kind) {
    char link[64], path[PATH_MAX];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path, kind);
}

static int at_fails(int fd, const char *name, int kind) {
    return name[0] == '/' || fd == AT_FDCWD ? fails(name, kind) : fd_fails(fd, kind);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define BY_FD(result, name, kind, parameters, ...)                                                             \
    result name parameters { return fd_fails(fd, kind) ? -1 : NEXT(name)(__VA_ARGS__); }
#define BY_PATH(name, kind, parameters, ...)                                                                   \
    int name parameters { return fails(path, kind) ? -1 : NEXT(name)(__VA_ARGS__); }
#define OPENS(name)                                                                                            \
    int name(const char *path, int flags, ...) {                                                               \
        va_list more;                                                                                          \
        va_start(more, flags);                                                                                 \
        mode_t mode = va_arg(more, mode_t);                                                                    \
        va_end(more);                                                                                          \
        return (flags & O_CREAT) && fails(path, GROWS) ? -1 : NEXT(name)(path, flags, mode);                   \
    }

BY_FD(ssize_t, write, GROWS, (int fd, const void *data, size_t size), fd, data, size)
BY_FD(ssize_t, pwrite, GROWS, (int fd, const void *data, size_t size, off_t at), fd, data, size, at)
BY_FD(ssize_t, pwrite64, GROWS, (int fd, const void *data, size_t size, off64_t at), fd, data, size, at)
BY_FD(ssize_t, writev, GROWS, (int fd, const struct iovec *parts, int number), fd, parts, number)
BY_FD(int, ftruncate, GROWS, (int fd, off_t size), fd, size)
BY_FD(int, ftruncate64, GROWS, (int fd, off64_t size), fd, size)
BY_FD(int, fsync, CHANGES, (int fd), fd)
BY_FD(int, fdatasync, CHANGES, (int fd), fd)
BY_PATH(mkdir, GROWS, (const char *path, mode_t mode), path, mode)
BY_PATH(rmdir, CHANGES, (const char *path), path)
BY_PATH(unlink, CHANGES, (const char *path), path)
BY_PATH(rename, CHANGES, (const char *path, const char *target), path, target)
OPENS(open)
OPENS(open64)

int unlinkat(int fd, const char *path, int flags) {
    return at_fails(fd, path, CHANGES) ? -1 : NEXT(unlinkat)(fd, path, flags);
}

FILE *fopen(const char *path, const char *mode) {
    return mode[0] != 'r' && fails(path, GROWS) ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    return mode[0] != 'r' && fails(path, GROWS) ? NULL : NEXT(fopen64)(path, mode);
}

size_t fwrite(const void *data, size_t size, size_t number, FILE *file) {
    return fd_fails(fileno(file), GROWS) ? 0 : NEXT(fwrite)(data, size, number, file);
}
