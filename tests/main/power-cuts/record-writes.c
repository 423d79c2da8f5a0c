// Preloaded into a process (LD_PRELOAD), it writes down every change that the process and its children make below the
// folder RECORD_ROOT into the file RECORD_LOG: what was written where, and when it was brought to the disk. Reading
// is not recorded. See write-log.ts for the format, and docs/decisions/0060-power-cuts.md for the reasons.
#include "record-log.h"

#include <dlfcn.h>

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define MODE                                                                                      \
  mode_t mode = 0;                                                                                \
  if (flags & (O_CREAT | O_TMPFILE)) {                                                            \
    va_list more;                                                                                 \
    va_start(more, flags);                                                                        \
    mode = (mode_t)va_arg(more, int);                                                             \
    va_end(more);                                                                                 \
  }

#define OPEN(name)                                                                                \
  int name(const char *path, int flags, ...) {                                                    \
    MODE NEXT(name);                                                                              \
    return opened(next(path, flags, mode), flags);                                                \
  }
OPEN(open)
OPEN(open64)
#define OPEN_AT(name)                                                                             \
  int name(int folder, const char *path, int flags, ...) {                                        \
    MODE NEXT(name);                                                                              \
    return opened(next(folder, path, flags, mode), flags);                                        \
  }
OPEN_AT(openat)
OPEN_AT(openat64)

/** Said before the descriptor is free to be given out again. */
static void closing(int descriptor) {
  if (!is_recorded(descriptor)) return;
  recorded[descriptor] = 0;
  say('C', descriptor, 0, NULL, NULL, 0);
}
int close(int descriptor) {
  NEXT(close);
  closing(descriptor);
  return next(descriptor);
}

/** Where `write` is about to write. */
static int64_t position(int descriptor) {
  if (!is_recorded(descriptor)) return 0;
  int flags = fcntl(descriptor, F_GETFL);
  return lseek64(descriptor, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
}

static ssize_t wrote(int descriptor, int64_t at, const void *data, ssize_t done) {
  if (done > 0 && is_recorded(descriptor)) {
    struct iovec whole = {(void *)data, (size_t)done};
    say('W', descriptor, at, NULL, &whole, 1);
  }
  return done;
}

static ssize_t wrote_parts(int descriptor, int64_t at, const struct iovec *parts, int count,
                           ssize_t done) {
  ssize_t left = done;
  for (int i = 0; i < count && left > 0; i++) {
    ssize_t part = (ssize_t)parts[i].iov_len < left ? (ssize_t)parts[i].iov_len : left;
    wrote(descriptor, at, parts[i].iov_base, part);
    at += part;
    left -= part;
  }
  return done;
}

ssize_t write(int descriptor, const void *data, size_t bytes) {
  NEXT(write);
  int64_t at = position(descriptor);
  return wrote(descriptor, at, data, next(descriptor, data, bytes));
}
#define PWRITE(name, offset)                                                                      \
  ssize_t name(int descriptor, const void *data, size_t bytes, offset at) {                       \
    NEXT(name);                                                                                   \
    return wrote(descriptor, at, data, next(descriptor, data, bytes, at));                        \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  NEXT(writev);
  int64_t at = position(descriptor);
  return wrote_parts(descriptor, at, parts, count, next(descriptor, parts, count));
}
#define PWRITEV(name, offset)                                                                     \
  ssize_t name(int descriptor, const struct iovec *parts, int count, offset at) {                 \
    NEXT(name);                                                                                   \
    return wrote_parts(descriptor, at, parts, count, next(descriptor, parts, count, at));         \
  }
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)

static int said(int done, char kind, int descriptor, int64_t number) {
  if (done == 0 && is_recorded(descriptor)) say(kind, descriptor, number, NULL, NULL, 0);
  return done;
}
#define TRUNCATE(name, offset)                                                                    \
  int name(int descriptor, offset length) {                                                       \
    NEXT(name);                                                                                   \
    return said(next(descriptor, length), 'T', descriptor, length);                               \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
#define SYNC(name)                                                                                \
  int name(int descriptor) {                                                                      \
    NEXT(name);                                                                                   \
    return said(next(descriptor), 'S', descriptor, 0);                                            \
  }
SYNC(fsync)
SYNC(fdatasync)

static int named(int done, char kind, const char *path, const char *other) {
  if (done != 0 || log_file < 0 || !(is_below(path) || (other != NULL && is_below(other)))) {
    return done;
  }
  struct iovec more = {(void *)other, other == NULL ? 0 : strlen(other)};
  say(kind, -1, 0, path, &more, 1);
  return done;
}

int mkdir(const char *path, mode_t mode) {
  NEXT(mkdir);
  char place[PATH_MAX];
  return named(next(path, mode), 'M', absolute(AT_FDCWD, path, place), NULL);
}
#define REMOVE(name)                                                                              \
  int name(const char *path) {                                                                    \
    NEXT(name);                                                                                   \
    char place[PATH_MAX];                                                                         \
    return named(next(path), 'U', absolute(AT_FDCWD, path, place), NULL);                         \
  }
REMOVE(rmdir)
REMOVE(unlink)
REMOVE(remove)
int unlinkat(int folder, const char *path, int flags) {
  NEXT(unlinkat);
  char place[PATH_MAX];
  const char *full = absolute(folder, path, place);
  return named(next(folder, path, flags), 'U', full, NULL);
}
#define TWO_NAMES(name, kind)                                                                     \
  int name(const char *from, const char *to) {                                                    \
    NEXT(name);                                                                                   \
    char one[PATH_MAX], other[PATH_MAX];                                                          \
    const char *source = absolute(AT_FDCWD, from, one);                                           \
    return named(next(from, to), kind, source, absolute(AT_FDCWD, to, other));                    \
  }
TWO_NAMES(rename, 'R')
TWO_NAMES(link, 'L')

// Copying inside the kernel is refused as on a file system that cannot: the caller then reads and writes.

static int refused(int descriptor, int reason) {
  if (!is_recorded(descriptor)) return 0;
  errno = reason;
  return 1;
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *target, size_t bytes,
                        unsigned int flags) {
  NEXT(copy_file_range);
  return refused(to, EXDEV) ? -1 : next(from, at, to, target, bytes, flags);
}
ssize_t sendfile(int to, int from, off_t *at, size_t bytes) {
  NEXT(sendfile);
  return refused(to, EINVAL) ? -1 : next(to, from, at, bytes);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t bytes) {
  NEXT(sendfile64);
  return refused(to, EINVAL) ? -1 : next(to, from, at, bytes);
}
int ioctl(int descriptor, unsigned long request, ...) {
  NEXT(ioctl);
  va_list more;
  va_start(more, request);
  void *argument = va_arg(more, void *);
  va_end(more);
  return request == FICLONE && refused(descriptor, EOPNOTSUPP)
             ? -1
             : next(descriptor, request, argument);
}
/** Node calls some by their numbers. */
long syscall(long number, ...) {
  NEXT(syscall);
  long a[6];
  va_list more;
  va_start(more, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(more, long);
  va_end(more);
  if (number == SYS_close) closing((int)a[0]);
  if (number == SYS_copy_file_range && refused((int)a[2], EXDEV)) return -1;
  if (number == SYS_sendfile && refused((int)a[0], EINVAL)) return -1;
  return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

// Ways of writing that are not recorded: the reader of the log refuses them.

static void unknown(int descriptor, const char *what) {
  if (is_recorded(descriptor)) say('X', descriptor, 0, what, NULL, 0);
}
#define FALLOCATE(name, offset)                                                                   \
  int name(int descriptor, int mode, offset at, offset length) {                                  \
    NEXT(name);                                                                                   \
    unknown(descriptor, "fallocate");                                                             \
    return next(descriptor, mode, at, length);                                                    \
  }
FALLOCATE(fallocate, off_t)
FALLOCATE(fallocate64, off64_t)
/** SQLite's index of a journal is mapped, and made anew whenever its last user has gone: its content does not count. */
static int is_index(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  return length > 4 && memcmp(path + length - 4, "-shm", 4) == 0;
}
static void mapped(int protection, int flags, int descriptor) {
  int writes = (protection & PROT_WRITE) && (flags & MAP_SHARED);
  if (writes && is_recorded(descriptor) && !is_index(descriptor)) unknown(descriptor, "mmap");
}
#define MMAP(name, offset)                                                                        \
  void *name(void *address, size_t length, int protection, int flags, int descriptor,             \
             offset at) {                                                                         \
    NEXT(name);                                                                                   \
    mapped(protection, flags, descriptor);                                                        \
    return next(address, length, protection, flags, descriptor, at);                              \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)
