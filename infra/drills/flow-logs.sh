#!/usr/bin/env bash
# Nothing leaves the tasks' subnets but by the firewall: by their routes, and by what the flow logs have seen.
#
#   infra/drills/flow-logs.sh --stage prod --hours 24
#
#   --stage NAME      the gateway's environment (prod)
#   --hours N         how far back; the last 15 minutes are left out, as logs are late (24)
#   --dry-run         show what would be done
# Each public address that a task had a flow with must stand in the firewall's own log, and the port must be 443. Flows to
# S3 and DynamoDB by their gateway endpoints do not count. CloudWatch charges for the bytes that a query reads.

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

hours=24
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    case $1 in
      --hours) hours=${2:?} ;;
      *) unknown "$1" ;;
    esac
    taken=2
  fi
  shift "$taken"
done
need aws

vpc=$(look vpc aws ec2 describe-vpcs --filters "Name=tag:Name,Values=serai-$stage-network/Vpc" \
  --query 'Vpcs[0].VpcId' --output text)
[ "$vpc" != None ] || cannot "there is no VPC with the name serai-$stage-network/Vpc"
range=$(look range aws ec2 describe-vpcs --vpc-ids "$vpc" --query 'Vpcs[0].CidrBlock' --output text)

subnets() {
  look "$1" aws ec2 describe-subnets --filters "Name=vpc-id,Values=$vpc" Name=tag:aws-cdk:subnet-name,Values=app \
    --query "Subnets[].$2" --output text
}

ids=$(subnets subnets SubnetId)
blocks=$(subnets blocks CidrBlock)
[ -n "$ids" ] || cannot "$vpc has no subnets that are called app"

ways=$(look ways aws ec2 describe-route-tables --filters "Name=association.subnet-id,Values=$(printf '%s' "$ids" | tr -s '\t\n ' ',')" \
  --query "RouteTables[].Routes[?DestinationCidrBlock=='0.0.0.0/0'].[NatGatewayId,GatewayId,TransitGatewayId,NetworkInterfaceId][]" \
  --output text)
if ! $dry; then
  for way in $(printf '%s' "$ways" | tr '\t' '\n' | grep -v '^None$'); do
    case $way in
      vpce-*) ;;
      *) broken "a subnet of tasks has a way out by $way, which is no endpoint of the firewall" ;;
    esac
  done
  [ -n "$ways" ] || broken "subnets of tasks have no way out at all"
fi

flows=$(look flow-log aws ec2 describe-flow-logs --filter "Name=resource-id,Values=$vpc" --query 'FlowLogs[0].LogGroupName' --output text)
firewall=$(look firewall aws network-firewall list-firewalls --vpc-ids "$vpc" --query 'Firewalls[0].FirewallArn' --output text)
seen=$(look firewall-log aws network-firewall describe-logging-configuration --firewall-arn "$firewall" \
  --query "LoggingConfiguration.LogDestinationConfigs[?LogType=='FLOW'].LogDestination.logGroup | [0]" --output text)
gateways=$(look prefixes aws ec2 describe-prefix-lists --query 'PrefixLists[].Cidrs[]' --output text)

inside() {
  local block words=""
  for block in $2; do
    words="$words${words:+ or }isIpv4InSubnet($1, '$block')"
  done
  printf '(%s)' "$words"
}

to=$(($(date +%s) - 900))
from=$((to - hours * 3600))

# query LOG TEXT FIELD: values of a field, one a line.
query() {
  local id state
  id=$(look query aws logs start-query --log-group-name "$1" --start-time "$from" --end-time "$to" --limit 10000 \
    --query-string "$2" --query queryId --output text)
  if $dry; then
    return
  fi
  while :; do
    state=$(aws logs get-query-results --query-id "$id" --query status --output text)
    case $state in
      Complete) break ;;
      Running | Scheduled) sleep 2 ;;
      *) cannot "the query of $1 ended as $state" ;;
    esac
  done
  aws logs get-query-results --query-id "$id" --query "results[][?field=='$3'].value[]" --output text | tr -s '\t ' '\n' | sort -u
}

out="filter action = 'ACCEPT' and $(inside srcAddr "$blocks") and not isIpv4InSubnet(dstAddr, '$range') and not $(inside dstAddr "$gateways")"
query "$flows" "$out | stats count(*) as flows by dstAddr" dstAddr >"$scratch/reached"
query "$flows" "$out and dstPort != 443 | stats count(*) as flows by dstAddr" dstAddr >"$scratch/ports"
query "$seen" "filter event.event_type = 'netflow' | stats count(*) as flows by event.dest_ip" event.dest_ip >"$scratch/passed"
if $dry; then
  say "would compare: each address of the first must be in the third, and the second must be empty"
  exit 0
fi
[ -s "$scratch/reached" ] || cannot "no task has called anybody in these $hours h, so that nothing is shown"
[ ! -s "$scratch/ports" ] || broken "flows on other ports than 443 to: $(tr '\n' ' ' <"$scratch/ports")"
past=$(comm -23 "$scratch/reached" "$scratch/passed")
[ -z "$past" ] || broken "flows that the firewall has not seen, to: $(printf '%s' "$past" | tr '\n' ' ')"
holds "$(wc -l <"$scratch/reached" | tr -d ' ') addresses were reached in $hours h, all of them by the firewall, on port 443"
