#define _GNU_SOURCE
#include "confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "confinement.c knows no system call numbers of this architecture"
#endif

static int limit(int resource, uint64_t value) {
    struct rlimit both = { value, value };
    return setrlimit(resource, &both) == 0 ? 0 : errno;
}

/// Raising one's own score needs no rights. Where /proc is not mounted nothing is lost but a preference.
static void volunteer_for_oom(void) {
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t ignored = write(file, "1000", 4);
    (void)ignored;
    close(file);
}

int confinement_limit(uint64_t memory, uint64_t seconds, uint64_t output) {
    volunteer_for_oom();
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    int problem = limit(RLIMIT_CORE, 0);
    if (!problem) problem = limit(RLIMIT_AS, memory);
    if (!problem) problem = limit(RLIMIT_CPU, seconds);
    if (!problem) problem = limit(RLIMIT_FSIZE, output);
    if (!problem) problem = limit(RLIMIT_NOFILE, 32);
    return problem;
}

// ── Filters of system calls (seccomp(2), Documentation/userspace-api/seccomp_filter.rst) ──

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// The kernels that are known to run this are little-endian: the low half of an argument comes first.
#define LOAD_ARGUMENT(number) \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * (number))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define ALLOW ANSWER(SECCOMP_RET_ALLOW)
#define REFUSE(code) ANSWER(SECCOMP_RET_ERRNO | (code))
/// The statement after this one is taken for that call only.
#define ON(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 1)
#define ALLOW_CALL(call) ON(call), ALLOW
#define REFUSE_CALL(call, code) ON(call), REFUSE(code)
/// Four statements that end the filter for a call by one argument: refused if it has any of `bits`.
#define REFUSE_CALL_WITH(call, number, bits)                                     \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 4), LOAD_ARGUMENT(number), \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, 1), REFUSE(EPERM), ALLOW
#define REFUSE_CALL_WITHOUT(call, number, bits)                                  \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 4), LOAD_ARGUMENT(number), \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 1, 0), REFUSE(EPERM), ALLOW
/// Another instruction set of the same processor has other numbers for the same calls.
#define ONLY_OWN_CALLS                                                            \
    LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),       \
        ANSWER(SECCOMP_RET_KILL_PROCESS), LOAD(nr)

#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)

static int install(struct sock_filter *statements, unsigned short count) {
    struct sock_fprog program = { count, statements };
    // All threads at once, should a library have started one.
    long result = syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    if (result == 0) return 0;
    return result > 0 ? EAGAIN : errno;
}

int confinement_only_compute(void) {
    struct sock_filter statements[] = {
        ONLY_OWN_CALLS,
        // What is open.
        ALLOW_CALL(read), ALLOW_CALL(write), ALLOW_CALL(readv), ALLOW_CALL(writev), ALLOW_CALL(pread64),
        ALLOW_CALL(pwrite64), ALLOW_CALL(lseek), ALLOW_CALL(fstat), ALLOW_CALL(close), ALLOW_CALL(fsync),
        // Memory, none of it code.
        REFUSE_CALL_WITH(mmap, 2, PROT_EXEC), REFUSE_CALL_WITH(mprotect, 2, PROT_EXEC), ALLOW_CALL(munmap),
        ALLOW_CALL(mremap), ALLOW_CALL(madvise), ALLOW_CALL(brk),
        // Threads, not processes. glibc goes back to clone(2) when clone3(2), whose flags a filter cannot see,
        // is said not to exist.
        REFUSE_CALL_WITHOUT(clone, 0, CLONE_THREAD), REFUSE_CALL(clone3, ENOSYS), ALLOW_CALL(futex),
        ALLOW_CALL(set_robust_list), ALLOW_CALL(rseq), ALLOW_CALL(sched_yield), ALLOW_CALL(sched_getaffinity),
        ALLOW_CALL(getpid), ALLOW_CALL(gettid), ALLOW_CALL(set_tid_address), ALLOW_CALL(membarrier),
        // Time, chance, signals of one's own, the end.
        ALLOW_CALL(clock_gettime), ALLOW_CALL(clock_nanosleep), ALLOW_CALL(nanosleep), ALLOW_CALL(gettimeofday),
        ALLOW_CALL(getrandom), ALLOW_CALL(rt_sigaction), ALLOW_CALL(rt_sigprocmask), ALLOW_CALL(rt_sigreturn),
        ALLOW_CALL(sigaltstack), ALLOW_CALL(restart_syscall), ALLOW_CALL(exit), ALLOW_CALL(exit_group),
        REFUSE(EPERM),
    };
    return install(statements, sizeof statements / sizeof statements[0]);
}

// ── Reading only what every machine has (landlock(7)) ──

static int allow_reading(int rules, const char *path) {
    struct landlock_path_beneath_attr rule = {
        .allowed_access =
            LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    if (rule.parent_fd < 0) return 0;
    long result = syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    int problem = result == 0 ? 0 : errno;
    close(rule.parent_fd);
    return problem;
}

/// 0 also where the kernel does not know Landlock, or was told not to: the rest of the confinement holds there.
static int read_only_system_folders(void) {
    // The accesses of the first version, which every later one knows.
    struct landlock_ruleset_attr all = { .handled_access_fs = (1ULL << 13) - 1 };
    int rules = (int)syscall(__NR_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (rules < 0) return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM ? 0 : errno;
    static const char *const folders[] = { "/usr", "/lib", "/lib64", "/etc/fonts", "/var/cache/fontconfig" };
    int problem = 0;
    for (unsigned index = 0; !problem && index < sizeof folders / sizeof folders[0]; index++)
        problem = allow_reading(rules, folders[index]);
    if (!problem && syscall(__NR_landlock_restrict_self, rules, 0) != 0) problem = errno;
    close(rules);
    return problem;
}

int confinement_only_read_system(void) {
    int problem = read_only_system_folders();
    if (problem) return problem;
    struct sock_filter statements[] = {
        ONLY_OWN_CALLS,
        // A newer way to most of what is refused below.
        REFUSE_CALL(io_uring_setup, EPERM),
        // Nobody to talk to.
        REFUSE_CALL(socket, EPERM), REFUSE_CALL(socketpair, EPERM), REFUSE_CALL(connect, EPERM),
        REFUSE_CALL(ptrace, EPERM), REFUSE_CALL(process_vm_readv, EPERM), REFUSE_CALL(process_vm_writev, EPERM),
        REFUSE_CALL(kill, EPERM), REFUSE_CALL(tkill, EPERM), REFUSE_CALL(pidfd_send_signal, EPERM),
        REFUSE_CALL(bpf, EPERM), REFUSE_CALL(userfaultfd, EPERM), REFUSE_CALL(keyctl, EPERM),
        // Threads, not processes.
        REFUSE_CALL_WITHOUT(clone, 0, CLONE_THREAD), REFUSE_CALL(clone3, ENOSYS),
        // Nothing new in the file system.
        REFUSE_CALL_WITH(openat, 2, WRITING), REFUSE_CALL(openat2, ENOSYS), REFUSE_CALL(unlinkat, EPERM),
        REFUSE_CALL(renameat2, EPERM), REFUSE_CALL(mkdirat, EPERM), REFUSE_CALL(linkat, EPERM),
        REFUSE_CALL(symlinkat, EPERM), REFUSE_CALL(mknodat, EPERM), REFUSE_CALL(truncate, EPERM),
        REFUSE_CALL(fchmodat, EPERM), REFUSE_CALL(fchownat, EPERM),
#if defined(__x86_64__)
        REFUSE_CALL(fork, EPERM), REFUSE_CALL(vfork, EPERM), REFUSE_CALL_WITH(open, 1, WRITING),
        REFUSE_CALL(creat, EPERM), REFUSE_CALL(unlink, EPERM), REFUSE_CALL(rename, EPERM),
        REFUSE_CALL(mkdir, EPERM), REFUSE_CALL(rmdir, EPERM), REFUSE_CALL(link, EPERM),
        REFUSE_CALL(symlink, EPERM), REFUSE_CALL(mknod, EPERM), REFUSE_CALL(chmod, EPERM),
        REFUSE_CALL(chown, EPERM), REFUSE_CALL(lchown, EPERM),
        // Numbers of the x32 instruction set, which have this bit.
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1), ANSWER(SECCOMP_RET_KILL_PROCESS),
#endif
        REFUSE_CALL(renameat, EPERM), ALLOW,
    };
    return install(statements, sizeof statements / sizeof statements[0]);
}
