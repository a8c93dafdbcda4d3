// Runs before the page is drawn: the colours that were chosen, kept in a cookie, else those of the address
// (?__theme=dark), else the system's. Gradio sets its own choice later; this one stays.
{
  const kept = () => /(?:^|; )footnote_theme=(light|dark)/.exec(document.cookie)?.[1];
  const asked = new URLSearchParams(location.search).get("__theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const theme = kept() ?? (["light", "dark"].includes(asked) ? asked : system.matches ? "dark" : "light");
    document.body.classList.toggle("dark", theme === "dark");
  };
  const begin = () => {
    apply();
    new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    system.addEventListener("change", apply);
    addEventListener("footnote-theme", apply);
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
