/* Kills the process in the middle of its DIE_AT-th write or sync, as a power cut would. Preloaded by a test. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1;

static void one(void) {
  if (left < 0) {
    const char *at = getenv("DIE_AT");
    left = at ? atol(at) : 1L << 40;
  }
  if (--left == 0) kill(getpid(), SIGKILL);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
  ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  one();
  return next(file, bytes, size, at);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
  ssize_t (*next)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
  one();
  return next(file, bytes, size, at);
}

int fdatasync(int file) {
  int (*next)(int) = dlsym(RTLD_NEXT, "fdatasync");
  one();
  return next(file);
}

int fsync(int file) {
  int (*next)(int) = dlsym(RTLD_NEXT, "fsync");
  one();
  return next(file);
}
