// Elements with attributes and children. User text goes in as text only, never as markup.
const SVG = "http://www.w3.org/2000/svg";

function vul(element, eigenschappen, kinderen) {
  for (const [naam, waarde] of Object.entries(eigenschappen || {})) {
    if (naam.startsWith("on")) element.addEventListener(naam.slice(2), waarde);
    else if (waarde === true) element.setAttribute(naam, "");
    else if (waarde !== false && waarde != null) element.setAttribute(naam, waarde);
  }
  element.append(...kinderen.flat(Infinity).filter((kind) => kind != null && kind !== false));
  return element;
}

const el = (soort, eigenschappen, ...kinderen) => vul(document.createElement(soort), eigenschappen, kinderen);
function svg(soort, eigenschappen, ...kinderen) {
  return vul(document.createElementNS(SVG, soort), eigenschappen, kinderen);
}

const vind = (id) => document.getElementById(id);
const getal = (waarde, decimalen = 0) =>
  waarde.toLocaleString("nl-NL", { minimumFractionDigits: decimalen, maximumFractionDigits: decimalen });
const meervoud = (n, een, meer) => `${getal(n)} ${n === 1 ? een : meer}`;
const gemeenten = (n) => meervoud(n, "gemeente", "gemeenten");
const hoofdletter = (woord) => woord.charAt(0).toUpperCase() + woord.slice(1);

function meld(bericht) {
  vind("melding").textContent = bericht;
}

function bewaarAls(naam, inhoud) {
  const adres = URL.createObjectURL(inhoud);
  el("a", { href: adres, download: naam }).click();
  setTimeout(() => URL.revokeObjectURL(adres), 10000);
}

function bestandsnaam(soort, achtervoegsel) {
  const delen = [DATA.editie.naam, soort, ...(DATA.editie.synthetisch ? ["synthetisch"] : [])];
  return `${[...new Set(delen)].join("-")}.${achtervoegsel}`;
}
