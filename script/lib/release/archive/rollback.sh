#!/usr/bin/env bash
# Goes back to the version before the last upgrade and to the data as they were then: yiwang rollback [--yes]
#
# What was entered since the upgrade is not in those data. It is moved aside, not deleted.
set -uo pipefail
folder=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$folder/common.sh"

case ${1:-} in
'' | --yes) ;;
*)
    sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit 0
    ;;
esac
open_installation
cd /
exec 8>"$prefix/state/lock"
flock -n 8 || fail "另一个升级或回退正在进行。" "Another upgrade or way back is under way."

from=$(kept from last-upgrade) to=$(kept to last-upgrade) backup=$(kept backup last-upgrade) at=$(kept at last-upgrade)
case $(kept stage last-upgrade) in
done | switched) ;;
*) fail "没有可以回退的升级。" "There is no upgrade to go back from." ;;
esac
[ -x "$prefix/versions/$from/bin/yiwang" ] && [ -f "$backup/yiwang.db" ] ||
    fail "版本 $from 或备份 $backup 不在了，不能回退。" "Version $from or the copy $backup is gone; there is no way back."
free=$(df -Pk -- "$data" | awk 'NR == 2 { print $4 }')
(($(kilobytes "$backup") + 100000 < free)) || fail "磁盘空间不够恢复备份。" "The disk has no room to put the copy back."

old="$prefix/versions/$from"
"$old/bin/yiwang" config check --config "$config" --share "$old/share" >/dev/null ||
    fail "版本 $from 不接受现在的设置，见上。先在 $config 里改掉。" "Version $from does not take these settings, see above. Change them in $config first."
entries_then=$(journal_entries "$old" "$backup")
entries_now=$(journal_entries "$folder" "$data")
say "回到版本 $from，数据回到 $at。" "Back to version $from, and to the data of $at."
say "$at 之后录入、提交、审批、导入的一切都不在回退后的数据里（日志现在 ${entries_now:-?} 条，回退后 ${entries_then:-?} 条；导入的登记簿不计入日志）。它们会另存，不删除，要补录。" \
    "All that was entered, handed in, decided or imported after $at will be missing (journal entries now ${entries_now:-?}, then ${entries_then:-?}; imported registers are not counted there). It is kept aside, not deleted, and has to be entered again."
if [ "${1:-}" != --yes ]; then
    read -r -p "输入 yes 继续 · type yes to go on: " answer
    [ "$answer" = yes ] || fail "没有改动。" "Nothing was changed."
fi

started=$(milliseconds)
aside="$prefix/backups/$(date +%Y%m%d-%H%M%S)-set-aside-$to"
step_started
service_stop || fail "服务没有停下来，什么都没有改。" "The service did not stop; nothing was changed."
switch_to "$from" || fail "不能写 $prefix/current" "$prefix/current could not be written"
restore_copy "$backup" "$aside" ||
    fail "备份没有恢复完整。现有数据在 $aside，备份在 $backup。" "The copy was not put back whole. The data of now are in $aside, the copy is $backup."
step_ended "已换回版本和数据" "version and data put back"
step_started
service_start || {
    service_log
    fail "版本 $from 没有启动，上面是日志。现有数据在 $aside，备份在 $backup。" \
        "Version $from did not start; its log is above. The data of now are in $aside, the copy is $backup."
}
check_data "$old" "$data" || fail "检查没有通过，见上。" "The checks failed, see above."
sed -i 's/^stage=.*/stage=rolled-back/' "$prefix/state/last-upgrade"
step_ended "版本 $from 已启动并检查" "version $from serves and was checked"
all=$(($(milliseconds) - started))
say "已回到 $from，用了 $((all / 1000)).$((all % 1000 / 100)) 秒。$to 期间的数据在 $aside。" \
    "Version $from serves again after $((all / 1000)).$((all % 1000 / 100)) s. The data of the time with $to are in $aside."
