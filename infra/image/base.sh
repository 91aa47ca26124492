#!/usr/bin/env bash
# Makes a base image without a registry: the C library of this Debian or Ubuntu, and the modules of JAVA_HOME.
# usage: infra/image/base.sh FILE.tar; then ./serai image -Dimage.base=tar://FILE.tar
set -euo pipefail

out=$(realpath -- "${1:?name the file to make}")
java_home=${JAVA_HOME:?set JAVA_HOME to a JDK 25 or later}
modules=java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management
modules=$modules,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs
packages="base-files libc6 libgcc-s1 libstdc++6 zlib1g"
# Of all files: the image does not depend on when it is made.
time=2026-11-27T00:00:00Z

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root" "$work/debs" "$work/image"
(
  cd "$work/debs"
  # shellcheck disable=SC2086
  apt-get -qq download $packages
)
for package in "$work"/debs/*.deb; do
  dpkg-deb --extract "$package" "$root"
done
rm -rf "$root"/usr/share/doc "$root"/usr/share/locale "$root"/usr/share/lintian "$root"/usr/share/gdb "$root"/usr/lib/*/gconv
mkdir -p "$root/tmp" "$root/opt/java" "$root/etc"
chmod 1777 "$root/tmp"
printf 'root:x:0:0:root:/root:/sbin/nologin\nserai:x:10001:10001:serai:/var/lib/serai:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nserai:x:10001:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress zip-0 \
  --output "$root/opt/java/openjdk"

tar --create --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner --format=gnu \
  --directory="$root" --file="$work/image/layer.tar" .
layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
case $(dpkg --print-architecture) in
  arm64) architecture=arm64 ;;
  *) architecture=amd64 ;;
esac
printf '{"architecture":"%s","os":"linux","created":"%s","config":{"Env":["PATH=/opt/java/openjdk/bin:/usr/bin:/bin","JAVA_HOME=/opt/java/openjdk"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"%s","created_by":"infra/image/base.sh"}]}' \
  "$architecture" "$time" "$layer" "$time" >"$work/image/config.json"
printf '[{"Config":"config.json","RepoTags":["serai-base:local"],"Layers":["layer.tar"]}]' >"$work/image/manifest.json"
tar --create --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner --format=gnu \
  --directory="$work/image" --file="$out" config.json layer.tar manifest.json
printf 'made %s, %s MB\n' "$out" "$(($(stat -c %s "$out") / 1000000))"
