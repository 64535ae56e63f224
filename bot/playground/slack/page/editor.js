// Changing what one said, in the place where it stands.

import { make } from "./dom.js";

/** Put a field with `text` in the place of `body`; `save(text)` answers whether it was taken. */
export function edit(body, text, save) {
  if (body.hidden) return;
  const end = () => {
    form.remove();
    body.hidden = false;
  };
  const done = async () => {
    if (!field.value.trim()) return;
    if (field.value.trim() === text || (await save(field.value.trim()))) end();
  };
  const field = make("textarea", { "aria-label": "Edit message", rows: String(Math.min(8, text.split("\n").length + 1)) });
  field.value = text;
  const form = make("div", {
    class: "editor",
    onkeydown: (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // the thread stays open
        end();
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === field) {
        event.preventDefault();
        done();
      }
    },
  }, field, make("div", { class: "row" },
    make("button", { type: "button", onclick: end }, "Cancel"),
    make("button", { type: "button", class: "primary", onclick: done }, "Save")));
  body.hidden = true;
  body.after(form);
  field.focus();
  field.setSelectionRange(text.length, text.length);
}
