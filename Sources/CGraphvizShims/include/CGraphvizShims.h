#pragma once
#include <graphviz/gvc.h>

// What Swift cannot see or Graphviz lacks: macros over struct members, and graphs whose order doesn't depend on addresses.

/// Reads a graph from DOT text; NULL where the text is no graph. Free it with agclose.
///
/// Graphviz' own agmemread takes the address of a name for its identifier and visits subgraphs in the order of
/// identifiers, so that the drawing depends on where the allocator put the names. Here names are numbered as they come.
Agraph_t *cgraphviz_read(const char *text);

/// Lays a graph out with the engine that it names in `layout=`, else with dot; 0 where it worked. Free it with
/// gvFreeLayout.
///
/// Starts the random numbers that sfdp coarsens graphs with, so that what was drawn before doesn't change what comes.
int cgraphviz_layout(GVC_t *context, Agraph_t *graph);

/// Width of a laid-out drawing in points.
double cgraphviz_width(Agraph_t *graph);

/// Height of a laid-out drawing in points.
double cgraphviz_height(Agraph_t *graph);

/// Sets the resolution for pixel formats, after layout.
void cgraphviz_set_dpi(Agraph_t *graph, double dpi);
