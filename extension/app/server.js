/**
 * Calls to the family's own server, the only host that this extension ever speaks to. A token that the server takes no more
 * is forgotten at once.
 */

import { endPairing } from "./settings.js";

const PATIENCE_MS = 20000;
const RETRY_LATER = new Set([408, 425, 429]);

/** No answer: the server is off, the address is wrong, or the network is down. */
export class ServerUnreached extends Error {}

/** Something answered, but not as a Shebaobu server does. */
export class NotOurServer extends Error {}

/** The server said no: `code`, `status` and a text in both languages. */
export class ServerRefused extends Error {
  constructor(status, { code, message }) {
    super(code);
    this.status = status;
    this.code = code;
    this.both = message;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get mayPass() {
    return this.status >= 500 || RETRY_LATER.has(this.status);
  }

  /** Whether this browser's token is no longer accepted. */
  get isUnpaired() {
    return this.status === 401;
  }
}

async function post(server, path, body, token) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const request = { method: "POST", headers, body: JSON.stringify(body), credentials: "omit", cache: "no-store", redirect: "error", signal };
  let response;
  let text;
  try {
    response = await fetch(server + path, request);
    text = await response.text();
  } catch (failed) {
    throw new ServerUnreached(failed.message);
  }
  try {
    return readAnswer(response.status, text);
  } catch (refused) {
    if (refused instanceof ServerRefused && refused.isUnpaired) await endPairing(token, refused.both);
    throw refused;
  }
}

function readAnswer(status, text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch (failed) {
    throw new NotOurServer(failed.message);
  }
  if (status >= 200 && status < 300) return answer;
  if (answer?.error?.code && answer.error.message) throw new ServerRefused(status, answer.error);
  throw new NotOurServer(`status ${status}`);
}

/** Exchange a pairing code for a token: {token, device, household}. */
export function pair(server, code, name) {
  return post(server, "/api/v1/pair", { code, name }, null);
}

/** What the server makes of a capture with these answers to its questions; nothing is stored. */
export function previewCapture({ server, token }, capture, answers = []) {
  return post(server, "/api/v1/captures/preview", { capture, answers }, token);
}

/** Save a capture for a member. */
export function saveCapture({ server, token }, { capture, member, answers }) {
  return post(server, "/api/v1/captures", { capture, member, answers }, token);
}
