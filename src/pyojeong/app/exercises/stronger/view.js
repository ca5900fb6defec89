// Stronger: the same feeling, more and less of it, in one row.

import { asked, choices, face, stage } from "/static/choices.js";

export const style = new URL("./view.css", import.meta.url).href;

export const render = (trial, tools) => stage(asked(trial, tools), choices(trial, tools, face));
