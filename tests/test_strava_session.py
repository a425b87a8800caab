"""The session: stravalib's fixed address becomes the configured one."""

import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from flows.strava.session import Patience, open_session, rewrite

API, OAUTH = "http://127.0.0.1:8765/api/v3", "http://127.0.0.1:8765/oauth"


class Echo(BaseHTTPRequestHandler):
    """Answers with the path and the authorisation it was asked with; `/…/away` redirects, `/…/cookie` sets one."""

    def do_GET(self):
        self.send_response(302 if self.path.endswith("away") else 200)
        if self.path.endswith("away"):
            self.send_header("Location", "https://elsewhere.example/")
        if self.path.endswith("cookie"):
            self.send_header("Set-Cookie", "track=me")
        self.end_headers()
        self.wfile.write(f"{self.path} {self.headers['Authorization']} {self.headers['Cookie']}".encode())

    def log_message(self, format, *args):
        pass


@pytest.fixture
def echo():
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "api", "oauth", "expected"),
    [
        ("/api/v3/athlete", API, OAUTH, f"{API}/athlete"),
        ("/api/v3/athlete?page=1", "https://api-v3.strava.com", OAUTH, "https://api-v3.strava.com/athlete?page=1"),
        ("/oauth/token", API, "https://www.strava.com/oauth", "https://www.strava.com/oauth/token"),
        ("/oauth/token", API, "http://127.0.0.1:9/login/oauth", "http://127.0.0.1:9/login/oauth/token"),
        ("/api/v3/oauth", API, OAUTH, f"{API}/oauth"),
    ],
)
def test_each_address_moves_to_its_base(path, api, oauth, expected):
    assert rewrite(f"https://www.strava.com{path}", api, oauth) == expected


def test_a_call_for_strava_reaches_the_configured_server(echo):
    with open_session(echo, echo + "/oauth") as session:
        answer = session.get("https://www.strava.com/api/v3/athlete", headers={"Authorization": "Bearer x"})
    assert answer.text == "/athlete Bearer x None"


def test_json_hands_back_the_response_with_its_body_untouched(echo):
    with open_session(echo, echo) as session:
        answer = session.get("https://www.strava.com/api/v3/not-json")
    assert answer.json() is answer
    assert answer.content == b"/not-json None None"


def test_a_silent_server_times_out():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with open_session(url, url, Patience(1.0, 0.05)) as session, pytest.raises(requests.ReadTimeout):
            session.get("https://www.strava.com/api/v3/athlete")


def test_a_redirect_is_an_error_and_is_not_followed(echo):
    with open_session(echo, echo) as session, pytest.raises(requests.TooManyRedirects):
        session.get("https://www.strava.com/api/v3/away")


def test_no_cookie_is_kept(echo):
    with open_session(echo, echo) as session:
        session.get("https://www.strava.com/api/v3/cookie")
        assert session.get("https://www.strava.com/api/v3/again").text == "/again None None"


def test_the_environments_proxy_is_not_asked_for_this_machine(echo, monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with open_session(echo, echo) as session:
        assert session.get("https://www.strava.com/api/v3/athlete").status_code == 200


def test_a_netrc_entry_does_not_replace_the_token(echo, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine www.strava.com login someone password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with open_session(echo, echo) as session:
        answer = session.get("https://www.strava.com/api/v3/athlete", headers={"Authorization": "Bearer x"})
    assert answer.text == "/athlete Bearer x None"


def test_importing_the_client_leaves_the_warning_filters_alone():
    code = (
        "import warnings; warnings.simplefilter('error')\n"
        "import flows.strava.client\n"
        "try: warnings.warn('still an error')\n"
        "except UserWarning: print('kept')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "kept\n", done.stderr
