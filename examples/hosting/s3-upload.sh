#!/usr/bin/env bash
# Puts dist/ into a bucket (Amazon S3, or another one that speaks its language; set AWS_ENDPOINT_URL for these):
#
#     examples/hosting/s3-upload.sh dist s3://my-bucket/twelvefold
#
# Needs the AWS command line. Every file gets its media type and its caching; nothing is deleted, so that pages which are
# open meanwhile find the files of their version; index.html comes last, so that it never names what is not there yet, and
# behind it only sw.js, which keeps all files of one version or none.
# config.json belongs to the bucket: it is put there once and never written over.
set -euo pipefail

from=${1:?the folder of the site, for example dist}
to=${2:?where to, for example s3://my-bucket/twelvefold}
to=${to%/}

type_of() {
  case $1 in
    *.css) echo "text/css; charset=utf-8" ;;
    *.html) echo "text/html; charset=utf-8" ;;
    *.js) echo "text/javascript; charset=utf-8" ;;
    *.json) echo "application/json" ;;
    *.png) echo "image/png" ;;
    *.svg) echo "image/svg+xml" ;;
    *.txt | *.md) echo "text/plain; charset=utf-8" ;;
    *.wasm) echo "application/wasm" ;;
    *.webmanifest) echo "application/manifest+json" ;;
    *) echo "application/octet-stream" ;;
  esac
}

# A name with a hash never changes its content. Everything else is asked for again.
is_hashed() {
  [[ ${1##*/} =~ -[0-9a-f]{16} ]]
}

put() {
  local caching="no-cache"
  if is_hashed "$1"; then caching="public, max-age=31536000, immutable"; fi
  aws s3 cp "$from/$1" "$to/$1" --no-progress --content-type "$(type_of "$1")" --cache-control "$caching"
}

names=$(cd "$from" && find . -type f ! -name '.*' ! -name '*.br' ! -name '*.gz' ! -path ./index.html ! -path ./sw.js ! -path ./config.json)
names=$(sed 's|^\./||' <<< "$names" | LC_ALL=C sort)

# The names with a hash first: nobody asks for them before something names them.
while IFS= read -r name; do if is_hashed "$name"; then put "$name"; fi; done <<< "$names"
while IFS= read -r name; do if ! is_hashed "$name"; then put "$name"; fi; done <<< "$names"

if [[ -f $from/config.json ]] && ! aws s3 ls "$to/config.json" > /dev/null; then
  put config.json
fi
put index.html
put sw.js
