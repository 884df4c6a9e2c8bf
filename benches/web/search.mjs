// Measures each engine in a Chromium of its own.
// node search.mjs CHROMIUM ADDRESS FOLDER ENGINE... ; writes FOLDER/measured.json

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chromium } from "./chromium.mjs";

const [program, address, folder, ...engines] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(join(folder, "queries.json")));
const warm = JSON.parse(readFileSync(join(folder, "warm.json")));

/** How many tabs open an engine, one after the other. */
const N_OPENED = 5;

/** Opens an engine in a new tab, and returns that with what opening took. */
async function open(chromium, name) {
  const tab = await chromium.open(address);
  const call = (code) => tab.evaluate(`(async () => { ${code} })()`);
  await call(`
    window.runner = await import("./runner.mjs");
    window.engine = await import("./${name}.mjs");
    if (!crossOriginIsolated) throw new Error("the clock is too coarse");
  `);
  return { tab, call, opened: await call("return runner.open(engine)") };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

async function measure(chromium, name) {
  const { tab, call, opened } = await open(chromium, name);
  const result = {};
  const lacks = (await call("return engine.lacks ?? []")) ?? [];
  result.memoryReady = await tab.memory();
  const time = (search, kind, texts) =>
    call(`return runner.time(${search}, "${kind}", ${JSON.stringify(texts)})`);
  const kinds = Object.keys(queries).filter((kind) => !lacks.includes(kind));
  for (const kind of kinds) {
    await time("engine.search", kind, warm[kind]);
  }
  result.kinds = {};
  for (const kind of kinds) {
    result.kinds[kind] = { millis: await time("engine.search", kind, queries[kind]) };
  }
  result.memory = await tab.memory();
  if (await call("return Boolean(engine.searchWithSnippets)")) {
    for (const kind of kinds) {
      const search = "engine.searchWithSnippets";
      result.kinds[kind].withSnippets = await time(search, kind, queries[kind]);
    }
  }
  const countsBeginnings = await call("return Boolean(engine.countsBeginnings)");
  for (const kind of kinds.filter((kind) => kind !== "typing" || countsBeginnings)) {
    const texts = JSON.stringify(queries[kind]);
    result.kinds[kind].answers = await call(
      `return runner.collect(engine, "${kind}", ${texts})`,
    );
  }
  await tab.close();
  // Only now: tabs of one site share a process, and what one leaves behind would
  // help the queries of the next.
  const all = [opened];
  while (all.length < N_OPENED) {
    const { tab, opened } = await open(chromium, name);
    await tab.close();
    all.push(opened);
  }
  result.ready = median(all.map(({ ready }) => ready));
  result.prepare = opened.prepare && median(all.map(({ prepare }) => prepare));
  return result;
}

const measured = { engines: {} };
for (const name of engines) {
  const start = Date.now();
  const chromium = new Chromium(program);
  try {
    measured.chromium = (await chromium.send("Browser.getVersion")).product;
    measured.engines[name] = await measure(chromium, name);
  } finally {
    await chromium.close();
  }
  console.log(`${name}: measured in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
writeFileSync(join(folder, "measured.json"), JSON.stringify(measured));
