#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

extern char **environ;

static void close_all(int ends[6]) {
    for (int i = 0; i < 6; i++)
        if (ends[i] >= 0) close(ends[i]);
}

static int spawn(char *const words[], const char *folder, const int ends[6], pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGTERM);
    sigaddset(&usual, SIGHUP);
    int failure = posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&actions, ends[3], 1);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&actions, ends[5], 2);
    if (!failure) failure = posix_spawn_file_actions_addchdir_np(&actions, folder);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!failure) failure = posix_spawnp(process, words[0], &actions, &attributes, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failure;
}

int bakeoff_program_start(char *const words[], const char *folder, bakeoff_program *program) {
    int ends[6] = {-1, -1, -1, -1, -1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) || pipe2(ends + 2, O_CLOEXEC) || pipe2(ends + 4, O_CLOEXEC)) {
        int failure = errno;
        close_all(ends);
        return failure;
    }
    // A pipe's ends come as (read, write).
    int failure = spawn(words, folder, ends, &program->process);
    if (failure) {
        close_all(ends);
        return failure;
    }
    close(ends[1]);
    close(ends[3]);
    close(ends[5]);
    program->input = ends[0];
    program->output = ends[2];
    program->errors = ends[4];
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[2], F_SETFL, O_NONBLOCK);
    fcntl(ends[4], F_SETFL, O_NONBLOCK);
    return 0;
}

ssize_t bakeoff_program_send(int input, const void *bytes, size_t count) { return send(input, bytes, count, MSG_NOSIGNAL); }
