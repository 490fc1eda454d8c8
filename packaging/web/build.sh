#!/bin/sh
# Makes shared/hub/web/built/hashes.js, what the draw-check page hashes with, from packages pinned by package-lock.json
# (with integrity) in ES2015 for old phones. Needs npm; a second run does nothing.
set -eu
cd "$(dirname "$0")"
made=../../shared/hub/web/built/hashes.js
if [ -e "$made" ] && [ -d node_modules/acorn ] && [ ! package-lock.json -nt "$made" ] && [ ! hashes.js -nt "$made" ]; then
    exit 0
fi
echo "Building the hashes of the citizens' pages"
npm ci --silent
node_modules/.bin/esbuild hashes.js --bundle --minify --format=iife --global-name=Hashes --target=es2015 \
    --log-level=warning --outfile="$made"
