#!/usr/bin/env bash
# Measures the gateway beside others in one run; ./serai bench calls it. Arguments go to bench.sh.
set -euo pipefail
cd "$(dirname "$0")"
[ -x bin/load ] && [ -d peers/portkey ] && [ -d jvm/camel/target/dependency ] || ./install.sh node24 portkey jvm
export JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ $# -gt 0 ]; then
  exec ./bench.sh "$@"
fi
exec ./bench.sh -p "lat1 lat16 max big ttft smax many" direct nginx vertx camel portkey serai
