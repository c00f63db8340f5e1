#!/usr/bin/env bash
# Runs one command with a D-Bus session of its own and, where asked for, gnome-keyring on it; takes both down after.
#   secret_service.sh FOLDER KIND -- COMMAND...
# KIND: unlocked  a keyring that answers
#       locked    a keyring that was made, and that nobody has unlocked since
#       empty     a service, and no keyring made yet
#       alone     a bus with no service on it
#       stopped   an unlocked keyring whose daemon has been halted, as by a debugger
#       gone      the address of a bus that has ended
# Nothing of the user's own keyring is touched: home, runtime folder and data folder are below FOLDER.
set -eu

folder=$1 kind=$2
shift 3
mkdir -p "$folder/home" "$folder/data"
# A socket's path may be 107 bytes long at most, and FOLDER may be deep.
sockets=$(mktemp -d /tmp/ss.XXXXXX)
chmod 700 "$folder/home" "$folder/data" "$sockets"
unset DISPLAY WAYLAND_DISPLAY GNOME_KEYRING_CONTROL
export HOME=$folder/home XDG_DATA_HOME=$folder/data XDG_RUNTIME_DIR=$sockets
bus='' keeper=''

cleanup() {
  set +e
  # shellcheck disable=SC2086  an empty word is to vanish
  [ -z "$keeper" ] || { kill -CONT $keeper; kill $keeper; } 2>/dev/null
  [ -z "$bus" ] || kill "$bus" 2>/dev/null
  wait
  rm -rf "$sockets"
}
trap cleanup EXIT

start_bus() {
  # Without service folders the bus can start nothing by itself, which is what `alone` means.
  local services='<standard_session_servicedirs/>'
  [ "$kind" != alone ] || services=''
  cat >"$folder/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=$sockets/session</listen>
  $services
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
  dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile </dev/null >>"$folder/bus.log" 2>&1 &
  bus=$!
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$sockets/session
  until_true test -S "$sockets/session"
}

# The password's end is the end of the input: a newline would become part of it.
start_unlocked() {
  printf %s 'made for a test' >"$folder/password"
  gnome-keyring-daemon --foreground --unlock --components=secrets <"$folder/password" >>"$folder/keyring.log" 2>&1 &
  keeper=$!
  until_true is_unlocked
}

ask_bus() { dbus-send --session --print-reply --reply-timeout=2000 "$@" 2>/dev/null; }
owned() {
  ask_bus --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets |
    grep -q 'boolean true'
}
is_unlocked() {
  owned && ask_bus --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked |
    grep -q 'boolean false'
}
is_free() { ! owned; }
until_true() {
  local try
  for try in $(seq 1 200); do
    if "$@"; then return 0; fi
    sleep 0.05
  done
  echo "secret_service.sh: gave up waiting for: $*; see $folder/*.log" >&2
  exit 97
}

start_bus
case $kind in
  unlocked) start_unlocked ;;
  stopped) start_unlocked; kill -STOP "$keeper" ;;
  locked)
    start_unlocked
    kill "$keeper"; wait "$keeper" || true
    keeper=''
    until_true is_free ;; # the bus starts it again when it is asked for, locked
  gone)
    kill "$bus"; wait "$bus" || true
    bus='' ;;
  empty | alone) ;;
  *) echo "secret_service.sh: unknown kind: $kind" >&2; exit 97 ;;
esac
"$@"
