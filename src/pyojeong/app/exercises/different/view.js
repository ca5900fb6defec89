// Different: two pictures of one face; which part of it is another?

import { choices, label, samples, stage } from "/static/choices.js";

export const style = new URL("./view.css", import.meta.url).href;

export const render = (trial, tools) =>
  stage(samples(trial, tools), choices(trial, tools, label));

/** Show on the pictures where it was. */
export function answered(shown, trial, answers) {
  const parts = answers.map((place) => trial.choices[place].part).filter(Boolean);
  for (const drawing of shown.querySelectorAll(".samples .drawing")) {
    for (const part of parts) ring(drawing.querySelector(`.${part}`));
  }
}

const ROOM = 10; // around the part, in units of the drawing
const LEAST = 17; // of half its height: brows are flat

/** A soft ring around a part, in its own place in the drawing, so that it turns and grows with it. */
function ring(part) {
  if (!part) return;
  const { x, y, width, height } = part.getBBox();
  const size = {
    cx: x + width / 2,
    cy: y + height / 2,
    rx: width / 2 + ROOM,
    ry: Math.max(height / 2 + ROOM, LEAST),
  };
  for (const line of ["under", "over"]) {
    const ellipse = document.createElementNS(part.namespaceURI, "ellipse");
    for (const [name, value] of Object.entries(size)) ellipse.setAttribute(name, value);
    ellipse.setAttribute("class", `part-ring ${line}`);
    part.parentNode.append(ellipse);
  }
}
