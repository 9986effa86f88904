#!/bin/bash
# Walks a ledger with sha256sum, openssl and jq alone: entries in their one spelling, chain, tree,
# checkpoint and its signature. Usage: walk.sh LEDGER_FOLDER LOG_KEY_FILE
set -euo pipefail
export LC_ALL=C
ledger=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

hex() { od -An -v -tx1 | tr -d ' \n'; }
unhex() { sed 's/../\\x&/g' | xargs -0 printf '%b'; }
sha() { sha256sum | cut -d ' ' -f 1; }
stop() { echo "WRONG: $1"; exit 1; }

# 1. The checkpoint: origin, size, root; an empty line; a line for each signature.
origin=$(sed -n 1p "$ledger/checkpoint")
size=$(sed -n 2p "$ledger/checkpoint")
root=$(sed -n 3p "$ledger/checkpoint" | base64 -d | hex)

# 2. The log's signature over the first three lines, by the key that you were given.
key=$(tr -d '\n' < "$2")
[ "${key%%+*}" = "$origin" ] || stop "the key is of another log"
{ printf 302a300506032b6570032100 | unhex
  printf %s "${key##*+}" | base64 -d | tail -c 32; } > "$work/key.der"
head -n 3 "$ledger/checkpoint" > "$work/text"
grep -F -- "— $origin " "$ledger/checkpoint" | head -n 1 | cut -d ' ' -f 3 | base64 -d \
  | tail -c 64 > "$work/signature"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin \
  -in "$work/text" -sigfile "$work/signature" > "$work/answer" 2>&1 || stop "the log's signature"

# 3. The entries: two bytes of length, then the bytes. Each names the hash of the one before.
prev=$(printf '0%.0s' $(seq 64))
: > "$work/row"
for ((seq = 0; seq < size; seq++)); do
  if ((seq % 256 == 0)); then
    group=$(printf '%03d' $((seq / 256)))
    bundle=$ledger/tile/entries/$group
    [ -e "$bundle" ] || bundle=$bundle.p/$((size % 256))
    at=0
  fi
  length=$((16#$(tail -c +$((at + 1)) "$bundle" | head -c 2 | hex)))
  tail -c +$((at + 3)) "$bundle" | head -c "$length" > "$work/entry"
  at=$((at + 2 + length))
  jq -jcS . "$work/entry" 2> "$work/answer" | cmp -s - "$work/entry" || stop "the spelling of entry $seq"
  [ "$(jq -r .seq "$work/entry")" = "$seq" ] || stop "the number of entry $seq"
  [ "$(jq -r .prev "$work/entry")" = "$prev" ] || stop "the chain at entry $seq"
  prev=$({ printf '\0'; cat "$work/entry"; } | sha)
  echo "$prev" >> "$work/row"
done

# 4. The tree: neighbours are hashed together, an odd one moves up, until one is left.
while [ "$(wc -l < "$work/row")" -gt 1 ]; do
  paste -d ' ' - - < "$work/row" | while read -r left right; do
    if [ -n "$right" ]; then { printf '\1'; printf %s "$left$right" | unhex; } | sha
    else echo "$left"; fi
  done > "$work/above"
  mv "$work/above" "$work/row"
done
[ "$(cat "$work/row")" = "$root" ] || stop "the root"
echo "RIGHT: $size entries of $origin, chain, tree and the log's signature"
