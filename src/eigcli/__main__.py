"""Where the process begins: `eig`, or `python -m eigcli`."""

import sys


def main() -> None:
    """Run `eig` with the arguments of the process, and end the process with its exit code."""
    try:
        # Imported here, with all the rest: an interrupt is quiet during the imports too.
        from eigcli import process

        code = process.run_process(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
