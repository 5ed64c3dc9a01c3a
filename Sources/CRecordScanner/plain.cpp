// Reads objects as programs write them, without looking for their tokens first: ASCII, and no escapes in what is wanted.
#include "scanner.h"

namespace {

/// Containers that are wanted are not nested more deeply in what is plain.
const int deepest_plain = 8;

const size_t most_seen = sizeof(json_shape::seen) / sizeof(seen_name);

typedef bool sixteen_marks __attribute__((ext_vector_type(16)));

sixteen load(const char *at) {
    sixteen bytes;
    std::memcpy(&bytes, at, sizeof(bytes));
    return bytes;
}

template <typename Marks> unsigned bits(Marks marks) {
    sixteen_marks packed = __builtin_convertvector(marks, sixteen_marks);
    uint16_t result;
    std::memcpy(&result, &packed, sizeof(result));
    return result;
}

/// Bytes that no plain text holds.
auto ends_text(sixteen bytes) { return bytes == '"' || bytes == '\\' || bytes - 0x20 > 0x5f; }

/// Bytes at which passing over a container has to stop.
auto stops(sixteen bytes) { return ends_text(bytes) || (bytes | 0x20) == '{' || (bytes | 0x20) == '}'; }

/// Bytes that end a number or word, or stand in none.
auto ends_scalar(sixteen bytes) {
    return stops(bytes) || bytes == ',' || bytes == ':' || bytes == ' ';
}

/// The number that eight digits write, of which the first is the lowest byte; false where they are no digits.
bool read_eight(const char *digits, uint64_t &number) {
    uint64_t bytes;
    std::memcpy(&bytes, digits, sizeof(bytes));
    if (((bytes & 0xf0f0f0f0f0f0f0f0) | ((bytes + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4) != 0x3333333333333333) {
        return false;
    }
    bytes = (bytes & 0x0f0f0f0f0f0f0f0f) * 2561 >> 8;
    bytes = (bytes & 0x00ff00ff00ff00ff) * 6553601 >> 16;
    number = (bytes & 0x0000ffff0000ffff) * 42949672960001 >> 32;
    return true;
}

bool is_part_of_number(char c) { return is_digit(c) || c == '.' || c == '-' || c == '+' || (c | 0x20) == 'e'; }

/// One pass over the bytes of a text. Each step is `false` where the text is not plain, or makes no sense.
///
/// Steps may go beyond the end, by less than the padding; then no item follows, and the text is not plain.
class PlainPass {
    const char *at;
    const char *const end;
    json_node *const nodes;
    const size_t most_nodes;
    size_t used = 0;

public:
    PlainPass(json_scanner &scanner, const char *text, size_t length)
        : at(text), end(text + length), nodes(scanner.nodes.get()), most_nodes(scanner.node_capacity) {}

    bool read_fields(const json_shape &shape, json_value *fields) {
        if (*at != '{') { return false; }
        size_t place = 0;
        return read_items('}', [&] {
            const wanted_name *wanted;
            if (!read_name(shape, shape.seen[place++ % most_seen], wanted)) { return false; }
            if (wanted == nullptr) { return pass_over(); }
            if (!wanted->inner) { return read_value(fields[wanted->slot], 1); }
            return *at == '{' ? read_fields(*wanted->inner, fields) : pass_over();
        });
    }

    bool is_at_end() {
        skip_spaces();
        return at == end;
    }

private:
    void skip_spaces() {
        if (*at > ' ') { return; }
        while (at < end && is_space(*at)) { at++; }
    }

    template <typename Item> bool read_items(char closing, Item read_item) {
        at++;
        skip_spaces();
        if (*at == closing) {
            at++;
            return true;
        }
        while (at < end && read_item()) {
            skip_spaces();
            char next = *at++;
            if (next == closing) { return true; }
            if (next != ',') { return false; }
            skip_spaces();
        }
        return false;
    }

    bool read_name(const char *&name, size_t &length) {
        if (!read_text(name, length)) { return false; }
        skip_spaces();
        if (*at++ != ':') { return false; }
        skip_spaces();
        return true;
    }

    /// Reads a name, which is most likely the one that was seen in its place.
    bool read_name(const json_shape &shape, seen_name &seen, const wanted_name *&wanted) {
        if (seen.marks != 0 && *at == '"' && (bits(load(at + 1) == seen.bytes) & seen.marks) == seen.marks) {
            at += 1 + seen.length;
            wanted = seen.wanted;
            skip_spaces();
            return true;
        }
        const char *start = at + 1;
        const char *name;
        size_t length;
        if (!read_name(name, length)) { return false; }
        wanted = find(shape, name, length);
        bool fits = length + 2 <= sizeof(sixteen) && start[length + 1] == ':';
        seen = seen_name{load(start), fits ? (1u << (length + 2)) - 1 : 0, static_cast<unsigned>(length + 2), wanted};
        return true;
    }

    bool read_text(const char *&text, size_t &length) {
        if (*at != '"') { return false; }
        text = ++at;
        unsigned marks = bits(ends_text(load(at)));
        while (marks == 0) {
            at += sizeof(sixteen);
            if (at >= end) { return false; }
            marks = bits(ends_text(load(at)));
        }
        at += __builtin_ctz(marks);
        length = static_cast<size_t>(at - text);
        return *at++ == '"';
    }

    bool read_value(json_value &value, int depth) {
        value = json_value{};
        switch (*at) {
        case '"': value.kind = json_text; return read_text(value.text, value.length);
        case '{': value.kind = json_object; return read_container(value, '}', depth);
        case '[': value.kind = json_array; return read_container(value, ']', depth);
        case 't': value.kind = json_boolean; value.number = 1; return read_word("true");
        case 'f': value.kind = json_boolean; return read_word("false");
        case 'n': value.kind = json_null; return read_word("null");
        default: return read_token_of_number(value);
        }
    }

    bool read_word(std::string_view word) {
        if (std::memcmp(at, word.data(), word.size()) != 0) { return false; }
        at += word.size();
        return is_between_tokens();
    }

    bool read_token_of_number(json_value &value) {
        const char *start = at;
        uint64_t number = 0;
        if (read_eight(at, number)) { at += 8; }
        while (is_digit(*at) && at - start < 15) { number = number * 10 + static_cast<uint64_t>(*at++ - '0'); }
        bool is_whole = at > start && (*start != '0' || at - start == 1);
        // Of a number of at most 16 digits the nearest `double` is below the next whole number, so that its fraction may go.
        if (is_whole && *at == '.') {
            const char *point = at++;
            while (is_digit(*at) && at - start < 17) { at++; }
            is_whole = at - point > 1;
        }
        if (is_whole && is_between_tokens()) {
            value.kind = json_number;
            value.number = static_cast<int64_t>(number);
            return true;
        }
        while (at < end && is_part_of_number(*at)) { at++; }
        return at > start && is_between_tokens()
            && read_number(std::string_view(start, static_cast<size_t>(at - start)), value);
    }

    bool is_between_tokens() const { return *at == ',' || *at == '}' || *at == ']' || is_space(*at); }

    bool read_container(json_value &value, char closing, int depth) {
        if (depth >= deepest_plain) { return false; }
        value.first = nodes + used;
        bool is_read = read_items(closing, [&] {
            if (used == most_nodes) { return false; }
            json_node &node = nodes[used++];
            if (closing == '}' && !read_name(node.name, node.name_length)) { return false; }
            return read_value(node.value, depth + 1);
        });
        value.end = nodes + used;
        return is_read;
    }

    /// Passes over a value that is not wanted, as far as the other pass would.
    bool pass_over() {
        if (*at == '"') { return pass_over_text(); }
        if (*at == '{' || *at == '[') { return pass_over_container(); }
        const char *start = at;
        while (at < end) {
            unsigned marks = bits(ends_scalar(load(at)));
            if (marks != 0) {
                at += __builtin_ctz(marks);
                break;
            }
            at += sizeof(sixteen);
        }
        return at > start && is_between_tokens();
    }

    /// Passes over a text, whose escapes don't matter.
    bool pass_over_text() {
        at++;
        while (at < end) {
            unsigned marks = bits(ends_text(load(at)));
            if (marks == 0) {
                at += sizeof(sixteen);
                continue;
            }
            at += __builtin_ctz(marks);
            char stop = *at++;
            if (stop != '\\') { return stop == '"'; }
            // What is escaped is plain, or the next step stops at it.
            if (*at == '"' || *at == '\\') { at++; }
        }
        return false;
    }

    bool pass_over_container() {
        size_t depth = 0;
        while (at < end) {
            unsigned marks = bits(stops(load(at)));
            if (marks == 0) {
                at += sizeof(sixteen);
                continue;
            }
            at += __builtin_ctz(marks);
            switch (*at) {
            case '"':
                if (!pass_over_text()) { return false; }
                break;
            case '{': case '[':
                depth++;
                at++;
                break;
            case '}': case ']':
                at++;
                if (--depth == 0) { return true; }
                break;
            default: return false;
            }
        }
        return false;
    }
};

}  // namespace

bool json_scan_plain_fields(
    json_scanner *scanner, const char *text, size_t length, const json_shape *shape, json_value *fields
) {
    std::memset(static_cast<void *>(fields), 0, sizeof(json_value) * shape->slots);
    PlainPass pass(*scanner, text, length);
    return pass.read_fields(*shape, fields) && pass.is_at_end();
}
