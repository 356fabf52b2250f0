"""Looks at the API from outside: `/v1/openapi.json` is a valid OpenAPI document, and a server of the demonstration answers
requests that are made from it, good and bad ones, as it says: in the described forms and never with a fault of its own.

Made for `make test`: the requests follow from a seed, and a run that takes too long is ended.
"""

import argparse
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import openapi_spec_validator

HERE = os.path.dirname(os.path.abspath(__file__))
JOURNEYS = os.path.join(HERE, "..", "..", "fixtures", "journeys")
CHECKS = ",".join([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "ignored_auth",
])
# Seconds in which one run must be over; it takes ten on a machine with nothing else to do.
LONGEST = 240


class Server:
    """A server of the demonstration on a folder of its own, with the people of the journeys."""

    def __init__(self, pgb, folder):
        self.process = subprocess.Popen(
            [pgb, "serve", "--demo", "--quiet", "--rate", "0", "--data", os.path.join(folder, "data"), "--listen",
             "127.0.0.1:0", "--now", "2027-02-01T09:00:00Z", "--journeys", JOURNEYS],
            stdout=subprocess.PIPE, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        said = ""
        deadline = time.monotonic() + 120
        while " serves " not in said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 65_536).decode() if ready else ""
            if not part:
                self.stop()
                sys.exit("The server did not start.")
            said += part
        self.place = re.search(r"serves .* on (http://127\.0\.0\.1:\d+)\.", said).group(1)
        self.tokens = dict(re.findall(r"# .* \((\w+ in [\w-]+)\)\nTOKEN=(\S+)", said))

    def get(self, path, who=None):
        request = urllib.request.Request(self.place + path)
        if who:
            request.add_header("Authorization", "Bearer " + self.tokens[who])
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def parameters(server, who):
    """Ids that are there, so that half of the requests find something."""
    dossier = server.get("/v1/dossiers", who)["items"][0]["dossier"]
    found = {"dossier": dossier}
    for name, path in [("budget", "budgets"), ("contract", "contracts"), ("claim", "claims"), ("payment", "payments")]:
        items = server.get(f"/v1/dossiers/{dossier}/{path}", who)["items"]
        found[name] = items[0][name]
    return found


def run(server, folder, name, who, seed, arguments, ids):
    """One run of schemathesis; ends the program when an answer is not as described."""
    configuration = os.path.join(folder, name + ".toml")
    with open(configuration, "w", encoding="utf-8") as file:
        # A method that no server knows is answered with 501, as RFC 9110 says; no answer of ours is a 501 otherwise.
        file.write("[phases.coverage]\nunexpected-methods = []\n\n[parameters]\n")
        for parameter, value in ids.items():
            file.write(f'"path.{parameter}" = "{value}"\n')
        # Every boundary of every field of every command would take minutes; random ones are enough here.
        file.write('\n[[operations]]\ninclude-path = "/commands"\nphases.coverage.enabled = false\n')
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "--config-file", configuration, "run",
        server.place + "/v1/openapi.json", "--header", "Authorization: Bearer " + server.tokens[who], "--seed",
        str(seed), "--checks", CHECKS, "--warnings", "off", "--no-color", "--generation-database", "none", *arguments]
    started = time.monotonic()
    try:
        done = subprocess.run(command, cwd=folder, timeout=LONGEST, capture_output=True, text=True)
    except subprocess.TimeoutExpired:
        sys.exit(f"{name}: took more than {LONGEST} seconds.")
    cases = re.search(r"(\d+) generated", done.stdout)
    if done.returncode != 0 or not cases:
        sys.exit(f"{name}: an answer is not as described.\n{done.stdout[-12_000:]}{done.stderr[-2_000:]}")
    print(f"{name}: {cases.group(1)} requests answered as described, in {time.monotonic() - started:.0f} seconds.")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("--pgb", required=True)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--requests", type=int, default=10, help="random requests per operation")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(os.path.abspath(asked.pgb), folder)
        try:
            openapi_spec_validator.validate(server.get("/v1/openapi.json"))
            print("openapi.json: a valid OpenAPI document.")
            holder = "h1 in wlz-informal-hourly"
            count = ["--max-examples", str(asked.requests)]
            run(server, folder, "holder", holder, asked.seed,
                ["--phases", "coverage,fuzzing", *count, "--exclude-path-regex", "^/log"], parameters(server, holder))
        finally:
            code = server.stop()
        if code != 0:
            sys.exit(f"The server ended with {code}.")


main()
