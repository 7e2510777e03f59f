#ifndef BAKEOFF_PROGRAM_H
#define BAKEOFF_PROGRAM_H

#include <sys/types.h>

/// A program in a process group of its own, and this side's ends of its standard streams.
typedef struct {
    pid_t process;
    /// A socket: writing to a program that has gone must not end this one, and only sockets can be told so one by one.
    int input;
    int output;
    int errors;
} bakeoff_program;

/// Starts a program; none of the three ends blocks, and none is inherited by other programs.
///
/// @param words the program, looked up in PATH, and its arguments; ends in NULL.
/// @param folder where it runs.
/// @return 0, or the system's error number, with nothing left open.
int bakeoff_program_start(char *const words[], const char *folder, bakeoff_program *program);

/// Bytes sent, or -1 with errno; never a signal.
ssize_t bakeoff_program_send(int input, const void *bytes, size_t count);

#endif
