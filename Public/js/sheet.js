// The editor of tables: keys, undo, checks, blocks from spreadsheets. Without it, every act is a button.
const form = document.querySelector("form [data-cells]").closest("form");
const zh = document.documentElement.lang.startsWith("zh");
const parse = (text) => new DOMParser().parseFromString(text, "text/html");
const named = (name) => form.elements.namedItem(name);
const say = (chinese, english) => (document.getElementById("cells-status").textContent = zh ? chinese : english);
const past = [];
const future = [];
// What was refused is not kept, though it stands in the page.
let kept = form.querySelector("[data-cells=unkept]") ? "" : state();
let now = state();
let turn = 0;
let timer;
let before = "";
// Acts wait for one another; meanwhile nothing is written, and nothing checked.
let line = Promise.resolve();
let waiting = 0;
// The session is over; nothing was reached; the server has just answered.
let gone, lost, isSafe;

/** Everything that stands in the form, as it is sent. */
function state() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (!name.startsWith("new-")) fields.append(name, value);
  return fields.toString();
}

/** Remembers a change. */
function note() {
  const fresh = state();
  if (fresh === now) return;
  past.push(now);
  if (past.length > 200) past.shift();
  future.length = 0;
  now = fresh;
  buttons();
}

function buttons() {
  form.querySelectorAll("[data-cells-act]").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-disabled", !(button.dataset.cellsAct === "undo" ? past : future).length);
  });
}

/** Sends a state and gives the page that answers; `null` if a later one was asked for. */
async function ask(fields, act) {
  const mine = ++turn;
  const body = new URLSearchParams(fields);
  body.set("act", act);
  let status = 0;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    status = answer.status;
    const fresh = parse(await answer.text()).querySelector("[data-cells]");
    if (mine !== turn) return null;
    if (answer.ok && fresh) return fresh;
  } catch {
    status = 0;
  }
  if (mine !== turn) return null;
  gone = status === 401 || status === 403;
  lost = gone || !status;
  if (gone) say("登录过期了，您写的还在：在新窗口登录，再按保存", "Signed out; what you wrote is here: sign in in another window, then press Save");
  else if (status) say(`没有办成（${status}），您写的还在`, `Not done (${status}); what you wrote is still here`);
  else say("连不上服务器，您写的还在这一页上", "The server cannot be reached; what you wrote is still here");
  return null;
}

/** Does one thing after another. */
function queue(work) {
  clearTimeout(timer);
  waiting += 1;
  line = line.then(work).catch(() => {}).then(() => (waiting -= 1));
  return line;
}

/** Puts what a part has now in the place of what it had; what is unfolded stays so. */
function swap(part, fresh) {
  const title = (each) => each.textContent.replace(/\d+/g, "");
  const open = [...part.querySelectorAll("[open] > summary")].map(title);
  part.replaceChildren(...fresh.childNodes);
  part.querySelectorAll("summary").forEach((each) => (each.parentNode.open = open.includes(title(each))));
}

/** Puts an answered table in the place of this one, and the focus on its cell. */
function show(fresh, focus) {
  const was = document.activeElement;
  const { scrollLeft, scrollTop } = form.querySelector(".cells-frame");
  swap(form.querySelector("[data-cells]"), fresh);
  Object.assign(form.querySelector(".cells-frame"), { scrollLeft, scrollTop });
  buttons();
  // Below the last row is none: then the one above.
  const [, row, rest] = /^r(\d+)(.+)/.exec(focus) || [];
  const field = focus && (named(focus) || named(`r${row - 1}${rest}`));
  if (field?.select) return choose(field);
  // What was pressed was put in place anew; where it is gone, undo is at hand.
  const sign = (each) => each.value + each.dataset.cellsAct;
  const again = [...form.querySelectorAll("button")].find((each) => sign(each) === sign(was));
  (again || form.querySelector("[data-cells-act]")).focus();
}

/** Says beside the cells what was found, and leaves what is being written alone. */
async function check() {
  const sent = new URLSearchParams(state());
  const fresh = await ask(sent, "check");
  if (!fresh) return;
  const isNoted = state() === now;
  for (const part of fresh.querySelectorAll(".cells-note[id], #cells-side, #cells-status")) {
    const old = document.getElementById(part.id);
    if (old && !old.isEqualNode(part)) swap(old, part);
  }
  for (const part of fresh.querySelectorAll("td[id]")) {
    const old = document.getElementById(part.id);
    if (!old) continue;
    old.className = part.className;
    const field = old.querySelector("input, textarea");
    const answer = part.querySelector("input, textarea");
    if (answer.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    // Words become what they stand for, once one has left the cell.
    if (field !== document.activeElement && field.value === sent.get(field.name)) field.value = answer.value;
  }
  if (isNoted) now = state();
}

function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => (waiting ? checkSoon() : check()), 400);
}

/** Where one goes on after an act. */
function after(value) {
  const [name, at] = value.split(":");
  const row = { insert: 1, duplicate: 1, up: -1, down: 1, remove: 0 }[name];
  const column = { left: -1, right: 1, "remove-column": 0 }[name];
  if (column !== undefined) return `c${Math.max(0, Number(at) + column)}.label`;
  return row === undefined ? null : `r${Math.max(0, Number(at) + row)}.${name === "insert" ? 0 : "id"}`;
}

/** Acts on the table as the buttons do. */
const act = (value, focus = after(value)) => queue(async () => {
  note();
  const fields = new URLSearchParams(state());
  if (value === "add-condition") form.querySelectorAll("[name^='new-']").forEach((field) => fields.set(field.name, field.value));
  const fresh = await ask(fields, value);
  if (!fresh) return;
  show(fresh, focus);
  note();
});

const step = (from, to) => queue(async () => {
  note();
  if (!from.length) return;
  const field = document.activeElement;
  const fresh = await ask(from[from.length - 1], "check");
  if (!fresh) return;
  from.pop();
  to.push(now);
  show(fresh, place(field) && field.name);
  now = state();
  buttons();
});

// MARK: Cells

/** The row and column of a field of the table. */
function place(field) {
  const match = /^r(\d+)\.(\d+|id)$/.exec(field?.name || "");
  return match && { row: Number(match[1]), column: match[2] };
}

const cell = (row, column) => named(`r${row}.${column}`);

function choose(field) {
  field.focus();
  field.select();
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function go(row, column) {
  const field = cell(row, column);
  if (field) choose(field);
  return Boolean(field);
}

function write(field, value) {
  field.value = value;
  before = value;
  note();
  checkSoon();
}

function press(event) {
  const field = event.target;
  const at = place(field);
  const command = event.ctrlKey || event.metaKey;
  const key = (event.key || "").toLowerCase();
  const done = () => event.preventDefault();
  if (command && key === "s") {
    done();
    return form.querySelector("button[value='save']").click();
  }
  if (command && (key === "z" || key === "y")) {
    // What is being written in a cell is taken back by the browser itself.
    if (field.matches("input, textarea") && field.value !== before && key === "z" && !event.shiftKey) return;
    done();
    return void (key === "y" || event.shiftKey ? step(future, past) : step(past, future));
  }
  if (!at || event.isComposing) return;
  const columns = [...field.closest("tr").querySelectorAll("th input[name], td input, td textarea")].map(place).filter(Boolean);
  const index = columns.findIndex((each) => each.column === at.column);
  const isText = field.tagName === "TEXTAREA";
  // Whether arrows lead out of the cell.
  const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  if (command && event.key === "Enter") {
    done();
    act(`insert:${at.row}`, `r${at.row + 1}.${at.column}`);
  } else if (command && key === "d" && at.row > 0) {
    done();
    if (at.column !== "id") write(field, cell(at.row - 1, at.column).value);
  } else if (event.altKey && /^Arrow(Down|Up)$/.test(event.key)) {
    const to = at.row + (event.key === "ArrowUp" ? -1 : 1);
    if (!cell(to, at.column)) return;
    done();
    act(`${to < at.row ? "up" : "down"}:${at.row}`, `r${to}.${at.column}`);
  } else if (event.key === "Enter" && !event.altKey) {
    done();
    note();
    if (!go(at.row + (event.shiftKey ? -1 : 1), at.column)) field.select();
  } else if (event.key === "Enter" && isText) {
    done();
    field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
  } else if (/^Arrow(Down|Up)$/.test(event.key) && !event.shiftKey && (whole || !isText)) {
    // A list of suggestions that is open keeps the arrows.
    if (!whole && field.list && field.value !== before) return;
    if (go(at.row + (event.key === "ArrowDown" ? 1 : -1), at.column)) done();
  } else if (/^Arrow(Left|Right)$/.test(event.key) && !event.shiftKey && whole) {
    const next = columns[index + (event.key === "ArrowRight" ? 1 : -1)];
    if (next && go(at.row, next.column)) done();
  } else if (event.key === "F2") {
    done();
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (event.key === "Escape" && field.value !== before) {
    done();
    field.value = before;
    field.select();
    checkSoon();
  }
}

/** The cells of a block as spreadsheets copy it: tabs between them, line breaks in quotation marks. */
function block(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g;
  for (const [all, quoted, plain, end] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(pattern)) {
    rows[rows.length - 1].push((/\n/.test(quoted) ? quoted.replace(/""/g, '"') : all.slice(0, all.length - end.length)).trim());
    if (end === "\n") rows.push([]);
    if (!end) break;
  }
  return rows;
}

/** A block from a spreadsheet fills the cells from this one on; rows that are missing are added. */
async function paste(event) {
  const at = place(event.target);
  const text = event.clipboardData?.getData("text/plain");
  const isBlock = event.target.tagName === "TEXTAREA" ? /\t/.test(text) : /[\t\n]/.test((text || "").trim());
  if (!at || at.column === "id" || !isBlock) return;
  event.preventDefault();
  const rows = block(text);
  const count = Number(named("rows").value);
  const more = Math.min(500, at.row + rows.length - count);
  if (more > 0) await act(`insert:${count - 1}:${more}`, event.target.name);
  note();
  let left = 0;
  rows.forEach((cells, down) => cells.forEach((value, right) => {
    const field = cell(at.row + down, Number(at.column) + right);
    if (field) field.value = value;
    else left += 1;
  }));
  before = event.target.value;
  note();
  await check();
  if (left) say(`有 ${left} 格放不下，没有粘贴`, `${left} cells did not fit and were not pasted`);
}

form.addEventListener("focusin", (event) => (before = event.target.value));
form.addEventListener("beforeinput", (event) => waiting && event.preventDefault());
form.addEventListener("input", checkSoon);
form.addEventListener("change", () => {
  note();
  checkSoon();
});
// Also while nothing has the focus.
document.addEventListener("keydown", (event) => (form.contains(event.target) || event.target === document.body) && press(event));
form.addEventListener("paste", paste);
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.cellsAct) return void (button.dataset.cellsAct === "undo" ? step(past, future) : step(future, past));
  if (button.name !== "act" || button.value === "save") return;
  event.preventDefault();
  if (button.value === "check") check();
  else act(button.value);
});
form.addEventListener("submit", async (event) => {
  if (isSafe) return void (kept = null);
  // Leaves only when the server is there.
  event.preventDefault();
  event.stopPropagation();
  if (gone) {
    const token = parse(await (await fetch(location.href)).text()).querySelector("[name=csrf_token]");
    if (token) form.elements.csrf_token.value = token.value;
  }
  lost = false;
  await ask(state(), "check");
  if (lost) return;
  isSafe = true;
  form.requestSubmit(event.submitter);
});
addEventListener("beforeunload", (event) => {
  if (kept === null || state() === kept) return;
  event.preventDefault();
  event.returnValue = true;
});
buttons();
