# shellcheck shell=bash
# What install.sh, control.sh, upgrade.sh and rollback.sh share. Sourced, not run. Needs bash, coreutils, util-linux.
#
# `folder` is the unpacked version that the script lies in; `prefix` is the installation: versions/, current, yiwang.yaml.

# shellcheck disable=SC2034,SC2120,SC2154  # the scripts that read this set, use and pass what it does not
umask 077

say() { printf '%s\n%s\n' "$1" "$2"; }
fail() {
    printf '\n✗ %s\n✗ %s\n' "$1" "$2" >&2
    exit 1
}

# The value of a name in release.json, which has one name a line.
release_value() { sed -n "s/^ *\"$2\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$1/release.json" 2>/dev/null; }

milliseconds() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
# Prints how long a step took: step_started sets the clock, step_ended says the name and the seconds.
step_started() { step_from=$(milliseconds); }
step_ended() {
    local took=$(($(milliseconds) - step_from))
    printf '✓ %s · %s  %d.%d s\n' "$1" "$2" $((took / 1000)) $((took % 1000 / 100))
}

# Whether every file of an unpacked archive is what its sums say, and nothing else lies there.
sums_are_right() {
    (
        cd -- "$1" 2>/dev/null && [ -f SHA256SUMS ] && [ -f SM3SUMS ] || exit 1
        sha256sum --strict --quiet -c SHA256SUMS >&2 || exit 1
        diff <(cut -c 67- SHA256SUMS | LC_ALL=C sort) \
            <(find . -type f ! -path ./SHA256SUMS ! -path ./SM3SUMS -printf '%P\n' | LC_ALL=C sort) >&2 || exit 1
        # Some OpenSSL builds lack SM3; the SHA-256 sums have been checked in any case.
        if openssl dgst -sm3 /dev/null >/dev/null 2>&1; then
            mapfile -t files < <(cut -c 67- SM3SUMS)
            diff <(openssl dgst -sm3 -r "${files[@]}" | sed 's/ \*/  /') SM3SUMS >&2 || exit 1
        fi
    )
}

# Ends the script when this machine cannot run the version in a folder.
check_machine() {
    local wanted have
    [ "$(uname -m)" = "$(release_value "$1" machine)" ] ||
        fail "这个安装包是给 $(release_value "$1" machine) 机器的，这里是 $(uname -m)。" \
            "This archive is for $(release_value "$1" machine) machines; this one is $(uname -m)."
    # The program's atomic operations want it; without it the program does not start, and does not say why.
    if [ "$(uname -m)" = x86_64 ] && grep -q '^flags' /proc/cpuinfo 2>/dev/null && ! grep -qw cx16 /proc/cpuinfo; then
        fail "处理器没有 cx16 指令，程序不能运行。虚拟机请把处理器型号改为 host（直通），或任一带 cx16 的型号；见 share/docs/machines.md。" \
            "The processor lacks the instruction cx16, so the program cannot run. On a virtual machine choose the processor model ‘host’ or another one with cx16: share/docs/machines.md."
    fi
    wanted=$(release_value "$1" glibc)
    have=$(getconf GNU_LIBC_VERSION 2>/dev/null)
    have=${have##* }
    if [ -z "$have" ] || [ "$(printf '%s\n' "$wanted" "$have" | sort -V | head -n 1)" != "$wanted" ]; then
        fail "需要 glibc $wanted 或更新，这里是 ${have:-未知版本}（ldd --version 可查看）。这台机器暂时不能运行，见 share/docs/machines.md。" \
            "glibc $wanted or later is needed; this is ${have:-unknown} (ldd --version shows it). This machine cannot run it yet: share/docs/machines.md."
    fi
    if ! "$1/bin/yiwang" --help >/dev/null 2>&1; then
        ldd "$1/bin/yiwang" 2>&1 | grep 'not found' >&2
        fail "程序在这台机器上启动不了，上面是缺少的库。见 share/docs/machines.md。" \
            "The program does not start on this machine; what is missing is above. See share/docs/machines.md."
    fi
}

# --- an installation --------------------------------------------------------------------------------------------

# Finds the installation that a script of versions/<version> belongs to, and reads how it is set up.
open_installation() {
    prefix=$(dirname -- "$(dirname -- "$folder")")
    [ "$(basename -- "$(dirname -- "$folder")")" = versions ] && [ -f "$prefix/state/installation" ] ||
        fail "请运行已安装目录里的 yiwang，例如 ~/yiwang/yiwang。" "Run yiwang in the installation's folder, for example ~/yiwang/yiwang."
    service=$(kept service)
    config="$prefix/yiwang.yaml"
    # The service's user owns the data; the administrator of a system service acts in its name on them.
    owner=$(kept owner)
    if [ "$service" = system ]; then
        [ "$(id -u)" -eq 0 ] || fail "这是系统服务，请以 root 运行。" "This is a system service: run this as root."
    elif [ "$(id -un)" != "$owner" ]; then
        fail "这是用户 $owner 安装的，请以该用户运行。" "User $owner installed this: run it as that user."
    fi
    link_counties "$folder"
    read_settings "$folder/bin/yiwang"
}

# What install.sh noted.
kept() { sed -n "s/^$1=//p" "$prefix/state/${2:-installation}" 2>/dev/null | tail -n 1; }

# Data folder, address and kind of database, as the program reads its settings.
read_settings() {
    local text
    text=$("$1" config check --config "$config" --lang en 2>&1) || {
        printf '%s\n' "$text" >&2
        fail "配置文件 $config 有错，见上。" "Something is wrong in $config, see above."
    }
    value() { sed -n "s/^$1 = //p" <<<"$text" | sed 's/ *  (.*//'; }
    data=$(value data)
    database=$(value database.url)
    listen=$(value listen)
    port=${listen##*:}
    host=${listen%:*}
    case $host in '' | 0.0.0.0 | '[::]' | '::' | localhost) host=127.0.0.1 ;; esac
}

as_owner() {
    if [ "$service" = system ]; then
        runuser -u "$owner" -- "$@"
    else
        "$@"
    fi
}

# Secrets kept apart from the settings: lines NAME=VALUE, as systemd reads them.
load_environment() {
    local name text
    [ -f "$prefix/yiwang.env" ] || return 0
    while IFS='=' read -r name text; do
        [[ $name =~ ^YIWANG_[A-Z_]+$ ]] && export "$name=$text"
    done <"$prefix/yiwang.env"
    return 0
}

# Counties of one's own lie beside the versions, so that a new version finds them.
link_counties() {
    local entry name
    for entry in "$prefix"/counties/* "$prefix"/counties/calendars/*; do
        [ -e "$entry" ] || continue
        name=${entry#"$prefix/counties/"}
        [ "$name" = calendars ] || [ -e "$1/share/Counties/$name" ] || ln -sfn -- "$entry" "$1/share/Counties/$name"
    done
    return 0
}

switch_to() {
    ln -sfn -- "versions/$1" "$prefix/current.new" && mv -T -- "$prefix/current.new" "$prefix/current"
}

# --- the service ------------------------------------------------------------------------------------------------

# The process that serves from a data folder, as its lock file says; nothing when none does.
service_process() {
    local process
    process=$(head -n 1 -- "${1:-$data}/yiwang.lock" 2>/dev/null)
    [[ $process =~ ^[0-9]+$ ]] && [[ $(readlink "/proc/$process/exe") == */yiwang* ]] && echo "$process"
}

# Whether an address answers 200.
get_ok() {
    local line
    {
        exec 3<>"/dev/tcp/$1/$2" || return 1
        printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$3" "$1" "$2" >&3
        IFS= read -r -t 10 line <&3
        exec 3<&- 3>&-
    } 2>/dev/null
    [[ ${line:-} == HTTP/1.[01]\ 200* ]]
}

service_manager() {
    if [ "$service" = user ]; then
        export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
        systemctl --user "$@"
    else
        systemctl "$@"
    fi
}

# Starts the service and waits until it answers.
service_start() {
    local until process=
    if [ -z "$(service_process)" ]; then
        if [ "$service" = process ]; then
            process=$(
                load_environment
                ulimit -n 65536 2>/dev/null
                cd -- "$prefix" || exit 1
                setsid "$prefix/current/bin/yiwang" serve --config "$config" \
                    </dev/null >>"$prefix/log/serve.log" 2>&1 3>&- 8>&- 9>&- &
                echo $!
            )
        else
            service_manager reset-failed yiwang.service 2>/dev/null
            service_manager start yiwang.service || return 1
        fi
    fi
    until=$((SECONDS + ${1:-60}))
    while ((SECONDS <= until)); do
        get_ok "$host" "$port" /healthz && [ -n "$(service_process)" ] && return 0
        # It ended, or ends again and again.
        if [ -n "$process" ]; then
            readlink "/proc/$process/exe" >/dev/null || return 1
        elif [ "$service" != process ]; then
            [ "$(service_manager show -p NRestarts --value yiwang.service)" -lt 2 ] 2>/dev/null || return 1
        fi
        sleep 0.1
    done
    return 1
}

# Asks the service to end and waits until nobody has the data folder.
service_stop() {
    local process until
    if [ "$service" != process ]; then
        service_manager stop yiwang.service || return 1
    fi
    process=$(service_process)
    [ -n "$process" ] || return 0
    kill -TERM "$process" 2>/dev/null
    until=$((SECONDS + 35))
    while [ -n "$(service_process)" ]; do
        if ((SECONDS > until)); then
            kill -KILL "$process" 2>/dev/null
            sleep 0.5
            [ -z "$(service_process)" ]
            return
        fi
        sleep 0.1
    done
}

service_log() {
    case $service in
    process) tail -n 20 "$prefix/log/serve.log" ;;
    user) journalctl --user -u yiwang.service -n 20 --no-pager ;;
    system) journalctl -u yiwang.service -n 20 --no-pager ;;
    esac >&2 2>/dev/null
}

# --- copies of the data -----------------------------------------------------------------------------------------

# Copies database, keys and whatever else lies in a data folder that nobody uses; the parts of a process stay.
copy_data() {
    local entry
    as_owner mkdir -p -m 700 -- "$2" || return 1
    for entry in "$1"/* "$1"/.[!.]*; do
        [ -e "$entry" ] || continue
        case ${entry##*/} in yiwang.lock | yiwang.sock | yiwang.db-shm | *.log) continue ;; esac
        as_owner cp -a --reflink=auto -- "$entry" "$2/" || return 1
    done
    sync -f -- "$2" 2>/dev/null || sync
}

# A copy of the data of a stopped service, made while no service can start.
copy_stopped() {
    (
        [ -f "$data/yiwang.lock" ] || as_owner touch -- "$data/yiwang.lock" || exit 1
        exec 9<>"$data/yiwang.lock"
        flock -n 9 || exit 1
        copy_data "$data" "$1"
    )
}

can_copy_while_running() { "$1" --help 2>/dev/null | grep '^  backup ' >/dev/null; }

# Puts a copy in the place of the data. What is there is moved to a folder of its own, never deleted.
restore_copy() {
    local copy=$1 aside=$2 entry
    as_owner mkdir -p -m 700 -- "$aside" || return 1
    for entry in "$data"/* "$data"/.[!.]*; do
        [ -e "$entry" ] || continue
        case ${entry##*/} in yiwang.lock | yiwang.sock | *.log) continue ;; esac
        as_owner mv -- "$entry" "$aside/" || return 1
    done
    copy_data "$copy" "$data"
}

kilobytes() { du -sk -- "$1" 2>/dev/null | cut -f 1; }

# How many entries the journal of a data folder has.
journal_entries() {
    as_owner "$1/bin/yiwang" journal verify --config "$config" --data "$2" --share "$1/share" --lang en 2>/dev/null |
        sed -n 's/^leaves //p'
}

# Doctor and the journal over a data folder; what they find is printed when it is bad.
check_data() {
    local version=$1 where=$2 text
    text=$(as_owner "$version/bin/yiwang" doctor --config "$config" --data "$where" --share "$version/share" 2>&1) || {
        printf '%s\n' "$text" >&2
        return 1
    }
    text=$(as_owner "$version/bin/yiwang" journal verify --config "$config" --data "$where" --share "$version/share" 2>&1) || {
        printf '%s\n' "$text" >&2
        return 1
    }
}
