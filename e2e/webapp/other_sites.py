"""Sites of others in the victim's browser: pages served at a name and port of their own, and what they try."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = b"<!doctype html><meta charset='utf-8'><title>Prizes</title><h1>You have won</h1><main></main>"


class HostileSite:
    """A web server of somebody else, with one page under every path; it notes what is asked of it."""

    def __init__(self) -> None:
        site = self
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(PAGE)

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


# Each request in each way a page can send it; what could be read of an answer, were it a refusal, is told.
FETCH = """async ({address, requests}) => {
  const types = ["text/plain", "application/x-www-form-urlencoded", "application/json", ""];
  const read = [];
  for (const {method, path, body} of requests) {
    for (const mode of ["cors", "no-cors"]) {
      for (const type of method === "GET" ? [""] : types) {
        const headers = type ? {"Content-Type": type} : {};
        const sent = method === "GET" || body === null ? {} : {body: JSON.stringify(body)};
        try {
          const answer = await fetch(address + path, {method, mode, headers, credentials: "include", ...sent});
          const text = await answer.text();
          const told = [method, path, mode, type, answer.status, text.slice(0, 200)];
          if (answer.type !== "opaque" || text) read.push(told);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      }
    }
  }
  return read;
}"""

# What leaves a page without waiting for an answer.
BEACONS = """async ({address, requests}) => {
  for (const {method, path, body} of requests.filter((one) => one.method === "POST")) {
    const text = JSON.stringify(body ?? {});
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json"]) {
      navigator.sendBeacon(address + path, new Blob([text], {type}));
      const sent = {method, mode: "no-cors", credentials: "include", keepalive: true, body: text};
      fetch(address + path, sent).catch(() => {});
    }
  }
  await new Promise((done) => setTimeout(done, 500));
}"""

# Forms, sent into a frame; a text/plain form writes name=value, which is JSON where the sign is put into a string.
FORMS = """async ({address, requests}) => {
  for (const {path, body} of requests.filter((one) => one.method === "POST")) {
    for (const enctype of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const frame = document.createElement("iframe");
      frame.name = `frame-${Math.random()}`;
      const form = document.createElement("form");
      Object.assign(form, {method: "POST", action: address + path, enctype, target: frame.name});
      const text = JSON.stringify({...body, padding: ""});
      const field = document.createElement("input");
      field.name = text.slice(0, -2);
      field.value = text.slice(-2);
      form.append(field);
      document.querySelector("main").append(frame, form);
      const loaded = new Promise((done) => frame.addEventListener("load", done, {once: true}));
      form.submit();
      await loaded;
    }
  }
}"""

# Whether anything of the server could be taken into the page, by what an element says of itself.
INCLUDE = """async ({address, paths}) => {
  const taken = [];
  const ways = {
    img: (element, url) => { element.src = url; },
    script: (element, url) => { element.src = url; },
    link: (element, url) => { element.rel = "stylesheet"; element.href = url; },
    video: (element, url) => { element.src = url; },
    audio: (element, url) => { element.src = url; },
  };
  for (const path of paths) {
    for (const [tag, lead] of Object.entries(ways)) {
      const element = document.createElement(tag);
      const happened = new Promise((done) => {
        for (const event of ["load", "loadedmetadata", "error"]) element.addEventListener(event, () => done(event));
        setTimeout(() => done("silence"), 1500);
      });
      lead(element, address + path);
      document.body.append(element);
      const event = await happened;
      if (event.startsWith("load")) taken.push([tag, path, event]);
      element.remove();
    }
  }
  const before = new Set(Object.getOwnPropertyNames(window));
  for (const name of ["__BRYTHON__", "shebaobu", "AOT", "__AOT__"]) if (before.has(name)) taken.push(["global", name]);
  return taken;
}"""

# A frame around each page, in each way there is.
FRAME = """async ({address, paths}) => {
  const leads = {iframe: "src", embed: "src", object: "data"};
  for (const path of paths) {
    for (const [tag, lead] of Object.entries(leads)) {
      const element = document.createElement(tag);
      const settled = new Promise((done) => {
        for (const event of ["load", "error"]) element.addEventListener(event, done);
        setTimeout(done, 3000);
      });
      element[lead] = address + path;
      document.body.append(element);
      await settled;
    }
  }
}"""

# A window on the family's pages: what its opener can see of it.
OPEN = """async ({address, paths}) => {
  const seen = [];
  for (const path of paths) {
    const opened = window.open(address + path, "_blank", "width=300,height=300");
    for (let time = 0; time < 20; time += 1) {
      await new Promise((done) => setTimeout(done, 50));
      try {
        const text = opened.document?.body?.innerText ?? "";
        if (opened.location.href !== "about:blank" && text) seen.push([path, text.slice(0, 200)]);
        if (opened.frames.length) seen.push([path, "frames"]);
      } catch (error) {
        if (error.name !== "SecurityError") throw error;
      }
    }
    try {
      opened.postMessage({type: "tell"}, "*");
      opened.close();
    } catch (error) {
      if (error.name !== "SecurityError") throw error;
    }
  }
  return seen;
}"""

STREAMS = """async ({address}) => {
  const outcomes = [];
  for (const made of [() => new WebSocket(address.replace("http", "ws") + "/"),
                      () => new EventSource(address + "/api/v1/state", {withCredentials: true})]) {
    const one = made();
    outcomes.push(await new Promise((done) => {
      one.onopen = () => done("open");
      one.onmessage = () => done("message");
      one.onerror = () => done("error");
    }));
    one.close();
  }
  return outcomes;
}"""
