"""One `pgb serve` process on a data folder, and connections to it as clients make them."""

import base64
import hashlib
import hmac
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import time

KEY = hashlib.sha256(b"the signing key of the soak tests").digest()
# The domain's clock starts behind the year that the claims are about.
START = 1_799_136_000  # 2027-01-05T08:00:00Z


class StartRefused(Exception):
    """The process ended, or said nothing for too long, before it served."""

    def __init__(self, code, said):
        super().__init__(f"exit code {code}: {said.strip() or 'no word'}")
        self.code = code
        self.said = said


class Lost(Exception):
    """The connection broke before an answer was there: whether the request was done is not known."""


class Server:
    """Starts, kills and stops the server. The domain's clock goes on over restarts, and `days` moves it ahead."""

    def __init__(self, pgb, folder, extra_environment=None, arguments=()):
        self.pgb = pgb
        self.folder = folder
        self.environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", **(extra_environment or {}))
        self.arguments = list(arguments)
        self.days = 0
        self.port = None
        self.process = None
        self.born = time.time()
        self.key_path = folder + ".key"
        if not os.path.exists(self.key_path):
            descriptor = os.open(self.key_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
            os.write(descriptor, KEY)
            os.close(descriptor)

    def launch(self, **options):
        """Starts the process and does not wait for anything."""
        moment = time.gmtime(START + self.days * 86_400 + time.time() - self.born)
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [self.pgb, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", "--key", self.key_path, "--demo",
             "--quiet", "--rate", "0", "--now", time.strftime("%Y-%m-%dT%H:%M:%SZ", moment), *self.arguments],
            stdout=subprocess.PIPE, stderr=self.errors, env=self.environment, **options)
        self.port = None

    def wait_until_serving(self, seconds=60):
        """Reads the start lines up to the one that names the port."""
        said = b""
        deadline = time.monotonic() + seconds
        while self.port is None:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 65_536) if ready else b""
            if not part:
                self.process.kill() if not ready else None
                code = self.process.wait()
                raise StartRefused(code, said.decode() + self.complaints())
            said += part
            for line in said.decode(errors="replace").splitlines(keepends=True):
                if " serves " in line and line.endswith(".\n"):
                    self.port = int(line.rstrip(".\n").rsplit(":", 1)[1])

    def start(self, seconds=60, **options):
        self.launch(**options)
        self.wait_until_serving(seconds)

    def complaints(self):
        """What the process wrote to its error output since its start."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    @property
    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """kill -9. What the kernel holds of its files stays."""
        if self.process is None:
            return None
        self.process.kill()
        return self._ended()

    def stop(self, seconds=60):
        """SIGTERM: ends in order. Gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self._ended()
            raise AssertionError("the server did not stop on SIGTERM")
        return self._ended()

    def _ended(self):
        code = self.process.wait()
        self.process.stdout.close()
        return code

    def connect(self):
        return Connection(self.port)

    def health(self):
        """Status code and document of /v1/health; None when it does not answer."""
        try:
            with Connection(self.port) as connection:
                status, body = connection.ask("GET", "/v1/health")
            return status, json.loads(body)
        except Lost:
            return None


    def wait_for_views(self, seconds=30):
        """Waits until the views reflect the whole log. Gives what is wrong when they do not get there."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            health = self.health()
            if health and health[1].get("views") == "ok" and health[1]["lag"] == 0:
                return []
            time.sleep(0.01)
        return [f"the views do not reflect the log: {health}"]


class Connection:
    """One connection that is kept open, one request at a time."""

    def __init__(self, port, seconds=90):
        try:
            self.socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        except OSError as error:
            raise Lost(str(error)) from None
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    close = __exit__

    def ask(self, method, path, token=None, body=b"", trace=None, type="application/json"):
        """Status and body of the answer; raises Lost when there is none."""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        if trace:
            head += f"traceparent: 00-{trace}-0000000000000001-01\r\n"
        if body:
            head += f"Content-Type: {type}\r\nContent-Length: {len(body)}\r\n"
        try:
            self.socket.sendall(head.encode() + b"\r\n" + body)
            return self._answer()
        except (OSError, ValueError) as error:
            raise Lost(str(error)) from None

    def _answer(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        fields = dict(line.lower().split(b":", 1) for line in lines[1:])
        length = int(fields[b"content-length"])
        while len(self.rest) < length:
            self._more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return int(lines[0].split()[1]), body

    def _more(self):
        part = self.socket.recv(65_536)
        if not part:
            raise Lost("the server hung up")
        self.rest += part


def token(subject, means, level="hoog", office=None):
    """A sign-in token as the broker makes it: JWT with HMAC-SHA-256."""
    def part(document):
        return base64.urlsafe_b64encode(json.dumps(document, separators=(",", ":")).encode()).rstrip(b"=")

    now = int(time.time())
    claims = {"iss": "pgb-broker", "aud": "pgb", "sub": subject, "exp": now + 86_000, "nbf": now, "iat": now,
              "means": means, "level": level}
    if office:
        claims["office"] = office
    signed = part({"alg": "HS256", "typ": "JWT", "kid": "1"}) + b"." + part(claims)
    code = base64.urlsafe_b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).rstrip(b"=")
    return (signed + b"." + code).decode()
