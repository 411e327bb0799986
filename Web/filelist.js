// The list below a file input: what was chosen, how far it is, what is wrong with it (P21, P23). For uploads.js, as
// `relais.fileList`.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais) return;
  const { words } = relais;
  const isUnderway = (item) => ["preparing", "waiting", "sending"].includes(item.state);

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const readable = (bytes) => {
    const [unit, size] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
    const maximumFractionDigits = size < 10 ? 1 : 0;
    try { return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits }).format(size); }
    catch { return size.toFixed(maximumFractionDigits) + " " + unit[0] + "B"; }
  };
  const row = (item, list, { retry, remove }) => {
    item.picture = make("i", {});
    item.note = make("small", {});
    item.bar = make("progress", { max: 100, value: 0 });
    item.bar.setAttribute("aria-label", item.name);
    item.again = make("button", { type: "button", className: "again", textContent: words.filesRetry, onclick: () => retry(item, true) });
    item.away = make("button", { type: "button", className: "away", textContent: "×", onclick: () => remove(item, true) });
    item.away.setAttribute("aria-label", words.filesRemove + ": " + item.name);
    item.row = make("li", {}, item.picture, make("div", {}, make("b", { textContent: item.name }), item.note, item.bar), item.again, item.away);
    list.append(item.row);
  };
  const said = {
    preparing: words.filesPreparing, waiting: words.filesWaiting, sending: words.filesSending,
    arrived: "✓ " + words.filesArrived, failed: words.filesFailed, lost: words.filesLost,
  };
  const show = (item, state) => {
    if (state) item.state = item.row.dataset.state = state;
    const percent = item.state === "sending" ? Math.floor(item.share * 100) : 0;
    item.note.textContent = readable(item.size) + " · " + (item.wrong || said[item.state]) + (percent ? " " + percent + " %" : "");
    item.bar.value = percent;
    item.bar.hidden = !isUnderway(item);
    item.again.hidden = item.state !== "failed";
  };
  const picture = (item, thumb) => {
    if (!thumb) return;
    const image = make("img", { alt: "", src: URL.createObjectURL(thumb) });
    image.onload = () => URL.revokeObjectURL(image.src);
    item.picture.replaceWith(image);
    item.picture = image;
  };

  relais.fileList = { make, row, show, picture, isUnderway };
})();
