#pragma once
// A plain C door to libphonenumber, which is C++. Nothing here logs, throws or keeps what it is given.
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    char e164[24];           // "+33639981234"
    char region[4];          // ISO 3166 of the number itself, empty for numbers of no country
    char national[64];       // "06 39 98 12 34"
    char international[64];  // "+33 6 39 98 12 34"
    int mobile;              // 1 where a text message can be expected to arrive
} phonenumber_result;

// 1 when `text` (UTF-8, `length` bytes) is a number of its country's plan, read with the dialling habits of `region`
// (ISO 3166, upper case; "ZZ" for none, then it must begin with +). Safe to call from several threads.
int phonenumber_parse(const char *text, size_t length, const char *region, phonenumber_result *result);

#ifdef __cplusplus
}
#endif
