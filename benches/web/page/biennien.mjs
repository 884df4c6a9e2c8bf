// Biên Niên: its own engine in Wasm, built as the page's is, and the three parts of
// a packed archive. Searches return the ten best and count all results, as the peers'
// do; with passages every facet and every day is counted as well.

import init, { Archive } from "./biennien/bench.js";

/** The last word of a query may go on, so that its totals can be checked letter by letter. */
export const countsBeginnings = true;

let archive;

export async function fetchBytes() {
  await init();
  const names = ["columns", "index", "texts"];
  const parts = names.map(async (name) => {
    const response = await fetch(`data/biennien/${name}.bin`);
    return new Uint8Array(await response.arrayBuffer());
  });
  return { parts: await Promise.all(parts) };
}

export function open({ parts }) {
  archive = new Archive(...parts);
}

/** Reads all texts into the array that phrases are found in; the page does it when idle. */
export function prepare() {
  archive.prepare();
}

export function search(_, text) {
  return archive.search(text);
}

/** The same with titles, passages, their marks, and counts of every facet and day. */
export function searchWithSnippets(_, text) {
  return archive.search_with_snippets(text);
}

export function collect(_, [total, ...ids], text) {
  return { total, ids, corrections: archive.corrections(text) };
}
