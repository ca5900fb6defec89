// Talking with the computer that keeps the record. The page remembers nothing that it does not.

const PATIENCE_MS = 10_000;
const LATER = new Set([408, 425, 429]); // HTTP: not now

/** No answer, or one that makes no sense: worth another try. */
export class Unreachable extends Error {
  /** @param {string} reason @param {string|null} said by the computer itself, as of a full disk */
  constructor(reason, said = null) {
    super(reason);
    this.said = said;
  }
}

/** The record has moved on, in another tab: here is where it stands. */
export class Moved extends Error {
  constructor(state) {
    super("moved");
    this.state = state;
  }
}

/** This page is not served any more: the child was removed, or it stood open for too long. */
export class Closed extends Error {}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, JSON.stringify(body));

async function ask(method, path, body) {
  const reply = await reach(method, path, body);
  if (reply.status === 409) throw new Moved(await read(reply));
  if (reply.status >= 400 && reply.status < 500 && !LATER.has(reply.status)) throw new Closed();
  if (!reply.ok) throw new Unreachable(`status ${reply.status}`, await saidIn(reply));
  return read(reply);
}

async function reach(method, path, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  const headers = { Accept: "application/json" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    headers["X-CSRF-Token"] = token;
  }
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await fetch(path, { method, headers, body, signal, cache: "no-store" });
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

async function saidIn(reply) {
  try {
    const { detail } = await reply.json();
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}

async function read(reply) {
  try {
    return await reply.json();
  } catch (error) {
    throw new Unreachable(String(error));
  }
}
