#!/usr/bin/env bash
# A provider's key is rotated under load, and no call fails.
#
#   SERAI_KEY=... SERAI_NEXT_KEY=... infra/drills/rotation.sh --url https://gateway.example.com \
#     --provider mistral --model mistral-small-2603
#
#   --stage NAME        the gateway's environment (prod)
#   --url URL           its base URL; or SERAI_URL
#   --provider ID       whose key is rotated
#   --model MODEL       a model that this provider alone serves, so that failover cannot hide a failure
#   --callers N         at once, every other one of streams (4)
#   --after SECONDS     how long calls go on once the new key is current (330: longer than control.secrets-ttl)
#   --check             calls only, for --after: to be run once the old key is taken away at the provider
#   --dry-run           show what would be done
# SERAI_KEY is the key of a client, SERAI_NEXT_KEY the provider's new key; without it the secret ...-next must hold it.

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

provider_id="" model="" count=4 after=330 check=false
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    taken=2
    case $1 in
      --provider) provider_id=${2:?} ;;
      --model) model=${2:?} ;;
      --callers) count=${2:?} ;;
      --after) after=${2:?} ;;
      --check) check=true taken=1 ;;
      *) unknown "$1" ;;
    esac
  fi
  shift "$taken"
done
[ -n "$provider_id" ] || cannot "name the provider by --provider"
[ -n "$model" ] || cannot "name a model by --model"
need aws curl
need_gateway

secret="serai/$stage/providers/$provider_id"
next="$secret-next"

if $dry; then
  say "would have $count callers ask $url for $model until the end"
  if ! $check; then
    current_version "$secret" >/dev/null
    [ -z "${SERAI_NEXT_KEY:-}" ] ||
      say "would run: aws secretsmanager put-secret-value --secret-id $next --secret-string file:///dev/stdin (the new key)"
    run aws secretsmanager rotate-secret --secret-id "$secret"
    say "would wait for another current version, 180 s at most"
  fi
  say "would go on for $after s; every answer must be 200 and complete, from $provider_id"
  exit 0
fi

trap 'callers_stop; clean' EXIT
callers "$count" "$model"
if ! $check; then
  before=$(current_version "$secret")
  if [ -n "${SERAI_NEXT_KEY:-}" ]; then
    printf '%s' "$SERAI_NEXT_KEY" |
      aws secretsmanager put-secret-value --secret-id "$next" --secret-string file:///dev/stdin >/dev/null ||
      cannot "the next key cannot be put into $next"
  fi
  aws secretsmanager rotate-secret --secret-id "$secret" >/dev/null || cannot "$secret cannot be rotated"
  started=$SECONDS
  while [ "$(current_version "$secret")" = "$before" ]; do
    [ $((SECONDS - started)) -le 180 ] || broken "$secret has no new version after 180 s: see the log of the rotation's function"
    sleep 1
  done
  say "$secret has a new version after $((SECONDS - started)) s"
fi
sleep "$after"
callers_stop
failed=$(calls_failed)
made=$(calls_made)
[ "$made" -ge "$count" ] || broken "only $made calls came to an end"
[ "$failed" = 0 ] ||
  broken "$failed of $made calls failed (status, complete, provider, code): $(grep -v '^200 true ' "$scratch/calls" | sort | uniq -c | tr '\n' ';')"
others=$(awk -v id="$provider_id" '$3 != id' "$scratch/calls" | wc -l | tr -d ' ')
[ "$others" = 0 ] || broken "$others of $made calls were answered by another provider"
holds "$made calls, none failed$($check || printf ', while the key of %s was rotated; take the old key away there, then run this with --check' "$provider_id")"
