// Finds words in paragraphs and comments by the index that `mailgate publish --all` makes. Where there is no index, or no
// script, the page is its list of headings.
const form = document.querySelector(".finder");
const field = form.querySelector("input");
const said = document.querySelector("[role=status]");
const list = document.querySelector(".found");
const button = document.querySelector(".more button");
const STEP = 20;
const PAUSE = 200; // milliseconds in which nothing more is typed
let found = []; // each result is asked for only when it is to be shown

const indexes = await opened().catch(() => []);
if (indexes.length) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => find(field.value.trim(), STEP).catch(renew));
  button.addEventListener("click", () => showMore().catch(renew));
  field.value = new URLSearchParams(location.hash.slice(1) || location.search).get("q") ?? "";
  if (field.value) find(field.value.trim(), history.state?.shown ?? STEP).catch(renew);
}

// The index was made anew while the page was open: the page is, too, once, and looks for the same words.
function renew(error) {
  if (performance.getEntriesByType("navigation")[0]?.type === "reload") throw error;
  location.reload();
}

// Pages are in the language of their report, and each language has an index: pagefind opens that of the page it is on.
async function opened() {
  const entry = await fetch("pagefind/pagefind-entry.json", { cache: "no-cache" });
  const [page, baseUrl] = [document.documentElement, new URL("../", location.href).pathname];
  const { lang } = page;
  const made = [];
  for (const language of Object.keys((await entry.json()).languages)) {
    const pagefind = await import(`./pagefind/pagefind.js?${language}`); // each its own: they do not share a memory
    page.lang = language;
    made.push(pagefind.createInstance({ baseUrl, excerptLength: 30 }));
    page.lang = lang;
  }
  return made;
}

async function find(words, number) {
  // Whoever comes back from a page finds the others. In the fragment: no server is told what was looked for.
  history.replaceState({ shown: number }, "", words ? `#q=${encodeURIComponent(words)}` : location.pathname);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (words !== field.value.trim()) return; // more was typed meanwhile, or all was taken away
  const searches = words ? await Promise.all(indexes.map((index) => index.search(words))) : [];
  if (words !== field.value.trim()) return;
  found = searches.flatMap((search) => search.results).sort((one, other) => other.score - one.score);
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
  await show(from, from + STEP);
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
