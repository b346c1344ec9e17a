// Finds words in paragraphs and comments by the index that `mailgate publish --all` makes. Where there is no index, or no
// script, the page is its list of headings.
const form = document.querySelector(".finder");
const field = form.querySelector("input");
const said = document.querySelector("[role=status]");
const list = document.querySelector(".found");
const button = document.querySelector(".more button");
const STEP = 20;
const PAUSE = 200; // milliseconds without a key
let found = []; // each result is asked for only when it is to be shown
let pagefind = null;
let opened = ""; // the entry of the index that is open
let renewing = null; // while it is looked whether there is another

if (await entry()) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => find(field.value.trim(), STEP));
  button.addEventListener("click", showMore);
  field.value = new URLSearchParams(location.hash.slice(1) || location.search).get("q") ?? "";
  if (field.value) find(field.value.trim(), history.state?.shown ?? STEP);
}

// What says which index there is. It is made anew each night, and parts of the one before are gone then.
async function entry() {
  const answer = await fetch("pagefind/pagefind-entry.json", { cache: "no-cache" }).catch(() => null);
  return answer?.ok ? answer.text() : "";
}

// Opens the index that there is, where another or none is open, and says whether it did.
function renew() {
  renewing ??= openNew().finally(() => (renewing = null));
  return renewing;
}

async function openNew() {
  const now = await entry();
  if (!now || now === opened) return false;
  pagefind ??= await import("./pagefind/pagefind.js");
  await pagefind.destroy();
  await pagefind.options({ baseUrl: new URL("../", location.href).pathname, excerptLength: 30 });
  opened = now;
  return true;
}

async function find(words, number) {
  // Whoever comes back from a page finds the others. In the fragment: no server is told what was looked for.
  history.replaceState({ shown: number }, "", words ? `#q=${encodeURIComponent(words)}` : location.pathname);
  const isStale = () => words !== field.value.trim(); // more was typed meanwhile, or all was taken away
  await new Promise((resume) => setTimeout(resume, PAUSE));
  if (isStale()) return;
  await renew();
  const search = words ? await pagefind.search(words) : { results: [] };
  if (isStale()) return;
  found = search.results;
  await show(0, number);
  if (!words) said.textContent = "";
}

async function show(from, to) {
  const wanted = found;
  const results = await Promise.all(wanted.slice(from, to).map((result) => result.data()));
  if (wanted !== found || (from && from !== list.children.length)) return; // other words came, or it was asked for twice
  if (!from) list.replaceChildren();
  list.append(...results.map(item));
  const [all, shown] = [found.length, list.children.length];
  const { none, one, many, more } = said.dataset; // in the language of the page
  said.textContent = counted(all > shown ? more : all > 1 ? many : all ? one : none, all, shown);
  button.textContent = counted(button.dataset.words, Math.min(STEP, all - shown));
  button.parentElement.hidden = all === shown;
}

async function showMore() {
  const from = list.children.length;
  if (await renew()) await find(field.value.trim(), from + STEP);
  else await show(from, from + STEP);
  list.children[from]?.querySelector("a").focus(); // the button has moved away from under whoever pressed it
  history.replaceState({ shown: list.children.length }, "");
}

function counted(words, ...numbers) {
  return words.replace(/#/g, () => numbers.shift().toLocaleString(document.documentElement.lang));
}

function item(result) {
  const { title, document: report, section, around, language } = result.meta;
  const textContent = [title, section, around].filter(Boolean).join(", ");
  const link = Object.assign(document.createElement("a"), { href: result.url, textContent, dir: "auto" });
  const of = Object.assign(document.createElement("p"), { className: "of", textContent: report, dir: "auto" });
  const excerpt = Object.assign(document.createElement("p"), { dir: "auto" });
  const marked = document.createElement("template"); // inert: only its texts are taken
  marked.innerHTML = result.excerpt;
  for (const node of marked.content.childNodes) {
    const part = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
    part.textContent = node.textContent;
    excerpt.append(part);
  }
  const line = Object.assign(document.createElement("li"), { lang: language });
  line.append(link, of, excerpt);
  return line;
}
