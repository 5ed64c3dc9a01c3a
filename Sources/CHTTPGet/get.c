#include "CHTTPGet.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

// What goes on while an answer comes.
typedef struct {
    http_answer *answer;
    size_t largest;
    size_t header_bytes;
} transfer;

static const size_t most_header_bytes = 1 << 16;

static void explain(http_answer *answer, const char *problem) {
    if (answer->problem[0] == 0) { snprintf(answer->problem, sizeof answer->problem, "%s", problem); }
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    transfer *transfer = context;
    http_answer *answer = transfer->answer;
    size_t added = size * count;
    if (added > transfer->largest - answer->length) {
        explain(answer, "the answer is larger than any registration");
        return 0;
    }
    char *body = realloc(answer->body, answer->length + added + 1);
    if (body == NULL) { return 0; }
    memcpy(body + answer->length, bytes, added);
    answer->body = body;
    answer->length += added;
    return added;
}

// The value of a header line, where it is the header of that name.
static const char *value_of(const char *name, const char *line, size_t length) {
    size_t size = strlen(name);
    if (length <= size || strncasecmp(line, name, size) != 0 || line[size] != ':') { return NULL; }
    const char *value = line + size + 1;
    while (value < line + length && (*value == ' ' || *value == '\t')) { value++; }
    return value;
}

static size_t take_header(char *line, size_t size, size_t count, void *context) {
    transfer *transfer = context;
    size_t length = size * count;
    transfer->header_bytes += length;
    if (transfer->header_bytes > most_header_bytes) {
        explain(transfer->answer, "the answer has too many headers");
        return 0;
    }
    // A value ends with the line at the latest, so that nothing is read beyond it.
    const char *end = line + length;
    const char *coding = value_of("content-encoding", line, length);
    if (coding != NULL && (end - coding < 8 || strncasecmp(coding, "identity", 8) != 0)) {
        explain(transfer->answer, "the answer is packed, which was not asked for");
        return 0;
    }
    const char *retry = value_of("retry-after", line, length);
    if (retry != NULL && retry < end && *retry >= '0' && *retry <= '9') {
        long seconds = 0;
        for (; retry < end && *retry >= '0' && *retry <= '9' && seconds < 1000000; retry++) {
            seconds = seconds * 10 + (*retry - '0');
        }
        transfer->answer->retry_after = seconds;
    }
    return length;
}

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)address;
        uint8_t first = ntohl(four->sin_addr.s_addr) >> 24;
        return first == 127 || first == 0;
    }
    if (address->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
        if (IN6_IS_ADDR_LOOPBACK(six) || IN6_IS_ADDR_UNSPECIFIED(six)) { return true; }
        return IN6_IS_ADDR_V4MAPPED(six) && (six->s6_addr[12] == 127 || six->s6_addr[12] == 0);
    }
    return true;
}

static curl_socket_t open_elsewhere(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    if (is_loopback(&address->addr)) {
        explain(((transfer *)context)->answer, "the name leads to this machine; it was not asked");
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

void http_get(const char *url, const char *proxy, bool is_local, size_t largest, long milliseconds,
              http_answer *answer) {
    memset(answer, 0, sizeof *answer);
    answer->retry_after = -1;
    transfer transfer = {answer, largest, 0};
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/rdap+json, application/json");
    headers = curl_slist_append(headers, "Accept-Encoding: identity");
    if (curl == NULL || headers == NULL) {
        explain(answer, "out of memory");
    } else {
        char text[CURL_ERROR_SIZE] = "";
#if LIBCURL_VERSION_NUM >= 0x075500
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, is_local ? "http,https" : "https");
#else
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS, is_local ? CURLPROTO_HTTP | CURLPROTO_HTTPS : CURLPROTO_HTTPS);
#endif
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_USERAGENT, "ravel");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 20L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, text);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
        // The environment was asked before: empty texts keep curl from reading it once more, perhaps otherwise.
        curl_easy_setopt(curl, CURLOPT_PROXY, proxy != NULL ? proxy : "");
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
        if (!is_local && proxy == NULL) {
            curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_elsewhere);
            curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
        }
        CURLcode result = curl_easy_perform(curl);
        if (result == CURLE_OK) {
            curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
            char *redirect = NULL;
            curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &redirect);
            if (redirect != NULL) { answer->redirect = strdup(redirect); }
        } else {
            explain(answer, text[0] != 0 ? text : curl_easy_strerror(result));
        }
    }
    curl_slist_free_all(headers);
    if (curl != NULL) { curl_easy_cleanup(curl); }
}

void http_answer_free(http_answer *answer) {
    free(answer->body);
    free(answer->redirect);
    memset(answer, 0, sizeof *answer);
}
