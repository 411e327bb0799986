#pragma once
// The checking macros of curl.h need compiler tricks that do not reach Swift; these typed wrappers take their place.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

typedef size_t (*relais_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode relais_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode relais_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode relais_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode relais_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode relais_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode relais_curl_set_sink(CURL *handle, CURLoption option, relais_curl_sink value) {
    return curl_easy_setopt(handle, option, value);
}
typedef int (*relais_curl_ready)(void *context, char *remote, char *local, int remote_port, int local_port);

static inline CURLcode relais_curl_set_ready(CURL *handle, relais_curl_ready value) {
    return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}
static inline CURLcode relais_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode relais_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLMcode relais_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
// One finished transfer, or 0 when there is none.
static inline int relais_curl_next_finished(CURLM *multi, CURL **handle, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg == CURLMSG_DONE) {
            *handle = message->easy_handle;
            *result = message->data.result;
            return 1;
        }
    }
    return 0;
}
