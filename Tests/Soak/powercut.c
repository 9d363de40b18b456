// Stands between a program and the disk and the clock, by LD_PRELOAD, to see what a loss of power would leave.
//
// Only files under one folder are looked at. Settings come from the environment:
//
//   POWERCUT_FOLDER   the folder, as the kernel names it
//   POWERCUT_TRACE    a file that gets one line for each write, sync, and answer 303, in the order in which they happened
//   POWERCUT_TRIGGER  a named pipe; a line in it sets when the power goes:
//                         now          at once
//                         ops N        at the N-th operation on a file from now
//                         file N       at the N-th operation from now on a file that is no log (-wal)
//                         acks N       right after the N-th answer 303 from now has left
//                     and then, after a space, what the disk had kept of that which was not synced:
//                         drop         nothing
//                         torn SEED    whatever chance says: whole writes, single sectors, or nothing
//   POWERCUT_SWALLOW  a sync does nothing and is believed: what a check has to notice
//   POWERCUT_DELAY    microseconds that a sync takes longer
//   POWERCUT_BROKEN   a file that cannot be read: opening it to read fails with EIO
//   POWERCUT_CLOCK    a file of eight bytes: how many microseconds the time of day is off, to be changed at any time
//
// What a sync that has returned covers is kept. Everything later is remembered with what stood there before; when the
// power goes, no answer leaves any more, the files are put back, and the process ends at once. A file whose folder was
// never synced after its making is gone too. Files in shared memory (-shm) don't outlive power and are left alone.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(type, name) static type (*name)
REAL(int, real_open)(const char *, int, ...);
REAL(int, real_openat)(int, const char *, int, ...);
REAL(int, real_close)(int);
REAL(ssize_t, real_read)(int, void *, size_t);
REAL(ssize_t, real_recv)(int, void *, size_t, int);
REAL(ssize_t, real_write)(int, const void *, size_t);
REAL(ssize_t, real_writev)(int, const struct iovec *, int);
REAL(ssize_t, real_pwrite)(int, const void *, size_t, off_t);
REAL(ssize_t, real_pwritev)(int, const struct iovec *, int, off_t);
REAL(ssize_t, real_send)(int, const void *, size_t, int);
REAL(ssize_t, real_sendto)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
REAL(ssize_t, real_sendmsg)(int, const struct msghdr *, int);
REAL(int, real_fsync)(int);
REAL(int, real_fdatasync)(int);
REAL(int, real_ftruncate)(int, off_t);
REAL(int, real_fallocate)(int, int, off_t, off_t);
REAL(int, real_unlink)(const char *);
REAL(int, real_rename)(const char *, const char *);
REAL(int, real_clock_gettime)(clockid_t, struct timespec *);
REAL(int, real_gettimeofday)(struct timeval *, void *);

enum { most_descriptors = 65536, most_files = 512, sector = 512 };

struct change {
    int truncates;
    off_t offset, length_before, length_after;
    size_t count, count_before;
    unsigned char *before, *after;
};

struct file {
    char path[PATH_MAX];
    dev_t device;
    ino_t inode;
    int descriptor;      // ours, never closed: closing one would drop the program's own locks on the file
    int is_folder;
    int is_new;          // its name isn't safe before its folder is synced
    pthread_mutex_t lock;
    struct change *changes;
    size_t count, room;
    uint64_t first;      // the serial number of changes[0]
};

static struct file files[most_files];
static int file_count;
static pthread_mutex_t files_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic short file_of[most_descriptors];   // index + 1

static char folder[PATH_MAX];
static size_t folder_length;
static int trace_descriptor = -1;
static pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t trace_number;
static int swallows;
static useconds_t delay;
static const char *broken;
static _Atomic int64_t *shift;

// Held for reading by whatever must not be half done when the power goes; taken for writing, for ever, by the end.
static pthread_rwlock_t world;
static _Atomic long operations_left, file_operations_left, acknowledgements_left;
static int is_torn;
static unsigned seed;

static void resolve(void) {
    static _Atomic int done;
    if (atomic_load(&done)) return;
#define FIND(name) real_##name = (__typeof__(real_##name))dlsym(RTLD_NEXT, #name)
    FIND(open); FIND(openat); FIND(close); FIND(read); FIND(recv); FIND(write); FIND(writev); FIND(pwrite); FIND(pwritev);
    FIND(send); FIND(sendto); FIND(sendmsg); FIND(fsync); FIND(fdatasync); FIND(ftruncate); FIND(fallocate); FIND(unlink);
    FIND(rename); FIND(clock_gettime); FIND(gettimeofday);
    atomic_store(&done, 1);
}

static void trace(const char *format, ...) {
    if (trace_descriptor < 0) return;
    char line[PATH_MAX + 200];
    int kept = errno;
    pthread_mutex_lock(&trace_lock);
    int length = snprintf(line, sizeof line, "%llu ", (unsigned long long)++trace_number);
    va_list values;
    va_start(values, format);
    length += vsnprintf(line + length, sizeof line - length - 1, format, values);
    va_end(values);
    line[length++] = '\n';
    if (real_write(trace_descriptor, line, length) < 0) trace_descriptor = -1;
    pthread_mutex_unlock(&trace_lock);
    errno = kept;
}

static void die(const char *what) {
    if (real_write(2, "powercut: ", 10) < 0 || real_write(2, what, strlen(what)) < 0 || real_write(2, "\n", 1) < 0) {}
    _exit(98);
}

// MARK: The end

static void put_back(struct file *file) {
    for (size_t i = file->count; i-- > 0;) {
        struct change *change = &file->changes[i];
        if (change->count_before && real_pwrite(file->descriptor, change->before, change->count_before, change->offset) < 0)
            die("cannot put back");
        if (real_ftruncate(file->descriptor, change->length_before) != 0) die("cannot shorten");
    }
    if (!is_torn) return;
    // The disk keeps no order among what wasn't synced.
    for (size_t i = 0; i < file->count; i++) {
        struct change *change = &file->changes[i];
        int luck = rand_r(&seed) % 3;
        if (luck == 0) continue;
        if (change->truncates) {
            if (luck == 1 && real_ftruncate(file->descriptor, change->length_after) != 0) die("cannot shorten");
            continue;
        }
        for (off_t from = change->offset; from < change->offset + (off_t)change->count;) {
            off_t to = (from / sector + 1) * sector, end = change->offset + (off_t)change->count;
            if (to > end) to = end;
            if (luck == 1 || rand_r(&seed) % 2)
                if (real_pwrite(file->descriptor, change->after + (from - change->offset), to - from, from) < 0)
                    die("cannot tear");
            from = to;
        }
    }
}

static _Noreturn void lose_power(const char *why) {
    pthread_rwlock_wrlock(&world);
    size_t lost = 0;
    for (int i = 0; i < file_count; i++) {
        lost += files[i].count;
        if (files[i].count) trace("lost %d %zu", i, files[i].count);
        if (files[i].is_folder || files[i].descriptor < 0) continue;
        put_back(&files[i]);
        if (files[i].is_new && (!is_torn || rand_r(&seed) % 2)) real_unlink(files[i].path);
    }
    trace("cut %s, %zu changes were not synced", why, lost);
    _exit(99);
}

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static void operation(struct file *file) {
    if (atomic_load(&file_operations_left) > 0 && !ends_with(file->path, "-wal")
        && atomic_fetch_sub(&file_operations_left, 1) == 1)
        lose_power("at an operation on the file");
    if (atomic_load(&operations_left) > 0 && atomic_fetch_sub(&operations_left, 1) == 1) lose_power("at an operation");
}

static void *wait_for_trigger(void *path) {
    int pipe = real_open(path, O_RDWR | O_CLOEXEC);
    if (pipe < 0) die("cannot open the trigger");
    char line[100];
    size_t length = 0;
    while (length < sizeof line - 1 && real_read(pipe, line + length, 1) == 1) {
        if (line[length] != '\n') {
            length++;
            continue;
        }
        line[length] = 0;
        length = 0;
        char *torn = strstr(line, "torn ");
        is_torn = torn != NULL;
        seed = torn ? (unsigned)strtoul(torn + 5, NULL, 10) : 0;
        if (strncmp(line, "now", 3) == 0) lose_power("by the clock");
        if (strncmp(line, "ops ", 4) == 0) atomic_store(&operations_left, strtol(line + 4, NULL, 10));
        if (strncmp(line, "file ", 5) == 0) atomic_store(&file_operations_left, strtol(line + 5, NULL, 10));
        if (strncmp(line, "acks ", 5) == 0) atomic_store(&acknowledgements_left, strtol(line + 5, NULL, 10));
    }
    return NULL;
}

__attribute__((constructor)) static void start(void) {
    resolve();
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&world, &attributes);
    const char *value = getenv("POWERCUT_FOLDER");
    if (value) snprintf(folder, sizeof folder, "%s/", value);
    folder_length = strlen(folder);
    if ((value = getenv("POWERCUT_TRACE")))
        trace_descriptor = real_open(value, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    swallows = getenv("POWERCUT_SWALLOW") != NULL;
    if ((value = getenv("POWERCUT_DELAY"))) delay = (useconds_t)strtoul(value, NULL, 10);
    broken = getenv("POWERCUT_BROKEN");
    if ((value = getenv("POWERCUT_CLOCK"))) {
        int descriptor = real_open(value, O_RDONLY | O_CLOEXEC);
        void *memory = descriptor < 0 ? MAP_FAILED : mmap(NULL, 8, PROT_READ, MAP_SHARED, descriptor, 0);
        if (memory == MAP_FAILED) die("cannot open the clock");
        shift = memory;
    }
    if ((value = getenv("POWERCUT_TRIGGER"))) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, wait_for_trigger, strdup(value)) != 0) die("cannot wait");
    }
}

// MARK: Which files

static struct file *file_at(int descriptor) {
    if (descriptor < 0 || descriptor >= most_descriptors) return NULL;
    short index = atomic_load(&file_of[descriptor]);
    return index ? &files[index - 1] : NULL;
}

static void notice(int descriptor, int is_new) {
    if (!folder_length || descriptor < 0 || descriptor >= most_descriptors) return;
    int kept = errno;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 2);
    struct stat status;
    if (length > 0 && fstat(descriptor, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) {
        path[length] = 0;
        int is_folder = S_ISDIR(status.st_mode);
        char within[PATH_MAX + 1];
        snprintf(within, sizeof within, "%s%s", path, is_folder ? "/" : "");
        if (strncmp(within, folder, folder_length) == 0 && !ends_with(path, "-shm") && !ends_with(path, ".lock")) {
            pthread_mutex_lock(&files_lock);
            int index = 0;
            while (index < file_count
                && !(files[index].device == status.st_dev && files[index].inode == status.st_ino
                    && strcmp(files[index].path, path) == 0))
                index++;
            if (index == file_count) {
                if (file_count == most_files) die("too many files");
                struct file *file = &files[index];
                snprintf(file->path, sizeof file->path, "%s", path);
                file->device = status.st_dev;
                file->inode = status.st_ino;
                file->is_folder = is_folder;
                file->is_new = is_new;
                file->descriptor = is_folder ? -1 : real_open(path, O_RDWR | O_CLOEXEC);
                pthread_mutex_init(&file->lock, NULL);
                file_count++;
                trace("file %d %s%s", index, path, is_new ? " new" : "");
            }
            atomic_store(&file_of[descriptor], (short)(index + 1));
            pthread_mutex_unlock(&files_lock);
        }
    }
    errno = kept;
}

static int open_and_notice(int at, const char *path, int flags, mode_t mode) {
    resolve();
    if (broken && (flags & O_ACCMODE) == O_RDONLY && strcmp(path, broken) == 0) {
        errno = EIO;
        return -1;
    }
    int is_new = 0;
    if (folder_length && (flags & O_CREAT) && strncmp(path, folder, folder_length) == 0) {
        int kept = errno;
        is_new = faccessat(at, path, F_OK, 0) != 0;
        errno = kept;
    }
    int descriptor = real_openat(at, path, flags, mode);
    if (descriptor >= 0) notice(descriptor, is_new);
    return descriptor;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list values; \
        va_start(values, flags); \
        mode = va_arg(values, mode_t); \
        va_end(values); \
    }

int open(const char *path, int flags, ...) { MODE(flags) return open_and_notice(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_and_notice(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return open_and_notice(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return open_and_notice(at, path, flags, mode); }

int close(int descriptor) {
    resolve();
    if (descriptor >= 0 && descriptor < most_descriptors) atomic_store(&file_of[descriptor], 0);
    return real_close(descriptor);
}

// MARK: Writing

static struct change *remember(struct file *file) {
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 64;
        file->changes = realloc(file->changes, file->room * sizeof *file->changes);
        if (!file->changes) die("out of memory");
    }
    struct change *change = &file->changes[file->count];
    memset(change, 0, sizeof *change);
    return change;
}

static off_t length_of(struct file *file) {
    struct stat status;
    return fstat(file->descriptor, &status) == 0 ? status.st_size : 0;
}

static void keep_before(struct file *file, struct change *change, off_t offset, size_t count) {
    change->offset = offset;
    change->length_before = length_of(file);
    if (offset < change->length_before) {
        change->count_before = change->length_before - offset < (off_t)count ? (size_t)(change->length_before - offset) : count;
        change->before = malloc(change->count_before);
        if (!change->before || pread(file->descriptor, change->before, change->count_before, offset) != (ssize_t)change->count_before)
            die("cannot remember");
    }
}

static ssize_t write_watched(struct file *file, int descriptor, const void *bytes, size_t count, off_t offset) {
    operation(file);
    pthread_rwlock_rdlock(&world);
    pthread_mutex_lock(&file->lock);
    struct change *change = remember(file);
    keep_before(file, change, offset, count);
    trace("write %d %lld %zu", (int)(file - files), (long long)offset, count);
    ssize_t written = real_pwrite(descriptor, bytes, count, offset);
    int kept = errno;
    if (written > 0) {
        change->count = written;
        change->after = malloc(written);
        if (!change->after) die("out of memory");
        memcpy(change->after, bytes, written);
        file->count++;
    } else {
        free(change->before);
    }
    pthread_mutex_unlock(&file->lock);
    pthread_rwlock_unlock(&world);
    errno = kept;
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    resolve();
    struct file *file = file_at(descriptor);
    if (file && file->descriptor >= 0) return write_watched(file, descriptor, bytes, count, offset);
    return real_pwrite(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return pwrite(descriptor, bytes, count, offset);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    resolve();
    if (file_at(descriptor)) die("pwritev on a watched file");
    return real_pwritev(descriptor, parts, count, offset);
}

static ssize_t append_watched(struct file *file, int descriptor, const void *bytes, size_t count) {
    int flags = fcntl(descriptor, F_GETFL);
    off_t offset = flags & O_APPEND ? length_of(file) : lseek(descriptor, 0, SEEK_CUR);
    ssize_t written = write_watched(file, descriptor, bytes, count, offset);
    if (written > 0) lseek(descriptor, offset + written, SEEK_SET);
    return written;
}

int ftruncate(int descriptor, off_t length) {
    resolve();
    struct file *file = file_at(descriptor);
    if (!file || file->descriptor < 0) return real_ftruncate(descriptor, length);
    operation(file);
    pthread_rwlock_rdlock(&world);
    pthread_mutex_lock(&file->lock);
    struct change *change = remember(file);
    off_t now = length_of(file);
    keep_before(file, change, length, now > length ? (size_t)(now - length) : 0);
    change->truncates = 1;
    change->length_after = length;
    trace("truncate %d %lld", (int)(file - files), (long long)length);
    int result = real_ftruncate(descriptor, length);
    int kept = errno;
    if (result == 0) file->count++; else free(change->before);
    pthread_mutex_unlock(&file->lock);
    pthread_rwlock_unlock(&world);
    errno = kept;
    return result;
}

int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    resolve();
    if (file_at(descriptor)) die("fallocate on a watched file");
    return real_fallocate(descriptor, mode, offset, length);
}

// MARK: Syncing

static void folder_is_synced(struct file *synced) {
    size_t length = strlen(synced->path);
    pthread_mutex_lock(&files_lock);
    for (int i = 0; i < file_count; i++)
        if (strncmp(files[i].path, synced->path, length) == 0 && files[i].path[length] == '/'
            && !strchr(files[i].path + length + 1, '/'))
            files[i].is_new = 0;
    pthread_mutex_unlock(&files_lock);
}

static int sync_watched(struct file *file, int descriptor, int (*real)(int)) {
    operation(file);
    int index = (int)(file - files);
    pthread_rwlock_rdlock(&world);
    pthread_mutex_lock(&file->lock);
    uint64_t covered = file->first + file->count;
    if (!swallows) trace("sync %d", index);
    pthread_mutex_unlock(&file->lock);
    pthread_rwlock_unlock(&world);
    if (delay) usleep(delay);
    if (swallows) return 0;
    int result = real(descriptor);
    int kept = errno;
    operation(file);
    if (result == 0) {
        pthread_rwlock_rdlock(&world);
        if (file->is_folder) folder_is_synced(file);
        pthread_mutex_lock(&file->lock);
        if (covered > file->first) {
            size_t gone = covered - file->first;
            for (size_t i = 0; i < gone; i++) {
                free(file->changes[i].before);
                free(file->changes[i].after);
            }
            memmove(file->changes, file->changes + gone, (file->count - gone) * sizeof *file->changes);
            file->count -= gone;
            file->first = covered;
        }
        trace("synced %d", index);
        pthread_mutex_unlock(&file->lock);
        pthread_rwlock_unlock(&world);
    }
    errno = kept;
    return result;
}

int fsync(int descriptor) {
    resolve();
    struct file *file = file_at(descriptor);
    return file ? sync_watched(file, descriptor, real_fsync) : real_fsync(descriptor);
}

int fdatasync(int descriptor) {
    resolve();
    struct file *file = file_at(descriptor);
    return file ? sync_watched(file, descriptor, real_fdatasync) : real_fdatasync(descriptor);
}

// A name that goes or changes is taken as lasting at once; Yiwang puts nothing safe by renaming while it serves.
int unlink(const char *path) {
    resolve();
    if (folder_length && strncmp(path, folder, folder_length) == 0) trace("unlink %s", path);
    return real_unlink(path);
}

int rename(const char *from, const char *to) {
    resolve();
    if (folder_length && strncmp(to, folder, folder_length) == 0) trace("rename %s", to);
    return real_rename(from, to);
}

// MARK: Asking and answering

static const char acknowledgement[] = "HTTP/1.1 303";

// Whether these bytes say 303; the answer's place goes into the trace before the answer leaves.
static int acknowledges(const void *bytes, size_t count) {
    if (!folder_length || count < sizeof acknowledgement - 1 || memcmp(bytes, acknowledgement, sizeof acknowledgement - 1) != 0)
        return 0;
    pthread_rwlock_rdlock(&world);
    char place[64] = "?";
    const char *found = memmem(bytes, count, "ocation: ", 9);
    if (found) {
        size_t length = 0;
        found += 9;
        while (length < sizeof place - 1 && found + length < (const char *)bytes + count && found[length] != '\r') {
            place[length] = found[length];
            length++;
        }
        place[length] = 0;
    }
    trace("answer %s", place);
    return 1;
}

static void has_acknowledged(void) {
    int kept = errno;
    pthread_rwlock_unlock(&world);
    if (atomic_load(&acknowledgements_left) > 0 && atomic_fetch_sub(&acknowledgements_left, 1) == 1)
        lose_power("after an answer");
    errno = kept;
}

static void asked(const void *bytes, ssize_t count) {
    if (trace_descriptor >= 0 && count > 13 && memcmp(bytes, "POST /drafts/", 13) == 0) trace("asked");
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    resolve();
    ssize_t result = real_read(descriptor, bytes, count);
    asked(bytes, result);
    return result;
}

ssize_t recv(int descriptor, void *bytes, size_t count, int flags) {
    resolve();
    ssize_t result = real_recv(descriptor, bytes, count, flags);
    asked(bytes, result);
    return result;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    resolve();
    struct file *file = file_at(descriptor);
    if (file && file->descriptor >= 0) return append_watched(file, descriptor, bytes, count);
    int is_acknowledgement = acknowledges(bytes, count);
    ssize_t result = real_write(descriptor, bytes, count);
    if (is_acknowledgement) has_acknowledged();
    return result;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    resolve();
    if (file_at(descriptor)) die("writev on a watched file");
    int is_acknowledgement = count > 0 && acknowledges(parts[0].iov_base, parts[0].iov_len);
    ssize_t result = real_writev(descriptor, parts, count);
    if (is_acknowledgement) has_acknowledged();
    return result;
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
    resolve();
    int is_acknowledgement = acknowledges(bytes, count);
    ssize_t result = real_send(descriptor, bytes, count, flags);
    if (is_acknowledgement) has_acknowledged();
    return result;
}

ssize_t sendto(int descriptor, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
    resolve();
    int is_acknowledgement = acknowledges(bytes, count);
    ssize_t result = real_sendto(descriptor, bytes, count, flags, to, length);
    if (is_acknowledgement) has_acknowledged();
    return result;
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    resolve();
    int is_acknowledgement = message->msg_iovlen > 0 && acknowledges(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    ssize_t result = real_sendmsg(descriptor, message, flags);
    if (is_acknowledgement) has_acknowledged();
    return result;
}

// MARK: The time of day

int clock_gettime(clockid_t clock, struct timespec *time) {
    resolve();
    int result = real_clock_gettime(clock, time);
    if (result == 0 && shift && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t nanoseconds = time->tv_nsec + atomic_load(shift) % 1000000 * 1000;
        time->tv_sec += atomic_load(shift) / 1000000 + (nanoseconds < 0 ? -1 : nanoseconds / 1000000000);
        time->tv_nsec = (nanoseconds + 1000000000) % 1000000000;
    }
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    resolve();
    int result = real_gettimeofday(time, zone);
    if (result == 0 && shift) {
        int64_t microseconds = time->tv_usec + atomic_load(shift) % 1000000;
        time->tv_sec += atomic_load(shift) / 1000000 + (microseconds < 0 ? -1 : microseconds / 1000000);
        time->tv_usec = (microseconds + 1000000) % 1000000;
    }
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
