#include "CRecordScanner.h"

#include <cstring>
#include <new>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dom = simdjson::dom;

static_assert(json_padding >= simdjson::SIMDJSON_PADDING, "texts need more padding");

struct json_scanner {
    dom::parser parser;
};

struct json_shape {
    std::vector<std::string> names;
    /// Which lengths the names have, a bit each; those of 63 octets and more share one.
    uint64_t lengths = 0;
};

namespace {

uint64_t length_bit(size_t length) { return uint64_t(1) << (length < 63 ? length : 63); }

/// Keeps a small value of simdjson's in C's memory, and gives it back.
template <typename Value> void keep(const Value &value, uint64_t (&place)[2]) {
    static_assert(sizeof(Value) <= sizeof(place) && std::is_trivially_copyable<Value>::value, "does not fit");
    std::memcpy(place, &value, sizeof(Value));
}

template <typename Value> Value kept(const uint64_t (&place)[2]) {
    Value value;
    std::memcpy(static_cast<void *>(&value), place, sizeof(Value));
    return value;
}

void read_number(double fraction, json_value &value) {
    bool fits = fraction > -9e15 && fraction < 9e15;
    value.kind = fits ? json_number : json_huge_number;
    value.number = fits ? static_cast<int64_t>(fraction) : 0;
}

void read(dom::element element, json_value &value) {
    switch (element.type()) {
    case dom::element_type::ARRAY:
        value.kind = json_array;
        keep(dom::array(element), value.place);
        break;
    case dom::element_type::OBJECT:
        value.kind = json_object;
        keep(dom::object(element), value.place);
        break;
    case dom::element_type::INT64:
        value.kind = json_number;
        value.number = element.get_int64().value_unsafe();
        break;
    case dom::element_type::UINT64: read_number(1e19, value); break;
    case dom::element_type::DOUBLE: read_number(element.get_double().value_unsafe(), value); break;
    case dom::element_type::STRING: {
        std::string_view view = element.get_string().value_unsafe();
        value.kind = json_text;
        value.text = view.data();
        value.length = view.size();
        break;
    }
    case dom::element_type::BOOL:
        value.kind = json_boolean;
        value.number = element.get_bool().value_unsafe();
        break;
    case dom::element_type::NULL_VALUE: value.kind = json_null; break;
    }
}

}  // namespace

json_scanner *json_scanner_create(void) { return new (std::nothrow) json_scanner; }

void json_scanner_destroy(json_scanner *scanner) { delete scanner; }

const char *json_scan(json_scanner *scanner, const char *text, size_t length, json_value *value) {
    *value = json_value{};
    dom::element root;
    auto error = scanner->parser.parse(text, length, false).get(root);
    if (error != simdjson::SUCCESS) { return simdjson::error_message(error); }
    read(root, *value);
    return nullptr;
}

json_shape *json_shape_create(const char *names) {
    auto shape = new (std::nothrow) json_shape;
    if (shape == nullptr) { return nullptr; }
    std::string_view rest = names;
    while (!rest.empty()) {
        auto end = rest.find(' ');
        shape->names.emplace_back(rest.substr(0, end));
        shape->lengths |= length_bit(shape->names.back().size());
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return shape;
}

void json_shape_destroy(json_shape *shape) { delete shape; }

void json_read_fields(const json_value *object, const json_shape *shape, json_value *fields) {
    std::memset(static_cast<void *>(fields), 0, sizeof(json_value) * shape->names.size());
    if (object->kind != json_object) { return; }
    for (auto [key, element] : kept<dom::object>(object->place)) {
        // Most fields of a log are not wanted, and their lengths tell so.
        if ((shape->lengths & length_bit(key.size())) == 0) { continue; }
        for (size_t index = 0; index < shape->names.size(); index++) {
            const std::string &name = shape->names[index];
            if (name.size() != key.size() || name[0] != key[0]) { continue; }
            if (std::memcmp(name.data(), key.data(), key.size()) != 0) { continue; }
            fields[index] = json_value{};
            read(element, fields[index]);
            break;
        }
    }
}

json_walk json_walk_begin(const json_value *container) {
    json_walk walk{};
    if (container->kind == json_array) {
        auto array = kept<dom::array>(container->place);
        keep(array.begin(), walk.next);
        keep(array.end(), walk.end);
    } else if (container->kind == json_object) {
        auto object = kept<dom::object>(container->place);
        walk.is_object = true;
        keep(object.begin(), walk.next);
        keep(object.end(), walk.end);
    }
    return walk;
}

bool json_walk_next(json_walk *walk, json_value *name, json_value *value) {
    if (walk->next[0] == walk->end[0] && walk->next[1] == walk->end[1]) { return false; }
    *value = json_value{};
    if (walk->is_object) {
        auto member = kept<dom::object::iterator>(walk->next);
        if (name != nullptr) {
            *name = json_value{};
            name->kind = json_text;
            name->text = member.key_c_str();
            name->length = member.key_length();
        }
        read(member.value(), *value);
        keep(++member, walk->next);
    } else {
        auto item = kept<dom::array::iterator>(walk->next);
        read(*item, *value);
        keep(++item, walk->next);
    }
    return true;
}
