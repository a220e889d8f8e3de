// Says how many characters are left, where few are. The server counts anew: the form works without this.
const FEW = 0.1;

for (const field of document.querySelectorAll("[data-most]")) {
  const most = Number(field.dataset.most);
  const words = document.querySelector("[data-left]");
  const said = document.createElement("p");
  said.className = "field__help";
  said.setAttribute("role", "status");
  field.after(said);
  const say = () => {
    const left = most - [...field.value.replace(/\r\n/g, "\n")].length;
    said.textContent = left <= most * FEW ? words.dataset.left.replace("0", left) : "";
  };
  field.addEventListener("input", say);
  say();
}
