"""`python -m kgbuild`."""

from kgbuild.cli.main import main

if __name__ == "__main__":
    main()
