// Sends each photo and file by itself as soon as it is chosen, and remembers it, so that neither a bad network nor a
// phone that ends the page loses one (E3, P20 to P23). The form then only names what has arrived. Without this script
// the files go with the form.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais || !relais.photos || !relais.fileList || !window.FormData) return;
  const { main, words, base, store, announce, photos } = relais;
  const { make, show, picture, isUnderway } = relais.fileList;
  const atOnce = 2, mostTries = 6, patience = 45000;
  const items = [], lists = new Map();
  const waits = new Set(); // forms whose button was pressed before everything had arrived
  let active = 0, line = Promise.resolve();

  const list = (item) => relais.fileList.row(item, lists.get(item.input), { retry, remove });
  const of = (form) => items.filter((item) => item.input.form === form);
  const save = (form) => {
    const name = "files:" + form.dataset.draft, earlier = store.read(name);
    const kept = of(form).filter((item) => item.state !== "refused")
      .map(({ key, input, name, size, id, mark, isBegun }) => ({ key, field: input.name, name, size, id, mark, isBegun }));
    if (kept.length) store.write(name, { items: kept, sent: earlier ? earlier.sent : undefined });
    else store.forget(name);
  };

  // One after the other: photos fill a phone's memory.
  const prepare = async (item) => {
    const limits = item.input.dataset.size ? item.input.dataset : item.input.form.dataset;
    // Kept before it is decoded: that is when a phone that is short of memory ends the page (P20).
    if (!(item.blob.size > +limits.size)) await photos.hold(item.key, { blob: item.blob });
    // A photo at which it ended once goes as it is the next time: else every opening would end the same way.
    const isAsItIs = item.mark || item.isBegun;
    item.isBegun = true;
    save(item.input.form);
    const found = isAsItIs ? item : await photos.smaller(item.blob, item.name);
    if (!items.includes(item)) return photos.drop(item.key);
    Object.assign(item, { blob: found.blob, name: found.name, size: found.blob.size });
    picture(item, found.thumb);
    if (item.size > +limits.size) return refuse(item, limits.large);
    await photos.hold(item.key, { blob: item.blob, thumb: found.thumb, isReady: true });
    save(item.input.form);
    retry(item);
  };

  // ── Two at once, each by itself; what fails is tried again, after a longer pause each time (P23) ──
  const refuse = (item, why) => {
    item.wrong = why || words.filesFailed;
    show(item, "refused");
    photos.drop(item.key);
    save(item.input.form);
    announce(item.wrong);
    proceed(item.input.form);
  };
  const retry = (item, isAsked) => {
    if (isAsked) item.tries = 0;
    clearTimeout(item.timer);
    item.isDue = true;
    show(item, "waiting");
    pump();
  };
  const read = (request) => {
    try { return JSON.parse(request.responseText) || {}; } catch { return {}; } // a proxy's page, or nothing
  };
  const settle = (item, request) => {
    if (!items.includes(item)) return;
    const { status } = request, form = item.input.form, answer = read(request);
    if ((status === 200 || status === 201) && answer.id) {
      item.id = answer.id;
      item.blob = undefined;
      show(item, "arrived");
      save(form);
      photos.take(item.key).then((kept) => items.includes(item) && photos.hold(item.key, { thumb: kept && kept.thumb }));
      if (!of(form).some(isUnderway)) announce(words.filesArrived);
      return proceed(form);
    }
    const isPassing = [408, 425, 429].includes(status) || request.getResponseHeader("Upload-Offset");
    if (status >= 400 && status < 500 && !isPassing) {
      return refuse(item, answer.errors && answer.errors[0] ? answer.errors[0].message : "");
    }
    item.tries += 1;
    if (item.tries >= mostTries) {
      show(item, "failed");
      return proceed(form);
    }
    item.isDue = false;
    show(item, "waiting");
    item.timer = setTimeout(() => retry(item), 2 ** item.tries * (300 + 300 * Math.random()));
  };
  const call = (item, method, offset, done) => {
    const request = (item.request = new XMLHttpRequest());
    let silence;
    const watch = () => { clearTimeout(silence); silence = setTimeout(() => request.abort(), patience); };
    request.open(method, base + "/uploads/" + item.key + "?size=" + item.blob.size + "&name=" + encodeURIComponent(item.name)
      + "&lang=" + document.documentElement.lang);
    request.upload.onprogress = (event) => {
      watch();
      item.share = (offset + event.loaded) / (item.blob.size || 1);
      show(item);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      done(request);
    };
    watch();
    if (method === "GET") return request.send();
    request.setRequestHeader("Upload-Offset", offset);
    request.send(item.blob.slice(offset));
  };
  // What was tried before is asked for first: it goes on where it was cut, and begins anew only where nothing is left.
  const send = (item) => {
    const end = (request) => {
      active -= 1;
      settle(item, request);
      pump();
    };
    const transmit = (offset) => {
      if (offset > (item.offset || 0)) item.tries = 0;
      item.offset = offset;
      item.share = offset / (item.blob.size || 1);
      show(item, "sending");
      call(item, "PATCH", offset, end);
    };
    const isTried = item.isTried;
    item.isTried = true;
    active += 1;
    show(item, "sending");
    if (!isTried) return transmit(0);
    call(item, "GET", 0, (request) => {
      const { offset } = read(request);
      return offset >= 0 && items.includes(item) ? transmit(offset) : end(request);
    });
  };
  const pump = () => items.forEach((item) => {
    if (active < atOnce && item.state === "waiting" && item.isDue) send(item);
  });
  addEventListener("online", () => items.forEach((item) => {
    if (item.state === "failed" || (item.state === "waiting" && !item.isDue)) retry(item, true);
  }));

  const add = (input, blob, name, mark) => {
    const limits = input.dataset.files ? input.dataset : input.form.dataset;
    const before = items.filter((item) => item.input === input && item.state !== "refused");
    if (!input.multiple) before.forEach((item) => remove(item));
    const item = { key: photos.newKey(), input, name, size: blob.size, blob, mark, tries: 0, isDue: true, share: 0 };
    list(item);
    items.push(item);
    show(item, "preparing");
    if (input.multiple && before.length >= +limits.files) return refuse(item, limits.many);
    save(input.form);
    line = line.then(() => prepare(item)).catch(() => show(item, "failed"));
  };
  const remove = (item, isAsked) => {
    items.splice(items.indexOf(item), 1);
    clearTimeout(item.timer);
    if (item.request) item.request.abort();
    if (item.id) fetch(base + "/files/" + item.id + "/removal", { method: "POST", keepalive: true }).catch(() => {});
    photos.drop(item.key);
    save(item.input.form);
    const near = item.row.nextElementSibling || item.row.previousElementSibling;
    item.row.remove();
    if (isAsked) (near ? near.querySelector(".away") : item.input).focus();
    proceed(item.input.form);
  };

  // ── The form goes when everything has arrived, and only if its button was pressed (P2) ──
  const isStuck = (form) => {
    const bad = of(form).find((item) => !isUnderway(item) && item.state !== "arrived");
    if (!bad) return false;
    waits.delete(form);
    announce("", true);
    announce(words.filesStuck);
    (bad.again.hidden ? bad.away : bad.again).focus();
    return true;
  };
  const proceed = (form) => {
    if (!waits.has(form) || of(form).some(isUnderway) || isStuck(form)) return;
    waits.delete(form);
    announce("", true);
    form.querySelector("button:not([type=button])").click();
  };
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.draft || form.dataset.busy) return;
    const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (relais.before.some((step) => step(form) === false)) return stop();
    of(form).forEach((item) => { if (item.state === "failed") retry(item, true); });
    if (isStuck(form)) return stop();
    if (of(form).some(isUnderway)) {
      stop();
      waits.add(form);
      return announce(words.filesWait, true);
    }
    form.querySelectorAll("input[name=staged][type=hidden]").forEach((input) => input.remove());
    of(form).forEach((item) => form.append(make("input", { type: "hidden", name: "staged", value: item.input.name + ":" + item.id })));
  }, true);

  main.addEventListener("change", (event) => {
    const input = event.target;
    if (!lists.has(input)) return;
    const chosen = [...input.files];
    input.value = "";
    chosen.forEach((file) => add(input, file, file.name || "photo.jpg"));
  });

  // ── After a reload everything is there again (P20) ──
  const bringBack = async (item) => {
    const kept = await photos.take(item.key);
    if (!items.includes(item)) return;
    picture(item, kept && kept.thumb);
    if (item.id) return show(item, "arrived");
    item.blob = kept && kept.blob;
    if (!item.blob) return show(item, "lost");
    // The very same bytes again, if they were sent already: then the key stands for the same file.
    item.isTried = kept.isReady;
    return kept.isReady ? retry(item) : prepare(item);
  };
  // What the page itself says has arrived joins what this phone knows of, under the key by which its picture is known.
  const adopt = (form, draft) => {
    const known = store.names().filter((name) => name.startsWith("files:")).flatMap((name) => (store.read(name) || { items: [] }).items);
    const own = draft ? draft.items : [];
    form.querySelectorAll(".kept input").forEach((box) => {
      const [field, id] = box.value.split(":"), input = form.elements[field];
      const item = known.find((each) => each.id === id);
      // A signature that was not drawn here stays the page's affair.
      if (!own.some((each) => each.id === id)) {
        if (!item && input.hasAttribute("data-signature")) return;
        own.push({ key: item ? item.key : photos.newKey(), field, id, name: box.dataset.name, size: +box.dataset.size });
      }
      const group = box.closest(".kept");
      box.parentElement.remove();
      if (!group.querySelector("input")) group.remove();
    });
    return own;
  };
  const enhance = (part) => relais.drafts(part).forEach((form) => {
    const draft = store.read("files:" + form.dataset.draft), inputs = [...form.querySelectorAll("input[type=file]")];
    const earlier = adopt(form, draft);
    inputs.filter((input) => !lists.has(input)).forEach((input) => {
      lists.set(input, make("ul", { className: "sent" }));
      input.after(lists.get(input));
      earlier.filter((kept) => kept.field === input.name).forEach((kept) => {
        const item = { ...kept, input, tries: 0, isDue: true, share: 0 };
        list(item);
        items.push(item);
        show(item, "preparing");
        line = line.then(() => bringBack(item)).catch(() => show(item, "lost")).then(() => proceed(form));
      });
    });
    if (!of(form).length) return;
    relais.keepID(form, "files:" + form.dataset.draft);
    save(form);
    of(form).forEach((item) => relais.unfold(item.input));
    announce(words.filesBack);
  });
  main.addEventListener("relais:fresh", (event) => enhance(event.detail));
  enhance(main);
  line = line.then(photos.sweep);

  // For signature.js: one file under `mark`, in place of what was there under another.
  relais.stage = (input, mark, blob, name) => {
    if (!items.some((item) => item.input === input && item.mark === mark)) add(input, blob(), name, mark);
  };
  relais.unstage = (input) => items.filter((item) => item.input === input).forEach((item) => remove(item));
})();
