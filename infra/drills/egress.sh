#!/usr/bin/env bash
# A task cannot reach a host that is not on the list, by its name or past it.
#
#   infra/drills/egress.sh --stage prod --allowed api.mistral.ai
#
#   --stage NAME      the gateway's environment (prod)
#   --allowed HOST    one that is on the list: shows that the way out is open at all
#   --forbidden HOST  one that is not (example.com)
#   --address IP      one that answers TLS on port 443 (1.1.1.1): asked for without any name, past the DNS firewall
#   --seconds N       how long a connection may take (20)
#   --dry-run         show what would be done
# Starts three tasks with the image, the network and the security group of the gateway, one after the other, without any
# rights. Each makes one TLS handshake by the JDK's own keytool and ends. Needs the rights to register and run tasks and to
# pass the execution role.

# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

allowed="" forbidden=example.com address=1.1.1.1 seconds=20
while [ $# -gt 0 ]; do
  common "$@"
  if [ "$taken" = 0 ]; then
    case $1 in
      --allowed) allowed=${2:?} ;;
      --forbidden) forbidden=${2:?} ;;
      --address) address=${2:?} ;;
      --seconds) seconds=${2:?} ;;
      *) unknown "$1" ;;
    esac
    taken=2
  fi
  shift "$taken"
done
[ -n "$allowed" ] || cannot "name a host of gateway.egress.hosts by --allowed"
need aws

cluster="serai-$stage" service="serai-$stage" family="serai-$stage-egress-drill" definition=""
back() {
  if [ -n "$definition" ]; then
    run aws ecs deregister-task-definition --task-definition "$definition" >/dev/null
    definition=""
  fi
}
trap 'back; clean' EXIT

of_service() {
  look "$1" aws ecs describe-services --cluster "$cluster" --services "$service" --query "services[0].$2" --output "$3"
}

gateway=$(of_service task-definition taskDefinition text)
network=$(of_service network networkConfiguration json)

of_task() {
  look "$1" aws ecs describe-task-definition --task-definition "$gateway" --query "taskDefinition.$2" --output text
}

image=$(of_task image "containerDefinitions[?name=='gateway'].image | [0]")
execution=$(of_task execution-role executionRoleArn)
processor=$(of_task processor runtimePlatform.cpuArchitecture)

# task HOST: runs one; prints its exit code, or none.
task() {
  local words="\"-Dsun.net.client.defaultConnectTimeout=${seconds}000\",\"-Dsun.net.client.defaultReadTimeout=${seconds}000\""
  words="$words,\"-m\",\"java.base/sun.security.tools.keytool.Main\",\"-printcert\",\"-sslserver\",\"$1:443\""
  definition=$(look drill-definition aws ecs register-task-definition --family "$family" --network-mode awsvpc \
    --requires-compatibilities FARGATE --cpu 256 --memory 512 --execution-role-arn "$execution" \
    --runtime-platform "cpuArchitecture=$processor,operatingSystemFamily=LINUX" \
    --container-definitions "[{\"name\":\"drill\",\"image\":\"$image\",\"user\":\"10001\",\"entryPoint\":[\"java\"],\"command\":[$words]}]" \
    --query taskDefinition.taskDefinitionArn --output text)
  local arn
  arn=$(look task aws ecs run-task --cluster "$cluster" --task-definition "$definition" --launch-type FARGATE \
    --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
  run aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$arn" >&2
  exit_code=$(look exit-code aws ecs describe-tasks --cluster "$cluster" --tasks "$arn" \
    --query 'tasks[0].containers[0].exitCode' --output text)
  back
}

task "$allowed"
$dry || [ "$exit_code" = 0 ] || cannot "a task cannot reach $allowed (exit code $exit_code): the way out is not open, so that nothing is shown"
for host in "$forbidden" "$address"; do
  task "$host"
  if ! $dry; then
    [ "$exit_code" != 0 ] || broken "a task made a TLS connection to $host"
    # keytool says 1 when there was no certificate; anything else is another fault, which shows nothing.
    [ "$exit_code" = 1 ] || cannot "the task for $host did not run (exit code $exit_code)"
  fi
done
$dry || holds "a task reaches $allowed, and neither $forbidden nor $address"
