// Makes pages more comfortable; every page works without this file.
const root = document.documentElement;
root.classList.add("with-script");

const each = (selector, action, scope = document) => scope.querySelectorAll(selector).forEach(action);
const prepared = new WeakSet();

/** Runs the action for each element once, also when a fragment is looked through again. */
function once(selector, action, scope) {
  each(selector, (element) => {
    if (prepared.has(element)) return;
    prepared.add(element);
    action(element);
  }, scope);
}

/** Puts the focus on the error summary, so that it is read out first. */
function focusFirst() {
  const target = document.querySelector("main > [data-focus]");
  if (target) target.focus();
}

/** A link of the error summary leads to its control with the label in view. */
function leadToControl(event) {
  const link = event.target.closest(".error-summary a[href^='#']");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  const label = document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  const legend = control.closest("fieldset");
  (control.type === "radio" || control.type === "checkbox" ? legend || label : label || control).scrollIntoView();
  control.focus({ preventScroll: true });
}

/** Sends a form once, however often the button is pressed. */
function sendOnce(event) {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  each("button[type='submit']", (button) => button.setAttribute("aria-busy", "true"), form);
  // A download or a lost connection leaves the page in place: after a while it may be sent again under the same key.
  setTimeout(() => release(form), 8000);
}

function release(form) {
  delete form.dataset.sent;
  each("[aria-busy]", (button) => button.removeAttribute("aria-busy"), form);
}

/** Counts the characters left while one types, and says so in the pauses. */
function countCharacters(area) {
  const limit = Number(area.dataset.count);
  const note = document.getElementById(`${area.id}-count`);
  if (!limit || !note) return;
  const spoken = document.createElement("span");
  spoken.className = "hidden-text";
  spoken.setAttribute("role", "status");
  note.after(spoken);
  let timer;
  const update = () => {
    const left = limit - [...area.value].length;
    const words = (left < 0 ? note.dataset.over : note.dataset.left).replace("{n}", String(Math.abs(left)));
    note.textContent = words;
    note.classList.toggle("error", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = words), 1000);
  };
  area.addEventListener("input", update);
  update();
}

/** Asks again how far something is, less often while the page is hidden, and stops when the answer says so. */
function poll(element) {
  let wait = 1500;
  const ask = async () => {
    const url = element.dataset.poll;
    if (!url || !element.isConnected) return;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = element.id ? page.getElementById(element.id) : page.querySelector("[data-poll], .progress");
        if (fresh) {
          element.replaceChildren(...fresh.childNodes);
          if (fresh.dataset.poll) element.dataset.poll = fresh.dataset.poll;
          else {
            delete element.dataset.poll;
            if (fresh.dataset.then) location.assign(fresh.dataset.then);
            return;
          }
          // It has ended, and the address now shows what came of it.
        } else return location.reload();
        wait = 1500;
      } else wait = Math.min(wait * 2, 30000);
    } catch {
      wait = Math.min(wait * 2, 30000);
    }
    setTimeout(ask, document.hidden ? 15000 : wait);
  };
  setTimeout(ask, wait);
}

/** Keeps a list up to date while it is looked at; what somebody is choosing in is not changed under their hands. */
function listen(element) {
  if (!window.EventSource || !element.dataset.live) return;
  let source = null;
  const note = element.querySelector("[data-live-note]");
  const isBusy = () => element.querySelector("input:checked") || element.querySelector("details[open]");
  const renew = async () => {
    if (isBusy()) return void (note && (note.hidden = false));
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(element.id);
      if (!fresh || isBusy()) return;
      const link = element.contains(document.activeElement) && document.activeElement.getAttribute("href");
      element.replaceChildren(...fresh.childNodes);
      const again = link && element.querySelector(`a[href="${CSS.escape(link)}"]`);
      if (again) {
        again.focus({ preventScroll: true });
        const row = again.closest("tbody tr");
        if (row) row.classList.add("row-focus");
      }
    } catch {
      // The next event, or the next look at the page, tries again.
    }
  };
  const follow = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource(element.dataset.live);
      source.addEventListener("inbox", renew);
    }
  };
  document.addEventListener("visibilitychange", () => {
    follow();
    if (!document.hidden) renew();
  });
  follow();
}

/** Reduces a photo to at most 2 000 pixels a side before it is sent; what cannot be read is sent as it is. */
async function reduce(file, limit) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < Math.min(limit, 600000)) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

async function reduceChosen(event) {
  const input = event.target;
  if (!input.matches("input[type='file'][data-shrink]") || !window.createImageBitmap) return;
  const limit = Number(input.dataset.shrink);
  const before = [...input.files];
  try {
    const after = await Promise.all(before.map((file) => reduce(file, limit).catch(() => file)));
    if (after.every((file, index) => file === before[index])) return;
    const chosen = new DataTransfer();
    after.forEach((file) => chosen.items.add(file));
    input.files = chosen.files;
    const note = document.getElementById(`${input.id}-limit`);
    const total = after.reduce((sum, file) => sum + file.size, 0);
    const size = total < 1e6 ? `${Math.round(total / 1000)} KB` : `${(total / 1e6).toFixed(1)} MB`;
    if (note && note.dataset.done) note.textContent = note.dataset.done.replace("{size}", size);
  } catch {
    // The files stay as they were chosen; the server checks their size.
  }
}

/** At a desk: j and k move through the rows, Enter opens, a button's own key presses it, / goes to the search. */
function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const isFunctionKey = /^F\d+$|^Page/.test(event.key);
  if (typing && !isFunctionKey) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target && (isFunctionKey || document.body.classList.contains("staff"))) {
    event.preventDefault();
    target.click();
    return;
  }
  if (!document.body.classList.contains("staff")) return;
  if (event.key === "/") {
    const search = document.querySelector("input[type='search']");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "j" || event.key === "k") moveRow(event.key === "j" ? 1 : -1);
  // x chooses the row, for what is done to several together.
  const box = event.key === "x" && document.querySelector(".row-focus input[type='checkbox']");
  if (box) box.click();
}

function moveRow(step) {
  const rows = [...document.querySelectorAll(".table tbody tr")].filter((row) => row.querySelector("a"));
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.classList.contains("row-focus"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, now + step))];
  rows.forEach((row) => row.classList.toggle("row-focus", row === next));
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
}

function prepare(scope = document) {
  each("[data-print]", (button) => (button.hidden = false), scope);
  once("textarea[data-count]", countCharacters, scope);
  once("[data-poll]", poll, scope);
  once("[data-live]", listen, scope);
}

document.addEventListener("submit", sendOnce);
document.addEventListener("change", reduceChosen);
document.addEventListener("keydown", pressKey);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  leadToControl(event);
});
// Coming back by the browser's button finds the form ready to be sent again.
window.addEventListener("pageshow", () => each("form[data-sent]", release));
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
prepare();
focusFirst();
