# SPDX-License-Identifier: MIT
# Sourced by doc/demo.sh and tests/run.sh: installs what is missing, by name.

# need PACKAGE...: on Debian, installs those that aren't there, and asks apt
# nothing where all are.
need() {
    command -v dpkg-query >/dev/null || {
        echo "No Debian: needed are the likes of $*" >&2
        return 0
    }
    missing=
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root="sudo env"
    echo "Installing$missing"
    # shellcheck disable=SC2086 # both are lists of words
    $as_root apt-get update -qq </dev/null
    # shellcheck disable=SC2086
    ${as_root:-env} DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends $missing </dev/null >/dev/null
}

# What building takes: a compiler with its C library, Meson with Ninja, and
# the libraries that libfisc rests on.
BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config \
    liblua5.4-dev libxml2-dev nettle-dev libutf8proc-dev"

# What the tests take besides: the framework, the interpreter of the reference
# model, another reader of JSON, sources of locales, what holds the schemas
# against the readers, and two readers of calendars.
TEST_PACKAGES="check lua5.4 libjansson-dev locales libxml2-utils python3 \
    python3-jsonschema python3-icalendar python3-vobject"
