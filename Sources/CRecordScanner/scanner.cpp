#include "CRecordScanner.h"

#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

static_assert(record_scanner_padding >= simdjson::SIMDJSON_PADDING, "lines need more padding");

struct record_scanner {
    simdjson::dom::parser parser;
    std::vector<record_text> rdata;
};

namespace {

record_text text_of(std::string_view view) { return record_text{view.data(), view.size()}; }

bool read_text(simdjson::dom::element element, record_text &text) {
    std::string_view view;
    if (element.get(view) != simdjson::SUCCESS) { return element.is_null(); }
    text = text_of(view);
    return true;
}

bool read_value(simdjson::dom::element element, record_value &value) {
    int64_t number;
    double fraction;
    if (element.get(number) == simdjson::SUCCESS) {
        value.is_number = true;
        value.number = number;
        return true;
    }
    if (element.get(fraction) == simdjson::SUCCESS) {
        if (!(fraction > -9e15 && fraction < 9e15)) { return false; }
        value.is_number = true;
        value.number = static_cast<int64_t>(fraction);
        return true;
    }
    return read_text(element, value.text);
}

bool read_rdata(simdjson::dom::element element, std::vector<record_text> &rdata) {
    std::string_view view;
    if (element.get(view) == simdjson::SUCCESS) {
        rdata.push_back(text_of(view));
        return true;
    }
    simdjson::dom::array array;
    if (element.get(array) != simdjson::SUCCESS) { return false; }
    for (simdjson::dom::element item : array) {
        if (item.get(view) != simdjson::SUCCESS) { return false; }
        rdata.push_back(text_of(view));
    }
    return true;
}

bool is_missing(const record_value &value) { return !value.is_number && value.text.data == nullptr; }

record_status read_object(record_scanner *scanner, simdjson::dom::object object, scanned_record *record) {
    record_value zone_first{}, zone_last{};
    for (auto [key, value] : object) {
        bool fits = true;
        if (key == "rrname") {
            fits = read_text(value, record->rrname);
        } else if (key == "rrtype") {
            fits = read_value(value, record->rrtype);
        } else if (key == "rdata") {
            scanner->rdata.clear();
            fits = read_rdata(value, scanner->rdata);
        } else if (key == "time_first") {
            fits = read_value(value, record->time_first);
        } else if (key == "time_last") {
            fits = read_value(value, record->time_last);
        } else if (key == "zone_time_first") {
            fits = read_value(value, zone_first);
        } else if (key == "zone_time_last") {
            fits = read_value(value, zone_last);
        } else if (key == "count") {
            fits = read_value(value, record->count);
        } else if (key == "sensor_id") {
            fits = read_text(value, record->sensor_id);
        }
        if (!fits) {
            record->problem = key.data();
            return record_has_bad_field;
        }
    }
    if (is_missing(record->time_first)) { record->time_first = zone_first; }
    if (is_missing(record->time_last)) { record->time_last = zone_last; }
    record->rdata = scanner->rdata.data();
    record->rdata_count = scanner->rdata.size();
    return record_scanned;
}

}  // namespace

record_scanner *record_scanner_create(void) { return new (std::nothrow) record_scanner; }

void record_scanner_destroy(record_scanner *scanner) { delete scanner; }

record_status record_scanner_scan(
    record_scanner *scanner, const char *line, size_t length, scanned_record *record) {
    *record = scanned_record{};
    scanner->rdata.clear();
    simdjson::dom::element root;
    auto error = scanner->parser.parse(line, length, false).get(root);
    if (error != simdjson::SUCCESS) {
        record->problem = simdjson::error_message(error);
        return record_is_malformed;
    }
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS) { return record_is_no_object; }
    simdjson::dom::object inner;
    if (object["obj"].get(inner) == simdjson::SUCCESS) { return read_object(scanner, inner, record); }
    simdjson::dom::element condition;
    if (object["cond"].get(condition) == simdjson::SUCCESS) { return record_is_condition; }
    return read_object(scanner, object, record);
}
