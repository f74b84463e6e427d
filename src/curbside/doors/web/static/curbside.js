/* Small comforts. Every page works without this file. */
"use strict";
(() => {
  // Progress for anything that takes longer than a moment.
  const working = (words) => setTimeout(() => {
    const bar = document.createElement("p");
    bar.className = "progress";
    bar.setAttribute("role", "status");
    const began = Date.now();
    const tell = () => { bar.textContent = `${words} … ${Math.round((Date.now() - began) / 1000)} s`; };
    tell();
    setInterval(tell, 1000);
    document.body.append(bar);
  }, 400);
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.progress) working(event.target.dataset.progress);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-progress]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) working(link.dataset.progress);
  });
  addEventListener("pageshow", () => document.querySelectorAll(".progress").forEach((bar) => bar.remove()));

  // Ctrl+Enter sends the box that is being written in.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.tagName === "TEXTAREA") {
      event.target.form.requestSubmit();
    }
    if (event.key === "Escape") document.querySelectorAll(".menu[open]").forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
  });

  // Copying: the link's own document goes to the clipboard; without a clipboard the link opens it.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    const said = document.querySelector(".copied");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(String(answer.status));
      await navigator.clipboard.writeText(await answer.text());
      said.textContent = `${link.dataset.copy} copied`;
    } catch {
      location.href = link.href;
    }
    link.closest("details").open = false;
  });

  // A mark in the text and its chip light each other.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-chip]");
    if (!mark) return;
    document.querySelectorAll(".chip-lit").forEach((chip) => chip.classList.remove("chip-lit"));
    const chip = document.getElementById(mark.dataset.chip);
    if (chip) { chip.classList.add("chip-lit"); chip.open = true; chip.scrollIntoView({ block: "nearest" }); }
  });

  // A link into something folded unfolds it.
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target && target.id === "changes") target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Paper shows everything.
  const folded = [];
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((fold) => { fold.open = true; folded.push(fold); }));
  addEventListener("afterprint", () => folded.splice(0).forEach((fold) => { fold.open = false; }));
})();
