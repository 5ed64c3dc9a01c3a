#include "CXMLReader.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdlib.h>

struct xml_reader {
    xmlTextReaderPtr reader;
    xmlChar *attribute;
    int deepest;
};

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
        case XML_READER_TYPE_ELEMENT: return xml_start_of_element;
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
