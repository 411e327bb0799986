# Shared by the scripts of this folder; sourced, never run. Each script does:
#   . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# which leaves it in the project's root folder with strict error handling.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What a build and a start need; what the tests and the bench need on top.
build_packages=(
    ca-certificates git pkg-config tzdata libdeflate-dev zlib1g-dev
    libcurl4-openssl-dev libgmime-3.0-dev libmagic-dev libphonenumber-dev libqrencode-dev libsqlite3-dev libvips-dev
    poppler-utils
)
test_packages=(chromium chromium-headless-shell fonts-dejavu-core kannel kannel-extras openssl python3-venv zbar-tools)
# OpenSMTPD of Debian 12 does not manage STARTTLS with a certificate of our own; Exim does.
mail_server=exim4-daemon-light
bench_packages=(chromium fonts-dejavu-core python3-venv wrk)
# What packs, and what a test of the package starts a clean Debian with.
deb_packages=(binutils dpkg-dev)
deb_test_packages=(curl debootstrap lintian systemd-container)
python_packages=(pytest==9.0.3 pytest-xdist==3.8.0 playwright==1.65.2 axe-playwright-python==0.1.8 schemathesis==4.32.5)

swift_wanted=6.3

say() { printf '\n== %s\n' "$*"; }

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Installs those of the named packages that are missing. Asks nothing, and never removes a package to make room.
install_packages() {
    local package missing=()
    command -v apt-get >/dev/null 2>&1 || {
        printf 'This is no Debian or Ubuntu. Please see to it that these are installed: %s\n' "$*" >&2
        return 0
    }
    for package in "$@"; do
        package_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0
    say "Installing ${missing[*]}"
    as_root apt-get update -qq || fail 'apt-get update failed; is this machine online?'
    as_root apt-get install -qq -y --no-install-recommends --no-remove "${missing[@]}" ||
        fail "could not install ${missing[*]}. Try it by hand: apt-get install ${missing[*]}"
}

package_installed() {
    [[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" == installed* ]]
}

# The folder of Python packages that the tests use.
prepare_python() {
    [[ -x .venv/bin/python ]] || /usr/bin/python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "${python_packages[@]}"
}

as_root() {
    local run=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        command -v sudo >/dev/null 2>&1 || fail "this needs root, and there is no sudo. As root, run: $*"
        if [[ -t 0 ]]; then run=(sudo "${run[@]}"); else run=(sudo -n "${run[@]}"); fi
    fi
    "${run[@]}" "$@"
}

# libphonenumber is C++: any version of its standard library's headers will do.
install_build_packages() {
    local wanted=("${build_packages[@]}")
    compgen -G '/usr/include/c++/*/vector' >/dev/null || wanted+=(g++)
    install_packages "${wanted[@]}"
}

# Debian's mail servers exclude each other. One that is there already stays: the tests start their own process of it.
install_mail_server() {
    local package
    for package in "$mail_server" exim4-daemon-heavy; do
        if package_installed "$package"; then return 0; fi
    done
    install_packages "$mail_server"
}

# Puts `swift` on PATH, from the places where toolchains usually are.
find_swift() {
    local folder found
    if ! command -v swift >/dev/null 2>&1; then
        for folder in "${SWIFTLY_BIN_DIR:-}" "${HOME:-/root}/.local/share/swiftly/bin" "${HOME:-/root}/.swiftly/bin" \
            /opt/swift/usr/bin /usr/local/swift/usr/bin; do
            if [[ -n "$folder" && -x "$folder/swift" ]]; then
                export PATH="$folder:$PATH"
                break
            fi
        done
    fi
    command -v swift >/dev/null 2>&1 ||
        fail "Swift $swift_wanted or later is needed and was not found. Get it from https://swift.org/install and run this again."
    found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
    [[ "$(printf '%s\n%s\n' "$swift_wanted" "$found" | sort -V | head -n 1)" == "$swift_wanted" ]] ||
        fail "Swift $swift_wanted or later is needed, this is ${found:-unknown}. Get it from https://swift.org/install."
}

# `swift build` with the given arguments. On a terminal its own progress line is shown, elsewhere about one line in
# twenty, and everything that is no progress. The whole output is kept in the file that build_log names.
build_log=.build/last-build.log
swift_build() {
    mkdir -p .build
    if [[ -t 1 && -z "${CI:-}" && "${keep_log:-}" != yes ]]; then
        swift build "$@"
    else
        swift build "$@" 2>&1 | tee "$build_log" | thin_progress
    fi
}

thin_progress() {
    local line step=-1 now
    while IFS= read -r line; do
        if [[ "$line" =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
            now=$((20 * BASH_REMATCH[1] / (BASH_REMATCH[2] > 0 ? BASH_REMATCH[2] : 1)))
            if ((now != step)); then
                step=$now
                printf '%3d %%  %s\n' $((5 * now)) "$line"
            fi
        elif [[ "$line" != Comput* && "$line" != Fetched* && "$line" != *'prohibited flag(s)'* &&
            "$line" != *'orking copy '* && "$line" != *'which are unhandled; explicitly'* &&
            "$line" != *'.build/checkouts/'*CMakeLists.txt ]]; then
            printf '%s\n' "$line"
        fi
    done
}

# Both programs: the server, and what decodes pictures beside it. A product at a time is all that SwiftPM takes.
build_programs() {
    swift_build --configuration release --product relais-media "$@"
    swift_build --configuration release --product relais "$@"
}

# Reports whether a program was built before, for an honest guess at how long the next build takes.
built_before() { [[ -e ".build/$1" ]]; }
