/**
 * A face that moves from neutral to a feeling: what `pyojeong.app.pictures.motion` makes, played.
 *
 * Everything is set as SVG attributes, so a page needs no inline style. Nothing flashes: each
 * point moves once, slowly, and stays.
 */

const BEFORE_MS = 400; // neutral stands this long before it moves
const NUMBER = /-?\d+(?:\.\d+)?/g;

const playing = new WeakMap(); // element -> the latest play; an earlier one then stops

/**
 * Show a movement once. The face stays as it is at the end; play it again to see it again.
 *
 * Still, nothing moves: the neutral face stands as long as the movement would take, then the face
 * at the end stands in its place.
 *
 * @param {Element} element holds the picture; what was in it goes.
 * @param {{svg: string, ms: number, keys: number[], changes: Array}} motion of our own server.
 * @param {{still?: boolean}} options still: without movement; by default what the system asks for.
 * @returns {Promise<boolean>} true at the end, false if the element was taken away or used again.
 */
export function play(element, motion, { still = asksForStillness() } = {}) {
  const svg = picture(motion.svg);
  const show = shower(svg, motion);
  const me = {};
  playing.set(element, me);
  element.replaceChildren(svg);

  return new Promise((resolve) => {
    let begin = null;
    const step = (now) => {
      if (playing.get(element) !== me || !element.isConnected) {
        resolve(false);
        return;
      }
      begin ??= now;
      const time = Math.min(1, Math.max(0, (now - begin - BEFORE_MS) / motion.ms));
      show(still ? Math.floor(time) : eased(time));
      if (time < 1) {
        requestAnimationFrame(step);
      } else {
        resolve(true);
      }
    };
    requestAnimationFrame(step);
  });
}

/** Return a drawing of one moment of a movement, where nothing moves. `share`: 0 begin, 1 end. */
export function moment(motion, share) {
  // Two moments may stand on one page: what is named in each is its own.
  const svg = picture(motion.svg.replace(/(\bid="|url\(#|href="#)/g, `$1at-${share}-`));
  shower(svg, motion)(share);
  return svg;
}

function asksForStillness() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Slow at both ends (smoothstep), as muscles are. */
function eased(time) {
  return time * time * (3 - 2 * time);
}

function picture(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  return document.importNode(parsed.documentElement, true);
}

/** Return a function that shows a share of the movement, 0 to 1. */
function shower(svg, motion) {
  const elements = svg.querySelectorAll("*");
  const tracks = motion.changes.map(([index, name, steps]) => track(elements[index], name, steps));
  return (share) => {
    const after = motion.keys.findIndex((key, place) => place > 0 && share <= key);
    const [from, to] = [motion.keys[after - 1], motion.keys[after]];
    for (const each of tracks) {
      each(after, (share - from) / (to - from));
    }
  };
}

/** Return a function that sets an attribute between two keys: `steps` are what it grows by. */
function track(element, name, steps) {
  const scale = name.endsWith("opacity") ? 100 : 10;
  const text = element.getAttribute(name);
  const words = text.split(NUMBER);
  const states = [text.match(NUMBER).map((number) => Number(number) * scale)];
  for (const step of steps) {
    const before = states.at(-1);
    states.push(step.length ? before.map((number, place) => number + step[place]) : before);
  }
  let shown = states[0];
  return (after, part) => {
    const [from, to] = [states[after - 1], states[after]];
    if (from === to && shown === to) {
      return;
    }
    shown = part >= 1 ? to : null;
    const now = from.map((number, place) => number + (to[place] - number) * part);
    const written = now.map((number) => Math.round(number * 10) / 10 / scale);
    element.setAttribute(name, words.map((word, place) => word + (written[place] ?? "")).join(""));
  };
}
