"""`python -m kzling` is the command `kzling`."""

from kzling.cli import main

main()
