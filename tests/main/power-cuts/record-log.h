// The log of record-writes.c: which files are recorded, and how a record is written.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 65536

static int log_file = -1;
static char root[PATH_MAX];
static size_t root_length = 0;
/** By descriptor: whether it is of a file or folder below the root. */
static unsigned char recorded[MOST_FILES];

struct head {
  uint32_t kind;
  uint32_t pid;
  int32_t descriptor;
  uint32_t path_bytes;
  uint32_t data_bytes;
  uint32_t reserved;
  int64_t number;
} __attribute__((packed));

/** One record in one call: the log is opened for appending, so that those of several processes do not mix. */
static void say(char kind, int descriptor, int64_t number, const char *path,
                const struct iovec *data, int parts) {
  if (log_file < 0) return;
  int kept = errno;
  struct iovec all[IOV_MAX < 1024 ? IOV_MAX : 1024];
  size_t bytes = 0;
  if (parts + 2 > (int)(sizeof all / sizeof all[0])) abort();
  for (int i = 0; i < parts; i++) {
    all[i + 2] = data[i];
    bytes += data[i].iov_len;
  }
  struct head head = {(uint32_t)kind, (uint32_t)getpid(), descriptor,
                      path == NULL ? 0 : (uint32_t)strlen(path), (uint32_t)bytes, 0, number};
  all[0] = (struct iovec){&head, sizeof head};
  all[1] = (struct iovec){(void *)path, head.path_bytes};
  ssize_t whole = (ssize_t)(sizeof head + head.path_bytes + bytes);
  if (syscall(SYS_writev, log_file, all, parts + 2) != whole) abort();
  errno = kept;
}

__attribute__((constructor)) static void begin(void) {
  const char *log = getenv("RECORD_LOG");
  const char *folder = getenv("RECORD_ROOT");
  if (log == NULL || folder == NULL || realpath(folder, root) == NULL) return;
  root_length = strlen(root);
  int opened = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
  // Out of the way of the numbers that the program counts on.
  log_file = fcntl(opened, F_DUPFD_CLOEXEC, 900);
  if (log_file < 0) abort();
  syscall(SYS_close, opened);
}

static int is_below(const char *path) {
  return log_file >= 0 && strncmp(path, root, root_length) == 0 &&
         (path[root_length] == '/' || path[root_length] == 0);
}

/** The absolute path of what is named in a folder, without following the last name. */
static const char *absolute(int folder, const char *name, char *place) {
  if (name[0] == '/') return name;
  char link[64], start[PATH_MAX];
  if (folder == AT_FDCWD) {
    if (getcwd(start, sizeof start) == NULL) return name;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, start, sizeof start - 1);
    if (length < 0) return name;
    start[length] = 0;
  }
  snprintf(place, PATH_MAX, "%.2000s/%.2000s", start, name);
  return place;
}

static int is_recorded(int descriptor) {
  return descriptor >= 0 && descriptor < MOST_FILES && recorded[descriptor];
}

static int opened(int descriptor, int flags) {
  if (descriptor < 0 || log_file < 0) return descriptor;
  if (descriptor >= MOST_FILES) abort();
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  int kept = errno;
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = kept;
  if (length < 0) return descriptor;
  path[length] = 0;
  recorded[descriptor] = (unsigned char)is_below(path);
  if (recorded[descriptor]) say('O', descriptor, flags, path, NULL, 0);
  return descriptor;
}

