// FlexSearch: the preset "match", the fastest that finds words as they are typed;
// "performance" and "score" find only words that stand together, and no beginnings.

import { Encoder, Index } from "./flexsearch/index.mjs";

export const make = () =>
  new Index({
    preset: "match",
    encoder: new Encoder({ mapper: new Map([["đ", "d"]]), dedupe: false, numeric: false }),
  });

/** It corrects nothing. */
export const lacks = ["typo"];

let index;

export async function fetchBytes() {
  const keys = await (await fetch("data/flexsearch/keys.json")).json();
  const parts = keys.map(async (key, at) => {
    const response = await fetch(`data/flexsearch/${at}.json`);
    return [key, await response.arrayBuffer()];
  });
  return { parts: await Promise.all(parts) };
}

export function open({ parts }) {
  index = make();
  const decoder = new TextDecoder();
  for (const [key, bytes] of parts) {
    index.import(key, decoder.decode(bytes));
  }
}

export function search(_, text) {
  return index.search(text, { limit: 10, suggest: false });
}

export function collect(_, ids) {
  return { ids };
}
