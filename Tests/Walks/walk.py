"""Walks the pages that a new reader copies from (`docs/walk.md`, `docs/walk-people.md`): every block of commands is given to a
shell, in turn, beside the demonstration of the Makefile, and every line that a page shows must be in what came back.

A page is prose, blocks of commands (indented by four spaces) and quotes of answers (`> …`). Of a quote counts what stands between
backticks; `…` stands for anything, and what is left must come in its order in the output since the last quote. A line may
be broken behind a comma.
A block with `pgb serve` is for the first terminal: the server is stopped in order and started as it says. Each page has a
demonstration of its own; a page that is not the first begins with the first block of the first.
"""

import argparse
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PGB = ".build/release/pgb"
FIRST = "walk.md"
# Seconds that one block may take, and a start of the server.
LONGEST = 120


class Server:
    """The first terminal: the demonstration, in the folder of the walk, on one port."""

    def __init__(self, folder, port):
        self.folder, self.port, self.process = folder, port, None

    def start(self, line):
        words = line.split() + ["--quiet", "--listen", "127.0.0.1:%d" % self.port]
        self.process = subprocess.Popen(words, cwd=self.folder, stdout=subprocess.PIPE,
                                        env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        said, deadline = b"", time.monotonic() + LONGEST
        while b" serves " not in said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 65_536) if ready else b""
            if not part:
                sys.exit("The server did not start: " + line)
            said += part

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        if self.process.wait(timeout=LONGEST) != 0:
            sys.exit("The server did not stop in order.")


class Shell:
    """The second terminal. A block that fails does not end it: a page shows refusals too."""

    END = "--- end of the block ---"

    def __init__(self, folder):
        self.process = subprocess.Popen(["bash"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)

    def run(self, block):
        self.process.stdin.write(block + "\necho\necho '%s'\n" % self.END)
        self.process.stdin.flush()
        said, deadline = [], time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("The shell ended in:\n" + block)
            if line.strip() == self.END:
                return "".join(said)
            said.append(line)
        sys.exit("The block takes too long:\n" + block)

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=LONGEST)


def parts(page):
    """The blocks and quotes of a page in order: ("block", text) or ("quote", text), with the line where each begins."""
    kind, lines, begins = None, [], 0
    for number, line in enumerate(page.split("\n") + [""], 1):
        now = "block" if line.startswith("    ") else "quote" if line.startswith(">") else None
        if now is None and line == "" and kind == "block" and lines:
            lines.append("")
            continue
        if now != kind:
            if kind:
                yield kind, "\n".join(lines).rstrip(), begins
            kind, lines, begins = now, [], number
        if now:
            lines.append(line[4:] if now == "block" else line[1:].strip())
    if kind:
        yield kind, "\n".join(lines).rstrip(), begins


def missing(quote, said):
    """What a quote shows that was not said, or None. Each text in backticks is looked for by itself: prose stands between."""
    for shown in re.findall(r"`([^`]+)`", quote.replace(",\n", ",").replace("\n", " ")):
        at = 0
        for piece in (p.strip() for p in shown.split("…")):
            found = said.find(piece, at)
            if found < 0:
                return piece
            at = found + len(piece)
    return None


def read(name):
    return list(parts(open(os.path.join(ROOT, "docs", name), encoding="utf-8").read()))


def walk(name, server, shell):
    def play(block):
        return shell.run(block.replace("http://127.0.0.1:8080", "http://127.0.0.1:%d" % server.port))

    said, counted = "", 0
    if name != FIRST:
        play(next(text for kind, text, _ in read(FIRST) if kind == "block"))
    for kind, text, line in read(name):
        if kind == "block" and text.startswith(PGB + " serve"):
            server.stop()
            server.start(text)
        elif kind == "block":
            said += play(text)
        else:
            lost = missing(text, said)
            if lost is not None:
                sys.exit("docs/%s:%d shows `%s`, which did not come back. It was:\n%s" % (name, line, lost, said[-6_000:]))
            said, counted = "", counted + 1
    if counted < 5:
        sys.exit("docs/%s shows only %d answers." % (name, counted))
    print("docs/%s: %d answers are as it shows." % (name, counted))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pgb", required=True)
    arguments.add_argument("pages", nargs="*", default=[FIRST, "walk-people.md"])
    chosen = arguments.parse_args()
    # The line of `make run`: what a reader has started.
    run = re.search(r"^\t(%s serve .*)$" % re.escape(PGB), open(os.path.join(ROOT, "Makefile")).read(), re.M).group(1)
    for name in chosen.pages:
        with tempfile.TemporaryDirectory(prefix="pgb-walk-") as folder, socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            os.makedirs(os.path.join(folder, os.path.dirname(PGB)))
            os.symlink(os.path.abspath(chosen.pgb), os.path.join(folder, PGB))
            os.symlink(os.path.join(ROOT, "fixtures"), os.path.join(folder, "fixtures"))
            server, shell = Server(folder, port), Shell(folder)
            server.start(run)
            try:
                walk(name, server, shell)
            finally:
                shell.close()
                server.stop()


if __name__ == "__main__":
    main()
