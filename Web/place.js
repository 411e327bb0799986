// Offers to say where this phone is, once, with the step that it is sent with (E8). Nothing is asked of the phone before
// the choice is ticked, and never twice for one tick. Without this script the choice is not there.
(() => {
  "use strict";
  const relais = window.relais;
  if (!relais || !navigator.geolocation || !window.isSecureContext) return;
  const { main, announce } = relais;
  const unavailable = "unavailable"; // as Sources/Intake/Fields/PlaceText.swift has it
  const lasting = 5 * 60000; // after that the phone may be elsewhere, and is asked again
  const states = {}; // by form: it may be replaced while the phone is asked

  const button = (name) => main.querySelector(`form[data-draft="${name}"] button:not([type=button])`);
  const settle = (name, value, note) => {
    const state = states[name];
    Object.assign(state, { value, note, at: Date.now(), turn: state.turn + 1, isAsking: false });
    state.show();
    if (!state.waits) return;
    clearTimeout(state.waits);
    state.waits = undefined;
    announce("", true);
    const press = button(name);
    if (press) press.click();
  };

  const ask = (name, said) => {
    const state = states[name], turn = ++state.turn;
    Object.assign(state, { value: "", note: said.asking, isAsking: true, fail: () => settle(name, unavailable, said.failed) });
    state.show();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      if (turn !== state.turn) return;
      const value = [coords.latitude.toFixed(5), coords.longitude.toFixed(5), Math.ceil(coords.accuracy)].join();
      settle(name, value, said.found);
    }, () => { if (turn === state.turn) state.fail(); }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 });
  };

  const enhance = (template) => {
    const name = template.closest("form").dataset.draft;
    const part = document.importNode(template.content, true).firstElementChild;
    const box = part.querySelector("[type=checkbox]"), input = part.querySelector("[name=place]");
    const isKept = input.value && input.value !== unavailable; // of a form that came back with a problem
    const state = states[name] = states[name] || { turn: 0, at: Date.now(), value: isKept ? input.value : "", note: isKept ? part.dataset.found : "" };
    state.again = () => ask(name, part.dataset);
    state.show = () => {
      box.checked = state.isAsking || (state.value && state.value !== unavailable);
      input.value = state.value;
      part.querySelector("p").textContent = state.note;
    };
    box.addEventListener("change", () => (box.checked ? ask(name, part.dataset) : settle(name, "", "")));
    template.replaceWith(part);
    state.show();
  };

  // Who presses the button while the phone still looks is not kept waiting for long.
  main.addEventListener("submit", (event) => {
    const form = event.target, state = states[form.dataset.draft];
    if (!state || form.dataset.busy) return;
    if (state.value && state.value !== unavailable && Date.now() - state.at > lasting) state.again();
    if (!state.isAsking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    announce(state.note, true);
    state.waits = state.waits || setTimeout(() => state.fail(), 10000);
  }, true);

  const find = (part) => part.querySelectorAll("template[data-place]").forEach(enhance);
  main.addEventListener("relais:fresh", (event) => find(event.detail));
  find(main);
})();
