# Stands in for cargo in the tests of install.rs. STAND_IN_BINSTALL says in two words what becomes of either package that
# `cargo binstall` is asked for, or is `absent`; STAND_IN_INSTALL says it for `cargo install`. Each call goes into
# STAND_IN_LOG.
set -eu
echo "$*" >>"$STAND_IN_LOG"

# A setting that is meant for the app has come through.
[ -z "${CARGO_BUILD_TARGET-}${CARGO_TARGET_DIR-}${CARGO_INSTALL_ROOT-}${CARGO_ENCODED_RUSTFLAGS-}${RUSTFLAGS-}" ]

verb=$1
shift
if [ "$verb $*" = 'binstall -V' ]; then
    [ "$STAND_IN_BINSTALL" != absent ] && echo 1.19.1
    exit
fi

package='' version='' bin='' program='' build='' force=''
while [ $# -gt 0 ]; do
    case $1 in
    --version) version=${2#=} && shift ;;
    --root) bin=${bin:-$2/bin} && shift ;;
    --install-path) bin=$2 && shift ;;
    --bin) program=$2 && shift ;;
    --target-dir) build=$2 && shift ;;
    --config | --disable-strategies) shift ;;
    --force) force=yes ;;
    -*) ;;
    *) package=$1 ;;
    esac
    shift
done

case $verb in
binstall)
    how=fetched
    case $package in
    first-cli) program=twelvefold-first && does=${STAND_IN_BINSTALL% *} ;;
    second) program=twelvefold-second && does=${STAND_IN_BINSTALL#* } ;;
    esac
    ;;
install)
    how=compiled
    does=$STAND_IN_INSTALL
    mkdir -p "$build/release"
    ;;
esac
# What is there is overwritten only on request.
[ -z "$force" ] && [ -e "$bin/$program" ] && exit 1
mkdir -p "$bin"

says() {
    printf '#!/bin/sh\necho "%s %s %s"\n' "$program" "$1" "$how" >"$bin/$program"
    chmod +x "$bin/$program"
}
# The beginning of a program, and no more.
tear() {
    printf '\177ELF' >"$bin/$program"
    chmod +x "$bin/$program"
}
case $does in
works) says "$version" ;;
fails) exit 1 ;;
breaks-off) tear && exit 1 ;;
complains) says "$version" && exit 1 ;;
is-torn) tear ;;
is-wrong) says 0.0.1 ;;
crashes) printf '#!/bin/sh\necho "%s %s"\nexit 1\n' "$program" "$version" >"$bin/$program" && chmod +x "$bin/$program" ;;
is-nothing) ;;
esac
