"""The proxy of the operator's guide: whoever sends slowly, too much or never holds no worker."""

import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kidsapp.operations.serving import web_command

GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not here")
APPLICATION = """
def application(environ, start_response):
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
"""
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{ }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/answers;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server} }}
"""
SLOW, PATIENCE = 3, 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, port, **environment):
    with subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True) as process:
        try:
            await_port(process, port)
            yield
        finally:
            os.killpg(process.pid, 15)


def await_port(process, port):
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError("it ended at once")


def configuration(folder, proxy, web):
    """The guide's own block, with another port, without certificates, and less patient."""
    (block,) = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    block = re.sub(r"\n\s*ssl_[^\n]*", "", block.replace("listen 443 ssl", f"listen 127.0.0.1:{proxy}"))
    block = block.replace("127.0.0.1:8000", f"127.0.0.1:{web}")
    assert "client_body_timeout 15s" in block
    server = block.replace("client_body_timeout 15s", "client_body_timeout 2s")
    return AROUND.format(folder=folder, server=server, user="user root;" if os.getuid() == 0 else "")


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    """The proxy before one worker with one thread, and that worker itself."""
    folder, proxy, web = tmp_path_factory.mktemp("proxy"), free_port(), free_port()
    (folder / "small.py").write_text(APPLICATION)
    (folder / "nginx.conf").write_text(configuration(folder, proxy, web))
    with (
        running(web_command(web, workers=1, application="small:application"), web, PYTHONPATH=str(folder)),
        running([NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], proxy),
    ):
        yield proxy, web


def begin_upload(port, length):
    line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    line.sendall(f"POST / HTTP/1.1\r\nHost: kidsapp\r\nContent-Length: {length}\r\n\r\nabc".encode())
    return line


def asked(port, timeout):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=timeout) as answer:
        return answer.read()


def is_held(port):
    """Whether somebody waits in vain, at the latest when the uploads have reached the worker."""
    for _ in range(5):
        try:
            asked(port, 1)
        except TimeoutError:
            return True
    return False


@pytest.mark.parametrize(("way", "held"), [(0, False), (1, True)], ids=["through the proxy", "past it"])
def test_slow_uploads_hold_a_worker_only_past_the_proxy(ports, way, held):
    with ExitStack() as stack:
        for _ in range(SLOW):
            stack.enter_context(begin_upload(ports[way], 1_000_000))
        assert is_held(ports[way]) == held


def test_whoever_stops_sending_is_sent_away(ports):
    with begin_upload(ports[0], 1_000_000) as line:
        assert line.recv(1000) == b"" or b"408" in line.recv(1000)


def test_more_than_the_guide_allows_is_not_taken(ports):
    with begin_upload(ports[0], 60_000_000) as line:
        assert b"413" in line.recv(1000)


@pytest.mark.parametrize("page", ["metrics", "ready"])
def test_what_the_operator_watches_is_not_there_from_outside(ports, page):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{ports[0]}/{page}", timeout=PATIENCE)
