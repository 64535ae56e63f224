// Elements, made without ever reading a string as markup.

const SVG = "http://www.w3.org/2000/svg";

/** `make("p", {class: "x", onclick: f}, "text", child)`: strings become text, never markup. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A 20 × 20 line drawing. */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A coloured square with somebody's initials. */
export function avatar(user, size = "") {
  const square = make("span", { class: `avatar ${size}`.trim(), "aria-hidden": "true" }, initials(user));
  square.style.backgroundColor = user.color ? `#${user.color.replace("#", "")}` : "#616061";
  return square;
}

function initials(user) {
  const words = (user.real_name || user.name || "?").trim().split(/\s+/);
  return words.length > 1 ? words[0][0] + words[1][0] : words[0].slice(0, 1);
}

/** Make `parent`'s children exactly `wanted`, moving nothing that already stands right. */
export function arrange(parent, wanted) {
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild.remove();
}
