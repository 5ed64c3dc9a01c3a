#ifndef CHTTPGET_H
#define CHTTPGET_H

#include <stdbool.h>
#include <stddef.h>

/// What one HTTP request brought.
typedef struct {
    /// The status; 0 where there is no answer.
    long status;
    /// The body, of `length` bytes; NULL where it is empty. To be freed.
    char *body;
    size_t length;
    /// Where the answer redirects to; NULL where it does not. To be freed.
    char *redirect;
    /// The seconds of `Retry-After`; -1 without it.
    long retry_after;
    /// Why there is no answer; empty where there is one.
    char problem[256];
} http_answer;

/// Asks for a URL without following redirections, and without unpacking anything.
///
/// An answer whose body is larger than `largest` bytes, that takes longer than `milliseconds` in all, or that is packed is
/// given up while it comes. `proxy` is asked in the server's place; NULL where there is none. Where `is_local` is false and
/// no proxy is asked, the loopback interface is never connected to, whatever a name resolves to.
void http_get(const char *url, const char *proxy, bool is_local, size_t largest, long milliseconds,
              http_answer *answer);

/// Frees what an answer holds.
void http_answer_free(http_answer *answer);

#endif
