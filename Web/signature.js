// A frame to sign in with a finger (E9). The strokes are what is kept: they are drawn again when the phone is turned, and
// by them it is known whether anything was signed (P26). Without this script a picture can be chosen or a name typed.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais || !relais.stage || !window.PointerEvent) return;
  const { main, words, store, announce } = relais;
  const ratio = 0.4; // height of the frame, in its widths
  const least = 0.05; // length of all strokes, in widths: less is a slip of the finger
  const pads = [];

  const length = (strokes) => strokes.reduce((sum, stroke) => sum + stroke.reduce(
    (way, [x, y], index) => way + (index ? Math.hypot(x - stroke[index - 1][0], y - stroke[index - 1][1]) : 0), 0), 0);

  const draw = (canvas, strokes) => {
    const context = canvas.getContext("2d"), width = canvas.width;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, canvas.height);
    context.strokeStyle = "#111";
    context.lineWidth = width * 0.007;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes) {
      const points = stroke.map(([x, y]) => [x * width, y * width]);
      context.beginPath();
      context.moveTo(...points[0]);
      points.slice(1).forEach(([x, y], index) => {
        const [fromX, fromY] = points[index];
        context.quadraticCurveTo(fromX, fromY, (fromX + x) / 2, (fromY + y) / 2);
      });
      context.lineTo(...points[points.length - 1]);
      context.stroke();
    }
  };
  const png = (strokes) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1000, height: 1000 * ratio });
    draw(canvas, strokes);
    const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
    return new Blob([Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))], { type: "image/png" });
  };
  // Tells one drawing from another; nothing is protected by it.
  const mark = (strokes) => {
    let hash = 0;
    for (const unit of JSON.stringify(strokes)) hash = (hash * 31 + unit.charCodeAt(0)) | 0;
    return "signature" + hash;
  };

  const enhance = (input) => {
    const form = input.form, name = "sign:" + form.dataset.draft;
    const kept = store.read(name);
    const pad = { input, form, strokes: (kept && kept.strokes) || [], isCompulsory: input.dataset.required !== undefined };
    const frame = document.createElement("div"), canvas = document.createElement("canvas");
    const hint = document.createElement("small"), clear = document.createElement("button");
    const label = form.querySelector(`label[for="${input.id}"]`);
    // What leads to the input (its label, a problem that names it) leads to the frame.
    frame.id = input.id;
    frame.className = input.hasAttribute("aria-invalid") ? "pad wrong" : "pad";
    frame.tabIndex = -1;
    frame.setAttribute("role", "group");
    if (input.hasAttribute("aria-describedby")) frame.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
    if (label) {
      label.id = input.id + "-label";
      label.removeAttribute("for");
      frame.setAttribute("aria-labelledby", label.id);
    }
    canvas.setAttribute("role", "img");
    Object.assign(clear, { type: "button", className: "again", textContent: words.signClear });
    input.removeAttribute("id");
    input.hidden = true;
    frame.append(canvas, hint, clear);
    input.before(frame);
    pad.frame = frame;
    pads.push(pad);

    const show = () => {
      const isSigned = length(pad.strokes) >= least;
      const dense = Math.min(3, window.devicePixelRatio || 1), width = Math.max(1, Math.round(canvas.clientWidth * dense));
      if (canvas.width !== width) Object.assign(canvas, { width, height: Math.round(width * ratio) });
      draw(canvas, pad.strokes);
      hint.textContent = isSigned ? "✓ " + words.signDone : words.signHere;
      canvas.setAttribute("aria-label", hint.textContent);
      clear.hidden = !pad.strokes.length;
    };
    const save = () => {
      const draft = store.read(name);
      if (pad.strokes.length) store.write(name, { strokes: pad.strokes, sent: draft ? draft.sent : undefined });
      else store.forget(name);
      frame.classList.remove("wrong");
      show();
    };
    let stroke;
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top].map((way) => Math.round(way / box.width * 1e4) / 1e4);
    };
    // Otherwise Chromium takes a quick stroke for a fling, whatever `touch-action` says, and swallows the next tap.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      pad.strokes.push(stroke = [point(event)]);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke || !event.isPrimary) return;
      const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (all.length ? all : [event]).forEach((each) => stroke.push(point(each)));
      draw(canvas, pad.strokes);
    });
    const end = () => { if (stroke) { stroke = undefined; save(); } };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    clear.addEventListener("click", () => {
      pad.strokes = [];
      relais.unstage(input);
      save();
      frame.focus();
    });
    if (window.ResizeObserver) new ResizeObserver(show).observe(canvas);
    else addEventListener("resize", show);
    if (kept) relais.keepID(form, name);
    show();
  };

  // One that came back with the page, from a browser that knows nothing of it any more.
  const earlier = (form) => form.querySelector('.kept input[value^="signature:"]');
  relais.before.push((form) => {
    for (const pad of pads.filter((pad) => pad.form === form)) {
      if (length(pad.strokes) >= least) {
        if (earlier(form)) earlier(form).checked = false;
        relais.stage(pad.input, mark(pad.strokes), () => png(pad.strokes), "signature.png");
        continue;
      }
      relais.unstage(pad.input);
      const typed = form.elements.signedBy;
      const kept = earlier(form);
      if (!pad.isCompulsory || (typed && typed.value.trim()) || (kept && kept.checked)) continue;
      pad.frame.classList.add("wrong");
      pad.frame.focus();
      announce(words.signEmpty);
      return false;
    }
    return true;
  });

  const find = (part) => part.querySelectorAll("form[data-draft] input[data-signature]:not([hidden])").forEach(enhance);
  main.addEventListener("relais:fresh", (event) => find(event.detail));
  find(main);
})();
