// What the page does by itself: numbers, cards and documents that light up together, tabs, sheets, copying.
// Gradio runs this once, with `trigger`: trigger("open", …) asks the server to look a place up and show it.
// Text from documents is only ever set as text.
const find = (selector) => document.querySelector(selector);
let wanted = null; // the place that was asked for last, until it is on the screen
let trail = []; // the numbers and buttons that places were asked from, one out of the other: Escape goes back along them
let asked = 0; // the server leaves out what is overtaken by what was asked for later
const lookUp = (place) => trigger("open", { ...place, serial: ++asked });

const tip = document.createElement("div");
tip.id = "tip";
tip.hidden = true;
tip.setAttribute("role", "tooltip");
find(".gradio-container").append(tip);

// What Gradio's frame does not say about itself to those who do not see it.
const said = document.createElement("p");
said.id = "said";
said.setAttribute("role", "status");
find("#middle").append(said);
for (const [selector, role, label] of [
  ["#rail", "navigation", "Documents"], ["#aside", "complementary", "Sources and document"], ["#talk", "region", "Conversation"],
  ["#sources", "tabpanel", "Sources"], ["#document", "tabpanel", "Document"],
]) {
  find(selector).setAttribute("role", role);
  find(selector).setAttribute("aria-label", label);
  if (selector !== "#rail") find(selector).tabIndex = 0; // what scrolls can be reached and scrolled by keys
}

function showTip(link) {
  clearTimeout(leaving);
  if (!link.dataset.quote) return;
  const where = document.createElement("small");
  const quote = document.createElement("b");
  where.textContent = link.dataset.where;
  quote.textContent = link.dataset.quote;
  tip.replaceChildren(where, link.dataset.before, quote, link.dataset.after);
  tip.hidden = false;
  link.setAttribute("aria-describedby", "tip");
  const at = link.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const below = at.bottom + 10 + box.height < innerHeight;
  tip.style.left = `${Math.max(12, Math.min(at.left, innerWidth - box.width - 12))}px`;
  tip.style.top = `${below ? at.bottom + 10 : Math.max(8, at.top - box.height - 10)}px`;
}

let leaving = 0; // the pointer may go over to what is shown, to read all of it
function leaveTip() {
  leaving = setTimeout(hideTip, 150);
}

function hideTip() {
  clearTimeout(leaving);
  tip.hidden = true;
  find('[aria-describedby="tip"]')?.removeAttribute("aria-describedby");
}

const narrow = matchMedia("(max-width: 760px)");
function setOpen(name, open) {
  if (name === "sheet" && open && !narrow.matches) return;
  if (name === "sheet" && !open) wanted = null; // what is drawn again must not open it again
  const part = find(name === "sheet" ? "#aside" : "#rail");
  part.toggleAttribute("data-open", open);
  find(`[data-toggle="${name}"]`)?.setAttribute("aria-expanded", String(open));
}

function selectTab(name) {
  find("#aside").dataset.tab = name;
  for (const tab of document.querySelectorAll("[data-tab][role=tab]")) {
    const on = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
}

function lightUp(turn, number) {
  for (const on of document.querySelectorAll("a.n.on, .card.on")) on.classList.remove("on");
  for (const link of document.querySelectorAll(`a.n[data-turn="${turn}"][data-cite="${number}"]`)) link.classList.add("on");
  find(`#c-${turn}-${number}`)?.classList.add("on");
}

function lightRail() {
  const cited = new Set([...document.querySelectorAll(".card")].map((card) => card.dataset.source));
  for (const row of document.querySelectorAll("#rail .doc")) row.classList.toggle("on", cited.has(row.dataset.document));
}

// The answer to a click may come when one has gone on: then the focus stays there.
function mayFocus() {
  const at = document.activeElement;
  return at === document.body || at === trail.at(-1) || find("#aside").contains(at);
}

// Bring what was asked for into view, if it is there already; called again when the server's answer is drawn.
function reveal() {
  if (!wanted) return;
  if (wanted.kind === "cite") {
    const card = find(`#c-${wanted.turn}-${wanted.number}`);
    if (!card && !find("#sources .problem")) return;
    selectTab("sources");
    setOpen("sheet", true);
    if (!card) return;
    lightUp(wanted.turn, wanted.number);
    card.scrollIntoView({ block: "nearest" });
    if (mayFocus()) (card.querySelector("[data-open]") ?? card).focus({ preventScroll: true });
    return;
  }
  const shown = find("#document .document");
  const failed = find("#document .problem");
  if (shown?.dataset.key !== wanted.key && !failed) return;
  selectTab("document");
  setOpen("sheet", true);
  if (wanted.kind === "quote") lightUp(wanted.turn, wanted.number);
  const mark = shown?.querySelector(".m") ?? shown?.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else find("#document").scrollTop = 0;
  if (mayFocus()) shown?.focus({ preventScroll: true });
}

// A number or button may have been drawn again since.
function still(from) {
  const { open, turn, cite } = from.dataset;
  return from.isConnected ? from : find(open ? `[data-open="${open}"]` : `a.n[data-turn="${turn}"][data-cite="${cite}"]`);
}

function goBack() {
  const aside = find("#aside");
  while (trail.length) {
    const from = still(trail.pop());
    const within = aside.contains(from);
    if (!from || (within && narrow.matches)) continue; // on a phone, what was in the sheet is gone with it
    if (within) selectTab(from.closest("#document") ? "document" : "sources");
    return from.focus();
  }
}

function ask(place, from) {
  wanted = place;
  trail = find("#aside").contains(from) ? [...trail, from] : [from];
  hideTip();
  setOpen("rail", false);
  reveal();
  lookUp(place);
}

function pair(text) {
  const [turn, number] = text.split("-").map(Number);
  return { turn, number };
}

// Copy a text and return whether the browser let us; the focus is on `button` afterwards.
async function toClipboard(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea"); // the way without a secure connection
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    button.focus();
    return done;
  }
}

const confirmed = new WeakMap(); // button: what it says otherwise, and when it says that again
function confirmOn(button, done) {
  const { words, timer } = confirmed.get(button) ?? { words: button.textContent };
  clearTimeout(timer);
  button.textContent = done ? "Copied" : "Not copied: the browser refused";
  confirmed.set(button, { words, timer: setTimeout(() => (button.textContent = words), 2000) });
}

const copy = async (button) => confirmOn(button, await toClipboard(button.dataset.copy, button));

function askExample(question) {
  const field = find("#question textarea");
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => find("#send").click(), 50); // after Gradio has taken the text over
}

const actions = {
  cite: (link) => ask({ kind: "cite", turn: Number(link.dataset.turn), number: Number(link.dataset.cite) }, link),
  open(button) {
    const place = { kind: "quote", ...pair(button.dataset.open) };
    ask({ ...place, key: `quote-${button.dataset.open}` }, button);
  },
  near(button) {
    const place = { kind: "near", ...pair(button.dataset.near) };
    ask({ ...place, key: `near-${button.dataset.near}` }, button);
  },
  document: (button) => ask({ kind: "file", id: button.dataset.document, key: `doc:${button.dataset.document}` }, button),
  copy,
  ask: (button) => askExample(button.dataset.ask),
  toggle(button) {
    const name = button.dataset.toggle;
    setOpen(name, button.getAttribute("aria-expanded") !== "true");
  },
  close: (button) => setOpen(button.dataset.close, false),
};

// Under a finger the first tap shows the passage on the spot, the second opens its card; elsewhere it is put away.
let touched = false;
document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest?.("a.n[data-cite]");
  touched = event.pointerType === "touch" && !!link && link.getAttribute("aria-describedby") !== "tip";
  if (event.pointerType === "touch" && !link && !tip.contains(event.target)) hideTip();
}, true);

document.addEventListener("click", (event) => {
  const at = event.target.closest?.("a.n, button");
  if (touched && at?.matches("a.n[data-cite]") && at.dataset.quote) {
    event.preventDefault();
    return showTip(at);
  }
  const rail = find("#rail");
  if (rail.hasAttribute("data-open") && !rail.contains(event.target) && at?.dataset.toggle !== "rail") setOpen("rail", false);
  if (!at) return;
  if (at.id === "new") {
    [wanted, trail] = [null, []];
    setOpen("rail", false);
  }
  if (at.dataset.tab) return selectTab(at.dataset.tab);
  const name = Object.keys(actions).find((key) => key in at.dataset);
  if (!name) return;
  event.preventDefault();
  actions[name](at);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hideTip();
    const at = document.activeElement; // before it is hidden
    const open = find("#rail[data-open]") || find("#aside[data-open]");
    setOpen("rail", false);
    setOpen("sheet", false);
    if (find("#aside").contains(at) || open) goBack();
  } else if (event.target.getAttribute?.("role") === "tab" && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    const other = find('[role=tab][aria-selected="false"]');
    selectTab(other.dataset.tab);
    other.focus();
  } else if (event.key === "Enter" && event.isComposing) {
    event.stopPropagation(); // Enter that chooses a word in an input method does not send
  }
}, true);

for (const [show, hide] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(show, (event) => {
    const link = event.target.closest?.("a.n[data-cite]");
    if (link) showTip(link);
  });
  document.addEventListener(hide, (event) => event.target.closest?.("a.n[data-cite]") && (hide === "mouseout" ? leaveTip() : hideTip()));
}
tip.addEventListener("mouseenter", () => clearTimeout(leaving));
tip.addEventListener("mouseleave", leaveTip);
find("#talk").addEventListener("scroll", hideTip, { passive: true });

// Gradio draws the server's answers; follow them. It changes texts and attributes in their place where it can: what
// may be the same as before bears another serial number.
// What it notes of its own at every look for news, words that change on a button ("Copied"), and judgements, are no
// new drawing: nothing moves for them.
const drawn = (selector, then) => {
  const own = '[data-testid="status-tracker"], .tools, .card .row';
  const onChanges = (changes) => changes.some(({ target }) => !(target.closest ? target : target.parentElement)?.closest(own)) && then();
  const kinds = { childList: true, characterData: true, attributeFilter: ["data-serial", "data-current"], subtree: true };
  new MutationObserver(onChanges).observe(find(selector), kinds);
};
let cards = "";
drawn("#sources", () => {
  const turn = find("#sources .cards")?.dataset.turn ?? "";
  lightRail();
  if (turn !== cards && wanted?.turn !== Number(turn)) {
    wanted = null; // a new answer: its sources come up by themselves
    selectTab("sources");
    find("#sources").scrollTop = 0;
  } else if (wanted?.kind === "cite") reveal();
  cards = turn;
});
drawn("#document", () => wanted && wanted.kind !== "cite" && reveal());
drawn("#documents", lightRail);
let followed = null; // the question whose answer comes about, and where the conversation was scrolled to for it
let placed = 0;
let announced = null;
drawn("#talk", () => {
  hideTip();
  const turns = document.querySelectorAll("#talk .turn");
  const last = turns[turns.length - 1];
  const now = find("#now").contains(last) ? last.dataset.turn : null;
  const talk = find("#talk");
  if (!now || now !== followed || Math.abs(talk.scrollTop - placed) < 2) {
    last?.scrollIntoView({ block: "start" }); // unless somebody has scrolled on meanwhile
    [followed, placed] = [now, talk.scrollTop];
  }
  if (last?.matches(".waiting")) return (announced = null); // its end is announced, not each step
  const key = last && `${last.dataset.turn} ${last.querySelector(".q").textContent}`;
  if (key !== announced) said.textContent = last?.querySelector(".quote q, .none > p, .problem")?.textContent ?? "";
  announced = key;
});
selectTab("sources");
