# Installs the Debian packages that Ravel builds on, where any is missing. Sourced by quickstart.sh and Tests/run.sh.

ravel_packages=(
    g++ pkg-config libsqlite3-dev libgraphviz-dev graphviz libpsl-dev libidn2-dev publicsuffix
    libsimdjson-dev libxml2-dev libarchive-dev libpcap-dev libcap-dev libssl-dev libcurl4-openssl-dev fonts-dejavu-core
)

ravel_setup() {
    command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: see swift.org/install" >&2; return 1; }
    command -v dpkg-query >/dev/null || return 0 # No Debian: the packages are the reader's business.
    local missing=() package
    for package in "${ravel_packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    echo "Installing ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "run as root: apt-get install ${missing[*]}" >&2; return 1; }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
