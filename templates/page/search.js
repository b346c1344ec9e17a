// Finds words in paragraphs and comments by the index that `mailgate publish --all` makes. Where there is no index, or no
// script, the page is its list of headings.
const form = document.querySelector(".finder");
const field = form.querySelector("input");
const said = document.querySelector("[role=status]");
const list = document.querySelector(".found");
const MOST = 20;

const pagefind = await import("./pagefind/pagefind.js").catch(() => null);
if (pagefind) {
  await pagefind.options({ baseUrl: new URL("../", location.href).pathname, excerptLength: 30 });
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => find(field.value.trim()));
  field.value = new URLSearchParams(location.hash.slice(1) || location.search).get("q") ?? "";
  if (field.value) find(field.value.trim());
}

async function find(words) {
  // Whoever comes back from a page finds the others. In the fragment: no server is told what was looked for.
  history.replaceState(null, "", words ? `#q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) return show([], "");
  const search = await pagefind.debouncedSearch(words, {}, 200);
  if (search === null || words !== field.value.trim()) return; // more was typed meanwhile, or all was taken away
  const results = await Promise.all(search.results.slice(0, MOST).map((result) => result.data()));
  const number = search.results.length;
  const { none, one, many, more } = said.dataset; // in the language of the page
  show(results, (number > MOST ? more : number > 1 ? many : number ? one : none).replace("#", number));
}

function show(results, words) {
  said.textContent = words;
  list.replaceChildren(...results.map(item));
}

function item(result) {
  const { title, document: report, section } = result.meta;
  const textContent = [title, report, section].filter(Boolean).join(", ");
  const link = Object.assign(document.createElement("a"), { href: result.url, textContent });
  const excerpt = document.createElement("p");
  const marked = document.createElement("template"); // inert: only its texts are taken
  marked.innerHTML = result.excerpt;
  for (const node of marked.content.childNodes) {
    const part = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
    part.textContent = node.textContent;
    excerpt.append(part);
  }
  const line = document.createElement("li");
  line.append(link, excerpt);
  return line;
}
