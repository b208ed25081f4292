#!/usr/bin/env bash
# Uses the deployment as its users would, with other people's clients: mosquitto_pub, mosquitto_sub, kcat, curl, docker.
# Needs it up and healthy. Ends with the plain counts of what held and what did not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./common.bash

passed=0 failed=0
work=$(mktemp -d)
cut=""
cleanup() {
  [ -z "$cut" ] || docker network connect "${project}_eu-west" "$cut"
  rm -rf "$work"
}
trap cleanup EXIT

check() { # description, expected, found
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1)); printf '  PASS  %s: %s\n' "$1" "$3"
  else
    failed=$((failed + 1)); printf '  FAIL  %s: expected %s, found %s\n' "$1" "$2" "$3"
  fi
}
holds() { # description, command...
  local description=$1
  shift
  if "$@"; then check "$description" yes yes; else check "$description" yes no; fi
}
at_least() { [ "$(count "$2" "$3" "$4" "$5")" -ge "$1" ] 2>/dev/null; } # number, region, user, topic, text
refused() { grep -q -i "$1" "$2"; }                          # pattern, file
above() { metric "$1" | awk -v limit="$2" '{ exit !($1 != "NaN" && $1 + 0 > limit) }'; } # expression, limit
is_zero() { [ "$(metric "$1")" = 0 ]; }
# command_of <region> <command>...: says why where it fails
command_of() {
  local region=$1
  shift
  "${compose[@]}" run --rm -T --no-deps "cli-$region" "$@" 2>"$work/why" || { tail -n 5 "$work/why" >&2; return 1; }
}

token=t$(openssl rand -hex 8)
link=link-eu-west-eu-central
lag="max(domicile_link_lag_seconds{link=\"eu-west->eu-central\"})"

echo "== everything is up"
holds "every container healthy" ./wait-healthy 400
for device in acme/dev-7 borealis/dev-1 cygnus/dev-3; do
  if [ ! -f "secrets/eu-west/devices/$device.pem" ]; then ./create-secrets device eu-west "${device%/*}" "${device#*/}"; fi
done

echo "== organizations: acme with a standby, borealis strict, cygnus strict and at home in eu-central"
command_of eu-west policy put acme --home eu-west --standby eu-central >"$work/policy" || true
command_of eu-west policy put borealis --home eu-west --standby eu-central --strict >>"$work/policy" || true
command_of eu-central policy put cygnus --home eu-central --strict >>"$work/policy" || true
check "policies written" 3 "$(grep -c . "$work/policy")"

echo "== devices publish with MQTT over TLS"
seq -f "{\"mark\": \"$token-%04g\", \"temperature\": 21.5}" 1 500 | publish eu-west acme dev-7 -t v1/acme/dev-7/telemetry -l
publish eu-west borealis dev-1 -t v1/borealis/dev-1/telemetry -m "{\"mark\": \"$token-strict\"}"
holds "500 of acme on home.telemetry" within 120 at_least 500 eu-west consumer home.telemetry "$token-0"
holds "borealis' at home" within 120 at_least 1 eu-west consumer home.telemetry "$token-strict"
records eu-west consumer home.telemetry | grep -F "$token-0" >"$work/home" || true
check "exactly" 500 "$(wc -l <"$work/home")"
check "in order" "$(seq -f "$token-%04g" 1 500 | md5sum)" "$(grep -o "$token-[0-9]*" "$work/home" | md5sum)"
check "with residency-home=eu-west" 500 "$(grep -c residency-home=eu-west "$work/home")"

echo "== a device is who its certificate says"
publish eu-west acme dev-7 -t v1/borealis/dev-1/telemetry -m "{\"mark\": \"$token-other\"}" >"$work/other" 2>&1 || true
holds "another organization's topic refused" refused 'not authorized' "$work/other"
publish eu-west acme dev-7 -t v1/acme/dev-8/telemetry -m "{\"mark\": \"$token-other\"}" >"$work/device" 2>&1 || true
holds "another device's topic refused" refused 'not authorized' "$work/device"
mosquitto_pub -V mqttv5 -q 1 -h localhost -p 8883 --cafile secrets/eu-west/ca.pem -t v1/acme/dev-7/telemetry -m x >"$work/nobody" 2>&1 \
  && status=accepted || status=refused
check "without a certificate" refused "$status"
as_device() { # client of mosquitto, region, certificate without ending, arguments; prints each line at once
  local client=$1 region=$2 certificate=$3
  shift 3
  stdbuf -oL "$client" -V mqttv5 -h localhost -p "$(mqtt_port_of "$region")" --cafile "secrets/$region/ca.pem" \
    --cert "$certificate.pem" --key "$certificate.key" "$@"
}
as_device mosquitto_pub eu-central secrets/eu-west/devices/acme/dev-7 -q 1 -t v1/acme/dev-7/telemetry -m x >"$work/foreign" 2>&1 \
  && status=accepted || status=refused
check "with a certificate of the other region" refused "$status"
as_device mosquitto_pub eu-west secrets/eu-west/clients/platform -q 1 -t v1/platform/dev-7/telemetry -m x >"$work/user" 2>&1 \
  && status=accepted || status=refused
check "with a certificate of a Kafka user" refused "$status"
kcat -b localhost:19095 -X security.protocol=SSL -X ssl.ca.location=secrets/eu-west/ca.pem -L -m 5 \
  -X ssl.certificate.location=secrets/eu-west/devices/acme/dev-7.pem -X ssl.key.location=secrets/eu-west/devices/acme/dev-7.key \
  >"$work/device-kafka" 2>&1 && status=accepted || status=refused
check "a device's certificate at Kafka" refused "$status"
as_device mosquitto_sub eu-west secrets/eu-west/devices/borealis/dev-1 -d -t '#' -W 30 >"$work/overheard" 2>&1 &
listener=$!
holds "a device listens to everything" within 20 refused 'received SUBACK' "$work/overheard"
publish eu-west acme dev-7 -t v1/acme/dev-7/telemetry -m "{\"mark\": \"$token-heard\"}"
wait $listener || true
check "and hears" 0 "$(grep -c 'received PUBLISH' "$work/overheard" || true)"
# Asks in one connection: a device has but one. At most one notice an hour, so a second run of this script gets none, and an
# attempt that ends too early has spent it.
notified() {
  local notice
  notice=$(as_device mosquitto_rr eu-west secrets/eu-west/devices/cygnus/dev-3 -q 1 -W 30 -t v1/cygnus/dev-3/telemetry \
    -e notice/cygnus/dev-3 -m "{\"mark\": \"$token-cygnus\"}" 2>/dev/null) || true
  [[ $notice == *eu-central* ]]
}
if [ ! -e secrets/notified ]; then
  holds "a device in the wrong region is told its home" within 120 notified
  touch secrets/notified
fi
check "its message at home here" 0 "$(count eu-west consumer home.telemetry "$token-cygnus")"
check "records of refused messages" 0 "$(count eu-west consumer home.telemetry "$token-other")"

echo "== principals may do what they are for"
kafka eu-west link-to-eu-central -C -t home.telemetry -o beginning -e >"$work/link" 2>&1 || true
holds "the link may not read home.telemetry" refused 'authorization failed' "$work/link"
check "records it got" 0 "$(grep -c "$token" "$work/link" || true)"
kafka eu-west link-to-eu-central -C -t residency.quarantine -o beginning -e >"$work/link" 2>&1 || true
holds "nor the quarantine" refused 'authorization failed' "$work/link"
sed 's|/run/domicile/ca.pem|/etc/kafka/secrets/ca.pem|' secrets/eu-west/setup/link-to-eu-central.properties \
  | docker exec -i -e KAFKA_HEAP_OPTS=-Xmx64m "$(container kafka-eu-west)" bash -c 'cat >/tmp/link.properties; /opt/kafka/bin/kafka-console-consumer.sh \
    --bootstrap-server kafka-eu-west:9092 --command-config /tmp/link.properties --topic home.telemetry --from-beginning \
    --timeout-ms 15000; rm /tmp/link.properties' >"$work/password" 2>&1 || true
holds "nor with its password, by Kafka's own client" refused 'not authorized to access topics' "$work/password"
echo x | kafka eu-west bridge -P -t home.telemetry >"$work/bridge" 2>&1 || true
holds "the bridge may not write home.telemetry" refused 'authorization failed' "$work/bridge"
echo x | kafka eu-central link-from-eu-west -P -t egress.role-definitions >"$work/link" 2>&1 || true
holds "the link may not write eu-central's own topics" refused 'authorization failed' "$work/link"
kcat -b localhost:19095 -L >"$work/plain" 2>&1 && status=accepted || status=refused
check "Kafka without TLS" refused "$status"
kcat -b localhost:19095 -X security.protocol=SSL -X ssl.ca.location=secrets/eu-west/ca.pem -L -m 5 >"$work/anonymous" 2>&1 \
  && status=accepted || status=refused
check "Kafka without a certificate" refused "$status"

# role <key> <arguments of kcat>...: a deletion of that key, the one record that needs no schema
role() {
  local key=$1
  shift
  printf '%s|\n' "$key" | kafka eu-west platform -P -t ingress.role-definitions -K '|' -Z "$@"
}
crossed() { at_least 1 eu-central standby eu-west.egress.role-definitions "$1"; }

echo "== the standby gets what policy allows"
role "acme/$token-before"
role "borealis/$token-strict"
holds "acme's role in eu-central" within 120 crossed "acme/$token-before"
holds "borealis' role at home" within 120 at_least 1 eu-west consumer home.role-definitions "borealis/$token-strict"
# The one value that is not a device's: framed Avro, which needs the region's registry
"${compose[@]}" run --rm -T --no-deps -e DOMICILE_BOOTSTRAP_SERVER=kafka-eu-west:9092 \
  -e DOMICILE_COMMAND_CONFIG=/run/domicile/platform.properties cli-eu-west record put --class role-definitions \
  --organization acme --entity "$token-value" \
  --json "{\"permissions\": [\"$token-permission\"], \"updated_at\": \"2026-01-06T10:00:00Z\"}" >"$work/put" 2>&1 \
  || tail -n 5 "$work/put"
holds "a role's value in eu-central" within 120 crossed "$token-permission"
role "nobody/$token-unknown"
holds "an unknown organization's in quarantine" within 120 at_least 1 eu-west auditor residency.quarantine "nobody/$token-unknown"
role "acme/$token-forged" -H residency-home=us-east -H note=internal
holds "a forged header's record in eu-central" within 120 crossed "acme/$token-forged"
records eu-central standby eu-west.egress.role-definitions | grep -F "acme/$token-forged" >"$work/forged" || true
check "without the forged home" 0 "$(grep -c us-east "$work/forged" || true)"
check "without headers that are nobody's business" 0 "$(grep -c note=internal "$work/forged" || true)"
publish eu-west acme dev-7 -t v1/acme/dev-7/telemetry -m "{\"mark\": \"$token-malformed\""
holds "malformed JSON in the dead letters" within 120 at_least 1 eu-west operator ingress.dead-letter "$token-malformed"
holds "lag reads 0" within 120 is_zero "$lag"

echo "== the border is cut"
cut=$(container $link)
docker network disconnect "${project}_eu-west" "$cut"
role "acme/$token-cut"
holds "lag rises" within 60 above "$lag" 5
check "what crossed meanwhile" 0 "$(count eu-central standby eu-west.egress.role-definitions "$token-cut")"
docker network connect "${project}_eu-west" "$cut"
cut=""
healed=$SECONDS
holds "copied after the border healed" within 90 crossed "acme/$token-cut"
holds "lag reads 0 again" within 120 is_zero "$lag"
printf '  recovered %s s after the border healed\n' "$((SECONDS - healed))"
check "once" 1 "$(count eu-central standby eu-west.egress.role-definitions "acme/$token-cut")"

echo "== strict on"
command_of eu-west policy strict on acme --wait 180s >"$work/strict" || true
holds "in force" refused '"enforced_at":"' "$work/strict"
holds "tombstones at the standby" refused '"tombstoned_at":"' "$work/strict"
role "acme/$token-late"
holds "acme's role at home" within 120 at_least 1 eu-west consumer home.role-definitions "acme/$token-late"
holds "what was there is deleted" within 120 at_least 2 eu-central standby eu-west.egress.role-definitions "acme/$token-value"
check "acme's role in eu-central" 0 "$(count eu-central standby eu-west.egress.role-definitions "$token-late")"

echo "== nothing leaked"
for topic in $(kafka eu-central admin -L -J 2>/dev/null | jq -r '.topics[].topic'); do
  kafka eu-central admin -C -q -t "$topic" -o beginning -e -f '%k %h %s\n' 2>/dev/null || echo "$topic" >&3
done >"$work/standby" 3>"$work/unread"
check "topics of eu-central that could not be read" "" "$(xargs <"$work/unread")"
check "a role that crossed is found there" 1 "$(grep -a -c "acme/$token-cut" "$work/standby" | awk '{ print ($1 > 0) }')"
check "telemetry in eu-central" 0 "$(grep -a -c "$token-0" "$work/standby" || true)"
files_with() { docker exec "$(container kafka-eu-central)" grep -r -l -a -F "$1" /var/lib/kafka/data | wc -l; }
check "files of eu-central with acme's role" yes "$([ "$(files_with "acme/$token-cut")" -gt 0 ] && echo yes)"
check "files of eu-central with borealis' role" 0 "$(files_with "$token-strict")"
check "files of eu-central with telemetry" 0 "$(files_with "$token-0")"

echo "== what listens"
# Ports on which a container listens, those of the loopback addresses left out
listening() {
  docker exec "$(container "$1")" cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '
    $4 == "0A" { split($2, at, ":"); if (at[1] !~ /^(0100007F|0B00007F|0000000000000000FFFF00000100007F|00000000000000000000000001000000)$/) print at[2] }' \
    | while read -r port; do printf '%d\n' "0x$port"; done | sort -nu | xargs
}
for region in "${regions[@]}"; do
  check "kafka-$region" "9092 9093 9094 9095" "$(listening "kafka-$region")"
  check "mqtt-$region" 8883 "$(listening "mqtt-$region")"
  check "registry-$region" 8443 "$(listening "registry-$region")"
done
for service in {bridge,router}-eu-west {bridge,router}-eu-central link-eu-west-eu-central link-eu-central-eu-west; do
  check "$service" 8080 "$(listening "$service")"
  check "user of $service" 10001 "$(docker exec "$(container "$service")" id -u)"
done
check "prometheus" 9090 "$(listening prometheus)"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
