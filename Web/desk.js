// Makes the desk live and keeps what is typed. Every act works without this file.
"use strict";
(() => {
  const live = document.getElementById("live");

  // ── What is said ──
  // What stays is shown again when something shorter has been said; an empty text that stays takes it away.
  let silence;
  let standing = "";
  const say = (text, { isShown = true, stays = false } = {}) => {
    clearTimeout(silence);
    if (stays) standing = text;
    live.classList.toggle("spoken", Boolean(text) && !isShown);
    live.textContent = text || standing;
    if (text && !stays) silence = setTimeout(() => say(""), 7000);
  };

  // ── Typed text outlives a reload; it goes when the form was taken (its page comes back without it) ──
  const formKey = (form) => `desk:${location.pathname}:${form.getAttribute("action")}`;
  const fields = (form) => [...form.elements].filter((field) =>
    field.name && field.name !== "submission" && !["file", "hidden", "submit", "button"].includes(field.type));
  const isChosen = (field) => field.type === "checkbox" || field.type === "radio";
  const isDirty = (form) => fields(form).some((field) => isChosen(field)
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        && field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected))
      : field.value !== field.defaultValue)
    || [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length > 0);

  const keep = (form) => {
    const kept = fields(form).map((field) => [field.name, isChosen(field) ? [field.value, field.checked] : field.value]);
    try {
      if (isDirty(form)) localStorage.setItem(formKey(form), JSON.stringify({ at: Date.now(), kept }));
      else localStorage.removeItem(formKey(form));
    } catch { /* private windows may refuse; then nothing is kept */ }
  };

  const restore = (form) => {
    let stored;
    try { stored = JSON.parse(localStorage.getItem(formKey(form)) ?? "null"); } catch { return false; }
    if (!stored || Date.now() - stored.at > 7 * 86400000) return false;
    if (form.querySelector("[aria-invalid]")) return false; // the server shows what was sent
    for (const [name, value] of stored.kept) {
      const same = fields(form).filter((field) => field.name === name);
      if (Array.isArray(value)) same.filter((field) => field.value === value[0]).forEach((field) => { field.checked = value[1]; });
      else same.forEach((field) => { field.value = value; });
    }
    for (const folded of form.querySelectorAll("details")) {
      if ([...folded.querySelectorAll("input, textarea")].some((field) => !isChosen(field) && field.value !== field.defaultValue)) folded.open = true;
    }
    return isDirty(form);
  };

  const sent = "desk:sent";
  const forget = () => {
    // A confirmation on the page means that the last sent form was stored.
    try {
      const key = sessionStorage.getItem(sent);
      if (key && document.querySelector("#main > .done")) localStorage.removeItem(key);
      sessionStorage.removeItem(sent);
    } catch { /* as above */ }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy) {
      event.preventDefault(); // a double tap; the server would answer it once as well
      return;
    }
    form.dataset.busy = "yes";
    setTimeout(() => delete form.dataset.busy, 4000);
    try { if (form.matches("[data-keep]")) sessionStorage.setItem(sent, formKey(form)); } catch { /* as above */ }
  });

  // ── Panels ──
  const openPanel = () => {
    const panel = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!panel?.matches?.(".panel")) return;
    panel.querySelector("textarea, select, input:not([type=hidden], [type=radio], [type=checkbox])")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", openPanel);

  // ── Refreshing: the same page is fetched, and what changed is put in its place ──
  const mayReplace = (old) => {
    const field = document.activeElement;
    if (old.contains(field) && field.matches("input, select, textarea, button")) return false;
    if (old.querySelector(".panel:target, .panel.is-open, .panel details[open]")) return false;
    return ![...old.querySelectorAll("form")].some(isDirty);
  };

  // A form's own id is new on every page, and what is marked as new is marked here: neither is a reason to replace it.
  const shape = (part) => part.innerHTML.replace(/name="submission" value="[^"]*"| new-row(?=")/g, "");

  const replace = (old, fresh) => {
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const known = new Set([...old.querySelectorAll("[data-id], .line")].map((item) => item.dataset.id ?? item.id));
    old.replaceChildren(...fresh.childNodes);
    if (focused) [...old.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    for (const item of old.querySelectorAll("[data-id], .line")) {
      if (!known.has(item.dataset.id ?? item.id)) item.classList.add("new-row");
    }
  };

  let refreshing = false;
  let again = false;
  const refresh = async () => {
    if (refreshing) { again = true; return false; }
    refreshing = true;
    let kept = false;
    try {
      const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) return false;
      // The session is over. Any other detour is the answer to a form that was refused: its page stays as it is.
      if (answer.redirected) {
        if (new URL(answer.url).pathname === "/sign-in") location.assign(answer.url);
        return false;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.title = page.title;
      for (const old of document.querySelectorAll("[data-live][id]")) {
        const fresh = page.getElementById(old.id);
        if (!fresh || shape(old) === shape(fresh)) continue;
        if (old.id === "panels") { if (!mayReplace(old)) { kept = true; continue; } }
        else if (!mayReplace(old)) continue;
        replace(old, document.adoptNode(fresh));
      }
      const label = page.getElementById("main")?.dataset.label;
      if (label) document.getElementById("main").dataset.label = label;
    } catch {
      return false;
    } finally {
      refreshing = false;
      if (again) { again = false; setTimeout(refresh, 100); }
    }
    return { kept };
  };

  const onTicket = async (id) => {
    const main = document.getElementById("main");
    const label = main?.dataset.label;
    const result = await refresh();
    const row = [...document.querySelectorAll("#queue-list [data-id]")].find((item) => item.dataset.id === id);
    const isOpen = main?.dataset.id === id;
    if (isOpen && result?.kept && label !== main.dataset.label) say(live.dataset.changed);
    else if (isOpen) {
      const line = document.querySelector(".timeline .line");
      say(line ? (line.querySelector(".head") ?? line.querySelector(".body"))?.textContent ?? "" : "", { isShown: false });
    } else if (row) say(`${row.querySelector("strong").textContent}: ${row.querySelector(".state").textContent}`, { isShown: row.classList.contains("unread") });
  };

  // ── One stream a browser: the tab that holds the lock listens and tells the others ──
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("desk") : null;
  let isLost = false;
  const state = (lost) => {
    if (lost === isLost) return;
    isLost = lost;
    say(lost ? live.dataset.lost : "", { stays: true });
    if (lost) return;
    say(live.dataset.back);
    refresh();
  };
  const hear = (message) => {
    if (message.ticket) onTicket(message.ticket);
    if ("lost" in message) state(message.lost);
  };
  const tell = (message) => { hear(message); channel?.postMessage(message); };

  let isListening = false;
  let source;
  let patience;
  const connect = () => {
    source = new EventSource(live.dataset.address);
    source.addEventListener("ticket", (event) => tell({ ticket: event.data }));
    source.addEventListener("open", () => {
      isListening = true;
      clearTimeout(patience);
      patience = undefined;
      tell({ lost: false });
      refresh(); // what happened between the page and this moment
    });
    source.addEventListener("error", () => {
      patience ??= setTimeout(() => tell({ lost: true }), 5000); // one try that fails is nobody's business
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      refresh(); // leads to the door if the session is over
      setTimeout(connect, 10000);
    });
  };
  const listen = () => new Promise(connect);
  addEventListener("pagehide", () => source?.close());

  channel?.addEventListener("message", (event) => hear(event.data));
  if (channel && navigator.locks) navigator.locks.request("desk-stream", listen);
  else listen();

  // Another tab listens already: what happened while this one was being loaded is looked up once.
  setTimeout(() => { if (!isListening) refresh(); }, 1500);

  // Times such as "5 min" grow old by themselves; and a page that comes back from the cache may be old.
  setInterval(() => { if (!document.hidden && !isLost) refresh(); }, 60000);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });

  // ── At the start ──
  forget();
  if ([...document.querySelectorAll("form[data-keep]")].map(restore).some(Boolean)) say(live.dataset.kept);
  document.querySelector(".alert")?.focus();
  openPanel();
})();
