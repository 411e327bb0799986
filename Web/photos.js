// What a phone does with a file before it is sent: keeps it until it has arrived, and makes photos smaller. For
// uploads.js, as `relais.photos`.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais) return;
  const { store, words } = relais;
  const edge = 2048, quality = 0.85, small = 1e6;

  // ── Contents in IndexedDB, while localStorage knows which file is whose; where a browser has none, they are lost with
  // the page, and nothing else is ──
  let opening;
  const open = () => (opening = opening || new Promise((yes, no) => {
    setTimeout(no, 3000); // some phones never answer; the files go all the same
    const request = indexedDB.open("relais", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    request.onsuccess = () => yes(request.result);
    request.onerror = request.onblocked = no;
  }));
  const run = (mode, act) => open().then((database) => new Promise((yes, no) => {
    const transaction = database.transaction("files", mode);
    const request = act(transaction.objectStore("files"));
    transaction.oncomplete = () => yes(request.result);
    transaction.onerror = transaction.onabort = no;
  })).catch(() => undefined);
  const place = (key) => store.prefix + key;

  // Nothing names it any more, or it is too old to be wanted.
  const sweep = async () => {
    const known = new Set();
    store.names().filter((name) => name.startsWith("files:")).forEach((name) => {
      const draft = store.read(name);
      if (draft) draft.items.forEach((item) => known.add(place(item.key)));
    });
    for (const key of (await run("readonly", (files) => files.getAllKeys())) || []) {
      const age = Date.now() - parseInt(key.split(":").pop(), 36);
      const isOurs = key.startsWith(store.prefix);
      if (isOurs ? !known.has(key) : !(age < store.week)) await run("readwrite", (files) => files.delete(key));
    }
  };

  // ── Upright and at most 2048 pixels; the drawing carries no place and no camera's name (P24) ──
  const drawn = (bitmap, longest, how) => new Promise((yes) => {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      canvas.width = canvas.height = 0; // some phones count canvases that nobody needs any more
      yes(blob);
    }, "image/jpeg", how);
  });
  const decoded = async (file) => {
    if (!window.createImageBitmap) return null;
    try { return await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { /* an older browser, or no picture */ }
    try { return await createImageBitmap(file); } catch { return null; }
  };
  // When and where it was taken goes along only where the organization wants to know (P24): the camera's own block,
  // which says from now on that the picture is upright.
  const origin = async (file) => {
    try {
      const bytes = new Uint8Array(await new Response(file.slice(0, 262144)).arrayBuffer());
      const view = new DataView(bytes.buffer);
      let at = 2;
      while (view.getUint16(at) !== 0xffe1 || view.getUint32(at + 4) !== 0x45786966) {
        if (bytes[at] !== 0xff || bytes[at + 1] === 0xda) return null;
        at += 2 + view.getUint16(at + 2);
      }
      const block = bytes.slice(at, at + 2 + view.getUint16(at + 2)), exif = new DataView(block.buffer, 10);
      const isLittle = exif.getUint16(0) === 0x4949, first = exif.getUint32(4, isLittle);
      for (let index = 0; index < exif.getUint16(first, isLittle); index++) {
        const entry = first + 2 + 12 * index;
        if (exif.getUint16(entry, isLittle) === 0x0112) exif.setUint16(entry + 8, 1, isLittle);
      }
      return block;
    } catch { return null; }
  };
  const withOrigin = async (blob, file) => {
    const block = words.origin ? await origin(file) : null;
    return block ? new Blob([blob.slice(0, 2), block, blob.slice(2)], { type: blob.type }) : blob;
  };
  // What it cannot decode or draw goes as it is: HEIC in most browsers, what is too large for the phone (P22).
  const smaller = async (file, name) => {
    const isPhoto = /^image\//.test(file.type) || /\.(jpe?g|png|webp|hei[cf])$/i.test(name);
    const bitmap = isPhoto ? await decoded(file) : null;
    if (!bitmap) return { blob: file, name };
    try {
      const thumb = await drawn(bitmap, 96, 0.7);
      const isLarge = Math.max(bitmap.width, bitmap.height) > edge;
      const less = isLarge || file.size > small ? await drawn(bitmap, edge, quality) : null;
      return less && (isLarge || less.size < file.size)
        ? { blob: await withOrigin(less, file), name: name.replace(/(\.\w{1,5})?$/, ".jpg"), thumb }
        : { blob: file, name, thumb };
    } catch { return { blob: file, name }; } finally { bitmap.close(); }
  };

  relais.photos = {
    // A key begins with its time, so that what is old can go without being looked at.
    newKey: () => Date.now().toString(36) + "-"
      + [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte + 256).toString(16).slice(1)).join(""),
    hold: (key, kept) => run("readwrite", (files) => files.put(kept, place(key))),
    take: (key) => run("readonly", (files) => files.get(place(key))),
    drop: (key) => run("readwrite", (files) => files.delete(place(key))),
    sweep, smaller,
  };
})();
