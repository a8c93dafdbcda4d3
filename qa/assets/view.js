// A document: the same place again with more of it or shown another way, links of its own, steps between sources.
{
  const box = find("#document");

  // What is asked for again keeps its place on the screen.
  let kept = null;
  actions.again = (button) => {
    const place = JSON.parse(button.dataset.again);
    const more = button.classList.contains("more");
    const above = more && button.matches(":first-of-type") && button.nextElementSibling?.matches(".text, .sheets");
    kept = more ? { top: box.scrollTop, height: box.scrollHeight, above } : null;
    wanted = kept ? null : place;
    lookUp(place);
    if (kept) kept.asked = asked;
  };
  drawn("#document", () => {
    if (kept && kept.asked !== asked) kept = null; // another place was asked for meanwhile
    if (kept && box.scrollHeight !== kept.height) {
      box.scrollTop = kept.top + (kept.above ? box.scrollHeight - kept.height : 0);
      kept = null;
    }
    const wider = find("#document [data-wider]");
    if (wider) wider.setAttribute("aria-pressed", String(find("#aside").hasAttribute("data-wide")));
  });
  actions.wider = (button) => {
    const on = find("#aside").toggleAttribute("data-wide");
    button.setAttribute("aria-pressed", String(on));
    find("#document :is(.m, mark)")?.scrollIntoView({ block: "center" });
  };

  // A link of its own: copied with this page's address, opened when the page comes up with one.
  actions.link = (button) => {
    button.dataset.copy = new URL(button.dataset.link, location.origin + location.pathname).href;
    copy(button);
  };
  const query = new URLSearchParams(location.search);
  if (query.has("cite")) {
    const place = { kind: "link", id: query.get("cite"), start: query.get("start"), end: query.get("end"), digest: query.get("digest") };
    wanted = { ...place, key: "link" };
    setTimeout(() => lookUp(place), 0);
  }

  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !box.contains(event.target)) return;
    const button = find(`#document [data-step="${step}"]:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("error", (event) => {
    if (event.target.matches?.(".paper img")) event.target.parentElement.classList.add("failed");
  }, true);
}
