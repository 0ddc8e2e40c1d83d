# shellcheck shell=bash
# What may come next on a command line of zhuhui-edge and zhuhui-hub, in bash: the programs say it themselves. Source this file in ~/.bashrc, or have it
# found by bash-completion as /usr/share/bash-completion/completions/zhuhui-edge, where the Debian packages put it. Where the programs know nothing, bash offers files.
_zhuhui() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
    line=${line#*"$1"}
    line=${line#"${line%%[! ]*}"}
    mapfile -t COMPREPLY < <(compgen -W "$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word")
}
complete -o default -F _zhuhui zhuhui-edge zhuhui-hub
