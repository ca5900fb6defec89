// Sends an archive as it is: a file of any size, which no form of ours could carry.

const form = document.getElementById("import");
const said = document.getElementById("said");
const button = form.querySelector("button");
const door = document.getElementById("door");

const SHUT = 401; // the door has fallen shut meanwhile

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  door.hidden = true;
  said.textContent = form.dataset.working;
  try {
    const { page, detail } = await send(document.getElementById("file").files[0]);
    if (page) location.assign(page);
    else said.textContent = detail ?? form.dataset.failed;
  } catch {
    said.textContent = form.dataset.failed;
  }
  button.disabled = false;
});

async function send(file) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { Accept: "application/json", "Content-Type": "application/zip", "X-CSRF-Token": token };
  const reply = await fetch("/caregiver/import/archive", { method: "PUT", headers, body: file });
  door.hidden = reply.status !== SHUT;
  return reply.json();
}
