// The left zone: finding, adding and removing documents, and the kept conversations; messages with an undo.
// `act` tells the server what to do; it draws the parts anew that change. Shares `find`, `drawn`, `setOpen` and
// `trigger` with page.js.
{
  const act = (kind, values = {}) => trigger("act", { ...values, act: kind });
  const MESSAGE_MS = 20000;
  const canHover = matchMedia("(hover: hover)"); // a finger leaves what it has touched hovered

  document.addEventListener("click", (event) => {
    const at = event.target.closest?.("[data-act], [data-rename], [data-dismiss], #add");
    if (!at) return;
    if (at.id === "add") return find("#files").click();
    if (at.dataset.rename) return rename(at);
    if ("dismiss" in at.dataset) return at.closest(".toast").remove();
    const { act: kind, ...values } = at.dataset;
    if (kind === "open-talk") setOpen("rail", false);
    if (kind === "earlier") firstTurn = find("#past .turn")?.dataset.turn;
    if (at.closest("#toast")) find("#toast .toast")?.remove();
    act(kind, values);
  });

  document.addEventListener("keydown", (event) => {
    const elsewhere = find("dialog[open]") || find("#aside").contains(document.activeElement);
    if (event.key !== "Escape" || !find("#scope") || elsewhere) return;
    find("#asking .choose").focus();
    act("choose", { on: "False" });
  });

  // Search as one types. Answers may come out of order: what is drawn is compared with what is typed.
  for (const [id, kind, list] of [["find", "find", "#documents"], ["find-talk", "talks", "#talks"]]) {
    const field = find(`#${id}`);
    const look = () => act(kind, { words: field.value });
    let pending = 0;
    field.addEventListener("input", () => {
      clearTimeout(pending);
      pending = setTimeout(() => ((pending = 0), look()), 150);
    });
    drawn(list, () => {
      const words = find(`${list} [data-words]`)?.dataset.words ?? field.value;
      if (!pending && words !== field.value) look();
    });
  }
  find("#sort").addEventListener("change", (event) => act("find", { sort: event.target.value }));

  function rename(button) {
    const row = button.closest("li");
    const field = document.createElement("input");
    const before = row.querySelector(".talk").title;
    const shown = [...row.childNodes];
    field.value = before;
    field.maxLength = 80;
    field.setAttribute("aria-label", "New name of the conversation");
    let over = false;
    const end = (keep) => {
      if (over) return;
      over = true;
      if (keep && field.value.trim() && field.value !== before) act("rename", { id: button.dataset.rename, title: field.value });
      else {
        row.replaceChildren(...shown); // the server would send what it has sent: that draws nothing
        button.focus();
      }
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.stopPropagation();
      end(event.key === "Enter");
    });
    field.addEventListener("blur", () => end(true));
    row.replaceChildren(field);
    field.focus();
    field.select();
  }

  // Adding files: one after the other, each straight into the documents folder.
  const overlay = document.createElement("div");
  overlay.id = "drop";
  overlay.hidden = true;
  overlay.textContent = "Drop files to add them to the documents";
  find(".gradio-container").append(overlay);
  const problems = [];
  let queue = [];
  let total = 0;
  let added = 0;
  let sending = false;

  function show(words) {
    const box = find("#uploads");
    if (!box) return;
    const lines = [words, ...problems].filter(Boolean).map((text, number) => {
      const line = document.createElement("p");
      line.textContent = text;
      if (number || !words) line.className = "bad";
      return line;
    });
    box.replaceChildren(...lines);
  }

  function send(file) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", "footnote/upload");
      request.setRequestHeader("X-Footnote", "upload");
      request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      request.upload.onprogress = (event) => {
        const part = event.total ? `, ${Math.round((100 * event.loaded) / event.total)} %` : "";
        show(`Adding ${added + problems.length + 1} of ${total}: ${file.name}${part}`);
      };
      request.onload = () => {
        try {
          const { problem } = JSON.parse(request.responseText);
          done(problem ?? null);
        } catch {
          done(`${file.name} was not added: the server did not take it`);
        }
      };
      request.onerror = () => done(`${file.name} was not added: the connection broke off; try it again`);
      request.send(file);
    });
  }

  async function add(files) {
    const limits = find(".adding");
    if (!limits || !files.length) return;
    if (!sending) [problems.length, total, added] = [0, 0, 0];
    const most = Number(limits.dataset.most) - total;
    if (files.length > most) problems.push(`Only ${limits.dataset.most} files at once: ${files.length - most} were not added.`);
    queue.push(...files.slice(0, Math.max(0, most)));
    total += Math.min(files.length, Math.max(0, most));
    if (sending) return;
    sending = true;
    while (queue.length) {
      const file = queue.shift();
      const large = file.size > Number(limits.dataset.largest);
      show(`Adding ${added + problems.length + 1} of ${total}: ${file.name}`);
      const problem = large ? `${file.name} is larger than ${Math.round(limits.dataset.largest / 1e6)} MB.` : await send(file);
      if (problem) problems.push(problem);
      else added += 1;
    }
    sending = false;
    show(added ? `${added} ${added === 1 ? "file" : "files"} added` : "");
    if (added) act("added");
  }

  document.addEventListener("change", (event) => {
    const { scope: part } = event.target.dataset;
    if (part) return act("scope", { part, value: event.target.value, on: String(event.target.checked ?? true) });
    if (event.target.id !== "files") return;
    add([...event.target.files]);
    event.target.value = "";
  });

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = find(".adding") ? "copy" : "none";
    overlay.hidden = !find(".adding");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || (overlay.hidden = true));
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // else the browser would leave the page for the file
    overlay.hidden = true;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    const files = [...event.dataTransfer.files].filter((_, number) => !entries[number]?.isDirectory);
    add(files);
    if (files.length < entries.length) {
      problems.push("A folder cannot be added as a whole: drop the files in it.");
      if (!sending) show("");
    }
  });

  // What is drawn anew: keep the place, the opened part and the focus.
  let firstTurn = null;
  let focused = null;
  let hide = 0;
  const controls = "#rail :is(button, [data-scope]), #now a.n";
  const key = (control) => control && JSON.stringify([{ ...control.dataset }, control.type === "checkbox" && control.value]);
  document.addEventListener("focusin", (event) => (focused = key(event.target.closest?.(controls))));
  const refocus = () => {
    if (!focused || document.activeElement !== document.body) return;
    [...document.querySelectorAll(controls)].find((control) => key(control) === focused)?.focus({ preventScroll: true });
  };
  let openRemoved = false;
  document.addEventListener("toggle", (event) => event.target.classList?.contains("removed") && (openRemoved = event.target.open), true);
  drawn("#documents", () => {
    const removed = find("#documents .removed");
    if (removed && openRemoved) removed.open = true;
    refocus();
  });
  for (const part of ["#talks", "#asking", "#now"]) drawn(part, refocus);

  // The open conversation stays open when the page is loaded anew: the tab remembers its id, and nothing of it.
  const OPEN = "footnote-conversation";
  let resumed = new URLSearchParams(location.search).has("cite"); // a link opens its document alone
  const remember = () => {
    const current = find("#talks [data-current]")?.dataset.current;
    if (current === undefined) return;
    const before = resumed || current ? null : sessionStorage.getItem(OPEN);
    resumed = true;
    if (before) act("resume", { id: before });
    else if (current) sessionStorage.setItem(OPEN, current);
    else sessionStorage.removeItem(OPEN);
  };
  drawn("#talks", remember);
  remember();
  drawn("#past", () => {
    if (!firstTurn) return;
    find(`#past [data-turn="${firstTurn}"]`)?.scrollIntoView({ block: "start" });
    firstTurn = null;
  });
  drawn("#toast", () => {
    clearTimeout(hide);
    const leave = () => {
      if (find("#toast :focus-visible") || (canHover.matches && find("#toast:hover"))) hide = setTimeout(leave, 3000);
      else find("#toast .toast")?.remove();
    };
    hide = setTimeout(leave, MESSAGE_MS);
  });
  find("#toast").setAttribute("role", "status");
}
