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
    /close/...     the end of the connection
    /half/...      headers and half a body, then the end of the connection
    /large/...     2 MiB
    /trailers/...  a body and trailers
    /early/...     103, then 200

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
        self.http.close_connection(ErrorCodes.NO_ERROR, last_stream_id=stream - 2)
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
        if kind == "wait":
            self.do_wait(stream, path)
        elif kind == "refuse":
            self.http.reset_stream(stream, ErrorCodes.REFUSED_STREAM)
        elif kind == "reset":
            self.http.reset_stream(stream, ErrorCodes.INTERNAL_ERROR)
        elif kind == "close":
            self.end()
        elif kind in ("goaway", "half", "large", "trailers", "early"):
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
