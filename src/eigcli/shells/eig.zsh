#compdef eig

# Ask for the candidates as fish does: each a line, its meaning after a tab.
_eig() {
  local line
  local -a values meanings
  for line in "${(@f)$(env _EIG_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
      _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" ${words[1]})}"; do
    [[ -n $line ]] || continue
    values+=("${line%%$'\t'*}")
    meanings+=("${(r:24:)line%%$'\t'*} ${${line#*$'\t'}#$line}")
  done
  if (( $#values )); then
    # -U: a value need not begin with what is typed, which may be in capitals.
    compadd -U -l -d meanings -a values
  else
    compset -P '--*='
    _files
  fi
}

# The first time, zsh runs this file as the function itself.
if [[ $funcstack[1] == _eig ]]; then
  _eig "$@"
else
  compdef _eig eig
fi
