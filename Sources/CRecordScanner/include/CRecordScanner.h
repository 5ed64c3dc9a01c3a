// Reads one line of passive DNS in Common Output Format with simdjson, behind a plain C interface.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable behind every line that is scanned; their values do not matter.
enum { record_scanner_padding = 64 };

typedef struct record_scanner record_scanner;

/// A text inside the scanner's memory, valid until its next scan. `data` is NULL where the field is missing.
typedef struct {
    const char *data;
    size_t length;
} record_text;

/// A value that may be written as a number or as a text.
typedef struct {
    bool is_number;
    int64_t number;
    record_text text;
} record_value;

typedef enum {
    record_scanned,
    /// A line of a streaming reply that says how the reply ended, and holds no record.
    record_is_condition,
    /// No JSON, or JSON that simdjson refuses.
    record_is_malformed,
    /// JSON, but no object.
    record_is_no_object,
    /// The named field has a type that does not fit.
    record_has_bad_field,
} record_status;

typedef struct {
    record_text rrname;
    record_value rrtype;
    record_value time_first;
    record_value time_last;
    record_value count;
    record_text sensor_id;
    /// The data: `rdata_count` texts.
    const record_text *rdata;
    size_t rdata_count;
    /// What is wrong, for the statuses that say so.
    const char *problem;
} scanned_record;

/// A scanner that holds its memory from line to line, or NULL where there is none.
record_scanner *record_scanner_create(void);
void record_scanner_destroy(record_scanner *scanner);

/// Scans one line. The line must be followed by `record_scanner_padding` readable bytes.
record_status record_scanner_scan(
    record_scanner *scanner, const char *line, size_t length, scanned_record *record);

#ifdef __cplusplus
}
#endif
