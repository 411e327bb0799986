# What is done with a package, in a chroot as under systemd; sourced by `run`, which gives `inside`, `root`, `work` and `log`.
# shellcheck shell=bash disable=SC2154

passed=0
failed=0

# A sentence, and what must succeed for it to be true. What that printed is shown when it does not. Bash does not stop
# at an error in here, so what consists of several commands joins them with &&.
try() {
    local sentence=$1
    shift
    if "$@" </dev/null >"$log" 2>&1; then
        printf '✔ %s\n' "$sentence"
        passed=$((passed + 1))
    else
        printf '✘ %s\n' "$sentence"
        tail -n 40 "$log"
        failed=$((failed + 1))
    fi
}

skip() { printf '➜ %s\n' "$*"; }

give_up() {
    printf '✘ %s\n' "$*"
    failed=$((failed + 1))
}

finish() {
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    ((failed == 0))
}

# Succeeds only without a word.
quiet() { ! "$@" 2>&1 | tee /dev/stderr | grep -q .; }

# --- Installing --------------------------------------------------------------------------------------------------

apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends "$@"; }

install_package() { apt install "/root/$1"; }

owned_well() {
    diff <(inside stat --format='%n %U %G %a' /etc/relais /etc/relais/relais.env /var/lib/relais) - <<'END'
/etc/relais root relais 750
/etc/relais/relais.env root relais 640
/var/lib/relais relais relais 700
END
}

# A port that nobody listens on; the settings are edited, so that an upgrade has something to keep.
choose_port() {
    for ((port = 18080; port < 18180; port++)); do
        if ! (: </dev/tcp/127.0.0.1/$port) 2>/dev/null; then break; fi
    done
    url=http://127.0.0.1:$port
    sed -i "s/^#RELAIS_LISTEN=.*/RELAIS_LISTEN=127.0.0.1:$port/" "$root/etc/relais/relais.env"
}

# The example's own: it is never asked to send, but its description has to be found and read.
choose_gateway() { sed -i 's/^#RELAIS_SMS_/RELAIS_SMS_/' "$root/etc/relais/relais.env"; }

relais() {
    inside runuser -u relais -- env ${RELAIS_DATA:+"RELAIS_DATA=$RELAIS_DATA"} relais "$@" \
        --config /etc/relais/relais.env
}

upgrade() {
    install_package next.deb && [[ "$(inside dpkg-query --show relais)" == *+next ]] &&
        grep -q "^RELAIS_LISTEN=127.0.0.1:$port" "$root/etc/relais/relais.env" && owned_well
}

restore_copy() {
    local copy
    copy=$(inside sh -c 'echo /var/backups/relais-before-upgrade/*Z') &&
        RELAIS_DATA=/tmp/restored relais restore "$copy" && RELAIS_DATA=/tmp/restored verify &&
        diff -r "$root/tmp/restored/keys" "$root/var/lib/relais/keys"
}

# As docs/operations.md says it.
go_back() {
    local copy
    copy=$(inside sh -c 'echo /var/backups/relais-before-upgrade/*Z') &&
        mv "$root/var/lib/relais" "$root/var/lib/relais.newer" && apt install --allow-downgrades /root/relais.deb &&
        rm -rf "$root"/var/lib/relais/* && relais restore "$copy" && verify && owned_well
}

# A `du` that finds more than any disk holds.
refuse_upgrade() {
    local said
    printf '#!/bin/sh\necho "999999999999\t/var/lib/relais"\n' >"$root/usr/local/bin/du" &&
        chmod +x "$root/usr/local/bin/du"
    if said=$(inside dpkg -i /root/next.deb 2>&1); then return 1; fi
    rm "$root/usr/local/bin/du"
    printf '%s\n' "$said"
    [[ "$said" == *'there is no room in'* ]] && installed_well
}

# shellcheck disable=SC2016
installed_well() { [[ "$(inside dpkg-query --show --showformat='${db:Status-Status}' relais)" == installed ]]; }

remove() {
    apt remove relais && [[ ! -e "$root/usr/bin/relais" && ! -e "$root/usr/lib/relais" ]] &&
        [[ -e "$root/var/lib/relais/relais.sqlite" && -e "$root/etc/relais/relais.env" ]]
}

reinstall() {
    install_package relais.deb && owned_well && verify
}

purge() {
    local said
    inside install -d /var/backups/relais/mine && said=$(apt purge relais) && printf '%s\n' "$said" &&
        [[ "$said" == *'removing all its data'* && -e "$root/var/backups/relais/mine" ]] &&
        [[ ! -e "$root/var/lib/relais" && ! -e "$root/etc/relais" ]] &&
        [[ ! -e "$root/var/backups/relais-before-upgrade" && ! -e "$root/etc/systemd/journald@relais.conf" ]] &&
        [[ -z "$(find "$root/var/log" -name '*.relais')" ]]
}

# --- Using -------------------------------------------------------------------------------------------------------

ready() {
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        if curl -sf "$url/healthz" && curl -sf "$url/readyz"; then return 0; fi
        sleep 0.2
    done
    return 1
}

use_it() {
    try 'an organization is made' relais organization add Lilas --language fr --time-zone Europe/Paris --currency EUR
    try 'a manager signs in' sign_in
    try 'another program makes a ticket' make_ticket
    try 'its photo and its PDF become thumbnails, so decoding works here' see_thumbnails
}

find_it_again() {
    try 'the ticket is there' find_ticket
    try 'its thumbnails are there' fetch_thumbnails
    try 'relais verify finds nothing' verify
}

sign_in() {
    local link
    link=$(relais manager add nina@lilas.example --organization Lilas --role admin) &&
        curl -sSf -o /dev/null "$link" &&
        curl -sSf -c "$work/cookies" -X POST -H 'Sec-Fetch-Site: same-origin' -o /dev/null "$link" &&
        [[ "$(desk /desk)" == *Lilas* ]]
}

desk() { curl -sSf -b "$work/cookies" "$url$1"; }

api() { curl -sSf -H "Authorization: Bearer $key" "$@"; }

make_ticket() {
    local answer
    key=$(relais key add accounting --organization Lilas) &&
        answer=$(api -H 'Content-Type: application/json' --data @Tests/Package/ticket.json "$url/api/v1/tickets") &&
        [[ "$answer" =~ \"number\":\"([0-9]+-[0-9]+)\" ]] && number=${BASH_REMATCH[1]} &&
        small_pdf >"$work/devis.pdf" &&
        api -F text='Voilà la fuite.' -F 'files=@Tests/MediaTests/Samples/turned.jpg' -F "files=@$work/devis.pdf" \
            "$url/api/v1/tickets/$number/messages"
}

find_ticket() { [[ "$(api "$url/api/v1/tickets/$number")" == *'Fuite sous'* ]]; }

verify() {
    local said
    said=$(relais verify) && printf '%s\n' "$said" &&
        [[ "$said" == '1 tickets and '[4-9]' files looked at, 0 problems.' ]]
}

see_thumbnails() {
    local tries
    for ((tries = 0; tries < 50; tries++)); do
        if fetch_thumbnails; then return 0; fi
        sleep 0.4
    done
    return 1
}

# Two of them, and JPEGs.
fetch_thumbnails() {
    local addresses address
    addresses=$(desk "/desk/tickets/$number" | grep -oE '/desk/files/[0-9]+/thumbnail' | sort -u) || return 1
    (($(wc -l <<<"$addresses") == 2)) || return 1
    for address in $addresses; do
        desk "$address" >"$work/thumbnail" || return 1
        [[ "$(od -An -tx1 -N3 "$work/thumbnail")" == ' ff d8 ff' ]] || return 1
    done
}

# A page with a black square, as small as a PDF can be: poppler finds the objects by itself.
small_pdf() {
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
    printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj\n'
    printf '4 0 obj<</Length 18>>stream\n50 50 100 100 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
}
