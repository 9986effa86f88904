#!/bin/sh
# hardened-host.sh DISTRIBUTION FOLDER HOME JOB
#
# Simulates JOB in / on a host that allows little: no network, the whole file system read-only, the distribution seen read-only in a folder of FOLDER with
# spaces and an umlaut in its name, a fresh /tmp mounted noexec, a locale of ASCII alone; only FOLDER/out and /tmp can be written. To be called by
# "unshare --map-root-user --net --mount". At the end it prints what the run left in /tmp.
set -eu
distribution=$1 folder=$2 home=$3 job=$4
installation=$folder/$(printf 'K\303\244se und Brot')/cloister
root=$folder/root
out=$folder/out
mkdir -p "$installation" "$root" "$out"

mount --rbind / "$root"
mount -o remount,bind,ro "$root"
mount --bind "$distribution" "$root$installation"
mount -o remount,bind,ro "$root$installation"
mount --bind "$out" "$root$out"
mount -t tmpfs -o noexec,size=64m tmpfs "$root/tmp"

cat >"$root/tmp/probe" <<'PROBE'
#!/bin/sh
PROBE
chmod 755 "$root/tmp/probe"
if "$root/tmp/probe" 2>/dev/null; then
  echo "the temporary folder is not noexec" >&2
  exit 90
fi
rm "$root/tmp/probe"
for written in "$root/probe" "$root$installation/probe"; do
  if touch "$written" 2>/dev/null; then
    echo "$written could be written" >&2
    exit 90
  fi
done
if [ "$(wc -l </proc/net/dev)" -gt 3 ]; then
  echo "there is a network" >&2
  exit 90
fi

set +e
# shellcheck disable=SC2016
chroot "$root" /bin/sh -c 'cd / && home=$1 && shift && exec env -i PATH="$PATH" HOME="$home" LC_ALL=C ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "$@"' \
  sh "$home" "$installation/bin/cloister" simulate "$job" --out "$out/result"
code=$?
set -e
echo "left in /tmp: $(ls -A "$root/tmp")"
exit $code
