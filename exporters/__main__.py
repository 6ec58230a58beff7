"""`python -m exporters` is the same program as `outfeed`."""

from exporters.cli.main import main

if __name__ == "__main__":
    main()
