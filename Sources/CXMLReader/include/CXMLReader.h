// Reads XML with libxml2, behind a plain C interface: libxml2's own headers bring in those of ICU, which clash with
// Foundation's.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct xml_reader xml_reader;

typedef enum {
    xml_end,
    xml_start_of_element,
    xml_end_of_element,
    /// A piece of text, which a comment or the border of a CDATA section may end.
    xml_text,
    /// A document type, where entities could be declared.
    xml_document_type,
    /// No well-formed XML, nested too deeply, or with more attributes in open elements than 256.
    xml_malformed,
} xml_step;

/// Whether a tag is longer than `most` bytes: libxml2 compares each attribute of an element with all others.
bool xml_has_longer_tag(const char *text, size_t length, size_t most);

/// A reader of a text that stays where it is, or NULL. It opens nothing, on no network or disk.
xml_reader *xml_reader_create(const char *text, size_t length, int deepest);
void xml_reader_destroy(xml_reader *reader);

/// Moves on. Comments, instructions and white space between elements are passed over.
xml_step xml_reader_next(xml_reader *reader);

/// How many elements are open around this one.
int xml_reader_depth(xml_reader *reader);
/// The line on which the reader is, from 1.
int xml_reader_line(xml_reader *reader);
/// The element's name without its prefix, or the text; valid until the next step.
const char *xml_reader_value(xml_reader *reader);
/// An attribute of the element, or NULL; valid until the next step or question.
const char *xml_reader_attribute(xml_reader *reader, const char *name);

#ifdef __cplusplus
}
#endif
