#include "CGraphvizShims.h"

#include <stdlib.h>
#include <string.h>

// MARK: - Identifiers: names get even numbers in order of appearance, the nameless odd ones.

struct name {
    Dtlink_t link;
    IDTYPE id;
    char *text;
};

struct identifiers {
    Dt_t *by_text;
    Dt_t *by_id;
    IDTYPE named;
    IDTYPE nameless;
};

/// A name is in two dictionaries, each of which needs a link of its own.
struct number {
    Dtlink_t link;
    IDTYPE id;
    struct name *name;
};

static Dtdisc_t by_text = {offsetof(struct name, text), -1, offsetof(struct name, link)};
static Dtdisc_t by_id = {offsetof(struct number, id), sizeof(IDTYPE), offsetof(struct number, link)};

static void *ids_open(Agraph_t *graph, Agdisc_t *disc) {
    (void)graph;
    (void)disc;
    struct identifiers *ids = calloc(1, sizeof *ids);
    if (!ids) abort();
    ids->by_text = dtopen(&by_text, Dtoset);
    ids->by_id = dtopen(&by_id, Dtoset);
    ids->nameless = 1;
    if (!ids->by_text || !ids->by_id) abort();
    return ids;
}

static long ids_map(void *state, int kind, char *text, IDTYPE *id, int create) {
    (void)kind;
    struct identifiers *ids = state;
    if (!text) {
        *id = ids->nameless;
        ids->nameless += 2;
        return 1;
    }
    struct name *name = dtmatch(ids->by_text, text);
    if (!name) {
        if (!create) return 0;
        name = calloc(1, sizeof *name);
        struct number *number = calloc(1, sizeof *number);
        if (!name || !number || !(name->text = strdup(text))) abort();
        name->id = ids->named += 2;
        number->id = name->id;
        number->name = name;
        dtinsert(ids->by_text, name);
        dtinsert(ids->by_id, number);
    }
    *id = name->id;
    return 1;
}

static long ids_alloc(void *state, int kind, IDTYPE id) {
    (void)state;
    (void)kind;
    (void)id;
    return 0;
}

static void ids_free(void *state, int kind, IDTYPE id) {
    (void)state;
    (void)kind;
    (void)id;
}

static char *ids_print(void *state, int kind, IDTYPE id) {
    (void)kind;
    struct identifiers *ids = state;
    struct number *number = dtmatch(ids->by_id, &id);
    return number ? number->name->text : NULL;
}

static void ids_close(void *state) {
    struct identifiers *ids = state;
    struct number *number;
    while ((number = dtfirst(ids->by_id))) {
        dtdelete(ids->by_id, number);
        dtdelete(ids->by_text, number->name);
        free(number->name->text);
        free(number->name);
        free(number);
    }
    dtclose(ids->by_id);
    dtclose(ids->by_text);
    free(ids);
}

static void ids_register(void *state, int kind, void *object) {
    (void)state;
    (void)kind;
    (void)object;
}

static Agiddisc_t identifiers = {ids_open, ids_map, ids_alloc, ids_free, ids_print, ids_close, ids_register};

// MARK: - Text in memory

struct text {
    const char *rest;
    size_t left;
};

static int text_read(void *channel, char *buffer, int size) {
    struct text *text = channel;
    size_t count = size < 0 ? 0 : (size_t)size < text->left ? (size_t)size : text->left;
    memcpy(buffer, text->rest, count);
    text->rest += count;
    text->left -= count;
    return (int)count;
}

static int text_put(void *channel, const char *string) {
    (void)channel;
    (void)string;
    return -1;
}

static int text_flush(void *channel) {
    (void)channel;
    return 0;
}

static Agiodisc_t text_io = {text_read, text_put, text_flush};

Agraph_t *cgraphviz_read(const char *string) {
    static Agdisc_t disc;
    disc.mem = &AgMemDisc;
    disc.id = &identifiers;
    disc.io = &text_io;
    struct text text = {string, strlen(string)};
    return agread(&text, &disc);
}
