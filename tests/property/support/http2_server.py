"""A TLS server for status look-ups over HTTP/2, and HTTP/1.1 where the client does not offer more, that can misbehave.

  http2_server.py CERTIFICATE MODE COUNT

Prints one JSON line with its port, then one for each connection and each request. Ends when its input ends.
Modes, striking the first COUNT requests (or connections) only:
  ok               answers
  refused_stream   RST_STREAM with REFUSED_STREAM: the request was not processed
  internal_error   RST_STREAM with INTERNAL_ERROR
  half             half of the body, then RST_STREAM with CANCEL
  goaway           GOAWAY with the last stream 0 instead of an answer, then the end of the connection
  goaway_taken     GOAWAY that leaves no stream out instead of an answer, then the end of the connection
  goaway_later     answers, and GOAWAY after it: what else is open on the connection is not processed
  close            ends the connection instead of an answer
Needs Debian's python3-h2.
"""

import json
import socket
import ssl
import sys
import threading

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions

CERTIFICATE, MODE, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
lock = threading.Lock()
left = COUNT


def tell(**facts):
    with lock:
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()


def strikes():
    """Whether the fault strikes this time."""
    global left
    with lock:
        left -= 1
        return left >= 0


def answer_body(method, path):
    name = path.rsplit("/", 1)[-1]
    order = {"invoice_number": name, "amount": 90000}
    if method == "POST":
        return {"payment": {"status": "PENDING", "url": "https://pay.test/1"}}
    return {"order": order, "transaction": {"status": "PENDING"}, "payment": {}}


class Http2:
    """One connection that speaks HTTP/2."""

    def __init__(self, stream, number):
        self.stream = stream
        self.number = number
        self.state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.going = True

    def flush(self):
        data = self.state.data_to_send()
        if data:
            self.stream.sendall(data)

    def run(self):
        self.state.initiate_connection()
        self.flush()
        while self.going:
            data = self.stream.recv(65536)
            if not data:
                return
            for event in self.state.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and self.going:
                    self.request(event)
            self.flush()

    def request(self, event):
        headers = {name.decode(): value.decode() for name, value in
                   [(n if isinstance(n, bytes) else n.encode(), v if isinstance(v, bytes) else v.encode())
                    for n, v in event.headers]}
        tell(request=headers.get("request-id"), path=headers[":path"], method=headers[":method"],
             connection=self.number, protocol="h2")
        fault = MODE != "ok" and strikes()
        if not fault:
            self.reply(event.stream_id, headers, whole=True)
        elif MODE == "refused_stream":
            self.state.reset_stream(event.stream_id, h2.errors.ErrorCodes.REFUSED_STREAM)
        elif MODE == "internal_error":
            self.state.reset_stream(event.stream_id, h2.errors.ErrorCodes.INTERNAL_ERROR)
        elif MODE == "half":
            self.reply(event.stream_id, headers, whole=False)
            self.state.reset_stream(event.stream_id, h2.errors.ErrorCodes.CANCEL)
        elif MODE == "goaway":
            self.state.close_connection(last_stream_id=0)
            self.end()
        elif MODE == "goaway_taken":
            self.state.close_connection(last_stream_id=2**31 - 1)
            self.end()
        elif MODE == "goaway_later":
            self.reply(event.stream_id, headers, whole=True)
            self.state.close_connection(last_stream_id=event.stream_id)
            self.end()
        else:
            self.end()

    def reply(self, stream_id, headers, whole):
        body = json.dumps(answer_body(headers[":method"], headers[":path"])).encode()
        self.state.send_headers(stream_id, [(":status", "200"), ("content-type", "application/json"),
                                            ("content-length", str(len(body)))])
        self.state.send_data(stream_id, body if whole else body[: len(body) // 2], end_stream=whole)

    def end(self):
        if MODE != "close":
            self.flush()
        self.going = False


def run_http1(stream, number):
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            more = stream.recv(65536)
            if not more:
                return
            data += more
        head, data = data.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        method, path, _ = lines[0].split(" ")
        headers = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in lines[1:]}
        length = int(headers.get("content-length", "0"))
        while len(data) < length:
            data += stream.recv(65536)
        data = data[length:]
        tell(request=headers.get("request-id"), path=path, method=method, connection=number, protocol="http/1.1")
        body = json.dumps(answer_body(method, path)).encode()
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def serve(raw, number):
    try:
        stream = context.wrap_socket(raw, server_side=True)
        protocol = stream.selected_alpn_protocol()
        tell(connection=number, alpn=protocol)
        if protocol == "h2":
            Http2(stream, number).run()
        else:
            run_http1(stream, number)
        stream.close()
    except (OSError, h2.exceptions.ProtocolError) as error:
        tell(connection=number, error=type(error).__name__)
    finally:
        raw.close()


def accept():
    number = 0
    while True:
        raw, _ = listener.accept()
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number += 1
        threading.Thread(target=serve, args=(raw, number), daemon=True).start()


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE)
context.set_alpn_protocols(["h2", "http/1.1"])
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
tell(port=listener.getsockname()[1])
threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()
