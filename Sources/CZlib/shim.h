#pragma once
#include <string.h>
#include <zlib.h>

// deflateInit2 is a macro, which Swift does not see. 31 = the largest window, with a gzip header (zlib.h).

/// Room that gzip_compress needs for `length` bytes.
static inline unsigned long gzip_bound(unsigned long length) { return compressBound(length) + 32; }

/// Writes `length` bytes compressed to `out`; the number of bytes written, or 0 when that failed.
static inline unsigned long gzip_compress(
    const unsigned char *in, unsigned long length, unsigned char *out, unsigned long room, int level) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)in;
    stream.avail_in = (unsigned int)length;
    stream.next_out = out;
    stream.avail_out = (unsigned int)room;
    int status = deflate(&stream, Z_FINISH);
    unsigned long written = stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? written : 0;
}
