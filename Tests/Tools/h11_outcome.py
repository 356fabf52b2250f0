"""What h11, a strict HTTP/1.1 parser in Python, makes of bytes.

Reads one hexadecimal case per line and answers one line per case: the requests it read, as
`METHOD target-in-hex body-in-hex`, separated by `;`, then ` ok` or ` error`.
"""
import sys

import h11


def outcome(data):
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
    connection.receive_data(data)
    requests = []
    request, body = None, b""
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return requests, "ok"
            if isinstance(event, h11.Request):
                request, body = event, b""
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                requests.append((request.method, request.target, body))
                if request.method == b"CONNECT":
                    return requests, "ok"
                connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
                connection.send(h11.EndOfMessage())
                if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                    return requests, "ok"
                connection.start_next_cycle()
            else:
                return requests, "ok"
    except h11.RemoteProtocolError:
        return requests, "error"


for line in sys.stdin:
    found, ending = outcome(bytes.fromhex(line.strip()))
    parts = [f"{method.decode()} {target.hex()} {body.hex()}" for method, target, body in found]
    print(";".join(parts) + " " + ending)
