// What others do appears by itself on the contractor's page (B20): parts that are being typed in, or that hold the
// keyboard's focus, are left alone until they are not. Without it a reload shows the same.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais || !relais.words.live || !window.EventSource) return;
  const { main, words, base, announce, drafts, isKept, restore } = relais;
  const stale = new Set(); // parts that could not be replaced yet
  let isWorking = false, isAgain = false, leaving;
  const isInUse = (part) => part.contains(document.activeElement)
    || drafts(part).some((form) => isKept(form) || form.dataset.busy);

  const replace = (part, next) => {
    const open = [...part.querySelectorAll("details[open][id]")].map((each) => each.id);
    part.replaceWith(document.adoptNode(next));
    open.forEach((id) => { const fold = document.getElementById(id); if (fold) fold.open = true; });
    drafts(next).forEach(restore);
    main.dispatchEvent(new CustomEvent("relais:fresh", { detail: next }));
  };

  const bringUpToDate = async () => {
    const page = await fetch(base + "?lang=" + document.documentElement.lang, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const freshMain = fresh.querySelector("main[data-label]");
    // A proxy's error page is no reason to throw away a page that works.
    if (leaving) return;
    if (!freshMain) { if (page.status === 404 || page.status === 410) location.reload(); return; }
    const moved = freshMain.dataset.label !== main.dataset.label;
    let changed = moved;
    main.querySelectorAll("[data-part]").forEach((part) => {
      const next = freshMain.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!next || next.innerHTML === part.innerHTML) return;
      if (isInUse(part)) return stale.add(part.dataset.part);
      if (part.dataset.part === "thread" || part.dataset.part === "job") changed = true;
      replace(part, next);
    });
    main.dataset.label = freshMain.dataset.label;
    main.dataset.live = freshMain.dataset.live;
    const dock = fresh.querySelector(".dock"), ours = document.querySelector(".dock");
    if (moved && dock && !ours.contains(document.activeElement)) ours.replaceWith(document.adoptNode(dock));
    if (changed) announce(words.changed);
  };

  // A form that is on its way leads to its own page. What it does is told here as well, and may arrive before its
  // answer: a reload then ("wrong number" closes this very link) would take the answer's place.
  const stay = () => { clearTimeout(leaving); leaving = undefined; };
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    stay();
    leaving = setTimeout(() => { stay(); refresh(); }, 60000); // nobody knows that a send was given up
  });

  const refresh = async () => {
    if (leaving) return;
    isAgain = isWorking; // what comes meanwhile is fetched after it
    if (isWorking) return;
    isWorking = true;
    stale.clear();
    try { await bringUpToDate(); } catch { /* the next event, or the next connection, tells it again */ }
    isWorking = false;
    if (isAgain) refresh();
  };
  const isFree = (name) => { const part = main.querySelector(`[data-part="${name}"]`); return part && !isInUse(part); };
  addEventListener("focusout", () => setTimeout(() => { if ([...stale].some(isFree)) refresh(); }, 300));

  // A hidden page holds no connection: a browser has six of them for all its tabs.
  let source, tries = 0, next, patience, isLost = false;
  const lose = () => { isLost = true; announce(words.lost, true); };
  const disconnect = () => {
    clearTimeout(next);
    if (source) source.close();
    source = undefined;
  };
  const connect = () => {
    disconnect();
    if (document.hidden) return;
    source = new EventSource(words.live);
    source.addEventListener("changed", refresh);
    source.addEventListener("open", () => {
      clearTimeout(patience);
      patience = undefined;
      tries = 0;
      if (!isLost) return;
      isLost = false;
      announce("", true);
      announce(words.back);
    });
    source.addEventListener("error", () => {
      disconnect();
      patience = patience || setTimeout(lose, 4000);
      next = setTimeout(connect, Math.min(30, 2 ** tries++) * (500 + 500 * Math.random()));
    });
  };
  const reconnect = () => { tries = 0; connect(); };
  const pause = () => { disconnect(); clearTimeout(patience); patience = undefined; };
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : reconnect()));
  addEventListener("online", reconnect);
  addEventListener("offline", lose);
  addEventListener("pagehide", pause);
  addEventListener("pageshow", (event) => { if (event.persisted) { stay(); reconnect(); } });
  connect();
})();
