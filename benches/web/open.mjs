// Opens pages from file:// and types into ours.
// node open.mjs CHROMIUM FOLDER N_RUNS ; reads FOLDER/plan.json, writes FOLDER/opened.json

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Chromium } from "./chromium.mjs";

const [program, folder, nRuns] = process.argv.slice(2);
const { query, typed } = JSON.parse(readFileSync(join(folder, "plan.json")));

/** Between two keystrokes: a fast typist's (Dhakal and others, CHI 2018). */
const PAUSE_MILLIS = 120;
/** Between two texts: long enough for what the page does once a typist rests. */
const REST_MILLIS = 300;
/** The trace's mark of the tab that is typed in. */
const MARK = "bien-nien-typing";

/** Runs in a page of ours before anything else of it does. */
const WATCH = `(() => {
  const seen = (window.seen = {});
  new PerformanceObserver((list) => {
    seen.rows ??= list.getEntries()[0].renderTime;
  }).observe({ type: "element", buffered: true });
  const look = () => {
    const { ready } = window.bienNien ?? {};
    if (!ready) {
      setTimeout(look, 1);
      return;
    }
    ready.then(async () => {
      seen.ready = performance.now();
      while (!window.bienNien.search) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const reply = await window.bienNien.search(${JSON.stringify(query)}, { limit: 10 });
      if (!reply.total) {
        throw new Error("nothing was found");
      }
      seen.searchable = performance.now();
      await window.bienNien.prepared;
      seen.prepared = performance.now();
    }).catch((error) => (seen.error = String(error)));
  };
  look();
})();`;

const address = (name) => pathToFileURL(join(folder, name)).href;
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function until(tab, condition) {
  for (;;) {
    const error = await tab.evaluate("window.seen?.error");
    if (error) {
      throw new Error(error);
    }
    if (await tab.evaluate(condition)) {
      return;
    }
    await sleep(20);
  }
}

async function openOurs(chromium, name) {
  const tab = await chromium.open();
  await tab.send("Page.addScriptToEvaluateOnNewDocument", { source: WATCH });
  await tab.go(address(name));
  // Texts are read after the page can be searched: time and memory have settled
  // when that is done.
  await until(tab, "Boolean(seen.prepared && seen.rows)");
  return tab;
}

async function timeOurs(chromium, name) {
  const tab = await openOurs(chromium, name);
  const { rows, ready, searchable, prepared } = await tab.evaluate("seen");
  const { total: memory } = await tab.memory();
  await tab.close();
  return { rows, ready, searchable, prepared, memory };
}

async function timeBare(chromium, name) {
  const tab = await chromium.open();
  await tab.go(address(name));
  await until(tab, "Boolean(window.parsed)");
  const searchable = await tab.evaluate("parsed");
  const { total: memory } = await tab.memory();
  await tab.close();
  return { searchable, memory };
}

async function press(tab, letter) {
  await tab.send("Input.dispatchKeyEvent", { type: "keyDown", text: letter, key: letter });
  await tab.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter });
  await sleep(PAUSE_MILLIS);
}

/** Returns the milliseconds of each task of the main thread while somebody types. */
async function tasksWhileTyping(program, name) {
  const chromium = new Chromium(program);
  try {
    const tab = await openOurs(chromium, name);
    const events = [];
    let complete;
    const ended = new Promise((resolve) => (complete = resolve));
    chromium.listeners.add(({ method, params }) => {
      if (method === "Tracing.dataCollected") {
        events.push(...params.value);
      } else if (method === "Tracing.tracingComplete") {
        complete();
      }
    });
    await chromium.send("Tracing.start", {
      traceConfig: {
        includedCategories: ["toplevel", "disabled-by-default-devtools.timeline", "blink.user_timing"],
      },
    });
    await tab.evaluate(`performance.mark("${MARK}")`);
    const field = 'document.querySelector("input[type=search]")';
    for (const text of typed) {
      await tab.evaluate(`${field}.focus(), ${field}.select()`);
      for (const letter of text) {
        await press(tab, letter);
      }
      const found = 'document.querySelector("[data-results]")?.dataset.query';
      await until(tab, `${found} === ${JSON.stringify(text)}`);
      await sleep(REST_MILLIS);
    }
    const value = await tab.evaluate(`${field}.value`);
    if (value !== typed.at(-1)) {
      throw new Error(`typed ${typed.at(-1)}, the field holds ${value}`);
    }
    await chromium.send("Tracing.end");
    await ended;
    const { pid, tid } = events.find((event) => event.name === MARK);
    const tasks = events.filter(
      (event) =>
        event.pid === pid &&
        event.tid === tid &&
        event.ph === "X" &&
        /RunTask$|ThreadControllerImpl::RunTask$/.test(event.name),
    );
    return tasks.map((task) => task.dur / 1000);
  } finally {
    await chromium.close();
  }
}

const opened = { pages: { ours: [], element: [], literal: [] }, tasks: { many: [], few: [] } };
const chromium = new Chromium(program);
try {
  opened.chromium = (await chromium.send("Browser.getVersion")).product;
  // The first run of each warms up what the system keeps of its file.
  for (let run = 0; run <= nRuns; run++) {
    const times = {
      ours: await timeOurs(chromium, "page.html"),
      element: await timeBare(chromium, "element.html"),
      literal: await timeBare(chromium, "literal.html"),
    };
    if (run > 0) {
      Object.entries(times).forEach(([name, time]) => opened.pages[name].push(time));
    }
  }
} finally {
  await chromium.close();
}
for (let run = 0; run < 3; run++) {
  opened.tasks.few.push(await tasksWhileTyping(program, "few.html"));
  opened.tasks.many.push(await tasksWhileTyping(program, "page.html"));
}
writeFileSync(join(folder, "opened.json"), JSON.stringify(opened));
