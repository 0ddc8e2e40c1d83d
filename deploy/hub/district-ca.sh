#!/usr/bin/env bash
# A district's own certificate authority, with openssl alone: the broker's certificate, one for each gateway, who may say and hear what at mosquitto, and the list
# of those that were stolen.
#
# usage: zhuhui-district-ca init --district NAME --broker HOST[,HOST...]     the authority, and the broker's certificate
#        zhuhui-district-ca gateway DISTRICT/COMPOUND/GATEWAY [--out FOLDER] a gateway's certificate, or the next one of the same name: what is carried to the box
#        zhuhui-district-ca broker [HOST[,HOST...]]                          the broker's next certificate
#        zhuhui-district-ca revoke DISTRICT/COMPOUND/GATEWAY                 a stolen box: none of its certificates is taken any more
#        zhuhui-district-ca list                                             whose certificates end when; 1 where one ends within --within DAYS (60)
#
#   --dir FOLDER              where the authority lies (/etc/zhuhui-hub/ca); its owner's alone, and worth a backup
#   --passphrase-file FILE    its first line is the passphrase; without it, it is asked for
#   --broker-folder FOLDER    what the broker reads (init; /etc/mosquitto/zhuhui where mosquitto is installed): ca.pem, crl.pem, broker.pem, broker.key, acl
#   --port PORT               the broker's port for gateways (init; 8884)
#   --days N                  how long the certificate holds: a gateway's and the broker's 730 days, the authority's 3650
#
# Exit codes: 0 done; 1 it failed, or list found one that ends; 2 the command line is not right.
set -euo pipefail
umask 077

die() { printf 'zhuhui-district-ca: %s\n' "$*" >&2; exit "${code:-1}"; }
usage() { code=2 die "$*; zhuhui-district-ca --help says how"; }

command='' word='' district='' hosts='' dir=/etc/zhuhui-hub/ca secret='' folder='' port='' days='' out=. within=60
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
    --district | --broker | --dir | --passphrase-file | --broker-folder | --port | --days | --out | --within)
        [ -n "${2-}" ] || usage "the option $1 needs a value"
        case $1 in
        --district) district=$2 ;;
        --broker) hosts=$2 ;;
        --dir) dir=$2 ;;
        --passphrase-file) secret=$2 ;;
        --broker-folder) folder=$2 ;;
        --port) port=$2 ;;
        --days) days=$2 ;;
        --out) out=$2 ;;
        --within) within=$2 ;;
        esac
        shift
        ;;
    -*) usage "the option $1 is not known" ;;
    *)
        if [ -z "$command" ]; then command=$1; elif [ -z "$word" ]; then word=$1; else usage "'$1' is one word too many"; fi
        ;;
    esac
    shift
done

# number NAME VALUE MOST
number() { [[ $2 =~ ^[1-9][0-9]{0,5}$ && $2 -le $3 ]] || usage "$1 $2 must be a whole number from 1 to $3"; }
[ -z "$days" ] || number --days "$days" 7300
[ -z "$port" ] || number --port "$port" 65535
number --within "$within" 7300
case $dir$folder$out in *$'\n'* | *[\"\\\$]*) usage "a folder's name may hold no line end, \", \\ and \$" ;; esac

# names_hosts TEXT: the alternative names of a server's certificate.
names_hosts() {
    local host names='' each
    IFS=, read -ra each <<<"$1"
    for host in "${each[@]}"; do
        if [[ $host =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ || $host =~ ^[0-9a-fA-F:]*:[0-9a-fA-F:]*$ ]]; then
            names+=",IP:$host"
        elif [[ $host =~ ^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$ ]]; then
            names+=",DNS:$host"
        else
            usage "--broker '$host' must be a host's name or address, several with a comma between"
        fi
    done
    [ -n "$names" ] || usage "--broker HOST is missing: the name by which the gateways reach the broker"
    printf '%s' "${names#,}"
}

# is_address TEXT: a gateway of this district, whose name a certificate can bear.
is_address() {
    [[ $1 =~ ^[a-z0-9-]{1,64}/[a-z0-9-]{1,64}/[a-z0-9-]{1,64}$ ]] || usage "'$1' must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -"
    [ "${1%%/*}" = "$district" ] || usage "'$1' is not of the district $district, whose authority lies in $dir"
    [ ${#1} -le 64 ] || usage "'$1' is longer than the 64 letters that a certificate's name may have: shorten the gateway's or the compound's id"
}

# of NAME: what init was told.
of() { sed -n "s/^$1=//p" "$dir/settings"; }

# ask WORDS: the passphrase; one that is new is asked for twice.
ask() {
    local again
    if [ -n "$secret" ]; then
        [[ -r $secret && -f $secret ]] || die "--passphrase-file $secret can't be read"
        [ "$((0$(stat -Lc %a "$secret") & 077))" -eq 0 ] || die "--passphrase-file $secret can be read by others than its owner: chmod 600 $secret"
        IFS= read -r passphrase <"$secret" || [ -n "$passphrase" ] || die "--passphrase-file $secret is empty"
    elif { : </dev/tty; } 2>/dev/null; then
        IFS= read -rsp "$1" passphrase </dev/tty 2>/dev/tty
        echo >/dev/tty
        [ "$command" = init ] || return 0
        IFS= read -rsp 'The same again: ' again </dev/tty 2>/dev/tty
        echo >/dev/tty
        [ "$again" = "$passphrase" ] || die "the two are not the same; nothing was made"
    else
        die "there is no terminal to ask for the passphrase: name a file with --passphrase-file"
    fi
}
passphrase=''

open_authority() {
    [ -f "$dir/settings" ] || die "there is no authority in $dir: zhuhui-district-ca init makes one, and --dir names another place"
    [ -w "$dir/index" ] || die "$dir is another user's: ask as root"
    district="$(of district)" folder="$(of folder)" port="$(of port)"
    [ -n "$hosts" ] || hosts="$(of hosts)"
    exec 9>"$dir/lock"
    flock -w 60 9 || die "another zhuhui-district-ca has been at work in $dir for a minute"
}

unlock_key() {
    ask "Passphrase of the authority in $dir: "
    printf '%s\n' "$passphrase" | openssl pkey -in "$dir/ca.key" -passin stdin -noout 2>/dev/null || die "this is not the passphrase of $dir/ca.key; nothing was made"
}

# quietly WHAT COMMAND...: an error is one line.
quietly() {
    local what=$1 said
    shift
    said="$("$@" 2>&1 >/dev/null)" || die "$what can't be made: $(grep -m1 -i error <<<"$said" || tail -n1 <<<"$said")"
}

authority() { quietly "$1" openssl ca -batch -notext -config "$dir/ca.cnf" -passin stdin "${@:2}" <<<"$passphrase"; }

# put FILE MODE: standard input in its place at once, for the broker to read.
put() {
    cat >"$1.new"
    chmod "$2" "$1.new"
    if [ "$(id -u)" -eq 0 ] && getent group mosquitto >/dev/null; then chgrp mosquitto "$1.new"; fi
    mv -f "$1.new" "$1"
}

# issued: what openssl has noted of every certificate: state, end, when it was revoked, serial, file, name.
issued() { sed -e 's,\\/,/,g' -e 's,\t/CN=,\t,' "$dir/index"; }

# names: whose certificates are in force; of gateways alone.
names() { issued | awk -F '\t' '$1 == "V" && $6 ~ "^[^/]+/[^/]+/[^/]+$" { print $6 }' | sort -u; }

give_broker() {
    authority "the list of revoked certificates" -gencrl -out "$dir/crl.pem"
    mkdir -p "$folder"
    chmod 750 "$folder"
    if [ "$(id -u)" -eq 0 ] && getent group mosquitto >/dev/null; then chgrp mosquitto "$folder"; fi
    put "$folder/ca.pem" 644 <"$dir/ca.pem"
    put "$folder/crl.pem" 644 <"$dir/crl.pem"
    [ ! -f "$dir/broker.pem" ] || put "$folder/broker.pem" 644 <"$dir/broker.pem"
    [ ! -f "$dir/broker.key" ] || put "$folder/broker.key" 640 <"$dir/broker.key"
    put "$folder/acl" 640 < <(access_list)
}

access_list() {
    local name topic
    cat <<'END'
# Written by zhuhui-district-ca, anew each time: what is yours belongs into acl.local in the authority's folder. A user that is not named here may do nothing.

# The receivers: hear all events and statuses, acknowledge events.
user hub
topic read zhuhui/v1/+/+/+/events/+
topic read zhuhui/v1/+/+/+/status
topic write zhuhui/v1/+/+/+/acks/+

# Whoever gives orders, sends rosters and settings. What they say is signed; the broker's rights alone open no door.
user orders
topic write zhuhui/v1/+/+/+/commands
topic write zhuhui/v1/+/+/+/roster
topic write zhuhui/v1/+/+/+/twin/desired
topic read zhuhui/v1/+/+/+/replies
topic read zhuhui/v1/+/+/+/roster/wanted
topic read zhuhui/v1/+/+/+/twin/reported
END
    for name in $(names); do
        printf '\nuser %s\n' "$name"
        for topic in 'write events/+' 'read acks/+' 'write status' 'read commands' 'write replies' 'read roster' 'write roster/wanted' \
            'read twin/desired' 'write twin/reported'; do
            printf 'topic %s zhuhui/v1/%s/%s\n' "${topic%% *}" "$name" "${topic#* }"
        done
    done
    [ ! -f "$dir/acl.local" ] || { echo; cat "$dir/acl.local"; }
}

# issue NAME EXTENSIONS DAYS CERTIFICATE KEY
issue() {
    local work
    work="$(mktemp -d "$dir/issue.XXXXXX")"
    # shellcheck disable=SC2064 # It is known now.
    trap "rm -rf '$work'" EXIT
    quietly "a key for $1" openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/key"
    quietly "a request for $1" openssl req -new -config "$dir/ca.cnf" -key "$work/key" -subj "/CN=${1//\//\\/}" -out "$work/request"
    printf '%s\n' "$2" >"$work/extensions"
    authority "the certificate of $1" -in "$work/request" -extfile "$work/extensions" -days "$3" -out "$work/certificate"
    mv -f "$work/key" "$5"
    mv -f "$work/certificate" "$4"
    rm -rf "$work"
}

ends() { date -ud "$(openssl x509 -in "$1" -noout -enddate | cut -d= -f2)" +%F; }

# issue_broker ALTERNATIVE_NAMES
issue_broker() {
    local extensions='basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nauthorityKeyIdentifier=keyid'
    issue "${hosts%%,*}" "$(printf '%b\nsubjectAltName=%s' "$extensions" "$1")" "${days:-730}" "$dir/broker.pem" "$dir/broker.key"
}

make_authority() {
    local alternative curve=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
    [ -z "$word" ] || usage "'$word' is one word too many"
    [[ $district =~ ^[a-z0-9-]{1,64}$ ]] || usage "--district '$district' must be made of a-z, 0-9 and -, as in the gateways' site files"
    alternative="$(names_hosts "$hosts")" || exit $?
    [ ! -e "$dir/ca.key" ] || die "there is an authority in $dir already; it is never replaced"
    if [ -z "$folder" ]; then
        folder=$dir/broker
        [ ! -d /etc/mosquitto ] || folder=/etc/mosquitto/zhuhui
    fi
    mkdir -p "$dir" 2>/dev/null || true
    [ -w "$dir" ] || die "the folder $dir can't be made: ask as root, or name another with --dir"
    dir="$(cd "$dir" && pwd)"
    ask 'Make up a passphrase for the authority, 12 letters at least: '
    [ ${#passphrase} -ge 12 ] || die "the passphrase has ${#passphrase} letters: 12 at least, for whoever has the file may try as often as they like"
    mkdir -p "$dir/issued"
    : >"$dir/index"
    echo 'unique_subject = no' >"$dir/index.attr"
    cat >"$dir/ca.cnf" <<END
[ca]
default_ca = district
[district]
database = "$dir/index"
new_certs_dir = "$dir/issued"
certificate = "$dir/ca.pem"
private_key = "$dir/ca.key"
default_md = sha256
rand_serial = yes
crlnumber = "$dir/crl.number"
# A broker takes nobody by a list that has run out: it is made anew with each certificate, and holds as long as the authority.
default_crl_days = 7300
policy = named
email_in_dn = no
[named]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:true,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
END
    echo 01 >"$dir/crl.number"
    quietly "the authority's key" openssl genpkey "${curve[@]}" -aes-256-cbc -pass stdin -out "$dir/ca.key.new" <<<"$passphrase"
    quietly "the authority's certificate" openssl req -x509 -new -sha256 -config "$dir/ca.cnf" -extensions authority -key "$dir/ca.key.new" \
        -passin stdin -subj "/CN=zhuhui district $district" -days "${days:-3650}" -out "$dir/ca.pem" <<<"$passphrase"
    mv "$dir/ca.key.new" "$dir/ca.key"
    days=''
    issue_broker "$alternative"
    printf 'district=%s\nhosts=%s\nfolder=%s\nport=%s\n' "$district" "$hosts" "$folder" "${port:-8884}" >"$dir/settings"
    give_broker
    cat <<END
The authority of $district is in $dir; keep a copy of the folder and, elsewhere, the passphrase. Without them no certificate can be renewed.
The broker's files are in $folder: broker.pem ends on $(ends "$dir/broker.pem").
Programs of the hub believe the broker by it: sudo install -m 644 $dir/ca.pem /etc/zhuhui-hub/district-ca.pem
END
}

give_gateway() {
    local name=$1 flat=${1//\//_} box
    mkdir -p "$out" 2>/dev/null || true
    [ -w "$out" ] || die "--out $out can't be written to; nothing was made"
    box="$(mktemp -d "$dir/box.XXXXXX")"
    mkdir "$box/link"
    issue "$name" $'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\nauthorityKeyIdentifier=keyid' \
        "${days:-730}" "$box/link/gateway.pem" "$box/link/gateway.key"
    cp "$dir/ca.pem" "$box/link/district-ca.pem"
    cat >"$box/link/link.jsonc" <<END
"link": {
  "host": "${hosts%%,*}", "port": $port,
  "caFile": "/etc/zhuhui-edge/link/district-ca.pem",
  "certFile": "/etc/zhuhui-edge/link/gateway.pem", "keyFile": "/etc/zhuhui-edge/link/gateway.key"
}
END
    # On the box it is root's, and the service may read it: the group is known there by its name.
    tar --sort=name --owner=root:0 --group=zhuhui-edge:0 --mode='u=rwX,g=rX,o=' -C "$box" -cf "$out/$flat.tar.new" link
    mv -f "$out/$flat.tar.new" "$out/$flat.tar"
    give_broker
    cat <<END
$out/$flat.tar holds the certificate and the key of $name until $(ends "$box/link/gateway.pem"). Carry it to the box, and there:
  sudo tar -xpf $flat.tar -C /etc/zhuhui-edge && rm $flat.tar
The gateway takes new files up by itself. The first time its site file gets these lines:
$(cat "$box/link/link.jsonc")
At the broker: sudo systemctl reload mosquitto
END
    rm -rf "$box"
}

revoke() {
    local serial some
    mapfile -t some < <(issued | awk -F '\t' -v name="$1" '$1 == "V" && $6 == name { print $4 }')
    [ ${#some[@]} -gt 0 ] || die "$1 has no certificate in force; zhuhui-district-ca list shows who has"
    for serial in "${some[@]}"; do
        authority "the revocation of $1" -revoke "$dir/issued/$serial.pem" -crl_reason keyCompromise
    done
    give_broker
    cat <<END
No certificate of $1 that was issued until now is taken any more, and it may say nothing. At the broker: sudo systemctl restart mosquitto
Restarted, not reloaded: a connection that stands is only ended so. A new box of that name: zhuhui-district-ca gateway $1
END
}

list() {
    local serial name until soon=0 limit
    limit="$(date -ud "+$within days" +%F)"
    # Of several of one name the one that ends last; of a name with none in force, that they were revoked.
    while IFS=$'\t' read -r name serial; do
        if [ -z "$serial" ]; then
            printf '%s\t-\trevoked\n' "$name"
            continue
        fi
        until="$(ends "$dir/issued/$serial.pem")"
        [[ ! $until < $limit ]] || soon=1
        printf '%s\t%s\n' "$name" "$until"
    done < <(issued | awk -F '\t' '{ at = (length($2) == 13 ? "20" : "") $2; serial[$6] = serial[$6] }
        $1 == "V" && at >= last[$6] { last[$6] = at; serial[$6] = $4 }
        END { for (name in serial) print name "\t" serial[name] }' | sort)
    until="$(ends "$dir/ca.pem")"
    [[ ! $until < $limit ]] || soon=1
    printf 'the authority\t%s\n' "$until"
    return "$soon"
}

case $command in
init) make_authority ;;
gateway | revoke)
    [ -n "$word" ] || usage "DISTRICT/COMPOUND/GATEWAY is missing"
    open_authority
    is_address "$word"
    unlock_key
    if [ "$command" = gateway ]; then give_gateway "$word"; else revoke "$word"; fi
    ;;
broker)
    hosts=$word
    open_authority
    alternative="$(names_hosts "$hosts")" || exit $?
    unlock_key
    issue_broker "$alternative"
    sed -i "s/^hosts=.*/hosts=$hosts/" "$dir/settings"
    give_broker
    printf 'The broker has a certificate until %s: sudo systemctl reload mosquitto\n' "$(ends "$dir/broker.pem")"
    ;;
list)
    open_authority
    list
    ;;
'') usage "a command is missing" ;;
*) usage "unknown command '$command'" ;;
esac
