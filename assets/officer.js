// Comfort for those who answer: saves while they write, and shows how far a file has come. Every page works without.
// What is said stands in the page.
const form = document.querySelector("form[data-draft]");
const said = document.querySelector("[data-saved]");
const pause = 1500;
let timer = 0;
let saving = null;

function fields() {
  const data = new FormData(form);
  data.delete("file");
  return new URLSearchParams(data);
}

async function save() {
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: fields(),
      headers: { accept: "application/json" },
    });
    if (answer.ok) {
      const kept = await answer.json();
      form.elements.based_on.value = kept.based_on;
      said.textContent = kept.saved;
    } else {
      // A field was changed elsewhere too: the button shows both texts. What is typed from now on is kept as well.
      said.textContent = answer.status === 409 ? form.dataset.meanwhile : form.dataset.unsaved;
    }
  } catch {
    said.textContent = form.dataset.unsaved;
  }
  saving = null;
}

function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (saving) saveSoon();
    else saving = save();
  }, pause);
}

function upload(button) {
  const progress = document.querySelector("progress");
  const request = new XMLHttpRequest();
  progress.hidden = false;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = event.loaded / event.total;
  });
  request.addEventListener("load", async () => {
    if (request.status === 200) {
      // What was typed while the file went up is kept before the page comes anew.
      clearTimeout(timer);
      if (saving) await saving;
      await save();
      return location.assign(request.responseURL);
    }
    // The server's own page says what is wrong.
    button.removeAttribute("data-upload");
    return form.requestSubmit(button);
  });
  request.addEventListener("error", () => {
    progress.hidden = true;
    said.textContent = form.dataset.unsaved;
  });
  request.open("POST", button.formAction);
  request.send(new FormData(form));
}

if (form && said) {
  form.addEventListener("input", saveSoon);
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    const button = event.submitter;
    if (saving) {
      // What is under way must come first, so that the newest is written last.
      event.preventDefault();
      await saving;
      form.requestSubmit(button);
    } else if (button?.hasAttribute("data-upload")) {
      event.preventDefault();
      upload(button);
    }
  });
}
