# SPDX-License-Identifier: MIT
# Sourced after names.sh: the public ABI as libabigail sees it.

# facade INCLUDE MAP CC LIBRARY: makes a library of every declared function
# without its body, so that nothing private is in it
facade() {
    {
        echo '#include <fisc/fisc.h>'
        declarations "$1" | sed -n \
            's/^FISC_API \([^;(]*([^;]*\);.*/\1 { __builtin_trap(); }/p' | sort
    } >"$SCRATCH/facade.c"
    $3 -std=c99 -g -O0 -fPIC -shared -I"$1" "$SCRATCH/facade.c" \
        -Wl,--version-script="$2" -Wl,-soname,libfisc.so.0 -o "$4"
}

# dump INCLUDE LIBRARY FILE
dump() {
    abidw --headers-dir "$1" --no-show-locs --no-comp-dir-path \
        --no-corpus-path --no-elf-needed --no-parameter-names \
        --out-file "$3" "$2"
}
