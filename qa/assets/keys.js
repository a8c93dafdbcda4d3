// The keyboard: a sheet that lists the keys, and the keys themselves. Colours by choice, kept in a cookie.
{
  const cookie = (name) => new RegExp(`(?:^|; )${name}=([a-z]+)`).exec(document.cookie)?.[1] ?? "";
  const keep = (name, value) => (document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Strict`);

  const keys = [
    ["Enter", "Ask the question"],
    ["Shift + Enter", "Start a new line"],
    ["/", "Go to the question", () => find("#question textarea").focus()],
    ["n", "New conversation", () => find("#new").click()],
    ["f", "Find a document", () => (setOpen("rail", true), find("#find").checkVisibility() ? find("#find").focus() : find("#documents .doc")?.focus())],
    ["c", "Choose what to ask", () => (setOpen("rail", true), find("#asking .choose")?.click())],
    ["1 – 9", "Open a source of the latest answer"],
    ["Esc", "Close what is open, go back to where it was opened"],
    ["?", "This list", () => open()],
  ];

  const sheet = document.createElement("dialog");
  sheet.id = "keys";
  sheet.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "Keyboard";
  const list = document.createElement("dl");
  for (const [key, words] of keys) {
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    term.append(kbd);
    meaning.textContent = words;
    list.append(term, meaning);
  }
  const single = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = cookie("footnote_keys") !== "off";
  box.addEventListener("change", () => keep("footnote_keys", box.checked ? "on" : "off"));
  single.append(box, "Single keys work outside text fields");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn";
  close.textContent = "Close";
  close.addEventListener("click", () => sheet.close());
  sheet.append(title, list, single, close);
  find("#app").append(sheet);
  const open = () => sheet.open || sheet.showModal();

  document.addEventListener("click", (event) => event.target.closest?.("[data-sheet=keys]") && open());
  document.addEventListener("keydown", (event) => {
    if (!box.checked || sheet.open || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (/^[1-9]$/.test(event.key)) {
      const turns = document.querySelectorAll("#talk .turn");
      const number = turns[turns.length - 1]?.querySelector(`a.n[data-cite="${event.key}"]`);
      number?.focus();
      number?.click();
      return;
    }
    const action = keys.find(([key]) => key === event.key)?.[2];
    if (!action) return;
    event.preventDefault();
    action();
  });

  const theme = find("#theme");
  theme.value = cookie("footnote_theme") || "system";
  theme.addEventListener("change", () => {
    keep("footnote_theme", theme.value);
    dispatchEvent(new Event("footnote-theme"));
  });
}
