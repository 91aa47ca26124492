#!/usr/bin/env bash
# A provider that refuses every call is replaced by another one, and no client sees an error.
#
#   SERAI_KEY=... infra/drills/failover.sh --stage dev --url https://gateway.example.com \
#     --provider anthropic --model claude-sonnet-4-5
#
#   --stage NAME      the gateway's environment (prod)
#   --url URL         its base URL; or SERAI_URL
#   --provider ID     which is made to refuse: its secret gets a key that is none, for --for and --within seconds
#   --model MODEL     a model that this provider serves first, and another one, too
#   --callers N       at once, every other one of streams (4)
#   --within SECONDS  from the change until another provider answers all calls, and back (330: longer than secrets-ttl)
#   --for SECONDS     how long calls go on while the provider refuses (60)
#   --yes             also in prod: calls of others fail over, too
#   --dry-run         show what would be done
# SERAI_KEY is the key of a client. The provider's own key is made current again at the end, whatever happens.

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

provider_id="" model="" count=4 within=330 during=60 yes=false
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    taken=2
    case $1 in
      --provider) provider_id=${2:?} ;;
      --model) model=${2:?} ;;
      --callers) count=${2:?} ;;
      --within) within=${2:?} ;;
      --for) during=${2:?} ;;
      --yes) yes=true taken=1 ;;
      *) unknown "$1" ;;
    esac
  fi
  shift "$taken"
done
[ -n "$provider_id" ] || cannot "name the provider by --provider"
[ -n "$model" ] || cannot "name a model by --model"
$yes || $dry || [ "$stage" != prod ] || cannot "in prod this makes everybody's calls fail over: add --yes"
need aws curl
need_gateway

secret="serai/$stage/providers/$provider_id"

good=$(current_version "$secret")
bad=""
back() {
  if [ "$bad" = pending ]; then
    bad=$(current_version "$secret")
  fi
  if [ -n "$bad" ] && [ "$bad" != "$good" ]; then
    run aws secretsmanager update-secret-version-stage --secret-id "$secret" --version-stage AWSCURRENT \
      --move-to-version-id "$good" --remove-from-version-id "$bad" >/dev/null
    bad=""
  fi
}

if $dry; then
  say "would have $count callers ask $url for $model until the end"
  run aws secretsmanager put-secret-value --secret-id "$secret" --secret-string no-key-of-anybody
  say "would wait until another provider than $provider_id answers, $within s at most, and go on for $during s"
  run aws secretsmanager update-secret-version-stage --secret-id "$secret" --version-stage AWSCURRENT \
    --move-to-version-id "$good" --remove-from-version-id "<new version>"
  say "would wait until $provider_id answers again, $within s at most; every answer must be 200 and complete"
  exit 0
fi

trap 'callers_stop; back; clean' EXIT

# served_by is|not: until the last answers are of the provider, or not.
served_by() {
  local started=$SECONDS own
  while :; do
    own=$(tail -n $((count * 3)) "$scratch/calls" | awk -v id="$provider_id" '$3 == id' | wc -l | tr -d ' ')
    if [ "$1" = not ] && [ "$own" = 0 ]; then
      break
    elif [ "$1" = is ] && [ "$own" -ge $((count * 2)) ]; then
      break
    fi
    [ $((SECONDS - started)) -le "$within" ] || return 1
    sleep 1
  done
  waited=$((SECONDS - started))
}

callers "$count" "$model"
served_by is || cannot "$model is not answered by $provider_id first"
# Written down before the change, so that it is taken back even if this is ended meanwhile.
bad=pending
aws secretsmanager put-secret-value --secret-id "$secret" --secret-string no-key-of-anybody >/dev/null || {
  bad=""
  cannot "$secret cannot be changed"
}
bad=$(current_version "$secret")
served_by not || broken "$provider_id still answers $within s after its key was made invalid"
over=$waited
sleep "$during"
back
served_by is || broken "$provider_id does not answer again $within s after its key came back"
callers_stop
failed=$(calls_failed)
[ "$failed" = 0 ] ||
  broken "$failed of $(calls_made) calls failed (status, complete, provider, code): $(grep -v '^200 true ' "$scratch/calls" | sort | uniq -c | tr '\n' ';')"
holds "$(calls_made) calls, none failed; others answered $over s after $provider_id began to refuse, it answered again after $waited s"
