// Makes the contractor's page safer on a bad network. Every step works without it, and it never sends by itself (P2).
// The other scripts build on what it offers as `relais`. No syntax that a phone of 2019 does not know.
(() => {
  "use strict";
  const main = document.getElementById("main");
  if (!main) return;
  const say = main.querySelector(".live");
  const words = main.dataset;
  const token = location.pathname.split("/")[2] || "";
  const base = "/t/" + token;
  const alert = main.querySelector("[role=alert]");
  let silence, standing = "";

  // What stays is shown again when something shorter has been said; an empty text that stays takes it away.
  const announce = (text, stays) => {
    clearTimeout(silence);
    if (stays) standing = text;
    say.textContent = text || standing;
    if (text && !stays) silence = setTimeout(() => announce(""), 5000);
  };

  // ── Nothing typed is lost: kept on this phone until it was sent ──
  // The first characters of a link name it; its secret is not kept.
  const prefix = "relais:" + token.slice(0, 10) + ":";
  const week = 7 * 24 * 3600 * 1000;
  const store = {
    prefix, week,
    read(name) {
      try {
        const draft = JSON.parse(localStorage.getItem(prefix + name));
        return draft && Date.now() - draft.at < week ? draft : null;
      } catch { return null; }
    },
    write(name, draft) {
      try { localStorage.setItem(prefix + name, JSON.stringify({ ...draft, at: Date.now() })); } catch { /* full */ }
    },
    forget(name) { try { localStorage.removeItem(prefix + name); } catch { /* private mode */ } },
    names() {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)); }
      catch { return []; }
    },
  };
  // Of one form: what was typed, which files were chosen, what was drawn.
  const kinds = ["", "files:", "sign:"];
  const isKept = (form) => kinds.some((kind) => store.read(kind + form.dataset.draft));

  const fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "file", "submit", "button"].includes(e.type) && e.name !== "staged");
  const isBox = (field) => field.type === "radio" || field.type === "checkbox";

  // On a page that refuses a form everything typed came back with it: all of that is kept, not only what is new.
  // What was typed in a step that is gone stands in the message, which is then such a form as well.
  const isTakenOver = (form) => form.dataset.kept !== undefined;
  const isRefused = (form) => alert && (isTakenOver(form) || new URL(form.action).pathname === location.pathname);
  const keep = (form) => {
    const values = {}, all = isRefused(form);
    for (const field of fields(form)) {
      if (isBox(field)) {
        if ((all || field.checked !== field.defaultChecked) && (field.checked || field.type === "checkbox")) {
          values[field.type === "radio" ? field.name : field.name + "=" + field.value] = field.type === "radio" ? field.value : field.checked;
        }
      } else if (all ? field.value : field.value !== field.defaultValue) values[field.name] = field.value;
    }
    const name = form.dataset.draft, earlier = store.read(name);
    if (!Object.keys(values).length) return store.forget(name);
    store.write(name, { values, sent: earlier ? earlier.sent : undefined });
  };

  // The form's id goes with what was sent under it: when nobody knows whether it arrived, sending it again does not
  // send it twice (P18). A form that was refused has its right id already.
  const keepID = (form, name) => {
    const draft = store.read(name), input = form.elements.submission;
    if (!draft || !draft.sent || !input) return;
    if (isRefused(form)) return store.write(name, { ...draft, sent: undefined });
    input.value = draft.sent;
  };

  const unfold = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };
  // Neither what came back with the page nor what was begun here before is lost: one stands below the other.
  const join = (came, begun) => (came.includes(begun) ? came : begun.includes(came) ? begun : came + "\n\n" + begun);
  const restore = (form) => {
    const draft = store.read(form.dataset.draft);
    if (!draft) return;
    keepID(form, form.dataset.draft);
    if (form.querySelector("[aria-invalid]")) return;
    const changed = [];
    for (const field of fields(form)) {
      const value = draft.values[field.type === "checkbox" ? field.name + "=" + field.value : field.name];
      if (value === undefined) continue;
      if (isBox(field)) {
        const checked = field.type === "checkbox" ? value : field.value === value;
        if (checked !== field.checked && (checked || field.type === "checkbox")) { field.checked = checked; changed.push(field); }
      } else if (field.value === field.defaultValue && field.value !== value) {
        field.value = isTakenOver(form) ? join(field.value, value) : value;
        changed.push(field);
      }
    }
    if (!changed.length) return;
    changed.forEach(unfold);
    announce(words.restored);
  };

  // What this page confirms is forgotten, and nothing that was typed since.
  const status = main.querySelector("[data-sent]");
  const done = new URLSearchParams(location.search).get("done");
  if (status && done) {
    store.names().forEach((name) => { const draft = store.read(name); if (draft && draft.sent === done) store.forget(name); });
  }
  const drafts = (part) => [...part.querySelectorAll("form[data-draft]")];
  drafts(main).forEach((form) => {
    restore(form);
    if (isTakenOver(form)) keep(form);
  });
  main.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.draft && event.target.type !== "file") keep(form);
  });

  // ── One press sends once; the server makes sure of it as well (P18) ──
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy) return event.preventDefault();
    if (navigator.onLine === false && !form.dataset.tried) {
      form.dataset.tried = "1"; // some phones say so wrongly: the second press is taken at its word
      event.preventDefault();
      return announce(words.lost);
    }
    if (form.dataset.draft) {
      keep(form);
      const sent = form.elements.submission && form.elements.submission.value;
      kinds.map((kind) => kind + form.dataset.draft).forEach((name) => {
        const draft = store.read(name);
        if (draft) store.write(name, { ...draft, sent });
      });
    }
    form.dataset.busy = "1";
    form.querySelectorAll("button:not([type=button])").forEach((button) => {
      button.dataset.words = button.textContent;
      button.textContent = words.sending;
      button.setAttribute("aria-disabled", "true");
    });
    announce(words.sending, true);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    announce("", true);
    main.querySelectorAll("form[data-busy]").forEach((form) => {
      delete form.dataset.busy;
      form.querySelectorAll("[aria-disabled]").forEach((button) => {
        button.removeAttribute("aria-disabled");
        button.textContent = button.dataset.words;
      });
    });
  });

  // ── Problems, and what was confirmed, are where reading starts ──
  if (alert) alert.focus();
  else if (status) {
    status.tabIndex = -1;
    status.focus();
  }

  window.relais = { main, words, base, store, announce, keepID, drafts, isKept, restore, unfold, before: [] };
})();
