#include "scanner.h"

#include <charconv>
#include <new>

static_assert(json_padding >= simdjson::SIMDJSON_PADDING, "texts need more padding");

namespace {

const int deepest = 1024;

/// Adds a name to a shape; behind a slash stands what is wanted of the object that it names.
void add(json_shape &shape, std::string_view path, size_t slot) {
    size_t end = path.find('/');
    std::string name(path.substr(0, end));
    wanted_name *wanted = nullptr;
    for (wanted_name &known : shape.names) {
        if (known.name == name) { wanted = &known; }
    }
    if (wanted == nullptr) {
        shape.lengths |= length_bit(name.size());
        char bytes[sizeof(uint64_t)] = {};
        std::memcpy(bytes, name.data(), name.size() < sizeof(bytes) ? name.size() : sizeof(bytes));
        shape.names.push_back(wanted_name{name, head(bytes, name.size()), slot, nullptr});
        wanted = &shape.names.back();
        uint8_t place = place_of(wanted->head);
        while (shape.places[place] != 0) { place++; }
        shape.places[place] = static_cast<uint8_t>(shape.names.size());
    }
    if (end == path.npos) { return; }
    if (!wanted->inner) { wanted->inner.reset(new json_shape); }
    add(*wanted->inner, path.substr(end + 1), slot);
}

/// One pass over the tokens of a text.
class Pass {
    json_scanner &scanner;
    const char *text;
    const uint32_t *starts;
    size_t count;
    size_t at = 0;
    size_t used = 0;
    char *plain;
    bool has_escapes;

public:
    const char *problem = nullptr;

    Pass(json_scanner &scanner, const char *text, size_t length)
        : scanner(scanner), text(text), starts(scanner.tokens->structural_indexes.get()),
          count(scanner.tokens->n_structural_indexes), plain(scanner.plain.get()),
          has_escapes(std::memchr(text, '\\', length) != nullptr) {}

    /// The first byte of the next token; 0 at the end.
    char here() const { return at < count ? text[starts[at]] : 0; }

    bool fail(const char *why) {
        if (problem == nullptr) { problem = why; }
        return false;
    }

    /// The bytes of the next token, a scalar, which is then read.
    std::string_view token() {
        size_t from = starts[at];
        size_t to = starts[at + 1];
        while (is_space(text[to - 1])) { to--; }
        at++;
        return std::string_view(text + from, to - from);
    }

    bool read_text(const char *&start, size_t &length) {
        if (here() != '"') { return fail("a text is missing"); }
        std::string_view quoted = token();
        if (quoted.size() < 2 || quoted.back() != '"') { return fail("a text is followed by something else"); }
        std::string_view inner = quoted.substr(1, quoted.size() - 2);
        if (has_escapes && std::memchr(inner.data(), '\\', inner.size()) != nullptr) {
            std::string_view resolved;
            auto error = scanner.escapes.parse(quoted.data(), quoted.size(), false).get(resolved);
            if (error != simdjson::SUCCESS) { return fail(simdjson::error_message(error)); }
            std::memcpy(plain, resolved.data(), resolved.size());
            inner = std::string_view(plain, resolved.size());
            plain += resolved.size();
        }
        start = inner.data();
        length = inner.size();
        return true;
    }

    bool read_word(json_value &value) {
        std::string_view word = token();
        if (word == "null") {
            value.kind = json_null;
        } else if (word == "true" || word == "false") {
            value.kind = json_boolean;
            value.number = word == "true";
        } else {
            return fail("a value makes no sense");
        }
        return true;
    }

    bool read_value(json_value &value, int depth) {
        value = json_value{};
        switch (here()) {
        case '"': value.kind = json_text; return read_text(value.text, value.length);
        case '{':
        case '[': return read_container(value, depth);
        case '-':
        case '0': case '1': case '2': case '3': case '4':
        case '5': case '6': case '7': case '8': case '9': return read_number(token(), value) || fail("a number makes no sense");
        case 't': case 'f': case 'n': return read_word(value);
        case 0: return fail("the text ends too early");
        default: return fail("a value is missing");
        }
    }

    bool read_container(json_value &value, int depth) {
        if (depth >= deepest) { return fail("it is nested too deeply"); }
        bool is_object = here() == '{';
        value.kind = is_object ? json_object : json_array;
        value.first = scanner.nodes.get() + used;
        auto read_item = [&] {
            json_node &node = scanner.nodes[used++];
            if (is_object && !read_name(node.name, node.name_length)) { return false; }
            return read_value(node.value, depth + 1);
        };
        if (!read_items(is_object ? '}' : ']', read_item)) { return false; }
        value.end = scanner.nodes.get() + used;
        return true;
    }

    /// Reads the wanted members of an object.
    bool read_fields(const json_shape &shape, json_value *fields) {
        if (here() != '{') { return fail("it is no object"); }
        auto read_item = [&] {
            const char *name;
            size_t length;
            if (!read_name(name, length)) { return false; }
            const wanted_name *wanted = find(shape, name, length);
            if (wanted == nullptr) { return pass_over(); }
            if (!wanted->inner) { return read_value(fields[wanted->slot], 1); }
            return here() == '{' ? read_fields(*wanted->inner, fields) : pass_over();
        };
        return read_items('}', read_item);
    }

    bool is_at_end() { return at == count || fail("something follows it"); }

private:
    bool read_name(const char *&name, size_t &length) {
        if (!read_text(name, length)) { return false; }
        if (here() != ':') { return fail("a colon is missing"); }
        at++;
        return true;
    }

    template <typename Item> bool read_items(char closing, Item read_item) {
        at++;
        if (here() == closing) {
            at++;
            return true;
        }
        while (true) {
            if (!read_item()) { return false; }
            char next = here();
            at++;
            if (next == closing) { return true; }
            if (next != ',') { return fail("a comma is missing"); }
        }
    }

    /// Passes over a value that is not wanted, at any depth.
    bool pass_over() {
        size_t depth = 0;
        do {
            switch (here()) {
            case '{': case '[': depth++; break;
            case '}': case ']':
                if (depth == 0) { return fail("a value is missing"); }
                depth--;
                break;
            case 0: return fail("the text ends too early");
            case ',': case ':':
                if (depth == 0) { return fail("a value is missing"); }
                break;
            default: break;
            }
            at++;
        } while (depth > 0);
        return true;
    }
};

/// Finds the tokens of a text; returns NULL, or what is wrong with it.
const char *find_tokens(json_scanner &scanner, const char *text, size_t length) {
    if (scanner.tokens->capacity() < length) {
        auto error = scanner.tokens->set_capacity(length);
        if (error != simdjson::SUCCESS) { return simdjson::error_message(error); }
    }
    auto bytes = reinterpret_cast<const uint8_t *>(text);
    auto error = scanner.tokens->stage1(bytes, length, simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) { return simdjson::error_message(error); }
    size_t count = scanner.tokens->n_structural_indexes;
    if (scanner.node_capacity < count) {
        scanner.nodes.reset(new (std::nothrow) json_node[2 * count]);
        scanner.node_capacity = scanner.nodes ? 2 * count : 0;
        if (!scanner.nodes) { return "there is not enough memory"; }
    }
    if (scanner.plain_capacity < length) {
        scanner.plain.reset(new (std::nothrow) char[2 * length + json_padding]);
        scanner.plain_capacity = scanner.plain ? 2 * length : 0;
        if (!scanner.plain) { return "there is not enough memory"; }
    }
    return nullptr;
}

}  // namespace

bool read_number(std::string_view digits, json_value &value) {
    const char *c = digits.data();
    const char *end = c + digits.size();
    bool is_negative = *c == '-';
    if (is_negative) { c++; }
    const char *first = c;
    uint64_t number = 0;
    while (c < end && is_digit(*c)) { number = number * 10 + static_cast<uint64_t>(*c++ - '0'); }
    bool is_long = c - first > 18;
    if (c == first || (*first == '0' && c - first > 1)) { return false; }
    bool is_whole = c == end;
    if (c < end && *c == '.') {
        const char *fraction = ++c;
        while (c < end && is_digit(*c)) { c++; }
        if (c == fraction) { return false; }
    }
    if (c < end && (*c == 'e' || *c == 'E')) {
        c++;
        if (c < end && (*c == '+' || *c == '-')) { c++; }
        const char *exponent = c;
        while (c < end && is_digit(*c)) { c++; }
        if (c == exponent) { return false; }
    }
    if (c != end) { return false; }
    value.kind = json_number;
    if (is_whole && !is_long) {
        value.number = is_negative ? -static_cast<int64_t>(number) : static_cast<int64_t>(number);
    } else if (is_whole) {
        auto read = std::from_chars(digits.data(), end, value.number);
        if (read.ec != std::errc()) { value.kind = json_huge_number; }
    } else {
        double fraction = 0;
        auto read = std::from_chars(digits.data(), end, fraction);
        bool is_small = read.ec == std::errc::result_out_of_range && digits.find('-', 1) != digits.npos;
        bool fits = read.ec == std::errc() && fraction > -9e15 && fraction < 9e15;
        if (is_small) { fraction = 0; }
        value.kind = fits || is_small ? json_number : json_huge_number;
        value.number = value.kind == json_number ? static_cast<int64_t>(fraction) : 0;
    }
    return true;
}

json_scanner *json_scanner_create(void) {
    std::unique_ptr<json_scanner> scanner(new (std::nothrow) json_scanner);
    if (!scanner) { return nullptr; }
    auto error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(4096, deepest, scanner->tokens);
    return error == simdjson::SUCCESS ? scanner.release() : nullptr;
}

void json_scanner_destroy(json_scanner *scanner) { delete scanner; }

const char *json_scan(json_scanner *scanner, const char *text, size_t length, json_value *value) {
    *value = json_value{};
    const char *problem = find_tokens(*scanner, text, length);
    if (problem != nullptr) { return problem; }
    Pass pass(*scanner, text, length);
    if (!pass.read_value(*value, 0) || !pass.is_at_end()) { *value = json_value{}; }
    return pass.problem;
}

const char *json_scan_fields(
    json_scanner *scanner, const char *text, size_t length, const json_shape *shape, json_value *fields
) {
    std::memset(static_cast<void *>(fields), 0, sizeof(json_value) * shape->slots);
    const char *problem = find_tokens(*scanner, text, length);
    if (problem != nullptr) { return problem; }
    Pass pass(*scanner, text, length);
    if (pass.read_fields(*shape, fields)) { pass.is_at_end(); }
    return pass.problem;
}

json_shape *json_shape_create(const char *names) {
    auto shape = new (std::nothrow) json_shape;
    if (shape == nullptr) { return nullptr; }
    std::string_view rest = names;
    while (!rest.empty()) {
        auto end = rest.find(' ');
        add(*shape, rest.substr(0, end), shape->slots++);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return shape;
}

void json_shape_destroy(json_shape *shape) { delete shape; }

void json_read_fields(const json_value *object, const json_shape *shape, json_value *fields) {
    json_value container = *object;  // It may be one of the fields.
    std::memset(static_cast<void *>(fields), 0, sizeof(json_value) * shape->slots);
    json_value name;
    json_value value;
    if (container.kind != json_object) { return; }
    for (json_walk walk = json_walk_begin(&container); json_walk_next(&walk, &name, &value);) {
        const wanted_name *wanted = find(*shape, name.text, name.length);
        if (wanted != nullptr && !wanted->inner) { fields[wanted->slot] = value; }
    }
}

json_walk json_walk_begin(const json_value *container) {
    return json_walk{container->kind == json_object, container->first, container->end};
}

bool json_walk_next(json_walk *walk, json_value *name, json_value *value) {
    if (walk->next == walk->end) { return false; }
    const json_node &node = *walk->next;
    *value = node.value;
    if (walk->is_object && name != nullptr) {
        *name = json_value{};
        name->kind = json_text;
        name->text = node.name;
        name->length = node.name_length;
    }
    bool is_container = node.value.kind == json_array || node.value.kind == json_object;
    walk->next = is_container ? node.value.end : &node + 1;
    return true;
}
