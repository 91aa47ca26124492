#!/usr/bin/env bash
# A kill switch that is set in Parameter Store holds in every task within 30 s, and is gone as quickly.
#
#   SERAI_KEY=... infra/drills/kill-switch.sh --url https://gateway.example.com --model claude-haiku-4-5
#
#   --stage NAME      the gateway's environment (prod)
#   --url URL         its base URL; or SERAI_URL
#   --model MODEL     what is asked for
#   --scope SCOPE     model, tenant, route or global: what is switched off (model)
#   --name NAME       its name (the model)
#   --within SECONDS  how long it may take (30)
#   --in-a-row N      so many refusals one after the other, as each task has to know it (20)
#   --dry-run         show what would be done
# SERAI_KEY is the key of a client. The switch ends by itself after ten minutes, whatever happens to this drill. Calls of
# others that the switch is for are refused meanwhile.

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

model="" scope=model name="" within=30 row=20
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    case $1 in
      --model) model=${2:?} ;;
      --scope) scope=${2:?} ;;
      --name) name=${2:?} ;;
      --within) within=${2:?} ;;
      --in-a-row) row=${2:?} ;;
      *) unknown "$1" ;;
    esac
    taken=2
  fi
  shift "$taken"
done
[ -n "$model" ] || cannot "name a model by --model"
case $scope in
  model) name=${name:-$model} ;;
  tenant | route) [ -n "$name" ] || cannot "name the $scope by --name" ;;
  global) name=all ;;
  *) cannot "--scope is model, tenant, route or global" ;;
esac
need aws curl
need_gateway

switch=$(parameter "$scope" "$name")
value="{\"reason\":\"drill\",\"mode\":\"drain\",\"author\":\"drill\",\"until\":\"$(moment 600)\"}"
thrown=false
back() {
  if $thrown; then
    thrown=false
    run aws ssm delete-parameters --names "$switch" >/dev/null
  fi
}
trap 'back; clean' EXIT

if $dry; then
  say "would ask $url for $model until it is refused $row times in a row with switched_off, $within s at most"
  run aws ssm put-parameter --name "$switch" --type String --value "$value"
  run aws ssm delete-parameters --names "$switch"
  say "would ask until it is served $row times in a row, $within s at most"
  exit 0
fi

# wait_for STATUS CODE: until all of the last $row answers are so; prints when the last other answer came, in seconds.
wait_for() {
  local started=$SECONDS same=0 last=0
  while [ "$same" -lt "$row" ]; do
    call "$model" false
    if [ "$status" = "$1" ] && [ "$code" = "$2" ]; then
      same=$((same + 1))
    else
      same=0
      last=$((SECONDS - started + 1))
      [ "$last" -le "$within" ] || return 1
    fi
  done
  waited=$last
}

call "$model" false
[ "$status" = 200 ] || cannot "the gateway answers $status $code before anything is switched off"
aws ssm put-parameter --name "$switch" --type String --value "$value" >/dev/null ||
  cannot "the switch $switch cannot be set, or stands already"
thrown=true
wait_for 503 switched_off || broken "$switch was set $within s ago, and calls are still answered with $status $code"
off=$waited
back
wait_for 200 - || broken "$switch was deleted $within s ago, and calls are still answered with $status $code"
holds "$switch refused all calls after $off s at most, and let all through again after $waited s at most"
