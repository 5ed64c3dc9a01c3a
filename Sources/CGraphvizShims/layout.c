#include "CGraphvizShims.h"

#include <stdlib.h>

int cgraphviz_layout(GVC_t *context, Agraph_t *graph) {
    // The state that a process begins with.
    srand(1);
    srand48(0);
    return gvLayout(context, graph, "dot");
}

double cgraphviz_width(Agraph_t *graph) {
    return GD_bb(graph).UR.x - GD_bb(graph).LL.x;
}

double cgraphviz_height(Agraph_t *graph) {
    return GD_bb(graph).UR.y - GD_bb(graph).LL.y;
}

void cgraphviz_set_dpi(Agraph_t *graph, double dpi) {
    GD_drawing(graph)->dpi = dpi;
}
