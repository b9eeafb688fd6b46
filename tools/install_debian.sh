#!/bin/sh
# Make sure that what no Python package brings is there; as root on Debian it is installed, otherwise named.
#   install_debian.sh venv PYTHON    a Python new enough, that can make virtual environments
#   install_debian.sh browser        Chromium and a Chinese font
#   install_debian.sh minisign       the public tool that our signatures are compared with
#   install_debian.sh unzip          the one that opens our zip files
#   install_debian.sh epubcheck      the judge of our books
#   install_debian.sh zimcheck       that of our ZIM files
#   install_debian.sh kiwix-serve    what serves these
#   install_debian.sh acorn          the judge of our scripts
set -eu

need() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing from Debian: $*"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "This needs what Debian calls $*. Install it, then start again." >&2
        exit 1
    fi
}

case "$1" in
venv)
    "$2" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "$2 is older than Python 3.11. Name another: make PYTHON=python3.12" >&2
        exit 1
    }
    "$2" -c 'import ensurepip, venv' 2>/dev/null || need python3-venv
    ;;
browser)
    missing=""
    command -v "${CHROMIUM:-chromium}" >/dev/null || missing="chromium"
    { command -v fc-list && fc-list :lang=zh | grep -q .; } >/dev/null || missing="$missing fontconfig fonts-noto-cjk"
    # shellcheck disable=SC2086  # two words are two packages
    [ -z "$missing" ] || need $missing
    ;;
minisign | unzip | epubcheck)
    command -v "$1" >/dev/null || need "$1"
    ;;
zimcheck)
    command -v "$1" >/dev/null || need zim-tools
    ;;
kiwix-serve)
    command -v "$1" >/dev/null || need kiwix-tools
    ;;
acorn)
    command -v "$1" >/dev/null || need node-acorn
    ;;
esac
