# What the scripts here share: which Compose there is, and third-party clients with the deployment's credentials.

if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
project=${COMPOSE_PROJECT_NAME:-$(sed -n 's/^COMPOSE_PROJECT_NAME=//p' .env)}
prometheus=http://127.0.0.1:${PROMETHEUS_PORT:-9090}
regions=(eu-west eu-central)

# Containers of the deployment, whether they run or not: the two Composes differ in what their ps shows
containers() { docker ps -aq --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False "$@"; }
container() { containers --filter "label=com.docker.compose.service=$1"; } # service
# The services that are always there: all but those of a profile
services() { "${compose[@]}" config --services | grep -v -e '^cli-' -e '^grafana$' | sort; }
kafka_of() { case $1 in eu-west) echo localhost:19095 ;; eu-central) echo localhost:29095 ;; esac; }
mqtt_port_of() { case $1 in eu-west) echo 8883 ;; eu-central) echo 8884 ;; esac; }

# kafka <region> <user> <arguments of kcat>...
kafka() {
  local region=$1 line settings=()
  while read -r line; do settings+=(-X "$line"); done <"secrets/$region/clients/$2.kcat"
  shift 2
  kcat "${settings[@]}" -b "$(kafka_of "$region")" "$@"
}

# records <region> <user> <topic>: a line a record: key, headers, value with what cannot be printed removed
records() {
  kafka "$1" "$2" -C -q -t "$3" -o beginning -e -X isolation.level=read_committed -f '%k %h %S %s\n' 2>/dev/null | tr -cd '\12\40-\176'
}
# count <region> <user> <topic> <text>: how many records hold the text; "unread", which is no number, where kcat failed
count() {
  local lines
  if lines=$(records "$1" "$2" "$3"); then grep -c -F -- "$4" <<<"$lines" || true; else echo unread; fi
}

# publish <region> <organization> <device> <arguments of mosquitto_pub>...
publish() {
  local region=$1 certificate=secrets/$1/devices/$2/$3
  shift 3
  mosquitto_pub -V mqttv5 -q 1 -h localhost -p "$(mqtt_port_of "$region")" --cafile "secrets/$region/ca.pem" \
    --cert "$certificate.pem" --key "$certificate.key" "$@"
}

# metric <expression>: the value Prometheus has, NaN where it has none
metric() {
  curl -sf -G "$prometheus/api/v1/query" --data-urlencode "query=$1" | jq -r '.data.result[0].value[1] // "NaN"'
}

# within <seconds> <command>...: repeats the command each half second until it succeeds
within() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.5
  done
}
