"""`python -m pyojeong`."""

from pyojeong.cli import main

main()
