// One headless Chromium over its own protocol, through a pipe: no port, no library.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-extensions",
  "--no-first-run",
  "--lang=vi",
  "--window-size=1280,900",
  "--remote-debugging-pipe",
];

/** A browser; `send` speaks to the whole of it. */
export class Chromium {
  constructor(program) {
    this.profile = mkdtempSync(join(tmpdir(), "bien-nien-bench-"));
    this.process = spawn(
      program,
      [...ARGUMENTS, `--user-data-dir=${this.profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    this.nSent = 0;
    this.waiting = new Map();
    this.listeners = new Set();
    let rest = [];
    this.process.stdio[4].on("data", (chunk) => {
      let start = 0;
      for (let end; (end = chunk.indexOf(0, start)) >= 0; start = end + 1) {
        this.receive(Buffer.concat([...rest, chunk.subarray(start, end)]).toString());
        rest = [];
      }
      rest.push(chunk.subarray(start));
    });
    this.process.on("exit", (code) => {
      for (const { reject } of this.waiting.values()) {
        reject(new Error(`Chromium ended (${code})`));
      }
    });
  }

  receive(text) {
    const message = JSON.parse(text);
    const waiting = this.waiting.get(message.id);
    if (!waiting) {
      this.listeners.forEach((listener) => listener(message));
      return;
    }
    this.waiting.delete(message.id);
    if (message.error) {
      waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    } else {
      waiting.resolve(message.result);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.nSent;
    this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject, method }));
  }

  /** Opens a tab in a profile of its own, so that it shares no heap. */
  async open(address = "about:blank") {
    const { browserContextId } = await this.send("Target.createBrowserContext");
    const { targetId } = await this.send("Target.createTarget", {
      url: "about:blank",
      browserContextId,
    });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab(this, sessionId, browserContextId);
    await tab.start();
    if (address !== "about:blank") {
      await tab.go(address);
    }
    return tab;
  }

  async close() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.send("Browser.close").catch(() => {});
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A tab and its workers. */
class Tab {
  constructor(chromium, session, context) {
    this.chromium = chromium;
    this.session = session;
    this.context = context;
    this.workers = new Set();
    this.events = [];
    this.listener = (message) => this.hear(message);
    chromium.listeners.add(this.listener);
  }

  async start() {
    await this.send("Page.enable");
    await this.send("Runtime.enable");
    await this.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: true,
    });
  }

  hear({ method, params, sessionId }) {
    if (sessionId !== this.session) {
      return;
    }
    if (method === "Target.attachedToTarget" && params.targetInfo.type === "worker") {
      this.workers.add(params.sessionId);
    } else if (method === "Target.detachedFromTarget") {
      this.workers.delete(params.sessionId);
    } else if (method === "Runtime.exceptionThrown") {
      console.error("in the page:", JSON.stringify(params.exceptionDetails.exception ?? params));
    }
    this.events.push({ method, params });
    this.wake?.();
  }

  send(method, params, session = this.session) {
    return this.chromium.send(method, params, session);
  }

  /** Waits for an event that comes after this was called. */
  async next(method) {
    const from = this.events.length;
    for (;;) {
      const found = this.events.slice(from).find((event) => event.method === method);
      if (found) {
        return found.params;
      }
      await new Promise((resolve) => (this.wake = resolve));
    }
  }

  async go(address) {
    this.events = [];
    const loaded = this.next("Page.loadEventFired");
    const { errorText } = await this.send("Page.navigate", { url: address });
    if (errorText) {
      throw new Error(`${address}: ${errorText}`);
    }
    await loaded;
  }

  /** Evaluates an expression, waits for its promise and returns its value. */
  async evaluate(expression, session = this.session) {
    const { result, exceptionDetails } = await this.send(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      session,
    );
    if (exceptionDetails) {
      const { exception, text } = exceptionDetails;
      throw new Error(exception?.description ?? text);
    }
    return result.value;
  }

  /**
   * Bytes that page and workers hold after a collection: objects of scripts,
   * buffers outside of the heap, and every memory of WebAssembly.
   */
  async memory() {
    const sum = { heap: 0, buffers: 0, wasm: 0 };
    for (const session of [this.session, ...this.workers]) {
      for (let n = 0; n < 3; n++) {
        await this.send("HeapProfiler.collectGarbage", {}, session);
      }
      const usage = await this.send("Runtime.getHeapUsage", {}, session);
      const wasm = await this.wasmBytes(session);
      sum.heap += usage.usedSize + (usage.embedderHeapUsedSize ?? 0);
      sum.wasm += wasm;
      sum.buffers += Math.max(0, (usage.backingStorageSize ?? 0) - wasm);
    }
    return { ...sum, total: sum.heap + sum.buffers + sum.wasm };
  }

  async wasmBytes(session) {
    const prototype = await this.send(
      "Runtime.evaluate",
      { expression: "WebAssembly.Memory.prototype" },
      session,
    );
    const { objects } = await this.send(
      "Runtime.queryObjects",
      { prototypeObjectId: prototype.result.objectId },
      session,
    );
    const { result } = await this.send(
      "Runtime.callFunctionOn",
      {
        objectId: objects.objectId,
        functionDeclaration:
          "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
        returnByValue: true,
      },
      session,
    );
    await this.send("Runtime.releaseObject", { objectId: objects.objectId }, session);
    return result.value;
  }

  async close() {
    this.chromium.listeners.delete(this.listener);
    await this.chromium.send("Target.disposeBrowserContext", { browserContextId: this.context });
  }
}
