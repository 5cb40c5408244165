#!/bin/sh
# SPDX-License-Identifier: MIT
# imports.sh LIBRARY: calls nothing that could end, print from, hang or change
# the host, and has no memory of its own between calls.
set -eu
. "$(dirname "$0")/names.sh"

# refuse REASON NAME…: extended regular expressions for whole names
refuse() {
    reason=$1
    shift
    for name in "$@"; do
        if grep -Ex "($name)" "$SCRATCH/wanted"; then
            echo "FAIL: $reason"
            FAILED=1
        fi
    done
}

nm -D --undefined-only "$1" | sed 's/.* //; s/@.*//' >"$SCRATCH/wanted"
grep -q '^lua_newstate$' "$SCRATCH/wanted" ||
    { echo "FAIL: the library's wants can't be read"; exit 1; }
if grep -q '^__[atmu]*b*san_' "$SCRATCH/wanted"; then
    echo "skipped: a sanitizer has wants of its own"
    exit 77
fi

# __assert_fail is allowed: it is for promises that the caller broke.
refuse "ends the process" abort _?_?exit _Exit quick_exit atexit on_exit \
    'pthread_(exit|kill|cancel)' kill raise 'v?errx?' __longjmp_chk \
    '_?longjmp' siglongjmp error
refuse "prints" '(__)?v?[df]?w?printf(_chk)?' 'f?puts(_unlocked)?' \
    'f?putw?c(har)?(_unlocked)?' 'fwrite(_unlocked)?' perror psignal \
    'v?warnx?' stdout stderr '(v|open)?syslog' write
refuse "reads what is not its own" stdin 'f?gets' 'f?scanf' 'f?getc' getchar
refuse "changes the locale, or follows it" setlocale localeconv nl_langinfo \
    'strcoll|strxfrm|wcscoll' 'is(alpha|digit|alnum|space|upper|lower|punct)' \
    'to(upper|lower)' '__ctype_.*'
refuse "touches signals" signal 'sig(action|procmask|setmask|nal)' alarm \
    setitimer 'timer_.*' pthread_sigmask
refuse "reads or writes the environment" '(secure_)?getenv' environ setenv \
    putenv unsetenv clearenv
refuse "looks at a clock" time clock 'clock_.*' gettimeofday times ftime \
    '(local|gm)time(_r)?' mktime 'u?sleep' nanosleep
refuse "rolls dice" 's?rand(_r|om|om_r)?' '[dejlmn]rand48' \
    'getrandom|getentropy' 'arc4random.*' 'initstate|setstate'
refuse "starts something" 'v?fork' 'exec.*' 'posix_spawn.*' system popen \
    'pthread_create|thrd_create' 'dl(open|sym|mopen)'
refuse "talks to others" socket connect bind listen accept \
    'getaddrinfo|gethost.*' 'send(to|msg)?' 'recv(from|msg)?'
refuse "changes files or the process" unlink remove rename \
    'mk(dir|s?temp.*)' tmpfile tmpnam chdir umask 'set[eug]+id' creat ftruncate
refuse "keeps state between calls" strtok strerror 'hsearch|hcreate' \
    'pthread_(key_create|setspecific)' 'tss_.*'
refuse "takes memory beside the context's allocator" malloc calloc \
    'strn?dup|__strdup' 'v?asprintf|__v?asprintf_chk' getline getdelim \
    aligned_alloc posix_memalign mmap sbrk 'fopen(64)?' fdopen opendir
refuse "uses libxml2's globals" xmlCleanupParser xmlMemSetup 'xmlSet.*' \
    'xml.*(Default|DefaultValue)' 'xmlCatalog.*' 'xml.*File' 'xmlXInclude.*' \
    'xmlXPath.*' xmlRegisterInputCallbacks
refuse "gives Lua more than is allowed" luaL_openlibs 'luaopen_.*' \
    luaL_newstate luaL_loadfilex lua_newthread lua_resume \
    luaL_tolstring

# Constants that hold pointers are in .data.rel.ro, and aren't counted.
objdump -t "$1" | grep -E ' \.(data|bss|tdata|tbss)[[:space:]]' |
    awk '{ print $NF }' | grep -vxE \
    '\.(data|bss|tdata|tbss)|completed\.[0-9]+|__TMC_END__|__dso_handle' \
    >"$SCRATCH/globals" || true
if [ -s "$SCRATCH/globals" ]; then
    cat "$SCRATCH/globals"
    echo "FAIL: has globals that can change"
    FAILED=1
fi
exit $FAILED
