// Builds the peers' indexes of `articles.jsonl` in a folder, into its `www/data`.
// node build.mjs FOLDER PEER...

import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, ...peers] = process.argv.slice(2);
const data = join(folder, "www", "data");
const load = (path) => import(pathToFileURL(join(folder, "www", path)));

async function* articles() {
  const lines = createInterface({ input: createReadStream(join(folder, "articles.jsonl")) });
  for await (const line of lines) {
    yield JSON.parse(line);
  }
}

const builders = {
  async minisearch() {
    const { default: MiniSearch } = await load("minisearch/index.mjs");
    const { options } = await load("minisearch.mjs");
    const index = new MiniSearch(options);
    for await (const article of articles()) {
      index.add(article);
    }
    writeFileSync(join(data, "minisearch.json"), JSON.stringify(index));
  },

  async flexsearch() {
    const { make } = await load("flexsearch.mjs");
    const index = make();
    for await (const { id, title, body } of articles()) {
      index.add(id, `${title}\n${body}`);
    }
    mkdirSync(join(data, "flexsearch"), { recursive: true });
    const keys = [];
    index.export((key, text) => {
      if (text) {
        writeFileSync(join(data, "flexsearch", `${keys.length}.json`), text);
        keys.push(key);
      }
    });
    writeFileSync(join(data, "flexsearch", "keys.json"), JSON.stringify(keys));
  },

  async pagefind() {
    const { createIndex, close } = await import(pathToFileURL(process.env.BIENNIEN_PAGEFIND));
    const { index } = await createIndex({ forceLanguage: process.env.BIENNIEN_LANGUAGE });
    for await (const { id, title, body } of articles()) {
      const content = `${title}\n\n${body}`;
      const language = process.env.BIENNIEN_LANGUAGE;
      const { errors } = await index.addCustomRecord({
        url: `/${id}/`,
        content,
        language,
        meta: { title },
      });
      if (errors.length) {
        throw new Error(errors.join("; "));
      }
    }
    await index.writeFiles({ outputPath: join(data, "pagefind") });
    await close();
  },
};

for (const peer of peers) {
  const start = Date.now();
  await builders[peer]();
  console.log(`${peer}: built in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
