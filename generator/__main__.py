"""`python -m generator` is the command `kb`."""

from generator.cli import main

main(prog_name="kb")
