#pragma once
#include <stdint.h>

// What a process can give up for good before it looks at bytes from outside. Linux only: prctl(2), setrlimit(2),
// seccomp(2), landlock(7). Each function returns 0, or the errno of what could not be given up.

/// Ends the process with its parent, makes it the first to go when memory is short, allows no core file, no more
/// than `memory` bytes of addresses, `seconds` of processor time and `output` bytes in one file, and no new rights.
int confinement_limit(uint64_t memory, uint64_t seconds, uint64_t output);

/// From here on: read and write what is open already, use memory, run threads, end. Everything else that the kernel
/// does for a process fails with EPERM: opening, sockets, other processes, code that was written at run time.
int confinement_only_compute(void);

/// From here on: no sockets, no new processes, nothing written but what is open already, and, where the kernel knows
/// Landlock, nothing read but what lies below /usr, /lib, /lib64 and where fonts are named. Programs may be executed in place.
int confinement_only_read_system(void);
