// Runs one engine in the page: every query once for its time, once for its answer.

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Opens the engine from bytes that are in memory already; returns milliseconds. */
export async function open(engine) {
  let bytes = await engine.fetchBytes();
  await pause();
  const start = performance.now();
  await engine.open(bytes);
  const ready = performance.now() - start;
  bytes = null;
  const startPrepare = performance.now();
  engine.prepare?.();
  return { ready, prepare: engine.prepare ? performance.now() - startPrepare : null };
}

/** Returns the milliseconds of each query. */
export async function time(search, kind, texts) {
  const millis = [];
  for (const [at, text] of texts.entries()) {
    if (at % 20 === 0) {
      await pause();
    }
    const start = performance.now();
    const results = search(kind, text);
    if (results instanceof Promise) {
      await results;
    }
    millis.push(performance.now() - start);
  }
  return millis;
}

/** Returns what each query found. */
export async function collect(engine, kind, texts) {
  const answers = [];
  for (const text of texts) {
    answers.push(await engine.collect(kind, await engine.search(kind, text), text));
  }
  return answers;
}
