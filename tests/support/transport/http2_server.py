"""An HTTP/2 server over TLS that misbehaves on request, on the hyper-h2 library.

    http2_server.py CERTIFICATE

CERTIFICATE holds certificate and key. The first line on standard output is the port. Every
connection and every request is then told by a line, "connection" or "request PATH". The first
word of a path says what happens to its request:

    /ok/...        200, "ok"
    /wait/N/...    200 once N requests wait on this connection
    /refuse/...    RST_STREAM, REFUSED_STREAM
    /reset/...     RST_STREAM, INTERNAL_ERROR
    /goaway/...    GOAWAY that leaves this request out, then the end of the connection
    /taken/...     GOAWAY that leaves no request out, then the end of the connection
    /close/...     the end of the connection
    /half/...      headers and half a body, then the end of the connection
    /large/...     2 MiB
    /trailers/...  a body and trailers
    /early/...     103, then 200
    /few/N/...     200; after N of them GOAWAY and the end of the connection, as servers do that
                   limit the requests of a connection
    /cut/...       all of a body but its last byte, then RST_STREAM, NO_ERROR
    /flood/KIND    frames without end: window, priority, early (103), trailers, bomb (a header of
                   one byte on the wire that is 3,900 bytes when decompressed)

It ends with its standard input.
"""
import os
import socket
import ssl
import sys
import threading

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import RequestReceived, StreamReset, WindowUpdated
from h2.exceptions import ProtocolError

LOCK = threading.Lock()


def frame(kind, flags, stream, payload):
    return (len(payload).to_bytes(3, "big") + bytes([kind, flags])
            + stream.to_bytes(4, "big") + payload)


def field(name, value, first=b"\x00"):
    """A header that the peer does not index; with 0x40 as first byte one that it does."""
    assert len(name) < 127
    length = bytes([len(value)]) if len(value) < 127 else b"\x7f" + varint(len(value) - 127)
    return first + bytes([len(name)]) + name + length + value


def varint(number):
    digits = b""
    while number > 127:
        digits += bytes([number % 128 + 128])
        number //= 128
    return digits + bytes([number])


HEADERS, PRIORITY, WINDOW_UPDATE, CONTINUATION = 1, 2, 8, 9
END_STREAM, END_HEADERS = 1, 4
OK, STATUS = b"\x88", b"\x08\x03"  # ":status: 200", and ":status: " with three digits to come


def flood_frames(kind, stream):
    """What comes first, and what comes again and again."""
    fields = b"".join(field(b"x-%d" % number, b"v" * 100) for number in range(50))
    if kind == "window":
        return b"", frame(WINDOW_UPDATE, 0, 0, (1).to_bytes(4, "big")) * 4096
    if kind == "priority":
        return b"", frame(PRIORITY, 0, stream + 2, b"\0\0\0\0\x10") * 4096
    if kind == "early":
        return b"", frame(HEADERS, END_HEADERS, stream, STATUS + b"103" + fields)
    if kind == "trailers":
        start = frame(HEADERS, END_HEADERS, stream, OK)
        return start + frame(HEADERS, END_STREAM, stream, fields), frame(CONTINUATION, 0, stream, fields)
    start = OK + field(b"x", b"v" * 3900, b"\x40")
    return frame(HEADERS, 0, stream, start), frame(CONTINUATION, 0, stream, b"\xbe" * 16000)


def tell(line):
    with LOCK:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Connection:
    def __init__(self, wire):
        self.wire = wire
        self.http = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self.waiting = []
        self.unsent = {}
        self.taken = 0
        self.ended = False

    def flush(self):
        self.wire.sendall(self.http.data_to_send())

    def answer(self, stream, body=b"ok", end=True, length=None):
        headers = [(":status", "200"), ("content-length", str(length or len(body)))]
        self.http.send_headers(stream, headers)
        self.http.send_data(stream, body, end_stream=end)

    def push_unsent(self):
        for stream in list(self.unsent):
            while self.unsent[stream]:
                room = min(self.http.local_flow_control_window(stream),
                           self.http.max_outbound_frame_size)
                if room == 0:
                    break
                piece, self.unsent[stream] = self.unsent[stream][:room], self.unsent[stream][room:]
                self.http.send_data(stream, piece, end_stream=not self.unsent[stream])
            if not self.unsent[stream]:
                del self.unsent[stream]

    def do_few(self, stream, path):
        self.answer(stream)
        self.taken += 1
        if self.taken == int(path.split("/")[2]):
            self.http.close_connection(ErrorCodes.NO_ERROR, last_stream_id=stream)
            self.end()

    def do_cut(self, stream):
        self.http.send_headers(stream, [(":status", "200"), ("content-length", "60001")])
        for _ in range(4):
            self.http.send_data(stream, b"x" * 15000)
        self.http.reset_stream(stream, ErrorCodes.NO_ERROR)

    def do_flood(self, stream, path):
        self.flush()
        first, again = flood_frames(path.split("/")[2], stream)
        self.wire.sendall(first)
        while True:
            self.wire.sendall(again)

    def end(self):
        self.flush()
        self.ended = True

    def do_wait(self, stream, path):
        self.waiting.append(stream)
        if len(self.waiting) == int(path.split("/")[2]):
            for waiting in self.waiting:
                self.answer(waiting)
            self.waiting = []

    def do_goaway(self, stream):
        self.http.close_connection(ErrorCodes.NO_ERROR, last_stream_id=max(stream - 2, 0))
        self.end()

    def do_taken(self, stream):
        self.http.close_connection(ErrorCodes.NO_ERROR, last_stream_id=stream)
        self.end()

    def do_half(self, stream):
        self.answer(stream, b"half", end=False, length=9)
        self.end()

    def do_large(self, stream):
        self.http.send_headers(stream, [(":status", "200")])
        self.unsent[stream] = b"x" * (2 << 20)

    def do_trailers(self, stream):
        self.http.send_headers(stream, [(":status", "200"), ("x-test", "head")])
        self.http.send_data(stream, b"ok")
        self.http.send_headers(stream, [("x-late", "tail")], end_stream=True)

    def do_early(self, stream):
        self.http.send_headers(stream, [(":status", "103"), ("x-test", "early")])
        self.answer(stream)

    def request(self, stream, path):
        tell("request " + path)
        kind = path.split("/")[1]
        if kind in ("wait", "few", "flood"):
            getattr(self, "do_" + kind)(stream, path)
        elif kind == "refuse":
            self.http.reset_stream(stream, ErrorCodes.REFUSED_STREAM)
        elif kind == "reset":
            self.http.reset_stream(stream, ErrorCodes.INTERNAL_ERROR)
        elif kind == "close":
            self.end()
        elif kind in ("goaway", "taken", "half", "large", "trailers", "early", "cut"):
            getattr(self, "do_" + kind)(stream)
        else:
            self.answer(stream)

    def serve(self):
        self.http.initiate_connection()
        self.flush()
        while not self.ended:
            data = self.wire.recv(65536)
            if not data:
                break
            for event in self.http.receive_data(data):
                if isinstance(event, RequestReceived):
                    self.request(event.stream_id, dict(event.headers)[":path"])
                elif isinstance(event, StreamReset):
                    self.unsent.pop(event.stream_id, None)
                elif isinstance(event, WindowUpdated):
                    pass
                if self.ended:
                    return
            self.push_unsent()
            self.flush()


def handle(raw, context):
    raw.settimeout(20)
    try:
        wire = context.wrap_socket(raw, server_side=True)
        if wire.selected_alpn_protocol() != "h2":
            return
        tell("connection")
        Connection(wire).serve()
        # An end without loss: closing with unread data would take back what was sent.
        wire.shutdown(socket.SHUT_WR)
        while wire.recv(65536):
            pass
    except (OSError, ProtocolError):
        pass
    finally:
        raw.close()


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    tell(str(listener.getsockname()[1]))

    def accept():
        while True:
            raw, _ = listener.accept()
            threading.Thread(target=handle, args=(raw, context), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
