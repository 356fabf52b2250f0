#!/usr/bin/env python3
"""Runs all soak tests, long; with --short a taste of each of them that fits into `make test`.

    soak.py [--short] [--seed S] [--pgb FILE]
"""

import argparse
import os
import subprocess
import sys
import time

import figures

LONG = [
    ["verdict_canaries.py"],
    ["crash_loop.py", "--rounds", "200"],
    ["crash_loop.py", "--rounds", "200", "--mode", "recovery-kill"],
    ["money_faults.py"],
    ["pay_loop.py", "--rounds", "100"],
    ["pay_loop.py", "--rounds", "100", "--power"],
    ["pay_loop.py", "--every"],
    ["access_loop.py", "--rounds", "50"],
    ["erase_loop.py", "--every"],
    ["erase_loop.py", "--rounds", "50"],
    ["erase_loop.py", "--rounds", "100", "--power"],
    ["wal_cuts.py"],
    ["power_loss.py", "--rounds", "200"],
    ["power_loss.py", "--every"],
    ["power_loss.py", "--rounds", "10", "--disk", "normal"],
    ["power_loss.py", "--rounds", "10", "--disk", "late"],
    ["disk_faults.py"],
    ["disk_faults.py", "--kinds", "sync:EIO", "--plain-restart"],
    ["disk_full.py", "--rounds", "20"],
    ["disk_full.py", "--rounds", "10", "--tmpfs"],
    ["refusals.py"],
    ["broken_builds.py"],
]
SHORT = [
    ["verdict_canaries.py"],
    ["refusals.py"],
    ["crash_loop.py", "--rounds", "3"],
    ["money_faults.py", "--most", "1"],
    ["pay_loop.py", "--rounds", "1"],
    ["pay_loop.py", "--rounds", "1", "--power"],
    ["access_loop.py", "--rounds", "2"],
    ["erase_loop.py", "--rounds", "2"],
    ["erase_loop.py", "--rounds", "1", "--power"],
    ["wal_cuts.py", "--most", "8"],
    ["power_loss.py", "--rounds", "3"],
    ["power_loss.py", "--rounds", "12", "--disk", "normal", "--until-found"],
    ["power_loss.py", "--rounds", "12", "--disk", "late", "--until-found"],
    ["disk_faults.py", "--kinds", "sync:EIO,write:EIO,write:ENOSPC", "--most", "2"],
    ["disk_full.py", "--rounds", "1"],
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pgb", default=figures.product())
    options = parser.parse_args()
    if not os.path.exists(options.pgb):
        sys.exit(f"{options.pgb} is not there: build it first.")
    started = time.monotonic()
    failed = []
    for script, *arguments in SHORT if options.short else LONG:
        if "--tmpfs" in arguments and os.geteuid():
            print("Not root: the test on a real small disk is left out.")
            continue
        code = subprocess.run([sys.executable, os.path.join(figures.HERE, script), *arguments, "--seed",
                               str(options.seed), "--pgb", options.pgb]).returncode
        if code:
            failed.append(" ".join([script, *arguments]))
    print(f"soak: {time.monotonic() - started:.0f} s, {len(failed)} failed{': ' if failed else '.'}{'; '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
