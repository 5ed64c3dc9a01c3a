#pragma once
#include <graphviz/gvc.h>

// Graphviz wants texts it only reads as `char *`; these take them as what they are.

static inline Agraph_t *ravel_read_graph(const char *dot) { return agmemread(dot); }

static inline const char *ravel_layout_of(Agraph_t *graph) {
    const char *layout = agget(graph, (char *)"layout");
    return layout && *layout ? layout : "dot";
}

/// Graphviz reports through one function for the whole process; this keeps its words from the standard error.
static inline int ravel_silence(char *message) {
    (void)message;
    return 0;
}

static inline void ravel_quiet(void) { agseterrf(ravel_silence); }

static inline const char *ravel_last_error(void) {
    const char *message = aglasterr();
    return message ? message : "";
}
