"""The site of sample portal pages, and a first page that says what to do and shows the code of the moment.

Each page is served under its portal's own host below ``.localhost``, which every browser takes for this machine.
"""

from __future__ import annotations

import json
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pyotp

from demo.household import SignIn

PAGES = Path(__file__).resolve().parent.parent / "tests" / "portals"


class SamplePage(NamedTuple):
    """A sample page: its host and path on the demonstration site, and the file that it is."""

    host: str
    path: str
    fragment: str
    title: str
    file: Path

    def link(self, port: int) -> str:
        """Its address where the site listens on `port`."""
        return f"http://{self.host}:{port}{self.path}" + (f"#{self.fragment}" if self.fragment else "")


def sample_pages(folder: Path = PAGES) -> list[SamplePage]:
    """The sample pages under the addresses of their portals."""
    found = []
    for file in sorted(folder.glob("*/page.html")):
        page = json.loads(file.with_name("expected.json").read_text(encoding="utf-8"))["page"]
        address = urlsplit(page["url"])
        path = address.path + (f"?{address.query}" if address.query else "")
        found.append(SamplePage(f"{address.hostname}.localhost", path, address.fragment, page["title"], file))
    return found


def _credentials(sign_in: SignIn) -> str:
    """How a person signs in at this moment."""
    code = pyotp.TOTP(sign_in.totp_secret).now()
    return f"""姓名 <small>Name</small> <code>{escape(sign_in.name)}</code><br>
口令 <small>Passphrase</small> <code>{escape(sign_in.passphrase)}</code><br>
验证码 <small>Code</small> <code>{code}</code> <small>每 30 秒更换 · changes every 30 seconds</small>"""


def start_page(sign_ins: list[SignIn], server: str, port: int, pages: list[SamplePage]) -> str:
    """The first page, in both languages; it asks for itself again so that the codes stay valid."""
    host, joined = map(_credentials, sign_ins)
    links = "".join(
        f'<li><a href="{escape(page.link(port))}">{escape(page.title)}</a>'
        f" <small>{escape(page.host.removesuffix('.localhost'))}</small></li>"
        for page in pages
    )
    return f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>社保簿 · 演示 Demo</title>
<meta http-equiv="refresh" content="10"><meta name="viewport" content="width=device-width">
<style>body{{font:18px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}
code{{font-size:1.2em}}small{{color:#666}}</style>
<h1>社保簿 · 演示 <small>Demo</small></h1>
<p>这里的人和数字都是虚构的。<br><small>All people and figures here are invented.</small></p>
<ol>
<li>打开 <a href="{server}" target="_blank">{server}</a> 登录。<small>Open it and sign in.</small><br>
{host}</li>
<li>在浏览器中加载 <code>extension/</code> 文件夹，用网页「设备」里的配对码配对。<br>
<small>Load the folder extension/ in the browser and pair it with the code shown under Devices.</small></li>
<li>打开下面的示例页面，点击扩展图标，核对后保存。<br>
<small>Open a sample page, click the extension, look, and save.</small><ul>{links}</ul></li>
<li>一起使用：在另一个浏览器（或无痕窗口）里，用第二个人登录，看看共享了什么。<br>
<small>Together: sign in as the second person in another browser or a private window; see what is shared.</small><br>
{joined}</li>
</ol></html>"""


def make_site(port: int, sign_ins: list[SignIn], server: str) -> ThreadingHTTPServer:
    """The site, ready to serve on loopback; port 0 takes a free one."""
    pages = sample_pages()
    by_address = {(page.host, page.path): page.file for page in pages}

    class Handler(BaseHTTPRequestHandler):
        """Answers with a sample page by host and path, else with the first page."""

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
            file = by_address.get((host, self.path))
            body = (
                file.read_bytes()
                if file
                else start_page(sign_ins, server, self.server.server_address[1], pages).encode()
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Sample pages need no log."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
