"""The commands: `kb check`, `kb build`, `kb serve`, `kb dump`. Only this module prints and exits."""
