// Pagefind: as it comes, with its own index in shards, loaded when they are wanted.

/** It corrects nothing. */
export const lacks = ["typo"];

let pagefind;

const ids = new Map();

export async function fetchBytes() {
  pagefind = await import("./data/pagefind/pagefind.js");
}

export async function open() {
  await pagefind.init();
}

export function search(_, text) {
  return pagefind.search(text);
}

/** Which article a result is stands in a file of its own. */
export async function collect(kind, { results }) {
  const top = kind === "typing" ? [] : results.slice(0, 10);
  for (const result of top.filter(({ id }) => !ids.has(id))) {
    const { raw_url, url } = await result.data();
    ids.set(result.id, Number((raw_url ?? url).replaceAll("/", "")));
  }
  return { ids: top.map(({ id }) => ids.get(id)), total: results.length };
}
