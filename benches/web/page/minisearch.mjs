// MiniSearch: marks folded by `processTerm`, all words wanted, title twice the body.

import MiniSearch from "./minisearch/index.mjs";
import { fold } from "./fold.mjs";

export const options = {
  fields: ["title", "body"],
  processTerm: fold,
  searchOptions: { combineWith: "AND", boost: { title: 2 } },
};

const isLast = (_, at, terms) => at === terms.length - 1;

/** The options of a search, by kind of query. */
const BY_KIND = {
  typing: { prefix: isLast },
  typo: { prefix: isLast, fuzzy: 0.2 },
};

let index;

export async function fetchBytes() {
  const bytes = await (await fetch("data/minisearch.json")).arrayBuffer();
  return { bytes };
}

export function open({ bytes }) {
  index = MiniSearch.loadJSON(new TextDecoder().decode(bytes), options);
}

export function search(kind, text) {
  return index.search(text, BY_KIND[kind]);
}

export function collect(_, results) {
  const top = results.slice(0, 10);
  return {
    ids: top.map((result) => result.id),
    total: results.length,
    corrections: [...new Set(top.flatMap((result) => result.terms))],
  };
}
