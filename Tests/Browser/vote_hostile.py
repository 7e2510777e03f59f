"""What a voting server answers to those who mean it no good: `vote_hostile.py PROGRAM RUN`. No browser takes part."""
import json
import signal
import socket
import subprocess
import sys
from urllib.parse import urlparse

from browser import tell  # noqa: E402

program, run = sys.argv[1:3]
server = subprocess.Popen(
    [program, "vote", "serve", run, "--group", "images", "--seed", "3"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
address = urlparse(server.stdout.readline().strip())
token = address.path.strip("/")


def send(raw):
    """The first line of the answer to these bytes; empty where the connection is closed without one."""
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        answer = b""
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while b"\r\n" not in answer:
                part = connection.recv(4096)
                if not part:
                    break
                answer += part
        except ConnectionError:
            pass
        return answer.split(b"\r\n")[0].decode("latin-1")


def request(method, path, body=b"", **headers):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}"] + [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)


def code(line):
    return int(line.split()[1]) if line else 0


JSON = {"Content_Type": "application/json"}
statuses, odd = {}, []
try:
    statuses["page"] = code(request("GET", f"/{token}/"))
    statuses["no token"] = code(request("GET", "/"))
    statuses["wrong token"] = code(request("GET", f"/{'0' * len(token)}/"))
    statuses["up"] = code(request("GET", f"/{token}/media/../../run.sqlite"))
    statuses["up encoded"] = code(request("GET", f"/{token}/media/%2e%2e%2f%2e%2e%2frun.sqlite"))
    statuses["absolute"] = code(request("GET", f"/{token}/media//etc/passwd"))
    statuses["junk"] = code(request("POST", f"/{token}/answers", b"{]", Content_Length=2, **JSON))
    statuses["empty"] = code(request("POST", f"/{token}/answers", b"", Content_Length=0, **JSON))
    statuses["unlike"] = code(request("POST", f"/{token}/answers", b"[1]", Content_Length=3, **JSON))
    statuses["no listener"] = code(request("POST", f"/{token}/answers", b"{}", Content_Length=2, **JSON))
    statuses["form"] = code(request("POST", f"/{token}/answers", b"a=b", Content_Length=3, Content_Type="text/plain"))
    statuses["method"] = code(request("DELETE", f"/{token}/answers"))
    statuses["large"] = code(request("POST", f"/{token}/answers", b"x" * 100_000, Content_Length=100_000, **JSON))
    statuses["said to be large"] = code(request("POST", f"/{token}/answers", b"{}", Content_Length=10**15, **JSON))
    statuses["chunked"] = code(request("POST", f"/{token}/answers", b"5\r\nhello\r\n0\r\n\r\n", Transfer_Encoding="chunked", **JSON))
    for raw in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"\r\n", b"", b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", b"\xff" * 5000 + b"\r\n\r\n",
                f"GET /{token}/ HTTP/9.9\r\n".encode() + b"x: y\r\n" * 2000 + b"\r\n"):
        odd.append(send(raw))
    statuses["afterwards"] = code(request("GET", f"/{token}/"))
    deep = json.dumps({"listener": "listener1", "answer": None}).replace("null", "[" * 30_000).encode()
    statuses["deep"] = code(request("POST", f"/{token}/answers", deep, Content_Length=len(deep), **JSON))
finally:
    alive = server.poll() is None
    server.send_signal(signal.SIGINT)
    output, errors = server.communicate(timeout=60)
tell(statuses=statuses, odd=odd, alive=alive, status=server.returncode, errors=errors)
