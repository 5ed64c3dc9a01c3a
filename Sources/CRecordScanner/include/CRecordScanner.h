// Reads JSON behind a plain C interface: simdjson finds the tokens of a text, and one pass over them reads the values that
// are wanted, which lie in the text itself or in the scanner's memory.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable behind every text that is scanned; their values do not matter.
enum { json_padding = 64 };

typedef struct json_scanner json_scanner;
typedef struct json_shape json_shape;
typedef struct json_node json_node;

typedef enum {
    /// The field is not there.
    json_missing,
    json_null,
    json_boolean,
    /// A number; of one with a fraction, `number` is what stands before the point.
    json_number,
    /// A number beyond 9e15 that is no integer of 64 bits.
    json_huge_number,
    json_text,
    json_array,
    json_object,
} json_kind;

/// A value inside the text or the scanner's memory, valid until its next scan.
typedef struct {
    json_kind kind;
    /// The number, or 1 for true.
    int64_t number;
    /// The text in UTF-8, without a terminator.
    const char *text;
    size_t length;
    /// What an array or object holds.
    const json_node *first;
    const json_node *end;
} json_value;

/// A walk over the items of an array or the members of an object.
typedef struct {
    bool is_object;
    const json_node *next;
    const json_node *end;
} json_walk;

/// A scanner that holds its memory from text to text, or NULL where there is none.
json_scanner *json_scanner_create(void);
void json_scanner_destroy(json_scanner *scanner);

/// Scans one text, behind which `json_padding` bytes must be readable. Returns NULL, or what is wrong with it.
///
/// 64 bytes of memory for each value.
const char *json_scan(json_scanner *scanner, const char *text, size_t length, json_value *value);

/// The names of fields that are wanted, separated by single spaces. Of a field in an object in the text the names of both
/// are given, with a slash between them; such fields are found by `json_scan_fields` only.
json_shape *json_shape_create(const char *names);
void json_shape_destroy(json_shape *shape);

/// Scans a text that is one object for its wanted fields, as `json_scan` and `json_read_fields` together would, but passes
/// over all others: of those only the brackets are looked at.
const char *json_scan_fields(
    json_scanner *scanner, const char *text, size_t length, const json_shape *shape, json_value *fields
);

/// The same for what programs write: ASCII, no escapes in what is wanted, and no token looked for before it is read. `false`
/// where the text is anything else, or makes no sense; then the fields hold nothing, and `json_scan_fields` tells what it is.
bool json_scan_plain_fields(
    json_scanner *scanner, const char *text, size_t length, const json_shape *shape, json_value *fields
);

/// Writes the wanted fields of an object in the order of the shape's names; of equal names the last counts.
void json_read_fields(const json_value *object, const json_shape *shape, json_value *fields);

/// Begins a walk; over anything but an array or object it is at its end at once.
json_walk json_walk_begin(const json_value *container);
/// The next item, or member with its name; false at the end. `name` may be NULL.
bool json_walk_next(json_walk *walk, json_value *name, json_value *value);

#ifdef __cplusplus
}
#endif
