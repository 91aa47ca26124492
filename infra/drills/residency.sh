#!/usr/bin/env bash
# A tenant that must stay in the EU is served there or not at all, and the records of past days say the same.
#
#   SERAI_KEY=... infra/drills/residency.sh --url https://gateway.example.com --tenant acme \
#     --models auto,claude-sonnet-4-5 --foreign gpt-4o-mini
#
#   --stage NAME      the gateway's environment (prod)
#   --url URL         its base URL; or SERAI_URL
#   --tenant ID       the tenant of SERAI_KEY, with residency: eu
#   --models A,B      what is asked for (auto)
#   --foreign MODEL   a model that no deployment in the EU serves
#   --calls N         of each model, half of them streams, some of them asking for x-serai-residency: any (20)
#   --tables PREFIX   gateway.aws.table-prefix (serai)
#   --days N          days of records that are looked through, today included (7)
#   --dry-run         show what would be done

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

tenant="" models=auto foreign="" calls=20 days=7 prefix=serai
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    case $1 in
      --tenant) tenant=${2:?} ;;
      --models) models=${2:?} ;;
      --foreign) foreign=${2:?} ;;
      --calls) calls=${2:?} ;;
      --tables) prefix=${2:?} ;;
      --days) days=${2:?} ;;
      *) unknown "$1" ;;
    esac
    taken=2
  fi
  shift "$taken"
done
[ -n "$tenant" ] || cannot "name the tenant by --tenant"
need aws curl
need_gateway

# outside DAY SLOT: how many records of that day say that the tenant had to stay in the EU and was served elsewhere.
outside() { counted "$1" "$2" "required = :eu AND attribute_exists(guaranteed) AND guaranteed <> :eu" '":eu":{"S":"eu"},'; }

# all DAY SLOT: how many were served at all.
all() { counted "$1" "$2" "attribute_exists(guaranteed)" ""; }

counted() {
  look count aws dynamodb query --table-name "$prefix-$stage-decisions" --index-name by-tenant --select COUNT \
    --key-condition-expression "#owner = :owner" --expression-attribute-names '{"#owner":"owner"}' \
    --filter-expression "$3" \
    --expression-attribute-values "{$4\":owner\":{\"S\":\"$tenant#$1#$2\"}}" --query Count --output text
}

names=$(printf '%s' "$models" | tr ',' ' ')
if $dry; then
  say "would ask $url $calls times for each of: $names; every answer must be of x-serai-residency: eu"
  [ -z "$foreign" ] || say "would ask for $foreign; it must be refused with 403 no_deployment_in_region"
  outside "$(moment 0 | cut -c1-10)" 0 >/dev/null
  say "would do the same for 4 slots of each of $days days; the sum must be 0"
  exit 0
fi

answered=0 refused=0
for name in $names; do
  for ((i = 0; i < calls; i++)); do
    stream=$([ $((i % 2)) = 0 ] && echo true || echo false)
    call "$name" "$stream" "$([ $((i % 4)) -lt 2 ] && echo 'x-serai-residency: any' || echo 'accept: */*')"
    if [ "$status" = 200 ]; then
      answered=$((answered + 1))
      [ "$residency" = eu ] || broken "$name was answered by $provider in $region: x-serai-residency is $residency"
    else
      refused=$((refused + 1))
    fi
  done
done
[ "$answered" -gt 0 ] || cannot "no call was answered, the last one with $status $code"
if [ -n "$foreign" ]; then
  call "$foreign" false
  [ "$status $code" = "403 no_deployment_in_region" ] || broken "$foreign was answered with $status $code, not refused"
fi
say "$answered calls were answered in the EU, $refused refused; looking through the records"
# They are written in batches, and an index follows its table a moment later.
sleep 2

elsewhere=0 served=0
for ((day = 0; day < days; day++)); do
  date=$(moment $((-86400 * day)) | cut -c1-10)
  for slot in 0 1 2 3; do
    found=$(outside "$date" "$slot") && total=$(all "$date" "$slot") || cannot "the records of $date cannot be read"
    elsewhere=$((elsewhere + found))
    served=$((served + total))
  done
done
[ "$elsewhere" = 0 ] || broken "$elsewhere records of $tenant say that it was served outside of the EU"
[ "$served" -gt 0 ] || broken "there is no record of a served call of $tenant: records are lost, or it is another tenant"
holds "$served records of $days days, none of them outside of the EU"
