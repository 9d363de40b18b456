#!/usr/bin/env bash
# Installs the version in this folder.
#
#   ./install.sh                       for this user, without an administrator, into ~/yiwang
#   ./install.sh --system              as root: a service of the machine in /opt/yiwang, data in /var/lib/yiwang
#
#   --prefix FOLDER    where to                --port PORT      port of the pages (default 8080)
#   --data FOLDER      where the data lie      --county NAME    the county's folder (default songhe, the invented one)
#   --run-as USER      with --system: the service's user (default yiwang, made when it is not there)
#   --no-systemd       no unit; `yiwang start` starts a plain process
#
# An installation that is there already is changed by its own `yiwang upgrade`.
set -uo pipefail
folder=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$folder/common.sh"

prefix='' data='' port=8080 county=songhe system='' run_as=yiwang systemd=yes
while [ $# -gt 0 ]; do
    case $1 in
    --prefix | --data | --port | --county)
        [ $# -ge 2 ] || fail "$1 后面要有值" "$1 needs a value"
        printf -v "${1#--}" '%s' "$2"
        shift 2
        ;;
    --run-as)
        [ $# -ge 2 ] || fail "$1 后面要有值" "$1 needs a value"
        run_as=$2
        shift 2
        ;;
    --system)
        system=yes
        shift
        ;;
    --no-systemd)
        systemd=
        shift
        ;;
    -h | --help)
        sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    *) fail "不认识的选项：$1" "Unknown option: $1" ;;
    esac
done

if [ -n "$system" ]; then
    [ "$(id -u)" -eq 0 ] || fail "--system 要以 root 运行。没有管理员权限时不加这个选项。" "--system wants root. Without an administrator leave it out."
    prefix=${prefix:-/opt/yiwang} data=${data:-/var/lib/yiwang} owner=$run_as
else
    [ "$(id -u)" -ne 0 ] || fail "请不要以 root 安装到用户目录：换普通用户，或加 --system。" "Not as root: use an ordinary user, or add --system."
    prefix=${prefix:-$HOME/yiwang} owner=$(id -un)
    data=${data:-$prefix/data}
fi
prefix=$(realpath -m -- "$prefix") data=$(realpath -m -- "$data")
for path in "$prefix" "$data"; do
    case $path in
    *[[:space:]\"\'\\\$%:\;\#]*) fail "路径里不能有空格和引号等符号：$path" "No blanks, quotes or such signs in a path: $path" ;;
    esac
done
if [ "$(printf %s "$data" | wc -c)" -gt 95 ]; then
    fail "数据文件夹的路径太长（超过 95 字节）：$data" "The data folder's path is too long (over 95 bytes): $data"
fi
if [ -n "$system" ]; then
    case "$prefix/ $data/" in
    *' /home/'* | /home/* | *' /root/'* | /root/*) fail "系统服务看不到 /home 和 /root，请换一个位置。" "A system service does not see /home and /root; choose another place." ;;
    esac
fi
[[ $port =~ ^[0-9]+$ ]] && ((port >= 1 && port <= 65535)) || fail "端口应为 1 到 65535 的数字" "The port is a number from 1 to 65535"
if [ -e "$prefix/current" ]; then
    fail "$prefix 里已经装过。换新版本请运行：$prefix/yiwang upgrade 安装包.tar.gz" \
        "There is an installation in $prefix. For a new version run: $prefix/yiwang upgrade ARCHIVE.tar.gz"
fi

step_started
sums_are_right "$folder" || fail "文件与校验和不符，见上。请重新取得安装包。" "Files differ from their sums, see above. Get the archive again."
step_ended "校验和相符" "sums are right"
check_machine "$folder"
[ -d "$folder/share/Counties/$county" ] || [ -d "$prefix/counties/$county" ] ||
    fail "没有名为 $county 的县" "There is no county $county"

version=$(release_value "$folder" version)
say "把 Yiwang $version 装到 $prefix。" "Installing Yiwang $version into $prefix."
step_started
if [ -n "$system" ]; then
    id -u "$owner" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir "$data" --shell /usr/sbin/nologin "$owner" ||
        fail "不能建立用户 $owner" "User $owner could not be made"
fi
mkdir -p -- "$prefix/versions" "$prefix/state" "$prefix/backups" "$prefix/counties" "$prefix/log" "$data" ||
    fail "不能建立 $prefix" "$prefix could not be made"
chmod 700 -- "$data" "$prefix/backups"
if [ -n "$system" ]; then
    chmod 755 -- "$prefix" "$prefix/versions" "$prefix/counties"
    chown -- "$owner:" "$data" "$prefix/backups"
fi
rm -rf -- "$prefix/versions/.incoming"
cp -a -- "$folder" "$prefix/versions/.incoming" || fail "没有复制成，磁盘可能已满" "It could not be copied; the disk may be full"
[ -z "$system" ] || chown -R root:root -- "$prefix/versions/.incoming"
rm -rf -- "${prefix:?}/versions/${version:?}"
mv -T -- "$prefix/versions/.incoming" "$prefix/versions/$version"

if [ ! -e "$prefix/yiwang.yaml" ]; then
    cat >"$prefix/yiwang.yaml" <<YAML
# 设置：share/docs/configuration.md 有全部说明；改后运行 yiwang config check，再 yiwang restart。
# Settings: share/docs/configuration.md explains them; after a change: yiwang config check, then yiwang restart.
data: $data
share: $prefix/current/share
county: $county
listen: 127.0.0.1:$port
YAML
fi
if [ ! -e "$prefix/yiwang.env" ]; then
    cat >"$prefix/yiwang.env" <<'ENV'
# 密钥放这里，每行一个，不加引号。Secrets go here, one a line, without quotes:
# YIWANG_PROVINCE_SECRET=
ENV
fi
if [ -n "$system" ]; then
    chown "root:$owner" -- "$prefix/yiwang.yaml"
    chmod 640 -- "$prefix/yiwang.yaml"
fi
cat >"$prefix/yiwang" <<'COMMAND'
#!/usr/bin/env bash
exec bash "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/current/control.sh" "$@"
COMMAND
chmod 755 -- "$prefix/yiwang"
link_counties "$prefix/versions/$version"
switch_to "$version" || fail "不能写 $prefix/current" "$prefix/current could not be written"

# A unit where systemd runs; elsewhere `yiwang start` starts a plain process.
service=process unit=
if [ -n "$systemd" ] && [ -d /run/systemd/system ]; then
    if [ -n "$system" ]; then
        service=system unit=/etc/systemd/system/yiwang.service
    elif XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)} systemctl --user show-environment >/dev/null 2>&1; then
        service=user unit=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user/yiwang.service
    fi
fi
if [ -n "$system" ] && [ "$service" = process ]; then
    rm -f -- "$prefix/current"
    fail "这里没有运行 systemd，--system 不能用。请以普通用户安装（不加 --system）。" \
        "systemd does not run here, so --system cannot be used. Install as an ordinary user, without --system."
fi
printf 'service=%s\nowner=%s\n' "$service" "$owner" >"$prefix/state/installation"
filled() { sed -e "s|@PREFIX@|$prefix|g" -e "s|@DATA@|$data|g" -e "s|@USER@|$owner|g" "$folder/units/$1.service"; }
if [ -n "$unit" ]; then
    mkdir -p -- "$(dirname -- "$unit")"
    filled "$service" >"$unit"
    [ "$service" = user ] || chmod 644 -- "$unit"
    service_manager daemon-reload && service_manager --quiet enable yiwang.service ||
        fail "systemd 没有接受 $unit" "systemd did not take $unit"
fi
step_ended "已装好" "installed"

folder="$prefix/versions/$version"
open_installation
cd /
echo
as_owner "$folder/bin/yiwang" doctor --config "$config"
echo
case $service in
process)
    say "这里没有可用的 systemd：开机后要自己运行 $prefix/yiwang start。" \
        "No systemd to be used here: run $prefix/yiwang start yourself after each boot."
    ;;
user)
    if [ ! -e "/var/lib/systemd/linger/$owner" ] && ! loginctl enable-linger 2>/dev/null; then
        say "要在没人登录时也运行，请管理员执行一次：loginctl enable-linger $owner" \
            "To run while nobody is logged in, the administrator runs once: loginctl enable-linger $owner"
    fi
    ;;
esac
say "下一步：$prefix/yiwang start 启动；试用先造松禾县：$prefix/yiwang county seed --people 20000。手册在 $folder/manual。" \
    "Next: $prefix/yiwang start; to try it out first make the invented county: $prefix/yiwang county seed --people 20000. The manual is in $folder/manual."
