#include "CXMLReader.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct xml_reader {
    xmlTextReaderPtr reader;
    xmlChar *attribute;
    int deepest;
    // The attributes of each element that is open, among which are namespaces, all of which libxml2 looks through for a name.
    int attributes[256];
};

static const int most_attributes = 256;

// Whether the elements that are open have no more attributes together than any document needs.
static bool has_few_attributes(xml_reader *reader) {
    int depth = xmlTextReaderDepth(reader->reader);
    if (depth >= (int)(sizeof reader->attributes / sizeof *reader->attributes)) { return false; }
    reader->attributes[depth] = xmlTextReaderAttributeCount(reader->reader);
    int all = 0;
    for (int level = 0; level <= depth; level++) { all += reader->attributes[level]; }
    return all <= most_attributes;
}

// Where a text of markup is over that ends so; the end of all where it never does.
static const char *past(const char *text, const char *end, const char *mark) {
    size_t length = strlen(mark);
    for (; (size_t)(end - text) >= length; text++) {
        if (memcmp(text, mark, length) == 0) { return text + length; }
    }
    return end;
}

// Where a tag is over; quoted, its end may stand in an attribute.
static const char *past_tag(const char *text, const char *end) {
    char quote = 0;
    for (; text < end; text++) {
        if (quote != 0) {
            if (*text == quote) { quote = 0; }
        } else if (*text == '"' || *text == '\'') {
            quote = *text;
        } else if (*text == '>') {
            return text + 1;
        }
    }
    return end;
}

bool xml_has_longer_tag(const char *text, size_t length, size_t most) {
    const char *end = text + length;
    while (text < end && (text = memchr(text, '<', end - text)) != NULL) {
        size_t left = end - text;
        if (left >= 4 && memcmp(text, "<!--", 4) == 0) {
            text = past(text + 4, end, "-->");
        } else if (left >= 9 && memcmp(text, "<![CDATA[", 9) == 0) {
            text = past(text + 9, end, "]]>");
        } else if (left >= 2 && text[1] == '?') {
            text = past(text + 2, end, "?>");
        } else {
            const char *next = past_tag(text + 1, end);
            if ((size_t)(next - text) > most) { return true; }
            text = next;
        }
    }
    return false;
}

xml_reader *xml_reader_create(const char *text, size_t length, int deepest) {
    if (length > INT_MAX) { return NULL; }
    xml_reader *reader = calloc(1, sizeof(xml_reader));
    if (reader == NULL) { return NULL; }
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    reader->reader = xmlReaderForMemory(text, (int)length, NULL, NULL, options);
    reader->deepest = deepest;
    if (reader->reader == NULL) {
        free(reader);
        return NULL;
    }
    return reader;
}

void xml_reader_destroy(xml_reader *reader) {
    xmlFree(reader->attribute);
    xmlFreeTextReader(reader->reader);
    free(reader);
}

xml_step xml_reader_next(xml_reader *reader) {
    for (;;) {
        int status = xmlTextReaderRead(reader->reader);
        if (status == 0) { return xml_end; }
        if (status != 1 || xmlTextReaderDepth(reader->reader) > reader->deepest) { return xml_malformed; }
        switch (xmlTextReaderNodeType(reader->reader)) {
        case XML_READER_TYPE_ELEMENT: return has_few_attributes(reader) ? xml_start_of_element : xml_malformed;
        case XML_READER_TYPE_END_ELEMENT: return xml_end_of_element;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA: return xml_text;
        // Where entities come from; refused before anything that could name one.
        case XML_READER_TYPE_DOCUMENT_TYPE: return xml_document_type;
        default: break;
        }
    }
}

int xml_reader_depth(xml_reader *reader) { return xmlTextReaderDepth(reader->reader); }

int xml_reader_line(xml_reader *reader) { return xmlTextReaderGetParserLineNumber(reader->reader); }

const char *xml_reader_value(xml_reader *reader) {
    int type = xmlTextReaderNodeType(reader->reader);
    int isElement = type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT;
    const xmlChar *value =
        isElement ? xmlTextReaderConstLocalName(reader->reader) : xmlTextReaderConstValue(reader->reader);
    return value == NULL ? "" : (const char *)value;
}

const char *xml_reader_attribute(xml_reader *reader, const char *name) {
    xmlFree(reader->attribute);
    reader->attribute = xmlTextReaderGetAttribute(reader->reader, (const xmlChar *)name);
    return (const char *)reader->attribute;
}
