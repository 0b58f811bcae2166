#!/usr/bin/env bash
# The fuzz targets for the engine that calls this: it sets CC, CXX, CFLAGS, CXXFLAGS, LIB_FUZZING_ENGINE and OUT.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
[ -z "${DOKU_STATIC_LIBRARIES:-}" ] || export PKG_CONFIG=$DOKU_STATIC_LIBRARIES/bin/pkg-config-static
rm -rf "$root/build/fuzz/engine"
exec make -C "$root/tests/fuzz" -j"$(nproc)" engine OUT="$OUT"
