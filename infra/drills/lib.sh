# What the drills share; not a program itself. Bash 3.2 or later, curl, and the AWS CLI with rights of the operator.
set -euo pipefail

stage=prod
dry=false
url=${SERAI_URL:-}
key=${SERAI_KEY:-}
scratch=$(mktemp -d)
me=0

say() { printf '%s\n' "$*"; }

holds() { say "HOLDS: $*"; }

# The promise is broken: status 1.
broken() {
  printf '%s\n' "DOES NOT HOLD: $*" >&2
  exit 1
}

# The drill itself cannot be run: status 2.
cannot() {
  printf '%s\n' "cannot run: $*" >&2
  exit 2
}

# Takes the options that all drills have; returns how many words it took, 0 if the option is another one.
common() {
  case $1 in
    --stage) stage=${2:?--stage needs a name} taken=2 ;;
    --url) url=${2:?--url needs a base URL} taken=2 ;;
    --dry-run) dry=true taken=1 ;;
    -h | --help)
      sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *) taken=0 ;;
  esac
}

unknown() { cannot "unknown option $1; --help lists them"; }

need_gateway() {
  url=${url%/}
  [ -n "$url" ] || cannot "name the gateway by --url https://... or SERAI_URL"
  if $dry; then
    key=${key:-none}
  fi
  [ -n "$key" ] || cannot "set SERAI_KEY to a client's key"
}

need() {
  $dry && return
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || cannot "$tool was not found"
  done
}

# Shows a command as it could be typed.
shown() {
  local word line=""
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_./:=,@%+-]* | "") word="'$(printf '%s' "$word" | sed "s/'/'\\\\''/g")'" ;;
    esac
    line="$line $word"
  done
  printf 'would run:%s\n' "$line"
}

# Runs a command that changes something, or shows it.
run() {
  if $dry; then
    shown "$@"
  else
    "$@"
  fi
}

# Runs a command whose output is needed, or shows it; what it would have found stands as NAME in what follows.
look() {
  local name=$1
  shift
  if $dry; then
    shown "$@" >&2
    printf '<%s>\n' "$name"
  else
    "$@"
  fi
}

# current_version SECRET: the id of the version that the gateway reads.
current_version() {
  look version aws secretsmanager list-secret-version-ids --secret-id "$1" \
    --query "Versions[?contains(VersionStages,'AWSCURRENT')].VersionId" --output text
}

# call MODEL true|false [HEADER]: asks for a whole answer or a stream. Sets status (000 without an answer), code, provider,
# region and residency from the reply's headers (- for what it has not), and complete: whether all of the answer came.
call() {
  local body="{\"model\":\"$1\",\"stream\":$2,\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}"
  local head="$scratch/head.$me" answer="$scratch/answer.$me"
  rm -f "$head" "$answer"
  complete=true
  # The key goes by standard input: the list of processes does not show it.
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$key" |
    curl -sS -K - -m 120 -D "$head" -o "$answer" -w '%{http_code}' -H 'content-type: application/json' \
      -H "${3:-accept: */*}" --data "$body" "$url/v1/chat/completions" 2>/dev/null) || complete=false
  if [ "$2" = true ] && ! grep -q '^data: \[DONE\]' "$answer" 2>/dev/null; then
    complete=false
  fi
  # One process for all four, and - for what is missing.
  read -r code provider region residency <<EOF
$([ ! -f "$head" ] || tr -d '\r' <"$head" | awk '
    { name = tolower($1); value[name] = $2 }
    function of(header) { return value[header] == "" ? "-" : value[header] }
    END { print of("x-serai-code:"), of("x-serai-provider:"), of("x-serai-region:"), of("x-serai-residency:") }')
EOF
  code=${code:--} provider=${provider:--} region=${region:--} residency=${residency:--}
}

# callers N MODEL: that many callers, every other one of streams, write a line for each call until callers_stop.
callers() {
  local i
  : >"$scratch/calls"
  : >"$scratch/going"
  pids=""
  for ((i = 0; i < $1; i++)); do
    caller "$2" "$([ $((i % 2)) = 0 ] && echo true || echo false)" "$((i + 1))" &
    pids="$pids $!"
  done
}

caller() {
  me=$3
  while [ -f "$scratch/going" ]; do
    call "$1" "$2"
    printf '%s %s %s %s\n' "$status" "$complete" "$provider" "$code" >>"$scratch/calls"
    sleep 0.2
  done
}

callers_stop() {
  rm -f "$scratch/going"
  local pid
  for pid in ${pids:-}; do
    wait "$pid" || true
  done
  pids=""
}

calls_made() { wc -l <"$scratch/calls" | tr -d ' '; }

calls_failed() { grep -vc '^200 true ' "$scratch/calls" || true; }

# parameter SCOPE NAME: the name of a kill switch's parameter, as docs/aws-data.md has it.
parameter() {
  if [ "$1" = global ]; then
    printf '/ai/kill-switches/%s/global' "$stage"
    return
  fi
  local i letter encoded=""
  for ((i = 0; i < ${#2}; i++)); do
    letter=${2:$i:1}
    case $letter in
      [A-Za-z0-9.-]) encoded=$encoded$letter ;;
      *) encoded=$encoded$(printf '_%02X' "'$letter") ;;
    esac
  done
  printf '/ai/kill-switches/%s/%s/%s' "$stage" "$1" "$encoded"
}

# moment SECONDS: that long from now, in UTC.
moment() {
  local then=$(($(date +%s) + $1))
  date -u -d "@$then" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "$then" +%Y-%m-%dT%H:%M:%SZ
}

clean() { rm -rf "$scratch"; }
trap clean EXIT
