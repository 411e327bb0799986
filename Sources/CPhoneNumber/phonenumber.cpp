#include "phonenumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

template <size_t size>
bool copy(const std::string &text, char (&field)[size]) {
    if (text.size() >= size) return false;
    std::memcpy(field, text.c_str(), text.size() + 1);
    return true;
}

// libphonenumber leaves out numbers reserved for fiction (06 39 98 .. .., 07700 900 ...), which samples and tests are
// made of, and Debian's metadata lag years behind the regulators. So a number of the right length is taken as well when
// numbers differing from it only in their third digit are in use. Gives the type of those.
PhoneNumberUtil::PhoneNumberType neighbours(const PhoneNumberUtil &util, const PhoneNumber &number) {
    if (util.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) return PhoneNumberUtil::UNKNOWN;
    std::string digits = std::to_string(number.national_number());
    if (digits.size() < 8 || number.italian_leading_zero()) return PhoneNumberUtil::UNKNOWN;
    for (char digit = '0'; digit <= '9'; ++digit) {
        digits[2] = digit;
        PhoneNumber neighbour(number);
        neighbour.set_national_number(std::stoull(digits));
        const auto type = util.GetNumberType(neighbour);
        if (type != PhoneNumberUtil::UNKNOWN) return type;
    }
    return PhoneNumberUtil::UNKNOWN;
}

bool parse(const std::string &text, const std::string &region, phonenumber_result &result) {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util.Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    if (number.has_extension()) return false;
    const auto type = util.IsValidNumber(number) ? util.GetNumberType(number) : neighbours(util, number);
    if (type == PhoneNumberUtil::UNKNOWN) return false;

    std::string e164, home, national, international;
    util.Format(number, PhoneNumberUtil::E164, &e164);
    util.Format(number, PhoneNumberUtil::NATIONAL, &national);
    util.Format(number, PhoneNumberUtil::INTERNATIONAL, &international);
    util.GetRegionCodeForNumber(number, &home);
    if (home.size() != 2 || home == "ZZ") util.GetRegionCodeForCountryCode(number.country_code(), &home);
    if (home.size() != 2 || home == "ZZ") home.clear();

    result.mobile = type == PhoneNumberUtil::MOBILE || type == PhoneNumberUtil::FIXED_LINE_OR_MOBILE;
    return copy(e164, result.e164) && copy(home, result.region) && copy(national, result.national) &&
           copy(international, result.international);
}

}  // namespace

extern "C" int phonenumber_parse(const char *text, size_t length, const char *region, phonenumber_result *result) {
    // Swift cannot catch what C++ throws (bad_alloc at worst), so nothing leaves this function but its answer.
    try {
        *result = phonenumber_result{};
        return parse(std::string(text, length), region, *result) ? 1 : 0;
    } catch (...) {
        return 0;
    }
}
