#!/usr/bin/env bash
# The command `yiwang` of an installation.
#
#   yiwang start | stop | restart | status     the service
#   yiwang upgrade ARCHIVE                     rehearses a new version on a copy of the data, then changes to it
#   yiwang rollback                            back to the version and the data before the last upgrade
#   yiwang doctor, yiwang journal verify …     everything else is the program's own, with this installation's settings
set -uo pipefail
folder=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$folder/common.sh"

case ${1:-} in
start | stop | restart | status)
    open_installation
    cd /
    ;;
upgrade | rollback)
    script=$1
    shift
    exec bash "$folder/$script.sh" "$@"
    ;;
'' | -h | --help | help)
    sed -n '4,7s/^# \{0,3\}//p' "${BASH_SOURCE[0]}"
    echo
    exec "$folder/bin/yiwang" --help
    ;;
*)
    open_installation
    load_environment
    # Who runs the service of a machine is another user; a file named here has to be one that it may read.
    for argument in "$@"; do
        case $argument in --config | --config=* | -h | --help) as_owner "$folder/bin/yiwang" "$@" && exit 0 || exit $? ;; esac
    done
    as_owner "$folder/bin/yiwang" "$@" --config "$config"
    exit $?
    ;;
esac

start() {
    if [ -n "$(service_process)" ]; then
        say "已经在运行。" "It runs already."
        return 0
    fi
    if (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; then
        fail "端口 $port 被别的程序占用。改 $config 里的 listen，再启动。" \
            "Another program has port $port. Change listen in $config and start again."
    fi
    step_started
    if ! service_start; then
        service_log
        fail "没有启动成功，上面是日志的最后几行。运行 $prefix/yiwang doctor 查看缺什么。" \
            "It did not start; the end of its log is above. $prefix/yiwang doctor says what is missing."
    fi
    step_ended "已启动：http://$host:$port" "serving"
}

stop() {
    step_started
    service_stop || fail "没有停下来。" "It did not stop."
    step_ended "已停止" "stopped"
}

case $1 in
start) start ;;
stop) stop ;;
restart)
    stop
    start
    ;;
status)
    process=$(service_process)
    say "版本 $(release_value "$folder" version)，数据 $data，地址 http://$host:$port" \
        "Version $(release_value "$folder" version), data $data, address http://$host:$port"
    if [ -z "$process" ]; then
        say "没有在运行。" "It does not run."
        exit 3
    elif ! get_ok "$host" "$port" /healthz; then
        say "进程 $process 在运行，但没有正常回答 /healthz。" "Process $process runs but does not answer /healthz well."
        exit 1
    fi
    say "在运行（进程 $process），回答正常。" "It runs (process $process) and answers."
    ;;
esac
