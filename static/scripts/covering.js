// Crop, blur and turn a picture before it is kept. What is covered is gone: blocks of one colour
// are written over the pixels that are sent, and nothing of what lay beneath goes with them.
const LONGEST = 2560;
const BLOCKS = 6;
const STEP = 0.02;
const LEAST = 0.04;

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

function canvas_of(width, height) {
  const made = document.createElement("canvas");
  made.width = Math.max(1, Math.round(width));
  made.height = Math.max(1, Math.round(height));
  return made;
}

async function drawn(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const made = canvas_of(bitmap.width * scale, bitmap.height * scale);
  const pen = made.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, made.width, made.height);
  pen.drawImage(bitmap, 0, 0, made.width, made.height);
  bitmap.close();
  return made;
}

// A few large blocks, each of the one colour that its pixels have together.
export function blur(canvas, box) {
  const [x, y] = [Math.floor(box.x * canvas.width), Math.floor(box.y * canvas.height)];
  const width = clamp(Math.ceil(box.w * canvas.width), 1, canvas.width - x);
  const height = clamp(Math.ceil(box.h * canvas.height), 1, canvas.height - y);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const pixels = pen.getImageData(x, y, width, height);
  const side = Math.max(8, Math.ceil(Math.max(width, height) / BLOCKS));
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) one_colour(pixels, left, top, side);
  }
  pen.putImageData(pixels, x, y);
}

function one_colour({ data, width, height }, left, top, side) {
  const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)];
  const sum = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) for (let c = 0; c < 3; c += 1) sum[c] += data[4 * (y * width + x) + c];
  }
  const count = (right - left) * (bottom - top);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) for (let c = 0; c < 3; c += 1) data[4 * (y * width + x) + c] = sum[c] / count;
  }
}

function turn(canvas) {
  const made = canvas_of(canvas.height, canvas.width);
  const pen = made.getContext("2d", { willReadFrequently: true });
  pen.translate(made.width, 0);
  pen.rotate(Math.PI / 2);
  pen.drawImage(canvas, 0, 0);
  return made;
}

function crop(canvas, box) {
  const made = canvas_of(box.w * canvas.width, box.h * canvas.height);
  const pen = made.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, -Math.round(box.x * canvas.width), -Math.round(box.y * canvas.height));
  return made;
}

// Every deed is remembered, and undone by doing all but the last of them anew.
function replay(source, deeds) {
  let canvas = canvas_of(source.width, source.height);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(source, 0, 0);
  for (const { kind, box } of deeds) {
    if (kind === "turn") canvas = turn(canvas);
    if (kind === "crop") canvas = crop(canvas, box);
    if (kind === "blur") blur(canvas, box);
  }
  return canvas;
}

const MARKUP = `
  <h2 class="govuk-heading-m" tabindex="-1">Crop or blur</h2>
  <p class="covering__how" data-how></p>
  <div class="covering__picture"><canvas data-canvas role="img" aria-label="The picture"></canvas><div data-boxes></div></div>
  <p class="govuk-visually-hidden" role="status" data-told></p>
  <div class="covering__deeds" role="group" aria-label="This part" data-part hidden>
    <button type="button" data-do="larger">Larger</button><button type="button" data-do="smaller">Smaller</button>
    <button type="button" data-do="drop">Take it away</button>
  </div>
  <div class="covering__deeds" role="group" aria-label="The picture" data-whole>
    <button type="button" data-do="blur">Blur a part</button><button type="button" data-do="crop">Crop</button>
    <button type="button" data-do="turn">Turn</button><button type="button" data-do="undo" disabled>Undo</button>
  </div>
  <div class="covering__deeds" data-cropping hidden>
    <button class="govuk-button" type="button" data-do="cut">Keep only this part</button><button type="button" data-do="uncut">Do not crop</button>
  </div>
  <div class="covering__end" data-end>
    <button class="govuk-button" type="button" data-do="use">Use this picture</button><button type="button" class="button--link" data-do="leave">Leave it as it was</button>
  </div>`;

const HOW = {
  blur: "Tap each face, and it is covered. Move a part with a finger or the arrow keys; Shift and an arrow key change its size. What you cover is gone for good from what is sent.",
  crop: "Move the frame with a finger or the arrow keys, change its size by the corner or by Larger and Smaller. What lies outside is left away.",
};

// Opens the picture; ends with the changed file, or null where it was left as it was.
export async function open(file) {
  const source = await drawn(file);
  const dialog = document.createElement("dialog");
  dialog.className = "covering";
  dialog.innerHTML = MARKUP; // fixed words of our own: nothing that was typed or sent stands in them
  dialog.setAttribute("aria-label", "Crop or blur the picture");
  document.body.append(dialog);
  const editor = new Editor(dialog, source);
  dialog.showModal();
  dialog.querySelector("h2").focus();
  editor.draw();
  return new Promise((done) => {
    dialog.addEventListener("close", async () => {
      const changed = dialog.returnValue === "use" && editor.is_changed() ? await editor.file(file) : null;
      dialog.remove();
      done(changed);
    });
  });
}

class Editor {
  constructor(dialog, source) {
    Object.assign(this, { dialog, source, deeds: [], boxes: [], before: [], chosen: -1, cropping: null });
    this.picture = source;
    this.canvas = this.find("[data-canvas]");
    dialog.addEventListener("click", (event) => this.act(event.target.closest("[data-do]")?.dataset.do));
    this.canvas.addEventListener("click", (event) => this.tap(event));
    window.addEventListener("resize", () => this.draw());
  }

  find(name) { return this.dialog.querySelector(name); }
  say(words) { this.find("[data-told]").textContent = words; }
  is_changed() { return this.deeds.length + this.boxes.length > 0; }
  box() { return this.cropping ?? this.boxes[this.chosen]; }

  remember() { this.before.push({ deeds: [...this.deeds], boxes: this.boxes.map((one) => ({ ...one })) }); }

  act(name) {
    if (!name) return;
    if (name === "use" || name === "leave") { this.dialog.close(name); return; }
    ({
      blur: () => this.add({ x: 0.375, y: 0.375 }), crop: () => this.begin_crop(), cut: () => this.cut(), uncut: () => { this.cropping = null; },
      turn: () => this.bake([{ kind: "turn" }]), undo: () => this.undo(), drop: () => this.drop(),
      larger: () => this.size(STEP * 2, STEP * 2), smaller: () => this.size(-STEP * 2, -STEP * 2),
    })[name]();
    this.draw();
    if (name === "crop") this.find(".covering__box")?.focus();
    if (name === "cut" || name === "uncut") this.find("[data-do=crop]").focus();
  }

  add({ x, y }) {
    this.remember();
    this.boxes.push({ x: clamp(x, 0, 0.75), y: clamp(y, 0, 0.75), w: 0.25, h: 0.25 });
    this.square(this.boxes.at(-1));
    this.chosen = this.boxes.length - 1;
    this.say(`Part ${this.boxes.length} is covered.`);
    this.draw();
    this.find(`[data-box="${this.chosen}"]`)?.focus();
  }

  // As wide as high on the picture, whatever its shape.
  square(box) {
    const side = 0.25 * Math.min(this.picture.width, this.picture.height);
    const [cx, cy] = [box.x + box.w / 2, box.y + box.h / 2];
    [box.w, box.h] = [side / this.picture.width, side / this.picture.height];
    this.put(box, cx - box.w / 2, cy - box.h / 2);
  }

  put(box, x, y) { [box.x, box.y] = [clamp(x, 0, 1 - box.w), clamp(y, 0, 1 - box.h)]; }

  // A tap covers what is there, or brings the frame there: nobody has to drag.
  tap(event) {
    const at = this.canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height];
    if (this.cropping) this.put(this.cropping, x - this.cropping.w / 2, y - this.cropping.h / 2);
    else this.add({ x: x - 0.125, y: y - 0.125 });
    this.draw();
  }

  size(w, h) {
    const box = this.box();
    if (!box) return;
    [box.w, box.h] = [clamp(box.w + w, LEAST, 1), clamp(box.h + h, LEAST, 1)];
    this.put(box, box.x - w / 2, box.y - h / 2);
  }

  drop() {
    if (this.chosen < 0) return;
    this.remember();
    this.boxes.splice(this.chosen, 1);
    this.chosen = this.boxes.length - 1;
    this.say("Taken away.");
    this.draw();
    (this.find(`[data-box="${this.chosen}"]`) ?? this.find("[data-do=blur]")).focus();
  }

  begin_crop() { this.cropping = { x: 0.1, y: 0.1, w: 0.8, h: 0.8 }; }

  cut() {
    const box = this.cropping;
    this.cropping = null;
    this.bake([{ kind: "crop", box }]);
    this.say("Cropped.");
  }

  bake(more) {
    this.remember();
    this.deeds = [...this.deeds, ...this.boxes.map((box) => ({ kind: "blur", box })), ...more];
    [this.boxes, this.chosen] = [[], -1];
    this.picture = replay(this.source, this.deeds);
  }

  undo() {
    const before = this.before.pop();
    if (!before) return;
    Object.assign(this, before, { cropping: null, chosen: before.boxes.length - 1 });
    this.picture = replay(this.source, this.deeds);
    this.say("Undone.");
  }

  draw() {
    const whole = canvas_of(this.picture.width, this.picture.height);
    whole.getContext("2d", { willReadFrequently: true }).drawImage(this.picture, 0, 0);
    if (!this.cropping) for (const box of this.boxes) blur(whole, box);
    [this.canvas.width, this.canvas.height] = [whole.width, whole.height];
    this.canvas.getContext("2d").drawImage(whole, 0, 0);
    this.find("[data-how]").textContent = this.cropping ? HOW.crop : HOW.blur;
    this.find("[data-whole]").hidden = this.find("[data-end]").hidden = Boolean(this.cropping);
    this.find("[data-cropping]").hidden = !this.cropping;
    this.find("[data-part]").hidden = !this.box();
    this.find("[data-do=drop]").hidden = Boolean(this.cropping);
    this.find("[data-do=undo]").disabled = !this.before.length;
    this.draw_boxes();
  }

  draw_boxes() {
    const shown = this.cropping ? [this.cropping] : this.boxes;
    const there = [...this.dialog.querySelectorAll(".covering__box")];
    there.slice(shown.length).forEach((one) => one.remove());
    shown.forEach((box, number) => {
      const at = there[number] ?? this.new_box(number);
      at.classList.toggle("covering__box--frame", Boolean(this.cropping));
      at.classList.toggle("is-chosen", number === this.chosen);
      at.setAttribute("aria-label", this.cropping ? "The part to keep" : `Part ${number + 1} to cover`);
      for (const [side, value] of [["left", box.x], ["top", box.y], ["width", box.w], ["height", box.h]]) at.style[side] = `${100 * value}%`;
    });
  }

  new_box(number) {
    const at = document.createElement("button");
    at.type = "button";
    at.className = "covering__box";
    at.dataset.box = number;
    const corner = document.createElement("span");
    corner.className = "covering__corner";
    at.append(corner);
    const here = () => this.cropping ?? this.boxes[number];
    at.addEventListener("focus", () => { if (!this.cropping && this.chosen !== number) { this.chosen = number; this.draw(); } });
    at.addEventListener("keydown", (event) => this.key(event, here()));
    at.addEventListener("pointerdown", (event) => this.drag(event, at, here(), event.target === corner));
    this.find("[data-boxes]").append(at);
    return at;
  }

  key(event, box) {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === "Delete" && !this.cropping) this.drop();
    if (!way) return;
    event.preventDefault();
    if (event.shiftKey) {
      [box.w, box.h] = [clamp(box.w + way[0], LEAST, 1 - box.x), clamp(box.h + way[1], LEAST, 1 - box.y)];
    } else this.put(box, box.x + way[0], box.y + way[1]);
    this.draw();
  }

  drag(event, at, box, by_corner) {
    const whole = this.canvas.getBoundingClientRect();
    const from = { x: event.clientX, y: event.clientY, ...{ bx: box.x, by: box.y, bw: box.w, bh: box.h } };
    at.setPointerCapture(event.pointerId);
    const move = (now) => {
      const [dx, dy] = [(now.clientX - from.x) / whole.width, (now.clientY - from.y) / whole.height];
      if (by_corner) [box.w, box.h] = [clamp(from.bw + dx, LEAST, 1 - box.x), clamp(from.bh + dy, LEAST, 1 - box.y)];
      else this.put(box, from.bx + dx, from.by + dy);
      this.draw();
    };
    at.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) at.addEventListener(end, () => at.removeEventListener("pointermove", move), { once: true });
  }

  // The pixels as they are now, made anew: no place, no device, nothing of what was covered.
  file(given) {
    const picture = replay(this.picture, this.boxes.map((box) => ({ kind: "blur", box })));
    const kind = given.type === "image/png" ? "image/png" : "image/jpeg";
    const name = `${given.name.replace(/\.[^.]*$/, "")}.${kind === "image/png" ? "png" : "jpg"}`;
    return new Promise((done, fail) => {
      picture.toBlob((made) => (made ? done(new File([made], name, { type: kind })) : fail(new Error("not made"))), kind, 0.9);
    });
  }
}
