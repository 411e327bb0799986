// The drawn phone: a tapped link opens inside it, and what arrives is shown without reloading.
"use strict";
(() => {
  const app = document.getElementById("app");
  const browser = document.getElementById("browser");
  const screen = document.getElementById("screen");
  const where = document.getElementById("where");

  const show = (link) => {
    screen.src = link.getAttribute("href");
    where.textContent = location.host + link.getAttribute("href");
    app.hidden = true;
    browser.hidden = false;
    document.getElementById("close").focus();
  };

  const close = () => {
    browser.hidden = true;
    app.hidden = false;
    screen.src = "about:blank";
    document.getElementById("messages").focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#messages a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !browser.hidden) close();
  });

  const known = () => new Set([...document.querySelectorAll("article")].map((article) => article.id));

  // The demo is on this machine: asking every two seconds is simpler than a stream, and stops while nobody looks.
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = known();
      for (const id of ["owners", "messages"]) {
        const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
        if (!old || !fresh || old.innerHTML === fresh.innerHTML || old.contains(document.activeElement) && id === "owners") continue;
        const [top, hadFocus] = [old.scrollTop, old.contains(document.activeElement)];
        old.replaceChildren(...fresh.childNodes);
        old.scrollTop = top;
        if (hadFocus) old.focus();
      }
      for (const article of document.querySelectorAll("article")) {
        if (!before.has(article.id)) article.classList.add("arrived");
      }
    } catch {
      // The portal is restarting; the next round finds it again.
    }
  };
  setInterval(refresh, 2000);
})();
