/* A disk that misbehaves while a file says so: preloaded into the program, it answers for the disk under the database.
   DISK_FAULT names the file; "full" in it lets nothing grow or be written, "broken" fails every write and flush. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* What the disk under this descriptor does now: an errno, or 0. */
static int fault(int fd, int flush) {
    const char *file = getenv("DISK_FAULT");
    char said[8] = {0}, link[64], path[4096] = {0};
    int from = file ? open(file, O_RDONLY) : -1;
    if (from < 0) return 0;
    ssize_t length = read(from, said, sizeof said - 1);
    close(from);
    if (length <= 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof path - 1) < 0 || !strstr(path, "samrad.db")) return 0;
    if (said[0] == 'b') return EIO;
    return said[0] == 'f' && !flush ? ENOSPC : 0;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define GUARD(flush) do { int f = fault(fd, flush); if (f) { errno = f; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t n) { GUARD(0); return REAL(write)(fd, bytes, n); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { GUARD(0); return REAL(pwrite)(fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { GUARD(0); return REAL(pwrite64)(fd, bytes, n, at); }
int ftruncate(int fd, off_t size) { GUARD(0); return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { GUARD(0); return REAL(ftruncate64)(fd, size); }
int fsync(int fd) { GUARD(1); return REAL(fsync)(fd); }
int fdatasync(int fd) { GUARD(1); return REAL(fdatasync)(fd); }
