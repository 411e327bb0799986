#pragma once
#include <libdeflate.h>
// For what is compressed in parts, which libdeflate leaves to others.
#include <zlib.h>
