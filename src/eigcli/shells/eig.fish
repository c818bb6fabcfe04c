# Ask for the candidates: each a line, its meaning after a tab. fish drops those that differ in
# accents from what is typed: _EIG_KEEP keeps the letters as typed.
function __eig_complete
    set -l typed (commandline -opc)
    set -l found (env _EIG_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
        _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) _EIG_KEEP=1 $typed[1])
    if test -n "$found[1]"
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end

complete --command eig --no-files --arguments '(__eig_complete)'
