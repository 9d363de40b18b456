#!/usr/bin/env bash
# Changes to a new version: yiwang upgrade ARCHIVE.tar.gz
#
# The service goes on while the archive is checked and the new version is rehearsed on a copy of the data, from which
# nothing goes out. Only then it stops, the data are copied once more, and the new version starts. When it does not start
# or finds the data wrong, the version and the data of before are put back.
set -uo pipefail
folder=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$folder/common.sh"

case ${1:-} in
'' | -h | --help)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac
archive=$(realpath -- "$1" 2>/dev/null) && [ -f "$archive" ] || fail "没有这个文件：$1" "There is no such file: $1"
open_installation
cd /
[ "$database" = sqlite ] || fail "数据在 PostgreSQL 里，这个命令不复制它。按 manual 里的步骤手工升级。" \
    "The data are in PostgreSQL, which this command does not copy. Upgrade by hand as the manual says."
exec 8>"$prefix/state/lock"
flock -n 8 || fail "另一个升级或回退正在进行。" "Another upgrade or way back is under way."
[ "$(kept stage last-upgrade)" != switched ] ||
    fail "上次升级中断了。先运行 $prefix/yiwang rollback。" "The last upgrade was interrupted. Run $prefix/yiwang rollback first."

started=$(milliseconds)
from=$(release_value "$folder" version)
work=$(mktemp -d "$prefix/versions/.incoming.XXXXXX") rehearsal='' process='' stage=checking
clean_up() {
    local status=$?
    trap - EXIT INT TERM HUP
    [ -z "$process" ] || end_rehearsal
    [ "$stage" != switched ] || put_back
    rm -rf -- "$work"
    [ -z "$rehearsal" ] || as_owner rm -rf -- "$rehearsal"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The process that was started may be a shell's or runuser's; the server itself is the one in the lock file.
end_rehearsal() {
    local until=$((SECONDS + 35)) server
    server=$(service_process "$rehearsal")
    kill -TERM ${server:+"$server"} "$process" 2>/dev/null
    while [ -n "$(service_process "$rehearsal")" ] && ((SECONDS < until)); do sleep 0.1; done
    server=$(service_process "$rehearsal")
    [ -z "$server" ] || kill -KILL "$server"
    kill -KILL "$process" 2>/dev/null
    wait "$process" 2>/dev/null
    process=
}

# Back to the version and data of before; the new version did not do.
put_back() {
    say "新版本没有成功，正在换回 $from……" "The new version did not succeed; putting $from back …" >&2
    service_stop
    switch_to "$from"
    local aside
    aside="$prefix/backups/$(date +%Y%m%d-%H%M%S)-set-aside-$to"
    if [ "$stage" = switched ] && restore_copy "$backup" "$aside" && service_start; then
        note undone
        say "已换回 $from，数据是升级前的。新版本动过的数据留在 $aside。" \
            "$from serves again with the data of before. What the new version had is in $aside." >&2
    else
        service_log
        say "没能自动换回。升级前的数据在 $backup，现有数据在 $aside；看 manual 最后的表。" \
            "It could not be put back by itself. The data of before are in $backup, those of now in $aside; see the manual." >&2
    fi
}

# What the way back needs to know.
note() {
    stage=$1
    printf 'from=%s\nto=%s\nbackup=%s\nat=%s\nstage=%s\n' "$from" "$to" "$backup" "$at" "$1" >"$prefix/state/last-upgrade.new"
    sync -- "$prefix/state/last-upgrade.new"
    mv -T -- "$prefix/state/last-upgrade.new" "$prefix/state/last-upgrade"
}

# 1. The archive.
step_started
if [ -f "$archive.sha256" ]; then
    (cd -- "$(dirname -- "$archive")" && sha256sum --strict --quiet -c -- "$archive.sha256" >&2) ||
        fail "安装包与 $archive.sha256 不符。" "The archive differs from $archive.sha256."
else
    say "提示：旁边没有 $(basename -- "$archive").sha256，只检查包内的校验和。" \
        "Note: no $(basename -- "$archive").sha256 beside it; only the sums inside are checked."
fi
tar -xzf "$archive" -C "$work" --no-same-owner || fail "安装包打不开。" "The archive cannot be unpacked."
new=$(find "$work" -mindepth 1 -maxdepth 1 -type d -name 'yiwang-*')
[ -f "$new/release.json" ] || fail "这不是 Yiwang 的安装包。" "This is not an archive of Yiwang."
sums_are_right "$new" || fail "包内文件与校验和不符，见上。" "Files in the archive differ from their sums, see above."
to=$(release_value "$new" version)
[[ $to =~ ^[0-9A-Za-z][0-9A-Za-z.+~-]*$ ]] || fail "版本号不能用：$to" "This is no version: $to"
[ "$to" != "$from" ] || fail "现在运行的就是 $to。" "Version $to is the one in use."
[ "$service" != system ] || chmod 755 "$work"
check_machine "$new"
link_counties "$new"
step_ended "安装包完好，$from → $to" "the archive is right"

# 2. Room for two more copies of the data.
needed=$((2 * $(kilobytes "$data") + 200000))
free=$(df -Pk -- "$prefix/backups" | awk 'NR == 2 { print $4 }')
((free > needed)) || fail "磁盘剩余 $((free / 1024)) MB，至少要 $((needed / 1024)) MB。" \
    "The disk has $((free / 1024)) MB free; $((needed / 1024)) MB are needed."

# 3. A rehearsal on a copy.
load_environment
as_owner "$new/bin/yiwang" config check --config "$config" --share "$new/share" >/dev/null ||
    fail "新版本不接受现在的设置，见上。服务没有停。" "The new version does not take these settings, see above. The service was not stopped."
step_started
rehearsal="$prefix/backups/rehearsal.$$"
if [ -z "$(service_process)" ]; then
    copy_stopped "$rehearsal" || fail "数据没有复制成。" "The data could not be copied."
elif can_copy_while_running "$folder/bin/yiwang"; then
    as_owner "$folder/bin/yiwang" backup "$rehearsal" --with-keys --config "$config" >/dev/null || fail "数据没有复制成，服务没有停。" "The data could not be copied; the service was not stopped."
else
    say "这个版本不能边运行边复制数据，服务暂停片刻。" "This version cannot copy its data while it runs; the service pauses for a moment."
    service_stop || fail "服务没有停下来。" "The service did not stop."
    copy_stopped "$rehearsal"
    copied=$?
    service_start || fail "服务没有再启动。运行 $prefix/yiwang start。" "The service did not start again. Run $prefix/yiwang start."
    [ $copied -eq 0 ] || fail "数据没有复制成，服务照常运行。" "The data could not be copied; the service runs as before."
fi
step_ended "复制数据供演练" "data copied for the rehearsal"

step_started
for _ in 1 2 3 4 5 6 7 8 9; do
    rehearsal_port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$rehearsal_port") 2>/dev/null || break
done
rehearsal_log="$work/rehearsal.log"
# Timers and calls that wait are in the copy too: a rehearsal does not work on them and calls no other system.
as_owner "$new/bin/yiwang" serve --rehearsal --config "$config" --data "$rehearsal" --share "$new/share" \
    --listen "127.0.0.1:$rehearsal_port" </dev/null >"$rehearsal_log" 2>&1 8>&- &
process=$!
until=$((SECONDS + 120))
until get_ok 127.0.0.1 "$rehearsal_port" /healthz; do
    if ! kill -0 "$process" 2>/dev/null || ((SECONDS > until)); then
        tail -n 20 "$rehearsal_log" >&2
        fail "演练没有通过：新版本在数据副本上没有启动。服务没有停，仍是 $from。" \
            "The rehearsal failed: the new version did not start on the copy. The service was not stopped; $from goes on."
    fi
    sleep 0.1
done
get_ok 127.0.0.1 "$rehearsal_port" / || fail "演练没有通过：首页打不开。仍是 $from。" "The rehearsal failed: no home page. $from goes on."
end_rehearsal
check_data "$new" "$rehearsal" || fail "演练没有通过，见上。服务没有停，仍是 $from。" "The rehearsal failed, see above. The service was not stopped; $from goes on."
as_owner rm -rf -- "$rehearsal"
rehearsal=
step_ended "演练通过：启动、首页、doctor、日志核对" "rehearsed: start, home page, doctor, journal"

# 4. The change.
if [ "$(readlink -f -- "$prefix/versions/$to")" != "$folder" ]; then rm -rf -- "${prefix:?}/versions/${to:?}"; fi
mv -T -- "$new" "$prefix/versions/$to" || fail "不能写 $prefix/versions" "$prefix/versions could not be written"
[ "$service" != system ] || chown -R root:root -- "$prefix/versions/$to"
at=$(date '+%F %T')
backup="$prefix/backups/$(date +%Y%m%d-%H%M%S)-before-$to"
step_started
down=$(milliseconds)
service_stop || fail "服务没有停下来，什么都没有改。" "The service did not stop; nothing was changed."
if ! copy_stopped "$backup"; then
    service_start
    fail "升级前的备份没有做成，仍是 $from。" "The copy before the upgrade could not be made; $from goes on."
fi
step_ended "已停服并备份到 $backup" "stopped and copied"
step_started
note switched
switch_to "$to" || fail "不能写 $prefix/current" "$prefix/current could not be written"
service_start 120 || {
    service_log
    fail "新版本没有启动，上面是它的日志。" "The new version did not start; its log is above."
}
down=$(($(milliseconds) - down))
get_ok "$host" "$port" / || fail "新版本的首页打不开。" "The new version shows no home page."
check_data "$prefix/versions/$to" "$data" || fail "新版本检查没有通过，见上。" "The checks of the new version failed, see above."
note "done"
step_ended "新版本已启动并检查" "the new version serves and was checked"
all=$(($(milliseconds) - started))
say "已升级到 $to。停服 $((down / 1000)).$((down % 1000 / 100)) 秒，全程 $((all / 1000)).$((all % 1000 / 100)) 秒。回退：$prefix/yiwang rollback" \
    "Version $to serves. Down for $((down / 1000)).$((down % 1000 / 100)) s, $((all / 1000)).$((all % 1000 / 100)) s in all. The way back: $prefix/yiwang rollback"
