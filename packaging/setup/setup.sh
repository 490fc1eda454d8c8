#!/bin/sh
# Installs what Fairhall needs on Debian 12 or newer: Debian packages (as root), then its own environment in .venv.
# "setup.sh tests": also what its tests need. Says what it installs; a second run installs nothing.
set -eu
cd "$(dirname "$0")/../.."

lists=packaging/setup/debian-packages.txt
made=.venv/.fairhall
groups=--no-dev
if [ "${1:-}" = tests ]; then
    lists="$lists packaging/setup/debian-packages-tests.txt"
    made=.venv/.fairhall-tests
    groups=--dev
fi

packages=$(cat $lists | sed 's/#.*//' | tr -s ' \n' ' ')
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
command -v npm >/dev/null || missing="$missing npm" # comes with some builds of nodejs, and then clashes with the package
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "Debian packages are missing: run this once as root, or: apt-get install$missing" >&2
        exit 1
    fi
    echo "Installing Debian packages:$missing"
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null
fi

uv_version=$(cat packaging/setup/uv-version.txt)
if ! .tools/bin/uv --version 2>/dev/null | grep -qF "uv $uv_version "; then
    echo "Installing uv $uv_version into .tools"
    rm -rf .tools
    /usr/bin/python3 -m venv .tools
    .tools/bin/pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi

if ! [ -e $made ] || [ uv.lock -nt $made ] || [ pyproject.toml -nt $made ]; then
    echo "Installing the locked Python packages into .venv"
    UV_PYTHON_DOWNLOADS=never .tools/bin/uv sync --quiet --frozen --inexact $groups --python /usr/bin/python3
    touch $made
fi

packaging/web/build.sh
