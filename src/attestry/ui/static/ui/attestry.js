// What makes pages quicker to use. Every page reads and works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

  // Theme: kept in a cookie, so that the server sends the right one at once.
  const setTheme = () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  };

  const toggleRail = () => {
    const closed = root.dataset.rail === "closed";
    if (closed) delete root.dataset.rail; else root.dataset.rail = "closed";
    try { localStorage.setItem("rail", closed ? "" : "closed"); } catch { /* private windows refuse */ }
  };
  try { if (localStorage.getItem("rail") === "closed") root.dataset.rail = "closed"; } catch { /* as above */ }

  // Search: the same page and the same template as /search/, its results shown in the dialog.
  const dialog = find("#search-dialog");
  let searching = 0;
  const openSearch = () => {
    if (!dialog) return;
    dialog.showModal();
    find("input", dialog).select();
  };
  const showResults = async (form) => {
    const mine = ++searching;
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (mine !== searching || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const results = find("[data-results]", page);
    if (results) find("[data-results]", dialog).replaceChildren(...results.childNodes);
  };
  if (dialog) {
    let waiting;
    find("input", dialog).addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => showResults(event.target.form).catch(() => {}), 140);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      step([find("input", dialog), ...all("[data-results] a", dialog)], event.key === "ArrowDown" ? 1 : -1);
    });
  }

  // What is still being made: the same page is asked for again, and this part of it replaced; at the end, all of it.
  // An answer that does not come, as while the server starts anew, is asked for again too.
  const follow = async (part) => {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    if (answer.status >= 500) return followLater(part);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = find(`#${part.id}`, page);
    if (!answer.ok || !now) return;
    if (!now.hasAttribute("data-pending")) return void location.reload();
    part.replaceWith(now);
    followLater(now);
  };
  const followLater = (part) => void setTimeout(() => follow(part).catch(() => followLater(part)), 3000);
  all("[data-pending][id]").forEach(followLater);

  const step = (stops, by) => {
    const at = stops.indexOf(document.activeElement);
    const next = stops[Math.min(stops.length - 1, Math.max(0, at + by))] || stops[0];
    if (next) next.focus();
  };

  // Interval bars: one stop for Tab, arrows step between changes, the words stand under the bar.
  const prepareBar = (bar) => {
    const segments = all(".bar-segment", bar);
    const said = find(".bar-said", bar);
    const say = (segment) => { if (said) said.textContent = segment.getAttribute("aria-label"); };
    segments.forEach((segment, index) => {
      segment.setAttribute("tabindex", index ? "-1" : "0");
      segment.addEventListener("focus", () => {
        segments.forEach((other) => other.setAttribute("tabindex", other === segment ? "0" : "-1"));
        say(segment);
      });
      segment.addEventListener("pointerenter", () => say(segment));
    });
    bar.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
      if (!by || !segments.includes(document.activeElement)) return;
      event.preventDefault();
      step(segments, by);
    });
  };
  all(".bar-large").forEach(prepareBar);

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const word = find(".hidden-words", button);
    button.dataset.copied = "";
    word.textContent = "Copied";
    setTimeout(() => { delete button.dataset.copied; word.textContent = "Copy"; }, 1600);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      if ("copy" in button.dataset) copy(button).catch(() => {});
      else if (button.dataset.act === "theme") setTheme();
      else if (button.dataset.act === "rail") toggleRail();
      else if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
      return;
    }
    // A row follows its own link wherever it is pressed, except on other links and on selected text.
    const row = event.target.closest("tr[data-row]");
    if (row && !event.target.closest("a, input, label, summary") && !String(getSelection())) {
      find("a", row)?.click();
    }
    // A chooser closes when one presses elsewhere.
    all("details.chooser[open]").forEach((one) => { if (!one.contains(event.target)) one.open = false; });
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
      return;
    }
    if (event.key === "Escape") all("details.chooser[open]").forEach((one) => { one.open = false; });
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const rows = all("tr[data-row] th a, tr[data-row] td:first-child a");
    if (event.key === "/") {
      event.preventDefault();
      (find(".table-search input") || find(".top-search input"))?.focus();
    } else if (event.key === "j" || event.key === "k") {
      step(rows, event.key === "j" ? 1 : -1);
    } else if (event.key === "x") {
      find("input[type=checkbox]", document.activeElement.closest("tr") || undefined)?.click();
    } else if (event.key === "[") {
      toggleRail();
    }
  });

  // Work that takes a while: its bar runs from the sending of its form until the answer comes; it is sent once.
  document.addEventListener("submit", (event) => {
    const running = find("[data-running]", event.target);
    if (!running || event.defaultPrevented) return;
    running.hidden = false;
    event.target.setAttribute("aria-busy", "true");
    setTimeout(() => all("button", event.target).forEach((button) => { button.disabled = true; }));
  });
  // A page that the browser kept and shows again works on nothing.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[aria-busy]").forEach((form) => {
      form.removeAttribute("aria-busy");
      find("[data-running]", form).hidden = true;
      all("button", form).forEach((button) => { button.disabled = false; });
    });
  });

  all("[data-shown-with-script]").forEach((element) => { element.hidden = false; });
})();
