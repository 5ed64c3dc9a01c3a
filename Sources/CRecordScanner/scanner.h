// What both passes over JSON share: shapes, nodes and the scanner's memory.
#pragma once

#include "CRecordScanner.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

/// A value in a container: of an object with its name. Those of an inner container follow it.
struct json_node {
    json_value value;
    const char *name;
    size_t name_length;
};

/// A name that is wanted, and where its value goes.
struct wanted_name {
    std::string name;
    /// The name's first eight bytes.
    uint64_t head;
    size_t slot = 0;
    /// What is wanted of the object that it names, where that is not the whole value.
    std::unique_ptr<json_shape> inner;
};

typedef unsigned char sixteen __attribute__((ext_vector_type(16)));

/// A member's name that was read where another object of the shape may have the same, wanted or not.
struct seen_name {
    /// What stands behind the first quote: the name, the second quote and the colon.
    sixteen bytes = {};
    /// A bit for each of these bytes; none where no such name was read.
    unsigned marks = 0;
    unsigned length = 0;
    const wanted_name *wanted = nullptr;
};

struct json_shape {
    std::vector<wanted_name> names;
    /// Where the names are by the hash of their heads, from 1; 0 is free. A shape has some dozen names.
    uint8_t places[256] = {};
    /// Which lengths the names have, a bit each; those of 63 octets and more share one.
    uint64_t lengths = 0;
    size_t slots = 0;
    /// The names of the object before, by their places: programs write all their objects alike.
    mutable seen_name seen[32];
};

struct json_scanner {
    /// Finds where the tokens of a text are, and checks that it is UTF-8 (simdjson's first stage).
    std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens;
    /// Resolves the escapes of single texts.
    simdjson::dom::parser escapes;
    /// At least one for each byte of the longest text so far, so that nothing moves during a scan.
    std::unique_ptr<json_node[]> nodes;
    /// Texts without their escapes, which are never longer than with them.
    std::unique_ptr<char[]> plain;
    size_t node_capacity = 0;
    size_t plain_capacity = 0;
};

inline uint64_t length_bit(size_t length) { return uint64_t(1) << (length < 63 ? length : 63); }

inline uint8_t place_of(uint64_t head) { return static_cast<uint8_t>(head * 0x9e3779b97f4a7c15 >> 56); }

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The first eight bytes of a name, behind which the padding is readable; zeros where it has fewer.
inline uint64_t head(const char *name, size_t length) {
    uint64_t bytes;
    std::memcpy(&bytes, name, sizeof(bytes));
    return length < 8 ? bytes & ((uint64_t(1) << (8 * length)) - 1) : bytes;
}

/// A name of a shape, or NULL for one that is not wanted.
inline const wanted_name *find(const json_shape &shape, const char *name, size_t length) {
    // Most fields of a log are not wanted, and their lengths tell so.
    if ((shape.lengths & length_bit(length)) == 0) { return nullptr; }
    uint64_t bytes = head(name, length);
    for (uint8_t at = place_of(bytes); shape.places[at] != 0; at++) {
        const wanted_name &wanted = shape.names[shape.places[at] - 1];
        if (wanted.head != bytes || wanted.name.size() != length) { continue; }
        if (length <= 8 || std::memcmp(wanted.name.data(), name, length) == 0) { return &wanted; }
    }
    return nullptr;
}

/// Reads the token of a number; false where it makes no sense.
bool read_number(std::string_view digits, json_value &value);
