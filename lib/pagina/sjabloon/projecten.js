// Behind a map: puts the titles of projects where the table has their numbers, when it is opened. Many in a cell fold.
const WEINIG = 3;
const titels = new Map();
document.querySelectorAll("#projecten tbody tr").forEach((rij) => titels.set(rij.cells[0].textContent, rij.cells[1].textContent));
function metTitels(cel) {
  const nummers = cel.textContent.split(", ");
  const lijst = document.createElement("ul");
  nummers.forEach((nummer) => {
    const post = document.createElement("li");
    post.textContent = `${nummer} ${titels.get(nummer)}`;
    lijst.append(post);
  });
  cel.replaceChildren(lijst);
  if (nummers.length <= WEINIG) return;
  const vouw = document.createElement("details");
  const kop = document.createElement("summary");
  kop.textContent = `${nummers.length} projecten`;
  vouw.append(kop, lijst);
  cel.append(vouw);
}
document.querySelectorAll("details.achter:not(#projecten)").forEach((vouw) => vouw.addEventListener("toggle", () => {
  vouw.querySelectorAll("td").forEach((cel) => {
    if (/^P\d+(, P\d+)*$/.test(cel.textContent) && cel.textContent.split(", ").every((nummer) => titels.has(nummer))) metTitels(cel);
  });
}, { once: true }));
