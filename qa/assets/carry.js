// What is carried out of the page: menus that copy and save, files that are saved, answers that are judged.
{
  const opener = (menu) => find(`[popovertarget="${menu.id}"]`);
  const items = (menu) => [...menu.querySelectorAll("[role=menuitem]")];
  const openMenu = () => find(".menu:popover-open");

  function place(menu) {
    const at = opener(menu).getBoundingClientRect();
    const box = menu.getBoundingClientRect();
    const below = at.bottom + 4 + box.height < innerHeight || at.top < box.height;
    menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(below ? at.bottom + 4 : at.top - box.height - 4, innerHeight - box.height - 8))}px`;
    menu.classList.add("placed");
  }

  function close(menu) {
    menu.hidePopover();
    opener(menu)?.focus({ preventScroll: true });
  }

  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu[popover]")) return;
    opener(menu)?.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState !== "open") return menu.classList.remove("placed");
    place(menu);
    items(menu)[0].focus({ preventScroll: true });
  }, true);

  // Before the page's own keys: Escape closes the menu alone.
  window.addEventListener("keydown", (event) => {
    const menu = openMenu();
    if (!menu) return;
    const all = items(menu);
    const now = all.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length).focus();
    else if (event.key === "Escape") close(menu);
    else if (event.key === "Tab") return menu.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  actions.take = async (item) => {
    const menu = item.closest(".menu");
    const button = opener(menu);
    const group = item.closest("[role=group]").getAttribute("aria-label");
    close(menu);
    const done = await toClipboard(item.dataset.take, button);
    confirmOn(button, done);
    said.textContent = done ? `Copied. ${group}: ${item.textContent}` : "Not copied: the browser refused";
  };
  actions.evidence = (item) => {
    close(item.closest(".menu"));
    trigger("carry", { kind: "evidence", turn: Number(item.dataset.evidence) });
  };
  actions.judge = (button) => {
    const { verdict, id } = button.dataset;
    const again = button.getAttribute("aria-pressed") === "true";
    trigger("carry", { kind: "judge", turn: Number(button.dataset.judge), verdict: again ? "" : verdict, id });
  };

  function save(name, data) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "text/html" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function complain(turn, words) {
    const all = document.querySelectorAll("#talk .tools");
    const line = document.createElement("p");
    line.className = "bad";
    line.textContent = words;
    (find(`#talk .turn[data-turn="${turn}"] .tools`) ?? all[all.length - 1])?.append(line);
  }

  let last = "";
  drawn("#carried", () => {
    const reply = find("#carried [data-serial]");
    if (!reply || reply.dataset.serial === last) return;
    last = reply.dataset.serial;
    said.textContent = reply.dataset.words ?? reply.textContent;
    if (reply.dataset.file) save(reply.dataset.name, reply.dataset.file);
    else if (!reply.firstChild) complain(reply.dataset.turn, reply.dataset.words);
    const buttons = reply.querySelector(".judge");
    const shown = find(`#talk .turn[data-turn="${reply.dataset.turn}"] .judge`);
    if (buttons && shown) {
      const verdict = document.activeElement?.dataset?.verdict;
      const focused = shown.contains(document.activeElement);
      shown.replaceWith(buttons);
      if (focused) (buttons.querySelector(`[data-verdict="${verdict || "right"}"]`) ?? buttons.querySelector("button")).focus();
    }
  });
}
