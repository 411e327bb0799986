// Makes the contractor's page safer on a bad network. Every step works without it, and it never sends by itself (P2).
(() => {
  "use strict";
  const main = document.getElementById("main");
  if (!main) return;
  const say = main.querySelector(".live");
  const words = main.dataset;
  let silence;

  const announce = (text, stays) => {
    say.textContent = text || "";
    clearTimeout(silence);
    if (text && !stays) silence = setTimeout(() => announce(""), 5000);
  };

  // ── Nothing typed is lost: kept on this phone until it was sent ──
  // The first characters of a link name it; its secret is not kept.
  const store = "relais:" + (location.pathname.split("/")[2] || "").slice(0, 10) + ":";
  const week = 7 * 24 * 3600 * 1000;
  const kept = (name) => {
    try {
      const draft = JSON.parse(localStorage.getItem(store + name));
      return draft && Date.now() - draft.at < week ? draft.values : null;
    } catch { return null; }
  };
  const forget = (name) => { try { localStorage.removeItem(store + name); } catch { /* private mode */ } };
  const fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "file", "submit"].includes(e.type));

  const keep = (form) => {
    const values = {};
    for (const field of fields(form)) {
      if (field.type === "radio") { if (field.checked) values[field.name] = field.value; }
      else if (field.value !== field.defaultValue) values[field.name] = field.value;
    }
    if (!Object.keys(values).length) return forget(form.dataset.draft);
    try { localStorage.setItem(store + form.dataset.draft, JSON.stringify({ at: Date.now(), values })); } catch { /* full */ }
  };

  const restore = (form) => {
    const values = kept(form.dataset.draft);
    if (!values || form.querySelector("[aria-invalid]")) return;
    let changed = false;
    for (const field of fields(form)) {
      const value = values[field.name];
      if (value === undefined) continue;
      if (field.type === "radio") {
        if (field.value === value && !field.checked) changed = field.checked = true;
      } else if (field.value === field.defaultValue && field.value !== value) {
        field.value = value;
        changed = true;
      }
    }
    if (changed) announce(words.restored);
  };

  const sent = main.querySelector("[data-sent]");
  if (sent && sent.dataset.sent) forget(sent.dataset.sent);
  const drafts = () => main.querySelectorAll("form[data-draft]");
  drafts().forEach(restore);
  main.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.draft) keep(form);
  });

  // ── One press sends once; the server makes sure of it as well (P18) ──
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy) return event.preventDefault();
    if (form.dataset.draft) keep(form);
    form.dataset.busy = "1";
    form.querySelectorAll("button").forEach((button) => {
      button.dataset.words = button.textContent;
      button.textContent = words.sending;
      button.setAttribute("aria-disabled", "true");
    });
    announce(words.sending, true);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    announce("");
    main.querySelectorAll("form[data-busy]").forEach((form) => {
      delete form.dataset.busy;
      form.querySelectorAll("[aria-disabled]").forEach((button) => {
        button.removeAttribute("aria-disabled");
        button.textContent = button.dataset.words;
      });
    });
  });

  // ── Too many or too large files are said before they are sent (P21) ──
  main.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    const limits = input.form.dataset;
    const large = [...input.files].find((file) => file.size > +limits.size);
    input.setCustomValidity(
      large ? large.name + ": " + limits.large : input.files.length > +limits.files ? limits.many : "");
    input.reportValidity();
  });

  // ── A problem list is where reading starts ──
  const alert = main.querySelector("[role=alert]");
  if (alert) alert.focus();

  // ── What others do appears by itself; forms that are being typed in are left alone ──
  if (!words.live || !window.EventSource) return;
  const isTyping = (part) => [...part.querySelectorAll("form[data-draft]")].some(
    (form) => kept(form.dataset.draft) || form.contains(document.activeElement));

  const refresh = async () => {
    const page = await fetch(location.pathname + "?lang=" + document.documentElement.lang, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const freshMain = fresh.querySelector("main[data-label]");
    if (!freshMain) return location.reload();
    const moved = freshMain.dataset.label !== main.dataset.label;
    let changed = moved;
    main.querySelectorAll("[data-part]").forEach((part) => {
      const next = freshMain.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!next || next.innerHTML === part.innerHTML || (!moved && isTyping(part))) return;
      part.replaceWith(document.adoptNode(next));
      if (part.dataset.part === "thread" || part.dataset.part === "job") changed = true;
    });
    main.dataset.label = freshMain.dataset.label;
    const dock = fresh.querySelector(".dock");
    if (moved && dock) document.querySelector(".dock").replaceWith(document.adoptNode(dock));
    if (changed) announce(words.changed);
  };

  let isLost = false, patience;
  const source = new EventSource(words.live);
  source.addEventListener("changed", () => refresh().catch(() => {}));
  source.addEventListener("open", () => {
    clearTimeout(patience);
    patience = undefined;
    if (!isLost) return;
    isLost = false;
    announce(words.back);
    refresh().catch(() => {});
  });
  source.addEventListener("error", () => {
    patience = patience || setTimeout(() => { isLost = true; announce(words.lost, true); }, 4000);
  });
  addEventListener("pagehide", () => source.close());
})();
